"""The parts of a report as rows of its form, in the order in which it is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from events.admin.forms import ParticipationFormSet, ParticipationRow, RemarkRow
from events.models import (
    Attachment,
    EventOrganization,
    EventTopic,
    Participation,
    Photo,
    Place,
    Remark,
)
from lmec.formsets import RowFormSet, Rows

MORE = _("More")
Role = EventOrganization.Role


class PlaceRows(Rows):
    model = Place
    is_compact = True
    verbose_name_plural = _("Where")
    fields = ["position", ("city", "country", "venue")]
    description = _("Visitors find reports by city. An online event may have no place.")


class EventOrganizationRows(Rows):
    """Rows of bodies in some of the roles; a report shows them in two lists."""

    model = EventOrganization
    is_compact = True
    autocomplete_fields = ["organization", "joint_with"]
    fieldsets = [
        (None, {"fields": ["position", ("role", "organization", "joint_with")]}),
        (
            MORE,
            {
                "classes": ["collapse"],
                "fields": [("name_as_printed", "parent_as_printed"), "note"],
            },
        ),
    ]
    roles: list[EventOrganization.Role]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(role__in=self.roles)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            choices = [(role.value, role.label) for role in self.roles]
            first = self.roles[0].value
            return forms.ChoiceField(choices=choices, initial=first, label=_("Role"))
        return super().formfield_for_choice_field(db_field, request, **kwargs)


class HostFormSet(RowFormSet):
    @classmethod
    def get_default_prefix(cls):
        return "hosts"


class HostRows(EventOrganizationRows):
    formset = HostFormSet
    verbose_name = _("organizer")
    verbose_name_plural = _("Who held it")
    roles = [role for role in Role if role in EventOrganization.HOSTING]
    description = _("Shown first, and named in lists. They need not be listed again below.")


class BodyFormSet(RowFormSet):
    @classmethod
    def get_default_prefix(cls):
        return "bodies"


class BodyRows(EventOrganizationRows):
    formset = BodyFormSet
    verbose_name = _("organization")
    verbose_name_plural = _("Organizations taking part")
    roles = [
        Role.PARTICIPANT,
        *(role for role in Role if role not in {Role.PARTICIPANT, *EventOrganization.HOSTING}),
    ]
    description = _(
        "Bodies whose representatives attended, also where no person is named. “A / B” on one "
        "name-plate is one row with two bodies."
    )


def role_names(roles: list[str]) -> str:
    return ", ".join(str(Participation.Role(role).label) for role in roles)


class ParticipationRows(Rows):
    model = Participation
    form = ParticipationRow
    formset = ParticipationFormSet
    verbose_name = _("person")
    verbose_name_plural = _("People taking part")
    description = _(
        "Everybody named in the report. Choose the person: the post held on the first day of the "
        "event is filled in where the directory is certain, and offered where it is not. One "
        "person in two posts is two rows."
    )
    autocomplete_fields = ["person", "organization", "joint_with"]
    read_as = {"roles": role_names}
    folds = True
    title_fields = ["person", "credited_as"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "position",
                    "person",
                    "roles",
                    "membership",
                    ("organization", "joint_with"),
                    "credited_as",
                ]
            },
        ),
        (
            MORE,
            {
                "classes": ["collapse"],
                "fields": [("name_as_printed", "scope"), ("on_behalf_of", "note")],
            },
        ),
    ]


class RemarkRows(Rows):
    model = Remark
    form = RemarkRow
    verbose_name = _("remark")
    verbose_name_plural = _("Remarks")
    description = _(
        "What each speaker said, in the order in which it is read. The speaker is a person, or "
        "an organization, or a few words. A person who is not yet among the people taking part "
        "is added there when you save."
    )
    autocomplete_fields = ["person", "organization"]
    folds = True
    title_fields = ["kind", "person", "organization", "attribution"]
    fieldsets = [
        (
            None,
            {"fields": ["position", "kind", ("person", "organization", "attribution"), "text"]},
        ),
        (
            MORE,
            {
                "classes": ["collapse"],
                "fields": [
                    ("heading", "language"),
                    ("delivery", "delivered_by"),
                    ("name_as_printed", "credited_as"),
                ],
            },
        ),
    ]


class TopicFormSet(RowFormSet):
    """Topics, each of which a report has once, whoever adds it and whichever row it stands in."""

    def clean(self):
        super().clean()
        changed = [row for row in self.chosen_anew if not self._should_delete_form(row)]
        if not changed:
            return
        seen = [row.instance.pk for row in self.initial_forms]
        unseen = EventTopic.objects.filter(event=self.instance.pk).exclude(pk__in=seen)
        added = set(unseen.values_list("topic", flat=True))
        for row in changed:
            if row.instance.topic_id in added:
                text = _("Somebody else has added this topic in the meantime. Remove it here.")
                row.add_error(None, text)

    @property
    def chosen_anew(self) -> list:
        return [row for row in self.forms if "topic" in row.changed_data]

    def save_existing_objects(self, commit=True):
        # A row may take the topic of another one, so these leave before they come back.
        rows = {*self.chosen_anew, *self.deleted_forms} & {*self.initial_forms}
        if commit and rows:
            EventTopic.objects.filter(pk__in=[row.instance.pk for row in rows]).delete()
        return super().save_existing_objects(commit)


class TopicRows(Rows):
    model = EventTopic
    formset = TopicFormSet
    is_compact = True
    verbose_name = _("topic")
    verbose_name_plural = _("Topics")
    description = _("Initiatives and frameworks that the report speaks of; each has a page.")
    autocomplete_fields = ["topic"]
    fields = ["position", "topic"]


class PhotoRows(Rows):
    model = Photo
    verbose_name = _("photograph")
    verbose_name_plural = _("Photographs")
    folds = True
    title_fields = ["caption", "alt"]
    fields = [
        "position",
        "image",
        ("caption", "credit"),
        ("alt", "is_decorative"),
        ("focal_x", "focal_y"),
    ]


class AttachmentRows(Rows):
    model = Attachment
    verbose_name = _("attachment")
    verbose_name_plural = _("Attachments")
    description = _("Agendas, lists, speeches: a file that visitors download, or a link.")
    fields = ["position", ("title", "kind", "language"), ("file", "url")]
