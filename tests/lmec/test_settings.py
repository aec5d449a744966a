"""The settings as a fresh process reads them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
# An empty value counts as none, and keeps a developer's own .env out of the test.
NOTHING = dict.fromkeys(("DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "BEHIND_PROXY", "REDIS_URL"), "")
PRODUCTION = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "www.example.org"}


def start(*names: str, **variables: str) -> subprocess.CompletedProcess:
    """Print the named settings as JSON from a process with these variables."""
    program = (
        "import json; from django.conf import settings;"
        f"print(json.dumps([getattr(settings, name) for name in {names!r}], default=str))"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "lmec.settings", "PYTHONPATH": str(ROOT)}
    return subprocess.run(  # noqa: S603 - the program is this test's own
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment | NOTHING | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def settings(*names: str, **variables: str) -> list:
    done = start(*names, **variables)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_does_not_start_without(missing):
    done = start("DEBUG", **{**PRODUCTION, missing: ""})
    assert done.returncode != 0
    assert f"{missing} is not set." in done.stderr


def test_development_starts_with_nothing_set():
    assert settings("DEBUG", DEBUG="1") == [True]


def test_an_https_address_turns_on_all_that_depends_on_it():
    assert settings(
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS",
        "CSRF_TRUSTED_ORIGINS",
        **PRODUCTION,
        SITE_URL="https://www.example.org",
    ) == [True, True, True, 31536000, ["https://www.example.org"]]


def test_a_plain_http_address_leaves_it_off():
    assert settings(
        "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "SECURE_HSTS_SECONDS", **PRODUCTION
    ) == [False, False, 0]


def test_a_proxy_is_believed_only_where_there_is_one():
    assert settings("SECURE_PROXY_SSL_HEADER", **PRODUCTION) == [None]
    assert settings("SECURE_PROXY_SSL_HEADER", **PRODUCTION, BEHIND_PROXY="yes") == [
        ["HTTP_X_FORWARDED_PROTO", "https"]
    ]


def test_sqlite_waits_its_turn():
    (databases,) = settings("DATABASES", **PRODUCTION, DATABASE_URL="sqlite:////tmp/x.sqlite3")
    options = databases["default"]["OPTIONS"]
    assert "journal_mode=WAL" in options["init_command"]
    assert (options["transaction_mode"], options["timeout"]) == ("IMMEDIATE", 20)


def test_postgresql_keeps_its_connections_and_checks_them():
    (databases,) = settings("DATABASES", **PRODUCTION, DATABASE_URL="postgres://h/lmec")
    assert databases["default"]["CONN_MAX_AGE"] == 60
    assert databases["default"]["CONN_HEALTH_CHECKS"] is True


def test_the_cache_is_redis_where_there_is_one():
    (caches,) = settings("CACHES", **PRODUCTION, REDIS_URL="redis://127.0.0.1:6379/0")
    assert caches["default"]["BACKEND"].endswith("RedisCache")


def test_passwords_are_hashed_with_argon2():
    (hashers,) = settings("PASSWORD_HASHERS", **PRODUCTION)
    assert hashers[0].endswith("Argon2PasswordHasher")


def test_psycopg_3_is_not_there_to_be_used_in_silence():
    done = subprocess.run(  # noqa: S603 - the program is this test's own
        [sys.executable, "-c", "import psycopg"], capture_output=True, check=False
    )
    assert done.returncode != 0
