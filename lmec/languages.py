"""The languages that names and texts are written in, as BCP 47 tags."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Language(models.TextChoices):
    ENGLISH = "en", _("English")
    CHINESE = "zh-Hans", _("Chinese, simplified")
    CHINESE_TRADITIONAL = "zh-Hant", _("Chinese, traditional")
    LAO = "lo", _("Lao")
    THAI = "th", _("Thai")
    KHMER = "km", _("Khmer")
    BURMESE = "my", _("Burmese")
    VIETNAMESE = "vi", _("Vietnamese")
    FRENCH = "fr", _("French")
