"""The public page of an organization."""

import re
from datetime import date

import pytest
from django.utils import timezone

from events.publishing import publish
from organizations.models import Organization, Succession
from tests import factories, public_site
from tests.counting import count_queries

pytestmark = pytest.mark.django_db


def page(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def section(html: str, anchor: str) -> str:
    """The section headed by an anchor."""
    return re.search(rf'<section[^>]*aria-labelledby="{anchor}">.*?</section>', html)[0]


def test_a_body_keeps_the_address_that_the_world_knows(client):
    body = factories.organization("Peking University")
    assert body.get_absolute_url() == "/organizations/peking-university/"
    assert client.get("/organizations/peking-university/").status_code == 200


def test_the_facts_say_what_it_is_and_what_became_of_it(client):
    ministry = factories.organization("Ministry of Ecology", country="CN")
    old = factories.organization(
        "Ministry of Protection",
        slug="old",
        founding_date=date(2008, 3, 15),
        dissolution_date=date(2018, 3, 17),
    )
    Succession.objects.create(predecessor=old, successor=ministry, date=date(2018, 3, 17))
    html = page(client, "/organizations/old/")
    assert "<dt>Founded</dt><dd>15 March 2008</dd>" in html
    assert (
        '<dt>Renamed as</dt><dd><a href="/organizations/ministry-of-ecology/">'
        "Ministry of Ecology</a>, 17 March 2018</dd>"
    ) in html
    html = page(client, ministry.get_absolute_url())
    assert (
        '<dt>Before</dt><dd><a href="/organizations/old/">Ministry of Protection</a>, '
        "until 17 March 2018</dd>"
    ) in html
    link = '<a href="/organizations/by-country/?country=CN#country-cn">China</a>'
    assert f"<dt>Country</dt><dd>{link}</dd>" in html


def test_the_structure_is_that_of_the_day_asked_for(client):
    old = factories.organization("Old Ministry", dissolution_date=date(2018, 3, 17))
    new = factories.organization("New Ministry", founding_date=date(2018, 3, 18))
    center = factories.organization("Center", slug="center")
    center.parentages.create(parent=old, end_date=date(2018, 3, 17))
    center.parentages.create(parent=new, start_date=date(2018, 3, 18))
    html = page(client, "/organizations/center/?on=2016-05-04")
    structure = section(html, "structure")
    assert 'type="date" id="on" name="on" value="2016-05-04"' in structure
    assert '<form class="filter sec2" action="/organizations/center/#structure"' in structure
    assert "As the record has it for <b>4 May 2016</b>." in structure
    assert (">Old Ministry</a>" in structure, ">New Ministry</a>" in structure) == (True, False)
    assert '<a class="tag" href="?on=2018-03-18#structure">18 March 2018</a>' in structure
    assert '<meta name="robots" content="noindex">' in html
    # The facts are those of today.
    assert ">New Ministry</a>" in section(html, "facts")


def test_without_a_day_the_structure_is_that_of_today(client):
    center = factories.organization("Center", slug="center")
    center.parentages.create(parent=factories.organization("Ministry"))
    html = page(client, "/organizations/center/")
    today = timezone.localdate().isoformat()
    assert f'name="on" value="{today}"' in section(html, "structure")
    assert "As the record has it" not in html
    assert "noindex" not in html


@pytest.mark.parametrize("asked", ["yesterday", "2018-02-30", "17.3.2018", "-1", "0000-01-01"])
def test_what_is_no_day_shows_today_and_says_so(client, asked):
    factories.organization("Center", slug="center")
    html = page(client, f"/organizations/center/?on={asked}")
    assert f"“{asked}” is not a day of the calendar." in html
    assert f'name="on" value="{timezone.localdate().isoformat()}"' in html


def test_a_body_that_was_not_there_yet_or_any_more_says_so(client):
    days = {"founding_date": date(2008, 3, 15), "dissolution_date": date(2018, 3, 17)}
    factories.organization("Ministry", slug="ministry", **days)
    early = page(client, "/organizations/ministry/?on=2008-03-14")
    assert "It did not exist yet: it was founded on 15 March 2008." in early
    late = page(client, "/organizations/ministry/?on=2018-03-18")
    assert "It existed no longer: it was dissolved on 17 March 2018." in late
    between = page(client, "/organizations/ministry/?on=2018-03-17")
    assert "No body above, below or beside it is on record for that day." in between


def test_the_bodies_of_a_day_have_the_names_of_that_day(client):
    ministry = factories.organization("Ministry of Ecology", slug="ministry")
    ministry.names.create(name="环保部", language="zh-Hans", kind="former", end_date="2018-03-17")
    factories.organization("Center").parentages.create(parent=ministry)
    structure = section(page(client, "/organizations/ministry/?on=2016-01-01"), "structure")
    assert (
        '<span aria-current="true" lang="zh-Hans">环保部</span> '
        '<span class="soft">(now <span>Ministry of Ecology</span>)</span>'
    ) in structure
    assert "环保部" not in section(page(client, "/organizations/ministry/"), "structure")


def test_a_body_alone_has_no_structure_unless_a_day_is_asked_for(client):
    factories.organization(slug="alone")
    assert 'id="structure"' not in page(client, "/organizations/alone/")
    assert 'id="structure"' in page(client, "/organizations/alone/?on=2016-01-01")


def test_the_history_of_names_leads_to_the_bodies_before_and_after(client):
    old = factories.organization("Old", slug="old", language="vi")
    new = factories.organization("New", slug="new")
    new.names.create(name="Newer", kind="former", end_date=date(2020, 1, 1))
    Succession.objects.create(predecessor=old, successor=new, date=date(2018, 3, 17))
    told = section(page(client, "/organizations/new/"), "history")
    assert 'Renamed from: <a href="/organizations/old/" lang="vi">Old</a>' in told
    assert '<span class="sub">17 March 2018</span>' in told
    assert 'Former name: <b>Newer</b> <span class="sub">until 1 January 2020</span>' in told
    assert 'Name today: <b>New</b> <span class="sub">since 2 January 2020</span>' in told
    assert told.index("Old") < told.index("Newer") < told.index("<b>New</b>")
    assert "Newer" not in section(page(client, "/organizations/new/"), "names")
    told = section(page(client, "/organizations/old/"), "history")
    assert 'Renamed as: <a href="/organizations/new/">New</a>' in told


def test_events_are_counted_by_role_and_each_count_leads_to_them(client):
    body = factories.organization(slug="body")
    for role in ("host", "participant", "participant"):
        event = factories.event()
        factories.event_organization(event, body, role=role)
        factories.event_organization(event, body, joint_with=factories.organization(), role=role)
    factories.event_organization(factories.draft(), body, role="observer")
    factories.participation(factories.event(), organization=body)
    events = section(page(client, "/organizations/body/"), "events")
    link = '<a class="tag" href="/events/?organization=body&amp;role={}">{}</a>'
    assert link.format("participant", "Participant (2)") in events
    assert link.format("host", "Host (1)") in events
    assert "Observer" not in events
    assert '<span class="count">4</span>' in events


def test_people_stand_in_the_post_they_held_here_last(client):
    body, other = factories.organization(slug="here"), factories.organization()
    li = factories.person("Li Na")
    for year, where, credit in [
        (2018, body, "Head of division"),
        (2020, body, "Director"),
        (2022, other, "Minister elsewhere"),
    ]:
        event = factories.event(start_date=date(year, 5, 4))
        factories.participation(event, li, organization=where, credited_as=credit)
    factories.participation(factories.draft(), factories.person("Secret"), organization=body)
    people = client.get("/organizations/here/").context["page_obj"]
    assert [(person.name, person.latest.credited_as) for person in people] == [
        ("Li Na", "Director")
    ]


def test_a_joint_name_plate_brings_people_events_and_names_to_both(client):
    first = factories.organization("First", slug="first")
    second = factories.organization("Second", slug="second")
    event = factories.draft("Meeting")
    factories.event_organization(event, first, joint_with=second, role="host")
    factories.participation(event, factories.person("Li"), organization=first, joint_with=second)
    publish(event, factories.PUBLICATION)
    for slug in ("first", "second"):
        context = client.get(f"/organizations/{slug}/").context
        assert [person.name for person in context["page_obj"]] == ["Li"]
        assert [event.title for event in context["events"]] == ["Meeting"]
        assert [printed.name for printed in context["printed_names"]] == ["First / Second"]


def test_names_say_in_how_many_reports_they_are_printed(client):
    body = factories.organization("Today", slug="body")
    body.names.create(name="体", language="zh-Hans")
    for title, name in [("A", "Then"), ("B", "Then"), ("C", "Once")]:
        event = factories.event(title)
        factories.event_organization(event, body, name_as_printed=name)
    factories.event_organization(factories.draft(), body, name_as_printed="Secret")
    html = page(client, "/organizations/body/")
    assert "Printed in 2 reports, one of them" in html
    assert "Printed in 1 report:" in html
    assert "Secret" not in html
    assert '<span lang="zh-Hans">体</span>' in html


def test_a_body_of_many_events_leads_to_the_list_of_all(client):
    body = factories.organization(slug="busy")
    for _number in range(11):
        factories.event_organization(factories.event(), body)
    html = page(client, "/organizations/busy/")
    assert '<a href="/events/?organization=busy">All 11 events</a>' in html


def test_contacts_are_shown_from_one_place_on_every_page(client):
    public_site.furnish()
    body = Organization.objects.get(slug=public_site.SITE_ORGANIZATION)
    body.contacts.filter(kind="email").update(value="new@example.org")
    for address in ("/", public_site.REPORT, body.get_absolute_url(), "/about/"):
        assert "mailto:new@example.org" in page(client, address)


def test_a_contact_that_is_not_public_stays_with_the_staff(client):
    body = factories.organization(slug="body")
    body.contacts.create(kind="voice", value="+86-10-12345678")
    assert "12345678" not in page(client, "/organizations/body/")


def test_a_logo_is_shown_with_its_description(client):
    public_site.furnish()
    html = page(client, f"/organizations/{public_site.SITE_ORGANIZATION}/")
    assert 'alt="Logo of the center"' in html


@pytest.mark.parametrize("asked", ["", "?on=2022-11-30"])
def test_a_page_costs_the_same_for_one_of_each_part_and_for_three(client, asked):
    body = factories.organization(slug="body")
    parent = factories.organization()
    body.parentages.create(parent=parent)

    def add(number):
        factories.organization().parentages.create(parent=body)
        factories.organization().parentages.create(parent=parent)
        event = factories.a_full_report(number)
        other = factories.organization()
        factories.event_organization(event, body, joint_with=other, position=99)
        factories.participation(event, organization=body, position=99)
        body.names.create(name=f"Name {number}")
        body.contacts.create(kind="voice", value="123", is_public=True)
        publish(event, factories.PUBLICATION)

    add(1)
    one = count_queries(lambda: client.get(f"/organizations/body/{asked}"))
    add(3)
    add(3)
    assert count_queries(lambda: client.get(f"/organizations/body/{asked}")) == one <= 38


def test_people_of_a_report_that_was_deleted_since_are_left_out(client):
    body = factories.organization()
    kept, gone = factories.event(), factories.event()
    for report in (gone, kept):
        factories.participation(report, organization=body)
    kept.save()
    assert len(client.get(body.get_absolute_url()).context["page_obj"]) == 2
    gone.delete()
    assert len(client.get(body.get_absolute_url()).context["page_obj"]) == 1
