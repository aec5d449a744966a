from django.urls import path

from events import views

app_name = "events"
urlpatterns = [
    path("", views.EventList.as_view(), name="list"),
    path("<int:year>/", views.EventList.as_view(), name="year"),
    path("<int:year>/<slug:slug>/", views.event_detail, name="detail"),
    path(
        "<int:year>/<slug:slug>/attachments/<uuid:key>/",
        views.attachment,
        name="attachment",
    ),
]
