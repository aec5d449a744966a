"""Atom feeds of reports: the latest changes to the record, for feed readers.

`EventFeed` is the feed of all reports and the base of those about one topic, body or person. No
identity in them is made of an address, so a reader tells a changed report from a new one though
its address, or the site's, has changed.
"""

from datetime import UTC, datetime

from django.contrib.syndication.views import Feed
from django.db.models import Prefetch, QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from events.citation import publisher
from events.models import Event, EventTopic, Participation
from events.models.querysets import TEXTS
from lmec.identity import identity
from lmec.printable import printable
from lmec.record_json import absolute

NEWEST = 50
# When a feed without entries changed: never yet.
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


class Writer(SimplerXMLGenerator):
    """Leaves out the characters that XML cannot hold, where Django's refuses to write."""

    def characters(self, content):
        super().characters(printable(content))

    def startElement(self, name, attrs):  # noqa: N802 - the name that xml.sax gives it
        super().startElement(name, {key: printable(value) for key, value in attrs.items()})


class AtomFeed(Atom1Feed):
    """Atom with the languages of entries, their contributors, and where links in texts begin."""

    def write(self, outfile, encoding):
        handler = Writer(outfile, encoding, short_empty_elements=True)
        handler.startDocument()
        handler.startElement("feed", self.root_attributes())
        self.add_root_elements(handler)
        self.write_items(handler)
        handler.endElement("feed")

    def root_attributes(self):
        return super().root_attributes() | {"xml:base": absolute("/")}

    def item_attributes(self, item):
        return super().item_attributes(item) | {"xml:lang": item["language"]}

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        for name, address in item["contributors"]:
            handler.startElement("contributor", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", address)
            handler.endElement("contributor")

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=NEVER)


class EventFeed(Feed):
    """The reports that changed last, whatever they are about.

    A feed about something finds it in `get_object` and narrows `events`; it is then told about
    that "subject", which has a name and an address.
    """

    feed_type = AtomFeed
    description_template = "events/feed_entry.html"
    address = "events:feed"

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        # A feed that a report was withdrawn from has changed, though its latest entry has not.
        del response["Last-Modified"]
        return response

    def events(self, subject) -> QuerySet:
        return Event.objects.published(now())

    def title(self, subject):
        if subject is None:
            return _("LMEC: event reports")
        return _("LMEC: {name}").format(name=subject.name)

    def subtitle(self, subject):
        if subject is None:
            return _("The reports that were published or corrected last.")
        return _("The reports about {name} that were published or corrected last.").format(
            name=subject.name
        )

    def link(self, subject):
        return absolute(subject.get_absolute_url() if subject else reverse("events:list"))

    def feed_url(self, subject):
        return absolute(reverse(self.address, args=[subject.slug] if subject else []))

    def feed_guid(self, subject):
        name = f"{subject._meta.model_name}/{subject.pk}" if subject else "events"
        return identity(f"feed/{name}").urn

    def author_name(self, subject):
        return publisher()

    def author_link(self, subject):
        return absolute("/")

    def items(self, subject):
        return (
            self.events(subject)
            .by_change()
            .prefetch_related(
                "places",
                Prefetch("participations", Participation.objects.select_related("person")),
                Prefetch("eventtopics", EventTopic.objects.select_related("topic")),
            )
            .defer(*(name for name in TEXTS if name != "summary"))[:NEWEST]
        )

    def get_context_data(self, **kwargs):
        return {"event": kwargs["item"]}

    def item_title(self, event):
        return event.title

    def item_link(self, event):
        return absolute(event.get_absolute_url())

    def item_guid(self, event):
        return event.key.urn

    def item_pubdate(self, event):
        return event.published_at

    def item_updateddate(self, event):
        return event.changed_at

    def item_categories(self, event):
        return [event.get_kind_display(), *(row.topic.name for row in event.eventtopics.all())]

    def item_extra_kwargs(self, event):
        people = [
            (row.printed_name, absolute(row.person.get_absolute_url())) for row in event.speakers
        ]
        return {"language": event.language, "contributors": people}
