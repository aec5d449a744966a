"""Links inside the site."""

import pytest
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site

from events.checks import Finding, Level, findings, stops
from events.working_copies import open_copy
from lmec.addresses import FormerAddress
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    event = factories.draft(slug="here")
    post = factories.membership(factories.person())
    factories.participation(event, post.person, membership=post)
    return event


def link(report, *addresses: str):
    report.summary = "".join(f'<p><a href="{address}">x</a></p>' for address in addresses)
    report.save()
    return report


@pytest.fixture
def elsewhere():
    """A public report with one remark, in a series and on a topic."""
    event = factories.a_full_report(1, slug="there", title="There")
    FormerAddress.objects.create(kind="event", slug="formerly", object_id=event.pk)
    return event


def test_links_that_lead_somewhere_are_right(report, elsewhere, settings):
    about = FlatPage.objects.create(url="/about/", title="About")
    about.sites.set(Site.objects.all())
    remark, topic = elsewhere.remarks.get(), elsewhere.eventtopics.get().topic
    link(
        report,
        f"{settings.SITE_URL}/events/2022/there/#p1",
        f"/events/2022/there/#{remark.anchor}",
        "/events/2022/there/#summary",
        "/events/2022/formerly/",
        f"/people/{remark.person.slug}/",
        f"/organizations/{elsewhere.eventorganizations.get().organization.slug}/",
        topic.get_absolute_url(),
        "/about/",
        "/search/?q=water",
        "/media/pictures/a.png",
        "#p2",
        "https://example.org/events/2022/nowhere/",
        "mailto:someone@example.org",
    )
    assert findings(report) == []


@pytest.mark.parametrize(
    "address",
    [
        "/events/2022/nowhere/",
        "/events/2022/draft/",
        "/events/2022/there/#p99",
        "/events/2022/there/#nobody",
        "/people/unseen/",
        "/organizations/nothing/",
        "/missing/",
        "/no/such/page",
        "/admin/",
        "#p99",
    ],
)
def test_a_link_that_leads_nowhere_stops_a_report(report, elsewhere, address):
    factories.draft(slug="draft")
    factories.person(slug="unseen")
    sentence = f"The link to {address} leads nowhere."
    assert findings(link(report, address)) == [Finding(Level.STOP, sentence, "summary")]
    assert stops(report) == [sentence]


def test_a_draft_of_a_published_report_links_to_its_own_numbers(elsewhere):
    settled = elsewhere.remarks.get()
    settled.numbers = ["1a"]
    settled.save()
    copy = open_copy(elsewhere, factories.user())
    copy.outcomes = '<p><a href="#p1a">x</a> <a href="#p9">y</a></p>'
    copy.save()
    assert stops(copy) == ["The link to #p9 leads nowhere."]
