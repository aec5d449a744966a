"""That typed work is not lost by leaving a form, in Chromium."""

import pytest
from playwright.sync_api import expect

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page, live_server, editor):
    """The form of a draft, opened by an editor."""
    page.set_default_timeout(10_000)
    page.goto(f"{live_server.url}/admin/events/event/{factories.draft().pk}/change/")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    page.wait_for_load_state("load")
    return page


@pytest.fixture
def questions(form) -> list[str]:
    """The kinds of the questions that the browser has asked; each is answered with yes."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    form.on("dialog", answer)
    return asked


def leave(form):
    form.get_by_role("link", name="Home").click()
    expect(form.get_by_role("heading", name="What would you like to do?")).to_be_visible()


def save(form):
    with form.expect_navigation():
        form.get_by_role("button", name="Save and continue editing").click()


def test_leaving_what_was_only_read_asks_nothing(form, questions):
    form.get_by_label("Title", exact=True).click()
    leave(form)
    assert questions == []


def test_leaving_typed_work_asks_first(form, questions):
    form.get_by_label("Title", exact=True).press("End")
    form.keyboard.type(" and Dialogue")
    leave(form)
    assert questions == ["beforeunload"]


def test_leaving_what_came_back_with_an_error_asks_first(form, questions):
    form.get_by_label("Title", exact=True).fill("")
    save(form)
    expect(form.locator(".errornote")).to_be_visible()
    form.get_by_label("Title", exact=True).click()
    leave(form)
    assert questions == ["beforeunload"]


def test_saving_asks_nothing(form, questions):
    form.get_by_label("Title", exact=True).fill("Another Title")
    save(form)
    leave(form)
    assert questions == []


def test_a_saved_form_shows_its_message_whatever_section_one_was_in(form):
    form.get_by_role("link", name="Publishing").click()
    assert form.url.endswith("-heading")
    save(form)
    expect(form.locator(".messagelist")).to_be_in_viewport()
