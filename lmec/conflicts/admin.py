"""Forms that no other form overwrites."""

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lmec.conflicts.forms import AskingForm
from lmec.conflicts.merging import Merging
from lmec.history.models import Revision, record, states_of

BASE = "_base"  # the field of every form that says which revision it was opened in
# Why there is a revision of a thing as it was before anybody changed it under these eyes.
BEFORE = gettext_noop("As it was before its history begins")
MAX_DIGITS = 19  # of what a key can be
MEDIA = forms.Media(
    css={"all": ["admin/lmec/conflicts.css"]},
    js=[forms.Script("admin/lmec/conflicts.js", defer=True)],
)


class ConflictAdmin:
    """An admin that brings a posted form together with what was saved since it was opened.

    Every way to a change form passes `get_object`, which loads the row and, where a form was
    sent, has it locked until the transaction ends. So the place to look at the base is there.
    """

    form = AskingForm

    @property
    def media(self):
        return super().media + MEDIA

    def get_queryset(self, request):
        things = super().get_queryset(request)
        is_saved = request.method == "POST" and _is_change_form(request)
        return things.select_for_update(no_key=True) if is_saved else things

    def get_object(self, request, object_id, from_field=None):
        thing = super().get_object(request, object_id, from_field)
        if thing is None or not _is_change_form(request):
            return thing
        if request.method == "POST":
            if self.has_change_permission(request, thing):
                self.bring_together(request, thing)
            return thing
        newest = states_of(thing).defer("data").first()
        request.base = newest.pk if newest else ""
        # Once more, since what was read before its revision may be older than that.
        return super().get_object(request, object_id, from_field)

    def bring_together(self, request: HttpRequest, thing: models.Model) -> None:
        """Give a form that was opened in an earlier state what has been saved since."""
        newest = states_of(thing).defer("data").first()
        if newest is None:
            newest = record(thing, Revision.Action.SAVED, why=BEFORE)
        request.base, given = newest.pk, request.POST.get(BASE, "")
        if given == str(newest.pk):
            return
        base = self.base_of(given, thing)
        if base != newest.pk:
            since = states_of(thing).select_related("by").order_by("pk")
            states = list(since.filter(pk__gte=base) if base else since.filter(pk=newest.pk))
            request.POST = Merging(self, request, thing, states).data
            request.merged_with = {str(state.by) for state in states[1:] if state.by}

    def base_of(self, given: str, thing: models.Model) -> int | None:
        """The key of the revision that a form was opened in; None if that is not known."""
        states = states_of(thing).order_by("pk")
        if given.isdecimal() and len(given) < MAX_DIGITS:
            states = states.filter(pk=given)
        elif not given:
            states = states.filter(why=BEFORE, by=None)
        else:
            states = states.none()
        return states.values_list("pk", flat=True).first()

    def response_change(self, request, obj):
        if names := getattr(request, "merged_with", None):
            text = _("%(names)s saved changes while you had this open. They are kept with yours.")
            listed = get_text_list(sorted(names), _("and"))
            self.message_user(request, text % {"names": listed}, messages.INFO)
        return super().response_change(request, obj)

    def render_change_form(self, request, context, *args, **kwargs):
        context["base"] = getattr(request, "base", "")
        return super().render_change_form(request, context, *args, **kwargs)


def _is_change_form(request: HttpRequest) -> bool:
    return request.resolver_match.url_name.endswith("_change")
