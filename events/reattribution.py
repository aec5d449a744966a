"""Published credits that the directory no longer bears out, and what becomes of each.

A credit is printed once and stays. When a post or its days are corrected later, those who publish
say of each credit whether it follows the directory or was right; until then nothing changes.
"""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Concat, StrIndex, Substr
from django.utils.translation import gettext as _

from events.models import Event, Participation, Remark
from events.models.publicity import Status
from events.publishing import Action, settle
from lmec.dated import Held
from lmec.history.models import record
from organizations.models import OrganizationName
from people.models import Membership, Person

NOTE = 500  # characters that a note for visitors may have
HELD = Case(
    When(
        Q(membership__start_date__gt=F("event__start_date"))
        | Q(membership__end_date__lt=F("event__start_date")),
        then=Value(Held.NO.value),
    ),
    When(membership__start_date=None, then=Value(Held.POSSIBLE.value)),
    default=Value(Held.CERTAIN.value),
    output_field=CharField(),
)


class Credit(NamedTuple):
    """A published credit, what the directory said of the post and says now, and the ways out."""

    row: Participation
    before: str
    was: Held
    now: str
    held: Held
    proposal: Membership | None  # the post in whose words the credit could be printed
    remarks: list[Remark]  # the speaker's in that report that have a credit of their own

    @property
    def seen(self) -> str:
        """All that a decision rests on, so that one can tell whether it is still the same."""
        proposal = self.proposal.credit if self.proposal else ""
        return " | ".join([self.row.credited_as, self.held.value, self.now, proposal])


def disagreeing(person: Person | None = None) -> QuerySet[Participation]:
    """The published credits whose post the directory now gives otherwise, and not as printed.

    By person and then by day. That a post is known better than before is no disagreement, nor
    that its body has another name today: a report prints the name of its day.
    """
    rows = Participation.objects.filter(
        event__status=Status.PUBLISHED, event__working_copy_of=None, membership__isnull=False
    ).exclude(in_directory="")
    if person is not None:
        rows = rows.filter(person=person)
    rows = rows.alias(
        held=HELD,
        title=F("membership__title"),
        first=F("membership__organization__name"),
        second=Case(
            When(membership__joint_with=None, then=Value("")),
            default=_joined(Value(" / "), F("membership__joint_with__name")),
            output_field=CharField(),
        ),
        credit=_joined(F("title"), Value(", "), F("first"), F("second")),
        before=Substr("in_directory", StrIndex("in_directory", Value(": ")) + 2),
    ).exclude(in_directory=_joined(F("held"), Value(": "), F("credit")))
    is_borne_out = Q(before=F("credit")) | Q(credited_as=F("credit")) | _is_renamed()
    rows = rows.exclude(~Q(held=Held.NO.value) & is_borne_out)
    return rows.order_by("person__sort_name", "person", "event__start_date", "pk")


def _is_renamed() -> Q:
    """Whether the post differs in the name of its body alone, or of one of its two bodies."""
    title, first, second = (OuterRef(name) for name in ("title", "first", "second"))
    plates = {
        "membership__organization": (F("name"), second),
        "membership__joint_with": (first, Value(" / "), F("name")),
    }
    found = Q()
    for body, plate in plates.items():
        names = OrganizationName.objects.alias(post=_joined(title, Value(", "), *plate))
        found |= Q(Exists(names.filter(organization=OuterRef(body), post=OuterRef("before"))))
    return found


def _joined(*parts) -> Concat:
    return Concat(*parts, output_field=CharField())


def count_disagreeing() -> int:
    """How many published credits wait for a decision."""
    return disagreeing().count()


def with_details(rows: QuerySet[Participation]) -> list[Credit]:
    """Credits of `disagreeing` as they are decided on."""
    own = Remark.objects.exclude(credited_as="").order_by("position", "pk")
    posts = Membership.objects.select_related("organization", "joint_with")
    rows = rows.select_related(
        "person", "event", "membership__organization", "membership__joint_with"
    ).prefetch_related(
        Prefetch("person__memberships", posts, to_attr="posts"),
        Prefetch("event__remarks", own, to_attr="credited_remarks"),
    )
    return [_detailed(row) for row in rows]


def _detailed(row: Participation) -> Credit:
    was, _colon, before = row.in_directory.partition(": ")
    return Credit(
        row=row,
        before=before,
        was=Held(was),
        now=row.membership.credit,
        held=row.membership.held_on(row.event.start_date),
        proposal=_proposal(row),
        remarks=[
            remark for remark in row.event.credited_remarks if remark.person_id == row.person_id
        ],
    )


def _proposal(row: Participation) -> Membership | None:
    """The row's own post if it was held on the day, else the one that certainly was."""
    day = row.event.start_date
    if row.membership.held_on(day) is not Held.NO:
        return row.membership
    certain = [post for post in row.person.posts if post.held_on(day) is Held.CERTAIN]
    return certain[0] if len(certain) == 1 else None


# --- Deciding -------------------------------------------------------------------------------------


def find(key: int, seen: str) -> Credit | None:
    """The credit to decide on, held for that, if all is as whoever decides has seen it."""
    rows = disagreeing().filter(pk=key).select_for_update(no_key=True, of=("self",))
    found = with_details(rows)
    return found[0] if found and found[0].seen == seen else None


@transaction.atomic(savepoint=False)
def accept(credit: Credit, at: datetime, by, remarks: Collection[int] = (), why: str = "") -> Event:
    """Print the credit as the directory has it, in the remarks named too, with a note."""
    row, post = credit.row, credit.proposal
    event = Event.objects.select_for_update(no_key=True).get(pk=row.event_id)
    before, row.credited_as, row.membership = row.credited_as, post.credit, post
    row.organization, row.joint_with = post.organization, post.joint_with
    row.in_directory = row.directory_says(event.start_date)
    row.save(
        update_fields=["credited_as", "membership", "organization", "joint_with", "in_directory"]
    )
    for remark in credit.remarks:
        if remark.pk in remarks:
            remark.credited_as = ""  # the participant's is printed then
            remark.save(update_fields=["credited_as"])
    note = _("%(person)s is credited as “%(after)s” in the place of “%(before)s”.") % {
        "person": row.printed_name, "after": row.credited_as, "before": before,
    }  # fmt: skip
    event.updated_by = by
    event.save(update_fields=["updated_by", "updated_at"])
    event.corrections.create(note=note[:NOTE], by=by, at=at)
    record(settle(event), Action.CORRECTED, by, why or note)
    return event


@transaction.atomic(savepoint=False)
def keep(credit: Credit, by, why: str) -> Event:
    """Leave the credit as it is printed, for a reason, until the directory changes again."""
    event = Event.objects.select_for_update(no_key=True).get(pk=credit.row.event_id)
    credit.row.in_directory = credit.row.directory_says(event.start_date)
    credit.row.save(update_fields=["in_directory"])
    record(event, Action.KEPT, by, why)
    return event
