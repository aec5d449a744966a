"""The shapes of what the API answers; `lmec.record_json` fills them."""

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema

from events import models as events
from lmec.contacts import Contact
from organizations import models as organizations


class Problem(Schema):
    detail: str


class Reference(Schema):
    id: str
    name: str
    url: str


class OtherName(Schema):
    name: str
    language: str
    note: str
    start_date: date | None
    end_date: date | None


class ContactDetail(Schema):
    type: Literal[*Contact.Kind.values]
    label: str
    value: str


class Topic(Reference):
    language: str
    description: str


class Person(Reference):
    language: str
    sort_name: str
    honorific_prefix: str
    other_names: list[OtherName]
    image: str | None
    biography: str
    contact_details: list[ContactDetail]


class Membership(Schema):
    id: str
    label: str
    role: str
    person_id: str
    organization_id: str
    post_id: str
    start_date: date | None
    end_date: date | None


class PersonInFull(Person):
    memberships: list[Membership]


class Organization(Reference):
    language: str
    classification: Literal[*organizations.Organization.Classification.values]
    country: str | None
    parent: Reference | None
    founding_date: date | None
    dissolution_date: date | None
    other_names: list[OtherName]
    image: str | None
    description: str
    contact_details: list[ContactDetail]


class Parentage(Schema):
    organization: Reference
    start_date: date | None
    end_date: date | None


class Succession(Schema):
    kind: Literal[*organizations.Succession.Kind.values]
    organization: Reference
    date: date | None


class OrganizationInFull(Organization):
    parents: list[Parentage]
    children: list[Parentage]
    predecessors: list[Succession]
    successors: list[Succession]


class EventReference(Schema):
    id: str
    title: str
    start_date: date
    url: str


class Place(Schema):
    venue: str
    city: str
    country: str | None


class TakingPart(Schema):
    role: Literal[*events.EventOrganization.Role.values]
    name: str
    parent: str
    note: str
    organizations: list[Reference]


class Event(EventReference):
    uuid: UUID
    language: str
    kind: Literal[*events.Event.Kind.values]
    series: Reference | None
    edition: int | None
    theme: str
    end_date: date | None
    start_time: str | None
    end_time: str | None
    timezone: str
    mode: Literal[*events.Event.Mode.values] | None
    progress: Literal[*events.Event.Progress.values]
    standfirst: str
    places: list[Place]
    hosts: list[TakingPart]
    topics: list[Reference]
    published_at: datetime
    updated_at: datetime


class Paragraph(Schema):
    number: str
    text: str
    html: str
    url: str


class Speaker(Schema):
    name: str
    credit: str
    person: Reference | None
    organizations: list[Reference]
    on_behalf_of: str


class Remark(Schema):
    id: str
    uuid: UUID
    url: str
    event: EventReference
    kind: Literal[*events.Remark.Kind.values]
    speaker: Speaker
    delivery: Literal[*events.Remark.Delivery.values] | None
    delivered_by: str
    heading: str
    language: str
    paragraphs: list[Paragraph]


class Participant(Schema):
    person: Reference
    name: str
    credit: str
    roles: list[Literal[*events.Participation.Role.values]]
    scope: str
    on_behalf_of: str
    note: str
    organizations: list[Reference]


class Photo(Schema):
    url: str
    width: int | None
    height: int | None
    description: str
    caption: str
    credit: str


class Attachment(Schema):
    url: str
    kind: Literal[*events.Attachment.Kind.values]
    title: str
    language: str
    format: str
    bytes: int | None
    pages: int | None


class Correction(Schema):
    at: datetime
    note: str


class EventInFull(Event):
    organizations: list[TakingPart]
    people: list[Participant]
    summary: list[Paragraph]
    remarks: list[Remark]
    outcomes: list[Paragraph]
    photos: list[Photo]
    attachments: list[Attachment]
    corrections: list[Correction]


class EventPage(Schema):
    items: list[Event]
    next: str | None


class RemarkPage(Schema):
    items: list[Remark]
    next: str | None


class PersonPage(Schema):
    items: list[Person]
    next: str | None


class OrganizationPage(Schema):
    items: list[Organization]
    next: str | None


class TopicPage(Schema):
    items: list[Topic]
    next: str | None


class Popolo(Schema):
    """One list of each class of popoloproject.com/specs/, whose schemas say what is in them."""

    persons: list[dict[str, Any]]
    organizations: list[dict[str, Any]]
    memberships: list[dict[str, Any]]
    posts: list[dict[str, Any]]
    areas: list[dict[str, Any]]
    events: list[dict[str, Any]]
    speeches: list[dict[str, Any]]
