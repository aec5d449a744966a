"""Actions on the list of reports: what each page shows, and what is done after it."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from events.models import Event
from events.publishing import submit
from events.working_copies import open_copy
from lmec.history.models import Revision, latest, record
from tests import factories
from tests.counting import count_queries

pytestmark = pytest.mark.django_db
LIST = "/admin/events/event/"
ACTIONS = ["submit", "publish", "withdraw", "add-topic", "remove-topic"]


class List:
    """Somebody at the list of reports."""

    def __init__(self, client, account):
        self.client, self.account = client, account
        client.force_login(account)

    def choose(self, action, *events, **fields):
        data = {"action": action.replace("-", "_"), "_selected_action": [e.pk for e in events]}
        return self.client.post(LIST, data | fields)

    def look(self, action, *events, **fields):
        """The page that shows what would change."""
        data = {"event": [f"{event.pk}:0" for event in events], **fields}
        return self.client.post(f"{LIST}bulk/{action}/", data)

    def confirm(self, page, **fields):
        context = page.context
        seen = [f"{step.event.pk}:{step.revision}" for step in context["steps"]]
        assert all(f'value="{pair}"' in page.content.decode() for pair in seen)
        topic = {"topic": context["work"].topic.pk} if context["work"].topic else {}
        return self.client.post(
            f"{LIST}bulk/{context['work'].name}/",
            {"event": seen, "confirm": "yes"} | topic | fields,
        )


@pytest.fixture
def at(client):
    return lambda *groups: List(client, factories.user(*groups))


@pytest.fixture
def editor(at):
    return at("Editors")


def shown(page) -> tuple[dict, dict]:
    """What the page says of each report that changes, and of each that stays."""
    context = page.context
    return (
        {step.event.title: step.change for step in context["steps"]},
        {step.event.title: step.obstacle for step in context["skipped"]},
    )


def status(event) -> str:
    event.refresh_from_db()
    return event.status


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def in_review(title: str, by=None):
    event = factories.draft(title)
    submit(event, timezone.now(), by)
    return event


# --- Who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("group", "allowed"),
    [
        ("Writers", {"submit", "add-topic", "remove-topic"}),
        ("Editors", set(ACTIONS)),
        ("Directory managers", set()),
        (None, set()),
    ],
)
def test_who_may_do_what_with_several_reports(at, group, allowed):
    account = at(*filter(None, [group]))
    event = factories.draft()
    for action in ACTIONS:
        response = account.look(action, event)
        assert response.status_code == (200 if action in allowed else 403)
    page = account.client.get(LIST)
    offered = {action for action in ACTIONS if f'value="{action.replace("-", "_")}"' in page.text}
    assert offered == allowed


def test_a_visitor_is_asked_to_log_in(client):
    assert client.post(f"{LIST}bulk/publish/").status_code == 302


def test_a_writer_changes_no_published_report(at):
    event, topic = factories.event("Public"), factories.topic()
    page = at("Writers").look("add-topic", event, topic=topic.pk)
    assert shown(page) == ({}, {"Public": "You may not change this report."})


def test_an_unknown_action_is_not_found_and_looking_needs_a_choice(editor):
    assert editor.client.post(f"{LIST}bulk/delete/").status_code == 404
    assert editor.client.get(f"{LIST}bulk/publish/").status_code == 405


# --- Each action ------------------------------------------------------------------------------


def test_the_action_on_the_list_leads_to_the_page_and_changes_nothing(editor):
    event = factories.draft("One")
    page = editor.choose("publish", event)
    assert shown(page) == (
        {"One": "Draft becomes Published. Visitors can read it at once."}, {},
    )  # fmt: skip
    assert status(event) == "draft"


def test_drafts_are_submitted(at):
    account = at("Writers")
    event, copy = factories.draft("One"), open_copy(factories.event("Public"), factories.user())
    waiting = in_review("Two")
    page = account.look("submit", event, copy, waiting)
    change = "Draft becomes In review."
    assert shown(page) == ({"One": change, "Public": change}, {"Two": "It is no draft."})
    account.confirm(page)
    assert (status(event), status(copy)) == ("review", "review")
    event.refresh_from_db()
    assert event.submitted_by == account.account
    assert latest(event).action == "submitted"


def test_reports_are_published_and_the_others_say_why_not(editor):
    ready, later = in_review("Ready"), factories.draft("Later")
    later.published_at = timezone.now() + timedelta(days=9)
    later.save()
    stopped = factories.draft("Stopped", summary='<p><a href="/nowhere/">x</a></p>')
    copy = open_copy(factories.event("Public"), factories.user())
    public, gone = factories.event("Other"), factories.event("Gone", withdrawn_at=timezone.now())
    page = editor.look("publish", ready, later, stopped, copy, public, gone)
    changed, skipped = shown(page)
    assert changed["Ready"] == "In review becomes Published. Visitors can read it at once."
    assert "Visitors can read it from" in changed["Later"]
    assert skipped == {
        "Stopped": "The link to /nowhere/ leads nowhere.",
        "Public": "It is a draft of a published report: go on from its own form.",
        "Other": "It is published already.",
        "Gone": "It was withdrawn: publish it again from its own form.",
    }
    response = editor.confirm(page)
    assert (status(ready), status(later), status(stopped)) == ("published", "published", "draft")
    assert messages_of(response)[0].startswith("2 reports were changed: ")
    assert (latest(ready).action, latest(ready).by) == ("published", editor.account)


def test_where_two_people_have_to_see_a_report_nobody_publishes_the_own(editor, settings):
    settings.PUBLISHER_DIFFERS = True
    events = [factories.draft("New"), in_review("Own", editor.account), in_review("Other")]
    changed, skipped = shown(editor.look("publish", *events))
    assert list(changed) == ["Other"]
    assert skipped == {
        "New": "Submit it first: somebody else has to publish it.",
        "Own": "You submitted this report: somebody else has to publish it.",
    }


def test_reports_are_withdrawn_for_a_reason(editor):
    event, draft = factories.event("Public"), factories.draft("One")
    page = editor.look("withdraw", event, draft)
    assert shown(page) == (
        {"Public": "Published becomes Withdrawn."}, {"One": "Visitors cannot read it."},
    )  # fmt: skip
    refused = editor.confirm(page, reason=" ")
    assert "Say why" in refused.content.decode()
    assert status(event) == "published"
    editor.confirm(page, reason="Held by mistake")
    assert (status(event), event.withdrawal_reason) == ("withdrawn", "Held by mistake")
    assert latest(event).why == "Held by mistake"


def test_a_topic_is_chosen_first(editor):
    used, unused = factories.topic("Used"), factories.topic("Unused")
    event = factories.draft()
    event.eventtopics.create(topic=used)
    assert set(editor.choose("add-topic", event).context["topics"]) == {used, unused}
    assert set(editor.choose("remove-topic", event).context["topics"]) == {used}


def test_a_topic_is_added_to_drafts_and_published_reports(editor, client):
    topic, other = factories.topic("Water"), factories.topic("Air")
    draft, public = factories.draft("One"), factories.event("Public")
    for event in (draft, public):
        event.eventtopics.create(topic=other)
    has_it = factories.draft("Two")
    has_it.eventtopics.create(topic=topic)
    page = editor.look("add-topic", draft, public, has_it, topic=topic.pk)
    change = "Topics: Air and Water. Before: Air."
    assert shown(page) == (
        {"One": change, "Public": change}, {"Two": "It has this topic already."},
    )  # fmt: skip
    editor.confirm(page)
    for event in (draft, public):
        assert [row.topic for row in event.eventtopics.all()] == [other, topic]
        assert (latest(event).action, latest(event).why) == ("saved", "Add a topic: Water")
        assert len(latest(event).data["parts"]["eventtopics"]) == 2
    assert "Public" in client.get(topic.get_absolute_url()).content.decode()


def test_a_topic_is_removed_and_search_forgets_it(editor, client):
    topic = factories.topic("Waterways")
    public = factories.draft("Public")
    public.eventtopics.create(topic=topic)
    factories.publish(public, factories.PUBLICATION)
    assert "Waterways" in client.get("/search/?q=Waterways&type=topic").content.decode()
    page = editor.look("remove-topic", public, factories.draft("One"), topic=topic.pk)
    assert shown(page) == (
        {"Public": "Topics: none. Before: Waterways."}, {"One": "It does not have this topic."},
    )  # fmt: skip
    editor.confirm(page)
    assert public.eventtopics.count() == 0
    assert latest(public).data["parts"]["eventtopics"] == []
    assert client.get(topic.get_absolute_url()).status_code == 404


# --- Between looking and confirming -------------------------------------------------------------


def test_a_report_that_somebody_changed_meanwhile_is_named_and_left(editor):
    first, second = factories.draft("First"), factories.draft("Second")
    for event in (first, second):
        record(event, Revision.Action.ADDED)
    page = editor.look("publish", first, second)
    record(second, Revision.Action.SAVED)
    response = editor.confirm(page)
    assert (status(first), status(second)) == ("published", "draft")
    assert messages_of(response) == [
        "1 report was changed: First",
        "Not changed: Second. Somebody has changed it while you were looking.",
    ]


def test_a_report_that_may_no_longer_be_changed_is_left(editor):
    event = factories.draft("One")
    page = editor.look("publish", event)
    Event.objects.filter(pk=event.pk).update(summary='<p><a href="/nowhere/">x</a></p>')
    editor.confirm(page)
    assert status(event) == "draft"


def test_all_is_done_or_nothing(editor, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    events = [factories.draft(title) for title in ("One", "Two")]
    page = editor.look("submit", *events)
    monkeypatch.setattr(
        "events.bulk.submit", lambda event, *a: (fail if event == events[0] else submit)(event, *a)
    )
    with pytest.raises(RuntimeError):
        editor.confirm(page)
    assert [status(event) for event in events] == ["draft", "draft"]


def test_nonsense_in_a_confirmation_changes_nothing(editor):
    event = factories.draft()
    data = {"event": ["x", "1", f"{event.pk}:x", "9" * 30 + ":1"], "confirm": "yes"}
    response = editor.client.post(f"{LIST}bulk/publish/", data)
    assert messages_of(response) == ["Nothing was changed."]


def test_too_many_at_once_are_refused(editor, monkeypatch):
    monkeypatch.setattr("events.admin.bulk.MOST", 1)
    response = editor.choose("submit", factories.draft(), factories.draft())
    assert messages_of(response) == ["Choose at most 1 reports at a time."]


def test_looking_costs_the_same_for_one_report_and_for_many(editor):
    topic = factories.topic()
    events = [factories.a_full_report(1) for _ in range(4)]
    editor.look("add-topic", *events, topic=topic.pk)
    one = count_queries(lambda: editor.look("add-topic", events[0], topic=topic.pk))
    assert count_queries(lambda: editor.look("add-topic", *events, topic=topic.pk)) == one
