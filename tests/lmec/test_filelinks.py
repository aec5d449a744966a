"""Links to stored files in forms."""

import pytest
from django.core.files.base import ContentFile

from lmec.filelinks import link_to
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    file = ContentFile(b"%PDF-1.4\n%%EOF\n", name="a.pdf")
    return factories.draft().attachments.create(title="Agenda", file=file)


def test_a_form_links_to_a_stored_file_without_naming_it(client, row):
    client.force_login(factories.user("Editors"))
    text = client.get(f"/admin/events/event/{row.event_id}/change/").content.decode()
    assert f'<a href="{row.file.url}">Open the file</a>' in text
    assert f">{row.file.name}<" not in text


def test_a_row_without_a_file_has_no_link(row):
    row.file = ""
    assert link_to(row.file) == ""
