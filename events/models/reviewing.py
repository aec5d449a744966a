"""What stands beside a report without being a part of it: corrections, and links for reviewers."""

import uuid
from datetime import datetime

from django.conf import settings
from django.core.signing import Signer
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Correction(models.Model):
    """A note to visitors that a published report was corrected, and how."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="corrections")
    at = models.DateTimeField(_("corrected on"), default=timezone.now)
    note = models.CharField(
        _("what was corrected"),
        max_length=500,
        help_text=_("Visitors read it below the report, after “Corrected on” and the day."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-pk"]
        default_permissions = []

    def __str__(self):
        return self.note


# A full stop stands in no address for anything else.
SIGNER = Signer(sep=".", salt="events.review_link")


class ReviewLinkQuerySet(models.QuerySet):
    def open(self, at: datetime):
        """The links that lead somewhere at a time."""
        return self.filter(revoked_at=None, expires_at__gt=at)

    def under(self, token: str):
        """The link with the signed key of its address; raises BadSignature for a forged one."""
        return self.filter(key=SIGNER.unsign(token))


class ReviewLink(models.Model):
    """A way to read one report before visitors can, for somebody without an account."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="review_links")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reader = models.CharField(
        _("for whom"), max_length=200, help_text=_("So that colleagues know whose link it is.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(null=True, editable=False)

    objects = ReviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link for a reviewer")
        verbose_name_plural = _("links for reviewers")
        ordering = ["-pk"]
        default_permissions = []

    def __str__(self):
        return self.reader

    @property
    def token(self) -> str:
        """The link's key, signed, so that no address can be guessed."""
        return SIGNER.sign(self.key.hex)

    def get_absolute_url(self):
        return reverse("review", args=[self.token])

    def is_open(self, at: datetime) -> bool:
        """Whether the link leads somewhere at a time; `ReviewLinkQuerySet.open` for one row."""
        return self.revoked_at is None and self.expires_at > at
