from django.urls import path, register_converter

from events import views


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
    path("<year:year>/", views.EventList.as_view(), name="year"),
    path("<year:year>/<slug:slug>/", views.event_detail, name="detail"),
    path("<year:year>/<slug:slug>/photographs/", views.photographs, name="photographs"),
    path(
        "<year:year>/<slug:slug>/attachments/<uuid:key>/",
        views.attachment,
        name="attachment",
    ),
]
