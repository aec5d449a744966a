"""Put the first report, its directory entries and the standing pages on an empty site."""

from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from events import seed
from events.models import Event, Topic
from events.publishing import publish
from lmec.history.models import Revision, record
from organizations.models import Organization
from people.models import Person


class Command(BaseCommand):
    help = (
        "Load the report of 23 November 2022 with its organizations, people and topics, and the "
        "standing pages. What is there already, even changed, is left as it is."
    )

    @transaction.atomic
    def handle(self, *args, **options):
        pages = sum(load_page(*page) for page in seed.PAGES)
        if Event.objects.filter(key=seed.EVENT["key"]).exists():
            self.stdout.write(f"The seed report is there already. Standing pages added: {pages}.")
            return
        bodies = load_organizations()
        people = load_people(bodies)
        event = load_event(bodies, people)
        record(event, Revision.Action.ADDED)
        publish(event, timezone.now())
        self.stdout.write(f"Loaded the report “{event.title}” and {pages} standing pages.")


def load_page(url: str, title: str, content: str) -> bool:
    """Make one standing page; whether it was missing."""
    page, made = FlatPage.objects.get_or_create(
        url=url, defaults={"title": title, "content": content}
    )
    if made:
        page.sites.set(Site.objects.filter(pk=Site.objects.get_current().pk))
    return made


def load_organizations() -> dict[str, Organization]:
    """The bodies by slug. An entry found under its slug is used as it is, its details too."""
    bodies, made = {}, set()
    for slug, name, classification, parent in seed.ORGANIZATIONS:
        body, is_new = Organization.objects.get_or_create(
            slug=slug,
            defaults={
                "name": name,
                "classification": classification,
                "country": "CN",
                "description": seed.DESCRIPTIONS.get(slug, ""),
            },
        )
        bodies[slug] = body
        if is_new:
            made.add(slug)
            if parent:
                body.parentages.create(parent=bodies[parent])
    for slug, name, kind in seed.ORGANIZATION_NAMES:
        if slug in made:
            bodies[slug].names.create(name=name, kind=kind)
    if seed.LMEC in made:
        for position, (kind, value) in enumerate(seed.CONTACTS):
            bodies[seed.LMEC].contacts.create(
                position=position, kind=kind, value=value, is_public=True
            )
    for slug in sorted(made):
        record(bodies[slug], Revision.Action.ADDED)
    return bodies


def load_people(bodies: dict[str, Organization]) -> dict[str, Person]:
    """The people by slug, each with the post the report gives; nobody knows since when."""
    people = {}
    for slug, name, title, organization, joint_with in seed.PEOPLE:
        person, is_new = Person.objects.get_or_create(slug=slug, defaults={"name": name})
        people[slug] = person
        if is_new:
            person.memberships.create(
                title=title,
                organization=bodies[organization],
                joint_with=bodies.get(joint_with),
                source=seed.SOURCE,
            )
            record(person, Revision.Action.ADDED)
    return people


def load_event(bodies: dict[str, Organization], people: dict[str, Person]) -> Event:
    """The report itself, as a draft."""
    event = Event.objects.create(**seed.EVENT)
    event.places.create(city="Beijing", country="CN")
    for position, (slug, name) in enumerate(seed.TOPICS):
        topic, _ = Topic.objects.get_or_create(slug=slug, defaults={"name": name})
        event.eventtopics.create(topic=topic, position=position)
    for position, (body, joint, role, printed, above) in enumerate(seed.EVENT_ORGANIZATIONS):
        event.eventorganizations.create(
            position=position,
            organization=bodies[body],
            joint_with=bodies.get(joint),
            role=role,
            name_as_printed=printed,
            parent_as_printed=bodies[above].name if above else "",
        )
    for position, (slug, roles, credit) in enumerate(seed.PARTICIPATIONS):
        person = people[slug]
        post = person.memberships.first()
        event.participations.create(
            position=position,
            person=person,
            membership=post,
            organization=post.organization if post else None,
            joint_with=post.joint_with if post else None,
            roles=roles,
            credited_as=credit,
        )
    for position, given in enumerate(seed.REMARKS):
        remark = {
            "position": position,
            "kind": given["kind"],
            "person": people.get(given.get("person")),
            "organization": bodies.get(given.get("organization")),
            "text": "".join(f"<p>{paragraph}</p>" for paragraph in given["paragraphs"]),
        }
        for field in ("attribution", "name_as_printed", "credited_as"):
            remark[field] = given.get(field, "")
        event.remarks.create(**remark)
    return event
