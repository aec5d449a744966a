"""What the form of a report and its rows check and show."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.admin.states import StateForm
from events.models import Event, Participation
from lmec.formsets import Row, RowFormSet
from lmec.locks import hold
from people.models import Membership, Person

REMARKS_PERSON = re.compile(r"(remarks-\d+)-person")


class EventForm(StateForm):
    """The report itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)

    def clean_slug(self):
        """A new report whose address is or was another's gets the next free one.

        A known one may take over a former address, since its editor wrote that by hand; the
        present address of another is refused.

        The model's constraint names a field that no form has, so it is not asked there.
        """
        slug, known = self.cleaned_data["slug"], self.instance.pk is not None
        # Of a draft of a published report, what counts is the address that it will take over.
        owner = self.instance.working_copy_of or self.instance
        others = Event.objects.live().exclude(
            pk__in=[self.instance.pk, self.instance.working_copy_of_id]
        )
        if slug and slug != owner.slug:
            hold("event addresses")
            is_taken = others.filter(slug=slug).exists()
            if is_taken and known:
                raise ValidationError(_("Another report has this address already."))
            if is_taken or (not known and Event.now_at(slug)):
                slug = self.instance.free_slug(slug, fallback=slug)
        return slug


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

    def save(self, commit=True):
        """Save; whoever changes a credit or its post has looked at what the directory says."""
        if {"membership", "credited_as"}.intersection(self.changed_data):
            self.instance.in_directory = ""  # until the report is settled
        return super().save(commit)


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
