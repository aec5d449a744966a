"""The directory of bodies as its managers see it."""

from datetime import date

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lmec.conflicts.admin import ConflictAdmin
from lmec.formsets import RowFormSet, Rows
from lmec.history.admin import RecordedAdmin
from lmec.modeladmin import ContactFilter, ContactRows, SiteModelAdmin
from lmec.openforms.admin import OpenFormAdmin
from lmec.usage import used_in

from .models import ContactDetail, Organization, OrganizationName, Parentage, Succession


class NameInline(Rows):
    model = OrganizationName
    description = _(
        "Abbreviations, former names, names in other scripts, second name-plates and spellings "
        "that occur in documents. The directory and every search find the body under each."
    )
    fields = [("name", "language", "kind"), ("start_date", "end_date")]


class ParentageFormSet(RowFormSet):
    def clean(self):
        """Refuse two parents on one day; the page of a body could show only one of them."""
        super().clean()
        rows = [
            form.cleaned_data
            for form in self.forms
            if form.cleaned_data.get("parent") and not form.cleaned_data.get("DELETE")
        ]
        for number, row in enumerate(rows):
            for other in rows[number + 1 :]:
                if _overlap(row, other):
                    raise ValidationError(
                        _(
                            "It cannot belong to %(first)s and to %(second)s on one day. "
                            "Let one end the day before the other begins."
                        ),
                        params={"first": row["parent"], "second": other["parent"]},
                    )


def _overlap(row: dict, other: dict) -> bool:
    """Whether two dated rows share a day, an unknown day being as early or late as can be."""
    start = max(row["start_date"] or date.min, other["start_date"] or date.min)
    end = min(row["end_date"] or date.max, other["end_date"] or date.max)
    return start <= end


class ParentageInline(Rows):
    model = Parentage
    formset = ParentageFormSet
    fk_name = "organization"
    description = _(
        "The body that it belongs to. When it moves to another, say until when it belonged to the "
        "first and add a row: reports of earlier years keep the parent of their day."
    )
    fields = ["parent", ("start_date", "end_date")]
    autocomplete_fields = ["parent"]


class SuccessionInline(Rows):
    model = Succession
    fk_name = "predecessor"
    description = _(
        "Another body in the directory that took its place. A mere change of name needs no second "
        "body: change the name above and keep the former one among the other names."
    )
    fields = [("kind", "successor", "date")]
    autocomplete_fields = ["successor"]


class ContactInline(ContactRows):
    model = ContactDetail
    description = _(
        "Shown on the page of the body in this order. Those of the center that runs this site also "
        "stand at the foot of every page and below every report."
    )

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "is_public":
            kwargs["initial"] = True  # a body's switchboard is there to be found
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class CountryFilter(admin.SimpleListFilter):
    """The countries that occur, in place of all there are."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request, model_admin):
        codes = Organization.objects.order_by().values_list("country", flat=True).distinct()
        names = dict(Organization._meta.get_field("country").get_choices(include_blank=False))
        known = sorted((str(names[code]), code) for code in codes if code in names)
        return [(code, name) for name, code in known]

    def queryset(self, request, queryset):
        return queryset.filter(country=self.value()) if self.value() else queryset


@admin.register(Organization)
class OrganizationAdmin(ConflictAdmin, RecordedAdmin, OpenFormAdmin, SiteModelAdmin):
    list_display = ["name", "classification", "country_name", "parent_name"]
    list_filter = ["classification", CountryFilter, ContactFilter]
    list_per_page = 50
    search_fields = ["name", "names__name"]
    search_help_text = _("Any name of a body: its present one, an abbreviation, a former one.")
    readonly_fields = [used_in]
    fieldsets = [
        (None, {"fields": ["name", ("language", "classification", "country"), used_in]}),
        (
            _("Its page"),
            {
                "classes": ["collapse"],
                "fields": ["description", "image", "alt", "is_decorative", "slug"],
                "description": _("The picture is its logo, which is shown whole."),
            },
        ),
        (_("Its days"), {"fields": [("founding_date", "dissolution_date")]}),
    ]
    inlines = [ParentageInline, NameInline, SuccessionInline, ContactInline]
    instead_of_deleting = _(
        "Has it ceased to exist? Enter the day it was dissolved, and under “What became of it” the "
        "body that took its place. Does it have a new name? Change the name, and keep the former "
        "one among its other names."
    )

    def get_readonly_fields(self, request, obj=None):
        # A setting names the center's entry by its address, and every page shows its contacts.
        is_center = obj is not None and obj.slug == settings.SITE_ORGANIZATION
        return [*self.readonly_fields, "slug"] if is_center else self.readonly_fields

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, body):
        return body.country.name

    @admin.display(description=_("parent body"))
    def parent_name(self, body):
        return body.parent.name if body.parent else ""
