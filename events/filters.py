"""What visitors may ask the list of events for, and how many events answer."""

from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import CharField, Count, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language

from events.counts import remembered
from events.models import Event, EventOrganization, Participation, Place
from events.models.remark import involving, named
from lmec.search.index import events_with
from lmec.search.query import parse
from organizations.models import Organization

MAX_LENGTH = 200
MAX_PLACES = 100
NOTHING = Q(pk__in=[])


class Choices(NamedTuple):
    """A filter's options as value, label and number of events, and the number without it."""

    options: list[tuple[str, str, int]]
    total: int


class Removal(NamedTuple):
    """A filter that was asked for, the list's address without it and what that would find."""

    label: str
    address: str
    total: int


class EventFilter:
    """What one request asks for; a value that means nothing finds nothing.

    Words, year, type and place stand in the form. Organization, person and series, each by the
    last part of its address, come with links from other pages, and so does the role that the
    organization had.
    """

    FORM = ("q", "year", "type", "place")
    LINKED = ("organization", "role", "person", "series")

    def __init__(self, at: datetime, given: dict[str, str]):
        self.at = at
        self.public = Event.objects.published(at)
        values = {
            name: given.get(name, "").replace("\x00", "").strip()[:MAX_LENGTH]
            for name in (*self.FORM, *self.LINKED)
        }
        self.asked = {name: value for name, value in values.items() if value}

    def events(self, *but: str) -> QuerySet:
        """The public events that meet every filter, but for those named."""
        events = self.public
        for name, value in self.asked.items():
            if name not in but:
                events = events.filter(getattr(self, f"_{name}")(value))
        return events

    def _q(self, words: str) -> Q:
        return self._words

    @cached_property
    def _words(self) -> Q:
        """Every word somewhere in a report or its remarks, by the rules of the search."""
        query = parse(self.asked["q"])
        if not query:
            return NOTHING
        condition = Q()
        for term in query.wanted:
            condition &= Q(pk__in=events_with(term))
        for term in query.unwanted:
            condition &= ~Q(pk__in=events_with(term))
        return condition

    def _year(self, value: str) -> Q:
        year = int(value) if value.isdecimal() else 0
        return Q(start_date__year=year) if 0 < year < 10_000 else NOTHING

    def _type(self, kind: str) -> Q:
        return Q(kind=kind)

    def _place(self, city: str) -> Q:
        return Q(pk__in=Place.objects.filter(city=city).values("event"))

    def _organization(self, slug: str) -> Q:
        return involving(self.organization) if self.organization else NOTHING

    def _role(self, value: str) -> Q:
        if not self.organization:
            return NOTHING
        rows = EventOrganization.objects.filter(named(self.organization), role=value)
        return Q(pk__in=rows.values("event"))

    def _person(self, slug: str) -> Q:
        return Q(pk__in=Participation.objects.filter(person__slug=slug).values("event"))

    def _series(self, slug: str) -> Q:
        return Q(series__slug=slug)

    @cached_property
    def organization(self) -> Organization | None:
        return Organization.objects.filter(slug=self.asked.get("organization", "")).first()

    @cached_property
    def labels(self) -> dict[str, str]:
        """What the visitor asked for in words; names are taken from public reports alone."""
        labels = dict(self.asked)
        if "type" in labels:
            labels["type"] = str(dict(Event.Kind.choices).get(labels["type"], labels["type"]))
        if "organization" in labels and self.organization:
            labels["organization"] = self.organization.name
        if "role" in labels:
            roles = dict(EventOrganization.Role.choices)
            labels["role"] = str(roles.get(labels["role"], labels["role"]))
        if "person" in labels:
            rows = Participation.objects.published(self.at).filter(person__slug=labels["person"])
            labels["person"] = rows.values_list("person__name", flat=True).first() or ""
        if "series" in labels:
            rows = self.public.filter(series__slug=labels["series"])
            labels["series"] = rows.values_list("series__name", flat=True).first() or ""
        return {name: label or self.asked[name] for name, label in labels.items()}

    @cached_property
    def found(self) -> int:
        """How many events meet all filters."""
        return self._count()

    def _count(self, *but: str) -> int:
        """How many events meet the filters, but for those named."""
        rest = self._asked_but(but)
        return remembered(f"found {rest}", self.at, self.events(*but).count)

    def _asked_but(self, names: tuple[str, ...]) -> dict[str, str]:
        return {name: value for name, value in self.asked.items() if name not in names}

    @cached_property
    def choices(self) -> dict[str, Choices]:
        """The options of each select of the form.

        Each is counted under the other filters, and the one chosen is there even if it has none.
        """
        return remembered(f"choices {get_language()} {self.asked}", self.at, self._choices)

    def _choices(self) -> dict[str, Choices]:
        # The first four letters of a day, as SQLite has no function of its own for the year.
        year = Substr(Cast("start_date", CharField()), 1, 4)
        years = self.events("year").values_list(year).annotate(n=Count("pk"))
        kinds = self.events("type").values_list("kind").annotate(n=Count("pk"))
        cities = (
            Place.objects.filter(event__in=self.events("place"))
            .values_list("city")
            .annotate(n=Count("event", distinct=True))
        )
        kind_labels = dict(Event.Kind.choices)
        options = {
            "year": [(year, year, n) for year, n in years.order_by(year.desc())],
            "type": [
                (kind, kind_labels.get(kind, kind), n) for kind, n in kinds.order_by("-n", "kind")
            ],
            "place": [(city, city, n) for city, n in cities.order_by("-n", "city")[:MAX_PLACES]],
        }
        for name, rows in options.items():
            asked = self.asked.get(name)
            if asked and asked not in [value for value, _label, _n in rows]:
                rows.append((asked, self.labels[name], 0))
        return {
            name: Choices(rows, self.events(name).count() if name in self.asked else self.found)
            for name, rows in options.items()
        }

    def removals(self, names: tuple[str, ...] = (*FORM, *LINKED)) -> list[Removal]:
        """Those of the named filters that were asked for, each with the way to drop it."""
        found = []
        for name in self.asked:
            if name in names:
                # A role is that of the organization.
                but = ("organization", "role") if name == "organization" else (name,)
                address = self._address_without(but)
                found.append(Removal(self.labels[name], address, self._count(*but)))
        return found

    @property
    def table(self) -> str:
        """The address of the table of the events found."""
        return self._address_without((), "events:table")

    def _address_without(self, names: tuple[str, ...], view: str = "events:list") -> str:
        rest = self._asked_but(names)
        address = reverse(view)
        return f"{address}?{urlencode(rest)}" if rest else address
