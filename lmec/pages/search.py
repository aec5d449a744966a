"""The search page: who said what about what, over the years, down to the very paragraph."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_countries import countries

from events.counts import remembered
from events.models import Event, Remark
from lmec.pages.record import public_people, public_topics
from lmec.richtext import Paragraph, paragraphs, plain
from lmec.search.extract import Piece, extract, share
from lmec.search.index import COUNTED, RANKED, Search, facet
from lmec.search.models import Kind, SearchEntry, day_key
from lmec.search.query import parse
from organizations.models import Organization
from people.models import Person

ON_A_PAGE = 20
MAX_LENGTH = 300
MAX_ALTERNATIVES = 100
YEARS = range(1, 9999)


class Filter(NamedTuple):
    """One thing a visitor narrowed the search to, in words, and the address without it."""

    label: str
    value: str
    address: str


class Hit(NamedTuple):
    kind: Kind
    thing: object
    address: str
    extract: list[Piece]
    paragraph: Paragraph | None  # of a remark, the one with the words


class Asked:
    """What a request asks for. What means nothing finds nothing; nothing is an error."""

    NAMES = {
        "speaker": _("Speaker"),
        "organization": _("Organization on the day"),
        "country": _("Country"),
        "topic": _("Topic"),
        "event": _("Kind of event"),
        "remark": _("Kind of remark"),
        "from": _("From"),
        "to": _("To"),
    }

    def __init__(self, given, at):
        self.at = at
        names = ("q", "kind", "sort", "below", "page", *self.NAMES)
        self.values = {
            name: value
            for name in names
            if (value := given.get(name, "").replace("\x00", "").strip()[:MAX_LENGTH])
        }
        self.words = self.values.get("q", "")
        self.query = parse(self.words)
        self.kind = next((kind for kind in Kind if kind == self.values.get("kind")), None)
        self.by_relevance = self.values.get("sort") == "relevance"

    def __bool__(self):
        return bool(self.query or any(name in self.values for name in self.NAMES))

    @cached_property
    def search(self) -> Search:
        facets = [
            getattr(self, f"_{name}")(value)
            for name, value in self.values.items()
            if name in self.NAMES and name not in ("from", "to")
        ]
        lowest, highest = 0, 1 << 62
        if "from" in self.values:
            lowest = day_key(date(self._year("from", YEARS[0]), 1, 1))
        if "to" in self.values:
            highest = day_key(date(self._year("to", YEARS[-1]) + 1, 1, 1))
        # An empty group of alternatives would be no condition at all.
        nothing = [facet("nothing", "at all")]
        groups = [group or nothing for group in facets]
        search = Search(self.query, self.at, groups, lowest, highest)
        # Where they are known to be many, they are not gathered again to find that out.
        if self and remembered(f"many {search}", self.at, lambda: search.few is None):
            search.few = None
        return search

    def _year(self, name: str, otherwise: int) -> int:
        value = self.values[name]
        year = int(value) if value.isdecimal() and len(value) <= 4 else otherwise
        return year if year in YEARS else otherwise

    def _speaker(self, value: str) -> list[str]:
        named = _named(public_people(self.at), value)
        return [facet("speaker", pk) for pk in named]

    def _organization(self, value: str) -> list[str]:
        return [facet("organization", pk) for pk in _named(Organization.objects.all(), value)]

    def _country(self, value: str) -> list[str]:
        return [facet("country", value)] if value.upper() in dict(countries) else []

    def _topic(self, value: str) -> list[str]:
        keys = public_topics(self.at).filter(slug=value).values_list("pk", flat=True)
        return [facet("topic", pk) for pk in keys]

    def _event(self, value: str) -> list[str]:
        return [facet("event", value)] if value in Event.Kind.values else []

    def _remark(self, value: str) -> list[str]:
        return [facet("remark", value)] if value in Remark.Kind.values else []

    def address(self, **changes) -> str:
        """The address of the search with some of its parameters changed, or dropped by None."""
        kept = {name: value for name, value in self.values.items() if name not in ("below", "page")}
        given = {name: value for name, value in (kept | changes).items() if value}
        return f"{reverse('search')}?{urlencode(given)}"

    @cached_property
    def filters(self) -> list[Filter]:
        return [
            Filter(label, self._in_words(name), self.address(**{name: None}))
            for name, label in self.NAMES.items()
            if name in self.values
        ]

    def _in_words(self, name: str) -> str:
        value = self.values[name]
        if name in ("event", "remark"):
            model = Event if name == "event" else Remark
            return str(dict(model.Kind.choices).get(value, value))
        if name == "country":
            return str(dict(countries).get(value.upper(), value))
        models = {"speaker": public_people(self.at), "organization": Organization.objects}
        models["topic"] = public_topics(self.at)
        named = models[name].filter(slug=value).first() if name in models else None
        return named.name if named else value


def _named(rows, value: str) -> list[int]:
    """The keys of the entry with this address, else of those whose names hold all the words."""
    exact = list(rows.filter(slug=value).values_list("pk", flat=True))
    if exact:
        return exact
    for word in value.split()[:8]:
        # A join for each word would pair every name of an entry with every other.
        named = rows.model.objects.filter(names__name__icontains=word).values("pk")
        rows = rows.filter(Q(name__icontains=word) | Q(pk__in=named))
    return list(rows.values_list("pk", flat=True)[:MAX_ALTERNATIVES])


@require_safe
def search(request):
    asked = Asked(request.GET, timezone.now())
    context = {"asked": asked, "words": asked.words, "choices": choices(asked.at)}
    if asked:
        kinds = counts(asked)
        total = sum(min(n, COUNTED) for n in kinds.values())
        capped = any(n > COUNTED for n in kinds.values())
        context |= {
            "kinds": [(kind, n, asked.address(kind=kind)) for kind, n in kinds.items()],
            "all_address": asked.address(kind=None),
            "without_filters": asked.address(**dict.fromkeys(Asked.NAMES)),
            "total": total,
            "capped": capped,
            "counted": COUNTED,
            **page_of_hits(asked),
        }
    return render(request, "search/search.html", context)


def counts(asked: Asked) -> dict[Kind, int]:
    """How many hits there are of each kind; remembered where they are many.

    Few are counted anew, as the directory may have changed where no report has.
    """
    if asked.search.few is not None:
        return asked.search.counts()
    question = asked.address(kind=None, sort=None)
    return remembered(f"hits of {question}", asked.at, asked.search.counts)


def page_of_hits(asked: Asked) -> dict:
    """The hits of the page asked for, and the address of the next."""
    if asked.by_relevance:
        value = asked.values.get("page", "")
        page = min(int(value), RANKED) if value.isdecimal() and len(value) < 5 else 1
        offset = ON_A_PAGE * (max(page, 1) - 1)
        keys = asked.search.most_relevant(asked.kind, ON_A_PAGE + 1, offset)
        more = asked.address(page=str(max(page, 1) + 1))
    else:
        value = asked.values.get("below", "")
        below = int(value) if value.isdecimal() and len(value) < 19 else None
        keys = asked.search.newest(asked.kind, ON_A_PAGE + 1, below)
        more = asked.address(below=str(keys[ON_A_PAGE - 1])) if len(keys) > ON_A_PAGE else ""
    return {
        "hits": hits(keys[:ON_A_PAGE], asked),
        "next_address": more if len(keys) > ON_A_PAGE else "",
        "first_address": asked.address() if asked.values.keys() & {"below", "page"} else "",
    }


def hits(keys: list[int], asked: Asked) -> list[Hit]:
    """The things that entries stand for, in the order of the keys; one query for each kind."""
    entries = SearchEntry.objects.in_bulk(keys)
    wanted = {}
    for entry in entries.values():
        wanted.setdefault(entry.kind, set()).add(entry.object_id)
    things = {
        (kind, thing.pk): thing
        for kind, pks in wanted.items()
        for thing in QUERYSETS[kind](asked.at).filter(pk__in=pks)
    }
    found = [
        (Kind(entry.kind), things.get((entry.kind, entry.object_id)))
        for entry in (entries[key] for key in keys if key in entries)
    ]
    return [hit(kind, thing, asked) for kind, thing in found if thing is not None]


# What visitors may see is asked of the database again: an index is never the one to say so.
QUERYSETS = {
    Kind.REPORT: lambda at: Event.objects.published(at).prefetch_related("places"),
    Kind.REMARK: lambda at: (
        Remark.objects.published(at)
        .select_related("event", "person", "organization")
        .prefetch_related("event__participations")
    ),
    Kind.PERSON: lambda at: public_people(at).prefetch_related("names"),
    Kind.ORGANIZATION: lambda at: Organization.objects.with_parents(
        timezone.localdate(at)
    ).prefetch_related("names"),
    Kind.TOPIC: lambda at: public_topics(at),
}


def hit(kind: Kind, thing, asked: Asked) -> Hit:
    if kind == Kind.REMARK:
        return remark_hit(thing, asked)
    if kind == Kind.REPORT:
        texts = [thing.standfirst, plain(thing.summary), plain(thing.outcomes)]
    elif kind in (Kind.PERSON, Kind.ORGANIZATION):
        text = thing.biography if isinstance(thing, Person) else thing.description
        texts = [plain(text), ", ".join(name.name for name in thing.names.all())]
    else:
        texts = [plain(thing.description)]
    shown = max(filter(None, texts), key=lambda text: share(text, asked.query), default="")
    return Hit(kind, thing, thing.get_absolute_url(), extract(shown, asked.query), None)


def remark_hit(remark: Remark, asked: Asked) -> Hit:
    """A remark with the first paragraph that has most of the words, and that one's address."""
    rows = paragraphs(remark.text, remark.numbers) or [Paragraph("", "")]
    shown = max(rows, key=lambda row: share(plain(row.html), asked.query))
    anchor = f"p{shown.number}" if shown.number else remark.anchor
    address = f"{remark.event.get_absolute_url()}#{anchor}"
    return Hit(Kind.REMARK, remark, address, extract(plain(shown.html), asked.query), shown)


def choices(at) -> dict:
    """The options of the selects in the form."""
    return {
        "country": list(countries),
        "topic": public_topics(at).values_list("slug", "name"),
        "event": Event.Kind.choices,
        "remark": Remark.Kind.choices,
    }
