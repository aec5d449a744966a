"""Fixtures that any test may ask for."""

import os
import tempfile
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection


def pytest_configure():
    """Tests need no collected static files and no slow password hashes."""
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    settings.STATIC_ROOT = None
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        # A file, since all threads of a live server would share the connection to a database in
        # memory, and a form asks the server while another request is being answered.
        database.setdefault("TEST", {})["NAME"] = (
            f"{tempfile.gettempdir()}/lmec-test-{os.getpid()}.sqlite3"
        )
    if settings.REDIS_URL:
        # One for each process that runs tests, since each test empties its own.
        url = urlsplit(settings.REDIS_URL)
        number = int(url.path[1:] or 0) + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])
        settings.CACHES["default"]["LOCATION"] = url._replace(path=f"/{number}").geturl()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Close the connections that a live server's threads keep, or PostgreSQL keeps its database."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                " where datname = current_database() and pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _no_memories():
    """Forget what the cache kept of another test's record."""
    cache.clear()


@pytest.fixture(autouse=True)
def _media_of_its_own(settings, tmp_path):
    """Keep a test's uploads out of the site's media."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "attachments": {
            **settings.STORAGES["attachments"],
            "OPTIONS": {
                **settings.STORAGES["attachments"]["OPTIONS"],
                "location": tmp_path / "media" / "attachments",
            },
        },
    }
