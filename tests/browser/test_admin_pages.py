"""Every page of the admin under its policy: nothing blocked, nothing fetched elsewhere."""

import pytest
from django.contrib import admin
from django.contrib.flatpages.models import FlatPage
from django.contrib.sites.models import Site
from django.utils.timezone import localdate

from events.models import Event, Series
from lmec.history import models as states
from tests import factories
from tests.sizes import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
# A field for rich text that is seen, and not in a row to be added
FIELD = "textarea[data-rich-text]:not([name*=__prefix__])"
LOOKS = [(PHONE["width"], "dark"), (DESKTOP["width"], "light")]
PASSWORD = "a-long-and-rare-password"


@pytest.fixture
def record():
    """Something of every kind that the admin shows."""
    report = factories.a_full_report(2, series=Series.objects.create(name="Joint Committee"))
    body, person = report.eventorganizations.first().organization, report.participations.first()
    body.parentages.create(parent=factories.organization())
    body.contacts.create(kind="voice", value="123")
    person.person.names.create(name="李娜", language="zh-Hans")
    page = FlatPage.objects.create(url="/about/", title="About", content="<p>About.</p>")
    page.sites.set(Site.objects.all())
    report.remarks.update(text="<p>Another statement was made.</p>")
    post = person.membership
    post.title = "Deputy Director"
    post.save()
    states.record(Event.objects.get(), states.Revision.Action.SAVED)
    return report


def addresses() -> list[str]:
    """The pages of the admin that an account may open, without following links."""
    found = ["", "password_change/", "password_change/done/"]
    for model in admin.site._registry:
        meta = model._meta
        base = f"{meta.app_label}/{meta.model_name}/"
        found += [f"{meta.app_label}/", f"{base}?q=e", f"{base}add/"]
        row = model._default_manager.first()
        if row:
            found += [f"{base}{row.pk}/{page}/" for page in ("change", "delete", "history")]
    last, first = states.Revision.objects.filter(kind="events.event")
    history = f"events/event/{first.object_id}/history/"
    found += [
        "events/event/credits/",
        f"events/event/next/{Series.objects.get().pk}/",
        "events/event/deleted/",
        f"{history}compare/?from={first.pk}&to={last.pk}",
        f"{history}{first.pk}/",
        f"{history}{first.pk}/restore/",
        f"{history}seen/?on={localdate()}",
    ]
    return [f"/admin/{path}" for path in dict.fromkeys(found)]


def settle(page):
    """Wait for what a page starts after it has loaded: an editor, when it is scrolled to."""
    around = page.locator(FIELD).locator("..").locator("visible=true")
    if around.count():
        around.first.scroll_into_view_if_needed()
        around.first.locator(".cke_wysiwyg_div").wait_for()


def test_every_page_keeps_to_its_policy(page, live_server, record, complaints):
    account = factories.administrator(name="Example Administrator", password=PASSWORD)
    page.goto(f"{live_server.url}/admin/")
    settle(page)
    page.get_by_label("Username").fill(account.username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(f"{live_server.url}/admin/")

    broken = {}
    for address in addresses():
        page.goto(live_server.url + address)
        settle(page)
        found = [line for line in complaints if "status of 403" not in line]
        complaints.clear()
        for width, scheme in LOOKS:
            page.set_viewport_size({**PHONE, "width": width})
            page.emulate_media(color_scheme=scheme)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                found.append(f"wider than {width} pixels")
        if found:
            broken[address] = found
    page.goto(f"{live_server.url}/admin/")
    page.get_by_role("button", name="Log out").click()
    page.get_by_text("Log in again").wait_for()
    assert broken == {}
    assert complaints == []
