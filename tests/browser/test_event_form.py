"""Writing a report in Chromium, as an editor does."""

import re

import pytest
from playwright.sync_api import expect

from events.models import Event
from tests import factories
from tests.sizes import at_both_sizes, on_a_phone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def form(page, live_server, size, complaints, log_in):
    """The empty form of a report, opened by an administrator."""
    log_in(page.context, factories.administrator())
    page.set_default_timeout(10_000)
    page.set_viewport_size(size)
    page.goto(f"{live_server.url}/admin/events/event/add/")
    page.get_by_label("Title", exact=True).fill("Roundtable Dialogue")
    page.get_by_label("First day").fill("2024-05-06")
    yield page
    assert complaints == []


def add(form, what: str):
    """Press the button that adds a row; the row."""
    rows = form.locator(".row")
    before = rows.count()
    form.get_by_role("button", name=f"Add {what}", exact=True).click()
    expect(rows).to_have_count(before + 1)
    return form.get_by_role("group", name=re.compile(f"^{what} ", re.IGNORECASE)).last


def choose(page, row, label: str, term: str):
    """Search in a field of a row, and take the first hit."""
    row.get_by_role("combobox", name=re.compile(f"^{label}")).click()
    page.locator(".select2-search__field").fill(term)
    page.locator(".select2-results__option--highlighted", has_text=term).click()


def say(form, row, words: str, text: str):
    """Write a remark in the rich text editor."""
    row.get_by_label("or in these words").fill(words)
    row.locator(".cke_wysiwyg_div").click()
    form.keyboard.type(text)


def save(form):
    with form.expect_navigation():
        form.get_by_role("button", name="Save and continue editing").click()


def test_a_new_report_begins_with_its_title(form):
    other = form.context.new_page()
    other.goto(form.url)
    expect(other.get_by_label("Title", exact=True)).to_be_focused()


def test_a_post_that_is_certain_is_filled_in(form):
    post = factories.membership(factories.person("Geng Cong"), title="Envoy")
    row = add(form, "person")
    choose(form, row, "Person", "Geng Cong")
    expect(row.get_by_label("Credit line")).to_have_value(post.credit)
    expect(row.get_by_label("Post held that day")).to_have_value(str(post.pk))
    expect(row.locator(".offers")).to_contain_text("Filled in from the directory.")


def test_a_post_with_an_unknown_start_is_offered_and_taken_by_a_button(form):
    holder = factories.person("Geng Cong")
    post = factories.membership(holder, title="Envoy", start_date=None)
    row = add(form, "person")
    choose(form, row, "Person", "Geng Cong")
    offer = row.get_by_role("button", name="Envoy")
    expect(offer).to_contain_text("start unknown: use this")
    expect(row.get_by_label("Credit line")).to_have_value("")
    offer.click()
    expect(row.get_by_label("Credit line")).to_have_value(post.credit)


def test_what_was_typed_stays_when_a_post_is_chosen_or_the_day_changes(form):
    factories.membership(factories.person("Geng Cong"), title="Envoy")
    row = add(form, "person")
    row.get_by_label("Credit line").fill("Special Envoy")
    choose(form, row, "Person", "Geng Cong")
    row.get_by_role("button", name="Envoy").click()
    expect(row.get_by_label("Credit line")).to_have_value("Special Envoy")
    form.get_by_label("First day").fill("2019-01-01")
    form.get_by_label("First day").blur()
    expect(row.locator(".offers")).to_contain_text("was not held on that day")
    expect(row.get_by_label("Credit line")).to_have_value("Special Envoy")


def test_another_person_takes_the_place_of_what_was_filled_in(form):
    factories.membership(factories.person("Geng Cong"), title="Envoy")
    other = factories.membership(factories.person("Zhang Yujun"), title="Director")
    row = add(form, "person")
    choose(form, row, "Person", "Geng Cong")
    expect(row.get_by_label("Credit line")).not_to_have_value("")
    choose(form, row, "Person", "Zhang Yujun")
    expect(row.get_by_label("Credit line")).to_have_value(other.credit)


def test_a_person_whom_the_directory_lacks_is_added_in_a_window(form):
    row = add(form, "person")
    with form.expect_popup() as opened:
        row.get_by_title("Add another person").click()
    window = opened.value
    window.get_by_label("Name", exact=False).first.fill("Example Newcomer")
    window.get_by_role("button", name="Save", exact=True).click()
    expect(row.get_by_role("combobox", name="Person")).to_contain_text("Example Newcomer")


def test_a_row_that_was_to_be_removed_is_kept_after_all(form):
    for what in ("person", "organization"):
        box = add(form, what).get_by_label("Remove")
        box.check()
        box.uncheck()
        expect(box).not_to_be_checked()


@at_both_sizes
def test_remarks_are_typed_moved_and_kept_through_an_error(form):
    say(form, add(form, "remark"), "Colleagues", "Said first.")
    say(form, add(form, "remark"), "Delegates", "Said second.")
    second = form.get_by_role("group", name="Remark 2")
    second.get_by_role("button", name="Move up").focus()
    form.keyboard.press("Enter")
    expect(form.locator("#remarks-group .rows__status")).to_have_text("Now number 1 of 2")
    title = form.get_by_label("Title", exact=True)
    title.fill("")
    save(form)
    expect(form.locator(".errornote")).to_be_visible()
    titles = form.locator("#remarks-group .row__title")
    expect(titles).to_have_text(["Statement – Delegates", "Statement – Colleagues"])
    title.fill("Roundtable Dialogue")
    save(form)
    expect(form.locator(".messagelist")).to_contain_text("was added successfully")
    texts = Event.objects.get().remarks.values_list("text", flat=True)
    assert list(texts) == ["<p>Said second.</p>", "<p>Said first.</p>"]


@on_a_phone
def test_a_telephone_shows_which_section_is_to_be_corrected(form):
    add(form, "attachment").get_by_label("Title", exact=True).fill("Programme")
    save(form)
    expect(form.get_by_role("link", name="Attachments: to be corrected")).to_be_in_viewport()


def test_rows_are_dragged_where_there_is_a_mouse(form):
    for city in ("Beijing", "Vientiane", "Bangkok"):
        add(form, "place").get_by_label("City").fill(city)
    rows = form.locator("#places-group .row")
    foot = rows.nth(2).bounding_box()["height"] - 4
    rows.first.locator(".row__grip").drag_to(rows.nth(2), target_position={"x": 30, "y": foot})
    cities = [rows.nth(n).get_by_label("City").input_value() for n in range(3)]
    assert cities == ["Vientiane", "Bangkok", "Beijing"]
    save(form)
    assert list(Event.objects.get().places.values_list("city", flat=True)) == cities


@at_both_sizes
def test_a_report_is_published_and_read(form, live_server):
    factories.membership(factories.person("Geng Cong"), title="Envoy")
    choose(form, add(form, "person"), "Person", "Geng Cong")
    say(form, add(form, "remark"), "Colleagues", "They thanked the host.")
    form.get_by_label("Published", exact=True).check()
    save(form)
    form.locator(".messagelist a").first.click()
    expect(form.get_by_role("heading", level=1)).to_have_text("Roundtable Dialogue")
    expect(form.get_by_text("They thanked the host.")).to_be_visible()
