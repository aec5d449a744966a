"""What the form of a report and its rows check and show."""

import re
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event, Participation
from events.models.event import DAYS
from events.models.publicity import Status
from lmec.formsets import Row, RowFormSet
from lmec.locks import hold
from people.models import Membership, Person

REMARKS_PERSON = re.compile(r"(remarks-\d+)-person")


def next_statuses(event: Event) -> list[Status]:
    """What a report may become, and what it is. Once read by visitors it is no draft again."""
    if event.status == Status.WITHDRAWN or event.was_read(timezone.now()):
        return [Status.PUBLISHED, Status.WITHDRAWN]
    return [Status.DRAFT, Status.PUBLISHED]


class EventForm(forms.ModelForm):
    """The report itself. The chosen status is left to the admin, in `chosen_status`."""

    chosen_status: str | None = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        if "status" in self.fields:
            self.fields["status"].choices = [
                (status.value, status.label) for status in next_statuses(self.instance)
            ]

    def clean_slug(self):
        """A new report whose address is or was another's gets the next free one.

        A known one may take over a former address, since its editor wrote that by hand; the
        present address of another is refused.

        The model's constraint names a field that no form has, so it is not asked there.
        """
        slug, known = self.cleaned_data["slug"], self.instance.pk is not None
        others = Event.objects.live().exclude(pk=self.instance.pk)
        if slug and slug != self.instance.slug:
            hold("event addresses")
            is_taken = others.filter(slug=slug).exists()
            if is_taken and known:
                raise ValidationError(_("Another report has this address already."))
            if is_taken or (not known and Event.now_at(slug)):
                slug = self.instance.free_slug(slug, fallback=slug)
        return slug

    def clean(self):
        super().clean()
        # Published and withdrawn reports need more than their status, and their parts first.
        self.chosen_status = self.cleaned_data.pop("status", None)
        reason = self.cleaned_data.get("withdrawal_reason", "").strip()
        if self.chosen_status == Status.WITHDRAWN and not reason:
            self.add_error(
                "withdrawal_reason", _("Say why: visitors read this in place of the report.")
            )
        if self.chosen_status and "published_at" in self.cleaned_data:
            self.check_publication(self.cleaned_data["published_at"], timezone.now())
        return self.cleaned_data

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


class PostField(forms.ModelChoiceField):
    """A post of the row's person, from the posts that were loaded with the person."""

    def offer(self, posts: list[Membership]) -> None:
        self.posts = {str(post.pk): post for post in posts}
        self.choices = [("", _("Not said")), *self.posts.items()]

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if str(value) not in self.posts:
            raise ValidationError(_("This post is another person’s."))
        return self.posts[str(value)]


class ParticipationRow(Row):
    membership = PostField(
        Membership.objects.none(),
        required=False,
        label=_("Post held that day"),
        help_text=_("From the directory. Choose a person first."),
    )
    roles = forms.MultipleChoiceField(
        choices=Participation.Role,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Roles"),
    )

    @property
    def title(self) -> str:
        return " – ".join(filter(None, [self.instance.printed_name, self.instance.printed_credit]))


class ParticipationFormSet(RowFormSet):
    def add_fields(self, form, index):
        super().add_fields(form, index)
        person = self.loaded[Person].get(str(form["person"].value()))
        posts = person.posts if person else []
        form.fields["membership"].offer(posts)
        if not form.instance._state.adding:
            known = {post.pk: post for post in posts}
            form.instance.membership = known.get(form.instance.membership_id)

    def clean(self):
        """Refuse to remove, or to make another of, somebody who still speaks in the report."""
        super().clean()
        for key in set(map(str, self.gone("person"))) & self.speaking():
            raise ValidationError(
                _("%(person)s has remarks in this report. Remove those first."),
                params={"person": self.loaded[Person][key]},
            )

    def speaking(self) -> set[str]:
        """The keys of those whose remarks stay in the report, as the same form was sent."""
        return {
            key
            for name, key in self.data.items()
            if (row := REMARKS_PERSON.fullmatch(name)) and not self.data.get(f"{row[1]}-DELETE")
        }


class RemarkRow(Row):
    @property
    def title(self) -> str:
        row = self.instance
        speaker = row.name_as_printed or row.attribution or row.person or row.organization
        return f"{row.get_kind_display()} – {speaker}" if speaker else ""
