"""How SQLite finds its way through a large record, which it must without statistics.

Nothing on a small site runs ANALYZE, and one tempting index makes a page take seconds instead of
milliseconds. A plan is the same for empty tables, so no rows are needed to see it.
"""

import pytest
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from events.models import Event, Participation, Remark
from people.models import Person

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite's planner"),
]


def steps(queryset) -> list[str]:
    """What SQLite does, step by step, without the three numbers before each step."""
    return [line.split(maxsplit=3)[3] for line in queryset.explain().splitlines()]


def test_public_reports_are_read_in_order_without_sorting():
    plan = steps(Event.objects.published(timezone.now())[:20])
    assert plan == ["SCAN events_event USING INDEX events_public_newest"]


@pytest.mark.parametrize("field", ["start_date", "kind"])
def test_public_reports_are_counted_from_the_index_alone(field):
    counts = Event.objects.published(timezone.now()).order_by().values_list(field)
    plan = steps(counts.annotate(n=Count("pk")))
    assert plan[0] == "SCAN events_event USING COVERING INDEX events_public_newest"


@pytest.mark.parametrize("model", [Participation, Remark])
def test_what_is_public_of_one_person_is_looked_for_among_that_persons_rows(model):
    plan = steps(model.objects.published(timezone.now()).filter(person=1))
    assert plan[0].startswith(f"SEARCH {model._meta.db_table} USING INDEX")
    assert plan[1] == "SEARCH events_event USING INTEGER PRIMARY KEY (rowid=?)"


def test_people_are_listed_in_order_without_sorting():
    plan = steps(Person.objects.all()[:60])
    assert plan == ["SCAN people_person USING INDEX people_person_sorted"]
