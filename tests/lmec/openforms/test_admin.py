"""What a form that is open tells the site, and is told."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.utils import timezone

from events.models import Event
from events.publishing import publish
from lmec.history.models import record
from lmec.openforms import drafts
from lmec.openforms.models import OpenForm
from tests import factories
from tests.forms import add_row


def test_what_is_typed_is_kept_without_buttons_tokens_and_windows(editor):
    fields = editor.type(title="Dialogue 对话", _save="Save", _popup="1", _why="Because")
    kept = editor.kept
    assert kept["title"] == "Dialogue 对话"
    assert kept["_draft"] == fields["_draft"][0]
    assert kept["_why"] == "Because"
    assert kept.keys().isdisjoint({"csrfmiddlewaretoken", "_save", "_popup"})


def test_saying_only_that_the_form_is_open_keeps_what_was_typed(editor):
    editor.type(title="Dialogue")
    OpenForm.objects.update(touched_at=timezone.now() - timedelta(hours=1))
    assert editor.ask().json()["typed_at"]
    assert editor.kept["title"] == "Dialogue"
    assert OpenForm.objects.get().is_open


def test_colleagues_are_named_while_they_have_the_form_open(editor, report, typist):
    other = typist("Writers", report=report)
    other.type(title="Theirs")
    answer = editor.ask().json()
    assert [row["name"] for row in answer["others"]] == [str(other.account)]
    assert "Theirs" not in str(answer)
    other.ask(close="1")
    assert editor.ask().json()["others"] == []
    assert other.kept["title"] == "Theirs"


def test_a_form_in_which_nothing_was_typed_leaves_nothing_when_it_is_closed(editor):
    editor.ask()
    editor.ask(close="1")
    assert not OpenForm.objects.exists()


def test_everybody_adds_a_new_report_alone(typist):
    typist("Writers").ask()
    assert typist("Writers").ask().json()["others"] == []


def test_a_newer_state_is_told_with_who_saved_it(editor, report):
    base = record(report, "saved").pk
    assert editor.ask(_base=base).json()["newer"] is None
    colleague = factories.user(name="Example Colleague")
    record(report, "saved", by=colleague)
    assert editor.ask(_base=base).json()["newer"]["name"] == "Example Colleague"


def test_who_is_logged_out_is_told_so_and_nothing_is_kept(editor):
    fields = editor.open()
    editor.client.logout()
    answer = editor.ask(fields)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")
    assert answer.json()["csrf"]
    assert not OpenForm.objects.exists()


def test_a_writer_may_not_go_on_in_a_report_that_was_published_meanwhile(typist, report):
    writer = typist("Writers", report=report)
    fields = writer.type(title="Early")
    publish(report, timezone.now())
    answer = writer.ask(fields | {"title": ["Late"]})
    assert answer.status_code == 403
    assert answer.json()["error"].startswith("You may not change this any more.")
    assert writer.kept["title"] == "Early"


def test_what_was_typed_by_one_account_is_not_kept_for_another(editor, report, typist):
    fields = editor.open()
    other = typist("Editors", report=report)
    answer = other.ask(fields)
    assert answer.status_code == 409
    assert str(other.account) in answer.json()["error"]
    assert other.kept is None


def test_a_thing_that_is_gone_is_said_to_be(editor, report):
    fields = editor.open()
    report.delete()
    assert editor.ask(fields).status_code == 404


def test_a_form_is_only_told_by_post(editor):
    assert editor.client.get(editor.open_form).status_code == 405


def test_more_than_a_form_can_hold_is_refused_with_a_sentence(editor, monkeypatch):
    monkeypatch.setattr(drafts, "MAX_CHARACTERS", 100)
    answer = editor.ask(editor.open())
    assert answer.status_code == 413
    assert (
        answer.json()["error"] == "This is more than the site keeps of a form before it is saved."
    )


@pytest.mark.parametrize(
    "content", ["{[", "%FF%ZZ=%ED%A0%80&a=%00&&=", "\ud83d=x".encode("utf-8", "replace"), ""]
)
def test_nonsense_is_kept_as_it_can_be_read(editor, content):
    answer = editor.ask(content=content, age="x", _base="x")
    assert answer.status_code == 200
    assert editor.client.get(f"{editor.address}?unsaved=1").status_code == 200


def test_a_token_from_before_a_log_in_is_replaced(editor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor.account)
    answer = strict.post(editor.open_form, {"csrfmiddlewaretoken": "stale"})
    assert (answer.status_code, answer.json()["is_stale"]) == (403, True)
    token = answer.json()["csrf"]
    assert strict.post(editor.open_form, {"csrfmiddlewaretoken": token}).status_code == 200


def test_an_earlier_draft_is_not_overwritten_by_another_opening_of_the_form(editor):
    first = editor.type(title="First")
    second = editor.open() | {"title": ["Second"]}
    assert editor.ask(second).json()["is_kept"] is False
    assert editor.kept["title"] == "First"
    editor.ask(discard=first["_draft"][0].partition(":")[0])
    assert editor.ask(second).json()["is_kept"] is True


def test_an_old_copy_from_a_browser_does_not_overwrite_what_was_typed_since(editor):
    fields = editor.type(title="Newest")
    assert editor.ask(fields | {"title": ["Old"]}, age="3600").json()["is_kept"] is False
    assert editor.kept["title"] == "Newest"


def test_keeping_what_is_typed_costs_the_same_however_many_colleagues_there_are(
    editor, report, typist, django_assert_num_queries
):
    fields = editor.type(title="Dialogue")
    for _number in range(3):
        typist("Editors", report=report).ask()
    ContentType.objects.clear_cache()
    with django_assert_num_queries(9):
        editor.ask(fields | {"title": ["Dialogue again"]})


# --- Offered back ------------------------------------------------------------------------------


def offered(page):
    """The draft that a form offers to restore."""
    return page.context["open_form"]["offered"]


def test_a_draft_is_offered_to_its_author_alone(editor, report, typist):
    editor.type(title="Unsaved Dialogue")
    assert offered(editor.client.get(editor.address)) is not None
    other = typist("Editors", report=report)
    for query in ("", "?unsaved=1"):
        page = other.client.get(other.address + query).content
        assert b"Unsaved Dialogue" not in page
        assert b"Nothing of it is saved yet" not in page


def test_a_restored_form_shows_what_was_typed_with_its_rows_and_saves_nothing(editor, report):
    gone = factories.remark(report, attribution="Delegates", text="<p>Removed.</p>")
    speaker = factories.person("Example Speaker")
    fields = editor.open() | {"title": [""], "remarks-0-DELETE": ["on"]}
    add_row(fields, "remarks", kind="statement", person=speaker.pk, text="<p>Added 说.</p>")
    assert editor.ask(fields).json()["is_kept"]
    page = editor.client.get(f"{editor.address}?unsaved=1")
    assert page.context["errors"] == []
    assert b"Nothing of it is saved yet" in page.content
    assert "Example Speaker" in page.content.decode()
    restored = editor.open("?unsaved=1")
    typed = {name for name in fields if name not in {"csrfmiddlewaretoken", "_draft"}}
    assert {name: restored[name] for name in typed} == {name: fields[name] for name in typed}
    report.refresh_from_db()
    assert report.title == "Roundtable Dialogue"
    assert list(report.remarks.all()) == [gone]


def test_a_new_report_is_restored(typist):
    writer = typist("Writers")
    writer.type(title="New Dialogue")
    assert writer.open("?unsaved=1")["title"] == ["New Dialogue"]
    assert not Event.objects.exists()


def test_a_restored_form_goes_on_from_the_state_in_which_it_was_typed(editor, report):
    base = record(report, "saved").pk
    editor.type(title="Dialogue")
    record(report, "saved")
    page = editor.client.get(f"{editor.address}?unsaved=1")
    assert page.context["base"] == base


def test_who_may_not_change_a_report_any_more_sees_it_as_it_is(typist, report):
    writer = typist("Writers", report=report)
    writer.type(title="Unsaved Dialogue")
    publish(report, timezone.now())
    page = writer.client.get(f"{writer.address}?unsaved=1")
    assert page.status_code == 200
    assert b"Unsaved Dialogue" not in page.content


def test_what_was_saved_is_no_longer_kept(editor):
    fields = editor.type(title="Dialogue", start_date="2024-05-06")
    assert editor.client.post(editor.address, fields).status_code == 302
    name = fields["_draft"][0].partition(":")[0]
    assert editor.kept is None
    assert editor.client.cookies["saved_forms"].value == name


def test_a_form_with_errors_is_kept_on(editor):
    fields = editor.type(title="")
    response = editor.client.post(editor.address, fields)
    assert response.status_code == 200
    assert offered(response) is None
    assert editor.kept["title"] == ""


def test_saving_does_not_throw_an_earlier_draft_away(editor):
    editor.type(title="First")
    assert editor.client.post(editor.address, editor.open()).status_code == 302
    assert editor.kept["title"] == "First"


def test_a_draft_is_discarded_without_scripts(editor):
    fields = editor.type(title="Dialogue")
    name = fields["_draft"][0].partition(":")[0]
    response = editor.client.post(editor.open_form, {"discard": name, "back": "1"})
    assert response.url == editor.address
    assert offered(editor.client.get(editor.address)) is None


@pytest.mark.parametrize("kind", ["organizations/organization", "people/person"])
def test_the_directory_keeps_what_is_typed_too(client, db, kind):
    client.force_login(factories.user("Directory managers"))
    client.post(f"/admin/{kind}/add/open-form/", {"content": "name=Example+Name"})
    assert "Example Name" in client.get(f"/admin/{kind}/add/?unsaved=1").content.decode()


def test_what_was_typed_for_a_report_that_is_gone_is_shown_to_copy(editor, report):
    fields = editor.open()
    add_row(fields, "remarks", kind="statement", text="<p>An hour <b>of</b> work.</p>")
    report.delete()
    response = editor.client.post(editor.address, fields | {"theme": ["<b>Water</b>"]})
    assert response.status_code == 410
    for name, text in (("What was said", "An hour of work."), ("Theme", "&lt;b&gt;Water")):
        assert name in response.content.decode()
        assert text in response.content.decode()
