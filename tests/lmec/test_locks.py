"""What two do at once; SQLite lets one write at a time, so only PostgreSQL has to be asked."""

from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.models import Event
from events.publishing import publish
from lmec.search.models import Kind, SearchEntry
from tests import factories
from tests.events.admin.conftest import Desk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]


def at_once(*jobs):
    """Do all jobs at the same time; an error of any is an error here."""
    ready, errors = Barrier(len(jobs)), []

    def work(job):
        try:
            ready.wait(timeout=60)
            job()
        except Exception as error:  # whatever it was, it is shown below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_reports_that_name_the_same_people_are_published_at_once():
    people = [factories.person() for _ in range(5)]
    drafts = [factories.draft() for _ in range(4)]
    for report in drafts:
        for somebody in people:
            factories.participation(report, somebody)
    now = timezone.now()
    at_once(*(lambda report=report: publish(report, now) for report in drafts))
    found = SearchEntry.objects.filter(kind=Kind.PERSON).values_list("object_id", flat=True)
    assert sorted(found) == sorted(somebody.pk for somebody in people)
    assert SearchEntry.objects.filter(kind=Kind.REPORT).count() == 4


def test_reports_of_one_title_saved_at_once_get_addresses_of_their_own():
    desks = [Desk(Client(), factories.user("Writers")) for _ in range(4)]
    given = {"title": ["Work Meeting"], "slug": ["work-meeting"], "start_date": ["2022-11-23"]}
    filled = [(desk, desk.fields() | given) for desk in desks]
    at_once(*(lambda desk=desk, fields=fields: desk.save(fields) for desk, fields in filled))
    slugs = set(Event.objects.values_list("slug", flat=True))
    assert slugs == {"work-meeting", "work-meeting-2", "work-meeting-3", "work-meeting-4"}


def test_people_of_one_name_saved_at_once_get_addresses_of_their_own():
    at_once(*(lambda: factories.person("Li Na") for _ in range(4)))


def test_a_report_is_locked_while_it_is_saved_and_not_while_it_is_read(client):
    report = factories.draft()
    desk = Desk(client, factories.user("Editors"))
    with CaptureQueriesContext(connection) as reading:
        fields = desk.fields(report)
    with CaptureQueriesContext(connection) as saving:
        desk.save(fields, report)
    locks = ["FOR NO KEY UPDATE" in str(queries.captured_queries) for queries in (reading, saving)]
    assert locks == [False, True]
