"""The table of forms that are open, or were when their browser was last heard of."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils import timezone

# How long after its last sign of life a form counts as open.
OPEN_FOR = timedelta(seconds=45)


class OpenFormQuerySet(models.QuerySet):
    def of(self, model: type[models.Model], pk: int | None):
        """The forms of one thing; of new ones of its kind where `pk` is None."""
        return self.filter(kind=model._meta.label_lower, object_id=pk or 0)

    def open_now(self):
        return self.filter(touched_at__gt=timezone.now() - OPEN_FOR)


class OpenForm(models.Model):
    """One person's form of one thing. `content` is "" until something in it was changed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)  # "events.event"
    object_id = models.BigIntegerField(default=0)  # 0 for a new one, which SQL can compare
    base = models.BigIntegerField(null=True)  # the revision that the form was opened in
    content = models.TextField(blank=True)  # as a browser sends it, without files
    typed_at = models.DateTimeField(null=True)  # when `content` last changed
    opened_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(db_index=True)

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        default_permissions = []
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "object_id"], name="lmec_openform_one_each"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id or 'new'}: {self.user}"

    @property
    def is_open(self) -> bool:
        return self.touched_at > timezone.now() - OPEN_FOR

    @property
    def data(self) -> QueryDict:
        """The fields of the form as the browser would send them."""
        return QueryDict(self.content, mutable=True)
