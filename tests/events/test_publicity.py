"""When a report is public: the rule, and that everything that says it agrees."""

from datetime import timedelta
from itertools import product

import pytest
from django.utils import timezone

from events.models import Event, Participation, Remark
from events.models.publicity import Status
from tests import factories

NOW = timezone.now()
MOMENTS = [None, NOW - timedelta(days=1), NOW, NOW + timedelta(days=1)]


@pytest.mark.django_db
def test_a_published_report_is_public():
    report = factories.event()
    assert list(Event.objects.published(timezone.now())) == [report]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "hidden",
    [
        {"status": Status.DRAFT},
        {"status": Status.WITHDRAWN, "withdrawn_at": NOW},
        {"published_at": NOW + timedelta(hours=1)},
        {"withdrawn_at": NOW - timedelta(hours=1)},
    ],
)
def test_it_is_not_public_when(hidden):
    report = factories.event()
    Event.objects.filter(pk=report.pk).update(**hidden)
    factories.remark(report)
    assert list(Event.objects.published(NOW)) == []
    assert list(Remark.objects.published(NOW)) == []
    assert list(Participation.objects.published(NOW)) == []


@pytest.mark.django_db
def test_a_working_copy_is_never_public():
    report = factories.event()
    copy = factories.draft(title=report.title, slug=report.slug, working_copy_of=report)
    copy.published_at = report.published_at
    assert not copy.is_published(NOW)
    assert list(Event.objects.published(NOW)) == [report]
    assert list(Event.objects.live()) == [report]


@pytest.mark.django_db
def test_a_scheduled_report_becomes_public_at_its_moment():
    report = factories.event()
    Event.objects.update(published_at=NOW + timedelta(hours=1))
    assert list(Event.objects.published(NOW + timedelta(minutes=59))) == []
    assert list(Event.objects.published(NOW + timedelta(hours=1))) == [report]


@pytest.mark.django_db
def test_the_object_and_the_queryset_agree_in_every_state():
    for status, published_at, withdrawn_at in product(Status, MOMENTS, MOMENTS):
        if status == Status.PUBLISHED and published_at is None:
            continue
        if status == Status.WITHDRAWN and withdrawn_at is None:
            continue
        factories.draft(status=status, published_at=published_at, withdrawn_at=withdrawn_at)
    for at in (NOW - timedelta(days=2), NOW - timedelta(hours=1), NOW, NOW + timedelta(days=2)):
        public = set(Event.objects.published(at))
        assert public == {report for report in Event.objects.all() if report.is_published(at)}
    assert Event.objects.published(NOW).exists()
