"""Forms in which nothing that was typed is lost; static/admin/lmec/openforms.js is the other side.

A class that also has ConflictAdmin names that one first, since a restored form goes on from the
revision in which it was typed.
"""

from datetime import timedelta

from django.contrib.admin.utils import unquote
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lmec.history.models import states_of
from lmec.openforms import drafts
from lmec.openforms.gone import texts_in
from lmec.openforms.models import OpenForm
from lmec.openforms.restored import as_typed, rows_as_typed

RESTORE = "unsaved"  # in an address: show the form with the draft in it
SAVED_COOKIE = "saved_forms"  # names drafts whose copies in the browser are no longer needed
NAMES_IN_COOKIE = 20


class OpenFormAdmin:
    """An admin that keeps what is being typed in its forms, and says who else has one open."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("add/open-form/", self.open_form, name=f"{name}_open_new_form"),
            path("<int:pk>/open-form/", self.open_form, name=f"{name}_open_form"),
            *super().get_urls(),
        ]

    def address_of(self, action: str, pk: int | None) -> str:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{action}"
        return reverse(name, args=[pk] if pk else [])

    def may_type(self, request, thing) -> bool:
        if thing is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, thing)

    # --- What the script of a form asks --------------------------------------------------------

    @method_decorator([never_cache, require_POST])
    def open_form(self, request, pk=None):
        """Keep what the account has typed in a form, and say what its colleagues do there.

        Not an `admin_view`: who is logged out is told so, and not sent to another page.
        """
        user, data = request.user, request.POST
        if not self.admin_site.has_permission(request):
            return answer(request, 401, error=_("You have been logged out."))
        if drafts.account_in(drafts.name_in(data)) not in {None, user.pk}:
            text = _("You are logged in as %(name)s now, and somebody else opened this form.")
            return answer(request, 409, error=text % {"name": user})
        thing = self.get_object(request, str(pk)) if pk else None
        if pk and thing is None:
            text = _("This does not exist any more. Copy what you typed before you leave the page.")
            return answer(request, 404, error=text)
        if not self.may_type(request, thing):
            text = _("You may not change this any more. Copy what you typed before you leave.")
            return answer(request, 403, error=text)
        if "discard" in data:
            drafts.discard(user, self.model, pk, data["discard"])
            if "back" in data:
                return HttpResponseRedirect(self.address_of("change" if pk else "add", pk))
        said = {}
        if "content" in data:
            try:
                typed = drafts.read(data["content"])
            except drafts.TooLargeError:
                text = _("This is more than the site keeps of a form before it is saved.")
                return answer(request, 413, error=text)
            row = drafts.keep(user, self.model, pk, typed, ago(data.get("age", "")))
            said["is_kept"] = row.content == typed.urlencode()
        else:
            row = drafts.touch(user, self.model, pk, data)
        if "close" in data:
            drafts.close(user, self.model, pk)
        if row.content:
            said |= {"draft": drafts.name_in(row.data), "typed_at": time_of(row.typed_at)}
        return answer(
            request,
            others=self.who_else(request, thing),
            newer=self.saved_since(thing, drafts.base_in(data)),
            **said,
        )

    def who_else(self, request, thing) -> list[dict]:
        """The colleagues who have the form of a thing open, the first of them first."""
        if thing is None:  # everybody adds a thing of their own
            return []
        rows = OpenForm.objects.of(self.model, thing.pk).open_now().exclude(user=request.user)
        return [
            {"name": str(row.user), "since": time_of(row.opened_at)}
            for row in rows.select_related("user").order_by("opened_at", "pk")
        ]

    @staticmethod
    def saved_since(thing, base: int | None) -> dict | None:
        """Who saved a thing after it was opened in the revision `base`, and when."""
        if thing is None or base is None:
            return None
        newest = states_of(thing).filter(pk__gt=base).select_related("by").defer("data").first()
        return newest and {"name": str(newest.by or _("Somebody")), "at": time_of(newest.at)}

    # --- The form ------------------------------------------------------------------------------

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method == "GET" and RESTORE in request.GET:
            self.bind_draft(request, object_id)
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if name := getattr(request, "saved_draft", ""):
            known = request.COOKIES.get(SAVED_COOKIE, "").split(".")[: NAMES_IN_COOKIE - 1]
            response.set_cookie(
                SAVED_COOKIE,
                ".".join([name, *filter(None, known)]),
                max_age=drafts.SIGNED_FOR,
                path=reverse("admin:index"),
                secure=request.is_secure(),
                samesite="Lax",
            )
        return response

    def bind_draft(self, request, object_id: str | None) -> None:
        """Let the form show the account's draft; still a GET, with which nothing is saved."""
        thing = self.get_object(request, unquote(object_id)) if object_id else None
        pk = thing.pk if thing else None
        if (object_id and thing is None) or not self.may_type(request, thing):
            return
        row = drafts.own(request.user, self.model, pk).exclude(content="").first()
        if row:
            request.restored, request.POST = row, row.data

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return as_typed(form, request.POST) if hasattr(request, "restored") else form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**given, "data": request.POST} if hasattr(request, "restored") else given

    def _create_formsets(self, request, obj, change):
        formsets, inlines = super()._create_formsets(request, obj, change)
        if hasattr(request, "restored"):
            rows_as_typed(formsets)
        return formsets, inlines

    def render_change_form(self, request, context, *args, **kwargs):
        thing = context.get("original")
        if self.may_type(request, thing):
            context["open_form"] = self.describe_open_form(request, thing)
            if hasattr(request, "restored"):
                context["base"] = request.restored.base or ""
        return super().render_change_form(request, context, *args, **kwargs)

    def describe_open_form(self, request, thing) -> dict:
        """What the template says of the form that it shows."""
        pk = thing.pk if thing else None
        restored = getattr(request, "restored", None)
        offered = restored or drafts.own(request.user, self.model, pk).exclude(content="").first()
        name = drafts.name_in(request.POST)
        if drafts.account_in(name) != request.user.pk:
            name = drafts.new_name(request.user)
        if offered and not restored and drafts.name_in(offered.data) == name:
            offered = None  # it is in the form, which was sent and came back with errors
        query = request.GET.copy()
        query[RESTORE] = "1"
        return {
            "address": self.address_of("open_form" if pk else "open_new_form", pk),
            "name": name,
            "signed_name": drafts.signer.sign(name),
            "offered": offered,
            "offered_name": drafts.name_in(offered.data) if offered else "",
            "is_restored": restored is not None,
            "restore": f"?{query.urlencode()}",
        }

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """Show what was typed, once there is nothing that it could be saved in."""
        response = super()._get_obj_does_not_exist_redirect(request, opts, object_id)
        if request.method != "POST":
            return response
        kinds = [*(inline.model for inline in self.inlines), self.model]
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("This does not exist any more"),
            "texts": list(texts_in(request.POST, kinds)),
        }
        return render(request, "admin/openforms/gone.html", context, status=410)

    def save_related(self, request, form, formsets, change):
        # Saving may do away with the row itself, when a draft takes the place of a report.
        pk = form.instance.pk if change else None
        super().save_related(request, form, formsets, change)
        drafts.saved(request.user, self.model, pk, request.POST)
        request.saved_draft = drafts.name_in(request.POST)


def answer(request, status: int = 200, **said) -> JsonResponse:
    """What the script gets, always with a token that the next request may carry."""
    now = time_of(timezone.now())
    return JsonResponse({"csrf": get_token(request), "now": now, **said}, status=status)


def ago(seconds: str) -> timedelta:
    """How long ago something was typed, by the clock of the browser."""
    return timedelta(seconds=int(seconds) if seconds.isdecimal() and len(seconds) < 8 else 0)


def time_of(moment) -> str:
    """A time of today, or a day and a time."""
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return date_format(local, "TIME_FORMAT" if is_today else "DATETIME_FORMAT")
