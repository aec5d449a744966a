"""The history of a body's names: what it was called when, and the bodies it came from or became."""

from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from lmec.pages.structure import ONE_DAY
from organizations.models import Organization, OrganizationName, Succession

# What a succession is called on the page of the successor.
ORIGINS = {
    Succession.Kind.RENAMED: _("Renamed from"),
    Succession.Kind.MERGED: _("Merged from"),
    Succession.Kind.SPLIT: _("Split from"),
    Succession.Kind.REPLACED: _("In the place of"),
}


class Chapter(NamedTuple):
    """A name and its days, either of which may be unknown; or something that happened on a day."""

    label: str
    name: str
    language: str
    body: Organization | None  # the other body, where the name is that of one
    start: date | None
    end: date | None


def history(
    body: Organization, origins: list[Succession], successions: list[Succession]
) -> list[Chapter]:
    """The history of a body with its `names` loaded, in order; empty where nothing changed."""
    former = [name for name in body.names.all() if name.kind == OrganizationName.Kind.FORMER]
    if not (former or origins or successions):
        return []
    chapters = [
        *([_moment(_("Founded"), body.founding_date)] if body.founding_date else []),
        *(_moment(ORIGINS[row.kind], row.date, row.predecessor) for row in origins),
        *(
            Chapter(
                name.get_kind_display(),
                name.name,
                name.language,
                None,
                name.start_date,
                name.end_date,
            )
            for name in former
        ),
    ]
    ends = [name.end_date for name in former if name.end_date and name.end_date < date.max]
    since = max(ends) + ONE_DAY if ends else body.founding_date
    is_gone = successions or body.dissolution_date
    label = _("Last name") if is_gone else _("Name today")
    until = body.dissolution_date
    chapters.append(Chapter(label, body.name, body.language, None, since, until))
    chapters.sort(key=lambda chapter: chapter.start or chapter.end or date.min)
    ending = [_moment(row.get_kind_display(), row.date, row.successor) for row in successions]
    if body.dissolution_date:
        ending.append(_moment(_("Dissolved"), body.dissolution_date))
    return chapters + sorted(ending, key=lambda chapter: chapter.start or date.max)


def _moment(label: str, day: date | None, body: Organization | None = None) -> Chapter:
    name, language = (body.name, body.language) if body else ("", "")
    return Chapter(label, name, language, body, day, day)
