"""Citations of reports and of their paragraphs, read back by a BibTeX library."""

from datetime import date

import pytest
from pybtex.database import parse_string

from events.citation import Citation
from events.models import Event
from events.publishing import publish
from tests import factories, public_site

pytestmark = pytest.mark.django_db
CENTER = "Lancang-Mekong Environmental Cooperation Center"
ADDRESS = "http://127.0.0.1:8000/events/2022/on-rivers/"


@pytest.fixture
def report() -> Event:
    """Of three paragraphs: the summary, what Li Na said, and the outcomes."""
    report = factories.draft("On Rivers", slug="on-rivers", outcomes="<p>A plan.</p>")
    report.places.create(city="Beijing")
    factories.remark(report, person=factories.person("李娜", language="zh-Hans"))
    publish(report, factories.PUBLICATION)
    return report


def cite(report: Event, number: str = "") -> Citation:
    return Citation(Event.objects.with_parts().get(pk=report.pk), CENTER, number)


def read_bibtex(text: str):
    """The name and the fields of the one entry in a file."""
    ((key, entry),) = parse_string(text, "bibtex").entries.items()
    return key, dict(entry.fields)


def test_a_report_is_cited_by_title_place_day_and_address(report):
    assert str(cite(report)) == (
        f"{CENTER}. “On Rivers.” Event report, Beijing, 23 November 2022. {ADDRESS}"
    )


def test_a_paragraph_is_cited_by_its_number_and_whoever_speaks_in_it(report):
    assert str(cite(report, "1")).endswith(f"23 November 2022, para. 1. {ADDRESS}#p1")
    assert str(cite(report, "2")).endswith(f"2022, para. 2 (李娜). {ADDRESS}#p2")
    assert str(cite(report, "3")).endswith(f"23 November 2022, para. 3. {ADDRESS}#p3")


@pytest.mark.parametrize("number", ["4", "0", "2 ", "two", "２"])
def test_a_paragraph_that_the_report_has_not_cannot_be_cited(report, number):
    with pytest.raises(LookupError):
        cite(report, number)


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Whose River?", "“Whose River?”"), ("谁的河？", "“谁的河？”"), ("The River", "“The River.”")],
)
def test_a_title_with_a_mark_of_its_own_gets_no_other(title, shown):
    assert shown in str(cite(factories.event(title, slug="river")))


def test_on_the_page_the_title_has_its_language_and_nothing_else_is_markup():
    report = factories.event("<b>河</b> {title}", slug="river", language="zh-Hans")
    assert cite(report).html.startswith(
        f'{CENTER}. “<span lang="zh-Hans">&lt;b&gt;河&lt;/b&gt; {{title}}</span>.” Event report'
    )


def test_the_page_shows_the_same_citation(client, report):
    html = client.get(report.get_absolute_url()).content.decode()
    assert f'<p id="citation">{cite(report).html}</p>' in html


def test_a_bibtex_entry_has_the_fields_that_styles_print(client, report):
    answer = client.get(f"{report.get_absolute_url()}citation.bib?paragraph=2")
    assert read_bibtex(answer.content.decode()) == (
        "lmec-2022-on-rivers-p2",
        {
            "title": "{On Rivers}",
            "howpublished": "Event report, Beijing, 23 November 2022",
            "note": "para. 2 (李娜)",
            "year": "2022",
            "month": "November",
            "url": f"{ADDRESS}#p2",
        },
    )
    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"
    name = 'attachment; filename="lmec-2022-on-rivers-p2.bib"'
    assert answer["Content-Disposition"] == name


def test_a_body_is_an_author_whose_name_stays_in_one_piece(report):
    (entry,) = parse_string(cite(report).bibtex, "bibtex").entries.values()
    assert [str(person) for person in entry.persons["author"]] == [f"{{{CENTER}}}"]


def test_what_tex_would_take_for_commands_is_escaped():
    title = r"50% of #1 & $2_a^b ~ {x} } \input{/etc/passwd} 澜沧江 ความร่วมมือ"
    _key, fields = read_bibtex(cite(factories.event(title, slug="river")).bibtex)
    assert fields["title"] == (
        r"{50\% of \#1 \& \$2\_a{\textasciicircum}b {\textasciitilde} {\textbraceleft}x"
        r"{\textbraceright} {\textbraceright} {\textbackslash}input{\textbraceleft}/etc/passwd"
        r"{\textbraceright} 澜沧江 ความร่วมมือ}"
    )


def test_the_author_is_named_as_in_the_directory(client, report):
    factories.organization("澜湄环境合作中心", slug=public_site.SITE_ORGANIZATION)
    text = client.get(f"{report.get_absolute_url()}citation.txt").content.decode()
    assert text.startswith("澜湄环境合作中心. “On Rivers.”")


def test_the_citation_is_given_as_text(client, report):
    answer = client.get(f"{report.get_absolute_url()}citation.txt?paragraph=2")
    assert answer.content.decode() == f"{cite(report, '2')}\n"
    assert answer["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("ending", ["txt", "bib"])
def test_there_is_no_citation_of_what_nobody_can_read(client, report, ending):
    address = f"{report.get_absolute_url()}citation.{ending}"
    assert client.get(f"{address}?paragraph=9").status_code == 404
    assert client.get(address).status_code == 200
    draft = factories.draft(start_date=date(2023, 1, 1))
    assert client.get(f"{draft.get_absolute_url()}citation.{ending}").status_code == 404
