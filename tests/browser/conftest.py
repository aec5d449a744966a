"""Chromium for the tests that walk through pages as people do.

Every test here is marked `browser`. Without Chromium they are skipped with the reason, unless
REQUIRE_BROWSER is set. Chromium can reach this machine only, so a page that asks for anything
elsewhere fails its test.
"""

import os
import shutil
import time
from pathlib import Path

import pytest
from django.core.signals import request_finished, request_started
from django.test import Client

from tests import factories
from tests.sizes import DESKTOP

# Playwright runs its own event loop; Django would refuse the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM and not os.environ.get("REQUIRE_BROWSER"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-domain-reliability",
            "--no-first-run",
            "--no-pings",
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(autouse=True)
def _nothing_still_asked(transactional_db):
    """Let the server answer what pages asked while they closed, before the database is emptied."""
    asked, answered = [], []

    def note_start(**kwargs):
        asked.append(True)

    def note_end(**kwargs):
        answered.append(True)

    request_started.connect(note_start)
    request_finished.connect(note_end)
    yield
    end = time.monotonic() + 5
    time.sleep(0.1)
    while len(asked) > len(answered) and time.monotonic() < end:
        time.sleep(0.05)
    request_started.disconnect(note_start)
    request_finished.disconnect(note_end)


@pytest.fixture
def size() -> dict:
    return DESKTOP


@pytest.fixture
def complaints(page, live_server) -> list[str]:
    """What the browser complains of: errors, broken policies, and requests to elsewhere."""
    found = []
    page.on("pageerror", lambda error: found.append(f"error: {error}"))
    page.on(
        "console",
        lambda message: (
            found.append(f"console: {message.text}")
            if message.type in {"error", "warning"}
            else None
        ),
    )
    page.on(
        "request",
        lambda request: (
            found.append(f"outside: {request.url}")
            if not request.url.startswith((live_server.url, "data:", "blob:"))
            else None
        ),
    )
    return found


@pytest.fixture
def log_in(live_server):
    """Gives a browser the session of an account, without the page that asks who it is."""

    def log_in(context, account, origin=live_server.url):
        client = Client()
        client.force_login(account)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": value, "url": origin}])

    return log_in


@pytest.fixture
def elsewhere(browser, log_in):
    """Opens a browser of its own, for an account or for a visitor; its page."""
    contexts = []

    def open_browser(account=None):
        contexts.append(browser.new_context(viewport=DESKTOP))
        if account:
            log_in(contexts[-1], account)
        return contexts[-1].new_page()

    yield open_browser
    for context in contexts:
        context.close()


@pytest.fixture
def editor(page, log_in):
    """An editor who also keeps the directory, logged in."""
    account = factories.user("Editors", "Directory managers")
    log_in(page.context, account)
    return account
