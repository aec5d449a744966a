"""Make the search index anew while the site serves."""

from collections.abc import Callable
from functools import partial

from django.core.management.base import BaseCommand
from django.db.models import Q
from tqdm import tqdm

from events.indexing import (
    PUBLISHED,
    index_events,
    index_organizations,
    index_people,
    index_topics,
)
from events.models import Event, Topic
from lmec.search.index import forget
from lmec.search.models import Kind, SearchEntry
from organizations.ancestry import Ancestry
from organizations.models import Organization
from people.models import Person

BATCH = 200


class Command(BaseCommand):
    help = (
        "Make the search index anew from the record. Batches are replaced one by one, each in a "
        "transaction, so searches find the old or the new entries of a report and never none."
    )

    def handle(self, *args, **options):
        events = Event.objects.filter(**PUBLISHED).order_by("pk")
        self.rebuild("reports", events, partial(index_events, ancestry=Ancestry()))
        forget(Q(event_id__isnull=False) & ~Q(event_id__in=events.values("pk")))
        for kind, model, index in (
            (Kind.PERSON, Person, index_people),
            (Kind.ORGANIZATION, Organization, index_organizations),
            (Kind.TOPIC, Topic, index_topics),
        ):
            rows = model.objects.order_by("pk")
            self.rebuild(kind.label.lower(), rows, index)
            forget(Q(kind=kind) & ~Q(object_id__in=rows.values("pk")))
        self.stdout.write(f"The search index has {SearchEntry.objects.count()} entries.")

    def rebuild(self, name: str, rows, index: Callable) -> None:
        """Index all rows in batches of keys, with a progress bar where somebody watches."""
        last = 0
        with tqdm(total=rows.count(), desc=name, unit="", disable=None) as bar:
            while keys := list(rows.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
                index(keys)
                last = keys[-1]
                bar.update(len(keys))
