"""Who may do what with reports, and who may not."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from events.models import Event
from tests import factories

pytestmark = pytest.mark.django_db
GROUPS = ["Writers", "Editors", "Directory managers", None]
READERS = {"Writers", "Editors", "Directory managers"}
MAKERS = {
    "draft": factories.draft,
    "published": factories.event,
    "withdrawn": lambda: withdrawn(factories.event()),
}


def withdrawn(event):
    event.status, event.withdrawn_at = "withdrawn", factories.PUBLICATION
    event.save()
    return event


def may(response) -> str:
    """What a page allows: nothing, reading, or changing."""
    if response.status_code == 403:
        return "nothing"
    assert response.status_code == 200
    return "change" if b'name="_save"' in response.content else "read"


@pytest.fixture(params=GROUPS)
def group(request):
    return request.param


@pytest.fixture
def desk(staff, group):
    return staff(*filter(None, [group]))


def test_who_may_add_a_report(desk, group):
    expected = {"Writers": "change", "Editors": "change"}
    assert may(desk.get()) == expected.get(group, "nothing")


@pytest.mark.parametrize("status", MAKERS)
def test_who_may_open_a_report(desk, group, status):
    writers = "change" if status == "draft" else "read"
    expected = {"Writers": writers, "Editors": "change", "Directory managers": "read"}
    assert may(desk.get(MAKERS[status]())) == expected.get(group, "nothing")


@pytest.mark.parametrize("status", MAKERS)
def test_who_may_save_a_report(desk, group, status):
    response = desk.post({"title": ""}, MAKERS[status]())
    allowed = {"Editors": list(MAKERS), "Writers": ["draft"]}
    assert (response.status_code == 200) == (status in allowed.get(group, []))
    assert response.status_code in (200, 403)


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_a_writer_cannot_give_a_draft_another_status(writer, status):
    event = factories.draft()
    response = writer.post(writer.fields(event) | {"status": [status]}, event)
    assert "Select a valid choice" in response.content.decode()
    event.refresh_from_db()
    assert event.status == "draft"


def test_a_writer_cannot_say_when_a_draft_will_be_read(writer):
    event = factories.draft()
    forged = {"published_at": ["2024-01-01T09:00"], "withdrawal_reason": ["Because"]}
    writer.save(writer.fields(event) | forged, event)
    event.refresh_from_db()
    assert (event.published_at, event.withdrawal_reason) == (None, "")


def test_a_writer_cannot_add_a_published_report(writer):
    forged = {"title": ["New"], "start_date": ["2024-05-06"], "status": ["published"]}
    writer.post(writer.fields() | forged)
    assert not Event.objects.exists()


@pytest.mark.parametrize("status", MAKERS)
def test_who_may_delete_a_report(desk, group, status):
    event = MAKERS[status]()
    desk.client.post(desk.address(event, "delete"), {"post": "yes"})
    was_deleted = not Event.objects.filter(pk=event.pk).exists()
    assert was_deleted == (status == "draft" and group in {"Writers", "Editors"})


def test_nobody_deletes_reports_from_the_list(editor):
    event = factories.draft()
    data = {"action": "delete_selected", "_selected_action": event.pk, "post": "yes"}
    editor.client.post("/admin/events/event/", data)
    assert Event.objects.filter(pk=event.pk).exists()


@pytest.mark.parametrize("status", MAKERS)
def test_who_may_preview_a_report(desk, group, status):
    response = desk.get(MAKERS[status](), "preview")
    assert response.status_code == (200 if group in READERS else 403)


def test_a_preview_is_nothing_for_search_engines_and_visitors(client, writer):
    event = factories.draft(title="Not yet public")
    response = writer.get(event, "preview")
    assert "Not yet public" in response.content.decode()
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "no-store" in response.headers["Cache-Control"]
    client.logout()
    assert client.get(writer.address(event, "preview")).status_code == 302


def test_who_may_download_the_document_of_a_draft(desk, group):
    event = factories.draft()
    row = event.attachments.create(
        title="Agenda", file=ContentFile(b"%PDF-1.4\n%%EOF\n", name="a.pdf")
    )
    response = desk.client.get(row.file.url)
    assert response.status_code == (200 if group in READERS else 403)
    if response.status_code == 200:
        assert "attachment" in response.headers["Content-Disposition"]
        assert "no-store" in response.headers["Cache-Control"]
        response.close()


def test_who_may_ask_for_posts(desk, group):
    response = desk.client.get("/admin/events/event/posts/")
    assert response.status_code == (200 if group in {"Writers", "Editors"} else 403)


def test_a_visitor_is_asked_to_log_in(client):
    for page in ("add/", "posts/", "1/preview/", "1/change/", "attachments/a.pdf"):
        assert client.get(f"/admin/events/event/{page}").status_code == 302


def test_who_may_publish_and_not_change_reads_a_published_report(staff):
    desk = staff()
    names = ["view_event", "publish_event"]
    desk.account.user_permissions.set(Permission.objects.filter(codename__in=names))
    assert may(desk.get(factories.event())) == "read"
