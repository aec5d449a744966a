"""The directory of bodies: names, structure over time, and how to reach them.

Nothing here knows of events. Rows that reports stand on are protected from there.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from lmec.addresses import Addressed
from lmec.contacts import Contact
from lmec.dated import Dated, Held
from lmec.languages import Language
from lmec.names import OtherName
from lmec.pictures import Picture
from lmec.richtext import RichTextField


class OrganizationQuerySet(models.QuerySet):
    def with_parents(self, day: date):
        """Load the body each belonged to on `day`, which `parent` then reads without a query."""
        return self.prefetch_related(
            Prefetch(
                "parentages",
                Parentage.objects.as_of(day).select_related("parent"),
                to_attr="parentages_on_day",
            )
        )

    def with_labels(self):
        """Load what `label` reads."""
        return self.with_parents(timezone.localdate())

    def with_public_contacts(self):
        return self.prefetch_related(
            Prefetch("contacts", ContactDetail.objects.public(), to_attr="public_contacts")
        )


class Organization(Addressed, Picture):
    """A body in the directory; the picture is its logo."""

    class Classification(models.TextChoices):
        MINISTRY = "ministry", _("Ministry or commission")
        DEPARTMENT = "department", _("Government department")
        DIVISION = "division", _("Division")
        CENTER = "center", _("Cooperation center")
        SECRETARIAT = "secretariat", _("Secretariat")
        LOCAL = "local", _("Local government")
        RESEARCH = "research", _("Research institute")
        UNIVERSITY = "university", _("University")
        INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental organization")
        NGO = "ngo", _("Non-governmental organization")
        COMPANY = "company", _("Company")
        OTHER = "other", _("Other body")

    name = models.CharField(
        _("name"),
        max_length=255,
        help_text=_(
            "The name it has today. When it changes, enter the new one here and keep the former "
            "one among the other names: published reports keep the name printed in them."
        ),
    )
    language = models.CharField(
        _("language of the name"), max_length=12, choices=Language, default=Language.ENGLISH
    )
    classification = models.CharField(
        _("type"), max_length=20, choices=Classification, default=Classification.OTHER
    )
    country = CountryField(_("country"), blank=True)
    founding_date = models.DateField(_("founded on"), null=True, blank=True)
    dissolution_date = models.DateField(_("dissolved on"), null=True, blank=True)
    description = RichTextField(
        _("description"),
        blank=True,
        help_text=_(
            "One or two paragraphs under the name on its page. Say where it is taken from."
        ),
    )

    recorded_parts = ["names", "parentages", "successions", "contacts"]

    objects = OrganizationQuerySet.as_manager()

    class Meta(Picture.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "pk"]
        constraints = [
            *Picture.Meta.constraints,
            models.CheckConstraint(
                condition=Q(dissolution_date__gte=F("founding_date")),
                name="organizations_organization_founded_first",
                violation_error_message=_("It cannot be dissolved before it is founded."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("organizations:detail", args=[self.slug])

    @property
    def parent(self) -> "Organization | None":
        """The body it belongs to: on the day of `with_parents`, else today."""
        if not hasattr(self, "parentages_on_day"):
            today = timezone.localdate()
            self.parentages_on_day = list(self.parentages.as_of(today).select_related("parent"))
        return self.parentages_on_day[0].parent if self.parentages_on_day else None

    def former_name_on(self, day: date) -> "OrganizationName | None":
        """The name that it had on `day`, if that is a former one with a known last day."""
        names = [
            name
            for name in self.names.all()
            if name.kind == OrganizationName.Kind.FORMER
            and name.end_date
            and name.held_on(day) is not Held.NO
        ]
        names.sort(key=lambda name: (name.end_date, name.language != self.language))
        return names[0] if names else None

    @property
    def label(self) -> str:
        """The name with that of the body above it, which tells two of one name apart."""
        return f"{self.name}, {self.parent.name}" if self.parent else self.name


class OrganizationName(OtherName, Dated):
    class Kind(models.TextChoices):
        OFFICIAL = "official", _("Official name")
        ACRONYM = "acronym", _("Abbreviation")
        FORMER = "former", _("Former name")
        CO_NAME = "co-name", _("Second name-plate")
        ALTERNATE = "alternate", _("Other spelling")

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OFFICIAL)

    class Meta(OtherName.Meta, Dated.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")


class Parentage(Dated):
    """That a body belonged to another from one day to another."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="parentages")
    parent = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="child_parentages",
        verbose_name=_("parent body"),
    )

    class Meta(Dated.Meta):
        verbose_name = _("parent body")
        verbose_name_plural = _("parent bodies")
        ordering = [F("start_date").desc(nulls_last=True), "pk"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(organization=F("parent")),
                name="organizations_parentage_not_itself",
                violation_error_message=_("A body cannot belong to itself."),
            ),
        ]

    def __str__(self):
        return ", ".join(part for part in (self.parent.name, self.period()) if part)

    def clean(self):
        """Refuse a circle: a body above its own parent on some day both hold."""
        if self.parent_id and self.parent_id == self.organization_id:
            # The form of a body checks no constraint that names the body itself.
            raise ValidationError({"parent": _("A body cannot belong to itself.")})
        above, seen = [self.parent_id] if self.parent_id else [], set()
        while above:
            seen.update(above)
            if self.organization_id in seen:
                raise ValidationError(
                    {"parent": _("This body stands below the organization itself.")}
                )
            rows = Parentage.objects.filter(organization__in=above).exclude(parent__in=seen)
            if self.start_date:
                rows = rows.exclude(end_date__lt=self.start_date)
            if self.end_date:
                rows = rows.exclude(start_date__gt=self.end_date)
            above = list(rows.values_list("parent", flat=True))


class Succession(models.Model):
    """That one body took the place of another on a day."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", _("Renamed as")
        MERGED = "merged", _("Merged into")
        SPLIT = "split", _("Split into")
        REPLACED = "replaced", _("Replaced by")

    predecessor = models.ForeignKey(Organization, models.PROTECT, related_name="successions")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.RENAMED)
    successor = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="origins",
        verbose_name=_("successor"),
    )
    date = models.DateField(_("on"), null=True, blank=True)

    class Meta:
        verbose_name = _("successor")
        verbose_name_plural = _("what became of it")
        ordering = ["date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")),
                name="organizations_succession_not_itself",
                violation_error_message=_("A body cannot take its own place."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.successor}"

    def clean(self):
        if self.successor_id and self.successor_id == self.predecessor_id:
            # The form of a body checks no constraint that names the body itself.
            raise ValidationError({"successor": _("A body cannot take its own place.")})


class ContactDetail(Contact):
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="contacts")

    class Meta(Contact.Meta):
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")


class NamePlate(models.Model):
    """One body, or two that share a name-plate ("A / B") and stay together wherever printed.

    A subclass is reached from a body as `organization.<class>s` and `organization.joint_<class>s`.
    """

    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name=_("organization"),
    )
    joint_with = models.ForeignKey(
        Organization,
        models.PROTECT,
        related_name="joint_%(class)ss",
        null=True,
        blank=True,
        verbose_name=_("jointly with"),
        help_text=_("The second body where one name-plate carries two: “A / B”."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(joint_with=None)
                | (Q(organization__isnull=False) & ~Q(organization=F("joint_with"))),
                name="%(app_label)s_%(class)s_two_plates",
                violation_error_message=_("The two bodies of a joint name-plate must differ."),
            ),
        ]

    @property
    def bodies(self) -> list[Organization]:
        return [body for body in (self.organization, self.joint_with) if body]

    @property
    def plate(self) -> str:
        """The name-plate as printed today: "A", "A / B", or "" without a body."""
        return " / ".join(body.name for body in self.bodies)
