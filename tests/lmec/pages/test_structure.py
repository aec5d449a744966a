"""Which body stands below which, and beside which."""

from datetime import date

import pytest

from events.models import EventOrganization
from lmec.pages.structure import (
    MANY_SIBLINGS,
    days_of_change,
    family,
    name_as_of,
    structure,
    together_with,
)
from organizations.models import Parentage
from tests import factories

pytestmark = pytest.mark.django_db
DAY, AT = date(2022, 11, 23), factories.PUBLICATION


@pytest.fixture
def body():
    """Makes a body by name, below `parent`."""

    def make(name: str, parent=None):
        made = factories.organization(name)
        if parent:
            made.parentages.create(parent=parent)
        return made

    return make


def joint(first, second, **fields):
    factories.event_organization(factories.event(**fields), first, joint_with=second)


def drawn(node) -> dict | None:
    """A tree as nested names, joint bodies as "A / B"."""
    if node is None:
        return None
    name = " / ".join([node.organization.name, *(other.name for other, _year in node.together)])
    return {name: [drawn(child) for child in node.children]}


def whole() -> tuple[list[dict], list[str]]:
    trees, single = structure(DAY, AT)
    return [drawn(tree) for tree in trees], [body.name for body in single]


def around(body, day=DAY) -> dict | None:
    return drawn(family(body, together_with(body, AT, day), day))


def test_bodies_stand_below_their_parents_or_on_their_own(body):
    ministry = body("Ministry")
    department = body("Department", ministry)
    body("Office", department)
    body("Bureau", ministry)
    body("University")
    assert whole() == (
        [{"Ministry": [{"Bureau": []}, {"Department": [{"Office": []}]}]}],
        ["University"],
    )


def test_only_what_holds_on_the_day_counts(body):
    old, new, center = body("Old"), body("New"), body("Center")
    Parentage.objects.create(organization=center, parent=old, end_date=date(2018, 3, 17))
    Parentage.objects.create(organization=center, parent=new, start_date=date(2018, 3, 18))
    assert whole() == ([{"New": [{"Center": []}]}], ["Old"])


def test_a_body_without_a_parent_stands_beside_the_one_it_is_printed_with(body):
    ministry, lmec = body("Ministry"), body("LMEC")
    joint(lmec, body("FECC", ministry))
    body("Division", lmec)
    assert whole() == ([{"Ministry": [{"FECC / LMEC": [{"Division": []}]}]}], [])


def test_two_bodies_with_parents_of_their_own_stay_apart(body):
    first, second = body("A", body("Above A")), body("B", body("Above B"))
    joint(first, second)
    assert whole() == ([{"Above A": [{"A": []}]}, {"Above B": [{"B": []}]}], [])


def test_a_draft_puts_nothing_together(body):
    center, lone = body("Center", body("Ministry")), body("Lone")
    factories.event_organization(factories.draft(), center, joint_with=lone)
    assert whole() == ([{"Ministry": [{"Center": []}]}], ["Lone"])


def test_a_body_deleted_since_its_name_plate_was_remembered_does_no_harm(body):
    center, lone = body("Center", body("Ministry")), body("Lone")
    joint(lone, center)
    assert whole() == ([{"Ministry": [{"Center / Lone": []}]}], [])
    EventOrganization.objects.all().delete()
    lone.delete()
    assert whole() == ([{"Ministry": [{"Center": []}]}], [])


def test_a_body_printed_with_the_one_above_it_stays_below_it(body):
    ministry = body("Ministry")
    center = body("Center", ministry)
    joint(center, ministry)
    assert whole() == ([{"Ministry": [{"Center": []}]}], [])
    assert around(center) == {"Ministry": [{"Center": []}]}


def test_the_tree_around_a_body_holds_those_above_beside_and_below(body):
    ministry = body("Ministry")
    center, lmec = body("Center", ministry), body("LMEC")
    body("Department", ministry)
    division = body("Division", lmec)
    joint(lmec, center)
    tree = {"Ministry": [{"Center / LMEC": [{"Division": []}]}, {"Department": []}]}
    assert around(lmec) == tree
    assert around(center) == tree
    assert around(division) == {"LMEC": [{"Division": []}]}
    assert around(ministry) == {"Ministry": [{"Center": []}, {"Department": []}]}


def test_a_body_alone_has_no_tree(body):
    assert around(body("University")) is None


def test_many_siblings_are_left_out(body):
    ministry = body("Ministry")
    for number in range(MANY_SIBLINGS + 1):
        center = body(f"Center {number}", ministry)
    assert around(center) == {"Ministry": [{center.name: []}]}


def test_a_circle_in_the_data_ends(body):
    first, second = body("First"), body("Second")
    Parentage.objects.create(organization=first, parent=second)
    Parentage.objects.create(organization=second, parent=first)
    assert whole() == ([], [])
    assert around(first) == {"Second": [{"First": [{"Second": []}]}]}


def test_the_tree_around_a_body_is_that_of_the_day(body):
    old, new, center = body("Old"), body("New"), body("Center")
    Parentage.objects.create(organization=center, parent=old, end_date=date(2018, 3, 17))
    Parentage.objects.create(organization=center, parent=new, start_date=date(2018, 3, 18))
    joint(center, body("Beside"), start_date=date(2017, 1, 1))
    assert around(center, date(2016, 1, 1)) == {"Old": [{"Center": []}]}
    assert around(center, date(2018, 3, 17)) == {"Old": [{"Center / Beside": []}]}
    assert around(center, date(2018, 3, 18)) == {"New": [{"Center / Beside": []}]}
    assert around(old, date(2018, 3, 18)) is None


def test_nobody_stands_above_or_below_a_body_before_its_first_or_after_its_last_day(body):
    ministry = body("Ministry")
    for name, days in [
        ("Later", {"founding_date": date(2023, 1, 1)}),
        ("Gone", {"dissolution_date": date(2022, 1, 1)}),
        ("There", {"founding_date": DAY, "dissolution_date": DAY}),
    ]:
        factories.organization(name, **days).parentages.create(parent=ministry)
    assert around(ministry) == {"Ministry": [{"There": []}]}
    assert whole() == ([{"Ministry": [{"There": []}]}], ["Gone", "Later"])


def test_a_body_in_a_tree_has_the_name_of_the_day(body):
    ministry = body("Ministry of Ecology")
    center = body("Center", ministry)
    ministry.names.create(name="Ministry of Protection", kind="former", end_date=date(2018, 3, 17))
    tree = family(center, [], date(2016, 1, 1))
    name_as_of(tree, date(2016, 1, 1))
    assert tree.organization.former_name.name == "Ministry of Protection"
    assert tree.children[0].organization.former_name is None


def test_the_days_on_which_bodies_came_and_left_are_those_of_change(body):
    ministry, center = body("Ministry"), body("Center")
    rows = [
        {"organization": center, "parent": ministry, "end_date": date(2018, 3, 17)},
        {"organization": center, "parent": body("New"), "start_date": date(2018, 3, 18)},
        {"organization": body("Office"), "parent": center, "start_date": date(2020, 1, 1)},
        {"organization": body("Desk"), "parent": center, "start_date": date(2024, 1, 1)},
        {"organization": body("Dean"), "parent": center, "end_date": date.max},
        {"organization": body("Elsewhere"), "parent": ministry, "start_date": date(2021, 1, 1)},
    ]
    for row in rows:
        Parentage.objects.create(**row)
    assert days_of_change(center, DAY) == [date(2020, 1, 1), date(2018, 3, 18)]
