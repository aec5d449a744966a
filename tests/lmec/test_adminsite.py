import re

import pytest
from django.conf import settings as project
from django.contrib import admin
from django.contrib.auth.hashers import identify_hasher
from django.contrib.contenttypes.models import ContentType

from lmec.settings import PASSWORD_HASHERS
from tests import factories

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
STRICT = {
    "default-src 'none'",
    "img-src 'self'",
    "style-src 'self'",
    "script-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def policy(response) -> set[str]:
    return set(response["Content-Security-Policy"].split("; "))


# --- What a page may do ---


@pytest.mark.parametrize(
    "address",
    [
        "",
        "login/",
        "password_change/",
        "password_change/done/",
        "jsi18n/",
        "events/",
        "events/event/",
        "autocomplete/?term=a&app_label=events&model_name=remark&field_name=person",
        "lmec/user/add/",
        "auth/group/add/",
        "axes/accessattempt/",
        "no-such-page/",
    ],
)
def test_an_admin_page_has_the_strict_policy(client, address):
    client.force_login(factories.administrator())
    assert policy(client.get(f"/admin/{address}")) == STRICT


def test_a_page_that_is_forbidden_has_the_strict_policy(client):
    client.force_login(factories.user())
    response = client.get("/admin/lmec/user/")
    assert response.status_code == 403
    assert policy(response) == STRICT


def test_logging_out_has_the_strict_policy(client):
    client.force_login(factories.administrator())
    response = client.post("/admin/logout/")
    assert response.status_code == 200
    assert policy(response) == STRICT


def test_a_pop_up_closes_itself_under_the_strict_policy(client):
    client.force_login(factories.administrator())
    response = client.post(
        "/admin/events/series/add/", {"name": "S", "language": "en", "_popup": 1}
    )
    assert "popup_response.js" in response.content.decode()
    assert policy(response) == STRICT


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
def test_every_list_opens_is_searched_and_leads_to_its_form(client, model):
    client.force_login(factories.administrator())
    base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    for address in (base, f"{base}?q=example"):
        assert client.get(address).status_code == 200
    adds = admin.site._registry[model].has_add_permission(client.get("/admin/").wsgi_request)
    assert client.get(f"{base}add/").status_code == (200 if adds else 403)


# --- The index ---


def sections(response) -> list[tuple[str, list[str]]]:
    apps = response.context["app_list"]
    return [(str(app["name"]), [str(model["name"]) for model in app["models"]]) for app in apps]


def test_the_index_follows_the_work_of_an_editor(client):
    client.force_login(factories.user("Editors"))
    assert sections(client.get("/admin/")) == [
        ("Meetings", ["Reports", "Series", "Topics"]),
        ("Directory", ["Organizations", "People"]),
        ("Pages about the site", ["Pages"]),
    ]


def test_an_administrator_sees_accounts_last(client):
    client.force_login(factories.administrator())
    name, models = sections(client.get("/admin/"))[-1]
    assert (name, models[:2]) == ("Accounts", ["Users", "Groups"])


def test_the_page_of_one_app_shows_the_section_that_it_is_in(client):
    client.force_login(factories.administrator())
    assert sections(client.get("/admin/people/")) == [("Directory", ["Organizations", "People"])]
    assert client.get("/admin/nonsense/").status_code == 404


def test_no_account_learns_the_address_of_a_draft_by_its_number(client):
    event = factories.draft()
    kind = ContentType.objects.get_for_model(event)
    client.force_login(factories.user())
    assert client.get(f"/admin/r/{kind.pk}/{event.pk}/").status_code == 404


# --- Logging in ---


PASSWORD = "a-long-and-rare-password"


def log_in(client, username, password=PASSWORD, **where):
    return client.post(LOGIN, {"username": username, "password": password}, **where)


def test_passwords_are_kept_by_argon2(settings):
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    account = factories.user(password=PASSWORD)
    assert identify_hasher(account.password).algorithm == "argon2"


def test_five_wrong_passwords_close_the_door_even_to_the_right_one(client):
    account = factories.user("Writers", password=PASSWORD)
    for _time in range(4):
        assert log_in(client, account.username, "wrong").status_code == 200
    assert log_in(client, account.username, "wrong").status_code == 429

    response = log_in(client, account.username)

    assert response.status_code == 429
    assert policy(response) == STRICT
    text = re.sub(r"\s+", " ", response.content.decode())
    assert f"The password for “{account.username}” was wrong too often. Wait 15 minutes" in text
    assert "_auth_user_id" not in client.session


def test_a_colleague_at_the_same_address_still_gets_in(client):
    account, colleague = (factories.user("Writers", password=PASSWORD) for _time in range(2))
    for _time in range(6):
        log_in(client, account.username, "wrong")
    assert log_in(client, colleague.username).status_code == 302


def test_the_account_itself_still_gets_in_from_elsewhere(client):
    account = factories.user("Writers", password=PASSWORD)
    for _time in range(6):
        log_in(client, account.username, "wrong", REMOTE_ADDR="192.0.2.1")
    assert log_in(client, account.username, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_getting_in_forgets_earlier_mistakes(client):
    account = factories.user("Writers", password=PASSWORD)
    for _round in range(2):
        for _time in range(4):
            assert log_in(client, account.username, "wrong").status_code == 200
        assert log_in(client, account.username).status_code == 302
        client.logout()


def test_an_account_that_is_switched_off_does_not_get_in(client):
    account = factories.user("Writers", password=PASSWORD, is_active=False)
    assert log_in(client, account.username).status_code == 200


def test_passwords_are_written_to_no_log(client):
    log_in(client, "nobody", "a-secret-that-was-mistyped")
    client.force_login(factories.administrator())
    attempts = client.get("/admin/axes/accessattempt/")
    (attempt,) = attempts.context["cl"].queryset
    assert "a-secret-that-was-mistyped" not in attempt.post_data
    assert project.AXES_FAILURE_LIMIT == 5


@pytest.mark.parametrize("make", [factories.organization, factories.person, factories.event])
def test_a_form_without_its_name_and_its_address_comes_back_with_the_errors(client, make):
    client.force_login(factories.administrator())
    thing = make()
    address = f"/admin/{thing._meta.app_label}/{thing._meta.model_name}/{thing.pk}/change/"
    response = client.post(address, {"slug": ""})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors
