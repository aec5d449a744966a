"""What one asks of reports: which visitors may read, and what a page of each kind loads."""

from datetime import datetime

from django.db import models
from django.db.models import Prefetch
from django.db.models.functions import Greatest

from events.models.joining import EventTopic
from events.models.parts import EventOrganization, Participation
from events.models.publicity import public
from events.models.remark import Remark

CHANGED = Greatest("published_at", "updated_at")
# With what belongs to them.
TEXTS = [
    "summary", "summary_numbers", "outcomes", "outcomes_numbers", "numbers_used", "anchors_used",
]  # fmt: skip


class EventQuerySet(models.QuerySet):
    def published(self, at: datetime):
        """The reports that visitors may read at a time; every public list starts here."""
        return self.filter(public(at))

    def live(self):
        """Every report once: working copies left out."""
        return self.filter(working_copy_of=None)

    def by_change(self):
        """In the order of `changed_at`, the latest first."""
        return self.order_by(CHANGED.desc(), "-pk")

    def in_brief(self):
        """Load what a list shows of each public event: places, hosts, and whom to count.

        Publication has frozen the names of the bodies, so the bodies themselves are not loaded.
        """
        bodies = EventOrganization.objects.only("event", "position", "role", "name_as_printed")
        people = Participation.objects.only("event", "position", "person", "roles")
        return self.prefetch_related(
            "places", Prefetch("eventorganizations", bodies), Prefetch("participations", people)
        ).defer(*TEXTS)

    def with_parts(self):
        """Load who took part, what was said, where and about what."""
        return self.select_related("series").prefetch_related(
            "places",
            Prefetch(
                "eventorganizations",
                EventOrganization.objects.select_related("organization", "joint_with"),
            ),
            Prefetch(
                "participations",
                Participation.objects.select_related("person", "organization", "joint_with"),
            ),
            Prefetch("remarks", Remark.objects.select_related("person", "organization")),
            Prefetch("eventtopics", EventTopic.objects.select_related("topic")),
        )

    def in_full(self):
        """Load all that the report's page shows."""
        return self.with_parts().prefetch_related("photos", "attachments", "corrections")
