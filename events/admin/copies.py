"""Drafts of published reports in the admin: begun, brought up to date, published, thrown away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from events.admin.states import is_open
from events.models import Event
from events.models.publicity import Status
from events.working_copies import catch_up, corrections_since, discard, open_copy
from lmec.conflicts.versions import both


def form_of(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


class CopyAdmin:
    """What the form of a published report and the form of its draft have to do with each other."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/draft/", view(self.open_draft), name="events_event_draft"),
            path("<int:pk>/catch-up/", view(self.catch_up), name="events_event_catch_up"),
            *super().get_urls(),
        ]

    def may_draft(self, request, event: Event) -> bool:
        """Whether the account may begin, or go on with, a draft of a published report."""
        # Whoever may change reports at all: the draft is one that nobody reads yet.
        is_public = event.status == Status.PUBLISHED and not event.working_copy_of_id
        return is_public and self.has_change_permission(request)

    @method_decorator(require_POST)
    def open_draft(self, request, pk):
        """Go to the draft of a published report, making it where there is none."""
        event = get_object_or_404(Event, pk=pk)
        if not self.may_draft(request, event):
            raise PermissionDenied
        return HttpResponseRedirect(form_of(open_copy(event, request.user)))

    @method_decorator(require_POST)
    def catch_up(self, request, pk):
        """Bring corrections of the published report into its draft."""
        copy = get_object_or_404(Event.objects.exclude(working_copy_of=None), pk=pk)
        if not self.has_change_permission(request, copy):
            raise PermissionDenied
        try:
            kept = catch_up(copy, request.user)
        except Event.DoesNotExist as error:  # it was published or thrown away at this moment
            raise Http404(gettext("This draft does not exist any more.")) from error
        text = gettext("The corrections are in this draft now.")
        if kept:
            text = gettext(
                "The corrections are in this draft now. Where both were changed, the draft’s "
                "wording stays."
            )
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(form_of(copy))

    def render_change_form(self, request, context, *args, **kwargs):
        event = context.get("original")
        if event and event.working_copy_of_id:
            context["live"] = event.working_copy_of
            context["corrections"], conflicts = corrections_since(event)
            read_as = {inline.model: inline.read_as for inline in self.inlines}
            context["both"] = both(event, conflicts, read_as)
        elif event:
            context["working_copy"] = event.working_copies.select_related("updated_by").first()
            context["may_draft"] = self.may_draft(request, event)
            may_change = self.has_change_permission(request)
            context["is_publishers"] = may_change and not self.has_change_permission(request, event)
        return super().render_change_form(request, context, *args, **kwargs)

    # --- After a draft is gone -----------------------------------------------------------------

    def delete_model(self, request, obj):
        if obj.working_copy_of_id:
            discard(obj, request.user)
        else:
            super().delete_model(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        response = super().response_delete(request, obj_display, obj_id)
        live = getattr(request, "draft_of", None)
        return HttpResponseRedirect(form_of(live)) if live else response

    def delete_view(self, request, object_id, extra_context=None):
        event = self.get_object(request, object_id)
        if event and not is_open(event) and self.has_view_permission(request, event):
            text = gettext("A report that was published is never deleted. It can be withdrawn.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(form_of(event))
        request.draft_of = event and event.working_copy_of
        return super().delete_view(request, object_id, extra_context)

    def log_change(self, request, obj, message):
        """Log what was done to the live report, once its draft has taken its place."""
        return super().log_change(request, getattr(obj, "published_as", obj), message)

    def response_change(self, request, obj):
        live = getattr(obj, "published_as", None)
        response = super().response_change(request, live or obj)
        goes_on = live and "_continue" in request.POST
        return HttpResponseRedirect(form_of(live)) if goes_on else response
