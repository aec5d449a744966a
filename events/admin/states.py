"""The last section of a report's form: its state, who may move it where, and what visitors see."""

from datetime import datetime

from django import forms
from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.checks import stops
from events.models import Event
from events.models.event import DAYS
from events.models.publicity import Status
from events.publishing import (
    Action,
    publish,
    publisher_obstacle,
    send_back,
    settle,
    submit,
    unschedule,
    withdraw,
)
from events.working_copies import ConflictError, publish_copy
from lmec.conflicts.forms import AskingForm
from lmec.history.admin import RecordedAdmin
from lmec.history.models import record
from lmec.moments import moment

PUBLISHING = ["published_at", "withdrawn_at", "withdrawal_reason"]


def next_statuses(event: Event, may_publish: bool) -> list[Status]:
    """What a report may become, and what it is. Once read by visitors it is no draft again."""
    if event.status == Status.WITHDRAWN or event.was_read(timezone.now()):
        return [Status.PUBLISHED, Status.WITHDRAWN]
    return [Status.DRAFT, Status.IN_REVIEW, *([Status.PUBLISHED] if may_publish else [])]


def is_open(event: Event) -> bool:
    """Whether those who write may change a report: visitors do not read this row."""
    return event.status in (Status.DRAFT, Status.IN_REVIEW)


class StateForm(AskingForm):
    """A report's state. The chosen status is left to the admin, in `chosen_status`."""

    note = forms.CharField(
        label=_("Note for visitors"),
        max_length=500,
        required=False,
        help_text=_(
            "For example “The name of a speaker was misspelt.” It stands below the report after "
            "“Corrected on” and today’s date. Leave empty for a small change that needs no note."
        ),
    )
    chosen_status: str | None = None
    user = None  # who fills the form in
    may_publish = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "status" in self.fields:
            statuses = next_statuses(self.instance, self.may_publish)
            self.fields["status"].choices = [(status.value, status.label) for status in statuses]
            if self.instance.was_withdrawn(timezone.now()):
                self.initial["status"] = Status.WITHDRAWN
                if "withdrawn_at" in self.fields:
                    self.fields["withdrawn_at"].disabled = True

    def clean(self):
        super().clean()
        # Published and withdrawn reports need more than their status, and their parts first.
        chosen = self.chosen_status = self.cleaned_data.pop("status", None)
        now = timezone.now()
        if chosen == Status.PUBLISHED:
            self.check_publisher()
        if chosen and "published_at" in self.cleaned_data:
            self.check_publication(self.cleaned_data["published_at"], now)
            self.check_withdrawal(self.cleaned_data.get("withdrawn_at"), now)
        if chosen == Status.DRAFT and self.instance.status == Status.IN_REVIEW:
            self.check_comment()
        return self.cleaned_data

    def check_comment(self) -> None:
        """Refuse to send a report back without a word; its own writer may take it back."""
        comment = self.cleaned_data.get("review_comment")
        if comment == "" and self.instance.submitted_by_id != self.user.pk:
            self.add_error("review_comment", _("Say what is to be changed."))

    def check_publisher(self) -> None:
        """Where the site demands two people, refuse to let one both submit and publish."""
        is_published = self.instance.status == Status.PUBLISHED
        obstacle = publisher_obstacle(self.instance, self.user)
        if obstacle and (not is_published or self.has_changed()):
            self.add_error(None if is_published else "status", obstacle)

    def check_publication(self, moment: datetime | None, now: datetime) -> None:
        """Refuse to take its time of publication away, or to put it off once it has passed.

        A report that visitors have read would else become a draft again, and be deleted.
        """
        was_read = self.instance.was_read(now)
        stays_published = self.instance.status == Status.PUBLISHED == self.chosen_status
        if moment is None and (was_read or stays_published):
            self.add_error("published_at", _("A published report has a time of publication."))
        elif moment and moment.date() < DAYS[0]:
            self.add_error("published_at", _("Check the year."))
        elif was_read and moment > now:
            self.add_error(
                "published_at",
                _("Visitors have read this report, so the time of its publication has passed."),
            )

    def check_withdrawal(self, moment: datetime | None, now: datetime) -> None:
        """Refuse a withdrawal without a reason, in the past or before the publication."""
        is_published = self.chosen_status == Status.PUBLISHED
        is_to_come = is_published and moment is not None and moment > now
        needs_reason = self.chosen_status == Status.WITHDRAWN or is_to_come
        if needs_reason and not self.cleaned_data.get("withdrawal_reason", "").strip():
            self.add_error(
                "withdrawal_reason", _("Say why: visitors read this in place of the report.")
            )
        if not is_published or moment is None or "withdrawn_at" not in self.changed_data:
            return
        if moment <= now:
            self.add_error("withdrawn_at", _("This time has passed. To withdraw now, choose so."))
        elif moment <= (self.cleaned_data.get("published_at") or now):
            self.add_error("withdrawn_at", _("It has to be after the time of publication."))


class StateAdmin(RecordedAdmin):
    """Who may move a report where, and what is recorded and told when it moves."""

    def may_publish(self, request) -> bool:
        return request.user.has_perm("events.publish_event")

    def has_change_permission(self, request, obj=None):
        """What visitors may read is changed by those who may publish."""
        if obj is not None and not is_open(obj) and not self.may_publish(request):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is not None and not is_open(obj):
            return False
        return super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        is_reviewing = obj and obj.status == Status.IN_REVIEW and self.may_publish(request)
        return [] if is_reviewing else ["review_comment"]

    def get_fieldsets(self, request, obj=None):
        """The fields of the state that this account and this report have."""
        hidden = list(self.hidden_fields(request, obj))
        return [
            (name, {**options, "fields": [f for f in options["fields"] if f not in hidden]})
            for name, options in super().get_fieldsets(request, obj)
        ]

    def hidden_fields(self, request, obj):
        if not self.may_publish(request) or (obj and obj.working_copy_of_id):
            yield from PUBLISHING
        is_corrected = obj and (obj.working_copy_of_id or obj.was_read(timezone.now()))
        is_changed = self.may_publish(request) and self.has_change_permission(request, obj)
        if not (is_corrected and is_changed):
            yield "note"
        if self.get_readonly_fields(request, obj) and not (obj and obj.review_comment):
            yield "review_comment"

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user, form.may_publish = request.user, self.may_publish(request)
        return form

    def _create_formsets(self, request, obj, change):
        """Where two people are demanded, let rows of a published report change in a draft only."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        stays = obj is not None and obj.status == Status.PUBLISHED == request.POST.get("status")
        if change and stays:
            for rows in formsets:
                rows.obstacle = publisher_obstacle(obj, request.user)
        return formsets, inlines

    # --- Moving on ---------------------------------------------------------------------------

    def keep(self, request, form, change):
        """Give a saved report the chosen status, and record what it has become."""
        event, chosen = form.instance, form.chosen_status
        is_moved = not {"published_at", "withdrawn_at"}.isdisjoint(form.changed_data)
        now = timezone.now().replace(second=0, microsecond=0)
        was = Status.WITHDRAWN if event.was_withdrawn(now) else event.status
        who = {"by": request.user, "why": self.why(request)}
        note = form.cleaned_data.get("note", "").strip()
        if chosen == Status.PUBLISHED != was and self.is_stopped(request, event):
            chosen = was
        if event.working_copy_of_id and chosen == Status.PUBLISHED:
            self.swap_in(request, event, now, note)
        elif chosen == Status.PUBLISHED and (was != chosen or is_moved):
            publish(event, now, **who)
        elif chosen == Status.WITHDRAWN and (was != chosen or is_moved):
            withdraw(
                event, min(now, event.withdrawn_at or now), event.withdrawal_reason, request.user
            )
        elif chosen == Status.IN_REVIEW != was:
            submit(event, now, **who)
        elif chosen == Status.DRAFT and was == Status.IN_REVIEW:
            send_back(event, request.user, form.cleaned_data.get("review_comment", ""))
        elif chosen == Status.DRAFT != was:
            unschedule(event, **who)
        elif was == Status.PUBLISHED:
            if note:
                event.corrections.create(note=note, by=request.user, at=now)
            action = Action.CORRECTED if note else Action.SAVED
            record(settle(event), action, request.user, self.why(request) or note)
        else:
            record(event, Action.SAVED if change else Action.ADDED, **who)

    def is_stopped(self, request, event: Event) -> bool:
        """Whether something in a saved report must be corrected before visitors read it."""
        found = stops(event)
        for sentence in found:
            text = gettext("Saved, and not published. %(sentence)s") % {"sentence": sentence}
            self.message_user(request, text, messages.ERROR)
        return bool(found)

    def swap_in(self, request, copy: Event, now: datetime, note: str) -> None:
        """Publish a draft of a published report, which then is `copy.published_as`."""
        record(copy, Action.SAVED, request.user, self.why(request))
        try:
            copy.published_as = publish_copy(copy, now, request.user, self.why(request), note)
        except ConflictError:
            text = gettext(
                "The draft is saved and not published: the report was corrected in the same "
                "places meanwhile. Look at both versions above the form."
            )
            self.message_user(request, text, messages.ERROR)

    def tell(self, request, event) -> None:
        """Say what visitors see of a report that was just saved."""
        live = getattr(event, "published_as", event)
        link = format_html('<a href="{}">{}</a>', live.get_absolute_url(), live.title)
        if live.is_published(timezone.now()):
            text = format_html(gettext("Visitors can read it now: {}"), link)
            if live.withdrawn_at:
                text = format_html(
                    gettext("{} It is withdrawn on {}."), text, moment(live.withdrawn_at)
                )
        elif live.was_withdrawn(timezone.now()):
            text = format_html(gettext("It is withdrawn. Its address says so, and why: {}"), link)
        elif live.status == Status.PUBLISHED:
            text = format_html(gettext("Visitors can read it from: {}"), moment(live.published_at))
        elif live.working_copy_of_id:
            text = gettext("Visitors go on reading the report as it was published.")
        elif live.status == Status.IN_REVIEW:
            text = gettext("Those who publish find it among the reports waiting for review.")
        else:
            return
        self.message_user(request, text, messages.SUCCESS)

    @admin.display(description=_("status"), ordering="status")
    def state(self, event):
        """The status in words that also tell what the time has made of it."""
        now, label = timezone.now(), event.get_status_display()
        if event.working_copy_of_id:
            return _("Draft of changes: %(status)s") % {"status": label}
        if event.was_withdrawn(now):
            return Status.WITHDRAWN.label
        if event.status == Status.PUBLISHED and not event.is_published(now):
            return _("Scheduled: %(time)s") % {"time": moment(event.published_at)}
        if event.status == Status.PUBLISHED and event.withdrawn_at:
            return _("Published until %(time)s") % {"time": moment(event.withdrawn_at)}
        return label
