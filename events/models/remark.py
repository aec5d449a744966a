"""What was said, and every way in which an event can involve a body."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.models.parts import EventOrganization, Participation
from events.models.publicity import Numbered, Part
from lmec.languages import Language
from lmec.richtext import RichTextField
from organizations.models import Organization
from people.models import Person


class Remark(Part, Numbered):
    """What one speaker said, in the third person: the unit of search, links and editing."""

    class Kind(models.TextChoices):
        OPENING = "opening", _("Opening remarks")
        SPECIAL = "special", _("Special remarks")
        KEYNOTE = "keynote", _("Keynote speech")
        STATEMENT = "statement", _("Statement")
        PRESENTATION = "presentation", _("Presentation")
        DISCUSSION = "discussion", _("Discussion")
        CHAIR = "chair", _("Chair’s remarks")
        CLOSING = "closing", _("Closing remarks")
        OTHER = "remarks", _("Remarks")

    class Delivery(models.TextChoices):
        ONLINE = "online", _("Online")
        VIDEO = "video", _("Video message")
        WRITTEN = "written", _("Written message")
        PROXY = "proxy", _("Delivered by somebody else")

    # What a speaker without a row among the people is recorded as.
    ROLE_OF_KIND = {
        Kind.OPENING: Participation.Role.OPENING,
        Kind.SPECIAL: Participation.Role.SPECIAL,
        Kind.KEYNOTE: Participation.Role.KEYNOTE,
        Kind.PRESENTATION: Participation.Role.PRESENTER,
        Kind.CHAIR: Participation.Role.CHAIR,
        Kind.CLOSING: Participation.Role.CLOSING,
    }
    numbered_texts = {"text": "numbers"}

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.STATEMENT)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("person"),
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="remarks",
        verbose_name=_("or organization"),
    )
    attribution = models.CharField(
        _("or in these words"),
        max_length=300,
        blank=True,
        help_text=_("For example “Representatives attending the meeting”."),
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=300, blank=True)
    credited_as = models.CharField(
        _("credit line"),
        max_length=500,
        blank=True,
        help_text=_("Only where it differs from the credit line of the person taking part."),
    )
    delivery = models.CharField(
        _("delivered"), max_length=10, choices=Delivery, blank=True,
        help_text=_("Leave empty if spoken in the room."),
    )  # fmt: skip
    delivered_by = models.CharField(
        _("delivered by"), max_length=200, blank=True, help_text=_("Name and post, as printed.")
    )
    heading = models.CharField(
        _("title of the speech"), max_length=300, blank=True, help_text=_("If it had one.")
    )
    language = models.CharField(
        _("language"), max_length=12, choices=Language, blank=True,
        help_text=_("Only where it is not the report’s."),
    )  # fmt: skip
    text = RichTextField(_("what was said"), blank=True)
    numbers = models.JSONField(default=list, editable=False)
    anchor = models.CharField(max_length=100, blank=True, editable=False)

    class Meta(Part.Meta):
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization=None, attribution="")
                | (Q(person=None, organization__isnull=False, attribution=""))
                | (Q(person=None, organization=None) & ~Q(attribution="")),
                name="events_remark_one_speaker",
                violation_error_message=_(
                    "A remark has one speaker: a person, or an organization, or a few words."
                ),
            ),
            models.UniqueConstraint(
                fields=["event", "anchor"],
                condition=~Q(anchor=""),
                name="events_remark_anchor",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.printed_name}"

    def save(self, **kwargs):
        """Save, and see that a person who speaks is among the people taking part."""
        super().save(**kwargs)
        if "person" not in (kwargs.get("update_fields") or ["person"]):
            return
        present = self.event.participations
        if self.person_id and not present.filter(person=self.person_id).exists():
            role = self.ROLE_OF_KIND.get(self.kind, Participation.Role.SPEAKER)
            present.create(person=self.person, roles=[role], position=self.position)

    @cached_property
    def participation(self) -> Participation | None:
        """The speaker's row among the people of the event; the first where there are several."""
        rows = self.event.participations.all() if self.person_id else []
        return next((row for row in rows if row.person_id == self.person_id), None)

    @property
    def printed_name(self) -> str:
        if self.name_as_printed or self.attribution:
            return self.name_as_printed or self.attribution
        if self.person_id:
            return self.participation.printed_name if self.participation else self.person.name
        return self.organization.name if self.organization_id else ""

    @property
    def printed_credit(self) -> str:
        """The post below the name: the remark's own credit, else the participation's."""
        if self.credited_as or not self.participation:
            return self.credited_as
        return self.participation.printed_credit

    @property
    def anchor_text(self) -> str:
        """What the permanent anchor is made from, once, when the report is first published."""
        if self.person_id:
            return self.person.slug
        return self.organization.slug if self.organization_id else self.kind

    def freeze(self, day: date) -> list[str]:
        """Fill what is left empty from the directory as of `day`; the names of changed fields."""
        if self.organization_id and not self.name_as_printed:
            self.name_as_printed = self.organization.name
            if not self.credited_as:
                above = self.organization.parentages.as_of(day).select_related("parent").first()
                self.credited_as = above.parent.name if above else ""
            return ["name_as_printed", "credited_as"]
        return []


def named(organization: Organization) -> Q:
    """The name-plates of a body, alone or joint."""
    return Q(organization=organization) | Q(joint_with=organization)


def involvements(organization: Organization) -> list[models.QuerySet]:
    """The keys of the events at which a body was named, held a post, or spoke: a query for each."""
    here = named(organization)
    rows = [
        EventOrganization.objects.filter(here),
        Participation.objects.filter(here),
        Remark.objects.filter(organization=organization),
    ]
    return [found.order_by().values("event") for found in rows]


def involving(organization: Organization) -> Q:
    """The events at which a body was named, spoke, or was where somebody held a post.

    They are gathered first: PostgreSQL would ask of every event whether one query or another
    finds it.
    """
    first, *others = involvements(organization)
    return Q(pk__in=first.union(*others))
