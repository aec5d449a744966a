"""The directory of the sample content: it grows with the square root of the number of reports.

Bodies come in fives, a ministry with two bodies below it and two of their own; people come in
twenties, and hold posts at bodies no younger than themselves.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from math import isqrt

from django.db import models

from events.models import Series, Topic
from events.sample.words import EN, FIELDS, TH, ZH, invented, native_name, person_name
from lmec.dated import Held
from lmec.slugs import ascii_slug
from organizations.models import ContactDetail, Organization, OrganizationName, Parentage
from people.models import Membership, Person, PersonName

SOURCE = "Sample content"
COUNTRIES = ["CN", "MM", "LA", "TH", "KH", "VN"]
SUBJECTS = ["Environment", "Water", "Agriculture", "Transport", "Science", "Energy", "Trade"]
# The day on which the sample ministries were renamed, and bodies given to other parents.
REFORM = date(2018, 3, 17)
BODIES_AT_ONCE, PEOPLE_AT_ONCE = 5, 20
EDITIONS = 24
Type = Organization.Classification
ALONE = [Type.SECRETARIAT, Type.INTERGOVERNMENTAL, Type.LOCAL, Type.NGO, Type.COMPANY, Type.OTHER]
POSTS = [
    "Director",
    "Deputy Director-General",
    "Director-General",
    "Vice Minister",
    "Program Officer",
    "Senior Researcher",
    "Professor",
    "Counsellor",
]


def bodies_for(reports: int) -> int:
    return BODIES_AT_ONCE * (8 + isqrt(reports))


def people_for(reports: int) -> int:
    return PEOPLE_AT_ONCE * (4 + isqrt(reports))


def series_for(reports: int) -> int:
    """Every third report belongs to a series."""
    return -(-reports // (3 * EDITIONS))


@dataclass
class Directory:
    """What sample reports choose from, by number."""

    bodies: list[Organization]
    people: list[Person]
    series: list[Series]
    topics: list[Topic]
    parentages: dict[int, list[Parentage]]
    posts: dict[int, list[Membership]]

    def parent(self, body: Organization, day: date) -> str:
        """The name of the body above on a day, or ""."""
        return next((row.parent.name for row in _held(self.parentages[body.pk], day)), "")

    def post(self, person: Person, day: date) -> Membership | None:
        return next(_held(self.posts[person.pk], day), None)


def _held(rows: list, day: date):
    return (row for row in rows if row.held_on(day) is not Held.NO)


def grow(reports: int) -> Directory:
    """Add the entries that so many sample reports need and the directory lacks; all of them."""
    bodies, new = _add([_body(number) for number in range(bodies_for(reports))])
    _complete_bodies(bodies, new)
    people, new = _add([_person(number) for number in range(people_for(reports))])
    _complete_people(people, new, bodies)
    series, _new = _add([_series(number) for number in range(series_for(reports))])
    topics, _new = _add([_topic(number) for number in range(2 * len(FIELDS))])
    sample = Parentage.objects.filter(organization__slug__startswith="sample-")
    parentages = _by(sample.select_related("parent"), "organization_id")
    sample = Membership.objects.filter(source=SOURCE)
    posts = _by(sample.select_related("organization", "joint_with"), "person_id")
    return Directory(bodies, people, series, topics, parentages, posts)


def _add(rows: list[models.Model]) -> tuple[list[models.Model], set[int]]:
    """Save the rows whose slug is not taken; the rows of all slugs, and the numbers of the new."""
    if not rows:
        return [], set()
    table = type(rows[0]).objects
    found = table.in_bulk([row.slug for row in rows], field_name="slug")
    new = {number for number, row in enumerate(rows) if row.slug not in found}
    table.bulk_create([rows[number] for number in sorted(new)], batch_size=500)
    return [found.get(row.slug, row) for row in rows], new


def _by(rows, key: str) -> dict[int, list]:
    grouped = defaultdict(list)
    for row in rows:
        grouped[getattr(row, key)].append(row)
    return grouped


def _slug(number: int, name: str) -> str:
    return f"sample-{number}-{ascii_slug(name)}"[:80].rstrip("-")


def _body(number: int) -> Organization:
    """One of a five: a ministry, its department, a center below that, and two on their own."""
    five, rank = divmod(number, BODIES_AT_ONCE)
    place = invented(five * 11)
    field = FIELDS[five % len(FIELDS)][EN].title()
    subject = SUBJECTS[five % len(SUBJECTS)]
    kind, name = [
        (Type.MINISTRY, f"{place} Ministry of {subject}"),
        (Type.DEPARTMENT, f"Department of {field}"),
        (Type.CENTER, f"{place} {field} Cooperation Center"),
        (Type.RESEARCH, f"Institute for {field} of {place}")
        if five % 2
        else (Type.UNIVERSITY, f"University of {place}"),
        (ALONE[five % len(ALONE)], f"{field} {ALONE[five % len(ALONE)].label} of {place}"),
    ][rank]
    name = f"{name} (Sample)"
    return Organization(
        name=name,
        slug=_slug(number, name),
        classification=kind,
        country="" if kind == Type.INTERGOVERNMENTAL else COUNTRIES[five % len(COUNTRIES)],
        founding_date=date(1950 + five % 60, 1, 1) if rank else None,
        description="<p>A sample entry: no such body exists.</p>",
    )


def _complete_bodies(bodies: list[Organization], new: set[int]) -> None:
    """Give new bodies their parents, other names and contact details."""
    Kind = OrganizationName.Kind  # noqa: N806 - a class
    parentages, names, contacts = [], [], []
    for number in sorted(new):
        five, rank = divmod(number, BODIES_AT_ONCE)
        body, ministry = bodies[number], bodies[five * BODIES_AT_ONCE]
        initials = "".join(word[0] for word in body.name.split() if word[0].isupper())
        names.append(OrganizationName(organization=body, name=initials, kind=Kind.ACRONYM))
        if rank == 0:
            former = OrganizationName(
                organization=body,
                name=body.name.replace("Ministry", "Commission"),
                kind=Kind.FORMER,
                end_date=REFORM - timedelta(days=1),
            )
            names.append(former)
        if rank == 1:
            # Since when is known of every other one.
            since = date(2000, 1, 1) if five % 2 else None
            parentages.append(Parentage(organization=body, parent=ministry, start_date=since))
        if rank == 2:
            before = REFORM - timedelta(days=1)
            department = bodies[number - 1]
            parentages += [
                Parentage(organization=body, parent=ministry, end_date=before),
                Parentage(organization=body, parent=department, start_date=REFORM),
            ]
            contacts.append(
                ContactDetail(
                    organization=body,
                    kind=ContactDetail.Kind.EMAIL,
                    value=f"sample{number}@example.org",
                    is_public=True,
                )
            )
        if rank >= 3 and body.country.code in ("CN", "TH"):
            language, word = (ZH, "示例机构") if body.country.code == "CN" else (TH, "องค์กรตัวอย่าง")
            name = f"{word} {FIELDS[five % len(FIELDS)][language]} {number}"
            names.append(OrganizationName(organization=body, name=name, language=language))
    for rows in (parentages, names, contacts):
        if rows:
            type(rows[0]).objects.bulk_create(rows, batch_size=500)


def _person(number: int) -> Person:
    name = person_name(number)
    return Person(
        name=name,
        sort_name=" ".join(reversed(name.split())),
        slug=_slug(number, name),
        honorific_prefix=["", "Dr.", "", "H.E.", "Mme"][number % 5],
        biography="<p>A sample entry: nobody of this name exists.</p>",
    )


def _complete_people(people: list[Person], new: set[int], bodies: list[Organization]) -> None:
    """Give new people their posts, one after another without a gap, and native names."""
    names, posts = [], []
    for number in sorted(new):
        person = people[number]
        bodies_then = BODIES_AT_ONCE * (number // PEOPLE_AT_ONCE + 1)
        # A third began on an unknown day; some have changed posts once or twice since.
        start = None if number % 3 == 0 else date(2005 + number % 9, 1, 1)
        for step in range(1 + number % 3):
            last = step == number % 3
            end = None if last else date(2015 + 3 * step + number % 3, 1 + number % 12, 28)
            post = (number * 7 + step * 4) % bodies_then
            joint = post % BODIES_AT_ONCE == 2 and number % 2 == 0
            posts.append(
                Membership(
                    person=person,
                    organization=bodies[post],
                    joint_with=bodies[post + 2] if joint else None,
                    title=POSTS[(number + step) % len(POSTS)],
                    start_date=start,
                    end_date=end,
                    source=SOURCE,
                )
            )
            start = end and end + timedelta(days=1)
        if number % 4 == 1:
            language = ZH if number % 8 == 1 else TH
            name = native_name(number // 4, language)
            names.append(PersonName(person=person, name=name, language=language))
    PersonName.objects.bulk_create(names, batch_size=500)
    Membership.objects.bulk_create(posts, batch_size=500)


def _series(number: int) -> Series:
    name = f"Sample Working Group on {FIELDS[number % len(FIELDS)][EN].title()}, {invented(number)}"
    return Series(name=name, slug=_slug(number, name))


def _topic(number: int) -> Topic:
    kind = ["Initiative", "Action Framework"][number // len(FIELDS)]
    name = f"Sample {kind} on {FIELDS[number % len(FIELDS)][EN].title()}"
    return Topic(name=name, slug=_slug(number, name), description="<p>An invented topic.</p>")
