"""Links for reviewers without an account: made, listed and taken back beside a report's form."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from events.models import Event, ReviewLink
from lmec.record_json import absolute

DAYS, MOST_DAYS = 7, 60


class ReviewLinkForm(forms.ModelForm):
    days = forms.IntegerField(
        label=_("Days until it ends"), min_value=1, max_value=MOST_DAYS, initial=DAYS
    )

    class Meta:
        model = ReviewLink
        fields = ["reader"]
        widgets = {"reader": forms.TextInput({"class": "vTextField"})}


class ReviewLinksAdmin:
    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/review-links/",
                view(self.review_links),
                name="events_event_review_links",
            ),
            path(
                "<int:pk>/review-links/<int:link>/revoke/",
                view(self.revoke_review_link),
                name="events_event_revoke_review_link",
            ),
            *super().get_urls(),
        ]

    def review_links(self, request, pk):
        """The links to a report that visitors never read, and a form for another one."""
        event = self._seen(request, pk)
        if event.was_read(timezone.now()):
            text = gettext("Visitors can read this report, or once could, at its own address.")
            self.message_user(request, text, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:events_event_change", args=[pk]))
        may_make = self.has_change_permission(request, event)
        if request.method == "POST" and not may_make:
            raise PermissionDenied
        form = ReviewLinkForm(request.POST or None)
        if form.is_valid():
            self._make(request, event, form)
            return self._back(event)
        now = timezone.now()
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Links for reviewers"),
            "subtitle": event.title,
            "opts": self.opts,
            "event": event,
            "form": form if may_make else None,
            "links": [
                (
                    link,
                    absolute(link.get_absolute_url()) if link.is_open(now) else "",
                    self._may_revoke(request, link),
                )
                for link in event.review_links.select_related("created_by")
            ],
        }
        return render(request, "admin/events/event/review_links.html", context)

    @method_decorator(require_POST)
    def revoke_review_link(self, request, pk, link):
        event = self._seen(request, pk)
        row = get_object_or_404(event.review_links, pk=link)
        if not self._may_revoke(request, row):
            raise PermissionDenied
        event.review_links.filter(pk=link, revoked_at=None).update(revoked_at=timezone.now())
        self.message_user(request, gettext("The link does not work any more."), messages.SUCCESS)
        return self._back(event)

    def _seen(self, request, pk) -> Event:
        event = get_object_or_404(Event, pk=pk)
        self.require_view(request, event)
        return event

    def _may_revoke(self, request, link: ReviewLink) -> bool:
        return self.may_publish(request) or link.created_by_id == request.user.pk

    def _make(self, request, event: Event, form: ReviewLinkForm) -> None:
        link = form.save(commit=False)
        link.event, link.created_by = event, request.user
        link.expires_at = timezone.now() + timedelta(days=form.cleaned_data["days"])
        link.save()
        text = gettext("The link for %(reader)s is ready. Copy its address below.")
        self.message_user(request, text % {"reader": link.reader}, messages.SUCCESS)

    def _back(self, event: Event) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse("admin:events_event_review_links", args=[event.pk]))

    def render_change_form(self, request, context, *args, **kwargs):
        event = context.get("original")
        context["takes_review_links"] = event and not event.was_read(timezone.now())
        return super().render_change_form(request, context, *args, **kwargs)
