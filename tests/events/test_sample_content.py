"""Sample content: as if editors had typed it, the same everywhere, and never among real reports."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import Event, EventOrganization, Participation, Remark
from events.publishing import settle
from events.sample.directory import REFORM, bodies_for, people_for
from events.sample.reports import key
from lmec.languages import Language
from lmec.richtext import blocks, clean_html
from organizations.models import Organization
from people.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


def fill(events: int, **options) -> str:
    out = StringIO()
    call_command("sample_content", events=events, stdout=out, **options)
    return out.getvalue()


def rows_of(report: Event) -> list:
    return [
        report,
        *report.places.all(),
        *report.eventorganizations.all(),
        *report.participations.all(),
        *report.remarks.all(),
        *report.eventtopics.all(),
        *report.attachments.all(),
    ]


def written(report: Event) -> list[dict[str, str]]:
    """Everything a report holds, without what a database or a clock gives to rows."""
    given = {"id", "event", "created_at", "updated_at", "added_on"}
    return [
        {
            field.name: str(getattr(row, field.name))
            for field in row._meta.fields
            if field.name not in given
        }
        for row in rows_of(Event.objects.get(key=report.key))
    ]


def test_a_report_has_ten_bodies_eight_people_and_six_remarks():
    fill(20)
    assert Event.objects.count() == 20
    assert EventOrganization.objects.count() == 200
    assert Participation.objects.count() == 160
    assert Remark.objects.count() == 120


def test_an_editor_could_save_every_row():
    fill(20)
    for report in Event.objects.all():
        for row in rows_of(report):
            row.full_clean()


def test_texts_are_stored_as_the_editor_would_store_them_with_a_number_for_each_block():
    fill(20)
    numbered = [
        (getattr(row, text), getattr(row, numbers))
        for row in (*Event.objects.all(), *Remark.objects.all())
        for text, numbers in row.numbered_texts.items()
    ]
    assert [text for text, _numbers in numbered] == [clean_html(text) for text, _ in numbered]
    assert [len(blocks(text)) for text, _ in numbered] == [len(numbers) for _, numbers in numbered]


def test_settling_a_sample_report_changes_nothing():
    fill(20)
    reports = list(Event.objects.all())
    before = [written(report) for report in reports]
    for report in reports:
        settle(report)
    assert [written(report) for report in reports] == before


def test_publication_would_have_frozen_the_same_credits_anchors_and_numbers():
    fill(40)
    # Before the reform reports printed names that the directory no longer shows.
    reports = list(Event.objects.filter(start_date__gte=REFORM))
    before = [written(report) for report in reports]
    credits = {"name_as_printed": "", "credited_as": ""}
    EventOrganization.objects.update(name_as_printed="", parent_as_printed="")
    Participation.objects.update(**credits)
    Remark.objects.update(**credits, anchor="", numbers=[])
    Event.objects.update(summary_numbers=[], outcomes_numbers=[], numbers_used=[], anchors_used=[])
    for report in Event.objects.filter(start_date__gte=REFORM):
        settle(report)
    assert [written(report) for report in reports] == before


def test_a_larger_number_adds_what_is_missing_and_leaves_the_rest():
    fill(5)
    first = Event.objects.get(key=key(0))
    Event.objects.filter(key=key(3)).delete()
    assert fill(30).startswith("Added 26 sample reports; there are 30.\n")
    assert Event.objects.get(key=key(0)).pk == first.pk
    assert fill(30) == "Added 0 sample reports; there are 30.\n"
    assert Event.objects.count() == 30
    assert Organization.objects.count() == bodies_for(30)


def test_a_report_is_the_same_however_many_there_are():
    fill(3)
    alone = [written(report) for report in Event.objects.order_by("key")]
    Event.objects.all().delete()
    fill(60)
    assert [written(report) for report in Event.objects.order_by("key")[:3]] == alone


def test_the_directory_grows_slowly():
    assert bodies_for(10_000) < 10 * bodies_for(100)
    assert people_for(10_000) < 10 * people_for(100)


def test_some_reports_and_remarks_are_in_chinese_or_thai():
    fill(40)
    assert set(Event.objects.values_list("language", flat=True)) == {
        Language.ENGLISH,
        Language.CHINESE,
        Language.THAI,
    }
    assert set(Remark.objects.exclude(language="").values_list("language", flat=True)) == {
        Language.CHINESE,
        Language.THAI,
    }


def test_posts_change_over_the_years_and_some_began_on_an_unknown_day():
    fill(1)
    assert Membership.objects.filter(start_date=None).exists()
    assert Membership.objects.exclude(end_date=None).exists()
    assert Membership.objects.filter(start_date__gt=date(2015, 1, 1), end_date=None).exists()


def test_nobody_takes_a_report_for_a_fact():
    fill(20)
    titles = Event.objects.filter(language=Language.ENGLISH).values_list("title", flat=True)
    assert [title for title in titles if "Sample" not in title] == []
    names = Organization.objects.values_list("name", flat=True)
    assert [name for name in names if not name.endswith("(Sample)")] == []


def test_a_database_with_reports_of_its_own_is_left_alone():
    factories.event()
    with pytest.raises(CommandError, match=r"holds 1 report\(s\) of its own"):
        fill(1)
    assert Event.objects.count() == 1
    assert Organization.objects.count() == 0


def test_a_draft_is_a_report_of_its_own_too():
    factories.draft()
    with pytest.raises(CommandError):
        fill(1)


def test_force_puts_sample_content_beside_real_reports():
    factories.event()
    fill(1, force=True)
    assert Event.objects.count() == 2


def test_the_seed_report_does_not_stand_in_the_way():
    call_command("load_seed", stdout=StringIO())
    fill(1)
    assert Event.objects.count() == 2


def test_less_than_one_report_is_refused():
    with pytest.raises(CommandError, match="1 or more"):
        fill(0)


def test_no_progress_bar_is_drawn_where_there_is_no_terminal(capsys):
    fill(1)
    assert capsys.readouterr().err == ""
