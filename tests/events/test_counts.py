from datetime import timedelta

import pytest
from django.utils import timezone

from events.counts import remembered
from events.models import Event
from events.publishing import publish, withdraw
from tests import factories

pytestmark = pytest.mark.django_db


def public(at) -> int:
    return remembered("public", at, Event.objects.published(at).count)


def test_a_count_is_worked_out_once(django_assert_num_queries):
    factories.event()
    now = timezone.now()
    assert public(now) == 1
    with django_assert_num_queries(1):  # when the record changed last
        assert public(now + timedelta(minutes=5)) == 1


def test_publishing_and_withdrawing_change_the_count_at_once():
    first = factories.event()
    assert public(timezone.now()) == 1
    second = factories.draft()
    publish(second, timezone.now())
    assert public(timezone.now()) == 2
    withdraw(first, timezone.now(), "A mistake.")
    assert public(timezone.now()) == 1


def test_a_scheduled_report_is_counted_from_its_moment_on():
    now = timezone.now()
    factories.event()
    publish(factories.draft(), now + timedelta(hours=1))
    assert public(now) == 1
    assert public(now + timedelta(minutes=59)) == 1
    assert public(now + timedelta(minutes=61)) == 2


def test_a_report_due_to_be_withdrawn_is_counted_until_then():
    now = timezone.now()
    factories.event(withdrawn_at=None)
    Event.objects.update(withdrawn_at=now + timedelta(hours=1), updated_at=now)
    assert public(now) == 1
    assert public(now + timedelta(hours=1)) == 0
