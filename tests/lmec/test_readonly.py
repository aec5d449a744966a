"""What those read who may not change, on the form of a report and of a person."""

import pytest
from django.core.files.base import ContentFile

from tests import factories

pytestmark = pytest.mark.django_db
TEXT = '<h2>Water</h2><p>Clean <em>water</em>.</p><p class="x">More.</p>'


@pytest.fixture
def report():
    """A published report, which a writer may read and not change."""
    event = factories.event(summary=TEXT)
    person = factories.person(biography="<p>Born on the <strong>river</strong>.</p>")
    event.participations.create(person=person, roles=["chair", "closing"])
    event.remarks.create(person=person, text=TEXT)
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", name="a.pdf")
    event.attachments.create(title="Agenda", file=file)
    return event


@pytest.fixture
def page(client, report):
    client.force_login(factories.user("Writers"))
    return lambda address: client.get(f"/admin/{address}/change/").content.decode()


def test_a_text_is_read_formatted(page, report):
    text = page(f"events/event/{report.pk}")
    assert text.count("<p>Clean <em>water</em>.</p>") == 2
    assert "&lt;p&gt;" not in text


def test_headings_of_a_text_stand_below_those_of_the_form(page, report):
    assert page(f"events/event/{report.pk}").count("<h4>Water</h4>") == 2


def test_a_text_of_the_directory_is_read_formatted(page, report):
    person = report.participations.get().person
    assert "<p>Born on the <strong>river</strong>.</p>" in page(f"people/person/{person.pk}")


def test_roles_are_read_by_their_labels(page, report):
    text = page(f"events/event/{report.pk}")
    assert "Chair, Closing remarks" in text
    assert "[&quot;" not in text


def test_a_document_is_opened_without_naming_its_file(page, report):
    file = report.attachments.get().file
    assert f'<a href="{file.url}">Open the file</a>' in page(f"events/event/{report.pk}")


def test_the_place_of_a_row_is_nothing_to_read(page, report):
    assert "position" not in page(f"events/event/{report.pk}")


def test_who_may_change_gets_fields(client, report):
    client.force_login(factories.user("Editors"))
    text = client.get(f"/admin/events/event/{report.pk}/change/").content.decode()
    assert '<textarea name="summary"' in text
    assert 'name="participations-0-roles"' in text
