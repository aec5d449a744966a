"""The event, its public identity, and its places."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from events.models.joining import Series
from events.models.publicity import Numbered, Part, Status
from events.models.querysets import CHANGED, EventQuerySet
from events.zones import ZONES
from lmec.addresses import MAX_LENGTH, Addressed
from lmec.history.models import Revision
from lmec.languages import Language
from lmec.richtext import RichTextField

DAYS = (date(1900, 1, 1), date(2199, 12, 31))


class Event(Addressed, Numbered):
    """A meeting and the report of it. One live row is its identity for ever.

    A published report is edited in a working copy: another row that names it.
    """

    class Kind(models.TextChoices):
        WORK_MEETING = "work-meeting", _("Work meeting")
        ROUNDTABLE = "roundtable", _("Roundtable dialogue")
        COMMITTEE = "committee", _("Committee meeting")
        SUMMIT = "summit", _("Leaders’ meeting")
        MINISTERIAL = "ministerial", _("Ministerial meeting")
        FORUM = "forum", _("Forum or conference")
        WORKSHOP = "workshop", _("Workshop or seminar")
        TRAINING = "training", _("Training")
        CEREMONY = "ceremony", _("Ceremony")
        VISIT = "visit", _("Visit or study tour")
        OTHER = "other", _("Other event")

    class Mode(models.TextChoices):
        IN_PERSON = "in-person", _("In person")
        ONLINE = "online", _("Online")
        HYBRID = "hybrid", _("In person and online")

    class Progress(models.TextChoices):
        SCHEDULED = "scheduled", _("Held, or going ahead")
        POSTPONED = "postponed", _("Postponed")
        CANCELLED = "cancelled", _("Cancelled")

    Status = Status
    numbered_texts = {"summary": "summary_numbers", "outcomes": "outcomes_numbers"}
    recorded_parts = [
        "places", "eventorganizations", "participations", "remarks", "eventtopics", "photos",
        "attachments",
    ]  # fmt: skip
    # Identity, stamps, and what must only ever grow.
    unrecorded = [
        "working_copy_of", "copied_from", "numbers_used", "anchors_used", "submitted_by",
        "submitted_at", "created_at", "created_by", "updated_at", "updated_by",
    ]  # fmt: skip

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # One to one by the constraint below. An index over the whole column would lead SQLite to
    # take "is no working copy" for the rarest of conditions and to begin every query there.
    working_copy_of = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="working_copies",
    )
    # What the working copy was made from, so that later corrections can be told from its changes.
    copied_from = models.ForeignKey(
        Revision, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    title = models.CharField(
        _("title"), max_length=300, help_text=_("As it stands above the report.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        blank=True,
        help_text=_("The last part of the report’s address. Made from the title if left empty."),
    )
    language = models.CharField(
        _("language of the report"), max_length=12, choices=Language, default=Language.ENGLISH
    )
    kind = models.CharField(
        _("kind of event"), max_length=20, choices=Kind, default=Kind.WORK_MEETING
    )
    series = models.ForeignKey(
        Series,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("series"),
    )
    edition = models.PositiveSmallIntegerField(
        _("edition"), null=True, blank=True, help_text=_("46 for the 46th meeting of the series.")
    )
    theme = models.CharField(_("theme"), max_length=300, blank=True)

    start_date = models.DateField(_("first day"))
    end_date = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Leave empty for one day, or if nobody knows."),
    )
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    timezone = models.CharField(
        _("time zone"),
        max_length=40,
        choices=[(zone, zone.replace("_", " ")) for zone in ZONES],
        default="Asia/Shanghai",
    )
    mode = models.CharField(
        _("how people took part"), max_length=10, choices=Mode, blank=True,
        help_text=_("Leave empty if the record does not say."),
    )  # fmt: skip
    progress = models.CharField(
        _("is it going ahead?"), max_length=10, choices=Progress, default=Progress.SCHEDULED
    )

    standfirst = models.CharField(
        _("standfirst"),
        max_length=300,
        blank=True,
        help_text=_("One sentence under the title, in lists and when the page is shared."),
    )
    summary = RichTextField(
        _("summary"),
        blank=True,
        help_text=_("What happened, in one or two paragraphs. What people said goes into remarks."),
    )
    summary_numbers = models.JSONField(default=list, editable=False)
    outcomes = RichTextField(
        _("outcomes"),
        blank=True,
        help_text=_("What the meeting itself decided, launched or adopted."),
    )
    outcomes_numbers = models.JSONField(default=list, editable=False)
    numbers_used = models.JSONField(default=list, editable=False)
    anchors_used = models.JSONField(default=list, editable=False)

    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        help_text=_("Beijing time. In the future: visitors see the report from then on."),
    )
    withdrawn_at = models.DateTimeField(
        _("withdrawn at"),
        null=True,
        blank=True,
        help_text=_("Beijing time. In the future: visitors see the report until then."),
    )
    withdrawal_reason = models.CharField(
        _("reason for withdrawing"),
        max_length=300,
        blank=True,
        help_text=_("Shown to visitors in place of the report."),
    )

    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    review_comment = models.CharField(
        _("comment for the writer"),
        max_length=1000,
        blank=True,
        help_text=_("What to change before it can be published. Only colleagues read it."),
    )

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-start_date", "-pk"]
        permissions = [("publish_event", _("Can publish and withdraw reports"))]
        indexes = [
            # Public lists run along it, and all that their counts ask for is in it: counting
            # reads no row of the table, which holds long texts.
            models.Index(
                F("start_date").desc(),
                F("id").desc(),
                F("published_at"),
                F("withdrawn_at"),
                F("kind"),
                F("status"),
                F("working_copy_of"),
                condition=Q(status=Status.PUBLISHED, working_copy_of=None),
                name="events_public_newest",
            ),
            # Feeds tell of the latest changes.
            models.Index(
                CHANGED.desc(),
                F("id").desc(),
                condition=Q(status=Status.PUBLISHED, working_copy_of=None),
                name="events_public_changed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["working_copy_of"],
                condition=Q(working_copy_of__isnull=False),
                name="events_event_one_working_copy",
                violation_error_message=_("This report has a working copy already."),
            ),
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(working_copy_of=None),
                name="events_event_slug",
                violation_error_message=_("Another report has this address already."),
            ),
            # Addresses have years of four digits, and calendars count one day past the last.
            models.CheckConstraint(
                condition=Q(start_date__range=DAYS)
                & (Q(end_date=None) | Q(end_date__range=(F("start_date"), DAYS[1]))),
                name="events_event_days_in_order",
                violation_error_message=_(
                    "The last day must not be before the first day, and the year must be between "
                    "1900 and 2199."
                ),
            ),
            models.CheckConstraint(
                condition=Q(end_time=None) | Q(start_time__isnull=False),
                name="events_event_time_begins",
                violation_error_message=_("Say when it begins, or leave out when it ends."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED)
                | Q(published_at__isnull=False, working_copy_of=None),
                name="events_event_published_at_a_time",
                violation_error_message=_("A published report needs the time of publication."),
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="events_event_withdrawn_at_a_time",
                violation_error_message=_("A withdrawn report needs the time of withdrawal."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("events:detail", args=[self.start_date.year, self.slug])

    @property
    def slug_source(self) -> tuple[str, str]:
        return self.title, f"event-{self.key.hex[:12]}"

    @property
    def keeps_addresses(self) -> bool:
        return self.published_at is not None and self.working_copy_of_id is None

    @classmethod
    def with_slug(cls) -> models.QuerySet:
        return cls.objects.live()

    def is_published(self, at: datetime) -> bool:
        """Whether visitors may read the report at a time; `EventQuerySet.published` for one row."""
        return (
            self.status == Status.PUBLISHED
            and self.working_copy_of_id is None
            and self.published_at is not None
            and self.published_at <= at
            and (self.withdrawn_at is None or self.withdrawn_at > at)
        )

    def was_withdrawn(self, at: datetime) -> bool:
        """Whether visitors could once read the report, so that its address owes them a notice."""
        if self.published_at is None or self.published_at > at or self.working_copy_of_id:
            return False
        taken_back = self.status == Status.PUBLISHED and self.withdrawn_at is not None
        return self.status == Status.WITHDRAWN or (taken_back and self.withdrawn_at <= at)

    def was_read(self, at: datetime) -> bool:
        """Whether visitors can read the report or once could, so that it has to stay."""
        return self.is_published(at) or self.was_withdrawn(at)

    @property
    def changed_at(self) -> datetime:
        """When a public report last changed for visitors: with its publication at the earliest."""
        return max(self.published_at, self.updated_at)

    @property
    def last_date(self):
        return self.end_date or self.start_date

    @property
    def starts_at(self) -> datetime | None:
        """The moment it begins, in its own zone; None where only the day is known."""
        if self.start_time is None:
            return None
        return datetime.combine(self.start_date, self.start_time, ZoneInfo(self.timezone))

    def is_upcoming(self, at: datetime | None = None) -> bool:
        """Whether its first day is still to come where it is held; `at` is now by default."""
        return self.start_date > timezone.localdate(at, ZoneInfo(self.timezone))

    @cached_property
    def speakers(self) -> list:
        """One row of each person who chaired or spoke, in order; mere delegates left out."""
        rows = {}
        for row in self.participations.all():
            if row.spoke:
                rows.setdefault(row.person_id, row)
        return list(rows.values())

    @cached_property
    def hosts(self) -> list:
        """The rows of the bodies that held it, in order."""
        return [row for row in self.eventorganizations.all() if row.is_host]

    @cached_property
    def participants(self) -> list:
        """The rows of the bodies that took part otherwise, in order; "A / B" is one."""
        return [row for row in self.eventorganizations.all() if not row.is_host]


class Place(Part):
    """Where an event was held; an event may have several."""

    venue = models.CharField(_("venue"), max_length=200, blank=True)
    city = models.CharField(_("city"), max_length=100, db_index=True)
    country = CountryField(_("country"), blank=True)

    class Meta(Part.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")

    def __str__(self):
        return ", ".join(part for part in (self.city, self.country.name) if part)
