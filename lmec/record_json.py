"""The record as plain dicts of JSON's own types: its one form for the API and for exports.

The functions take objects as the caller loaded them and run no query of their own; each says
what must be loaded. Texts nobody wrote are "", dates and things nobody knows are None. What is for
colleagues (notes on contact details, sources of posts) is in none of them.
"""

import re

from django.conf import settings
from django.utils import timezone

from lmec.richtext import blocks, paragraphs, plain

LOCAL_LINK = re.compile(r'(<(?:a|img)\b[^>]*? (?:href|src)=")(?=/)')


def absolute(path: str) -> str:
    """A path of this site as a full address; an address elsewhere stays as it is."""
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def moment(at) -> str | None:
    """A moment in the site's time zone, with its offset."""
    return timezone.localtime(at).isoformat(timespec="seconds") if at else None


def day(value) -> str | None:
    return value.isoformat() if value else None


def text(html: str) -> str:
    """Rich text as plain paragraphs with an empty line between them."""
    return "\n\n".join(plain(block) for block in blocks(html))


def named(thing) -> dict:
    return {"name": thing.name, "url": absolute(thing.get_absolute_url())}


def reference(thing) -> dict:
    """A person, an organization, a series or a topic named in passing."""
    return {"id": thing.slug, **named(thing)}


def other_names(thing) -> list[dict]:
    """The `names` of a person or a body; those of a person have no dates."""
    return [
        {
            "name": row.name,
            "language": row.language,
            "note": row.kind,
            "start_date": day(getattr(row, "start_date", None)),
            "end_date": day(getattr(row, "end_date", None)),
        }
        for row in thing.names.all()
    ]


def contact_details(thing) -> list[dict]:
    """The details that visitors may read, loaded as `public_contacts`."""
    return [
        {"type": row.kind, "label": row.label, "value": row.value} for row in thing.public_contacts
    ]


def person(row) -> dict:
    """A person with `names` and `public_contacts`."""
    return {
        **reference(row),
        "language": row.language,
        "sort_name": row.sort_name,
        "honorific_prefix": row.honorific_prefix,
        "other_names": other_names(row),
        "image": absolute(row.portrait.largest) if row.portrait else None,
        "biography": text(row.biography),
        "contact_details": contact_details(row),
    }


def memberships(person) -> list[dict]:
    """The `memberships` of a person; a post at a joint name-plate is one in each of the bodies."""
    return [
        {
            "id": f"{post.pk}-{body.slug}",
            "label": post.credit,
            "role": post.title,
            "person_id": person.slug,
            "organization_id": body.slug,
            "post_id": f"{body.slug}:{post.title}",
            "start_date": day(post.start_date),
            "end_date": day(post.end_date),
        }
        for post in person.memberships.all()
        for body in post.bodies
    ]


def organization(body) -> dict:
    """A body with `names`, `public_contacts` and its parent today."""
    return {
        **reference(body),
        "language": body.language,
        "classification": body.classification,
        "country": body.country.code or None,
        "parent": reference(body.parent) if body.parent else None,
        "founding_date": day(body.founding_date),
        "dissolution_date": day(body.dissolution_date),
        "other_names": other_names(body),
        "image": absolute(body.logo.largest) if body.logo else None,
        "description": text(body.description),
        "contact_details": contact_details(body),
    }


def structure(body) -> dict:
    """What stood above and below a body and when, what it came from and what became of it."""
    return {
        "parents": [_between(row, row.parent) for row in body.parentages.all()],
        "children": [_between(row, row.organization) for row in body.child_parentages.all()],
        "predecessors": [_succession(row, row.predecessor) for row in body.origins.all()],
        "successors": [_succession(row, row.successor) for row in body.successions.all()],
    }


def _between(row, body) -> dict:
    return {
        "organization": reference(body),
        "start_date": day(row.start_date),
        "end_date": day(row.end_date),
    }


def _succession(row, body) -> dict:
    return {"kind": row.kind, "organization": reference(body), "date": day(row.date)}


def topic(row) -> dict:
    return {**reference(row), "language": row.language, "description": text(row.description)}


def event_reference(event) -> dict:
    return {
        "id": event.slug,
        "title": event.title,
        "start_date": day(event.start_date),
        "url": absolute(event.get_absolute_url()),
    }


def event_in_brief(event) -> dict:
    """An event with its series, places, topics and hosting bodies."""
    return {
        **event_reference(event),
        "uuid": str(event.key),
        "language": event.language,
        "kind": event.kind,
        "series": reference(event.series) if event.series else None,
        "edition": event.edition,
        "theme": event.theme,
        "end_date": day(event.end_date),
        "start_time": _clock(event.start_time),
        "end_time": _clock(event.end_time),
        "timezone": event.timezone,
        "mode": event.mode or None,
        "progress": event.progress,
        "standfirst": event.standfirst,
        "places": [
            {"venue": row.venue, "city": row.city, "country": row.country.code or None}
            for row in event.places.all()
        ],
        "hosts": [_taking_part(row) for row in event.hosts],
        "topics": [reference(row.topic) for row in event.eventtopics.all()],
        "published_at": moment(event.published_at),
        "updated_at": moment(event.updated_at),
    }


def event(event) -> dict:
    """An event loaded `in_full`, with all that its report says."""
    address = absolute(event.get_absolute_url())
    return {
        **event_in_brief(event),
        "organizations": [_taking_part(row) for row in event.eventorganizations.all()],
        "people": [_participant(row) for row in event.participations.all()],
        "summary": _paragraphs(event.summary, event.summary_numbers, address),
        "remarks": [remark(row) for row in event.remarks.all()],
        "outcomes": _paragraphs(event.outcomes, event.outcomes_numbers, address),
        "photos": [
            {
                "url": absolute(row.image.url),
                "width": row.width,
                "height": row.height,
                "description": row.alt,
                "caption": row.caption,
                "credit": row.credit,
            }
            for row in event.photos.all()
        ],
        "attachments": [
            {
                "url": absolute(row.get_absolute_url()),
                "kind": row.kind,
                "title": row.title,
                "language": row.language,
                "format": row.format,
                "bytes": row.size,
                "pages": row.pages,
            }
            for row in event.attachments.all()
        ],
        "corrections": [
            {"at": moment(row.at), "note": row.note} for row in event.corrections.all()
        ],
    }


def _clock(value) -> str | None:
    return value.isoformat(timespec="minutes") if value else None


def _taking_part(row) -> dict:
    return {
        "role": row.role,
        "name": row.printed_name,
        "parent": row.parent_as_printed,
        "note": row.note,
        "organizations": [reference(body) for body in row.bodies],
    }


def _participant(row) -> dict:
    return {
        "person": reference(row.person),
        "name": row.printed_name,
        "credit": row.printed_credit,
        "roles": row.roles,
        "scope": row.scope,
        "on_behalf_of": row.on_behalf_of,
        "note": row.note,
        "organizations": [reference(body) for body in row.bodies],
    }


def remark(row) -> dict:
    """A remark with its speaker and its event, that with its participations and their bodies."""
    address = absolute(row.event.get_absolute_url())
    part = row.participation
    bodies = [row.organization] if row.organization else part.bodies if part else []
    return {
        "id": f"{row.event.slug}/{row.anchor}",
        "uuid": str(row.key),
        "url": f"{address}#{row.anchor}",
        "event": event_reference(row.event),
        "kind": row.kind,
        "speaker": {
            "name": row.printed_name,
            "credit": row.printed_credit,
            "person": reference(row.person) if row.person else None,
            "organizations": [reference(body) for body in bodies],
            "on_behalf_of": part.on_behalf_of if part else "",
        },
        "delivery": row.delivery or None,
        "delivered_by": row.delivered_by,
        "heading": row.heading,
        "language": row.language or row.event.language,
        "paragraphs": _paragraphs(row.text, row.numbers, address),
    }


def _paragraphs(html: str, numbers: list[str], address: str) -> list[dict]:
    """Paragraphs under their permanent numbers and addresses on the page of the report."""
    return [
        {
            "number": row.number,
            "text": plain(row.html),
            "html": LOCAL_LINK.sub(rf"\1{settings.SITE_URL}", row.html),
            "url": f"{address}#p{row.number}" if row.number else address,
        }
        for row in paragraphs(html, numbers)
    ]
