"""The preview of a report with what is typed in its form: what it shows, and that nothing stays."""

from io import BytesIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core import serializers
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from events.models import Event
from events.working_copies import open_copy
from lmec.openforms.models import OpenForm
from tests import factories
from tests.forms import add_row

pytestmark = pytest.mark.django_db
NEW = "/admin/events/event/add/preview/"


def text(html: str) -> list[str]:
    return [f"<p>{html}</p>"]


def a_picture():
    file = BytesIO()
    Image.new("RGB", (600, 400)).save(file, "PNG")
    return SimpleUploadedFile("hall.png", file.getvalue(), "image/png")


def everything() -> dict:
    """All rows of all tables, sessions aside, which note only that somebody was there."""
    models = [model for model in apps.get_models() if model._meta.model_name != "session"]
    return {
        model._meta.label: serializers.serialize("json", model._base_manager.order_by("pk"))
        for model in models
    }


def files() -> list:
    return sorted(Path(default_storage.location).rglob("*"))


@pytest.fixture
def preview(editor):
    def post(fields, event=None):
        address = editor.address(event, "preview") if event else NEW
        return editor.client.post(address, fields).content.decode()

    return post


def test_what_was_typed_is_shown_and_nothing_stays(
    editor, preview, monkeypatch, django_capture_on_commit_callbacks
):
    event = factories.a_full_report(2)
    other = factories.person("Wang Example")
    fields = editor.fields(event) | {"theme": ["Typed theme"], "slug": ["typed-address"]}
    fields |= {"remarks-0-text": text("Typed remark"), "remarks-1-DELETE": ["on"]}
    fields["remarks-0-position"] = ["7"]
    add_row(fields, "remarks", kind="closing", person=other.pk, text="<p>Typed closing.</p>")
    add_row(fields, "photos", image=a_picture(), alt="A hall", caption="Typed caption")
    before, stored, kept = everything(), files(), []
    monkeypatch.setattr(cache, "set", lambda *given, **options: kept.append(given))
    with django_capture_on_commit_callbacks() as callbacks:
        page = preview(fields, event)
    for words in ("Typed theme", "Typed remark", "Typed closing.", "Wang Example"):
        assert words in page
    assert "Typed caption" not in page
    assert "New photographs and attachments appear here once they are saved." in page
    assert everything() == before
    assert (files(), kept, callbacks) == (stored, [], [])
    assert not list(editor.get(event).context["messages"])


def test_a_new_report_is_shown_before_it_is_first_saved(editor, preview):
    fields = editor.fields() | {"title": ["Typed title"], "start_date": ["2022-11-23"]}
    assert "<h1>Typed title</h1>" in preview(fields)
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": [""]},
        {"start_date": ["never"]},
        {"start_date": ["2022-11-23"], "end_date": ["2022-11-22"]},
        {"series": ["999"]},
    ],
)
def test_the_rest_is_shown_where_something_is_to_be_corrected(editor, preview, wrong):
    event = factories.draft()
    factories.remark(event)
    fields = editor.fields(event) | wrong | {"remarks-0-text": text("Typed remark")}
    for page in (preview(fields, event), preview(fields)):
        assert "Correct first: What and when." in page
    assert "Typed remark" in preview(fields, event)


def test_a_row_to_be_corrected_is_shown_as_it_was_saved(editor, preview):
    event = factories.draft()
    factories.remark(event, text="<p>Saved remark</p>")
    factories.remark(event)
    fields = editor.fields(event) | {"remarks-1-text": text("Typed remark")}
    fields |= {"remarks-0-text": text("Typed by nobody"), "remarks-0-person": [""]}
    page = preview(fields, event)
    assert "Correct first: Remarks." in page
    assert "Saved remark" in page
    assert "Typed remark" in page
    assert "Typed by nobody" not in page


def test_what_a_colleague_has_saved_meanwhile_is_shown_too(editor, preview):
    event = factories.draft()
    fields = editor.fields(event)
    editor.save(fields | {"standfirst": ["By a colleague"]}, event)
    page = preview(fields | {"theme": ["Typed theme"]}, event)
    assert "By a colleague" in page
    assert "Typed theme" in page


@pytest.mark.parametrize("nonsense", [{}, {"remarks-TOTAL_FORMS": ["x"]}, {"_base": ["x"]}])
def test_no_post_ends_in_an_error(editor, preview, nonsense):
    event = factories.draft("Saved title")
    assert "<h1>" in preview(nonsense, event)
    assert "<h1>" in preview(nonsense)


def test_what_the_site_keeps_of_a_form_can_be_shown(editor):
    event = factories.draft("Saved title", theme="Saved theme")
    now = timezone.now()
    row = {"kind": "events.event", "object_id": event.pk, "touched_at": now, "typed_at": now}
    OpenForm.objects.create(user=editor.account, content="title=Kept+title", **row)
    address = editor.address(event, "preview")
    assert "<h1>Saved title</h1>" in editor.client.get(address).content.decode()
    assert "<h1>Kept title</h1>" in editor.client.get(f"{address}?unsaved").content.decode()
    OpenForm.objects.update(user=factories.user("Editors"))
    assert "<h1>Saved title</h1>" in editor.client.get(f"{address}?unsaved").content.decode()


def test_a_draft_of_changes_is_shown_like_any_report(editor, preview):
    copy = open_copy(factories.event(), editor.account)
    page = preview(editor.fields(copy) | {"theme": ["Typed theme"]}, copy)
    assert "Typed theme" in page
    assert "A draft of changes" in page


def test_whoever_may_only_read_a_report_sees_what_is_saved(writer):
    event = factories.event("Saved title")
    response = writer.client.post(writer.address(event, "preview"), {"title": "Typed title"})
    assert "<h1>Saved title</h1>" in response.content.decode()


def test_only_who_may_add_reports_previews_a_new_one(staff):
    desk = staff("Directory managers")
    assert desk.client.post(NEW, {"title": "Typed title"}).status_code == 403


def test_only_the_sites_own_pages_frame_a_preview_and_nobody_keeps_it(editor, client):
    event = factories.event()
    response = editor.get(event, "preview")
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]
    public, form = client.get(event.get_absolute_url()), editor.get(event)
    for page in (public, form):
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"
    assert "frame-src 'self'" in form["Content-Security-Policy"]
    assert "frame-src" not in public["Content-Security-Policy"]
