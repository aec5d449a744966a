"""The photographs of an event, and its documents."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.publicity import Part
from lmec.attachments import AttachmentFileField, describe
from lmec.languages import Language
from lmec.pictures import Picture, PictureField
from lmec.renditions import SHAPES, WHOLE, Sources


class Photo(Part, Picture):
    shapes = [*SHAPES, WHOLE]

    image = PictureField(_("photograph"))
    caption = models.CharField(
        _("caption"),
        max_length=500,
        blank=True,
        help_text=_("Name people from left to right."),
    )
    credit = models.CharField(_("credit"), max_length=200, blank=True)

    class Meta(Part.Meta):
        verbose_name = _("photograph")
        verbose_name_plural = _("photographs")
        constraints = [*Part.Meta.constraints, *Picture.Meta.constraints]

    def __str__(self):
        return self.caption or self.alt or str(_("Photograph"))

    @property
    def whole(self) -> Sources | None:
        """The whole picture, large; None where its file was never read."""
        return self._sources(WHOLE)


class Attachment(Part):
    """A document that visitors may download, or a link to one elsewhere."""

    class Kind(models.TextChoices):
        AGENDA = "agenda", _("Agenda")
        PARTICIPANTS = "participants", _("List of participants")
        SPEECH = "speech", _("Speech")
        PRESENTATION = "presentation", _("Presentation")
        OUTCOME = "outcome", _("Outcome document")
        VIDEO = "video", _("Video")
        OTHER = "other", _("Other document")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.OTHER)
    title = models.CharField(_("title"), max_length=200, help_text=_("What visitors click on."))
    language = models.CharField(
        _("language"), max_length=12, choices=Language, default=Language.ENGLISH
    )
    file = AttachmentFileField(_("file"), blank=True)
    url = models.URLField(
        _("or a link"), max_length=500, blank=True, help_text=_("A page or video elsewhere.")
    )
    added_on = models.DateField(_("added on"), default=timezone.localdate, editable=False)
    format = models.CharField(max_length=40, blank=True, editable=False)
    size = models.PositiveBigIntegerField(null=True, editable=False)
    pages = models.PositiveIntegerField(null=True, editable=False)

    class Meta(Part.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=(Q(file="") & ~Q(url="")) | (~Q(file="") & Q(url="")),
                name="events_attachment_file_or_link",
                violation_error_message=_("Choose a file, or give a link: one of the two."),
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, **kwargs):
        if not self.file:
            self.format, self.size, self.pages = "", None, None
        elif not self.file._committed:
            self.format, self.size, self.pages = describe(self.file)
        super().save(**kwargs)

    def get_absolute_url(self):
        if not self.file:
            return self.url
        event = self.event
        return reverse("events:attachment", args=[event.start_date.year, event.slug, self.key])
