"""Beginning the next report of a series from the last one."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import DateField
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.carrying import begin_next, last_of
from events.models import Series
from events.models.event import DAYS
from lmec.formsets import FIELDS


class FirstDay(forms.Form):
    """Asks for the one thing that no earlier report tells."""

    day = forms.DateField(
        label=gettext_lazy("First day"),
        widget=FIELDS[DateField]["widget"],
        help_text=gettext_lazy("The posts that people certainly hold on that day are filled in."),
    )

    def clean_day(self):
        day = self.cleaned_data["day"]
        if not DAYS[0] <= day <= DAYS[1]:
            raise forms.ValidationError(_("Check the year."))
        return day


class CarryingAdmin:
    """The page that begins the next report, and the way to it from a report of the series."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.next_view)
        return [path("next/<int:series>/", view, name="events_event_next"), *super().get_urls()]

    def next_view(self, request, series):
        if not (self.has_add_permission(request) and self.has_view_permission(request)):
            raise PermissionDenied
        series = get_object_or_404(Series, pk=series)
        last = last_of(series)
        if last is None:
            raise Http404(_("This series has no report yet."))
        form = FirstDay(request.POST or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            event = begin_next(last, form.cleaned_data["day"], request.user)
            self.log_addition(request, event, [{"added": {}}])
            text = _("This draft was begun from “%(title)s”. Check the title and the people.")
            self.message_user(request, text % {"title": last.title})
            return HttpResponseRedirect(reverse("admin:events_event_change", args=[event.pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("New report from the last one of its series"),
            "series": series,
            "last": last,
            "form": form,
        }
        return TemplateResponse(request, "admin/events/next_of_series.html", context)

    def render_change_form(self, request, context, *args, **kwargs):
        event = context.get("original")
        context["next_of"] = event and self.has_add_permission(request) and event.series_id
        return super().render_change_form(request, context, *args, **kwargs)


class CarryingSeriesAdmin:
    """The way to the same page from the form of a series."""

    change_form_template = "admin/events/series/change_form.html"

    def render_change_form(self, request, context, *args, **kwargs):
        series = context.get("original")
        if series and request.user.has_perm("events.add_event") and last_of(series):
            context["next_of"] = series.pk
        return super().render_change_form(request, context, *args, **kwargs)
