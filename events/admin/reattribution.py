"""Published credits that the corrected directory no longer bears out: the list, and each decision.

Directory managers see what their corrections touch; those who publish decide.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from events.publishing import publisher_obstacle
from events.reattribution import accept, disagreeing, find, keep, with_details
from people.admin import PersonAdmin
from people.models import Membership, Person

ON_A_PAGE = 50
LONGEST = 500  # reason


def may_see(user) -> bool:
    return user.has_perm("people.change_person") or may_decide(user)


def may_decide(user) -> bool:
    """Whether an account may change what is published."""
    return user.has_perm("events.publish_event") and user.has_perm("events.change_event")


def list_of(person: Person | None = None) -> str:
    """The address of the list, of one person's credits alone if given."""
    address = reverse("admin:events_event_credits")
    return f"{address}?person={person.pk}" if person else address


class CreditsAdmin:
    """The list of credits to decide on, among the pages of reports."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("credits/", view(self.credits_view), name="events_event_credits"),
            path("credits/<int:key>/", view(self.decide_view), name="events_event_credit"),
            *super().get_urls(),
        ]

    def credits_view(self, request):
        """The credits by person, a page at a time; of one person where `person` names one."""
        if not may_see(request.user):
            raise PermissionDenied
        person = self.asked_for(request)
        page = Paginator(disagreeing(person), ON_A_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Published credits that disagree with the directory"),
            "person": person,
            "page": page,
            "credits": with_details(page.object_list),
            "may_decide": may_decide(request.user),
            "longest": LONGEST,
        }
        return TemplateResponse(request, "admin/events/credits.html", context)

    def asked_for(self, request) -> Person | None:
        key = request.GET.get("person", "")
        if not key:
            return None
        return get_object_or_404(Person, pk=key if key.isdecimal() and len(key) < 19 else 0)

    @method_decorator(require_POST)
    @method_decorator(transaction.atomic)
    def decide_view(self, request, key):
        """Let one credit follow the directory, or stay as it is printed for a reason."""
        if not may_decide(request.user):
            raise PermissionDenied
        back = HttpResponseRedirect(list_of(self.asked_for(request)))
        credit, why = find(key, request.POST.get("seen", "")), request.POST.get("why", "").strip()
        is_accepted = request.POST.get("decision") == "accept"
        if credit is None:
            text = _(
                "Nothing was changed: the report or the directory has changed since you opened "
                "the list. Look at the credit again."
            )
            self.message_user(request, text, messages.WARNING)
        elif is_accepted and (obstacle := publisher_obstacle(credit.row.event, request.user)):
            self.message_user(request, obstacle, messages.ERROR)
        elif is_accepted and credit.proposal:
            chosen = {int(key) for key in request.POST.getlist("remark") if key.isdecimal()}
            event = accept(credit, timezone.now(), request.user, chosen, why[:LONGEST])
            text = format_html(_("Corrected, with a note for visitors: {}"), self.as_link(event))
            self.message_user(request, text, messages.SUCCESS)
        elif not why:
            text = _("Give the reason why the credit stays as it is printed.")
            self.message_user(request, text, messages.ERROR)
        else:
            event = keep(credit, request.user, why[:LONGEST])
            text = format_html(_("The credit stays as it is printed: {}"), self.as_link(event))
            self.message_user(request, text, messages.SUCCESS)
        return back

    def as_link(self, event) -> str:
        address = reverse("admin:events_event_change", args=[event.pk])
        return format_html('<a href="{}">{}</a>', address, event.title)


admin.site.unregister(Person)


@admin.register(Person)
class CreditedPersonAdmin(PersonAdmin):
    """The form of a person, which tells whose published credits a correction leaves behind.

    It stands here and takes the place of the one it is made from, since people know nothing of
    reports.
    """

    @admin.display(description=gettext_lazy("published credits"))
    def credits(self, person):
        return self.link_to_credits(person)

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "credits"]

    def get_fieldsets(self, request, obj=None):
        (name, options), *others = super().get_fieldsets(request, obj)
        is_told = obj is not None and may_see(request.user) and disagreeing(obj).exists()
        if is_told:
            options = {**options, "fields": [*options["fields"], "credits"]}
        return [(name, options), *others]

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        corrected = any(rows.model is Membership and rows.has_changed() for rows in formsets)
        if change and corrected and may_see(request.user):
            sentence = self.link_to_credits(form.instance)
            if sentence:
                self.message_user(request, sentence, messages.WARNING)

    @staticmethod
    def link_to_credits(person: Person) -> str:
        count = disagreeing(person).count()
        if not count:
            return ""
        text = ngettext(
            "%(count)s published credit disagrees with the directory",
            "%(count)s published credits disagree with the directory",
            count,
        )
        return format_html('<a href="{}">{}</a>', list_of(person), text % {"count": count})
