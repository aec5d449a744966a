"""The bodies and people of an event, and what was said: what the record is made of."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.publicity import Part
from lmec.dated import Held
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
    # What the directory said of the post when the credit was frozen or last looked at.
    in_directory = models.CharField(max_length=600, blank=True, editable=False)
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
        if self.membership_id and not self.organization_id:
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
        if not self.in_directory and self.membership_id:
            self.in_directory = self.directory_says(day)
            changed.append("in_directory")
        return changed

    def directory_says(self, day: date) -> str:
        """The post of the row as the directory has it now, and whether it was held on `day`.

        In one language, since it is compared; events.reattribution writes the same in SQL.
        """
        post = self.membership
        return f"{post.held_on(day).value}: {post.title}, {post.plate}" if post else ""
