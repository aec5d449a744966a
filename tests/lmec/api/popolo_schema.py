"""What popoloproject.com/specs/ asks of each class, for what this site can know of it."""

ID = {"type": "string", "minLength": 1}
ID_OR_NULL = {"type": ["string", "null"], "minLength": 1}
TEXT = {"type": "string"}
WORDS = {"type": "string", "minLength": 1}
DATE = {"type": ["string", "null"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
URI = {"type": "string", "format": "uri", "pattern": "^https?://"}


def thing(required: str, **properties) -> dict:
    return {"type": "object", "properties": properties, "required": required.split()}


def many(items: dict) -> dict:
    return {"type": "array", "items": items}


OTHER_NAMES = many(
    thing("name", name=WORDS, note=TEXT, language=WORDS, start_date=DATE, end_date=DATE)
)
CONTACTS = many(thing("type value", type=WORDS, value=WORDS, label=TEXT, note=False))
LINKS = many(thing("url", url=URI, note=TEXT))

SCHEMA = thing(
    "persons organizations memberships posts areas events speeches",
    persons=many(
        thing(
            "id name other_names contact_details links",
            id=ID,
            name=WORDS,
            sort_name=WORDS,
            honorific_prefix=TEXT,
            biography=TEXT,
            image={"type": ["string", "null"], "pattern": "^https?://"},
            other_names=OTHER_NAMES,
            contact_details=CONTACTS,
            links=LINKS,
        )
    ),
    organizations=many(
        thing(
            "id name classification parent_id area_id other_names contact_details links",
            id=ID,
            name=WORDS,
            classification=WORDS,
            parent_id=ID_OR_NULL,
            area_id=ID_OR_NULL,
            founding_date=DATE,
            dissolution_date=DATE,
            other_names=OTHER_NAMES,
            contact_details=CONTACTS,
            links=LINKS,
        )
    ),
    memberships=many(
        thing(
            "id label role person_id organization_id post_id start_date end_date",
            id=ID,
            label=WORDS,
            role=WORDS,
            person_id=ID,
            organization_id=ID,
            post_id=ID,
            start_date=DATE,
            end_date=DATE,
            sources=False,
        )
    ),
    posts=many(
        thing("id label role organization_id", id=ID, label=WORDS, role=WORDS, organization_id=ID)
    ),
    areas=many(
        thing("id name classification", id=ID, name=WORDS, classification={"const": "country"})
    ),
    events=many(
        thing(
            "id name start_date end_date status classification organization_id attendees",
            id=ID,
            name=WORDS,
            description=TEXT,
            start_date={**DATE, "type": "string"},
            end_date=DATE,
            location=TEXT,
            status=WORDS,
            classification=WORDS,
            organization_id=ID_OR_NULL,
            attendees=many(thing("id name", id=ID, name=WORDS)),
            identifiers=many(thing("scheme identifier", scheme=WORDS, identifier=WORDS)),
            sources=LINKS,
        )
    ),
    speeches=many(
        thing(
            "id type creator_id attribution_text role text title position event_id paragraphs",
            id=ID,
            type={"enum": ["speech", "narrative", "scene", "summary", "other"]},
            creator_id=ID_OR_NULL,
            attribution_text=WORDS,
            role={"enum": ["chair", "speaker"]},
            text=TEXT,
            title=TEXT,
            position={"type": "integer", "minimum": 1},
            event_id=ID,
            sources=LINKS,
            paragraphs=many(thing("number text url", number=WORDS, text=TEXT, url=URI)),
        )
    ),
)
