"""Somebody with a form open."""

from urllib.parse import urlencode

import pytest
from django.test import Client

from lmec.openforms.models import OpenForm
from tests import factories
from tests.forms import fields_of


class Typist:
    """An account, its browser, and the form of a report that it has open."""

    def __init__(self, *groups: str, report=None):
        self.account, self.report = factories.user(*groups), report
        self.client = Client()
        self.client.force_login(self.account)
        base = f"/admin/events/event/{report.pk}" if report else "/admin/events/event"
        self.address = f"{base}/change/" if report else f"{base}/add/"
        self.open_form = f"{base}/open-form/" if report else f"{base}/add/open-form/"

    def open(self, query: str = "") -> dict:
        return fields_of(self.client.get(self.address + query), "event_form")

    def ask(self, fields: dict | None = None, **given):
        """What the script asks; with `fields`, they are what was typed."""
        if fields is not None:
            given["content"] = urlencode(fields, doseq=True)
            given.setdefault("_draft", fields["_draft"][0])
            given.setdefault("_base", fields.get("_base", [""])[0])
        return self.client.post(self.open_form, given)

    def type(self, **typed) -> dict:
        """Open the form, type something, and have it kept; the fields."""
        fields = self.open() | {name: [text] for name, text in typed.items()}
        assert self.ask(fields).json()["is_kept"]
        return fields

    @property
    def kept(self):
        """The data of the draft on the site; None where there is no row."""
        row = OpenForm.objects.filter(user=self.account).first()
        return row and row.data


@pytest.fixture
def report(db):
    return factories.draft("Roundtable Dialogue")


@pytest.fixture
def editor(report):
    return Typist("Editors", report=report)


@pytest.fixture
def typist(db):
    """Somebody in the named groups, at the form of a report or of a new one."""
    return Typist
