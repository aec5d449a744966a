"""What is kept of a form while it is being typed in: one draft for each person and thing.

A form carries a hidden field with the name of its draft, which says whose it is and which opening
of the form it came from. The draft of another opening is never overwritten, so that what a crash
left behind waits until it is restored, discarded or saved.
"""

from datetime import timedelta

from django.core.exceptions import TooManyFieldsSent
from django.core.signing import BadSignature, TimestampSigner
from django.db import models, transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.crypto import get_random_string

from lmec.openforms.models import OPEN_FOR, OpenForm

NAME = "_draft"  # the field that carries the signed name of the draft
CARRIED = {NAME, "_base", "_why"}  # what a draft keeps besides the fields of the form
MAX_CHARACTERS = 4 * 1024 * 1024
DIGITS = 19  # of what no key has
SIGNED_FOR = timedelta(days=14)
# What was typed counts from when it arrives, so a later state may seem older by this much.
ON_THE_WAY = timedelta(seconds=30)

signer = TimestampSigner(salt="lmec.openforms")


class TooLargeError(ValueError):
    """More was typed than is kept."""


def new_name(user) -> str:
    """A name for the draft of a form that is being opened."""
    return f"{user.pk}-{get_random_string(8)}"


def name_in(data: QueryDict) -> str:
    """The name of the draft that a form carries, whether or not it is signed; "" without one."""
    return data.get(NAME, "").partition(":")[0]


def signed_account(data: QueryDict) -> int | None:
    """The key of the account for which this site opened the form; None where that is not sure."""
    try:
        name = signer.unsign(data.get(NAME, ""), max_age=SIGNED_FOR)
    except BadSignature:
        return None
    return account_in(name)


def account_in(name: str) -> int | None:
    key = name.partition("-")[0]
    return int(key) if key.isdecimal() and len(key) < DIGITS else None


def read(content: str) -> QueryDict:
    """The fields of a form as a browser sent them, without what stands in it for this once."""
    if len(content) > MAX_CHARACTERS:
        raise TooLargeError
    try:
        data = QueryDict(content, mutable=True)
    except TooManyFieldsSent as error:
        raise TooLargeError from error
    return without_buttons(data)


def without_buttons(data: QueryDict) -> QueryDict:
    for name in list(data):
        if name == "csrfmiddlewaretoken" or (name.startswith("_") and name not in CARRIED):
            del data[name]
    return data


def base_in(data: QueryDict) -> int | None:
    """The revision in which a form was opened; None if it does not say."""
    key = data.get("_base", "")
    return int(key) if key.isdecimal() and len(key) < DIGITS else None


def own(user, model: type[models.Model], pk: int | None):
    return OpenForm.objects.of(model, pk).filter(user=user)


@transaction.atomic(savepoint=False)
def touch(user, model: type[models.Model], pk: int | None, sent: QueryDict) -> OpenForm:
    """Note that somebody has a form open; `sent` says at least in which revision."""
    now = timezone.now()
    row, _is_new = OpenForm.objects.select_for_update().get_or_create(
        user=user,
        kind=model._meta.label_lower,
        object_id=pk or 0,
        defaults={"opened_at": now, "touched_at": now},
    )
    if not row.is_open:
        row.opened_at = now
    row.touched_at = now
    if not row.content:
        row.base = base_in(sent)
    row.save(update_fields=["base", "opened_at", "touched_at"])
    return row


@transaction.atomic(savepoint=False)
def keep(
    user, model: type[models.Model], pk: int | None, typed: QueryDict, age=timedelta()
) -> OpenForm:
    """Keep what was typed that long ago, unless the person's row holds what it must not lose.

    That is the draft of another opening of the form, or a later state of the same one.
    """
    row = touch(user, model, pk, typed)
    typed_at = row.touched_at - age
    is_same = not row.content or name_in(row.data) == name_in(typed)
    is_late = row.typed_at is not None and typed_at < row.typed_at - ON_THE_WAY
    if is_same and not is_late:
        row.content, row.typed_at, row.base = typed.urlencode(), typed_at, base_in(typed)
        row.save(update_fields=["base", "content", "typed_at"])
    return row


def discard(user, model: type[models.Model], pk: int | None, name: str) -> None:
    """Throw the draft of that name away; whoever has the form open still has."""
    for row in own(user, model, pk).exclude(content=""):
        if name_in(row.data) == name:
            row.content, row.typed_at = "", None
            row.save(update_fields=["content", "typed_at"])


def close(user, model: type[models.Model], pk: int | None) -> None:
    """Note that a form is no longer open; a draft in it stays."""
    rows = own(user, model, pk)
    rows.filter(content="").delete()
    rows.update(touched_at=timezone.now() - OPEN_FOR)


def saved(user, model: type[models.Model], pk: int | None, posted: QueryDict) -> None:
    """Forget the form that has just been saved, and no draft of another opening of it."""
    name = name_in(posted)
    for row in own(user, model, pk):
        if not name or not row.content or name_in(row.data) == name:
            row.delete()
