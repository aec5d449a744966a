"""The public pages of the directory: A to Z, by parent body, and one organization."""

from typing import NamedTuple

from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event, EventOrganization, Participation
from events.models.parts import involving
from lmec.schema_org import organization_graph
from organizations.models import ContactDetail, Organization, OrganizationName, Parentage

# Above this many entries the A to Z shows one letter at a time.
ONE_PAGE = 300
RECENT = 10
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER_LETTER = "#"


class Entry(NamedTuple):
    """A line of the A to Z: an organization, or an abbreviation that sends the reader to one."""

    sort_key: str
    organization: Organization
    abbreviation: str  # "" on the organization's own line


def letter_of(name: str) -> str:
    first = name[:1].upper()
    return first if first in LETTERS and first else OTHER_LETTER


@require_safe
def organization_list(request):
    """A to Z, by words in any name and by type; one letter at a time where there are many."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[:200]
    kind = request.GET.get("type", "")
    named = Organization.objects.all()
    for word in words.split()[:8]:
        named = named.filter(Q(name__icontains=word) | Q(names__name__icontains=word))
    named = named.distinct()
    found = named.filter(classification=kind) if kind else named
    labels = dict(Organization.Classification.choices)
    total = found.count()
    letters = _letters(found)
    letter = request.GET.get("letter", "")[:1].upper()
    if total > ONE_PAGE and letter not in letters:
        letter = next(iter(letters))
    elif total <= ONE_PAGE:
        letter = ""
    return render(
        request,
        "organizations/organization_list.html",
        {
            "words": words,
            "kind": kind,
            "kind_label": labels.get(kind, kind),
            "total": total,
            "everything": Organization.objects.count(),
            "kinds": [
                (value, labels.get(value, value), n)
                for value, n in named.order_by()
                .values_list("classification")
                .annotate(n=Count("pk", distinct=True))
                .order_by("-n", "classification")
            ],
            "letters": [(name, name in letters) for name in (*LETTERS, OTHER_LETTER)],
            "letter": letter,
            "sections": _sections(found, letter),
        },
    )


def _letters(found) -> dict[str, None]:
    """The letters that have an entry, in order."""
    names = list(found.values_list("name", flat=True))
    names += OrganizationName.objects.filter(
        organization__in=found, kind=OrganizationName.Kind.ACRONYM
    ).values_list("name", flat=True)
    have = {letter_of(name) for name in names}
    return {letter: None for letter in (*LETTERS, OTHER_LETTER) if letter in have}


def _sections(found, letter: str) -> list[tuple[str, list[Entry]]]:
    """The entries of each letter, or of the one letter asked for, in alphabetical order."""
    rows = found.with_parents(timezone.localdate()).prefetch_related("names")
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
    sections = {}
    for entry in sorted(entries, key=lambda entry: (entry.sort_key, entry.organization.pk)):
        own = letter_of(entry.abbreviation or entry.organization.name)
        if not letter or own == letter:
            sections.setdefault(own, []).append(entry)
    return sorted(sections.items(), key=lambda pair: (pair[0] == OTHER_LETTER, pair[0]))


class Node(NamedTuple):
    """A body in the tree, those recorded together with it and in which year, and its children."""

    organization: Organization
    together: list[tuple[Organization, int]]
    children: list["Node"]


@require_safe
def organizations_by_parent(request):
    """Parents with the bodies below them today; then those recorded on their own."""
    trees, single = structure(timezone.localdate(), timezone.now())
    return render(
        request,
        "organizations/organization_tree.html",
        {"trees": trees, "single": single},
    )


def structure(day, at) -> tuple[list[Node], list[Organization]]:
    """All trees as of a day, and the bodies that stand in none.

    A body without a parent that reports print on one name-plate with another stands beside it.
    """
    bodies = {body.pk: body for body in Organization.objects.all()}
    children, parents = {}, set()
    for child, parent in (
        Parentage.objects.as_of(day)
        .order_by("organization__name", "pk")
        .values_list("organization", "parent")
    ):
        if child not in parents:
            parents.add(child)
            children.setdefault(parent, []).append(child)
    together, beside = {}, set()
    for first, second, year in (
        EventOrganization.objects.published(at)
        .exclude(joint_with=None)
        .order_by("-event__start_date")
        .values_list("organization", "joint_with", "event__start_date__year")
    ):
        anchor, other = (second, first) if first not in parents else (first, second)
        if anchor in parents and other not in parents and other not in beside:
            beside.add(other)
            together.setdefault(anchor, []).append((other, year))

    def node(pk: int) -> Node:
        plates = together.get(pk, [])
        below = [
            child
            for body in (pk, *(other for other, _y in plates))
            for child in children.get(body, [])
        ]
        return Node(
            bodies[pk],
            [(bodies[other], year) for other, year in plates],
            [node(child) for child in below],
        )

    roots = [pk for pk in bodies if pk not in parents and pk not in beside]
    trees = [node(pk) for pk in roots if pk in children]
    return trees, [bodies[pk] for pk in roots if pk not in children]


@require_safe
def organization_detail(request, slug: str):
    """One body: structure today, people and events on record, names used, how to reach it."""
    at, today = timezone.now(), timezone.localdate()
    body = get_object_or_404(
        Organization.objects.with_parents(today).prefetch_related(
            "names", Prefetch("contacts", ContactDetail.objects.public(), to_attr="public_contacts")
        ),
        slug=slug,
    )
    here = Q(organization=body) | Q(joint_with=body)
    events = Event.objects.published(at).filter(involving(body))
    children = Organization.objects.filter(
        parentages__in=Parentage.objects.as_of(today).filter(parent=body)
    ).distinct()
    plates = (
        EventOrganization.objects.published(at)
        .filter(here)
        .select_related("event", "organization", "joint_with")
        .order_by("-event__start_date", "position")
    )
    context = {
        "organization": body,
        "ancestors": ancestors(body, today),
        "children": children,
        "together": {
            (other, row.event.start_date.year): None
            for row in plates
            for other in row.bodies
            if other != body
        },
        "successions": body.successions.select_related("successor"),
        "origins": body.origins.select_related("predecessor"),
        "people": latest_participations(here, at),
        "events": events.in_brief()[:RECENT],
        "event_count": events.count(),
        "printed_names": {
            row.printed_name: row for row in reversed(plates) if row.printed_name != body.name
        },
    }
    context["jsonld"] = organization_graph(body, children, body.public_contacts)
    return render(request, "organizations/organization_detail.html", context)


def ancestors(body: Organization, day) -> list[Organization]:
    """The bodies above one on a day, the highest first; a circle in the data ends the climb."""
    chain, seen = [], {body.pk}
    above = body.parent
    while above and above.pk not in seen:
        chain.insert(0, above)
        seen.add(above.pk)
        row = above.parentages.as_of(day).select_related("parent").first()
        above = row.parent if row else None
    return chain


def latest_participations(here: Q, at) -> list[Participation]:
    """For each person recorded in a post at a body, the latest such record; latest first."""
    rows = (
        Participation.objects.published(at)
        .filter(here)
        .select_related("person", "event", "organization", "joint_with")
        .order_by("-event__start_date", "position", "pk")
    )
    latest = {}
    for row in rows:
        latest.setdefault(row.person_id, row)
    return list(latest.values())
