"""Pages described for machines in schema.org's words (JSON-LD).

The functions take objects as their pages loaded them, run no query of their own, and return
dicts for the `jsonld` template filter. An empty value is left out: nothing is claimed that the
record does not hold.
"""

from django.utils.translation import gettext as _

from lmec.record_json import absolute, day, moment, named

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


def graph(*things: dict) -> dict:
    return {"@context": CONTEXT, "@graph": [stated(thing) for thing in things if thing]}


def stated(thing: dict) -> dict:
    """The properties that say something."""
    return {name: value for name, value in thing.items() if value not in (None, "", [], {})}


def breadcrumbs(*steps: tuple[str, str]) -> dict:
    """`steps` are names and paths from the home page down."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": absolute(path)}
            for place, (name, path) in enumerate([(_("Home"), "/"), *steps], 1)
        ],
    }


def reference(body) -> dict:
    """An organization named in passing."""
    return {"@type": _type(body), **named(body)}


def _type(body) -> str:
    return ORGANIZATION_TYPES.get(body.classification, "Organization")


def home_graph(organization) -> dict:
    """The site and the body that runs it; `organization` as `organization_graph` takes it."""
    return graph(
        {
            "@type": "WebSite",
            "url": absolute("/"),
            "name": _("Lancang-Mekong Environmental Cooperation Center"),
            "publisher": reference(organization) if organization else None,
            "potentialAction": {
                "@type": "SearchAction",
                "target": absolute("/search/?q={search_term_string}"),
                "query-input": "required name=search_term_string",
            },
        },
        contactable(organization, organization.public_contacts) if organization else {},
    )


def event_list(events, year: int | None = None) -> dict:
    """One page of the list of all events, or of those of a year."""
    steps = [(_("Events"), "/events/"), *([(str(year), f"/events/{year}/")] if year else [])]
    return graph(
        {
            "@type": "CollectionPage",
            "url": absolute(steps[-1][1]),
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
        breadcrumbs(*steps),
    )


def topic_graph(topic) -> dict:
    return graph(
        {
            "@type": "CollectionPage",
            "url": absolute(topic.get_absolute_url()),
            "about": {"@type": "Thing", "name": topic.name},
        },
        breadcrumbs((_("Events"), "/events/"), (topic.name, topic.get_absolute_url())),
    )


def series_graph(series) -> dict:
    return graph(
        _series(series) | {"inLanguage": series.language},
        breadcrumbs((_("Events"), "/events/"), (series.name, series.get_absolute_url())),
    )


def _series(series) -> dict:
    address = absolute(series.get_absolute_url())
    return {"@type": "EventSeries", "@id": f"{address}#series", "name": series.name, "url": address}


def people_graph() -> dict:
    return graph(breadcrumbs((_("People"), "/people/")))


def organizations_graph() -> dict:
    return graph(breadcrumbs((_("Organizations"), "/organizations/")))


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
        "endDate": day(event.end_date),
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
        "superEvent": _series(event.series) if event.series else None,
    }
    report = {
        "@type": "Report",
        "@id": address,
        "headline": event.title,
        "description": event.standfirst,
        "inLanguage": event.language,
        "about": {"@id": meeting["@id"]},
        "datePublished": moment(event.published_at),
        "dateModified": moment(event.updated_at),
        "publisher": {"@type": "Organization", "url": absolute("/")},
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": correction.note,
                "datePublished": moment(correction.at),
            }
            for correction in event.corrections.all()
        ],
    }
    return graph(meeting, report, breadcrumbs(*_way_to(event)))


def _way_to(event) -> list[tuple[str, str]]:
    year = event.start_date.year
    return [
        (_("Events"), "/events/"),
        (str(year), f"/events/{year}/"),
        (event.title, event.get_absolute_url()),
    ]


def gallery_graph(event) -> dict:
    """The photographs of an event with `photos` loaded."""
    address = event.get_absolute_url()
    gallery = {
        "@type": "ImageGallery",
        "url": absolute(f"{address}photographs/"),
        "about": {"@type": "Event", "@id": f"{absolute(address)}#event", "name": event.title},
        "image": [
            stated(
                {
                    "@type": "ImageObject",
                    "contentUrl": absolute(photo.image.url),
                    "caption": photo.caption,
                    "creditText": photo.credit,
                }
            )
            for photo in event.photos.all()
        ],
    }
    steps = [*_way_to(event), (_("Photographs"), f"{address}photographs/")]
    return graph(gallery, breadcrumbs(*steps))


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
    role = "; ".join([*row.role_labels, *([row.printed_credit] if row.printed_credit else [])])
    person = {"@type": "Person", **named(row.person), "name": row.printed_name}
    return {"@type": "Role", "roleName": role, "performer": person}


def contactable(body, contacts) -> dict:
    """A body under its own address, and how to reach it."""
    values = {}
    for contact in contacts:
        values.setdefault(contact.kind, []).append(contact.value)
    return reference(body) | {
        "@id": f"{absolute(body.get_absolute_url())}#organization",
        "logo": absolute(body.logo.src) if body.logo else "",
        "address": ", ".join(", ".join(values.get("address", [])).splitlines()),
        "telephone": values.get("voice", []),
        "faxNumber": values.get("fax", []),
        "email": values.get("email", []),
        "sameAs": values.get("url", []),
    }


def organization_graph(body, children, contacts) -> dict:
    """A body with its `names` and parent loaded; `contacts` are its public contact details."""
    thing = contactable(body, contacts) | {
        "alternateName": [name.name for name in body.names.all()],
        "parentOrganization": reference(body.parent) if body.parent else None,
        "subOrganization": [reference(child) for child in children],
        "foundingDate": day(body.founding_date),
        "dissolutionDate": day(body.dissolution_date),
    }
    return graph(
        thing,
        breadcrumbs((_("Organizations"), "/organizations/"), (body.name, body.get_absolute_url())),
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
        breadcrumbs((_("People"), "/people/"), (person.name, person.get_absolute_url())),
    )
