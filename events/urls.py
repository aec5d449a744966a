from django.urls import path, register_converter
from django.views.decorators.http import require_safe

from events import downloads, views
from events.feeds import EventFeed


class Year:
    """A year of four digits, which every database can compare with a date."""

    regex = "[1-9][0-9]{3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(Year, "year")

app_name = "events"
urlpatterns = [
    path("", views.EventList.as_view(), name="list"),
    path("feed.atom", require_safe(EventFeed()), name="feed"),
    path("calendar.ics", downloads.all_calendar, name="calendar"),
    path("events.csv", downloads.event_table, name="table"),
    path("<year:year>/", views.EventList.as_view(), name="year"),
    path("<year:year>/<slug:slug>/", views.event_detail, name="detail"),
    path("<year:year>/<slug:slug>/photographs/", views.photographs, name="photographs"),
    path("<year:year>/<slug:slug>/event.ics", downloads.event_calendar, name="event-calendar"),
    path("<year:year>/<slug:slug>/citation.txt", downloads.citation_text, name="citation-text"),
    path("<year:year>/<slug:slug>/citation.bib", downloads.citation_bibtex, name="citation-bibtex"),
    path(
        "<year:year>/<slug:slug>/attachments/<uuid:key>/",
        views.attachment,
        name="attachment",
    ),
]
