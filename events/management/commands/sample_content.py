"""Fill a database with invented reports, to see how the site bears many of them."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from tqdm import tqdm

from events import seed
from events.models import (
    Attachment,
    Event,
    EventOrganization,
    EventTopic,
    Participation,
    Place,
    Remark,
)
from events.sample.directory import grow
from events.sample.reports import ALL_KEYS, SampleReport, key, number_of

AT_ONCE = 200
PARTS = [Place, EventOrganization, Participation, Remark, EventTopic, Attachment]


class Command(BaseCommand):
    help = (
        "Add invented reports, with a directory, until there are N; the same ones in every "
        "database. Never for a site that people read."
    )

    def add_arguments(self, parser):
        parser.add_argument("--events", type=int, required=True, metavar="N")
        parser.add_argument(
            "--force",
            action="store_true",
            help="Do it even where there are reports that are neither sample nor seed.",
        )

    def handle(self, *, events: int, force: bool, **options):
        if events < 1:
            raise CommandError("--events must be 1 or more.")
        real = Event.objects.exclude(key__range=ALL_KEYS).exclude(key=seed.EVENT["key"]).count()
        if real and not force:
            msg = (
                f"This database holds {real} report(s) of its own, and sample content would stand "
                "among them on the site. Use another database, or --force."
            )
            raise CommandError(msg)
        with transaction.atomic():
            directory = grow(events)
        added = 0
        with tqdm(total=events, unit=" reports", disable=None) as bar:
            for start in range(0, events, AT_ONCE):
                numbers = range(start, min(start + AT_ONCE, events))
                added += add_missing(numbers, directory)
                bar.update(len(numbers))
        if connection.vendor == "postgresql":
            # It would in a minute; until then it plans its queries for empty tables.
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        self.stdout.write(f"Added {added} sample reports; there are {events}.")
        if added:
            self.stdout.write("Run rebuild_search for the search to find them.")


@transaction.atomic
def add_missing(numbers: range, directory) -> int:
    """Add those of the sample reports that are not there; how many were missing."""
    first, last = key(numbers[0]), key(numbers[-1])
    found = Event.objects.filter(key__range=(first, last)).values_list("key", flat=True)
    have = {number_of(found_key) for found_key in found}
    reports = [SampleReport(number, directory) for number in numbers if number not in have]
    Event.objects.bulk_create([report.event for report in reports])
    parts = [part for report in reports for part in report.parts]
    for model in PARTS:
        model.objects.bulk_create([part for part in parts if type(part) is model])
    return len(reports)
