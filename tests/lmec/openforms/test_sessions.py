"""Forms that arrive after their session has ended."""

import pytest

from lmec.openforms.models import OpenForm
from tests import factories


@pytest.fixture
def late(editor):
    """What an editor typed, and sends when the session has ended and no script is there."""
    fields = editor.open() | {"title": ["Typed Dialogue"], "_save": ["Save"]}
    editor.client.logout()
    return fields


def test_what_was_sent_too_late_comes_back_after_logging_in(editor, late):
    response = editor.client.post(editor.address, late, follow=True)
    assert b"What you typed is kept" in response.content
    assert b"Typed Dialogue" not in response.content
    (address, _status) = response.redirect_chain[-1]
    assert address == f"/admin/login/?next={editor.address}%3Funsaved%3D1"
    editor.client.force_login(editor.account)
    assert editor.open("?unsaved=1")["title"] == ["Typed Dialogue"]


def test_another_account_that_logs_in_sees_nothing_of_it(editor, late):
    editor.client.post(editor.address, late)
    editor.client.force_login(factories.user("Editors"))
    page = editor.client.get(f"{editor.address}?unsaved=1").content
    assert b"Typed Dialogue" not in page


@pytest.mark.parametrize("name", ["", "1-abcdefgh", "1-abcdefgh:1xVpcV:forged"])
def test_a_form_that_this_site_did_not_open_for_somebody_is_kept_for_nobody(editor, late, name):
    name = name.replace("1-", f"{editor.account.pk}-")
    response = editor.client.post(editor.address, late | {"_draft": [name]})
    assert response.url == f"/admin/login/?next={editor.address}"
    assert not OpenForm.objects.exists()


def test_an_account_that_was_closed_keeps_nothing(editor, late):
    editor.account.is_active = False
    editor.account.save()
    editor.client.post(editor.address, late)
    assert not OpenForm.objects.exists()


def test_a_form_with_a_token_from_before_a_log_in_comes_back(editor, late):
    editor.client.handler.enforce_csrf_checks = True
    editor.client.force_login(editor.account)
    response = editor.client.post(editor.address, late)
    assert response.url == f"{editor.address}?unsaved=1"
    assert editor.open("?unsaved=1")["title"] == ["Typed Dialogue"]


def test_a_form_with_a_token_and_an_author_of_before_is_refused(editor, late):
    editor.client.handler.enforce_csrf_checks = True
    editor.client.force_login(factories.user("Editors"))
    assert editor.client.post(editor.address, late).status_code == 403
    assert not OpenForm.objects.exists()
