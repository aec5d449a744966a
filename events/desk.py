"""The desk: what awaits a member of staff, on the admin's first page."""

from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.contrib import admin
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, When, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from events.models.publicity import Status
from events.models.querysets import TEXTS
from events.reattribution import count_disagreeing
from lmec.modeladmin import may
from lmec.moments import moment
from lmec.openforms.models import OpenForm
from organizations.models import ContactDetail, Organization
from people.models import Person, PersonContact

LENGTH = 8


class Line(NamedTuple):
    text: str
    address: str
    facts: list[str]
    language: str = ""
    marks: list[str] = []  # what it is, where the section does not say so
    comment: str = ""  # what a colleague wrote


class Section(NamedTuple):
    key: str
    title: str
    lines: list[Line]
    more: str = ""  # the words of the link to all of them; "" where all are shown
    address: str = ""  # of all of them
    empty: str = ""  # what is said where there are none


# --- Which reports: the desk and the filter of the list ask the same -------------------------


def mine(user, at: datetime) -> Q:
    """The drafts that an account began, or submitted and got back."""
    return Q(status=Status.DRAFT) & _own(user)


def waiting(user, at: datetime) -> Q:
    """The reports in review: all for those who publish, for others their own."""
    in_review = Q(status=Status.IN_REVIEW)
    return in_review if may_publish(user) else in_review & _own(user)


def scheduled(user, at: datetime) -> Q:
    """The reports that are to appear, or to be withdrawn, at a time to come."""
    return Q(status=Status.PUBLISHED, working_copy_of=None) & (
        Q(published_at__gt=at) | Q(withdrawn_at__gt=at)
    )


def _own(user) -> Q:
    return Q(created_by=user) | Q(submitted_by=user)


def may_publish(user) -> bool:
    return user.has_perm("events.publish_event")


# --- The sections, each of one or two queries whatever its size ------------------------------


def sections(request) -> list[Section]:
    """What the account can do something about."""
    at, user = timezone.now(), request.user
    writes = user.has_perm("events.change_event")
    found = [_drafts(user, at), _in_review(user, at)] if writes else []
    found += [_scheduled(user, at)] if writes and may_publish(user) else []
    found.append(_open_elsewhere(request))
    found += [_published(at)] if writes else []
    found += [
        _to_check(model, contacts)
        for model, contacts in ((Organization, ContactDetail), (Person, PersonContact))
        if may(user, ("change",), model) and may(user, ("change",), contacts)
    ]
    if user.has_perm("people.change_person") or (writes and may_publish(user)):
        found.append(_disagreeing())
    return [section for section in found if section.lines or section.empty]


def _drafts(user, at) -> Section:
    rows = _reports(mine(user, at)).order_by("-updated_at", "-pk")[:LENGTH]
    lines = [
        _line(row, _("Last saved on %(time)s") % {"time": _time(row.updated_at)}) for row in rows
    ]
    empty = _("You have no drafts.")
    return Section("mine", _("My drafts"), lines, _all(rows), _list(Event, "work=mine"), empty)


def _in_review(user, at) -> Section:
    rows = _reports(waiting(user, at)).select_related("submitted_by")
    rows = rows.order_by("submitted_at", "pk")[:LENGTH]
    lines = [_line(row, _submission(row)) for row in rows]
    title = _("Waiting for review") if may_publish(user) else _("My reports in review")
    empty = _("Nothing is waiting for review.") if may_publish(user) else ""
    return Section("waiting", title, lines, _all(rows), _list(Event, "work=waiting"), empty)


def _submission(event: Event) -> str:
    if event.submitted_by is None or event.submitted_at is None:
        return _("Last saved on %(time)s") % {"time": _time(event.updated_at)}
    who, time = event.submitted_by, _time(event.submitted_at)
    return _("Submitted by %(who)s on %(time)s") % {"who": who, "time": time}


def _scheduled(user, at) -> Section:
    soonest = Case(When(published_at__gt=at, then="published_at"), default="withdrawn_at")
    rows = _reports(scheduled(user, at)).order_by(soonest, "pk")[:LENGTH]
    lines = []
    for row in rows:
        facts = []
        if row.published_at > at:
            facts.append(_("Appears on %(time)s") % {"time": moment(row.published_at)})
        if row.withdrawn_at and row.withdrawn_at > at:
            facts.append(_("Is withdrawn on %(time)s") % {"time": moment(row.withdrawn_at)})
        lines.append(_line(row, *facts))
    address = _list(Event, "work=scheduled")
    return Section("scheduled", _("Scheduled"), lines, _all(rows), address)


def _published(at) -> Section:
    rows = Event.objects.published(at).defer(*TEXTS).order_by("-published_at", "-pk")[:LENGTH]
    lines = [
        _line(row, _("Published on %(time)s") % {"time": _time(row.published_at)}) for row in rows
    ]
    address = _list(Event, f"status__exact={Status.PUBLISHED}")
    return Section("published", _("Published last"), lines, _("All published reports"), address)


def _open_elsewhere(request) -> Section:
    """What others have open now, as far as the account may see it."""
    forms = OpenForm.objects.open_now().exclude(user=request.user).select_related("user")
    by_kind = {}
    for form in forms.order_by("-touched_at"):
        by_kind.setdefault(form.kind, []).append(form)
    lines = []
    for kind, opened in by_kind.items():
        model = apps.get_model(kind)
        if admin.site.get_model_admin(model).has_view_permission(request):
            things = model._default_manager.in_bulk({form.object_id for form in opened})
            lines += [
                _open_line(form, model, things.get(form.object_id))
                for form in opened
                if form.object_id == 0 or form.object_id in things
            ]
    hidden = len(lines) - LENGTH
    more = ngettext("And %(n)s more", "And %(n)s more", hidden) % {"n": hidden}
    title = _("Being edited by others")
    return Section("open", title, lines[:LENGTH], more if hidden > 0 else "")


def _open_line(form: OpenForm, model, thing) -> Line:
    fact = _("%(who)s, since %(time)s") % {"who": form.user, "time": _time(form.opened_at)}
    if thing is None:
        text = _("New: %(kind)s") % {"kind": model._meta.verbose_name}
        return Line(text, _list(model), [fact])
    return Line(str(thing), _form(thing), [fact], getattr(thing, "language", ""))


def _to_check(model, contacts) -> Section:
    """The bodies or people with contact details that nobody has checked for a year."""
    whose = model._meta.model_name
    due = contacts.objects.filter(**{whose: OuterRef("pk")}).due(timezone.localdate())
    of_each = due.order_by().values(whose).annotate(n=Count("pk"), oldest=Min("verified_on"))
    rows = (
        model.objects.filter(Exists(due))
        .annotate(n=of_each.values("n"), oldest=of_each.values("oldest"))
        .annotate(total=Window(Count("pk")))
        .order_by(F("oldest").asc(nulls_first=True), "pk")
        .only("name", "language")[:LENGTH]
    )
    lines = [
        Line(row.name, f"{_form(row)}#contacts-heading", [_due(row.n)], row.language)
        for row in rows
    ]
    title = {
        Organization: _("Organizations whose contact details are to be checked"),
        Person: _("People whose contact details are to be checked"),
    }[model]
    address = _list(model, "contacts=due")
    return Section(f"contacts-{whose}", title, lines, _all(rows), address)


def _disagreeing() -> Section:
    """The published credits to decide on, as one line that leads to all of them."""
    n = count_disagreeing()
    text = ngettext("%(n)s credit to decide on", "%(n)s credits to decide on", n) % {"n": n}
    lines = [Line(text, reverse("admin:events_event_credits"), [])] if n else []
    title = _("Published credits that disagree with the directory")
    return Section("credits", title, lines)


# --- Words and addresses ---------------------------------------------------------------------


def _reports(which: Q) -> QuerySet:
    """Reports without their texts, each with the `total` of all of them."""
    return Event.objects.filter(which).defer(*TEXTS).annotate(total=Window(Count("pk")))


def _line(event: Event, *facts: str) -> Line:
    marks = [_("Changes to a published report")] if event.working_copy_of_id else []
    comment = event.review_comment if event.status == Status.DRAFT else ""
    if comment:
        marks.append(_("Sent back"))
    return Line(event.title, _form(event), list(facts), event.language, marks, comment)


def _due(n: int) -> str:
    return ngettext("%(n)s contact detail", "%(n)s contact details", n) % {"n": n}


def _all(rows: QuerySet) -> str:
    """The words of the link to all rows, where not all are shown."""
    total = rows[0].total if rows else 0
    return _("All %(n)s") % {"n": total} if total > LENGTH else ""


def _time(at: datetime) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _view(model, name: str, *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def _form(thing) -> str:
    return _view(type(thing), "change", thing.pk)


def _list(model, query: str = "") -> str:
    return _view(model, "changelist") + (f"?{query}" if query else "")
