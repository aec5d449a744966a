from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from events.models import Event, EventOrganization, Participation, Remark
from events.models.remark import involving
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("speakers", [[], ["person", "attribution"], ["person", "organization"]])
def test_a_remark_has_exactly_one_speaker(speakers):
    given = {
        "person": factories.person(),
        "organization": factories.organization(),
        "attribution": "Representatives attending the meeting",
    }
    remark = Remark(event=factories.draft(), **{name: given[name] for name in speakers})
    with pytest.raises(ValidationError, match="A remark has one speaker"):
        remark.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        remark.save()


def test_saving_a_remark_adds_its_speaker_to_the_people():
    report = factories.draft()
    remark = factories.remark(report, kind="opening")
    (row,) = report.participations.all()
    assert (row.person, row.roles) == (remark.person, ["opening"])


def test_a_speaker_who_is_there_already_is_not_added_again():
    report = factories.draft()
    row = factories.participation(report)
    factories.remark(report, person=row.person)
    assert list(report.participations.all()) == [row]


def test_a_remark_without_a_credit_of_its_own_has_the_participations():
    report = factories.draft()
    row = factories.participation(report, credited_as="Chair of the Committee")
    plain = factories.remark(report, person=row.person)
    own = factories.remark(report, person=row.person, credited_as="Chair, as of that day")
    assert plain.printed_credit == "Chair of the Committee"
    assert own.printed_credit == "Chair, as of that day"


def test_a_joint_name_plate_stays_joint_and_links_both():
    first, second = factories.organization("A Department"), factories.organization("B Secretariat")
    row = factories.event_organization(body=first, joint_with=second, name_as_printed="A / B")
    assert row.links == [("A", first), ("B", second)]
    assert row.printed_name == "A / B"


def test_a_joint_plate_printed_without_a_slash_links_by_the_names_of_the_directory():
    first, second = factories.organization("A Department"), factories.organization("B Secretariat")
    row = factories.event_organization(body=first, joint_with=second, name_as_printed="A and B")
    assert row.links == [("A Department", first), ("B Secretariat", second)]


def test_a_body_is_not_joint_with_itself():
    body = factories.organization()
    row = EventOrganization(event=factories.draft(), organization=body, joint_with=body)
    with pytest.raises(ValidationError, match="The two bodies of a joint name-plate must differ."):
        row.full_clean()


def test_a_role_that_does_not_exist_is_refused():
    row = Participation(event=factories.draft(), person=factories.person(), roles=["king"])
    with pytest.raises(ValidationError, match="Choose roles from the list."):
        row.full_clean()


def test_a_post_of_somebody_else_is_refused():
    post = factories.membership()
    row = Participation(event=factories.draft(), person=factories.person(), membership=post)
    with pytest.raises(ValidationError, match="This post is another person’s."):
        row.full_clean()


@pytest.mark.parametrize("kind", ["eventorganization", "joint", "participation", "remark"])
def test_a_body_that_a_report_stands_on_cannot_be_deleted(kind):
    body, report = factories.organization(), factories.draft()
    match kind:
        case "eventorganization":
            factories.event_organization(report, body)
        case "joint":
            factories.event_organization(report, joint_with=body)
        case "participation":
            factories.participation(report, organization=body)
        case "remark":
            factories.remark(report, organization=body)
    with pytest.raises(ProtectedError):
        body.delete()


def test_a_person_and_a_post_that_a_report_stands_on_cannot_be_deleted():
    post = factories.membership()
    factories.participation(holder=post.person, membership=post)
    for thing in (post, post.person):
        with pytest.raises(ProtectedError):
            thing.delete()


def test_a_topic_that_a_report_names_cannot_be_deleted():
    topic = factories.topic()
    factories.event().eventtopics.create(topic=topic)
    with pytest.raises(ProtectedError):
        topic.delete()


def test_an_event_involves_a_body_in_every_way_it_can_be_named():
    body = factories.organization()
    reports = [factories.event() for _ in range(5)]
    factories.event_organization(reports[0], body)
    factories.event_organization(reports[1], joint_with=body)
    factories.participation(reports[2], organization=body)
    factories.remark(reports[3], organization=body)
    assert set(Event.objects.filter(involving(body))) == set(reports[:4])


def test_deleting_a_draft_takes_its_parts_along_and_leaves_the_directory():
    report = factories.draft()
    remark = factories.remark(report)
    report.delete()
    remark.person.refresh_from_db()
    assert Remark.objects.count() == Participation.objects.count() == 0


def test_a_part_has_a_key_that_is_unique_in_its_event():
    report = factories.draft()
    first, other = factories.remark(report), factories.remark(report)
    other.key = first.key
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_two_rows_may_have_one_position_and_keep_the_order_they_were_made_in():
    report = factories.draft()
    rows = [factories.remark(report, position=3) for _ in range(3)]
    assert list(report.remarks.all()) == rows


def test_the_membership_offered_is_the_one_of_the_day():
    holder = factories.person()
    then = factories.membership(holder, start_date=date(2018, 1, 1), end_date=date(2020, 12, 31))
    now = factories.membership(holder, start_date=date(2021, 1, 1))
    unknown = factories.membership(holder, start_date=None)
    assert set(holder.memberships.as_of(date(2019, 5, 1))) == {then, unknown}
    assert set(holder.memberships.as_of(date(2022, 5, 1))) == {now, unknown}
