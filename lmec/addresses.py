"""Addresses that last: ASCII slugs, and a way from every slug a thing ever had to the one it has.

A `FormerAddress` leads to the thing itself and not to another address, so chains of changes
collapse of their own. A slug that somebody takes over leads to the new owner, as soon as visitors
may see that one: former addresses are asked only where there is no page.
"""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from slugify import slugify

from lmec.locks import hold

MAX_LENGTH = 80


def ascii_slug(text: str) -> str:
    """Words of `text` in ASCII, at most 80 characters and cut between words; "" if none is left.

    Text in other scripts is romanized, so the result is a suggestion that an editor may change.
    """
    return slugify(text, max_length=MAX_LENGTH, word_boundary=True, save_order=True)


class FormerAddress(models.Model):
    """A slug that a thing of a kind ("event", "person") had once, and the key of the thing."""

    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=MAX_LENGTH)
    object_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="lmec_formeraddress_once"),
        ]

    def __str__(self):
        return f"{self.kind}: {self.slug}"


class Addressed(models.Model):
    """Something with a page of its own under a slug, unique among its kind."""

    slug = models.SlugField(
        _("address"),
        max_length=MAX_LENGTH,
        unique=True,
        blank=True,
        help_text=_("The last part of the page’s address. Made from the name if left empty."),
    )

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        thing = super().from_db(db, field_names, values)
        thing._slug_in_database = thing.__dict__.get("slug", "")
        return thing

    def save(self, **kwargs):
        if self.slug and self.slug == self._slug_in_database:
            super().save(**kwargs)
            return
        with transaction.atomic(savepoint=False):
            if not self.slug:
                hold(f"{self._meta.model_name} addresses")
                self.slug = self.free_slug(*self.slug_source)
            super().save(**kwargs)
            self._remember_slug()

    _slug_in_database = ""

    @property
    def slug_source(self) -> tuple[str, str]:
        """What a slug is made from, and what from if that has no words."""
        return self.name, type(self).__name__

    @property
    def keeps_addresses(self) -> bool:
        """Whether visitors may have seen its address."""
        return True

    @classmethod
    def with_slug(cls) -> models.QuerySet:
        """The rows among which a slug is unique."""
        return cls._default_manager.all()

    @classmethod
    def now_at(cls, slug: str) -> "Addressed | None":
        """What had this slug once and has another now."""
        kind = cls._meta.model_name
        former = FormerAddress.objects.filter(kind=kind, slug=slug).values("object_id")
        return cls.with_slug().filter(pk__in=former).first()

    def free_slug(self, text: str, fallback: str) -> str:
        """A slug that nobody else has or had: a second "work-meeting" is "work-meeting-2"."""
        base = ascii_slug(text) or ascii_slug(fallback)
        stem = base[: MAX_LENGTH - 6]
        others = self.with_slug().exclude(pk=self.pk).filter(slug__startswith=stem)
        former = FormerAddress.objects.filter(kind=self._meta.model_name, slug__startswith=stem)
        used = {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}
        slug, number = base, 1
        while slug in used:
            number += 1
            ending = f"-{number}"
            slug = base[: MAX_LENGTH - len(ending)].rstrip("-") + ending
        return slug

    def _remember_slug(self):
        """Leave a way from the slug before."""
        before, self._slug_in_database = self._slug_in_database, self.slug
        if before not in ("", self.slug) and self.keeps_addresses:
            FormerAddress.objects.update_or_create(
                kind=self._meta.model_name, slug=before, defaults={"object_id": self.pk}
            )
