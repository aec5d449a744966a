"""When a report is public, and what every part of a report has."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.paragraphs import align
from lmec.richtext import blocks, clean_html


class Status(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "review", _("In review")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


def public(at: datetime, event: str = "") -> Q:
    """The rule: published, its moment come, not withdrawn, not a working copy.

    `event` is the path from the rows asked for to their event, for example "event__".
    """
    return Q(
        Q(**{f"{event}withdrawn_at": None}) | Q(**{f"{event}withdrawn_at__gt": at}),
        **{
            f"{event}status": Status.PUBLISHED,
            f"{event}published_at__lte": at,
            f"{event}working_copy_of": None,
        },
    )


class PartQuerySet(models.QuerySet):
    def published(self, at: datetime):
        """The parts of reports that are public at a time."""
        return self.filter(public(at, "event__"))


class Part(models.Model):
    """A part of one report. Its key stays when a working copy of the report is published."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="%(class)ss")
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    position = models.PositiveIntegerField(_("order"), default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"], name="%(app_label)s_%(class)s_key_in_event"
            ),
        ]


class Numbered(models.Model):
    """A row with texts whose paragraphs keep their numbers while the text is edited.

    `numbered_texts` maps the name of each text to the name of its list of numbers, one string
    for each top-level block, "" for a block that publication has still to number.
    """

    numbered_texts: dict[str, str] = {}

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance._remember_texts(cls.numbered_texts)
        return instance

    def save(self, **kwargs):
        fields = kwargs.get("update_fields")
        saved = [text for text in self.numbered_texts if fields is None or text in fields]
        for text in saved:
            self._align(text, self.numbered_texts[text])
        if fields and saved:
            kwargs["update_fields"] = {*fields, *(self.numbered_texts[text] for text in saved)}
        super().save(**kwargs)
        self._remember_texts(saved)

    def refresh_from_db(self, using=None, fields=None, **kwargs):
        super().refresh_from_db(using=using, fields=fields, **kwargs)
        self._remember_texts(text for text in self.numbered_texts if not fields or text in fields)

    def _align(self, text, numbers):
        """Carry the numbers over from the text in the database to the text to be saved."""
        if text not in self.__dict__:
            return
        old = self._texts_in_database.get(text)
        new = clean_html(self.__dict__[text])
        if old is None or old == new or not getattr(self, numbers):
            return
        setattr(self, numbers, align(blocks(old), getattr(self, numbers), blocks(new)))

    _texts_in_database: dict[str, str] = {}

    def _remember_texts(self, texts: Iterable[str]):
        """Take these of the texts, as far as they are loaded, for what the database holds."""
        loaded = {text: self.__dict__[text] for text in texts if text in self.__dict__}
        self._texts_in_database = {**self._texts_in_database, **loaded}
