"""What the form of a report and its rows check and show."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models import Event, Participation
from events.models.publicity import Status
from lmec.formsets import Row, RowFormSet
from people.models import Membership, Person


def next_statuses(event: Event) -> list[Status]:
    """What a report may become, and what it is. Once read by visitors it is no draft again."""
    if event.status == Status.WITHDRAWN:
        return [Status.PUBLISHED, Status.WITHDRAWN]
    if event.is_published(timezone.now()):
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
        """A new report whose address is taken gets the next free one; a known one is refused.

        The model's constraint names a field that no form has, so it is not asked there.
        """
        slug = self.cleaned_data["slug"]
        others = Event.objects.live().exclude(pk=self.instance.pk)
        if slug and slug != self.instance.slug and others.filter(slug=slug).exists():
            if self.instance.pk:
                raise ValidationError(_("Another report has this address already."))
            slug = self.instance.free_slug(slug, fallback=slug)
        return slug

    def clean(self):
        super().clean()
        # Published and withdrawn reports need more than their status, and their parts first.
        self.chosen_status = self.cleaned_data.pop("status", None)
        if self.chosen_status == Status.WITHDRAWN:
            if not self.cleaned_data.get("withdrawal_reason", "").strip():
                self.add_error(
                    "withdrawal_reason", _("Say why: visitors read this in place of the report.")
                )
        elif self.instance.status == Status.PUBLISHED == self.chosen_status and not (
            self.cleaned_data.get("published_at") or "published_at" in self.errors
        ):
            self.add_error("published_at", _("A published report has a time of publication."))
        return self.cleaned_data


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
        """Refuse to remove somebody who still speaks in the report."""
        super().clean()
        leaving = {form.instance.person for form in self.deleted_forms if form.instance.person_id}
        staying = {
            form.cleaned_data.get("person") for form in self.forms if form not in self.deleted_forms
        }
        for person in leaving - staying:
            if str(person.pk) in self.speaking():
                raise ValidationError(
                    _("%(person)s has remarks in this report. Remove those first."),
                    params={"person": person},
                )

    def speaking(self) -> set[str]:
        """The keys of those whose remarks stay in the report, as the same form was sent."""
        count = self.data.get("remarks-TOTAL_FORMS", "0")
        rows = [f"remarks-{n}" for n in range(int(count) if count.isdecimal() else 0)]
        return {
            self.data.get(f"{row}-person", "") for row in rows if not self.data.get(f"{row}-DELETE")
        }


class RemarkRow(Row):
    @property
    def title(self) -> str:
        row = self.instance
        speaker = row.name_as_printed or row.attribution or row.person or row.organization
        return f"{row.get_kind_display()} – {speaker}" if speaker else ""
