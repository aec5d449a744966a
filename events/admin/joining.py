"""The forms of series and topics, which reports choose by searching."""

from django.contrib import admin

from events.admin.carrying import CarryingSeriesAdmin
from events.models import Series, Topic
from lmec.modeladmin import SiteModelAdmin


class JoiningAdmin(SiteModelAdmin):
    list_display = ["name", "slug"]
    search_fields = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "language", "slug", "description"]


@admin.register(Series)
class SeriesAdmin(CarryingSeriesAdmin, JoiningAdmin):
    pass


@admin.register(Topic)
class TopicAdmin(JoiningAdmin):
    pass
