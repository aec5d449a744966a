"""The table of revisions: what every recorded thing was after each change."""

from datetime import datetime

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lmec.history.snapshots import take


class RevisionQuerySet(models.QuerySet):
    def of(self, thing: models.Model):
        """The revisions of a thing; those of a report's working copies among them."""
        return self.filter(**subject(thing))

    def of_itself(self, thing: models.Model):
        """The same without what was saved in working copies."""
        return self.of(thing).filter(is_copy=False)

    def as_of(self, at: datetime):
        return self.filter(at__lte=at)

    def deleted(self):
        """The last state of everything that was deleted and has not come back since."""
        later = self.model.objects.filter(
            kind=OuterRef("kind"), object_id=OuterRef("object_id"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later), action=Revision.Action.DELETED, is_copy=False)


class Revision(models.Model):
    """The state of a thing and its parts after one change, or before it was deleted."""

    class Action(models.TextChoices):
        ADDED = "added", _("Added")
        SAVED = "saved", _("Saved")
        SUBMITTED = "submitted", _("Submitted for review")
        SENT_BACK = "sent-back", _("Sent back")
        PUBLISHED = "published", _("Published")
        CORRECTED = "corrected", _("Corrected")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        KEPT = "kept", _("Credit kept")
        RESTORED = "restored", _("Restored")
        DELETED = "deleted", _("Deleted")

    kind = models.CharField(max_length=60)  # "events.event"
    object_id = models.BigIntegerField()
    # Of a draft of a published report; `object_id` is the published report's.
    is_copy = models.BooleanField(default=False)
    label = models.CharField(max_length=300)
    action = models.CharField(_("what"), max_length=12, choices=Action)
    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+",
        verbose_name=_("who"),
    )  # fmt: skip
    why = models.CharField(_("why"), max_length=500, blank=True)
    data = models.JSONField(encoder=DjangoJSONEncoder)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "object_id", "id"], name="lmec_revision_of"),
            models.Index(fields=["kind", "action", "id"], name="lmec_revision_action"),
        ]
        # Reading and restoring follow the permissions of the thing itself.
        default_permissions = []

    def __str__(self):
        return f"{self.get_action_display()}: {self.label}"


def subject(thing: models.Model) -> dict:
    """Whose history a thing has its part in: its own, or that of the report it is a copy of."""
    owner = getattr(thing, "working_copy_of_id", None) or thing.pk
    return {"kind": type(thing)._meta.label_lower, "object_id": owner}


def record(thing: models.Model, action: str, by=None, why: str = "") -> Revision:
    """Keep the present state of a saved thing; call it once in each transaction that changes it."""
    return Revision.objects.create(
        **subject(thing),
        is_copy=bool(getattr(thing, "working_copy_of_id", None)),
        label=str(thing)[:300],
        action=action,
        by=by,
        why=why[:500],
        data=take(thing),
    )


def states_of(thing: models.Model) -> RevisionQuerySet:
    """The revisions that a thing has been in, a report and its working copy told apart."""
    is_copy = bool(getattr(thing, "working_copy_of_id", None))
    return Revision.objects.of(thing).filter(is_copy=is_copy)


def latest(thing: models.Model) -> Revision | None:
    """The revision that a thing is in now; None for one that nothing has recorded yet."""
    return states_of(thing).first()
