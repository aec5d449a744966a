"""Texts that read the same are stored the same, whatever wrote them."""

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lmec.richtext import blocks, clean_html, plain
from lmec.safe_html import sanitize

SAME = [
    # Paragraphs
    ("plain text", "<p>plain text</p>"),
    ("<p>a</p>\r\n\r\n<p>b</p>\n", "<p>a</p><p>b</p>"),
    ("a<p>b</p>c", "<p>a</p><p>b</p><p>c</p>"),
    ("<p>a</p><p>&nbsp;</p><p><br></p><p> </p><p><strong> </strong></p>", "<p>a</p>"),
    ("<p>\n  a\n  b </p>", "<p>a b</p>"),
    ("<p>&nbsp;a&nbsp;</p>", "<p>a</p>"),
    ("<p>10&nbsp;km, then&nbsp; more</p>", "<p>10&nbsp;km, then more</p>"),
    ("<p>a <br /> \nb<br></p>", "<p>a<br>b</p>"),
    ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
    ("<div>a<div>b</div>c</div>", "<p>a</p><p>b</p><p>c</p>"),
    ("<p>ຂ້ອຍ\u200bກິນ</p>", "<p>ຂ້ອຍ\u200bກິນ</p>"),
    ("<p>\u200b</p>", ""),
    ("<p>a &lt; b &amp; c &quot;d&quot;</p>", '<p>a &lt; b &amp; c "d"</p>'),
    # Headings
    ("<h1>a</h1><h5>b</h5><h6>c</h6>", "<h2>a</h2><h4>b</h4><h4>c</h4>"),
    ("<h2><p>a</p></h2>", "<h2>a</h2>"),
    # Marks
    ("<p><b>a</b><i>b</i><del>c</del></p>", "<p><strong>a</strong><em>b</em><s>c</s></p>"),
    ("<p>a<b> b </b>c</p>", "<p>a <strong>b</strong> c</p>"),
    ("<p><b>a</b><b>b</b></p>", "<p><strong>ab</strong></p>"),
    ("<p><b>a<b>b</b></b></p>", "<p><strong>ab</strong></p>"),
    ("<b><p>a</p><p>b</p></b>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
    ("<p><span>a</span> <code>b</code> <font>c</font> <u>d</u></p>", "<p>a b c d</p>"),
    ("<pre>a\n  b</pre>", "<p>a b</p>"),
    # Lists
    ("<ul>\n<li>a</li>\n\n<li> b </li>\n</ul>", "<ul><li>a</li><li>b</li></ul>"),
    ("<ul><li><p>a</p></li></ul>", "<ul><li>a</li></ul>"),
    ("<ul><li>a<p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
    ("<ul><li>a</li><ol><li>b</li></ol></ul>", "<ul><li>a<ol><li>b</li></ol></li></ul>"),
    ("<ul><li>a</li><li>&nbsp;</li></ul><ol><li></li></ol>", "<ul><li>a</li></ul>"),
    ("<ul>a</ul>", "<ul><li>a</li></ul>"),
    ("<li>a</li>", "<p>a</p>"),
    # Tables
    (
        "<table border=1><tr><td width=9><p>a</p></td>\n<td>&nbsp;</td></tr></table>",
        "<table><tbody><tr><td>a</td><td></td></tr></tbody></table>",
    ),
    (
        "<table><tbody><tr><th scope=row>a<td colspan=2><p>b</p><p>c</p></table>",
        '<table><tbody><tr><th scope="row">a</th><td colspan="2"><p>b</p><p>c</p></td></tr>'
        "</tbody></table>",
    ),
    (
        "<table><tr><td>a</td></tr><caption><p>b</p><p>c</p></caption></table>",
        "<table><caption>b<br>c</caption><tbody><tr><td>a</td></tr></tbody></table>",
    ),
    ("<table></table>", ""),
    # Quotations and rules
    ("<blockquote>a</blockquote>", "<blockquote><p>a</p></blockquote>"),
    ("<blockquote> </blockquote><hr />", "<hr>"),
    # Figures
    (
        '<figure class="image"><img src="/media/a.png" />\n<figcaption>b</figcaption></figure>',
        '<figure><img alt="" src="/media/a.png"><figcaption>b</figcaption></figure>',
    ),
    ('<figure><img src="/media/a.png"></figure>', '<p><img alt="" src="/media/a.png"></p>'),
    ("<figure><p>a</p><figcaption>b</figcaption></figure>", "<p>a</p><p>b</p>"),
]


@pytest.mark.parametrize(("html", "canonical"), SAME)
def test_html_has_one_canonical_form(html, canonical):
    assert clean_html(html) == canonical


@pytest.mark.parametrize("canonical", [canonical for _, canonical in SAME])
def test_a_canonical_text_stays_as_it_is(canonical):
    assert clean_html(canonical) == canonical


WORD_ITEM = (
    "<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level{level} lfo1'>"
    "<![if !supportLists]><span lang=EN-US style='font-family:Symbol;mso-fareast-font-family:"
    "Symbol'><span style='mso-list:Ignore'>{marker}<span style='font:7.0pt \"Times New Roman\"'>"
    "&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>"
    "<span lang=EN-US>{text}<o:p></o:p></span></p>"
)


def test_word_leaves_clean_paragraphs_headings_and_tables():
    word = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
        <title>Report</title><style><!-- p.MsoNormal {margin:0cm} --></style>
        <!--[if gte mso 9]><xml><o:Settings>1</o:Settings></xml><![endif]--></head><body>
        <h1><span lang=EN-US>Opening<o:p></o:p></span></h1>
        <p class=MsoNormal><b><span lang=EN-US style='font-size:12.0pt'>Mr. Li</span></b><span
        lang=EN-US style='mso-fareast-font-family:SimSun'> spoke.<o:p></o:p></span></p>
        <p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
        <table class=MsoTableGrid border=1 style='border-collapse:collapse'><tr>
        <td width=200 style='width:150pt'><p class=MsoNormal>Lao PDR<o:p></o:p></p></td>
        </tr></table></body></html>"""
    assert clean_html(word) == (
        "<h2>Opening</h2><p><strong>Mr. Li</strong> spoke.</p>"
        "<table><tbody><tr><td>Lao PDR</td></tr></tbody></table>"
    )


def test_word_paragraphs_with_bullets_become_lists():
    word = "".join(
        WORD_ITEM.format(level=level, marker=marker, text=text)
        for level, marker, text in [(1, "·", "a"), (2, "o", "b"), (2, "o", "c"), (1, "·", "d")]
    )
    assert clean_html(word + "<p>e</p>") == (
        "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul><p>e</p>"
    )


def test_word_paragraphs_with_numbers_become_numbered_lists():
    word = "".join(
        WORD_ITEM.format(level=level, marker=marker, text=text)
        for level, marker, text in [(1, "3.", "a"), (2, "(a)", "b"), (1, "4.", "c"), (1, "·", "d")]
    )
    assert clean_html(word) == (
        '<ol start="3"><li>a<ol><li>b</li></ol></li><li>c</li></ol><ul><li>d</li></ul>'
    )


# Any HTML: pieces in any order, so that tags are unclosed, crossed and misplaced.
TAGS = (
    "a b blockquote br caption div em figcaption figure h1 h2 h3 hr i img li ol p pre s section"
    " span strong sub sup svg table tbody td tfoot th thead tr ul"
)
ATTRIBUTES = ["", ' lang="lo"', ' href="/a"', ' src="/media/a.png"', ' style="mso-list:level2"']
PIECES = [
    *("<" + tag + attribute + ">" for tag in TAGS.split(" ") for attribute in ATTRIBUTES),
    *("</" + tag + ">" for tag in TAGS.split(" ") for _ in ATTRIBUTES),
]
WORDS = ["a", "b ", " c", "\n", "&nbsp;", "&lt;p&gt;", "&amp;", "\u200b", "中", "<!-- d -->", "]]>"]
soup = st.lists(st.sampled_from(PIECES) | st.sampled_from(WORDS), max_size=30).map("".join)


@settings(deadline=None)
@given(soup)
def test_the_canonical_form_of_any_html_is_final_and_safe(html):
    canonical = clean_html(html)
    assert clean_html(canonical) == canonical
    assert sanitize(canonical) == canonical


@settings(deadline=None)
@given(soup)
def test_any_html_falls_into_blocks_that_stand_alone(html):
    canonical = clean_html(html)
    parts = blocks(canonical)
    assert "".join(parts) == canonical
    assert [clean_html(part) for part in parts] == parts


# Well-formed HTML, in which no parser moves or drops a word.
def element(tags, content):
    return st.builds("<{0}>{1}</{0}>".format, st.sampled_from(tags), content)


def row(*kinds):
    return st.lists(st.one_of(*kinds), min_size=1, max_size=3).map("".join)


words = st.sampled_from(["river ", "water", " law", "&amp;", "a<br>b", "&nbsp;", "中\u200b文"])
inline = st.recursive(words, lambda inner: element(["strong", "i", "sup", "span"], row(inner)))
flow = st.recursive(
    row(element(["p", "h2", "div", "h5"], row(inline)), inline),
    lambda inner: row(
        element(["blockquote"], inner),
        element(["ul", "ol"], row(element(["li"], inner))),
        element(["table"], element(["tbody"], row(element(["tr"], row(element(["td"], inner)))))),
        inner,
    ),
    max_leaves=8,
)


def letters(html):
    return Counter(re.sub(r"\s|\u200b", "", plain(re.sub("</?(p|div|h5|i)>", " ", html))))


@settings(deadline=None)
@given(flow)
def test_no_word_is_lost(html):
    assert letters(clean_html(html)) == letters(html)


@settings(deadline=None)
@given(flow)
def test_an_editor_that_only_formats_the_source_changes_nothing(html):
    canonical = clean_html(html)
    formatted = re.sub(
        r"(</?(?:p|h\d|ul|ol|li|blockquote|table|tbody|tr|td)>)", "\r\n\t\\1\r\n", canonical
    )
    formatted = formatted.replace("<br>", "<br />\r\n").replace("<td></td>", "<td>&nbsp;</td>")
    assert clean_html(formatted) == canonical
