"""The preview beside the form of a report, in Chromium."""

import pytest
from playwright.sync_api import expect

from lmec.history.snapshots import take
from tests import factories
from tests.sizes import at_both_sizes

pytestmark = pytest.mark.django_db(transaction=True)


@at_both_sizes
def test_what_is_typed_in_a_remark_shows_in_the_preview_and_is_not_saved(
    page, live_server, editor, size, complaints
):
    report = factories.draft()
    factories.remark(report, text="<p>A remark was made.</p>")
    before = take(report)
    page.set_viewport_size(size)
    page.set_default_timeout(20_000)
    page.goto(f"{live_server.url}/admin/events/event/{report.pk}/change/")
    page.wait_for_load_state("load")

    page.get_by_role("button", name="Preview", exact=True).click()
    shown = page.frame_locator("iframe[name=preview]")
    expect(shown.locator("#proceedings")).to_be_visible()
    row = page.locator("#remarks-0")
    row.locator("summary").first.click()
    text = row.locator(".cke_wysiwyg_div")
    text.click()
    text.press("Control+End")
    text.press_sequentially(" It was long.")
    expect(shown.get_by_text("A remark was made. It was long.")).to_be_visible()
    expect(shown.get_by_text("Preview with what is not saved yet")).to_be_attached()
    pane, form = page.locator(".preview").bounding_box(), page.locator(".report").bounding_box()
    if size["width"] > 1000:
        assert pane["x"] >= form["x"] + form["width"]
    else:
        assert pane["x"] + pane["width"] <= size["width"]
    assert take(report) == before
    page.get_by_role("button", name="Close the preview").click()
    expect(page.locator(".preview")).to_have_count(0)
    assert complaints == []
