"""Somebody at the history of a person or a body."""

import re
from html import unescape

import pytest
from django.contrib.messages import get_messages

from lmec.history.models import Revision, record
from tests import factories

Action = Revision.Action


class Historian:
    """A member of staff who reads histories; pages are given as their words."""

    def __init__(self, client, account):
        self.client, self.account = client, account
        client.force_login(account)

    def address(self, thing, page="") -> str:
        meta = thing._meta
        return f"/admin/{meta.app_label}/{meta.model_name}/{thing.pk}/history/{page}"

    def read(self, thing, page="") -> str:
        response = self.client.get(self.address(thing, page))
        assert response.status_code == 200
        return words(response)

    def restore(self, thing, revision, place="", why=""):
        """Look at what a restoration changes, and confirm it."""
        address = self.address(thing, f"{revision.pk}/restore/{place}")
        shown = self.client.get(address)
        now = re.search(r'name="now" value="(\w+)"', shown.content.decode())
        data = {"now": now[1] if now else "", "_why": why}
        return self.client.post(address, data)


def words(response) -> str:
    """What stands on a page of the admin, on one line; words put in and out are marked."""
    html = response.content.decode()
    main = html[html.index('id="content"') :]
    html = re.sub(r"<(/?)(ins|del)>", lambda tag: "+" if tag[2] == "ins" else "~", main)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html)).split())


def told(response) -> str:
    """What the account is told on the next page."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


@pytest.fixture
def historian(client):
    """Somebody in the named groups."""
    return lambda *groups: Historian(client, factories.user(*groups))


@pytest.fixture
def manager(historian):
    return historian("Directory managers")


@pytest.fixture
def saved():
    """Record the state of a thing as somebody's."""
    return lambda thing, by=None, why="": record(
        type(thing).objects.get(pk=thing.pk), Action.SAVED, by, why
    )
