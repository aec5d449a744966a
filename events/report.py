"""What the page of a report shows, worked out of an event loaded `in_full`; no queries here."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from events.models import Event, EventOrganization, Participation, Remark
from lmec.richtext import blocks
from organizations.models import Organization

# Above this many, names in the facts and the contents give way to a count.
MANY_SPEAKERS = 12
MANY_IN_A_FACT = 6

Type = Organization.Classification
GROUP_LABELS = {
    Type.MINISTRY: _("Ministries and commissions"),
    Type.DEPARTMENT: _("Government departments"),
    Type.DIVISION: _("Divisions"),
    Type.CENTER: _("Cooperation centers"),
    Type.SECRETARIAT: _("Secretariats"),
    Type.LOCAL: _("Local governments"),
    Type.RESEARCH: _("Research institutes"),
    Type.UNIVERSITY: _("Universities"),
    Type.INTERGOVERNMENTAL: _("Intergovernmental organizations"),
    Type.NGO: _("Non-governmental organizations"),
    Type.COMPANY: _("Companies"),
    Type.OTHER: _("Other bodies"),
}


class Paragraph(NamedTuple):
    number: str  # "7" or "7a"; "" before publication
    html: str


class Turn(NamedTuple):
    remark: Remark
    paragraphs: list[Paragraph]


class Group(NamedTuple):
    label: str
    rows: list[EventOrganization]


def paragraphs(text: str, numbers: list[str]) -> list[Paragraph]:
    """Each block of a text with its number; without numbers where the two do not agree."""
    html = blocks(text)
    if len(numbers) != len(html):
        numbers = [""] * len(html)
    return [Paragraph(*pair) for pair in zip(numbers, html, strict=True)]


class Report:
    """The event as its page shows it."""

    def __init__(self, event: Event):
        self.event = event
        self.summary = paragraphs(event.summary, event.summary_numbers)
        self.outcomes = paragraphs(event.outcomes, event.outcomes_numbers)
        self.turns = [
            Turn(remark, paragraphs(remark.text, remark.numbers)) for remark in event.remarks.all()
        ]
        self.anchors = {}
        for turn in self.turns:
            self.anchors.setdefault(turn.remark.person_id, turn.remark.anchor)
        self.show_names = len(self.turns) <= MANY_SPEAKERS

    @property
    def people_facts(self) -> list[tuple[str, list[tuple[Participation, str]]]]:
        """Each role with its people, and the anchor of what each said ("" if nothing)."""
        facts = []
        for role in Participation.Role:
            if role == Participation.Role.DELEGATE:
                continue
            rows = [row for row in self.event.participations.all() if role in row.roles]
            if rows and len(rows) <= MANY_IN_A_FACT:
                named = [(row, self.anchors.get(row.person_id, "")) for row in rows]
                facts.append((role.label, named))
        return facts

    @property
    def has_too_many_speakers(self) -> bool:
        return len(self.event.speakers) > len(
            {row.person_id for _role, rows in self.people_facts for row, _anchor in rows}
        )

    @property
    def groups(self) -> list[Group]:
        """Bodies by role and type, or by country where two or more countries take part."""
        hosts = [
            Group(EventOrganization.Role(role).label, rows)
            for role, rows in _by(self.event.hosts, lambda row: row.role)
        ]
        others = self.event.participants
        countries = {row.organization.country.code for row in others} - {""}
        if len(countries) > 1:
            found = _by(others, lambda row: row.organization.country.name or _("Other bodies"))
            return hosts + [Group(country, rows) for country, rows in sorted(found)]
        special = [row for row in others if row.role != EventOrganization.Role.PARTICIPANT]
        roles = [
            Group(EventOrganization.Role(role).label, rows)
            for role, rows in _by(special, lambda row: row.role)
        ]
        plain = [row for row in others if row.role == EventOrganization.Role.PARTICIPANT]
        order = list(GROUP_LABELS)
        types = sorted(
            _by(plain, lambda row: row.organization.classification),
            key=lambda pair: order.index(pair[0]),
        )
        return hosts + roles + [Group(GROUP_LABELS[Type(kind)], rows) for kind, rows in types]


def _by(rows: Iterable, key) -> list[tuple]:
    """Rows in groups of one key, groups in the order of their first row."""
    groups = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.items())
