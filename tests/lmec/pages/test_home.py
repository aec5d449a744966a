"""The home page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.models import Event
from events.publishing import publish
from events.report import Report
from lmec.pages.home import quote
from tests import factories, public_site
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
QUOTABLE = "In the past five years, actions have been taken to explore for a sustainable path. "


def test_an_empty_site_has_a_home_page(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert "Latest report" not in answer.content.decode()


def test_the_latest_report_is_of_the_last_event_that_was_held(client):
    today = timezone.localdate()
    factories.event("Old", start_date=date(2019, 1, 1))
    factories.event("Held", start_date=date(2021, 1, 1))
    factories.event("Cancelled", start_date=date(2022, 1, 1), progress="cancelled")
    factories.event("Coming", start_date=today + timedelta(days=9))
    context = client.get("/").context
    assert context["latest"].title == "Held"
    assert [event.title for event in context["earlier"]] == ["Old"]
    assert [event.title for event in context["coming"]] == ["Coming"]


def test_the_doors_say_how_much_is_behind_them(client):
    public_site.furnish()
    factories.participation(factories.draft(), factories.person())
    context = client.get("/").context
    counts = [context[name] for name in ("event_count", "people_count", "organization_count")]
    assert counts == [4, 17, 7]
    assert context["first_year"] == 2022


def test_the_six_countries_stand_under_the_names_they_use(client):
    html = client.get("/").content.decode()
    names = ["China", "Myanmar", "Lao PDR", "Thailand", "Cambodia", "Viet Nam"]
    assert "".join(f"<li>{name}</li>" for name in names) in html


def test_the_description_of_the_center_is_entered_once_and_shown_here(client):
    public_site.furnish()
    assert "<p>The center carries out joint research.</p>" in client.get("/").content.decode()


@pytest.fixture
def spoken():
    """A report with two paragraphs that may be quoted, and others that may not."""
    event = factories.draft()
    li = factories.person("Li Na", slug="li-na")
    first, second = QUOTABLE * 2, QUOTABLE * 3
    factories.remark(event, person=li, text=f"<p>{first}</p><p>Short.</p><ul><li>{first}</li></ul>")
    factories.remark(event, person=li, text=f"<p>{second}</p><p>{QUOTABLE * 9}</p>", position=1)
    factories.remark(event, attribution="Delegates", text=f"<p>{first}</p>", position=2)
    publish(event, factories.PUBLICATION)
    return Report(Event.objects.in_full().get(pk=event.pk))


def test_a_quotation_is_a_whole_paragraph_by_a_person_another_every_day(spoken):
    days = [date(2022, 1, day) for day in range(1, 9)]
    quotes = [quote(spoken, day) for day in days]
    numbers = [turn.paragraphs[0].number for turn in quotes]
    assert numbers == ["2", "5"] * 4 or numbers == ["5", "2"] * 4
    assert {len(turn.paragraphs) for turn in quotes} == {1}


def test_a_report_without_a_fitting_paragraph_is_not_quoted():
    event = factories.draft()
    factories.remark(event, text="<p>Short.</p>")
    publish(event, factories.PUBLICATION)
    assert quote(Report(Event.objects.in_full().get()), date(2022, 1, 1)) is None


def test_a_quotation_leads_to_its_paragraph(client, spoken):
    html = client.get("/").content.decode()
    address = spoken.event.get_absolute_url()
    assert f'{address}#p2"' in html or f'{address}#p5"' in html


def test_the_page_costs_the_same_for_one_event_and_for_three(client):
    factories.a_full_report(1)
    factories.event(start_date=date(2099, 1, 1))
    factories.a_full_report(1)
    one = count_queries(lambda: client.get("/"))
    for _number in range(2):
        factories.a_full_report(3)
        factories.event(start_date=date(2099, 1, 1))
    assert count_queries(lambda: client.get("/")) == one <= 28
