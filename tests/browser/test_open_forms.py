"""That nothing typed in a form is lost, whatever happens before it is saved, in Chromium."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import expect

from events.models import Event
from lmec.openforms.models import OpenForm
from tests import factories
from tests.lmec import samples

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).parent.parent.parent
WORDS = "Measures “against” <haze> & dust · 澜湄合作 · แม่น้ำโขง · ភាសាខ្មែរ · 🌊"
PASSWORD = "example-password"
KEPT = "Unsaved changes kept at"


@pytest.fixture
def report():
    return factories.draft("Roundtable")


@pytest.fixture
def open_form(context, live_server, report, log_in):
    """Opens the form in another page of the same browser."""
    account = factories.user("Editors", username="editor", password=PASSWORD)

    def open_form(origin=live_server.url):
        log_in(context, account, origin)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{origin}/admin/events/event/{report.pk}/change/")
        expect(page.get_by_label("Title", exact=True)).to_be_visible()
        page.wait_for_load_state("load")
        return page

    return open_form


def log_in_again(within, username: str, password=PASSWORD):
    within.get_by_label("Username").fill(username)
    within.get_by_label("Password").fill(password)
    within.get_by_role("button", name="Log in").click()


def type_title(page, text: str):
    page.get_by_label("Title", exact=True).press("End")
    page.keyboard.insert_text(text)


def say(page, text: str):
    """Add a remark of Delegates in the editor."""
    page.get_by_role("button", name="Add remark").click()
    row = page.locator("#remarks-group .row").last
    row.get_by_label("or in these words").fill("Delegates")
    row.locator(".cke_wysiwyg_div").click()
    page.keyboard.insert_text(text)


def save(page):
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")


def test_what_was_typed_before_a_crash_is_restored_and_saved(open_form, report):
    page = open_form()
    type_title(page, WORDS)
    say(page, WORDS)
    expect(page.locator(".open-form")).to_contain_text(KEPT)
    page.close()
    page = open_form()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Roundtable")
    page.get_by_role("link", name="Restore").click()
    expect(page.locator(".unsaved")).to_contain_text("Nothing of it is saved yet")
    expect(page.get_by_label("Title", exact=True)).to_have_value(f"Roundtable{WORDS}")
    save(page)
    report.refresh_from_db()
    assert report.title == f"Roundtable{WORDS}"
    text = report.remarks.get().text
    assert text == f"<p>{WORDS.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>"
    expect(page.locator(".unsaved")).to_be_hidden()
    assert not OpenForm.objects.exclude(content="").exists()


def test_a_draft_is_discarded_and_typing_goes_on(open_form):
    page = open_form()
    type_title(page, " first")
    expect(page.locator(".open-form")).to_contain_text(KEPT)
    page.close()
    page = open_form()
    type_title(page, " second")
    expect(page.locator(".open-form")).to_contain_text("in this browser only")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".unsaved")).to_be_hidden()
    expect(page.locator(".open-form")).to_contain_text(KEPT)
    assert OpenForm.objects.get().data["title"] == "Roundtable second"


def test_who_was_logged_out_logs_in_again_and_saves_what_was_typed(open_form, report, tmp_path):
    factories.user("Editors", username="other", name="Other Editor", password=PASSWORD)
    page = open_form()
    type_title(page, WORDS)
    page.get_by_role("button", name="Add attachment").click()
    row = page.locator("#attachments-group .row").last
    row.get_by_label("Title").fill("Agenda")
    document = tmp_path / "agenda.pdf"
    document.write_bytes(samples.pdf())
    row.locator("input[type=file]").set_input_files(document)
    page.context.clear_cookies()
    page.get_by_role("button", name="Save and continue editing").click()
    dialog = page.get_by_role("dialog", name="Log in again")
    log_in_again(dialog, "editor", "wrong")
    expect(dialog.get_by_role("alert")).to_contain_text("Please enter the correct username")
    log_in_again(dialog, "other")
    expect(dialog.get_by_role("alert")).to_contain_text("You are logged in as Other Editor now")
    with page.expect_navigation():
        log_in_again(dialog, "editor")
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    report.refresh_from_db()
    assert report.title == f"Roundtable{WORDS}"
    with report.attachments.get().file.open() as stored:
        assert stored.read() == document.read_bytes()


def test_what_is_typed_without_a_connection_waits_in_the_browser(open_form, context):
    page = open_form()
    context.set_offline(True)
    type_title(page, WORDS)
    trouble = page.locator(".open-form__trouble")
    expect(trouble).to_have_text("No connection: what you type is kept in this browser.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(trouble).to_contain_text("No connection, so nothing was saved.")
    page.close()
    context.set_offline(False)
    page = open_form()
    page.get_by_role("link", name="Restore").click()
    expect(page.get_by_label("Title", exact=True)).to_have_value(f"Roundtable{WORDS}")
    context.set_offline(True)
    type_title(page, " more")
    expect(page.locator(".open-form__trouble")).not_to_be_empty()
    context.set_offline(False)
    expect(page.locator(".open-form__trouble")).to_be_empty()
    assert OpenForm.objects.get().data["title"] == f"Roundtable{WORDS} more"
    assert page.evaluate("localCopies.at(location.pathname)") == []


def test_logging_out_leaves_no_copies_of_other_accounts_in_the_browser(open_form):
    page = open_form()
    page.evaluate("openForm.beat()")  # what the page itself asks first has been answered then
    own = page.evaluate("openForm.name")
    for name in (own, "99-another"):
        page.evaluate("(name) => localCopies.put(name, { content: 'typed' })", name)
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Logged out")).to_be_visible()
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('lmec-form:'))"
    assert page.evaluate(kept) == [f"lmec-form:{own}"]


def test_colleagues_see_who_else_has_a_form_open(open_form, elsewhere, live_server, report):
    page = open_form()
    other = elsewhere(factories.user("Editors", name="Other Editor"))
    other.goto(f"{live_server.url}/admin/events/event/{report.pk}/change/")
    expect(other.locator(".open-form__others")).to_contain_text("Staff Member")
    page.evaluate("openForm.beat()")
    expect(page.locator(".open-form__others")).to_contain_text("Other Editor has this open")
    other.evaluate("openForm.beat()")  # so that nothing overtakes what it says on leaving
    other.goto("about:blank")
    for _ in range(40):  # while that browser lives, which sends the word after the page is gone
        if not page.evaluate("openForm.beat()")["others"]:
            break
        page.wait_for_timeout(250)
    expect(page.locator(".open-form__others")).to_be_empty()


# --- A server that is killed -------------------------------------------------------------------


class Server:
    """A server of its own on the database of the tests, which can be killed and started again."""

    def __init__(self):
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"

    def start(self):
        given = connection.settings_dict
        host = f"postgres://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/"
        scheme = "sqlite:///" if connection.vendor == "sqlite" else host
        environment = os.environ | {
            "DATABASE_URL": f"{scheme}{given['NAME']}",
            "DEBUG": "1",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": self.origin,
        }
        command = [sys.executable, "manage.py", "runserver", "--noreload", str(self.port)]
        self.process = subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 30
        while time.monotonic() < end:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        pytest.fail("the server did not start")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def server():
    server = Server()
    server.start()
    yield server
    server.kill()


def test_a_server_that_is_killed_between_typing_and_saving_loses_nothing(open_form, server, report):
    page = open_form(server.origin)
    type_title(page, WORDS)
    say(page, WORDS)
    server.kill()
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".open-form__trouble")).to_contain_text("so nothing was saved")
    server.start()
    page.close()
    page = open_form(server.origin)
    page.get_by_role("link", name="Restore").click()
    save(page)
    report.refresh_from_db()
    assert report.title == f"Roundtable{WORDS}"
    assert WORDS[-20:] in report.remarks.get().text
    assert Event.objects.count() == 1


def test_a_server_that_is_killed_between_saving_and_publishing_loses_nothing(
    open_form, server, report
):
    page = open_form(server.origin)
    type_title(page, WORDS)
    save(page)
    page.get_by_label("Standfirst").fill(WORDS)
    server.kill()
    page.get_by_label("Published", exact=True).check()
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".open-form__trouble")).to_contain_text("so nothing was saved")
    report.refresh_from_db()
    assert (report.title, report.status) == (f"Roundtable{WORDS}", "draft")
    server.start()
    expect(page.get_by_label("Published", exact=True)).to_be_checked()
    save(page)
    report.refresh_from_db()
    assert (report.standfirst, report.status) == (WORDS, "published")
    assert page.goto(f"{server.origin}{report.get_absolute_url()}").status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Roundtable{WORDS}")
