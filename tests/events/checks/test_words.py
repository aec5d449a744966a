"""Days, abbreviations, headings, pictures and remarks."""

from datetime import date

import pytest

from events.checks import Finding, Level, findings, stops
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    event = factories.draft()
    post = factories.membership(factories.person("LI Na"))
    factories.participation(event, post.person, membership=post)
    return event


def say(report, html: str):
    report.summary = html if html.startswith("<") else f"<p>{html}</p>"
    report.save()
    return report


@pytest.mark.parametrize(
    "text",
    [
        "It was held on 23 November, 2022. Another was held on 1 May 2020.",
        "After the meeting of 1 May 2020 people went on. It took place on November 23, 2022.",
        "The meeting spoke of 1 May 2020.",
        "It was held on 23 November.",
        "会议于2022年11月23日召开。",
        "It was held on 31 February 2022.",
    ],
)
def test_a_text_that_gives_the_day_of_the_event_is_right(report, told, text):
    assert told(say(report, text)) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It was held on 24 November, 2022.", "24 November 2022"),
        ("It was held in Beijing on 23-24 November 2022.", "23 November 2022 – 24 November 2022"),
        ("It was opened on November 24, 2022.", "24 November 2022"),
        ("会议于2022年11月24日召开。", "24 November 2022"),
    ],
)
def test_another_day_for_the_event_is_told(report, told, text, day):
    assert told(say(report, text)) == [
        f"The text says {day}. The days of the event are given as 23 November 2022."
    ]


@pytest.mark.parametrize(
    ("last", "text"),
    [
        (date(2022, 11, 24), "It was held on 23–24 November 2022."),
        (date(2022, 12, 2), "It was held from 23 November to 2 December 2022."),
        (date(2023, 1, 2), "It was held from November 23, 2022 to January 2, 2023."),
    ],
)
def test_an_event_of_several_days_is_given_with_both(report, told, last, text):
    report.end_date = last
    assert told(say(report, text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The Sustainable Development Goals (SDGs) matter, each SDG.",
        "The SDGs (Sustainable Development Goals) matter.",
        "Part IV cost 20 MW, 5 USD and an ID.",
        "LI Na spoke, and so did Mr. WXYZ Somebody.",
        "OPENING BY ALL",
        "Write to A.BC@example.org or see https://example.org/ABC.",
        "In P.R. China",
    ],
)
def test_an_abbreviation_that_is_explained_or_known_is_right(report, told, text):
    assert told(say(report, text)) == []


def test_an_abbreviation_that_the_directory_knows_is_right(report, told):
    body = factories.organization()
    body.names.create(name="WXYZ", kind="acronym")
    factories.event_organization(report, body)
    assert told(say(report, "Of the WXYZs, the WXYZ met.")) == []


def test_an_abbreviation_is_told_once(report):
    say(report, "About BOD and the BODs.")
    factories.remark(report, person=report.participations.get().person, text="<p>BOD.</p>")
    assert findings(report) == [
        Finding(Level.LOOK, "“BOD” is never spelled out in this report.", "summary")
    ]


def test_a_heading_below_none_is_told(report, told):
    assert told(say(report, "<h2>One</h2><h3>Two</h3><h2>Three</h2><h4>Four</h4>")) == [
        "The heading “Four” skips a level: there is none above it."
    ]


def test_a_heading_without_words_and_a_picture_without_description_stop_a_report(report):
    say(report, '<h2><img src="/media/pictures/a.png" alt=""></h2>')
    assert stops(report) == [
        "A picture in the text has no description for people who cannot see it.",
        "A heading in the text has no words.",
    ]


def test_a_described_picture_is_right(report, told):
    assert told(say(report, '<p><img src="/media/pictures/a.png" alt="A river"></p>')) == []


def test_an_empty_remark_is_told_and_does_not_stop_a_report(report):
    factories.remark(report, person=report.participations.get().person, text="")
    assert findings(report) == [Finding(Level.LOOK, "The remark of LI Na is empty.", "remarks-0")]
    assert stops(report) == []
