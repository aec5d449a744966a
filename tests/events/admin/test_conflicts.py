"""Two people in the form of one report at once: both keep their work, or are asked."""

import json
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lmec.history.models import latest
from lmec.history.snapshots import take
from tests import factories
from tests.events.admin.conftest import Desk
from tests.forms import add_row

pytestmark = pytest.mark.django_db
ASKED = "Somebody else changed this while you had it open."


@pytest.fixture
def report():
    """A draft with three remarks, whose history has begun."""
    event = factories.draft(theme="Water", standfirst="<b>First</b> & best")
    for number in range(3):
        factories.remark(event, position=number, text=f"<p>Remark {number} was made.</p>")
    return event


@pytest.fixture
def colleague():
    return Desk(Client(), factories.user("Editors", name="Li Example"))


def text(html: str) -> list[str]:
    return [f"<p>{html}</p>"]


def errors(response) -> list[str]:
    forms = [response.context["adminform"].form]
    forms += [f for g in response.context["inline_admin_formsets"] for f in g.formset.forms]
    return [error for form in forms for found in form.errors.values() for error in found]


def remark_texts(report) -> list[str]:
    return list(report.remarks.values_list("text", flat=True))


def test_different_fields_of_one_report_are_both_kept(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"theme": ["Air"]}, report)
    editor.save(mine | {"standfirst": ["In short"]}, report)
    report.refresh_from_db()
    assert (report.theme, report.standfirst) == ("Air", "In short")


def test_different_remarks_are_both_kept(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"remarks-0-text": text("Theirs.")}, report)
    editor.save(mine | {"remarks-1-text": text("Mine.")}, report)
    assert remark_texts(report) == ["<p>Theirs.</p>", "<p>Mine.</p>", "<p>Remark 2 was made.</p>"]


def test_who_saves_is_told_whose_changes_came_in(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"theme": ["Air"]}, report)
    response = editor.save(mine | {"standfirst": ["In short"]}, report)
    assert "Li Example saved changes while you had this open. They are kept with yours." in {
        str(message) for message in get_messages(response.wsgi_request)
    }


def test_the_same_change_by_both_is_no_conflict(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"theme": ["Air"]}, report)
    editor.save(mine | {"theme": ["Air"]}, report)


def test_rows_that_somebody_else_added_stay(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    add_row(theirs, "remarks", kind="statement", attribution="Theirs", text="<p>New.</p>")
    colleague.save(theirs, report)
    add_row(mine, "remarks", kind="statement", attribution="Mine", text="<p>New.</p>")
    editor.save(mine, report)
    assert report.remarks.filter(attribution__in=["Mine", "Theirs"]).count() == 2


def test_a_row_that_somebody_else_removed_and_nobody_touched_is_gone(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"remarks-1-DELETE": ["on"]}, report)
    editor.save(mine | {"theme": ["Air"]}, report)
    assert remark_texts(report) == ["<p>Remark 0 was made.</p>", "<p>Remark 2 was made.</p>"]


def test_a_row_that_both_removed_is_gone(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"remarks-1-DELETE": ["on"]}, report)
    editor.save(mine | {"remarks-1-DELETE": ["on"]}, report)
    assert report.remarks.count() == 2


def test_what_one_changed_in_a_row_that_another_removed_is_offered_as_a_new_row(
    editor, colleague, report
):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"remarks-1-DELETE": ["on"]}, report)
    response = editor.post(mine | {"remarks-1-text": text("Mine.")}, report)
    assert "What you wrote is kept here as a new row" in errors(response)[0]
    assert report.remarks.count() == 2
    editor.save(editor.again(response), report)
    assert set(remark_texts(report)) == {
        "<p>Remark 0 was made.</p>", "<p>Remark 2 was made.</p>", "<p>Mine.</p>",
    }  # fmt: skip


def test_a_row_that_another_changed_is_not_removed_before_it_is_seen(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"remarks-1-text": text("Theirs.")}, report)
    response = editor.post(mine | {"remarks-1-DELETE": ["on"]}, report)
    assert "You removed this row" in errors(response)[0]
    fields = editor.again(response)
    assert fields["remarks-1-text"] == text("Theirs.")
    editor.save(fields | {"remarks-1-DELETE": ["on"]}, report)
    assert report.remarks.count() == 2


def test_places_never_conflict(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {f"remarks-{n}-position": [str(3 - n)] for n in range(3)}, report)
    swapped = {"remarks-0-position": ["2"], "remarks-1-position": ["1"]}
    editor.save(mine | swapped | {"remarks-2-text": text("Mine.")}, report)
    assert [(r.position, r.text) for r in report.remarks.order_by("pk")] == [
        (2, "<p>Remark 0 was made.</p>"),
        (2, "<p>Remark 1 was made.</p>"),
        (1, "<p>Mine.</p>"),
    ]


def test_both_versions_of_one_remark_are_shown_and_nothing_is_saved(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(
        theirs | {"remarks-0-text": text("Remark 0 was <em>theirs</em> & 5 < 6.")}, report
    )
    before = take(report)
    response = editor.post(mine | {"remarks-0-text": text("Remark 0 was mine.")}, report)
    assert errors(response) == [f"{ASKED} Keep what is right, then save again."]
    assert take(report) == before
    page = response.content.decode()
    assert "Remark 0 was <mark>theirs &amp; 5 &lt; 6</mark>." in page
    assert "Li Example" in page
    assert editor.again(response)["remarks-0-text"] == text("Remark 0 was mine.")
    sent = page.partition('data-theirs="')[2].partition('"')[0]
    assert json.loads(unescape(sent)) == {
        "remarks-0-text": text("Remark 0 was <em>theirs</em> &amp; 5 &lt; 6.")
    }


def test_the_other_choice_is_shown_in_words(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    person, body = factories.person("Wang Example"), factories.organization()
    colleague.save(theirs | {"remarks-0-person": [str(person.pk)]}, report)
    choice = {"remarks-0-person": [""], "remarks-0-organization": [str(body.pk)]}
    page = editor.post(mine | choice, report).content.decode()
    assert 'data-label="Wang Example"' in page
    assert '<p class="both__text">Wang Example</p>' in page


def test_saving_again_keeps_what_was_chosen(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"theme": ["Theirs"]}, report)
    response = editor.post(mine | {"theme": ["Mine"], "standfirst": ["In short"]}, report)
    editor.save(editor.again(response), report)
    report.refresh_from_db()
    assert (report.theme, report.standfirst) == ("Mine", "In short")


def test_a_third_change_meanwhile_is_asked_about_again(editor, colleague, report):
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"theme": ["Theirs"]}, report)
    response = editor.post(mine | {"theme": ["Mine"]}, report)
    colleague.save(colleague.fields(report) | {"theme": ["Theirs again"]}, report)
    assert errors(editor.post(editor.again(response), report))


def test_what_colleagues_set_otherwise_survives_an_old_form(editor, colleague, report):
    """A report that was published meanwhile does not become a draft again."""
    mine, theirs = editor.fields(report), colleague.fields(report)
    colleague.save(theirs | {"status": ["published"]}, report)
    editor.save(mine | {"theme": ["Air"]}, report)
    report.refresh_from_db()
    assert (report.status, report.theme) == ("published", "Air")


@pytest.mark.parametrize("base", ["", "nonsense", "-1", "1" * 30, "999999", "another"])
def test_a_form_of_no_known_state_overwrites_nothing_unseen(editor, report, base):
    editor.save(editor.fields(report) | {"theme": ["Air"]}, report)
    if base == "another":
        base = str(latest(factories.event()).pk)
    elif not base:
        report.refresh_from_db()
        type(latest(report)).objects.all().update(why="")
    response = editor.post(editor.fields(report) | {"theme": ["Mine"], "_base": [base]}, report)
    assert response.status_code == 200
    assert errors(response)[0].startswith("This form does not say in which state it was opened")
    report.refresh_from_db()
    assert report.theme == "Air"


def test_an_ordinary_save_asks_one_question_more(editor, report):
    editor.save(editor.fields(report), report)
    fields = editor.fields(report)
    with CaptureQueriesContext(connection) as queries:
        editor.save(fields | {"theme": ["Air"]}, report)
    asked = [query["sql"] for query in queries if '"lmec_revision"."is_copy",' in query["sql"]]
    assert len(asked) == 1


EDITS = {
    "theme": "Theme {}",
    "standfirst": "Standfirst {}",
    "summary": "<p>Summary {}</p>",
    "remarks-0-text": "<p>Text {}</p>",
    "remarks-0-heading": "Heading {}",
    "remarks-1-text": "<p>Text {}</p>",
    "remarks-2-position": "{}",
}


@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_interleaving_of_changes_to_different_parts_keeps_both(editor, colleague, report, data):
    shares = data.draw(st.lists(st.sampled_from([0, 1]), min_size=len(EDITS), max_size=len(EDITS)))
    desks = [editor, colleague]
    forms = [desk.fields(report) for desk in desks]
    wanted = {}
    for desk, (name, value) in zip(shares, EDITS.items(), strict=True):
        wanted[name] = [value.format(next(factories.numbers))]
        forms[desk][name] = wanted[name]
        if data.draw(st.booleans()):
            desks[desk].save(forms[desk], report)
            forms[desk] = desks[desk].fields(report)
    for desk, fields in zip(desks, forms, strict=True):
        desk.save(fields, report)
    stored = editor.fields(report)
    assert {name: stored[name] for name in wanted} == wanted
