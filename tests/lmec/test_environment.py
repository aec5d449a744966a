import pytest
from django.core.exceptions import ImproperlyConfigured

from lmec.environment import Environment


@pytest.fixture
def environment(tmp_path):
    return Environment(tmp_path / ".env")


@pytest.mark.parametrize("value", ["1", "true", "Yes", "ON"])
def test_words_for_yes_are_true(environment, monkeypatch, value):
    monkeypatch.setenv("FLAG", value)
    assert environment.boolean("FLAG") is True


@pytest.mark.parametrize("value", ["0", "false", "No", "off", ""])
def test_words_for_no_are_false(environment, monkeypatch, value):
    monkeypatch.setenv("FLAG", value)
    assert environment.boolean("FLAG", default=True) is False


def test_any_other_word_for_yes_or_no_stops_the_start(environment, monkeypatch):
    monkeypatch.setenv("FLAG", "ture")
    with pytest.raises(ImproperlyConfigured, match="FLAG is 'ture'; it must be one of"):
        environment.boolean("FLAG")


@pytest.mark.parametrize("value", ["six", "-1", "1.5", "", "٣"])
def test_a_number_that_is_none_stops_the_start(environment, monkeypatch, value):
    monkeypatch.setenv("COUNT", value)
    with pytest.raises(ImproperlyConfigured, match="it must be a whole number such as 5"):
        environment.whole_number("COUNT", 5)


def test_a_missing_value_stops_the_start_with_the_reason(environment):
    with pytest.raises(ImproperlyConfigured, match="NEEDED is not set. Because."):
        environment.required("NEEDED", "Because.")


@pytest.mark.parametrize(
    "value",
    ["example.org", "ftp://example.org", "https://", "https://example.org/path", "https://a b"],
)
def test_an_address_that_is_no_origin_stops_the_start(environment, monkeypatch, value):
    monkeypatch.setenv("SITE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="it must look like https://www.example.org"):
        environment.origin("SITE_URL", "http://127.0.0.1:8000")


def test_an_origin_loses_its_last_slash(environment, monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://www.example.org/")
    assert environment.origin("SITE_URL", "") == "https://www.example.org"


def test_a_password_in_a_database_address_may_be_escaped(environment, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://site:p%40ss@db.example.org:5433/lmec")
    config = environment.database("DATABASE_URL", "")
    assert (config["USER"], config["PASSWORD"], config["NAME"]) == ("site", "p@ss", "lmec")


@pytest.mark.parametrize("value", ["mysql://host/name", "postgres://host", "lmec.sqlite3"])
def test_a_database_address_that_is_none_stops_the_start(environment, monkeypatch, value):
    monkeypatch.setenv("DATABASE_URL", value)
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        environment.database("DATABASE_URL", "")


def test_a_cache_address_that_is_none_stops_the_start(environment, monkeypatch):
    monkeypatch.setenv("REDIS_URL", "localhost:6379")
    with pytest.raises(ImproperlyConfigured, match="it must look like redis://"):
        environment.redis("REDIS_URL")


def test_a_mail_address_that_is_none_stops_the_start(environment, monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "pigeon://example.org")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL cannot be read"):
        environment.email("EMAIL_URL", "consolemail://")


def test_the_process_wins_over_the_file(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("WORD=file\nOTHER=file\n")
    monkeypatch.setenv("WORD", "process")
    monkeypatch.delenv("OTHER", raising=False)
    environment = Environment(tmp_path / ".env")
    assert (environment.text("WORD"), environment.text("OTHER")) == ("process", "file")
    monkeypatch.delenv("OTHER")
