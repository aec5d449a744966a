"""The posts that people held on a day, for the form of a report."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lmec.dated import Held
from organizations.models import Organization
from people.models import Membership, Person

MAX_PEOPLE = 500


@require_safe
def posts(request: HttpRequest) -> JsonResponse:
    """For each `person` asked for, by key: every post on record and whether it was held on `day`.

    Without a day no post is certain.
    """
    may = request.user.has_perm
    if not (may("people.view_person") and (may("events.add_event") or may("events.change_event"))):
        raise PermissionDenied
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = None
    asked = {key for key in request.GET.getlist("person")[:MAX_PEOPLE] if key.isdecimal()}
    people = Person.objects.filter(pk__in={int(key) for key in asked if len(key) < 19})
    return JsonResponse(
        {
            str(person.pk): [described(post, day) for post in person.posts]
            for person in people.with_posts()
        }
    )


def described(post: Membership, day: date | None) -> dict:
    """A post as the form fills it in, and the words in which it offers or doubts it."""
    held = post.held_on(day) if day else Held.POSSIBLE
    return {
        "id": post.pk,
        "label": str(post),
        "held": held.value,
        "organization": chosen(post.organization),
        "joint_with": chosen(post.joint_with),
        "credit": post.credit,
        "offer": offer(post, day),
        "doubt": doubt(post, day, held),
    }


def chosen(body: Organization | None) -> dict | None:
    return body and {"id": body.pk, "label": body.name}


def offer(post: Membership, day: date | None) -> str:
    if day and not post.start_date:
        return _("%(post)s — start unknown: use this") % {"post": post.credit}
    return _("%(post)s: use this") % {"post": post}


def doubt(post: Membership, day: date | None, held: Held) -> str:
    if held is Held.NO:
        return _("The directory says that this post was not held on that day.")
    return ""
