"""One of everything, as small as it can be, and a report in each state."""

from datetime import date, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import Group
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from events.models import Photo, Series, Topic
from events.publishing import publish, submit, withdraw
from events.reattribution import disagreeing, with_details
from events.working_copies import discard, open_copy
from lmec.history.models import Revision, record
from organizations.models import Organization
from people.models import Person
from tests import factories

PICTURE = f"{'0' * 32}.jpg"


class Record:
    def __init__(self):
        self.person = factories.person("Known", slug="known")
        self.topic = Topic.objects.create(name="Known", slug="known")
        self.series = Series.objects.create(name="Known", slug="known")
        self.body = factories.organization("Known", slug="known")
        self.body.contacts.create(kind="email", value="office@example.org", is_public=True)
        self.events = self.reports()
        self.parts = {state: self.parts_of(event) for state, event in self.events.items()}
        self.credit = self.disagreement()
        self.things = self.spares()
        self.deleted = {
            name: self.delete(thing)
            for name, thing in {
                "events_event": factories.draft(),
                "organizations_organization": factories.organization(),
                "people_person": factories.person(),
            }.items()
        }
        default_storage.save(f"pictures/{PICTURE}", ContentFile(b"a picture"))
        for url in ("/about/", "/accessibility/", "/reuse/"):
            self.page(url)

    def reports(self) -> dict:
        now, later = timezone.now(), timezone.now() + timedelta(days=2)
        events = {state: self.report() for state in ("draft", "review", "scheduled")}
        submit(events["review"], now)
        publish(events["scheduled"], later)
        for state in ("published", "withdrawn", "live"):
            events[state] = self.report()
            publish(events[state], factories.PUBLICATION)
        withdraw(events["withdrawn"], now, "A mistake")
        discard(open_copy(events["published"], None))
        live = events.pop("live")
        events["copy"] = open_copy(live, None)
        live.theme = "Corrected since"
        live.save()
        record(live, "saved")
        for event in events.values():
            record(event, "saved")
            record(event, "saved")
            event.review_links.create(reader="A Reviewer", expires_at=later)
        return events

    def report(self):
        event = factories.draft(series=self.series)
        event.places.create(city="Beijing", country="CN")
        event.eventtopics.create(topic=self.topic)
        factories.event_organization(event, self.body, role="host")
        factories.participation(event, self.person)
        factories.remark(event, person=self.person)
        photo = Photo(
            event=event, image=f"pictures/{PICTURE}", width=900, height=600, alt="A river"
        )
        Photo.objects.bulk_create([photo])
        file = ContentFile(b"%PDF-1.4\n%%EOF\n", name="a.pdf")
        event.attachments.create(title="Agenda", file=file)
        return event

    def disagreement(self):
        """A published credit whose post turned out to have ended before."""
        post = factories.membership()
        event = factories.draft()
        factories.participation(event, post.person, membership=post, organization=post.organization)
        publish(event, factories.PUBLICATION)
        post.end_date = date(2021, 1, 1)
        post.save()
        return with_details(disagreeing())[0]

    def spares(self) -> dict:
        """Things that nothing else stands on, by the names of their admins."""
        things = {
            "organizations_organization": factories.organization(),
            "people_person": factories.person(),
            "events_series": Series.objects.create(name="Spare"),
            "events_topic": Topic.objects.create(name="Spare"),
            "flatpages_flatpage": self.page("/privacy/"),
            "lmec_user": factories.user(),
            "auth_user": factories.user(),
            "auth_group": Group.objects.create(name="Spare"),
            "axes_accessattempt": AccessAttempt.objects.create(failures_since_start=1),
            "axes_accesslog": AccessLog.objects.create(),
            "axes_accessfailurelog": AccessFailureLog.objects.create(),
        }
        for thing in things.values():
            if isinstance(thing, Organization | Person):
                record(thing, "added")
                record(thing, "saved")
        return things

    @staticmethod
    def page(url: str) -> FlatPage:
        page = FlatPage.objects.create(url=url, title=url, content="<p>Text.</p>")
        page.sites.set(Site.objects.all())
        return page

    @staticmethod
    def delete(thing) -> int:
        last = record(thing, "deleted")
        thing.delete()
        return last.pk

    @staticmethod
    def revision(thing) -> int:
        is_copy = bool(getattr(thing, "working_copy_of_id", None))
        return Revision.objects.of(thing).filter(is_copy=is_copy).first().pk

    def left_draft(self, event) -> int:
        """The revision of a draft that was thrown away, where there is one."""
        left = Revision.objects.of(event).filter(is_copy=True).first()
        return left.pk if left else self.revision(event)

    def values(self, thing, state: str) -> dict:
        """What stands in the place of each argument of an address."""
        key = thing.pk
        recorded = isinstance(thing, Organization | Person) or thing == self.events[state]
        revision = self.revision(thing) if recorded else 0
        return {"pk": key, "object_id": key, "id": key, "revision": revision, **self.parts[state]}

    def parts_of(self, event) -> dict:
        link, attachment = event.review_links.first(), event.attachments.first()
        return {
            "link": link.pk,
            "token": link.token,
            "series": self.series.pk,
            "year": event.start_date.year,
            "slug": event.slug,
            "anchor": event.remarks.first().anchor or "nothing",
            "key": attachment.key,
            "name": attachment.file.name,
        }
