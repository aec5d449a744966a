"""The people who log in; and the tables of what every kind of page or form needs."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from lmec.addresses import FormerAddress
from lmec.history.models import Revision
from lmec.openforms.models import OpenForm
from lmec.search.models import SearchEntry

__all__ = ["FormerAddress", "OpenForm", "Revision", "SearchEntry", "User"]


class User(AbstractUser):
    """A member of staff. One full name: most of the region's names do not split in two."""

    first_name = None
    last_name = None
    name = models.CharField(
        _("full name"),
        max_length=150,
        blank=True,
        help_text=_("As colleagues read it in histories, for example “Example Editor”."),
    )

    def __str__(self):
        return self.get_full_name()

    def get_full_name(self) -> str:
        """The full name, or the user name where none is given."""
        return self.name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()
