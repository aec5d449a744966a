"""Who spoke, in which post, and under which credit."""

from collections.abc import Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from events.checks.reading import Finding, Level, Reading
from events.models import Participation
from lmec.dated import Held


def without_speaker(reading: Reading) -> Iterator[Finding]:
    if not reading.remarks and not any(row.spoke for row in reading.people):
        sentence = _("Nobody chairs or speaks in this report.")
        yield Finding(Level.LOOK, sentence, "participations")


def posts_not_held(reading: Reading) -> Iterator[Finding]:
    """People in a post that they did not hold, or that the directory does not know."""
    for number, row in enumerate(reading.people):
        told = {
            "person": row.printed_name,
            "credit": row.printed_credit,
            "day": date_format(reading.day),
        }
        if not row.printed_credit or _is_held(row, reading):
            continue
        if row.membership_id:
            sentence = _(
                "%(person)s is credited as “%(credit)s”. The directory says that this post was "
                "not held on %(day)s."
            )
        else:
            sentence = _(
                "%(person)s is credited as “%(credit)s”. The directory has no such post on %(day)s."
            )
        yield Finding(Level.LOOK, sentence % told, f"participations-{number}")


def _is_held(row: Participation, reading: Reading) -> bool:
    """Whether the person held the post, or one at the same body, for all that is known.

    A credit is free words, so it is taken for any post where it names no body.
    """
    posts = row.person.memberships.all()
    held = [post for post in posts if post.held_on(reading.day) is not Held.NO]
    if row.membership_id:
        return any(post.pk == row.membership_id for post in held)
    if row.organization_id:
        bodies = {body.pk for post in held for body in post.bodies}
        return row.organization_id in bodies
    return bool(held)


def credited_twice(reading: Reading) -> Iterator[Finding]:
    """Remarks whose own credit is none of those that the speaker has as a participant."""
    for number, remark in enumerate(reading.remarks):
        rows = [row for row in reading.people if row.person_id == remark.person_id]
        credits = [row.printed_credit for row in rows if row.printed_credit]
        if remark.credited_as and credits and remark.credited_as not in credits:
            sentence = _("%(person)s is credited in two ways: “%(one)s” and “%(other)s”.") % {
                "person": remark.printed_name,
                "one": credits[0],
                "other": remark.credited_as,
            }
            yield Finding(Level.LOOK, sentence, f"remarks-{number}")
