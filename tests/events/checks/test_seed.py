"""What the first report and its contact block give: what is wrong in them, and nothing else."""

from pathlib import Path

import pytest
from django.core.management import call_command

from events.checks import Finding, Level, findings
from events.models import Event
from organizations.models import OrganizationName

pytestmark = pytest.mark.django_db
TEXT = (Path(__file__).parents[2] / "seed" / "fifth-anniversary-meeting.txt").read_text()
CREDITS = Finding(
    Level.LOOK,
    "Zhang Yujun is credited in two ways: “Director-General of Lancang-Mekong Environmental "
    "Cooperation Center” and “Director-General of Lancang-Mekong Environmental Cooperation Center "
    "/ Foreign Environmental Cooperation Center of MEE”.",
    "remarks-0",
)
SDGS = Finding(Level.LOOK, "“SDGs” is never spelled out in this report.", "remarks-0")
MINISTRY = Finding(
    Level.LOOK,
    "The text says “Ministry of Environment and Ecology”. The directory writes “Ministry of "
    "Ecology and Environment”.",
    "outcomes",
)


@pytest.fixture
def report(db) -> Event:
    call_command("load_seed", verbosity=0)
    return Event.objects.get()


def paste(report: Event, text: str) -> None:
    paragraphs = filter(None, map(str.strip, text.split("\n\n")))
    report.outcomes = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    report.save()


def test_the_seed_gives_the_two_credits_and_the_abbreviation_alone(report):
    assert findings(report) == [CREDITS, SDGS]


def test_with_its_contact_block_it_gives_the_misspelt_ministry_too(report):
    paste(report, "Contact Us" + TEXT.split("Contact Us")[1])
    assert findings(report) == [CREDITS, MINISTRY, SDGS]


def test_the_ministry_is_found_where_the_directory_does_not_know_the_wrong_spelling(report):
    OrganizationName.objects.filter(kind=OrganizationName.Kind.ALTERNATE).delete()
    paste(report, "Contact Us" + TEXT.split("Contact Us")[1])
    assert findings(report) == [CREDITS, MINISTRY, SDGS]


def test_the_whole_text_of_the_source_gives_nothing_more(report):
    paste(report, TEXT)
    assert findings(report) == [CREDITS, MINISTRY, SDGS]
