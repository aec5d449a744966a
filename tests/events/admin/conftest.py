"""An editor at the form of a report."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.forms import fields_of


class Desk:
    """A member of staff who opens and saves forms of reports; `queries` is what the last cost."""

    def __init__(self, client, account):
        self.client, self.account, self.queries = client, account, 0
        client.force_login(account)
        ContentType.objects.clear_cache()

    def _ask(self, method, *args):
        with CaptureQueriesContext(connection) as queries:
            response = method(*args)
        self.queries = len(queries)
        return response

    def get(self, event=None, page="change"):
        return self._ask(self.client.get, self.address(event, page))

    def fields(self, event=None) -> dict[str, list[str]]:
        return fields_of(self.get(event), "event_form")

    @staticmethod
    def again(response) -> dict[str, list[str]]:
        """What a form that came back with errors would send."""
        return fields_of(response, "event_form")

    def post(self, fields, event=None):
        return self._ask(self.client.post, self.address(event), fields)

    def save(self, fields, event=None):
        """Save without an error."""
        response = self.post(fields, event)
        if response.status_code != 302:
            pytest.fail(str(response.context["errors"]))
        return response

    @staticmethod
    def address(event=None, page="change"):
        return f"/admin/events/event/{event.pk}/{page}/" if event else "/admin/events/event/add/"


@pytest.fixture
def staff(client):
    """A desk for somebody in the named groups."""
    return lambda *groups: Desk(client, factories.user(*groups))


@pytest.fixture
def editor(staff):
    return staff("Editors")


@pytest.fixture
def writer(staff):
    return staff("Writers")
