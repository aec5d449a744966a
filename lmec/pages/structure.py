"""Which body stood below which on a day: the whole directory as trees, and the tree around one.

A body without a parent that reports print on one name-plate with a body that has one stands
beside it in the tree ("A / B"), never below it.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db.models import Max, Q, QuerySet, prefetch_related_objects

from events.counts import remembered
from events.models import EventOrganization
from organizations.models import Organization, Parentage

# Above this many, the bodies beside one under the same parent are left out of its own tree.
MANY_SIBLINGS = 20
MANY_CHANGES = 12
ONE_DAY = timedelta(days=1)


class Node(NamedTuple):
    """A body, those that share its name-plate and the year last seen, and the bodies below."""

    organization: Organization
    together: list[tuple[Organization, int]]
    children: list["Node"]

    @property
    def year(self) -> int:
        return max(year for _body, year in self.together)

    @property
    def size(self) -> int:
        """How many bodies stand in it."""
        return 1 + len(self.together) + sum(child.size for child in self.children)


def standing(day: date) -> QuerySet:
    """The parentages of a day, between bodies that were founded by then and not yet dissolved."""
    rows = Parentage.objects.as_of(day)
    for body in ("organization", "parent"):
        founded, dissolved = f"{body}__founding_date", f"{body}__dissolution_date"
        rows = rows.filter(
            Q(**{founded: None}) | Q(**{f"{founded}__lte": day}),
            Q(**{dissolved: None}) | Q(**{f"{dissolved}__gte": day}),
        )
    return rows


def plates(at: datetime, day: date, among: Q | None = None) -> list[tuple[int, int, int]]:
    """The keys of bodies that public reports of events by a day print together, and the year last.

    The latest come first. `among` narrows the name-plates.
    """
    if among is None:
        # Joint name-plates are few among many: databases find them by the second body.
        among = Q(joint_with__in=Organization.objects.order_by().values("pk"))
    rows = EventOrganization.objects.published(at).filter(
        among, joint_with__isnull=False, event__start_date__lte=day
    )
    return [
        (first, second, latest.year)
        for first, second, latest in rows.order_by()
        .values_list("organization", "joint_with")
        .annotate(latest=Max("event__start_date"))
        .order_by("-latest", "organization", "joint_with")
    ]


def structure(day: date, at: datetime) -> tuple[list[Node], list[Organization]]:
    """All trees as of a day, and the bodies that stand in none, in order of their names."""
    bodies = {body.pk: body for body in Organization.objects.defer("description")}
    children, parents = {}, {}
    for child, parent in (
        standing(day).order_by("organization__name", "pk").values_list("organization", "parent")
    ):
        if child not in parents:
            parents[child] = parent
            children.setdefault(parent, []).append(child)
    beside, together = set(), {}
    pairs = remembered(f"joint name-plates by {day}", at, lambda: plates(at, day))
    for first, second, year in pairs:
        anchor, other = (second, first) if first not in parents else (first, second)
        # What is remembered may name a body that was deleted since.
        free = other in bodies and other not in parents and other not in beside
        if anchor in parents and free and other not in _above(anchor, parents):
            beside.add(other)
            together.setdefault(anchor, []).append((bodies[other], year))

    def node(pk: int) -> Node:
        partners = together.get(pk, [])
        below = [*children.get(pk, [])]
        for partner, _year in partners:
            below += children.get(partner.pk, [])
        return Node(bodies[pk], partners, [node(child) for child in below])

    roots = [pk for pk in bodies if pk not in parents and pk not in beside]
    trees = [node(pk) for pk in roots if pk in children]
    return trees, [bodies[pk] for pk in roots if pk not in children]


def _above(pk: int, parents: dict[int, int]) -> set[int]:
    """The keys of all bodies above one; a circle in the data ends the climb."""
    above = set()
    while (pk := parents.get(pk)) and pk not in above:
        above.add(pk)
    return above


def together_with(body: Organization, at: datetime, day: date) -> list[tuple[Organization, int]]:
    """The bodies that public reports print together with one, by a day, and the year last."""
    years = {}
    among = Q(organization=body) | Q(joint_with=body)
    pairs = remembered(f"with {body.pk} by {day}", at, lambda: plates(at, day, among))
    for first, second, year in pairs:
        years.setdefault(second if first == body.pk else first, year)
    bodies = Organization.objects.in_bulk(years)
    # What is remembered may name a body that was deleted since.
    return [(bodies[pk], year) for pk, year in years.items() if pk in bodies]


def family(body: Organization, together: list[tuple[Organization, int]], day: date) -> Node | None:
    """The tree around a body: those above, beside and below it; None if it stands alone.

    `together` is what `together_with` answers.
    """
    keys = [body.pk, *(other.pk for other, _year in together)]
    rows = standing(day).filter(organization__in=keys)
    have_parent = set(rows.order_by().values_list("organization", flat=True))
    anchor, partners = body, []
    if body.pk in have_parent:
        partners = [(other, year) for other, year in together if other.pk not in have_parent]
    else:
        found = next(((other, year) for other, year in together if other.pk in have_parent), None)
        if found:
            anchor, partners = found[0], [(body, found[1])]
    above = ancestors(anchor, day)
    partners = [(other, year) for other, year in partners if other not in above]
    node = Node(anchor, partners, _below([anchor, *(other for other, _year in partners)], day))
    if above:
        siblings = _below([above[-1]], day)
        if len(siblings) > MANY_SIBLINGS:
            siblings = []
        beside = [sibling for sibling in siblings if sibling.organization != anchor]
        node = Node(above[-1], [], sorted([*beside, node], key=lambda n: n.organization.name))
        for parent in reversed(above[:-1]):
            node = Node(parent, [], [node])
    return node if node.children or node.together else None


def name_as_of(node: Node, day: date) -> None:
    """Give each body of a tree, as `former_name`, the name that it had on a day but has no more."""
    bodies = list(_bodies(node))
    prefetch_related_objects(bodies, "names")
    for body in bodies:
        body.former_name = body.former_name_on(day)


def _bodies(node: Node) -> Iterator[Organization]:
    yield node.organization
    yield from (body for body, _year in node.together)
    for child in node.children:
        yield from _bodies(child)


def ancestors(body: Organization, day: date) -> list[Organization]:
    """The bodies above one on a day, the highest first; a circle in the data ends the climb."""
    chain, seen = [], {body.pk}
    while True:
        row = standing(day).filter(organization=body).select_related("parent").first()
        if row is None or row.parent_id in seen:
            return chain
        body = row.parent
        chain.insert(0, body)
        seen.add(body.pk)


def _below(bodies: list[Organization], day: date) -> list[Node]:
    """The bodies that belong to any of `bodies` on a day, by name, without those below them."""
    rows = standing(day).filter(parent__in=bodies)
    found = Organization.objects.filter(parentages__in=rows).distinct().order_by("name", "pk")
    return [Node(body, [], []) for body in found]


def days_of_change(body: Organization, until: date) -> list[date]:
    """The latest days until one on which bodies came above or below a body, or left."""
    rows = Parentage.objects.filter(Q(organization=body) | Q(parent=body))
    days = set()
    for start, end in rows.values_list("start_date", "end_date"):
        days |= {start, end + ONE_DAY if end and end < until else None}
    return sorted((day for day in days if day and day <= until), reverse=True)[:MANY_CHANGES]
