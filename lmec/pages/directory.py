"""The public pages of the directory: A to Z, by country, by type and by parent body."""

from collections import Counter
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django_countries import countries

from events.filters import Removal
from lmec.canonical import canonical_url
from lmec.pages.structure import structure
from lmec.schema_org import organizations_graph
from organizations.models import Organization, OrganizationName

# Above this many lines a page shows one part of the directory: one letter, country or type.
ONE_PAGE = 300
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER_LETTER = "#"
NO_VALUE = "none"
ACRONYM = OrganizationName.Kind.ACRONYM
NATIVE_KINDS = {OrganizationName.Kind.OFFICIAL, OrganizationName.Kind.ALTERNATE}


class Part(NamedTuple):
    """A letter, a country or a type, its name in addresses, and the number of its lines."""

    key: str
    label: str
    lines: int

    @property
    def anchor(self) -> str:
        return slugify(self.key) or "other"


class Entry(NamedTuple):
    """A line: an organization, or an abbreviation that sends the reader to one."""

    organization: Organization
    abbreviation: str = ""  # "" on the organization's own line

    @property
    def native_name(self) -> OrganizationName | None:
        """A name it uses in another language than that of its first name."""
        body = self.organization
        names = (name for name in body.names.all() if name.kind in NATIVE_KINDS)
        return next((name for name in names if name.language != body.language), None)

    @property
    def other_names(self) -> str:
        """The names that the line does not show, by which it is found all the same."""
        shown = self.native_name
        return " ".join(name.name for name in self.organization.names.all() if name != shown)


def letter_of(name: str) -> str:
    first = name[:1].upper()
    return first if first in LETTERS and first else OTHER_LETTER


def in_alphabet(lines: Counter) -> list[tuple[str, int]]:
    return [(letter, lines[letter]) for letter in (*LETTERS, OTHER_LETTER) if letter in lines]


def alphabet(parts: list[Part]) -> list[tuple[str, bool]]:
    """All letters, each with whether it has lines; the other letter only if it has."""
    have = {part.key for part in parts}
    letters = [(letter, letter in have) for letter in LETTERS]
    return letters + [(OTHER_LETTER, True)] * (OTHER_LETTER in have)


class ByLetter:
    """A to Z, where abbreviations are lines of their own."""

    view, parameter = "organizations:list", "letter"

    def parts(self, found: QuerySet) -> list[Part]:
        names = OrganizationName.objects.filter(organization__in=found.order_by(), kind=ACRONYM)
        lines = Counter(map(letter_of, found.values_list("name", flat=True)))
        lines.update(map(letter_of, names.values_list("name", flat=True)))
        return [Part(letter, letter, n) for letter, n in in_alphabet(lines)]

    def of_part(self, found: QuerySet, letter: str) -> QuerySet:
        if letter == OTHER_LETTER:
            return found
        acronym = Q(names__kind=ACRONYM, names__name__istartswith=letter)
        return found.filter(Q(name__istartswith=letter) | acronym).distinct()

    def lines(self, bodies: QuerySet) -> list[tuple[str, Entry]]:
        """Each line with the key of its part, in alphabetical order."""
        lines = []
        for body in bodies:
            lines.append((body.name, Entry(body)))
            lines += [
                (name.name, Entry(body, name.name))
                for name in body.names.all()
                if name.kind == ACRONYM
            ]
        lines.sort(key=lambda line: (line[0].casefold(), line[1].organization.pk))
        return [(letter_of(name), entry) for name, entry in lines]


class ByValue:
    """Under the values of a field, in the order of `labels`; those without one come last."""

    def __init__(self, view: str, parameter: str, field: str, labels, without):
        self.view, self.parameter, self.field = view, parameter, field
        self.labels, self.without = labels, without

    def parts(self, found: QuerySet) -> list[Part]:
        counts = found.order_by().values_list(self.field).annotate(n=Count("pk", distinct=True))
        counts = {value or NO_VALUE: n for value, n in counts}
        labels = dict(self.labels) | {NO_VALUE: self.without}
        return [Part(key, str(labels[key]), counts[key]) for key in labels if key in counts]

    def of_part(self, found: QuerySet, key: str) -> QuerySet:
        return found.filter(**{self.field: "" if key == NO_VALUE else key})

    def lines(self, bodies: QuerySet) -> list[tuple[str, Entry]]:
        return [(str(getattr(body, self.field)) or NO_VALUE, Entry(body)) for body in bodies]


BY_LETTER = ByLetter()
BY_COUNTRY = ByValue(
    "organizations:by-country", "country", "country", countries, _("No country on record")
)
BY_TYPE = ByValue(
    "organizations:by-type",
    "type",
    "classification",
    Organization.Classification.choices,
    _("No type on record"),
)


@require_safe
def organization_list(request):
    return shown(request, BY_LETTER, "organizations/organization_list.html")


@require_safe
def organizations_by_country(request):
    return shown(request, BY_COUNTRY, "organizations/organization_parts.html")


@require_safe
def organizations_by_type(request):
    return shown(request, BY_TYPE, "organizations/organization_parts.html")


def shown(request, order: ByLetter | ByValue, template: str):
    """The directory in an order, by words in any name and by type; a part of it if it is long."""
    words = _given(request, "q")
    # Under its types, the type that is asked for is a part of the directory.
    kind = "" if order is BY_TYPE else _given(request, "type")
    named = with_words(words)
    found = named.filter(classification=kind) if kind else named
    parts = order.parts(found)
    part = part_to_show(parts, _given(request, order.parameter))
    rows = order.of_part(found, part.key) if part else found
    rows = rows.with_parents(timezone.localdate()).prefetch_related("names").defer("description")
    lines = [line for line in order.lines(rows) if not part or line[0] == part.key]
    page = Paginator(lines, ONE_PAGE).get_page(request.GET.get("page"))
    labels = dict(Organization.Classification.choices)
    is_filtered = bool(words or kind)
    total = found.count()
    context = {
        "words": words,
        "kind": kind,
        "total": total,
        "order": order,
        "parts": parts,
        "part": part,
        "page_obj": page,
        "sections": sections(parts, page.object_list),
        "is_filtered": is_filtered,
        "canonical_url": canonical_url(
            request,
            **{order.parameter: part.key if part else ""},
            page=page.number if page.number > 1 else "",
        ),
        "jsonld": None if is_filtered else organizations_graph(),
    }
    if order is not BY_TYPE:
        context["kinds"] = kinds(named, kind, labels)
        context["of_every_kind"] = sum(n for _value, _label, n in context["kinds"])
    if order is BY_LETTER:
        context["letters"] = alphabet(parts)
    if not total:
        context["everything"] = Organization.objects.count()
        context["removals"] = removals(order.view, words, kind, labels.get(kind, kind))
    return render(request, template, context)


def _given(request, name: str) -> str:
    return request.GET.get(name, "").replace("\x00", "").strip()[:200]


def part_to_show(parts: list[Part], asked: str) -> Part | None:
    """The part to show alone, the first unless another is asked for; None to show them all."""
    if sum(part.lines for part in parts) <= ONE_PAGE:
        return None
    return next((part for part in parts if part.key.lower() == asked.lower()), parts[0])


def sections(parts: list[Part], lines: list[tuple[str, Entry]]) -> list[tuple[Part, list[Entry]]]:
    """The lines of a page under the parts that they belong to."""
    found = {}
    for key, entry in lines:
        found.setdefault(key, []).append(entry)
    return [(part, found[part.key]) for part in parts if part.key in found]


def kinds(named: QuerySet, kind: str, labels: dict) -> list[tuple[str, str, int]]:
    """The types of the organizations found, with their numbers; the one asked for is there."""
    counts = named.order_by().values_list("classification").annotate(n=Count("pk", distinct=True))
    rows = [
        (value, labels.get(value, value), n) for value, n in counts.order_by("-n", "classification")
    ]
    if kind and kind not in [value for value, _label, _n in rows]:
        rows.append((kind, labels.get(kind, kind), 0))
    return rows


def with_words(words: str) -> QuerySet:
    """The organizations with each of the words in one of their names."""
    bodies = Organization.objects.all()
    for word in words.split()[:8]:
        # A join for each word would pair every name of a body with every other.
        named = OrganizationName.objects.filter(name__icontains=word).values("organization")
        bodies = bodies.filter(Q(name__icontains=word) | Q(pk__in=named))
    return bodies


def removals(view: str, words: str, kind: str, kind_label: str) -> list[Removal]:
    """What was asked for in vain, each with the address and the number of entries without it."""
    address = reverse(view)
    found = []
    if words:
        rows = Organization.objects.filter(**({"classification": kind} if kind else {}))
        query = f"?{urlencode({'type': kind})}" if kind else ""
        found.append(Removal(words, f"{address}{query}", rows.count()))
    if kind:
        query = f"?{urlencode({'q': words})}" if words else ""
        found.append(Removal(kind_label, f"{address}{query}", with_words(words).count()))
    return found


@require_safe
def organizations_by_parent(request):
    """Parents with the bodies below them today; then those recorded on their own."""
    trees, single = structure(timezone.localdate(), timezone.now())
    lines = Counter(letter_of(body.name) for body in single)
    for tree in trees:
        lines[letter_of(tree.organization.name)] += tree.size
    parts = [Part(letter, letter, n) for letter, n in in_alphabet(lines)]
    part = part_to_show(parts, _given(request, "letter"))
    if part:
        trees = [tree for tree in trees if letter_of(tree.organization.name) == part.key]
        single = [body for body in single if letter_of(body.name) == part.key]
    context = {
        "trees": trees,
        "single": single,
        "part": part,
        "letters": alphabet(parts),
        "canonical_url": canonical_url(request, letter=part.key if part else ""),
        "jsonld": organizations_graph(),
    }
    return render(request, "organizations/organization_tree.html", context)
