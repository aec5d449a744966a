"""Facts that hold between two days, either of which may be unknown."""

from datetime import date
from enum import Enum

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Held(Enum):
    """What the record says of a fact on a day."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NO = "no"


class DatedQuerySet(models.QuerySet):
    def as_of(self, day: date):
        """What held on `day`, certainly or possibly: an unknown start or end excludes nothing."""
        return self.filter(
            Q(start_date=None) | Q(start_date__lte=day), Q(end_date=None) | Q(end_date__gte=day)
        )


class Dated(models.Model):
    start_date = models.DateField(
        _("from"), null=True, blank=True, help_text=_("Leave empty if nobody knows.")
    )
    end_date = models.DateField(
        _("until"), null=True, blank=True, help_text=_("Leave empty if it still holds.")
    )

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(end_date__gte=F("start_date")),
                name="%(app_label)s_%(class)s_dates_in_order",
                violation_error_message=_("The last day must not be before the first day."),
            ),
        ]

    def held_on(self, day: date) -> Held:
        """Whether this held on `day`. With an unknown start it is possible, never certain."""
        if (self.start_date and self.start_date > day) or (self.end_date and self.end_date < day):
            return Held.NO
        return Held.CERTAIN if self.start_date else Held.POSSIBLE

    def period(self) -> str:
        """The two years as read in a list: "2018–2022", "since 2018", "until 2022" or ""."""
        start, end = self.start_date, self.end_date
        if start and end:
            return f"{start.year}–{end.year}" if start.year != end.year else str(start.year)
        if start:
            return str(_("since %(year)s") % {"year": start.year})
        return str(_("until %(year)s") % {"year": end.year}) if end else ""
