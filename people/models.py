"""The people on record and the posts they held, each with its days.

A person has no job title: a post is a membership, and what a report printed stays in the report.
"""

from django.db import models
from django.db.models import F, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lmec.addresses import Addressed
from lmec.contacts import Contact
from lmec.dated import Dated
from lmec.languages import Language
from lmec.names import OtherName
from lmec.pictures import Picture
from lmec.richtext import RichTextField
from organizations.models import NamePlate


class PersonQuerySet(models.QuerySet):
    def with_posts(self):
        """Load each person's posts, latest first, which `label` then reads without a query."""
        return self.prefetch_related(
            Prefetch(
                "memberships",
                Membership.objects.select_related("organization", "joint_with"),
                to_attr="posts",
            )
        )

    with_labels = with_posts


class Person(Addressed, Picture):
    """Somebody who spoke at, chaired or attended a meeting; the picture is a portrait."""

    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("In full, in the order the person writes it, without title or honorific."),
    )
    language = models.CharField(
        _("language of the name"), max_length=12, choices=Language, default=Language.ENGLISH
    )
    sort_name = models.CharField(
        _("sorted as"),
        max_length=200,
        blank=True,
        help_text=_("Family name first. Taken from the name if left empty."),
    )
    honorific_prefix = models.CharField(
        _("honorific"), max_length=40, blank=True, help_text=_("For example H.E., Dr. or Mme.")
    )
    biography = RichTextField(_("biography"), blank=True)

    recorded_parts = ["names", "memberships", "contacts"]

    objects = PersonQuerySet.as_manager()

    class Meta(Picture.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["sort_name", "pk"]
        indexes = [models.Index(fields=["sort_name", "id"], name="people_person_sorted")]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.sort_name = self.sort_name or self.name
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("people:detail", args=[self.slug])

    @property
    def label(self) -> str:
        """The name with the latest post on record, which tells two of one name apart."""
        if not hasattr(self, "posts"):
            self.posts = list(self.memberships.select_related("organization", "joint_with"))
        return f"{self.name} ({self.posts[0]})" if self.posts else self.name


class PersonName(OtherName):
    class Kind(models.TextChoices):
        NATIVE = "native", _("Name in another script")
        FORMER = "former", _("Former name")
        ALTERNATE = "alternate", _("Other spelling")

    person = models.ForeignKey(Person, models.CASCADE, related_name="names")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NATIVE)

    class Meta(OtherName.Meta):
        verbose_name = _("other name")
        verbose_name_plural = _("other names")


class Membership(NamePlate, Dated):
    """A post that a person held at a body from one day to another."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    title = models.CharField(
        _("title of the post"), max_length=200, help_text=_("For example “Director-General”.")
    )
    source = models.CharField(
        _("source"),
        max_length=255,
        blank=True,
        help_text=_("Where the post is taken from, for colleagues."),
    )

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        ordering = [F("start_date").desc(nulls_last=True), "-pk"]
        constraints = [*NamePlate.Meta.constraints, *Dated.Meta.constraints]

    def __str__(self):
        return ", ".join(part for part in (self.title, self.plate, self.period()) if part)

    @property
    def credit(self) -> str:
        """The post as a report prints it below a speaker's name."""
        return _("%(title)s, %(organization)s") % {
            "title": self.title,
            "organization": self.plate,
        }


class PersonContact(Contact):
    """How to reach a person: for staff, unless somebody ticks it for the site."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="contacts")

    class Meta(Contact.Meta):
        verbose_name = _("contact detail")
        verbose_name_plural = _("contact details")
