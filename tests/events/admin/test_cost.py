"""What the form of a report costs, whatever the size of the directory."""

import pytest

from events.models import Event
from people.models import Person
from tests import factories

pytestmark = pytest.mark.django_db
# What keeping every state, noticing conflicts and keeping what was typed may add to a save that
# kept, noticed and checked nothing of the kind.
MARGIN = 1.5


AT_TWO_SIZES = pytest.mark.parametrize("report", [50, 5000], indirect=True)


@pytest.fixture
def report(request) -> Event:
    """A published report with 20 of everything, on a site that knows so many people."""
    Person.objects.bulk_create(
        Person(name=f"Somebody {n}", sort_name=f"Somebody {n}", slug=f"somebody-{n}")
        for n in range(getattr(request, "param", 50))
    )
    return factories.a_full_report(20)


@AT_TWO_SIZES
def test_a_large_report_opens_in_few_queries(editor, report):
    editor.get(report)
    assert editor.queries <= 35  # 8 of them for the checks


@AT_TWO_SIZES
def test_saving_a_large_report_unchanged_costs_few_queries(editor, report):
    editor.save(editor.fields(report), report)
    assert editor.queries <= 31 * MARGIN


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("bodies-{}-note", "With colleagues"),
        ("participations-{}-note", "By video"),
        ("remarks-{}-text", "<p>Something else was said.</p>"),
    ],
)
def test_each_changed_row_costs_little_more(editor, report, field, value):
    fields = editor.fields(report)
    editor.save(fields, report)
    unchanged = editor.queries
    editor.save(fields | {field.format(n): [value] for n in range(10)}, report)
    assert (editor.queries - unchanged) / 10 <= 15


@AT_TWO_SIZES
def test_one_changed_row_keeps_to_the_budget_of_a_save(editor, report):
    fields = editor.fields(report)
    editor.save(fields | {"remarks-3-text": ["<p>Something else was said.</p>"]}, report)
    # It was 52 before saves were recorded and drafts kept.
    assert editor.queries <= 52 * 1.5


def test_moving_every_remark_costs_one_query_more(editor, report):
    fields = editor.fields(report)
    editor.save(fields | {"theme": ["Water"]}, report)
    theme_alone = editor.queries
    fields = editor.fields(report)
    moved = {f"remarks-{n}-position": [str(20 - n)] for n in range(20)}
    editor.save(fields | moved, report)
    assert editor.queries <= theme_alone + 1
    assert [remark.position for remark in report.remarks.order_by("pk")] == list(range(20, 0, -1))


def test_a_form_with_an_error_costs_little_more_than_opening_it(editor, report):
    fields = editor.fields(report)
    response = editor.post(fields | {"title": [""]}, report)
    assert response.status_code == 200
    assert editor.queries <= 60


def test_a_report_of_sixty_remarks_saves(editor):
    report = factories.a_full_report(60)
    fields = editor.fields(report)
    assert len(fields) > 1500
    editor.save(fields | {"remarks-59-heading": ["The last word"]}, report)
    assert report.remarks.last().heading == "The last word"


def test_the_list_of_reports_costs_the_same_for_one_and_for_many(editor):
    factories.a_full_report(2)
    editor.client.get("/admin/events/event/")
    editor._ask(editor.client.get, "/admin/events/event/")
    one = editor.queries
    for _ in range(4):
        factories.a_full_report(3)
    editor._ask(editor.client.get, "/admin/events/event/")
    assert editor.queries == one
