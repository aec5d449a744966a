"""The admin's first page: what awaits whom."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from events.publishing import publish, send_back, submit
from events.working_copies import open_copy
from lmec.openforms.models import OpenForm
from tests import factories
from tests.counting import count_queries
from tests.markup import Markup

pytestmark = pytest.mark.django_db
COMING = datetime(2199, 5, 6, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def desk(client):
    """The sections of the desk of somebody, by their keys."""

    def read(account) -> dict:
        client.force_login(account)
        context = client.get("/admin/").context
        return {section.key: section for section in context.get("sections", [])}

    return read


def texts(section) -> list[str]:
    return [line.text for line in section.lines]


def opened(account, thing, **fields) -> OpenForm:
    kind, now = type(thing)._meta.label_lower, timezone.now()
    given = {"object_id": thing.pk or 0, "touched_at": now, "typed_at": now}
    return OpenForm.objects.create(user=account, kind=kind, **given | fields)


# --- What awaits whom ---


def test_a_writer_finds_own_drafts_the_latest_first(desk):
    writer = factories.user("Writers")
    factories.draft("Somebody else’s")
    factories.draft("First", created_by=writer)
    factories.draft("Second", created_by=writer)
    assert texts(desk(writer)["mine"]) == ["Second", "First"]


def test_a_report_that_was_sent_back_comes_with_its_comment(desk):
    writer = factories.user("Writers")
    event = factories.draft("Begun by a colleague")
    submit(event, timezone.now(), writer)
    send_back(event, factories.user("Editors"), "Who chaired?")
    (line,) = desk(writer)["mine"].lines
    assert (line.text, line.marks, line.comment) == (event.title, ["Sent back"], "Who chaired?")


def test_a_draft_of_a_published_report_says_so(desk):
    writer = factories.user("Writers")
    copy = open_copy(factories.event("The meeting"), writer)
    (line,) = desk(writer)["mine"].lines
    assert line.marks == ["Changes to a published report"]
    assert line.address == f"/admin/events/event/{copy.pk}/change/"


def test_those_who_publish_see_all_that_waits_and_the_longest_wait_first(desk):
    writer = factories.user("Writers", name="A Writer")
    for title, day in [("New", 2), ("Old", 1)]:
        submit(factories.draft(title), datetime(2026, 11, day, 3, tzinfo=COMING.tzinfo), writer)
    section = desk(factories.user("Editors"))["waiting"]
    assert texts(section) == ["Old", "New"]
    assert section.lines[0].facts == ["Submitted by A Writer on 1 November 2026, 03:00"]


def test_a_writer_sees_only_own_reports_in_review(desk):
    writer = factories.user("Writers")
    submit(factories.draft("Mine"), timezone.now(), writer)
    submit(factories.draft("Another’s"), timezone.now(), factories.user("Writers"))
    assert texts(desk(writer)["waiting"]) == ["Mine"]


def test_what_is_scheduled_stands_with_its_times_and_zone_the_soonest_first(desk):
    publish(factories.draft("Coming", withdrawn_at=COMING + timedelta(days=9)), COMING)
    factories.event("Leaving", withdrawn_at=COMING - timedelta(days=1))
    lines = desk(factories.user("Editors"))["scheduled"].lines
    assert [(line.text, line.facts) for line in lines] == [
        ("Leaving", ["Is withdrawn on 5 May 2199, 09:00 (UTC+8)"]),
        (
            "Coming",
            [
                "Appears on 6 May 2199, 09:00 (UTC+8)",
                "Is withdrawn on 15 May 2199, 09:00 (UTC+8)",
            ],
        ),
    ]


def test_the_last_published_reports_are_those_that_visitors_read(desk):
    publish(factories.draft("Coming"), COMING)
    factories.event("Withdrawn", withdrawn_at=timezone.now() - timedelta(days=1))
    factories.event("Read")
    assert texts(desk(factories.user("Writers"))["published"]) == ["Read"]


def test_contact_details_that_nobody_checked_for_a_year_lead_to_the_form(desk):
    today = timezone.localdate()
    for name, day in [("Fresh", today), ("Old", date(2020, 1, 1)), ("Never", None)]:
        factories.organization(name).contacts.create(kind="voice", value="1", verified_on=day)
    holder = factories.person("Li Na")
    for _number in range(2):
        holder.contacts.create(kind="voice", value="1")
    sections = desk(factories.user("Directory managers"))
    assert texts(sections["contacts-organization"]) == ["Never", "Old"]
    (line,) = sections["contacts-person"].lines
    assert (line.text, line.facts) == ("Li Na", ["2 contact details"])
    assert line.address == f"/admin/people/person/{holder.pk}/change/#contacts-heading"


def disagree() -> None:
    """Publish a credit whose post turns out to have ended before."""
    post = factories.membership()
    event = factories.draft()
    factories.participation(event, post.person, membership=post, organization=post.organization)
    publish(event, factories.PUBLICATION)
    post.end_date = date(2021, 1, 1)
    post.save()


def test_credits_that_disagree_with_the_directory_are_counted(desk):
    disagree()
    disagree()
    for group in ("Editors", "Directory managers"):
        (line,) = desk(factories.user(group))["credits"].lines
        assert (line.text, line.address) == (
            "2 credits to decide on",
            "/admin/events/event/credits/",
        )


def test_what_others_have_open_stands_with_their_names(desk):
    writer, colleague = factories.user("Writers"), factories.user("Writers", name="A Colleague")
    event, long_ago = factories.draft("The meeting"), timezone.now() - timedelta(hours=1)
    opened_at = datetime(2026, 11, 24, 10, 5, tzinfo=COMING.tzinfo)
    opened(colleague, event, opened_at=opened_at)
    opened(colleague, factories.draft("Left"), touched_at=long_ago)
    opened(colleague, type(event)(), opened_at=opened_at)
    opened(writer, event)
    lines = {line.text: line for line in desk(writer)["open"].lines}
    assert {text: line.facts for text, line in lines.items()} == {
        "The meeting": ["A Colleague, since 24 November 2026, 10:05"],
        "New: report": ["A Colleague, since 24 November 2026, 10:05"],
    }
    assert lines["The meeting"].address == f"/admin/events/event/{event.pk}/change/"


# --- What is not shown ---


def test_nobody_sees_what_there_is_nothing_to_do_about(desk):
    submit(factories.draft(), timezone.now(), factories.user())
    publish(factories.draft(), COMING)
    factories.event()
    factories.organization().contacts.create(kind="voice", value="1")
    factories.person().contacts.create(kind="voice", value="1")
    opened(factories.administrator(), factories.draft())
    opened(factories.administrator(), factories.organization())
    disagree()
    everything = {
        "mine", "waiting", "scheduled", "open", "published", "contacts-organization",
        "contacts-person", "credits",
    }  # fmt: skip
    assert desk(factories.administrator()).keys() == everything
    assert desk(factories.user("Writers")).keys() == {"mine", "open", "published"}
    assert desk(factories.user("Editors")).keys() == {
        "mine", "waiting", "scheduled", "open", "published", "credits",
    }  # fmt: skip
    assert desk(factories.user("Directory managers")).keys() == {
        "open", "contacts-organization", "contacts-person", "credits",
    }  # fmt: skip
    assert desk(factories.user()) == {}


def test_an_empty_desk_says_little(desk):
    assert desk(factories.user("Directory managers")) == {}
    assert {key: section.empty for key, section in desk(factories.user("Editors")).items()} == {
        "mine": "You have no drafts.",
        "waiting": "Nothing is waiting for review.",
    }


def test_only_those_who_may_write_are_offered_a_new_report(client):
    for group, offered in [("Writers", True), ("Directory managers", False)]:
        client.force_login(factories.user(group))
        found = Markup(client.get("/admin/").content.decode()).all("a")
        buttons = [link for link in found if link["class"] == "button"]
        assert [link["href"] for link in buttons] == ["/admin/events/event/add/"] * offered


def test_the_pages_of_single_sections_have_no_desk(client):
    client.force_login(factories.user("Editors"))
    assert "sections" not in client.get("/admin/events/").context


# --- How much of it ---


def fill(size: int, account) -> None:
    """Give every section `size` lines."""
    for _number in range(size):
        other = factories.user("Writers")
        factories.draft(created_by=account)
        submit(factories.draft(), timezone.now(), other)
        publish(factories.draft(), COMING)
        opened(other, factories.event())
        for thing in (factories.organization(), factories.person()):
            thing.contacts.create(kind="voice", value="1")
            opened(other, thing)


def test_each_section_is_short_and_leads_to_all_of_its_own(client, desk):
    account = factories.administrator()
    fill(9, account)
    factories.draft("Another’s")
    for key, section in desk(account).items():
        assert len(section.lines) == 8
        if key == "open":
            assert (section.more, section.address) == ("And 19 more", "")
            continue
        assert section.more == {"published": "All published reports"}.get(key, "All 9")
        found = client.get(section.address).context["cl"]
        assert found.result_count == (18 if key == "published" else 9)
        assert {line.text for line in section.lines} <= {str(row) for row in found.queryset}


def test_the_desk_costs_the_same_with_little_and_with_much_on_it(client):
    account = factories.administrator()
    client.force_login(account)

    def cost() -> int:
        return count_queries(lambda: client.get("/admin/"))

    fill(1, account)
    cost()
    little = cost()
    fill(12, account)
    assert cost() == little <= 13  # two of them for the account
