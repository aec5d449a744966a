from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.models import Event, Remark
from events.publishing import publish, settle, withdraw
from tests import factories

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def numbers(report) -> list[list[str]]:
    """The numbers of the summary and of each remark, as the database has them."""
    report = Event.objects.get(pk=report.pk)
    return [report.summary_numbers, *(remark.numbers for remark in report.remarks.all())]


def rewrite(remark, *paragraphs: str):
    """Change a remark as an editor would, and settle the report."""
    remark = Remark.objects.get(pk=remark.pk)
    remark.text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    remark.save()
    settle(Event.objects.get(pk=remark.event_id))


@pytest.fixture
def report():
    """A draft with a summary of one paragraph and two remarks of two."""
    report = factories.draft(summary="<p>The meeting was held in Beijing.</p>")
    text = "<p>The first point was about water quality.</p><p>The second was about air.</p>"
    factories.remark(report, position=0, text=text)
    factories.remark(report, position=1, text=text)
    return report


def test_paragraphs_are_numbered_in_reading_order(report):
    publish(report, NOW)
    assert numbers(report) == [["1"], ["2", "3"], ["4", "5"]]


def test_a_draft_has_no_numbers(report):
    assert numbers(report) == [[], [], []]


def test_publishing_twice_changes_nothing(report):
    publish(report, NOW)
    before = numbers(report)
    publish(Event.objects.get(pk=report.pk), NOW + timedelta(days=1))
    again = Event.objects.get(pk=report.pk)
    assert (numbers(report), again.published_at) == (before, NOW)


def test_a_paragraph_put_in_later_gets_a_letter(report):
    publish(report, NOW)
    rewrite(
        report.remarks.first(),
        "The first point was about water quality.",
        "An entirely new thought on forests.",
        "The second was about air.",
    )
    assert numbers(report) == [["1"], ["2", "2a", "3"], ["4", "5"]]


def test_an_edited_paragraph_keeps_its_number(report):
    publish(report, NOW)
    rewrite(
        report.remarks.first(),
        "The first point was about drinking water quality.",
        "The second was about air.",
    )
    assert numbers(report)[1] == ["2", "3"]


def test_a_removed_number_is_never_used_again(report):
    publish(report, NOW)
    rewrite(report.remarks.last(), "The first point was about water quality.")
    rewrite(
        report.remarks.last(),
        "The first point was about water quality.",
        "Forests came last and were new.",
    )
    assert numbers(report)[2] == ["4", "6"]


def test_a_remark_that_moves_takes_its_numbers_along(report):
    publish(report, NOW)
    first = Remark.objects.get(pk=report.remarks.first().pk)
    first.position = 9
    first.save()
    settle(Event.objects.get(pk=report.pk))
    assert numbers(report) == [["1"], ["4", "5"], ["2", "3"]]


def test_numbers_survive_edits_made_while_the_report_is_withdrawn(report):
    publish(report, NOW)
    withdraw(report, NOW, "A mistake.")
    first = Remark.objects.get(pk=report.remarks.first().pk)
    first.text = "<p>Something before all that.</p>" + first.text
    first.save()
    publish(Event.objects.get(pk=report.pk), NOW)
    assert numbers(report)[1] == ["1a", "2", "3"]


def test_the_post_held_on_the_day_becomes_the_credit(report):
    post = factories.membership(
        report.remarks.first().person,
        factories.organization("Example Center"),
        title="Deputy Director",
    )
    factories.membership(
        post.person, title="Director", start_date=report.start_date + timedelta(days=1)
    )
    publish(report, NOW)
    row = report.participations.get(person=post.person)
    assert (row.membership, row.organization) == (post, post.organization)
    assert row.credited_as == "Deputy Director, Example Center"


def test_a_post_with_an_unknown_start_is_never_assumed(report):
    post = factories.membership(report.remarks.first().person, start_date=None)
    publish(report, NOW)
    row = report.participations.get(person=post.person)
    assert (row.membership, row.credited_as) == (None, "")


def test_of_two_posts_held_that_day_none_is_assumed(report):
    speaker = report.remarks.first().person
    factories.membership(speaker)
    factories.membership(speaker)
    publish(report, NOW)
    assert report.participations.get(person=speaker).membership is None


def test_changing_the_directory_changes_no_published_page(report):
    body = factories.organization("Ministry of Environmental Protection")
    row = factories.event_organization(report, body)
    post = factories.membership(report.remarks.first().person, body)
    publish(report, NOW)
    body.name, post.title, post.person.name = "Ministry of Ecology", "Minister", "New Name"
    for thing in (body, post, post.person):
        thing.save()
    settle(Event.objects.get(pk=report.pk))
    row.refresh_from_db()
    credit = report.participations.get(person=post.person)
    assert row.printed_name == "Ministry of Environmental Protection"
    assert credit.printed_credit == "Director, Ministry of Environmental Protection"
    assert credit.printed_name != "New Name"


def test_the_body_above_is_the_one_of_that_day(report):
    body, then, now = (factories.organization(name) for name in ("Center", "Old", "New"))
    body.parentages.create(parent=then, end_date=date(2022, 12, 31))
    body.parentages.create(parent=now, start_date=date(2023, 1, 1))
    row = factories.event_organization(report, body)
    publish(report, NOW)
    row.refresh_from_db()
    assert row.parent_as_printed == "Old"


def test_a_speaker_is_anchored_by_name_and_a_second_time_by_number(report):
    speaker = factories.person("Example Speaker")
    report.remarks.update(person=speaker)
    publish(report, NOW)
    anchors = [remark.anchor for remark in report.remarks.all()]
    assert anchors == ["example-speaker", "example-speaker-2"]


def test_an_anchor_outlives_a_change_of_the_persons_address(report):
    publish(report, NOW)
    first = report.remarks.first()
    anchor = first.anchor
    first.person.slug = "another"
    first.person.save()
    settle(Event.objects.get(pk=report.pk))
    assert Remark.objects.get(pk=first.pk).anchor == anchor


def test_an_anchor_never_takes_one_that_the_page_uses(report):
    first = report.remarks.first()
    first.person.slug = "summary"
    first.person.save()
    publish(report, NOW)
    assert report.remarks.first().anchor == "summary-remarks"


def test_settling_a_settled_report_writes_nothing(report, django_assert_max_num_queries):
    publish(report, NOW)
    again = Event.objects.get(pk=report.pk)
    with django_assert_max_num_queries(13) as queries:  # most of them for the search index
        settle(again)
    written = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert [sql for sql in written if "events_" in sql] == []


def test_withdrawing_keeps_the_report_and_says_why(report):
    publish(report, NOW)
    withdraw(report, NOW + timedelta(hours=1), "Published too early.")
    again = Event.objects.get(pk=report.pk)
    assert (again.status, again.withdrawal_reason) == ("withdrawn", "Published too early.")
    assert not again.is_published(NOW + timedelta(hours=2))


def test_publishing_a_withdrawn_report_again_takes_the_withdrawal_back(report):
    publish(report, NOW)
    withdraw(report, NOW, "A mistake.")
    publish(report, NOW)
    assert Event.objects.get(pk=report.pk).is_published(NOW)


def test_an_anchor_of_a_removed_remark_never_leads_to_another(report):
    speaker = factories.person("Example Speaker")
    report.remarks.update(person=speaker)
    publish(report, NOW)
    report.remarks.first().delete()
    later = factories.remark(report, person=speaker)
    settle(Event.objects.get(pk=report.pk))
    later.refresh_from_db()
    assert later.anchor == "example-speaker-3"


def test_numbers_outlive_a_save_of_what_was_read_again(report):
    publish(report, NOW)
    stale, other = (Event.objects.get(pk=report.pk) for _ in range(2))
    other.summary = "<p>Something quite different comes first.</p>" + other.summary
    other.save()
    settle(other)
    stale.refresh_from_db()
    stale.save()
    assert numbers(report)[0] == ["0a", "1"]


def test_numbers_outlive_a_save_of_chosen_fields(report):
    publish(report, NOW)
    first = report.remarks.first()
    Remark.objects.update_or_create(pk=first.pk, defaults={"text": first.text + "<p>New.</p>"})
    assert numbers(report)[1] == ["2", "3", ""]


def test_a_text_that_was_not_saved_is_not_taken_for_the_one_in_the_database(report):
    publish(report, NOW)
    first = Remark.objects.get(pk=report.remarks.first().pk)
    first.text = "<p>Unlike anything before.</p>" + first.text
    first.save(update_fields=["position"])
    first.save()
    assert numbers(report)[1] == ["", "2", "3"]
