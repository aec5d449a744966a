"""People and their posts as the directory's managers see them."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lmec.conflicts.admin import ConflictAdmin
from lmec.formsets import RowFormSet, Rows
from lmec.history.admin import RecordedAdmin
from lmec.modeladmin import ContactFilter, ContactRows, SiteModelAdmin
from lmec.openforms.admin import OpenFormAdmin
from lmec.usage import reports_using, used_in

from .models import Membership, Person, PersonContact, PersonName


class NameInline(Rows):
    model = PersonName
    description = _("Names in other scripts and other spellings. Every search finds them too.")
    fields = [("name", "language", "kind")]


class MembershipFormSet(RowFormSet):
    def clean(self):
        """Refuse to remove a post that reports show somebody in."""
        for form in self.forms:
            if form.cleaned_data.get("DELETE") and form.instance.pk:
                count = reports_using(form.instance).count()
                if count:
                    raise ValidationError(
                        ngettext(
                            "“%(post)s” is used in %(count)s report and has to stay. Say until "
                            "when it was held instead of removing it.",
                            "“%(post)s” is used in %(count)s reports and has to stay. Say until "
                            "when it was held instead of removing it.",
                            count,
                        ),
                        params={"post": form.instance, "count": count},
                    )
        super().clean()


class MembershipInline(Rows):
    model = Membership
    formset = MembershipFormSet
    description = _(
        "Every post, also past ones. When a post ends, say until when it was held, and add the "
        "next: reports keep the post of their day. A post whose first day nobody knows is offered "
        "to whoever writes a report, and never filled in without asking."
    )
    fields = [
        "title", ("organization", "joint_with"), ("start_date", "end_date"), "source",
    ]  # fmt: skip
    autocomplete_fields = ["organization", "joint_with"]


class ContactInline(ContactRows):
    model = PersonContact
    description = _("For colleagues. Nothing of it is on the site unless it is ticked.")


@admin.register(Person)
class PersonAdmin(ConflictAdmin, RecordedAdmin, OpenFormAdmin, SiteModelAdmin):
    list_display = ["name", "latest_post", "sort_name"]
    list_filter = [ContactFilter]
    list_per_page = 50
    search_fields = ["name", "names__name"]
    search_help_text = _("Any name of a person, in any script.")
    readonly_fields = [used_in]
    fieldsets = [
        (
            None,
            {"fields": ["name", ("honorific_prefix", "sort_name"), "language", used_in]},
        ),
        (
            _("The person’s page"),
            {
                "classes": ["collapse"],
                "fields": [
                    "biography",
                    "image",
                    "alt",
                    "is_decorative",
                    ("focal_x", "focal_y"),
                    "slug",
                ],
                "description": _(
                    "A person has a page once a report that visitors can read names them. The "
                    "picture is a portrait, cropped to a square around what matters."
                ),
            },
        ),
    ]
    inlines = [MembershipInline, NameInline, ContactInline]
    instead_of_deleting = _(
        "Has the person left? Say at each post until when it was held. Has the name changed? "
        "Change it, and keep the former one among the other names: reports keep what they printed."
    )

    @admin.display(description=_("latest post"))
    def latest_post(self, person):
        return person.posts[0] if person.posts else ""

    def view_on_site(self, person):
        """The person's page, which exists once a public report names the person."""
        on_record = reports_using(person).published(timezone.now()).exists()
        return person.get_absolute_url() if on_record else None

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            self._warn_of_namesakes(request, form.instance)

    def _warn_of_namesakes(self, request, person):
        """Say who else has the name, since a second entry divides a person's record."""
        others = Person.objects.filter(name__iexact=person.name).exclude(pk=person.pk)
        for other in others.with_labels()[:3]:
            address = reverse("admin:people_person_change", args=[other.pk])
            sentence = format_html(
                _(
                    'The directory already has <a href="{}">{}</a>. If that is the same person, '
                    "delete the entry made just now and use that one."
                ),
                address,
                other.label,
            )
            self.message_user(request, sentence, messages.WARNING)
