"""The filters and tags that templates show the record with."""

import json
from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import override

from lmec.templatetags.record import (
    aria_current,
    daterange,
    daterange_in_year,
    filesize,
    initials,
    jsonld,
    lang_attr,
    page_numbers,
    plain_text,
    rich_text,
    tel_uri,
    this_page_in,
    without_scheme,
)


def render(source, **context):
    return Template(source).render(Context(context))


# Rich text


def test_rich_text_is_cleaned_again_before_it_is_shown():
    html = "<p>Kept</p><script>alert(1)</script><p onclick='x()'>Kept too</p>"
    assert render("{{ html|rich_text }}", html=html) == "<p>Kept</p><p>Kept too</p>"


def test_rich_text_lowers_headings_under_those_of_the_page():
    assert rich_text("<h2>Outcome</h2>", 2) == "<h4>Outcome</h4>"


def test_a_table_scrolls_in_a_box_that_the_keyboard_reaches():
    html = rich_text("<table><tbody><tr><td>1</td></tr></tbody></table>")
    assert html == (
        '<div class="scroll" role="group" aria-label="Table" tabindex="0">'
        "<table><tbody><tr><td>1</td></tr></tbody></table></div>"
    )


def test_a_table_named_in_an_attribute_gets_no_box():
    html = rich_text('<p><img src="/media/pictures/a.jpg" alt="<table onerror=alert(1) x"></p>')
    assert '<div class="scroll"' not in html
    assert "<table" not in html


def test_plain_text_keeps_the_words_alone():
    assert plain_text("<p>One &amp; two</p><ul><li>three</li></ul>") == "One & two three"


# Names


def test_the_name_of_the_rivers_stays_on_one_line_and_the_rest_is_escaped():
    assert render("{{ title|nobr_names }}", title="<Green> Lancang-Mekong Week") == (
        '&lt;Green&gt; <span class="nb">Lancang-Mekong</span> Week'
    )


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Zhang Yujun", "ZY"),
        ("Nguyen Van Anh", "NA"),
        ("jean-pierre dupont", "JD"),
        ("Sukarno", "S"),
        ("Li (Bill) Yonghong", "LY"),
        ("张玉军", "张"),
        ("เปรมชัย กรรณสูต", "ป"),
        ("", ""),
    ],
)
def test_initials_follow_the_printed_order(name, letters):
    assert initials(name) == letters


def test_text_in_another_language_than_the_page_says_so():
    assert render("<p{{ code|lang_attr }}>", code="zh-Hans") == '<p lang="zh-Hans">'


@pytest.mark.parametrize("code", ["en", "", "EN"])
def test_text_in_the_language_of_the_page_needs_no_attribute(code):
    assert lang_attr(code) == ""


def test_the_language_of_the_page_decides_which_text_is_foreign():
    with override("zh-hans"):
        assert lang_attr("zh-Hans") == ""
        assert lang_attr("en") == ' lang="en"'


# Ways to reach somebody


@pytest.mark.parametrize(
    ("printed", "uri"),
    [
        ("+86-10-82268242/8221", "tel:+861082268242"),
        ("+86-10-82268242", "tel:+861082268242"),
        (" +44 (0)20 7946 0018 ext. 5", "tel:+442079460018"),
        ("+66 2 288 1234, +66 2 288 5678", "tel:+6622881234"),
        ("82268242", ""),
        ("010-82268242", ""),
        ("+86-10-8226ABCD", ""),
        ("+86", ""),
        ("by appointment", ""),
        ("", ""),
    ],
)
def test_only_a_number_that_is_certain_can_be_dialed(printed, uri):
    assert tel_uri(printed) == uri


def test_a_web_address_is_shown_as_people_say_it():
    assert without_scheme("http://en.lmec.org.cn/") == "en.lmec.org.cn"


@pytest.mark.parametrize(
    ("size", "shown"),
    [(1, "1 KB"), (245_760, "240 KB"), (1_048_575, "1.0 MB"), (2_516_582, "2.4 MB")],
)
def test_the_size_of_a_file_is_rounded_for_a_reader(size, shown):
    assert filesize(size).replace("\xa0", " ") == shown


# Dates


@pytest.mark.parametrize(
    ("start", "end", "shown", "shown_in_year"),
    [
        (date(2022, 11, 23), None, "23 November 2022", "23 November"),
        (date(2022, 11, 23), date(2022, 11, 23), "23 November 2022", "23 November"),
        (date(2018, 3, 21), date(2018, 3, 22), "21–22 March 2018", "21–22 March"),
        (date(2018, 3, 30), date(2018, 4, 2), "30 March – 2 April 2018", "30 March – 2 April"),
        (
            date(2018, 12, 30),
            date(2019, 1, 2),
            "30 December 2018 – 2 January 2019",
            "30 December – 2 January 2019",
        ),
    ],
)
def test_a_range_of_days_says_once_what_they_share(start, end, shown, shown_in_year):
    assert daterange(start, end) == shown
    assert daterange_in_year(start, end) == shown_in_year


def test_months_are_named_in_the_language_of_the_page():
    with override("fr"):
        assert daterange(date(2022, 11, 23)) == "23 novembre 2022"


# Linked data


def test_linked_data_cannot_close_its_script():
    data = {"name": "</script><script>alert(1)</script> & \u2028\u2029"}
    script = jsonld(data)
    assert script.count("<") == 2
    assert "&" not in script
    assert "\u2028" not in script


def test_linked_data_reads_back_as_it_was():
    data = {"name": "A </script> & 澜沧江 \u2028", "startDate": date(2022, 11, 23)}
    script = jsonld(data)
    assert isinstance(script, SafeString)
    text = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(text) == {"name": "A </script> & 澜沧江 \u2028", "startDate": "2022-11-23"}


# Links


def test_a_pager_links_the_ends_and_the_neighbors():
    page = Paginator(range(120), 10).page(6)
    assert page_numbers(page) == [1, "…", 5, 6, 7, "…", 12]


@pytest.mark.parametrize(
    ("path", "attribute"),
    [
        ("/events/", ' aria-current="page"'),
        ("/events/2022/", ' aria-current="true"'),
        ("/people/", ""),
    ],
)
def test_the_menu_marks_the_page_and_the_section_it_is_in(path, attribute):
    request = RequestFactory().get(path)
    assert aria_current({"request": request}, "/events/") == attribute


def test_the_menu_marks_nothing_without_a_request():
    assert aria_current({}, "/events/") == ""


def test_a_page_without_an_address_in_another_language_keeps_its_own():
    request = RequestFactory().get("/nowhere/?q=river")
    assert this_page_in({"request": request}, "zh-hans") == "/nowhere/?q=river"
