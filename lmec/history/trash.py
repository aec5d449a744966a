"""What was deleted, and the way back."""

from django.contrib import messages
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from lmec.history.comparison import reading
from lmec.history.memory import limited
from lmec.history.models import Revision, record
from lmec.history.pages import ON_A_PAGE, shape_for
from lmec.history.restoring import is_taken, obstacles
from lmec.history.restoring_pages import refusal

NOTHING = {"fields": {}, "parts": {}}


class TrashPages:
    """The deleted things of one kind, for those who may add and delete that kind."""

    def may_recover(self, request) -> bool:
        return self.has_add_permission(request) and self.has_delete_permission(request)

    def changelist_view(self, request, extra_context=None):
        extra = {"may_recover": self.may_recover(request), **(extra_context or {})}
        return super().changelist_view(request, extra)

    def deleted_things(self, request) -> models.QuerySet:
        if not self.may_recover(request):
            raise PermissionDenied
        return Revision.objects.deleted().filter(kind=self.opts.label_lower).select_related("by")

    def deleted_view(self, request):
        """What was deleted, the latest first."""
        deleted = self.deleted_things(request).defer("data")
        page = Paginator(deleted, ON_A_PAGE).get_page(request.GET.get(PAGE_VAR))
        return self.history_page(
            request,
            "deleted",
            _("Deleted: %(things)s") % {"things": self.opts.verbose_name_plural},
            page_obj=page,
            page_var=PAGE_VAR,
            pages=page.paginator.get_elided_page_range(page.number),
        )

    def recover_view(self, request, revision):
        """What a deleted thing said; on confirmation, bring it back under its old key."""
        found = get_object_or_404(self.deleted_things(request), pk=revision)
        thing = self.model(pk=found.object_id)
        if type(thing)._base_manager.filter(pk=thing.pk).exists():
            raise Http404(_("It is there already."))
        in_the_way = obstacles(thing, NOTHING, self._with_free_address(thing, found.data))
        if request.method == "POST" and not in_the_way:
            return self._recover(request, thing, found)
        return self.history_page(
            request,
            "recover",
            found.label,
            revision=found,
            sections=reading(shape_for(self, request), found.data),
            obstacles=in_the_way,
            is_address_taken=is_taken(thing, found.data["fields"].get("slug", "")),
        )

    def _recover(self, request, thing: models.Model, found: Revision):
        data = self._with_free_address(thing, found.data)
        first = Revision.objects.of(thing).last()
        for name, person in (("created_by", first.by), ("updated_by", request.user)):
            if hasattr(thing, f"{name}_id"):
                setattr(thing, name, person)
        try:
            with transaction.atomic():
                thing._state.adding = True
                self.put_back(thing, data, limited(data, []))
                record(thing, Revision.Action.RESTORED, request.user, self.why(request))
        except IntegrityError as error:
            self.message_user(request, refusal(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        text = _("%(thing)s is back.") % {"thing": thing}
        if data["fields"].get("slug") != found.data["fields"].get("slug"):
            text = _(
                "%(thing)s is back. Its address was given to another one meanwhile; it is "
                "“%(slug)s” now."
            ) % {"thing": thing, "slug": thing.slug}
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(self.history_address("change", thing.pk))

    @staticmethod
    def _with_free_address(thing: models.Model, data: dict) -> dict:
        slug = data["fields"].get("slug", "")
        if not is_taken(thing, slug):
            return data
        return {**data, "fields": {**data["fields"], "slug": thing.free_slug(slug, slug)}}
