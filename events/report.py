"""What the page of a report shows, worked out of an event loaded `in_full`; no queries here."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event, EventOrganization, Participation, Remark
from lmec.moments import offset
from lmec.richtext import Paragraph, paragraphs
from organizations.models import Organization

# Above these many, names in the facts and in the contents give way to a count.
MANY_IN_FACTS = 6
MANY_IN_CONTENTS = 12

Type = Organization.Classification
GROUP_LABELS = {
    Type.MINISTRY: _("Ministries and commissions"),
    Type.DEPARTMENT: _("Government departments"),
    Type.DIVISION: _("Divisions"),
    Type.CENTER: _("Cooperation centers"),
    Type.SECRETARIAT: _("Secretariats"),
    Type.LOCAL: _("Local governments"),
    Type.RESEARCH: _("Research institutes and universities"),
    Type.UNIVERSITY: _("Research institutes and universities"),
    Type.INTERGOVERNMENTAL: _("Intergovernmental organizations"),
    Type.NGO: _("Non-governmental organizations"),
    Type.COMPANY: _("Companies"),
    Type.OTHER: _("Other bodies"),
}
BodyRole = EventOrganization.Role
ROLE_LABELS = {
    BodyRole.HOST: _("Hosts"),
    BodyRole.CO_HOST: _("Co-hosts"),
    BodyRole.ORGANIZER: _("Organizers"),
    BodyRole.CO_ORGANIZER: _("Co-organizers"),
    BodyRole.SUPPORTER: _("Supporters"),
    BodyRole.GUIDANCE: _("Under the guidance of"),
    BodyRole.OBSERVER: _("Observers"),
}
Role = Participation.Role
CHAIRS = [Role.CHAIR, Role.CO_CHAIR]


class Turn(NamedTuple):
    """A remark with its paragraphs."""

    remark: Remark
    paragraphs: list[Paragraph]

    @property
    def anchor(self) -> str:
        """The permanent anchor; before publication one that is only good on the page."""
        return self.remark.anchor or f"remark-{self.remark.key.hex}"

    @property
    def opening(self) -> Paragraph | None:
        """The first paragraph that is neither a heading nor a list: one to quote as a whole."""
        return next((item for item in self.paragraphs if item.html.startswith("<p")), None)

    @property
    def numbers(self) -> list[str]:
        return [paragraph.number for paragraph in self.paragraphs if paragraph.number]


class Fact(NamedTuple):
    """A role with the people in it; each with the anchor of what that person said, or ""."""

    label: str
    people: list[tuple[Participation, str]]


class Entry(NamedTuple):
    """A speaker in the contents."""

    anchor: str
    label: str
    language: str  # "" for words of the site's own


class Group(NamedTuple):
    label: str
    rows: list[EventOrganization]


class Report:
    """The event as its page shows it."""

    def __init__(self, event: Event):
        self.event = event
        self.summary = paragraphs(event.summary, event.summary_numbers)
        self.outcomes = paragraphs(event.outcomes, event.outcomes_numbers)
        self.turns = [
            Turn(remark, paragraphs(remark.text, remark.numbers)) for remark in event.remarks.all()
        ]

    @property
    def offset(self) -> str:
        """How far the clock where it is held is from UTC, as "UTC+6:30"; "" without a time."""
        return offset(self.event.starts_at) if self.event.starts_at else ""

    @property
    def example_number(self) -> str:
        """A paragraph of the proceedings, to show how one is cited; "" where there is none."""
        return next((number for turn in self.turns for number in turn.numbers[-1:]), "")

    @cached_property
    def contents(self) -> list[Entry]:
        """Who speaks where; empty where that would be a list too long to help."""
        if len(self.turns) > MANY_IN_CONTENTS:
            return []
        names = [turn.remark.printed_name for turn in self.turns]
        entries = []
        for turn, name in zip(self.turns, names, strict=True):
            kind = turn.remark.get_kind_display()
            if turn.remark.attribution:
                entries.append(Entry(turn.anchor, kind, ""))
            elif names.count(name) > 1:
                entries.append(Entry(turn.anchor, f"{name}: {kind}", ""))
            else:
                entries.append(Entry(turn.anchor, name, self.event.language))
        return entries

    @cached_property
    def has_many_speakers(self) -> bool:
        return len(self.event.speakers) > MANY_IN_FACTS

    @property
    def people_facts(self) -> list[Fact]:
        """The speakers by role; the chairs alone where there are many."""
        anchors = {}
        for turn in self.turns:
            anchors.setdefault(turn.remark.person_id, turn.anchor)
        facts = []
        for role in CHAIRS if self.has_many_speakers else Role:
            rows = [row for row in self.event.participations.all() if role in row.roles]
            if rows and role != Role.DELEGATE and len(rows) <= MANY_IN_FACTS:
                named = [(row, anchors.get(row.person_id, "")) for row in rows]
                facts.append(Fact(role.label, named))
        return facts

    @property
    def chairs(self) -> list[str]:
        """The names of those who chaired."""
        rows = self.event.participations.all()
        return [row.printed_name for row in rows if set(CHAIRS) & set(row.roles)]

    @property
    def voices(self) -> list[str]:
        """The names of the speakers who did not chair."""
        return [row.printed_name for row in self.event.speakers if not set(CHAIRS) & set(row.roles)]

    @cached_property
    def others(self) -> list[Participation]:
        """The people, and the second posts of speakers, that stand above no remark."""
        shown = {id(turn.remark.participation) for turn in self.turns}
        return [row for row in self.event.participations.all() if id(row) not in shown]

    @cached_property
    def groups(self) -> list[Group]:
        """Bodies by what they did; those that merely took part by type, or by country where they
        are of two or more."""
        special = [
            row
            for row in (*self.event.hosts, *self.event.participants)
            if row.role != BodyRole.PARTICIPANT
        ]
        plain = [row for row in self.event.participants if row.role == BodyRole.PARTICIPANT]
        groups = [
            Group(ROLE_LABELS[BodyRole(role)], rows)
            for role, rows in _by(special, lambda row: row.role)
        ]
        if len({row.organization.country.code for row in plain} - {""}) > 1:
            return groups + _by_country(plain)
        order = list(GROUP_LABELS)
        plain.sort(key=lambda row: order.index(row.organization.classification))
        kinds = _by(plain, lambda row: str(GROUP_LABELS[row.organization.classification]))
        return groups + [Group(label, rows) for label, rows in kinds]


def _by_country(rows: list[EventOrganization]) -> list[Group]:
    """Groups in the order of the countries' names; bodies of no country come last."""
    countries = dict(_by(rows, lambda row: row.organization.country.name or ""))
    rest = countries.pop("", [])
    groups = [Group(country, countries[country]) for country in sorted(countries)]
    return groups + ([Group(pgettext_lazy("of no country", "Others"), rest)] if rest else [])


def _by(rows: Iterable, key) -> list[tuple]:
    """Rows in groups of one key, groups in the order of their first row."""
    groups = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.items())
