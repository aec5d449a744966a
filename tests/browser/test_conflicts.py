"""Two people in the form of one report at once, each in a browser of their own."""

import pytest
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def report():
    event = factories.draft()
    for number in (1, 2):
        factories.remark(event, position=number, text=f"<p>Remark {number} was made.</p>")
    return event


@pytest.fixture
def desks(elsewhere, live_server, report):
    """The form of the report, open in two browsers."""
    pages = []
    for name in ("Li Example", "Wang Example"):
        pages.append(elsewhere(factories.user("Editors", name=name)))
        pages[-1].set_default_timeout(20_000)
        pages[-1].goto(f"{live_server.url}/admin/events/event/{report.pk}/change/")
        pages[-1].wait_for_load_state("load")
    return pages


def write(page, number: int, words: str) -> None:
    row = page.locator(f"#remarks-{number}")
    row.locator("summary").first.click()
    text = row.locator(".cke_wysiwyg_div")
    text.click()
    text.press("Control+End")
    text.press_sequentially(words)


def save(page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Save and continue editing").click()


def texts(report) -> list[str]:
    return list(report.remarks.values_list("text", flat=True))


def test_two_remarks_at_once_are_both_kept_and_one_is_chosen_from_two_versions(desks, report):
    li, wang = desks
    asked = []
    for page in desks:
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    write(li, 0, " Li wrote.")
    write(wang, 1, " Wang wrote.")
    for page in desks:
        save(page)
        expect(page.locator(".messagelist .success")).to_be_visible()
    both = ["<p>Remark 1 was made. Li wrote.</p>", "<p>Remark 2 was made. Wang wrote.</p>"]
    assert texts(report) == both

    li.reload()
    write(li, 1, " Li too.")
    write(wang, 1, " Wang too.")
    save(wang)
    save(li)
    assert texts(report)[1] == "<p>Remark 2 was made. Wang wrote. Wang too.</p>"
    theirs = li.get_by_role("group", name="The other version of “What was said”")
    expect(theirs).to_contain_text("Remark 2 was made. Wang wrote. Wang too.")
    expect(theirs.locator("mark")).to_have_text("Wang")
    expect(theirs).to_contain_text("Wang Example")
    theirs.get_by_role("button", name="Use theirs").click()
    save(li)
    expect(li.locator(".messagelist .success")).to_be_visible()
    assert texts(report)[1] == "<p>Remark 2 was made. Wang wrote. Wang too.</p>"
    assert asked == []
