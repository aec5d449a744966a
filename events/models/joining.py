"""What joins one event to others: the series it belongs to and the topics it speaks of."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from events.models.publicity import Part
from lmec.addresses import Addressed
from lmec.languages import Language
from lmec.richtext import RichTextField


class Joining(Addressed):
    """What several events have in common and a page or a filter is named after."""

    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language of the name"), max_length=12, choices=Language, default=Language.ENGLISH
    )
    description = RichTextField(_("description"), blank=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name


class Series(Joining):
    """Meetings held again and again, such as a joint committee's."""

    class Meta(Joining.Meta):
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def get_absolute_url(self):
        return reverse("series:detail", args=[self.slug])


class Topic(Joining):
    """An initiative, a framework or a subject that reports speak of."""

    class Meta(Joining.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def get_absolute_url(self):
        return reverse("topics:detail", args=[self.slug])


class EventTopic(Part):
    topic = models.ForeignKey(
        Topic, models.PROTECT, related_name="eventtopics", verbose_name=_("topic")
    )

    class Meta(Part.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            *Part.Meta.constraints,
            models.UniqueConstraint(
                fields=["event", "topic"],
                name="events_eventtopic_once",
                violation_error_message=_("This topic is chosen twice."),
            ),
        ]

    def __str__(self):
        return str(self.topic)
