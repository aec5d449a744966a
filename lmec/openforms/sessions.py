"""Forms that arrive after their session has ended: what was typed becomes its author's draft.

The signed name of the draft says for whom this site opened the form, so nobody else is shown what
was in it: it comes back to that account when it next opens the form.
"""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from lmec.openforms import drafts
from lmec.openforms.admin import RESTORE, OpenFormAdmin


def kept_for_later(request: HttpRequest) -> HttpResponse | None:
    """The way back to a form that came too late, once it is kept; None if it is no such form."""
    if not keep_posted(request):
        return None
    restored = f"{request.path}?{RESTORE}=1"
    if request.user.is_authenticated:
        return HttpResponseRedirect(restored)
    text = _("You had been logged out. What you typed is kept, and comes back when you log in.")
    messages.warning(request, text)
    return redirect_to_login(restored, "admin:login")


def token_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a request without the right token, which changes with every log-in."""
    match = request.resolver_match
    if match and str(match.url_name).endswith(("_open_form", "_open_new_form")):
        return JsonResponse({"csrf": get_token(request), "is_stale": True}, status=403)
    return kept_for_later(request) or csrf_failure(request, reason)


def keep_posted(request: HttpRequest) -> bool:
    """Keep a form that was sent as the draft of the account for which it was opened.

    What that account may do is asked when the draft comes back; nobody sees it before. Somebody
    else who is logged in by now has nothing to do with it.
    """
    match = request.resolver_match
    admin = getattr(match.func, "model_admin", None) if match else None
    account = drafts.signed_account(request.POST)
    is_form = isinstance(admin, OpenFormAdmin) and match.url_name.endswith(("_add", "_change"))
    if not is_form or account is None or request.user.pk not in {None, account}:
        return False
    user = get_user_model().objects.filter(pk=account, is_active=True).first()
    key = match.kwargs.get("object_id", "0")
    if not user or not key.isdecimal() or len(key) >= drafts.DIGITS:
        return False
    try:
        typed = drafts.read(request.POST.urlencode())
    except drafts.TooLargeError:
        return False
    drafts.keep(user, admin.model, int(key), typed)
    return True
