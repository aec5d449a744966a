"""A report as its checks read it: loaded once, its words line by line."""

from enum import StrEnum
from typing import NamedTuple

from django.db.models import Prefetch
from django.utils.functional import cached_property

from events.checks.directory import Name, find, names_in
from events.models import Event, Participation, Remark
from lmec.richtext import blocks, plain
from people.models import Membership


class Level(StrEnum):
    STOP = "stop"  # wrong: the report cannot be published
    LOOK = "look"  # perhaps right: an editor decides


class Finding(NamedTuple):
    level: Level
    sentence: str
    where: str  # a field of the report such as "summary", rows such as "bodies", or "remarks-3"


class Text(NamedTuple):
    """A formatted text of the report."""

    where: str
    html: str


class Line(NamedTuple):
    """A title, a paragraph or a caption as plain words."""

    where: str
    words: str


class Mention(NamedTuple):
    """A stretch of a line that reads as one or more names of the directory."""

    line: Line
    start: int
    end: int
    names: list[Name]

    @property
    def text(self) -> str:
        return self.line.words[self.start : self.end]


class Reading:
    def __init__(self, event: Event):
        posts = Membership.objects.select_related("organization", "joint_with")
        people = Participation.objects.select_related("person", "organization", "joint_with")
        self.event = Event.objects.prefetch_related(
            "eventorganizations",
            Prefetch(
                "participations", people.prefetch_related(Prefetch("person__memberships", posts))
            ),
            Prefetch("remarks", Remark.objects.select_related("person", "organization")),
            "photos",
        ).get(pk=event.pk)
        self.day = self.event.start_date
        self.people = self.event.participations.all()
        self.remarks = self.event.remarks.all()
        for row in self.people:
            for post in row.person.memberships.all():
                if post.pk == row.membership_id:
                    row.membership = post

    @cached_property
    def texts(self) -> list[Text]:
        """The formatted texts in the order in which they are read, those with words alone."""
        remarks = [Text(f"remarks-{n}", row.text) for n, row in enumerate(self.remarks)]
        texts = [
            Text("summary", self.event.summary), *remarks, Text("outcomes", self.event.outcomes),
        ]  # fmt: skip
        return [text for text in texts if text.html]

    @cached_property
    def lines(self) -> list[Line]:
        """All that readers read as the report's own words, each line with where it stands."""
        single = [(name, getattr(self.event, name)) for name in ("title", "theme", "standfirst")]
        single += [(f"remarks-{n}", row.heading) for n, row in enumerate(self.remarks)]
        captions = [(f"photos-{n}", row.caption) for n, row in enumerate(self.event.photos.all())]
        paragraphs = [
            (text.where, plain(block)) for text in self.texts for block in blocks(text.html)
        ]
        return [
            Line(where, " ".join(words.split()))
            for where, words in (*single, *paragraphs, *captions)
            if words
        ]

    @cached_property
    def names(self) -> list[Name]:
        """The names of the directory that stand in the report, as parts of others too."""
        return names_in("\n".join(line.words for line in self.lines))

    @cached_property
    def mentions(self) -> list[Mention]:
        found = find([line.words for line in self.lines], self.names)
        return [
            Mention(line, *place)
            for line, places in zip(self.lines, found, strict=True)
            for place in places
        ]
