"""Every role at every address and every action, as tests/permissions.py says.

The addresses are taken from the URL configuration, so that a new one without a row fails. Each
request is undone, so that one small record serves all of them.
"""

import logging
import re
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.template import Template
from django.urls import URLPattern, URLResolver, get_resolver

from events.bulk import WORKS as KNOWN_WORKS
from tests import factories
from tests.permissions import ACTIONS, PUBLIC, ROLES, ROWS, WORKS, Row, chosen
from tests.small_record import PICTURE, Record

pytestmark = pytest.mark.django_db
# What a request may write although nobody has done anything.
OF_NO_MATTER = ("django_session", "django_admin_log")
WRITE = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
BULK = "admin:events_event_bulk"
FEW = {"draft", "published"}


def addresses(resolver=None, route="", namespace="") -> Iterator[tuple[str, str]]:
    """The name of each address, or its route where it has none, with the route."""
    for entry in (resolver or get_resolver()).url_patterns:
        whole = f"{route}{entry.pattern}"
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from addresses(entry, whole, inner)
        elif isinstance(entry, URLPattern):
            yield (f"{namespace}{entry.name}" if entry.name else whole), whole


ROUTES = dict(addresses())


# --- The table is whole ---


def test_every_address_has_a_row():
    told = "“{}” has no row in tests/permissions.py, which says who gets in."
    assert [told.format(name) for name in ROUTES if name not in ROWS and name != BULK] == []


def test_every_row_is_of_an_address():
    assert [name for name in ROWS if name not in ROUTES] == []


def test_every_action_has_a_row():
    told = "The action “{1}” on “{0}” has no row in tests/permissions.py."
    found = [
        (model._meta.label_lower, name)
        for model, model_admin in admin.site._registry.items()
        if model._meta.app_label != "axes"  # whose lists only administrators open
        for _function, name, _description in model_admin._get_base_actions()
    ]
    offered = [(label, name) for label, name in found if not is_withdrawn(label, name)]
    assert [told.format(*pair) for pair in offered if pair[1] not in ACTIONS[pair[0]]] == []


def test_every_work_on_several_reports_has_a_row():
    assert WORKS.keys() == KNOWN_WORKS.keys()


def is_withdrawn(label: str, name: str) -> bool:
    """Whether a list does without an action that Django has everywhere."""
    return name == "delete_selected" and label in ("events.event", "flatpages.flatpage")


# --- Trying ---


def attempt(client, method: str, address: str, sent: dict) -> tuple[bool, bool]:
    """Whether an account gets in, and whether anything was written; then all is undone."""
    written = []

    def watch(execute, sql, *args):
        found = WRITE.match(sql)
        if found and not found[1].startswith(OF_NO_MATTER):
            written.append(found[1])
        return execute(sql, *args)

    cookies = dict(client.cookies)
    with transaction.atomic(), connection.execute_wrapper(watch):
        response = getattr(client, method)(address, sent)
        if response.streaming:
            response.getvalue()
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(cookies)
    is_list = "cl" in getattr(response, "context_data", {}) and method == "post"
    if is_list or (response.status_code == 302 and method == "post"):
        return bool(written), bool(written)
    return response.status_code == 200, bool(written)


@pytest.fixture(autouse=True)
def _in_short(monkeypatch, settings):
    """Draw no page and write no log, which would take most of the time and let nobody in or out."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
    monkeypatch.setattr(Template, "render", lambda template, context: "")
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def client_of(client):
    def log_in(role: str):
        if role == "A":
            client.force_login(factories.administrator())
        elif role != "V":
            client.force_login(factories.user(*ROLES[role]))
        return client

    return log_in


def told(given, *args) -> dict:
    return given(*args) if callable(given) else given


def thing_of(site: Record, name: str, state: str):
    """What an address is about: a spare thing of its admin, else the report in a state."""
    about = ROUTES[name].removeprefix("admin/").replace("/", "_")
    return next(
        (thing for model, thing in site.things.items() if about.startswith(model)),
        site.events[state],
    )


def requests(
    site: Record, name: str, row: Row, states
) -> Iterator[tuple[str, str, str, dict, str]]:
    """Each request that a row speaks of, with those who get in."""
    for state in states:
        thing = thing_of(site, name, state)
        values = site.values(thing, state)
        if not name.startswith(("admin", "events", "review", "api:events", "api:remarks")):
            values |= {"slug": "known", "name": PICTURE}
        values |= told(row.args, site, state, thing)
        route = row.path or ROUTES[name]
        address = "/" + ARGUMENT.sub(lambda found, known=values: str(known[found[1]]), route)
        for method, sent in (("get", row.query), ("post", row.data)):
            who = row.who(method, state)
            if who is not None:
                yield state, method, address, told(sent, site, state, thing), who


def test_everybody_gets_in_where_the_rows_say_so(client_of):
    site, wrong = Record(), []
    for role in ROLES:
        client = client_of(role)
        wrong += astray_at_addresses(site, client, role)
        wrong += astray_with_actions(site, client, role)
    if wrong:
        pytest.fail("\n".join(wrong))


def astray_at_addresses(site: Record, client, role: str) -> Iterator[str]:
    """Where a role gets in against the rows, or is kept out, or changes what it may not."""
    # Public addresses ask nobody who they are: a visitor and an administrator stand for all.
    rows = [(name, row) for name, row in ROWS.items() if role in "VA" or name not in PUBLIC]
    for name, row in [*rows, *((BULK, row) for row in bulk_rows())]:
        # The rights of those who have all or none hang on no group: two states will do.
        is_short = role in "VNA" and name not in PUBLIC
        states = FEW.intersection(row.states) if is_short else row.states
        for state, method, address, sent, who in requests(site, name, row, states):
            gets_in, writes = attempt(client, method, address, sent)
            if gets_in != (role in who):
                verb = "gets in" if gets_in else "is kept out"
                yield f"{role} {verb}: {method} {name} {address} ({state})"
            if writes and not row.is_undone and (method == "get" or role not in who):
                yield f"{role} changes something: {method} {name} {address} ({state})"


def bulk_rows() -> list[Row]:
    return [Row(post=who, data=chosen, args={"name": name}) for name, who in WORKS.items()]


def astray_with_actions(site: Record, client, role: str) -> Iterator[str]:
    """Which actions on lists are open to a role or closed to it against the rows."""
    for label, actions in ACTIONS.items():
        thing = site.things.get(label.replace(".", "_"), site.events["draft"])
        for name, who in actions.items():
            sent = {"action": name, "_selected_action": thing.pk, "index": 0, "post": "yes"}
            address = f"/admin/{label.replace('.', '/')}/"
            gets_in, writes = attempt(client, "post", address, sent)
            if gets_in != (role in who) or (writes and role not in who):
                yield f"{role}: action {name} on {label}"
