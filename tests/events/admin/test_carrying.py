"""The page that begins the next report of a series."""

import pytest

from events.models import Event, Series
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def series():
    return Series.objects.create(name="Joint Committee")


@pytest.fixture
def last(series):
    return factories.event(title="46th Meeting", series=series, edition=46)


def address(series) -> str:
    return f"/admin/events/event/next/{series.pk}/"


@pytest.mark.parametrize(
    ("group", "may"),
    [("Writers", True), ("Editors", True), ("Directory managers", False), (None, False)],
)
def test_who_may_begin_the_next_report(staff, series, last, group, may):
    client = staff(*filter(None, [group])).client
    assert client.get(address(series)).status_code == (200 if may else 403)
    response = client.post(address(series), {"day": "2023-11-20"})
    assert response.status_code == (302 if may else 403)
    assert Event.objects.exclude(pk=last.pk).count() == may


def test_a_visitor_is_asked_to_log_in(client, series, last):
    assert client.post(address(series), {"day": "2023-11-20"}).status_code == 302
    assert Event.objects.count() == 1


def test_the_form_of_the_new_draft_opens(writer, series, last):
    response = writer.client.post(address(series), {"day": "2023-11-20"}, follow=True)
    event = Event.objects.exclude(pk=last.pk).get()
    assert response.redirect_chain == [(writer.address(event), 302)]
    assert "This draft was begun from “46th Meeting”" in response.content.decode()
    assert (event.created_by, event.edition) == (writer.account, 47)


@pytest.mark.parametrize("day", ["", "soon", "1800-01-01"])
def test_a_day_is_needed(writer, series, last, day):
    response = writer.client.post(address(series), {"day": day})
    assert response.status_code == 200
    assert b"errorlist" in response.content


def test_the_way_there_is_on_the_forms_of_report_and_series(editor, series, last):
    for page in (editor.address(last), f"/admin/events/series/{series.pk}/change/"):
        assert address(series) in editor.client.get(page).content.decode()


def test_there_is_no_way_where_there_is_nothing_to_begin_from(staff, editor):
    empty = Series.objects.create(name="Empty")
    page = editor.client.get(f"/admin/events/series/{empty.pk}/change/").content.decode()
    assert "/next/" not in page
    assert "/next/" not in editor.get(factories.event()).content.decode()
    assert editor.client.get(address(empty)).status_code == 404
