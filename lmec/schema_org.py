"""Pages described for machines in schema.org's words (JSON-LD).

The functions take objects as their pages loaded them, run no query of their own, and return
dicts for the `jsonld` template filter. An empty value is left out: nothing is claimed that the
record does not hold.
"""

from django.conf import settings
from django.utils import timezone

CONTEXT = "https://schema.org"
PROGRESS = {
    "scheduled": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}
MODES = {
    "in-person": "OfflineEventAttendanceMode",
    "online": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}
ORGANIZATION_TYPES = {
    "ministry": "GovernmentOrganization",
    "department": "GovernmentOrganization",
    "division": "GovernmentOrganization",
    "local": "GovernmentOrganization",
    "research": "ResearchOrganization",
    "university": "CollegeOrUniversity",
    "ngo": "NGO",
    "company": "Corporation",
}


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def graph(*things: dict) -> dict:
    return {"@context": CONTEXT, "@graph": [stated(thing) for thing in things]}


def stated(thing: dict) -> dict:
    """The properties that say something."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def breadcrumbs(*steps: tuple[str, str]) -> dict:
    """`steps` are names and paths from the home page down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate([("Home", "/"), *steps], 1)
        ],
    }


def reference(body) -> dict:
    """An organization named in passing."""
    return {"@type": _type(body), "name": body.name, "url": absolute(body.get_absolute_url())}


def _type(body) -> str:
    return ORGANIZATION_TYPES.get(body.classification, "Organization")


def home_graph() -> dict:
    return graph(
        {
            "@type": "WebSite",
            "url": absolute("/"),
            "potentialAction": {
                "@type": "SearchAction",
                "target": absolute("/events/?q={search_term_string}"),
                "query-input": "required name=search_term_string",
            },
        },
    )


def event_list(events) -> dict:
    return graph(
        {
            "@type": "CollectionPage",
            "url": absolute("/events/"),
            "mainEntity": {
                "@type": "ItemList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": place,
                        "name": event.title,
                        "url": absolute(event.get_absolute_url()),
                    }
                    for place, event in enumerate(events, 1)
                ],
            },
        },
        breadcrumbs(("Events", "/events/")),
    )


def report_graph(event) -> dict:
    """The event, the report of it, and the way to the page; `event` loaded `in_full`."""
    address = absolute(event.get_absolute_url())
    starts = event.starts_at
    meeting = {
        "@type": "Event",
        "@id": f"{address}#event",
        "name": event.title,
        "description": event.standfirst,
        "startDate": (starts or event.start_date).isoformat(),
        "endDate": event.end_date.isoformat() if event.end_date else "",
        "eventStatus": f"{CONTEXT}/{PROGRESS[event.progress]}",
        "eventAttendanceMode": f"{CONTEXT}/{MODES[event.mode]}" if event.mode else "",
        "location": [_place(place) for place in event.places.all()],
        "organizer": [reference(body) for row in event.hosts for body in row.bodies],
        "attendee": [
            reference(body) | {"name": name}
            for row in event.participants
            for name, body in row.links
        ],
        "performer": [_performer(row) for row in event.speakers],
        "superEvent": {"@type": "EventSeries", "name": event.series.name} if event.series else None,
    }
    report = {
        "@type": "Report",
        "@id": address,
        "headline": event.title,
        "description": event.standfirst,
        "inLanguage": event.language,
        "about": {"@id": meeting["@id"]},
        "datePublished": _moment(event.published_at),
        "dateModified": _moment(event.updated_at),
        "publisher": {"@type": "Organization", "url": absolute("/")},
    }
    year = event.start_date.year
    return graph(
        meeting,
        report,
        breadcrumbs(
            ("Events", "/events/"),
            (str(year), f"/events/{year}/"),
            (event.title, event.get_absolute_url()),
        ),
    )


def _moment(moment) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds") if moment else ""


def _place(place) -> dict:
    address = stated(
        {
            "@type": "PostalAddress",
            "addressLocality": place.city,
            "addressCountry": place.country.code,
        }
    )
    return {"@type": "Place", "name": place.venue or place.city, "address": address}


def _performer(row) -> dict:
    named = "; ".join([*row.role_labels, *([row.printed_credit] if row.printed_credit else [])])
    person = {
        "@type": "Person",
        "name": row.printed_name,
        "url": absolute(row.person.get_absolute_url()),
    }
    return {"@type": "Role", "roleName": named, "performer": person}


def organization_graph(body, children, contacts) -> dict:
    """A body with its `names` and parent loaded; `contacts` are its public contact details."""
    values = {}
    for contact in contacts:
        values.setdefault(contact.kind, []).append(contact.value)
    thing = {
        "@type": _type(body),
        "@id": f"{absolute(body.get_absolute_url())}#organization",
        "name": body.name,
        "url": absolute(body.get_absolute_url()),
        "alternateName": [name.name for name in body.names.all()],
        "parentOrganization": reference(body.parent) if body.parent else None,
        "subOrganization": [reference(child) for child in children],
        "foundingDate": body.founding_date.isoformat() if body.founding_date else "",
        "dissolutionDate": body.dissolution_date.isoformat() if body.dissolution_date else "",
        "address": ", ".join(", ".join(values.get("address", [])).splitlines()),
        "telephone": values.get("voice", []),
        "faxNumber": values.get("fax", []),
        "email": values.get("email", []),
        "sameAs": values.get("url", []),
    }
    return graph(
        stated(thing),
        breadcrumbs(("Organizations", "/organizations/"), (body.name, body.get_absolute_url())),
    )


def person_graph(person, latest) -> dict:
    """A person, and the post of the latest public participation with its day."""
    occupation = {
        "@type": "Role",
        "roleName": latest.printed_credit,
        "startDate": latest.event.start_date.isoformat(),
    }
    return graph(
        {
            "@type": "ProfilePage",
            "url": absolute(person.get_absolute_url()),
            "mainEntity": stated(
                {
                    "@type": "Person",
                    "name": person.name,
                    "honorificPrefix": person.honorific_prefix,
                    "alternateName": [name.name for name in person.names.all()],
                    "hasOccupation": occupation if latest.printed_credit else None,
                }
            ),
        },
        breadcrumbs(("People", "/people/"), (person.name, person.get_absolute_url())),
    )
