"""The pages of one thing's history: what was saved, what differs, what one revision says."""

from django.contrib.admin.utils import flatten
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lmec.history.comparison import Shape, comparison, reading
from lmec.history.memory import without
from lmec.history.models import Revision
from lmec.history.snapshots import part_model
from lmec.modeladmin import may

ON_A_PAGE = 25


def shape_for(admin, request) -> Shape:
    """How an admin's things are shown to an account: without parts it may not see."""
    name = capfirst(admin.opts.verbose_name)
    return Shape(
        model=admin.model,
        headings=[
            (heading or name, flatten(options["fields"])) for heading, options in admin.fieldsets
        ],
        parts=[
            part
            for part in admin.model.recorded_parts
            if may(request.user, ("view", "change"), part_model(admin.model, part))
        ],
        changeable=changeable_parts(admin, request),
        stays=admin.never_restored,
        read_as={inline.model: inline.read_as for inline in admin.inlines},
    )


def changeable_parts(admin, request) -> list[str]:
    """The kinds of parts that an account may add, change and remove."""
    return [
        part
        for part in admin.model.recorded_parts
        if all(
            may(request.user, (action,), part_model(admin.model, part))
            for action in ("add", "change", "delete")
        )
    ]


class HistoryPages:
    """Reading the history of a thing, for those who may see the thing."""

    # Fields that say what a thing is, and not what is written of it.
    never_restored: list[str] = []

    def history_extras(self, request, thing) -> dict:
        """What only some kinds of things have: the template `extra`, and what it needs."""
        return {}

    def why(self, request) -> str:
        """The reason that the editor gave for the change, for colleagues."""
        return request.POST.get("_why", "").strip()

    def seen_thing(self, request, pk: int) -> models.Model:
        thing = self.get_object(request, str(pk))
        if thing is None:
            raise Http404(_("It does not exist, or not any more."))
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        return thing

    def revision_of(self, thing: models.Model, pk) -> Revision:
        known = str(pk).isdecimal() and len(str(pk)) < 19
        found = known and Revision.objects.of(thing).select_related("by").filter(pk=pk).first()
        if not found:
            raise Http404(_("This history has no such revision."))
        return found

    def history_address(self, page: str, *args) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def history_page(self, request, template: str, title: str, thing=None, **context):
        given = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "thing": thing,
            "why": self.why(request),
            **context,
        }
        request.current_app = self.admin_site.name
        return render(request, f"admin/history/{template}.html", given)

    def history_view(self, request, object_id, extra_context=None):
        """Every revision, the newest first."""
        if not str(object_id).isdecimal():
            raise Http404
        thing = self.seen_thing(request, int(object_id))
        revisions = Revision.objects.of(thing).select_related("by").defer("data")
        page = Paginator(revisions, ON_A_PAGE).get_page(request.GET.get(PAGE_VAR))
        return self.history_page(
            request,
            "history",
            _("History: %(thing)s") % {"thing": thing},
            thing,
            page_obj=page,
            page_var=PAGE_VAR,
            pages=page.paginator.get_elided_page_range(page.number),
            may_restore=self.may_restore(request, thing),
            **self.history_extras(request, thing),
            **(extra_context or {}),
        )

    def compare_view(self, request, pk):
        """What differs between two revisions; without an earlier one, from the one before."""
        thing = self.seen_thing(request, pk)
        later = self.revision_of(thing, request.GET.get("to", ""))
        asked = request.GET.get("from")
        earlier = self.revision_of(thing, asked) if asked else before(thing, later)
        if earlier is None:
            raise Http404(_("There is no revision before this one."))
        if earlier.pk > later.pk:
            earlier, later = later, earlier
        # What a draft is, and not what it says, was never what its report is.
        left_out = self.never_restored if earlier.is_copy != later.is_copy else []
        states = [without(revision.data, left_out) for revision in (earlier, later)]
        return self.history_page(
            request,
            "compare",
            _("Compare: %(thing)s") % {"thing": thing},
            thing,
            earlier=earlier,
            later=later,
            sections=comparison(shape_for(self, request), *states),
            restoring=earlier if self.may_restore(request, thing) else None,
        )

    def revision_view(self, request, pk, revision):
        """All that one revision says."""
        thing = self.seen_thing(request, pk)
        found = self.revision_of(thing, revision)
        return self.history_page(
            request,
            "revision",
            found.label,
            thing,
            revision=found,
            sections=reading(shape_for(self, request), found.data),
            restoring=found if self.may_restore(request, thing) else None,
            **self.history_extras(request, thing),
        )


def before(thing: models.Model, revision: Revision) -> Revision | None:
    """The revision before one: of the thing, or of its draft or what that was made of."""
    earlier = Revision.objects.of(thing).select_related("by").filter(pk__lt=revision.pk)
    is_within = revision.is_copy and revision.action != Revision.Action.ADDED
    return earlier.filter(is_copy=is_within).first()
