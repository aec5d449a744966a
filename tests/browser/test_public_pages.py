"""The public pages in Chromium: accessible, narrow, quiet, and whole without the script."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import public_site

pytestmark = pytest.mark.django_db(transaction=True)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
# Pages made of nothing that another page does not have.
LIKE_ANOTHER = {
    *("/accessibility/", "/reuse/", "/people/nobody/", "/events/1999/", "/events/2022/"),
    *("/organizations/division-ii/", "/organizations/?q=university&type=university"),
    "/organizations/by-type/",
}
# What depends on the size of the window and on the colors, where the page is the same one.
AGAIN = {**ALL, "runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
LOOKS = [(1280, "light", ALL), (390, "dark", AGAIN)]
# What the browser itself says of an answer that is no 200.
STATUS_MESSAGE = "the server responded with a status of"


@pytest.fixture
def site(live_server):
    public_site.furnish()
    return live_server.url


def show(page, address: str, width: int = 1280, scheme: str = "light"):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.goto(address)


def test_axe_finds_nothing_and_the_browser_has_no_complaint(page, site, complaints):
    axe, found = Axe(), {}
    for address in sorted(public_site.ADDRESSES.keys() - LIKE_ANOTHER):
        show(page, site + address)
        for width, scheme, rules in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            violations = axe.run(page, options=rules).response["violations"]
            if violations:
                found[address, width, scheme] = [
                    (rule["id"], [node["html"][:200] for node in rule["nodes"]])
                    for rule in violations
                ]
    assert found == {}
    assert [complaint for complaint in complaints if STATUS_MESSAGE not in complaint] == []


def test_no_page_scrolls_sideways(page, site):
    """Neither at 320 pixels nor at 390 with the letters twice as large."""
    wide = {}
    for address in public_site.ADDRESSES:
        show(page, site + address, width=320)
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        page.set_viewport_size({"width": 390, "height": 900})
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        larger = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0 or larger > 0:
            wide[address] = (over, larger)
    assert wide == {}


@pytest.mark.parametrize("below", ["", "photographs/"])
def test_pictures_are_shown(page, site, below):
    show(page, site + public_site.REPORT + below)
    for picture in page.locator("main img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("image => image.naturalWidth") > 0


def test_everything_works_without_the_script(browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + public_site.REPORT)
    expect(page.locator("[data-js]:visible")).to_have_count(0)
    page.get_by_role("link", name="Link to paragraph 2", exact=True).click()
    assert page.url.endswith("#p2")
    page.goto(f"{site}/organizations/")
    page.get_by_label("Name or abbreviation").fill("peking")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("status").first).to_have_text("1 organization")
    page.goto(site)
    page.get_by_role("searchbox").fill("Full Report")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("main").get_by_role("link", name="Full Report").first).to_be_visible()
    context.close()


def test_the_keyboard_reaches_the_text_first_and_always_shows_where_it_is(page, site):
    show(page, site + public_site.REPORT)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    seen = set()
    for _step in range(40):
        page.keyboard.press("Tab")
        outline = page.evaluate(
            "(e => [getComputedStyle(e).outlineStyle, parseFloat(getComputedStyle(e).outlineWidth),"
            " e.outerHTML.slice(0, 90)])(document.activeElement)"
        )
        assert outline[0] == "solid", outline
        assert outline[1] >= 3, outline
        seen.add(outline[2])
    assert len(seen) > 30
    page.goto(site + public_site.REPORT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_a_paragraph_number_copies_the_address_of_its_paragraph(page, site, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(page, site + public_site.REPORT)
    page.get_by_role("link", name="Link to paragraph 4", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Link to paragraph copied")
    address = page.evaluate("navigator.clipboard.readText()")
    assert address == f"{site}{public_site.REPORT}#p4"


def test_a_citation_is_copied_on_one_line(page, site, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    show(page, site + public_site.REPORT)
    page.get_by_role("button", name="Copy citation").click()
    expect(page.get_by_role("status")).to_have_text("Citation copied")
    assert re.fullmatch(
        r"Lancang-Mekong Environmental Cooperation Center\. “Full Report of the Lancang-Mekong "
        r"Meeting\.” Event report, Beijing, Vientiane, 23–24 November 2022\. http://\S+/full-report/",
        page.evaluate("navigator.clipboard.readText()"),
    )


def test_the_directory_narrows_while_one_types(page, site):
    show(page, f"{site}/organizations/")
    page.get_by_label("Name or abbreviation").press_sequentially("mee")
    expect(page.locator("#count")).to_have_text("1 organization")
    expect(page.locator("#directory li:visible")).to_have_count(2)
    expect(page.get_by_role("navigation", name="A to Z")).to_be_hidden()
    page.get_by_label("Name or abbreviation").fill("nothing at all")
    expect(page.locator("#count")).to_have_text("0 organizations")
    page.goto(f"{site}/people/")
    page.get_by_label("Name, in any script").fill("李娜")
    expect(page.locator("#count")).to_have_text("1 person")
    page.goto(f"{site}/organizations/by-country/")
    page.get_by_label("Name or abbreviation").fill("lmec")
    expect(page.locator("#count")).to_have_text("1 organization")
    expect(page.get_by_role("heading", name="Thailand")).to_be_hidden()
    expect(page.get_by_role("navigation", name="Countries")).to_be_hidden()


def test_a_day_is_chosen_and_the_page_stays_at_the_structure(page, site):
    show(page, f"{site}/organizations/division-ii/")
    page.get_by_label("As it was on").fill("2016-05-04")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(f"{site}/organizations/division-ii/?on=2016-05-04#structure")
    expect(page.get_by_text("As the record has it for 4 May 2016.")).to_be_in_viewport()
    page.get_by_role("link", name="18 March 2018").click()
    expect(page.get_by_label("As it was on")).to_have_value("2018-03-18")


def test_the_contents_follow_the_reader(page, site):
    show(page, site + public_site.REPORT)
    contents = page.get_by_role("navigation", name="On this page")
    entry = contents.get_by_role("link", name="Li Na: Opening remarks")
    entry.click()
    expect(entry).to_have_attribute("aria-current", "true")
