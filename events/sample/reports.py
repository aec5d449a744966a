"""Sample reports, as publication would have left them: frozen credits, anchors, numbers."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID
from zoneinfo import ZoneInfo

from events.models import (
    Attachment,
    Event,
    EventOrganization,
    EventTopic,
    Participation,
    Place,
    Remark,
)
from events.models.publicity import Part
from events.sample.directory import (
    EDITIONS,
    HOST,
    Directory,
    bodies_for,
    is_joint,
    name_on,
    people_for,
)
from events.sample.words import ATTRIBUTIONS, EN, FIELDS, STANDFIRSTS, TH, TITLES, ZH, paragraph
from lmec.addresses import ascii_slug

BODIES, PEOPLE = 10, 8
FIRST_DAY, DAYS = date(2014, 1, 6), 12 * 365
BEIJING = ZoneInfo("Asia/Shanghai")
CITIES = [
    ("Beijing", "CN", "Asia/Shanghai"),
    ("Kunming", "CN", "Asia/Shanghai"),
    ("Yangon", "MM", "Asia/Yangon"),
    ("Mandalay", "MM", "Asia/Yangon"),
    ("Vientiane", "LA", "Asia/Vientiane"),
    ("Luang Prabang", "LA", "Asia/Vientiane"),
    ("Bangkok", "TH", "Asia/Bangkok"),
    ("Chiang Rai", "TH", "Asia/Bangkok"),
    ("Phnom Penh", "KH", "Asia/Phnom_Penh"),
    ("Siem Reap", "KH", "Asia/Phnom_Penh"),
    ("Ha Noi", "VN", "Asia/Ho_Chi_Minh"),
    ("Can Tho", "VN", "Asia/Ho_Chi_Minh"),
]
KINDS = [
    (Event.Kind.WORK_MEETING, "Work Meeting"),
    (Event.Kind.WORKSHOP, "Workshop"),
    (Event.Kind.ROUNDTABLE, "Roundtable Dialogue"),
    (Event.Kind.TRAINING, "Training Course"),
    (Event.Kind.FORUM, "Forum"),
    (Event.Kind.VISIT, "Study Tour"),
    (Event.Kind.MINISTERIAL, "Ministerial Meeting"),
]
LONG_ENDING = (
    " and Launch of an Invented Platform for Sharing Knowledge, Data and Good Practice among Six"
    " Countries"
)
Role = Participation.Role
ROLES = [
    [Role.CHAIR, Role.CLOSING],
    [Role.OPENING],
    [Role.KEYNOTE],
    [Role.SPEAKER],
    [Role.PRESENTER],
    [Role.PANELLIST],
    [Role.DELEGATE],
    [Role.DELEGATE],
]
# By place among the bodies; the others take part.
BODY_ROLES = {
    0: EventOrganization.Role.HOST,
    8: EventOrganization.Role.SUPPORTER,
    9: EventOrganization.Role.OBSERVER,
}
# The remarks in order, each with the place of its speaker among the people, if it has one.
SPEECHES = [
    (Remark.Kind.OPENING, 1),
    (Remark.Kind.KEYNOTE, 2),
    (Remark.Kind.STATEMENT, 3),
    (Remark.Kind.PRESENTATION, 4),
    (Remark.Kind.DISCUSSION, None),
    (Remark.Kind.CHAIR, 0),
]


def key(number: int, part: int = 0) -> UUID:
    """The key of a report, or of a part of it: only sample content has keys that begin so."""
    return UUID(f"5a3b1e00-0000-8000-{0x8000 + part:04x}-{number:012x}")


def number_of(report_key: UUID) -> int:
    return report_key.node


# The first and the last key that a report may have, for a `key__range`.
ALL_KEYS = (key(0), key(16**12 - 1))


class SampleReport:
    """Report `number`, unsaved: its event, and the parts to be saved after it."""

    def __init__(self, number: int, directory: Directory):
        self.number = number
        self.directory = directory
        self.random = Random(f"report {number}")  # noqa: S311 - made-up text keeps no secret
        self.paragraph_numbers = (str(paragraph) for paragraph in count(1))
        self.language = {7: ZH, 17: TH}.get(number % 20, EN)
        self.field = self.random.choice(FIELDS)
        self.city, self.country, self.zone = self.random.choice(CITIES)
        self.event = self._event()
        self.day = self.event.start_date
        # The numbers run in reading order: summary, remarks, outcomes.
        self.event.summary, self.event.summary_numbers = self._text(2)
        bodies = list(self._bodies())
        people = list(self._people())
        remarks = list(self._remarks(bodies, people))
        if number % 3 == 1:
            self.event.outcomes, self.event.outcomes_numbers = self._text(1)
        end = int(next(self.paragraph_numbers))
        self.event.numbers_used = [str(used) for used in range(1, end)]
        self.event.anchors_used = sorted(remark.anchor for remark in remarks)
        self.parts = []
        for rows in (self._places(), bodies, people, remarks, self._topics(), self._attachments()):
            for position, part in enumerate(rows):
                part.event, part.position = self.event, position
                part.key = key(number, part=len(self.parts) + 1)
                self.parts.append(part)

    def _event(self) -> Event:
        kind, name = self.random.choice(KINDS)
        day = FIRST_DAY + timedelta(days=self.random.randrange(DAYS))
        subject = self.field[self.language].title()
        title = TITLES[self.language].format(kind=name, field=subject, city=self.city)
        series = edition = None
        if self.number % 3 == 0:
            place, edition = self.number // 3 // EDITIONS, self.number // 3 % EDITIONS + 1
            series, kind = self.directory.series[place], Event.Kind.COMMITTEE
            # Editions follow one another: each has a half of a year to itself.
            day = FIRST_DAY + timedelta(days=edition * 180 - self.random.randrange(180))
            if self.language == EN:
                title = f"Meeting {edition} of the {series.name}"
        elif self.number % 9 == 1 and self.language == EN:
            title += LONG_ENDING
        hour = self.random.choice([None, None, 9, 14])
        return Event(
            key=key(self.number),
            title=title,
            slug=f"sample-{kind}-{ascii_slug(self.field[EN])}-{self.number}",
            language=self.language,
            kind=kind,
            series=series,
            edition=edition,
            start_date=day,
            end_date=self.random.choice([None, day, day + timedelta(days=1)]),
            start_time=None if hour is None else time(hour),
            timezone=self.zone,
            mode=self.random.choice(Event.Mode.values),
            standfirst=STANDFIRSTS[self.language].format(number=self.number),
            status=Event.Status.PUBLISHED,
            published_at=datetime.combine(day + timedelta(days=3), time(9), BEIJING),
        )

    def _text(self, size: int, speaker: str = "", language: str = "") -> tuple[str, list[str]]:
        """Paragraphs of HTML, and their numbers."""
        language = language or self.language
        speaker = speaker or ATTRIBUTIONS[language]
        html = [paragraph(self.random, language, speaker, self.field) for _each in range(size)]
        return "".join(html), [next(self.paragraph_numbers) for _each in range(size)]

    def _some(self, there_are: int, wanted: int) -> list[int]:
        """Different numbers, small ones more often: a few bodies and people are everywhere."""
        chosen = {}
        while len(chosen) < wanted:
            chosen[int(there_are * self.random.random() ** 2)] = None
        return list(chosen)

    def _places(self) -> Iterator[Part]:
        yield Place(city=self.city, country=self.country)
        if self.number % 12 == 5:
            city = "Kunming" if self.city == "Beijing" else "Beijing"
            yield Place(city=city, country="CN")

    def _bodies(self) -> Iterator[EventOrganization]:
        """The host, every third time the same one, and its guests."""
        chosen = self._some(bodies_for(self.number), BODIES)
        if self.number % 3 == 2:
            chosen = [HOST, *(number for number in chosen if number != HOST)][:BODIES]
        bodies = self.directory.bodies
        for place, number in enumerate(chosen):
            body = bodies[number]
            shares = is_joint(number) and self.number % 2
            joint = bodies[number + 1] if shares else None
            names = [name_on(each, self.day) for each in (body, joint) if each]
            yield EventOrganization(
                organization=body,
                joint_with=joint,
                role=BODY_ROLES.get(place, EventOrganization.Role.PARTICIPANT),
                name_as_printed=" / ".join(names),
                parent_as_printed=self.directory.parent_on(body, self.day),
            )

    def _people(self) -> Iterator[Participation]:
        chosen = self._some(people_for(self.number), PEOPLE)
        for number, roles in zip(chosen, ROLES, strict=True):
            person = self.directory.people[number]
            post = self.directory.post_on(person, self.day)
            row = Participation(
                person=person,
                membership=post,
                organization=post.organization,
                joint_with=post.joint_with,
                roles=roles,
                name_as_printed=person.name,
                credited_as=post.credit,
            )
            row.in_directory = row.directory_says(self.day)
            yield row

    def _remarks(self, bodies: list, people: list) -> Iterator[Remark]:
        """What was said: four remarks by people, one by a body, one by the meeting at large."""
        for kind, speaker in SPEECHES:
            remark = Remark(kind=kind)
            if kind == Remark.Kind.DISCUSSION:
                name = remark.attribution = ATTRIBUTIONS[self.language]
            elif kind == Remark.Kind.PRESENTATION:
                body = remark.organization = bodies[1].organization
                name = remark.name_as_printed = body.name
                remark.credited_as = self.directory.parent_on(body, self.day)
            else:
                remark.person = people[speaker].person
                name = remark.person.name
            if kind == Remark.Kind.STATEMENT and self.number % 10 == 4:
                remark.language = [ZH, TH][self.number // 10 % 2]
                remark.delivery = Remark.Delivery.VIDEO
            elif kind == Remark.Kind.KEYNOTE and self.number % 4 == 0:
                remark.heading = f"A Sample View of {self.field[EN].title()}"
            size = self.random.randint(2, 4)
            remark.text, remark.numbers = self._text(size, name, remark.language)
            # No two remarks have one speaker, so none of the anchors needs a number.
            remark.anchor = remark.anchor_text
            yield remark

    def _topics(self) -> Iterator[Part]:
        topics = self.directory.topics
        for number in self.random.sample(range(len(topics)), self.random.randint(1, 2)):
            yield EventTopic(topic=topics[number])

    def _attachments(self) -> Iterator[Part]:
        if self.number % 4 == 2:
            address = f"https://example.org/sample/{self.number}/agenda.pdf"
            yield Attachment(kind=Attachment.Kind.AGENDA, title="Sample agenda", url=address)
