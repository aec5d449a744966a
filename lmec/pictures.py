"""Models with a picture: the field, the description, the focal point, what templates show.

A file is never overwritten and never deleted by saving a row, so neither a rollback nor the
deletion of a working copy can take away what another row shows; see `lmec.userfiles`.
"""

import logging

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lmec.picture_files import CleanPicture, read_picture
from lmec.renditions import GALLERY, LOGO, PORTRAIT, SHAPES, Shape, Sources, write_missing

logger = logging.getLogger(__name__)

FOLDER = "pictures"


class PictureFormField(forms.ImageField):
    """Answers with the clean picture, so that whatever saves the form stores nothing else."""

    def to_python(self, data):
        upload = forms.FileField.to_python(self, data)
        return read_picture(upload) if upload else upload

    def widget_attrs(self, widget):
        # Named one by one, so that a telephone hands over JPEG instead of its own format.
        accept = {"accept": "image/jpeg,image/png,image/webp"}
        return accept if isinstance(widget, forms.FileInput) else {}


class PictureField(models.ImageField):
    """A picture that has been through `read_picture`, from a form or from code.

    The model has the fields `width` and `height`. Migrations see Django's own ImageField.
    """

    def __init__(self, *args, **kwargs):
        defaults = {"upload_to": FOLDER, "width_field": "width", "height_field": "height"}
        super().__init__(*args, **{**defaults, **kwargs})

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.ImageField", args, kwargs

    def formfield(self, **kwargs):
        # The name is replaced, so the length of the one that it came with does not matter.
        return super().formfield(**{"form_class": PictureFormField, "max_length": None, **kwargs})

    def admit(self, instance) -> None:
        """Clean a picture that code has assigned to `instance`; one from a form is clean."""
        file = getattr(instance, self.attname)
        if file and not file._committed and not isinstance(file.file, CleanPicture):
            setattr(instance, self.attname, read_picture(file.file))

    def pre_save(self, instance, add):
        self.admit(instance)
        return super().pre_save(instance, add)


class Across(models.IntegerChoices):
    LEFT = 0, _("left edge")
    LEFT_OF_CENTER = 25, _("left of the center")
    CENTER = 50, _("center")
    RIGHT_OF_CENTER = 75, _("right of the center")
    RIGHT = 100, _("right edge")


class Down(models.IntegerChoices):
    TOP = 0, _("top edge")
    UPPER = 25, _("upper part")
    MIDDLE = 50, _("middle")
    LOWER = 75, _("lower part")
    BOTTOM = 100, _("bottom edge")


class Picture(models.Model):
    """A model with a picture. Templates show it in one of its `shapes`."""

    shapes = SHAPES

    image = PictureField(
        _("picture"),
        blank=True,
        help_text=_(
            "JPEG, PNG or WebP. The site turns it upright and removes the camera’s hidden data, "
            "such as the place where it was taken."
        ),
    )
    alt = models.CharField(
        _("description of the picture"),
        max_length=300,
        blank=True,
        help_text=_(
            "What it shows, in a sentence, for people who cannot see it. Nobody else reads it."
        ),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_(
            "Tick if it says nothing that the text does not. It then needs no description."
        ),
    )
    focal_x = models.PositiveSmallIntegerField(
        _("what matters is, across"),
        choices=Across,
        default=Across.CENTER,
        help_text=_("Cropping keeps this part of the picture."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("what matters is, down"), choices=Down, default=Down.MIDDLE
    )
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(image="") | ~Q(alt="") | Q(is_decorative=True),
                name="%(app_label)s_%(class)s_described",
                violation_error_message=_(
                    "Describe the picture for people who cannot see it, or mark it as decorative."
                ),
            ),
            models.CheckConstraint(
                condition=Q(focal_x__lte=100, focal_y__lte=100),
                name="%(app_label)s_%(class)s_focal_point",
                violation_error_message=_("What matters must lie within the picture."),
            ),
        ]

    def save(self, *args, **kwargs):
        self._meta.get_field("image").admit(self)
        if "image" in (kwargs.get("update_fields") or []):
            kwargs["update_fields"] = {*kwargs["update_fields"], "width", "height"}
        super().save(*args, **kwargs)
        self.write_renditions()

    def write_renditions(self) -> None:
        """Store what the page shows, before the transaction commits, so no page lacks it.

        A rollback leaves files that nothing mentions, under names that nothing else uses.
        """
        if self.image and self.width:
            try:
                write_missing(self.image.storage, self.image.name, *self._crop(), self.shapes)
            except FileNotFoundError:
                logger.warning("The file of picture %s is missing.", self.image.name)

    @property
    def gallery(self) -> Sources | None:
        """Cropped 3:2 around the focal point; None without a picture."""
        return self._sources(GALLERY)

    @property
    def portrait(self) -> Sources | None:
        """Cropped square around the focal point; None without a picture."""
        return self._sources(PORTRAIT)

    @property
    def logo(self) -> Sources | None:
        """The whole picture, small; None without a picture."""
        return self._sources(LOGO)

    def _crop(self):
        return (self.width, self.height), (self.focal_x, self.focal_y)

    def _sources(self, shape: Shape) -> Sources | None:
        if not (self.image and self.width):
            return None
        alt = "" if self.is_decorative else self.alt
        return shape.sources(self.image.storage, self.image.name, *self._crop(), alt)
