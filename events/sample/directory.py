"""The directory of the sample content: it grows with the square root of the number of reports.

Bodies come in fives, a ministry with two bodies below it and two of their own; people come in
twenties, and hold posts at bodies no younger than themselves.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import isqrt

from django.db import models

from events.models import Series, Topic
from events.sample.words import EN, FIELDS, TH, ZH, invented, native_name, person_name
from lmec.addresses import ascii_slug
from lmec.dated import Held
from organizations.models import ContactDetail, Organization, OrganizationName, Parentage
from people.models import Membership, Person, PersonName

SOURCE = "Sample content"
COUNTRIES = ["CN", "MM", "LA", "TH", "KH", "VN"]
SUBJECTS = ["Environment", "Water", "Agriculture", "Transport", "Science", "Energy", "Trade"]
# The day on which the sample ministries were renamed, and bodies given to other parents.
REFORM = date(2018, 3, 17)
LAST_DAY = REFORM - timedelta(days=1)
BODIES_AT_ONCE, PEOPLE_AT_ONCE = 5, 20
EDITIONS = 24  # of each series
HOST = 2  # the number of the body that holds a third of all meetings
Type = Organization.Classification
ALONE = [
    (Type.SECRETARIAT, "Secretariat"),
    (Type.INTERGOVERNMENTAL, "Commission"),
    (Type.LOCAL, "Bureau"),
    (Type.NGO, "Society"),
    (Type.COMPANY, "Company"),
    (Type.OTHER, "Forum"),
]
NATIVE_NAMES = {"CN": (ZH, "示例机构"), "TH": (TH, "องค์กรตัวอย่าง")}
LEARNED = [(Type.UNIVERSITY, "University"), (Type.RESEARCH, "Institute")]
HONORIFICS = ["", "Dr.", "", "H.E.", "Mme"]
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
    return 1 + reports // (3 * EDITIONS)


@dataclass
class Directory:
    """What sample reports choose from, by number."""

    bodies: list[Organization]
    people: list[Person]
    series: list[Series]
    topics: list[Topic]
    parentages: dict[int, list[Parentage]]
    posts: dict[int, list[Membership]]

    def parent_on(self, body: Organization, day: date) -> str:
        """The name that the body above had on a day, or ""."""
        return next((name_on(row.parent, day) for row in _held(self.parentages[body.pk], day)), "")

    def post_on(self, person: Person, day: date) -> Membership:
        return next(_held(self.posts[person.pk], day))


def _held(rows: list, day: date) -> Iterator:
    return (row for row in rows if row.held_on(day) is not Held.NO)


def name_on(body: Organization, day: date) -> str:
    """The name that a body had on a day; before the reform, ministries were commissions."""
    is_former = body.classification == Type.MINISTRY and day < REFORM
    return body.name.replace("Ministry", "Commission") if is_former else body.name


def is_joint(number: int) -> bool:
    """Whether a body shares its name-plate, now and then, with the next."""
    return number % BODIES_AT_ONCE == HOST


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


def _add(rows: list[models.Model]) -> tuple[list[models.Model], list[int]]:
    """Save the rows whose slug nobody has; the rows of all the slugs, and the places of the new."""
    table = type(rows[0]).objects
    found = table.in_bulk([row.slug for row in rows], field_name="slug")
    new = [place for place, row in enumerate(rows) if row.slug not in found]
    table.bulk_create([rows[place] for place in new])
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
    place, field = invented(five * 11), FIELDS[five % len(FIELDS)][EN].title()
    learned, seat = LEARNED[five % len(LEARNED)]
    alone, word = ALONE[five % len(ALONE)]
    classification, name = [
        (Type.MINISTRY, f"{place} Ministry of {SUBJECTS[five % len(SUBJECTS)]}"),
        (Type.DEPARTMENT, f"Department of {field}"),
        (Type.CENTER, f"{place} {field} Cooperation Center"),
        (learned, f"{seat} of {place}"),
        (alone, f"{field} {word} of {place}"),
    ][rank]
    name = f"{name} (Sample)"
    is_national = classification != Type.INTERGOVERNMENTAL
    return Organization(
        name=name,
        slug=_slug(number, name),
        classification=classification,
        country=COUNTRIES[five % len(COUNTRIES)] if is_national else "",
        founding_date=date(1950 + five % 60, 1, 1) if rank else None,
        description="<p>A sample entry: no such body exists.</p>",
    )


def _complete_bodies(bodies: list[Organization], new: list[int]) -> None:
    """Give new bodies the bodies above them, other names and contact details."""
    parentages, names, contacts = [], [], []
    for number in new:
        five, rank = divmod(number, BODIES_AT_ONCE)
        body, above = bodies[number], bodies[number - rank : number]
        names.append(_name(body, OrganizationName.Kind.ACRONYM, _initials(body.name)))
        if rank == 0:
            former = _name(body, OrganizationName.Kind.FORMER, name_on(body, LAST_DAY))
            former.end_date = LAST_DAY
            names.append(former)
        elif rank == 1:
            # Of every other department nobody knows since when.
            since = date(2000, 1, 1) if five % 2 else None
            parentages.append(Parentage(organization=body, parent=above[0], start_date=since))
        elif rank == 2:
            parentages += [
                Parentage(organization=body, parent=above[0], end_date=LAST_DAY),
                Parentage(organization=body, parent=above[1], start_date=REFORM),
            ]
            contacts.append(
                ContactDetail(
                    organization=body,
                    kind=ContactDetail.Kind.EMAIL,
                    value=f"body{number}@example.org",
                    is_public=True,
                )
            )
        if body.country.code in NATIVE_NAMES:
            language, word = NATIVE_NAMES[body.country.code]
            native = f"{word}{number} {FIELDS[five % len(FIELDS)][language]}"
            names.append(_name(body, OrganizationName.Kind.OFFICIAL, native, language))
    Parentage.objects.bulk_create(parentages)
    OrganizationName.objects.bulk_create(names)
    ContactDetail.objects.bulk_create(contacts)


def _name(body, kind, name: str, language=EN) -> OrganizationName:
    return OrganizationName(organization=body, kind=kind, name=name, language=language)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _person(number: int) -> Person:
    name = person_name(number)
    return Person(
        name=name,
        sort_name=" ".join(reversed(name.split())),
        slug=_slug(number, name),
        honorific_prefix=HONORIFICS[number % len(HONORIFICS)],
        biography="<p>A sample entry: nobody of this name exists.</p>",
    )


def _complete_people(people: list[Person], new: list[int], bodies: list[Organization]) -> None:
    """Give new people posts, one after the other without a gap, and some a native name."""
    names, posts = [], []
    for number in new:
        posts += _posts(number, people[number], bodies)
        if number % 4 == 1:
            language = ZH if number % 8 == 1 else TH
            native = native_name(number // 4, language)
            names.append(PersonName(person=people[number], name=native, language=language))
    PersonName.objects.bulk_create(names)
    Membership.objects.bulk_create(posts)


def _posts(number: int, person: Person, bodies: list[Organization]) -> Iterator[Membership]:
    """One to three posts; of every third person nobody knows since when, in the first."""
    changes = number % 3
    bodies_then = BODIES_AT_ONCE * (number // PEOPLE_AT_ONCE + 1)
    start = date(2005 + number % 9, 1, 1) if number % 3 else None
    for step in range(changes + 1):
        end = date(2015 + 3 * step, 1 + number % 12, 28) if step < changes else None
        body = (number * 7 + step * 4) % bodies_then
        yield Membership(
            person=person,
            organization=bodies[body],
            joint_with=bodies[body + 1] if is_joint(body) and number % 2 else None,
            title=POSTS[(number + step) % len(POSTS)],
            start_date=start,
            end_date=end,
            source=SOURCE,
        )
        start = end and end + timedelta(days=1)


def _series(number: int) -> Series:
    subject, place = FIELDS[number % len(FIELDS)][EN].title(), invented(number * 11)
    name = f"{place} Working Group on {subject} (Sample)"
    return Series(name=name, slug=_slug(number, name))


def _topic(number: int) -> Topic:
    kind = ["Initiative", "Action Framework"][number // len(FIELDS)]
    name = f"Sample {kind} on {FIELDS[number % len(FIELDS)][EN].title()}"
    return Topic(name=name, slug=_slug(number, name), description="<p>An invented topic.</p>")
