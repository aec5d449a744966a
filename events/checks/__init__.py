"""What to look at before a report is published, found in the report as it is saved.

A finding that stops keeps the report from being published; the others are for an editor to
judge. Each check is a function of a `Reading` that gives findings; they stand in files by subject.
"""

from events.checks import acronyms, days, links, markup, names, speakers, spelling
from events.checks.reading import Finding, Level, Reading
from events.models import Event

CHECKS = [
    speakers.without_speaker,
    speakers.posts_not_held,
    speakers.credited_twice,
    names.not_linked,
    spelling.misspelt_bodies,
    days.other_days,
    acronyms.never_spelled_out,
    links.dead_links,
    markup.pictures_without_words,
    markup.headings,
    markup.empty_remarks,
]

__all__ = ["Finding", "Level", "findings", "stops"]


def findings(event: Event) -> list[Finding]:
    """All that is to be looked at in a saved report or draft, what stops it first."""
    reading = Reading(event)
    found = [finding for check in CHECKS for finding in check(reading)]
    return sorted(found, key=lambda finding: finding.level != Level.STOP)


def stops(event: Event) -> list[str]:
    """The sentences that say why a report cannot be published as it is saved."""
    return [finding.sentence for finding in findings(event) if finding.level == Level.STOP]
