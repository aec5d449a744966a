"""The lists of the desk in full, as a filter of the list of reports."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.desk import mine, scheduled, waiting


class WorkFilter(admin.SimpleListFilter):
    title = _("work")
    parameter_name = "work"
    which = {"mine": mine, "waiting": waiting, "scheduled": scheduled}

    def lookups(self, request, model_admin):
        return [
            ("mine", _("My drafts")),
            ("waiting", _("Waiting for review")),
            ("scheduled", _("Scheduled")),
        ]

    def queryset(self, request, queryset):
        if self.value() not in self.which:
            return queryset
        return queryset.filter(self.which[self.value()](request.user, timezone.now()))
