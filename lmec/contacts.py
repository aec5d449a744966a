"""Ways to reach a body or a person (Popolo's contact details)."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# A contact detail that nobody has checked for longer than this is due.
CHECKED_EVERY = timedelta(days=365)


class ContactQuerySet(models.QuerySet):
    def public(self):
        return self.filter(is_public=True)

    def due(self, day: date):
        """Those to be checked on a day, because nobody has done so for a year or ever."""
        return self.filter(Q(verified_on=None) | Q(verified_on__lt=day - CHECKED_EVERY))


class Contact(models.Model):
    """One way to reach somebody; the subclass says whom."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("Address")
        VOICE = "voice", _("Tel")
        FAX = "fax", _("Fax")
        EMAIL = "email", _("Email")
        URL = "url", _("Web")
        WECHAT = "wechat", _("WeChat ID")

    position = models.PositiveSmallIntegerField(_("order"), default=0)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    value = models.TextField(
        _("value"),
        max_length=500,
        help_text=_("As printed. An address may take several lines."),
    )
    label = models.CharField(
        _("label"),
        max_length=100,
        blank=True,
        help_text=_("Shown before it where it needs telling apart, for example “Press”."),
    )
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("For colleagues; never shown.")
    )
    is_public = models.BooleanField(
        _("shown on the site"),
        default=False,
        help_text=_("Ticked: every visitor can read it."),
    )
    verified_on = models.DateField(_("last checked on"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        # Without the value: the admin's history quotes this to all who may see the entry.
        return ", ".join(filter(None, [self.get_kind_display(), self.label]))

    def clean(self):
        checks = {self.Kind.EMAIL: validate_email, self.Kind.URL: URLValidator(["http", "https"])}
        try:
            checks.get(self.kind, lambda value: None)(self.value)
        except ValidationError as error:
            raise ValidationError({"value": error.messages}) from error
