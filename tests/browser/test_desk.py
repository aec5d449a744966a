"""A day at the desk: what waits is found there, and a reviewer without an account reads it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from events.publishing import submit
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "preload": False,  # for which axe would put styles into the page
}
LOOKS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


def assert_good_at_every_look(page) -> None:
    """Accessible and no wider than the window, large and small, light and dark."""
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.reload()  # since colors change in a moment, and not at once
        violations = Axe().run(page, options=RULES).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in violations] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_submitted_report_is_found_on_the_desk_and_shown_to_a_reviewer(
    page, elsewhere, live_server, editor, complaints
):
    event = factories.draft("Meeting on water quality", summary="<p>The river is shared.</p>")
    submit(event, timezone.now(), factories.user("Writers", name="Example Writer"))
    factories.draft("A draft of mine", created_by=editor)
    factories.organization("Example Institute").contacts.create(kind="voice", value="1")
    factories.event("A published report")
    page.goto(f"{live_server.url}/admin/")

    waiting = page.get_by_role("region", name="Waiting for review")
    expect(waiting).to_contain_text("Submitted by Example Writer")
    assert_good_at_every_look(page)
    waiting.get_by_role("link", name=event.title).press("Enter")
    page.get_by_role("link", name="Links for reviewers").press("Enter")
    page.get_by_label("For whom").fill("Dr. Example Reader")
    page.keyboard.press("Enter")
    address = page.get_by_label("Address for Dr. Example Reader").input_value()
    assert_good_at_every_look(page)
    path = re.sub(r"^https?://[^/]+", "", address)

    reviewer = elsewhere()
    reviewer.goto(live_server.url + path)
    expect(reviewer.get_by_role("note")).to_contain_text("meant for Dr. Example Reader")
    expect(reviewer.get_by_role("heading", level=1)).to_have_text(event.title)
    expect(reviewer.get_by_text("The river is shared.")).to_be_visible()
    assert_good_at_every_look(reviewer)

    page.get_by_role("button", name="Take back the link for Dr. Example Reader").click()
    expect(page.get_by_text("The link does not work any more.")).to_be_visible()
    reviewer.reload()
    expect(reviewer.get_by_role("heading", level=1)).to_have_text("This link does not work")
    assert complaints == []
