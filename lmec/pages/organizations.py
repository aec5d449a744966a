"""The public pages of the directory: A to Z, by parent body, and one organization."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, Max, Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.counts import remembered
from events.filters import Removal
from events.models import Event, EventOrganization
from events.models.remark import involving, named
from lmec.canonical import canonical_page, canonical_url
from lmec.pages.history import history
from lmec.pages.record import load_latest, on_record
from lmec.pages.structure import days_of_change, family, name_as_of, structure, together_with
from lmec.schema_org import organization_graph, organizations_graph
from organizations.models import ContactDetail, Organization, OrganizationName

# Above this many entries the A to Z shows one letter at a time.
ONE_PAGE = 300
PEOPLE_ON_A_PAGE = 60
RECENT = 10
MAX_DAY = 40  # letters
ROLE_LABELS = dict(EventOrganization.Role.choices)
MANY_NAMES = 20
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER_LETTER = "#"


class Entry(NamedTuple):
    """A line of the A to Z: an organization, or an abbreviation that sends the reader to one."""

    sort_key: str
    organization: Organization
    abbreviation: str  # "" on the organization's own line

    @property
    def native_name(self) -> OrganizationName | None:
        """A name it uses in another language than that of its first name."""
        body = self.organization
        names = (name for name in body.names.all() if name.kind in NATIVE_KINDS)
        return next((name for name in names if name.language != body.language), None)

    @property
    def search_key(self) -> str:
        """The words by which the list is narrowed while one types."""
        body = self.organization
        words = [body.name, *(name.name for name in body.names.all())]
        return " ".join([*words, body.parent.name] if body.parent else words)


NATIVE_KINDS = {OrganizationName.Kind.OFFICIAL, OrganizationName.Kind.ALTERNATE}


def letter_of(name: str) -> str:
    first = name[:1].upper()
    return first if first in LETTERS and first else OTHER_LETTER


@require_safe
def organization_list(request):
    """A to Z, by words in any name and by type; one letter at a time where there are many."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    kind = request.GET.get("type", "").replace("\x00", "").strip()[:200]
    named = with_words(words)
    found = named.filter(classification=kind) if kind else named
    labels = dict(Organization.Classification.choices)
    total = found.count()
    letters = letters_of(found)
    letter = request.GET.get("letter", "")[:1].upper()
    if total > ONE_PAGE and letter not in letters:
        letter = next(iter(letters))
    elif total <= ONE_PAGE:
        letter = ""
    kinds = [
        (value, labels.get(value, value), n)
        for value, n in named.order_by()
        .values_list("classification")
        .annotate(n=Count("pk", distinct=True))
        .order_by("-n", "classification")
    ]
    if kind and kind not in [value for value, _label, _n in kinds]:
        kinds.append((kind, labels.get(kind, kind), 0))
    is_filtered = bool(words or kind)
    context = {
        "words": words,
        "kind": kind,
        "total": total,
        "of_every_kind": sum(n for _value, _label, n in kinds),
        "kinds": kinds,
        "letters": [(name, name in letters) for name in LETTERS]
        + [(OTHER_LETTER, True)] * (OTHER_LETTER in letters),
        "letter": letter,
        "sections": sections(found, letter),
        "is_filtered": is_filtered,
        "canonical_url": canonical_url(request, letter=letter),
        "jsonld": None if is_filtered else organizations_graph(),
    }
    if not total:
        context["everything"] = Organization.objects.count()
        context["removals"] = removals(words, kind, labels.get(kind, kind))
    return render(request, "organizations/organization_list.html", context)


def with_words(words: str):
    """The organizations with each of the words in one of their names."""
    named = Organization.objects.all()
    for word in words.split()[:8]:
        named = named.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
    return named.distinct()


def removals(words: str, kind: str, kind_label: str) -> list[Removal]:
    """What was asked for in vain, each with the address and the number of entries without it."""
    address = reverse("organizations:list")
    found = []
    if words:
        rows = Organization.objects.filter(**({"classification": kind} if kind else {}))
        query = f"?{urlencode({'type': kind})}" if kind else ""
        found.append(Removal(words, f"{address}{query}", rows.count()))
    if kind:
        query = f"?{urlencode({'q': words})}" if words else ""
        found.append(Removal(kind_label, f"{address}{query}", with_words(words).count()))
    return found


def letters_of(found) -> dict[str, None]:
    """The letters that have an entry, in order."""
    names = list(found.values_list("name", flat=True))
    names += OrganizationName.objects.filter(
        organization__in=found, kind=OrganizationName.Kind.ACRONYM
    ).values_list("name", flat=True)
    have = {letter_of(name) for name in names}
    return {letter: None for letter in (*LETTERS, OTHER_LETTER) if letter in have}


def sections(found, letter: str) -> list[tuple[str, list[Entry]]]:
    """The entries of each letter, or of the one letter asked for, in alphabetical order."""
    rows = found.with_parents(timezone.localdate()).prefetch_related("names").defer("description")
    if letter and letter != OTHER_LETTER:
        rows = rows.filter(
            Q(name__istartswith=letter)
            | Q(names__kind=OrganizationName.Kind.ACRONYM, names__name__istartswith=letter)
        ).distinct()
    entries = []
    for body in rows:
        entries.append(Entry(body.name.casefold(), body, ""))
        entries += [
            Entry(name.name.casefold(), body, name.name)
            for name in body.names.all()
            if name.kind == OrganizationName.Kind.ACRONYM
        ]
    found_in = {}
    for entry in sorted(entries, key=lambda entry: (entry.sort_key, entry.organization.pk)):
        own = letter_of(entry.abbreviation or entry.organization.name)
        if not letter or own == letter:
            found_in.setdefault(own, []).append(entry)
    return sorted(found_in.items(), key=lambda pair: (pair[0] == OTHER_LETTER, pair[0]))


@require_safe
def organizations_by_parent(request):
    """Parents with the bodies below them today; then those recorded on their own."""
    trees, single = structure(timezone.localdate(), timezone.now())
    context = {"trees": trees, "single": single, "jsonld": organizations_graph()}
    return render(request, "organizations/organization_tree.html", context)


@require_safe
def organization_detail(request, slug: str):
    """One body: its structure on a day, people and events on record, names, how to reach it."""
    at, today = timezone.now(), timezone.localdate()
    asked = request.GET.get("on", "").replace("\x00", "").strip()[:MAX_DAY]
    day = read_day(asked) or today
    body = get_object_or_404(
        Organization.objects.with_parents(today).prefetch_related(
            "names", Prefetch("contacts", ContactDetail.objects.public(), to_attr="public_contacts")
        ),
        slug=slug,
    )
    here = named(body)
    events = Event.objects.published(at).filter(involving(body))
    people = on_record(at, here).prefetch_related("names")
    people = Paginator(people, PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    load_latest(people.object_list, at)
    together = together_with(body, at, today)
    if day == today:
        tree = family(body, together, today)
    else:
        tree = family(body, together_with(body, at, day), day)
        if tree:
            name_as_of(tree, day)
    origins = list(body.origins.select_related("predecessor"))
    successions = list(body.successions.select_related("successor"))
    children = Organization.objects.filter(
        parentages__in=body.child_parentages.as_of(today)
    ).distinct()
    event_count, roles = remembered(
        f"events of organization {body.pk}", at, lambda: (events.count(), roles_of(here, at))
    )
    context = {
        "organization": body,
        "together": together,
        "asked": asked,
        "is_day": read_day(asked) is not None,
        "day": day,
        "today": today,
        "tree": tree,
        "days_of_change": days_of_change(body, today),
        "successions": successions,
        "origins": origins,
        "history": history(body, origins, successions),
        "page_obj": people,
        "canonical_url": canonical_page(request, people),
        "events": events.in_brief()[:RECENT],
        "event_count": event_count,
        "roles": [(role, ROLE_LABELS[role], n) for role, n in roles if role in ROLE_LABELS],
        "printed_names": printed_names(body, here, at),
        "jsonld": organization_graph(body, children, body.public_contacts),
    }
    return render(request, "organizations/organization_detail.html", context)


def read_day(given: str) -> date | None:
    """A day as "2018-03-17"; None where it is none."""
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def roles_of(here: Q, at) -> list[tuple[str, int]]:
    """The roles that the name-plates `here` had at public events, and at how many, most first."""
    rows = EventOrganization.objects.published(at).filter(here).order_by()
    counts = rows.values_list("role").annotate(n=Count("event", distinct=True))
    return list(counts.order_by("-n", "role"))


class PrintedName(NamedTuple):
    name: str
    reports: int
    example: Event


def printed_names(body: Organization, here: Q, at) -> list[PrintedName]:
    """The names that public reports print for it, each with one that does, the commonest first."""
    rows = list(
        EventOrganization.objects.published(at)
        .filter(here)
        .exclude(name_as_printed__in=["", body.name])
        .order_by()
        .values_list("name_as_printed")
        .annotate(reports=Count("event", distinct=True), example=Max("event"))
        .order_by("-reports", "name_as_printed")[:MANY_NAMES]
    )
    events = Event.objects.in_bulk([example for _name, _reports, example in rows])
    return [PrintedName(name, reports, events[example]) for name, reports, example in rows]
