"""The bodies and people of an event, and what was said: what the record is made of."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.models.publicity import Numbered, Part
from lmec.dated import Held
from lmec.languages import Language
from lmec.richtext import RichTextField
from organizations.models import NamePlate, Organization
from people.models import Membership, Person


class EventOrganization(Part, NamePlate):
    """A body, or a joint name-plate, in one role at an event, under the name printed that day."""

    class Role(models.TextChoices):
        HOST = "host", _("Host")
        CO_HOST = "co-host", _("Co-host")
        ORGANIZER = "organizer", _("Organizer")
        CO_ORGANIZER = "co-organizer", _("Co-organizer")
        SUPPORTER = "supporter", _("Supporter")
        GUIDANCE = "guidance", _("Under the guidance of")
        PARTICIPANT = "participant", _("Participant")
        OBSERVER = "observer", _("Observer")

    HOSTING = {Role.HOST, Role.CO_HOST, Role.ORGANIZER, Role.CO_ORGANIZER}

    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    name_as_printed = models.CharField(
        _("name as printed"),
        max_length=500,
        blank=True,
        help_text=_("Left empty, the directory’s name is kept here when the report is published."),
    )
    parent_as_printed = models.CharField(
        _("body above it"),
        max_length=255,
        blank=True,
        help_text=_("Left empty, the parent on that day is kept here at publication."),
    )
    note = models.CharField(
        _("note"),
        max_length=200,
        blank=True,
        help_text=_("Shown below the name, for example “With colleagues of Division II”."),
    )

    class Meta(Part.Meta):
        verbose_name = _("organization taking part")
        verbose_name_plural = _("organizations taking part")
        indexes = [
            # Which bodies share name-plates is asked of the whole record; few rows are joint.
            models.Index(
                fields=["joint_with", "organization", "event"],
                condition=Q(joint_with__isnull=False),
                name="events_joint_plates",
            ),
        ]
        constraints = [*Part.Meta.constraints, *NamePlate.Meta.constraints]

    def __str__(self):
        return f"{self.printed_name} ({self.get_role_display()})"

    @property
    def is_host(self) -> bool:
        return self.role in self.HOSTING

    @property
    def printed_name(self) -> str:
        return self.name_as_printed or self.plate

    @property
    def links(self) -> list[tuple[str, Organization]]:
        """Each printed name with its body: two for a joint name-plate, which stays joint."""
        parts = self.printed_name.split(" / ") if self.joint_with else [self.printed_name]
        names = parts if len(parts) == len(self.bodies) else [body.name for body in self.bodies]
        return list(zip(names, self.bodies, strict=True))

    def freeze(self, day: date) -> list[str]:
        """Fill what is left empty from the directory as of `day`; the names of changed fields."""
        changed = []
        if not self.name_as_printed:
            self.name_as_printed = self.plate
            changed.append("name_as_printed")
            if not self.parent_as_printed:
                above = self.organization.parentages.as_of(day).select_related("parent").first()
                self.parent_as_printed = above.parent.name if above else ""
                changed.append("parent_as_printed")
        return changed


def known_roles(value):
    """Validate a list of `Participation.Role` values."""
    known = set(Participation.Role.values)
    if not isinstance(value, list) or not known.issuperset(value):
        raise ValidationError(_("Choose roles from the list."))


class Participation(Part, NamePlate):
    """One person in one post at one event; a second post is a second row."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        CO_CHAIR = "co-chair", _("Co-chair")
        MODERATOR = "moderator", _("Moderator")
        OPENING = "opening", _("Opening remarks")
        SPECIAL = "special", _("Special remarks")
        KEYNOTE = "keynote", _("Keynote speech")
        SPEAKER = "speaker", _("Speaker")
        PRESENTER = "presenter", _("Presentation")
        PANELLIST = "panellist", _("Panellist")
        RAPPORTEUR = "rapporteur", _("Rapporteur")
        CLOSING = "closing", _("Closing remarks")
        DELEGATE = "delegate", _("Delegate")

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="participations", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("organization"),
    )
    membership = models.ForeignKey(
        Membership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        verbose_name=_("post held that day"),
    )
    roles = models.JSONField(_("roles"), default=list, blank=True, validators=[known_roles])
    scope = models.CharField(
        _("of what"),
        max_length=100,
        blank=True,
        help_text=_("Where a role is for a part only, for example “session 3”."),
    )
    name_as_printed = models.CharField(_("name as printed"), max_length=200, blank=True)
    credited_as = models.CharField(
        _("credit line"),
        max_length=500,
        blank=True,
        help_text=_("The post as printed below the name. Publication keeps it as it stands."),
    )
    on_behalf_of = models.CharField(_("on behalf of"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("person taking part")
        verbose_name_plural = _("people taking part")
        constraints = [*Part.Meta.constraints, *NamePlate.Meta.constraints]

    def __str__(self):
        return ", ".join(part for part in (self.printed_name, self.printed_credit) if part)

    def clean(self):
        if self.membership_id and self.membership.person_id != self.person_id:
            raise ValidationError({"membership": _("This post is another person’s.")})

    @property
    def printed_name(self) -> str:
        return self.name_as_printed or self.person.name

    @property
    def printed_credit(self) -> str:
        """The frozen credit, or what it would be today."""
        return self.credited_as or (self.membership.credit if self.membership else self.plate)

    @property
    def spoke(self) -> bool:
        """Whether the person chaired or spoke, and did not merely attend."""
        return any(role != self.Role.DELEGATE for role in self.roles)

    @property
    def role_labels(self) -> list[str]:
        return [str(self.Role(role).label) for role in self.roles]

    def freeze(self, day: date) -> list[str]:
        """Fill what is left empty from the directory as of `day`; the names of changed fields.

        Where nothing at all was said of the post, the one post certainly held that day is taken;
        a post with an unknown start is never assumed.
        """
        before = (self.membership_id, self.organization_id, self.joint_with_id)
        if not any((*before, self.credited_as, self.name_as_printed)):
            posts = self.person.memberships.as_of(day).select_related("organization", "joint_with")
            certain = [post for post in posts if post.held_on(day) is Held.CERTAIN]
            self.membership = certain[0] if len(certain) == 1 else None
        if self.membership and not self.organization_id:
            self.organization = self.membership.organization
            self.joint_with = self.membership.joint_with
        changed = []
        if before != (self.membership_id, self.organization_id, self.joint_with_id):
            changed += ["membership", "organization", "joint_with"]
        for field, value in (
            ("name_as_printed", self.printed_name),
            ("credited_as", self.printed_credit),
        ):
            if not getattr(self, field) and value:
                setattr(self, field, value)
                changed.append(field)
        return changed


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


def involving(organization: Organization) -> Q:
    """The events at which a body was named, spoke, or was where somebody held a post."""
    named = Q(organization=organization) | Q(joint_with=organization)
    return (
        Q(pk__in=EventOrganization.objects.filter(named).values("event"))
        | Q(pk__in=Participation.objects.filter(named).values("event"))
        | Q(pk__in=Remark.objects.filter(organization=organization).values("event"))
    )
