"""People and bodies that a report's text names and the report does not link."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from events.checks.directory import BODY, OTHER, PERSON, RUN, Name
from events.checks.reading import Finding, Level, Reading
from organizations.models import Parentage

HIGHEST = 10  # bodies above one another


def not_linked(reading: Reading) -> Iterator[Finding]:
    """A name that several have is linked if the report links one of them."""
    people = {row.person_id for row in reading.people}
    unlinked, bodies = {}, _bodies(reading)
    for mention in reading.mentions:
        found = {(name.of, name.key) for name in mention.names if _tells(name)}
        linked = {(BODY, key) for key in bodies} | {(PERSON, key) for key in people}
        is_other = any(name.of == OTHER for name in mention.names)
        if found and not is_other and not found & linked:
            unlinked.setdefault(frozenset(found), mention)
    # Only now, since most reports need none of them.
    above = _above(bodies, reading.day) if unlinked else set()
    for found, mention in unlinked.items():
        if any(of == BODY and key in above for of, key in found):
            continue
        told = {"name": mention.text}
        if all(of == PERSON for of, _key in found):
            sentence = _(
                "The text names %(name)s, who is in the directory and not among the people "
                "taking part."
            )
            yield Finding(Level.LOOK, sentence % told, "participations")
        else:
            sentence = _(
                "The text names “%(name)s”, which is in the directory and not linked in this "
                "report."
            )
            yield Finding(Level.LOOK, sentence % told, "bodies")


def _tells(name: Name) -> bool:
    """Whether a name says who is meant; a person's single word does not."""
    return name.of != PERSON or " " in name.text or bool(RUN.search(name.text))


def _bodies(reading: Reading) -> set[int]:
    """The bodies that the report links, in whatever part."""
    rows = [*reading.event.eventorganizations.all(), *reading.people]
    bodies = {key for row in rows for key in (row.organization_id, row.joint_with_id)}
    posts = [row.membership for row in reading.people if row.membership]
    bodies |= {key for post in posts for key in (post.organization_id, post.joint_with_id)}
    bodies |= {remark.organization_id for remark in reading.remarks}
    return bodies - {None}


def _above(bodies: set[int], day: date) -> set[int]:
    """The bodies above some on a day; a query for each height, of which there are few."""
    found, climb = set(), bodies
    for _height in range(HIGHEST):
        rows = Parentage.objects.as_of(day).filter(organization__in=climb).order_by()
        climb = set(rows.values_list("parent", flat=True)) - found
        if not climb:
            break
        found |= climb
    return found
