"""What a body was called when, and which bodies it came from or became."""

from datetime import date

import pytest

from lmec.pages.history import history
from organizations.models import Succession
from tests import factories

pytestmark = pytest.mark.django_db
REFORM = date(2018, 3, 17)


def told(body) -> list[tuple]:
    chapters = history(body, list(body.origins.all()), list(body.successions.all()))
    return [(str(chapter.label), chapter.name, chapter.start, chapter.end) for chapter in chapters]


def former(body, name: str, start=None, end=None, **fields):
    body.names.create(name=name, kind="former", start_date=start, end_date=end, **fields)


def test_a_body_that_was_never_called_otherwise_has_no_history():
    body = factories.organization(founding_date=date(1998, 1, 1))
    body.names.create(name="MEE", kind="acronym")
    body.names.create(name="生态环境部", language="zh-Hans")
    assert told(body) == []


def test_former_names_come_in_order_and_the_present_one_follows_them():
    body = factories.organization("Ministry of Ecology")
    former(body, "Administration", date(1998, 1, 1), date(2008, 3, 14))
    former(body, "Ministry of Protection", date(2008, 3, 15), REFORM)
    former(body, "Bureau", end=date(1997, 12, 31))
    assert told(body) == [
        ("Former name", "Bureau", None, date(1997, 12, 31)),
        ("Former name", "Administration", date(1998, 1, 1), date(2008, 3, 14)),
        ("Former name", "Ministry of Protection", date(2008, 3, 15), REFORM),
        ("Name today", "Ministry of Ecology", date(2018, 3, 18), None),
    ]


def test_a_former_name_of_unknown_days_comes_first():
    body = factories.organization("Center")
    former(body, "Office", date(2001, 1, 1), date(2002, 1, 1))
    former(body, "Desk")
    assert [name for _label, name, _start, _end in told(body)] == ["Desk", "Office", "Center"]


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        ("renamed", "Renamed from", "Renamed as"),
        ("merged", "Merged from", "Merged into"),
        ("split", "Split from", "Split into"),
        ("replaced", "In the place of", "Replaced by"),
    ],
)
def test_a_succession_is_told_by_both_bodies(kind, before, after):
    old = factories.organization("Old", dissolution_date=REFORM)
    new = factories.organization("New", founding_date=REFORM)
    Succession.objects.create(predecessor=old, successor=new, kind=kind, date=REFORM)
    assert told(new) == [
        ("Founded", "", REFORM, REFORM),
        (before, "Old", REFORM, REFORM),
        ("Name today", "New", REFORM, None),
    ]
    assert told(old) == [
        ("Last name", "Old", None, REFORM),
        (after, "New", REFORM, REFORM),
        ("Dissolved", "", REFORM, REFORM),
    ]


def test_a_name_that_never_ends_does_no_harm():
    body = factories.organization("Center")
    former(body, "Office", end=date.max)
    assert ("Name today", "Center", None, None) in told(body)
