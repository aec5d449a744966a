"""The documents of a report, as downloads."""

import pytest

from events.models import Event
from tests import factories, public_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    event = factories.event()
    return event.attachments.create(file=public_site.document(), title="Agenda")


def test_a_document_is_downloaded_under_its_title(client, document):
    answer = client.get(document.get_absolute_url())
    assert answer["Content-Disposition"] == 'attachment; filename="Agenda.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer.getvalue().startswith(b"%PDF")


def test_a_document_is_as_public_as_its_report(client, document):
    Event.objects.update(status=Event.Status.DRAFT)
    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_document_that_is_lost_is_missing(client, document):
    document.file.storage.delete(document.file.name)
    assert client.get(document.get_absolute_url()).status_code == 404
