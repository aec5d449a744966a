"""The other names of a body or a person: in another script, shorter, or no longer used."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lmec.languages import Language


class OtherName(models.Model):
    """A name beside the one shown; the subclass says whose it is and of what kind (Popolo)."""

    name = models.CharField(_("name"), max_length=255)
    language = models.CharField(
        _("language"), max_length=12, choices=Language, default=Language.ENGLISH
    )

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self):
        return self.name
