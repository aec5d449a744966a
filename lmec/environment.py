"""Strict reading of the environment: a setting that makes no sense stops the start.

`Environment` wraps django-environ. Where that library is lenient (any unknown word is false,
any text is an address) the methods here raise `ImproperlyConfigured` with one sentence that
names the variable, what it holds and what it should hold.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class Environment:
    """The process's variables, completed by a `.env` file; the process's own win."""

    def __init__(self, dotenv: Path):
        self.env = environ.Env()
        self.env.read_env(str(dotenv), overwrite=False)

    def text(self, name: str, default: str = "") -> str:
        return self.env.str(name, default=default).strip()

    def required(self, name: str, why: str) -> str:
        value = self.text(name)
        if not value:
            msg = f"{name} is not set. {why}"
            raise ImproperlyConfigured(msg)
        return value

    def boolean(self, name: str, default: bool = False) -> bool:
        value = self.env.str(name, default=str(default)).strip().lower()
        if value not in TRUE | FALSE:
            msg = f"{name} is {value!r}; it must be one of 1, true, yes, on, 0, false, no or off."
            raise ImproperlyConfigured(msg)
        return value in TRUE

    def whole_number(self, name: str, default: int) -> int:
        value = self.text(name, str(default))
        if not value.isascii() or not value.isdigit():
            msg = f"{name} is {value!r}; it must be a whole number such as {default}."
            raise ImproperlyConfigured(msg)
        return int(value)

    def names(self, name: str) -> list[str]:
        return [part.strip() for part in self.text(name).split(",") if part.strip()]

    def origin(self, name: str, default: str) -> str:
        """An address such as `https://www.example.org`: scheme and host, no path."""
        value = self.text(name, default).rstrip("/")
        parts = urlsplit(value)
        if (
            parts.scheme not in {"http", "https"}
            or not re.fullmatch(r"[A-Za-z0-9.:\[\]-]+", parts.netloc)
            or value != (f"{parts.scheme}://{parts.netloc}")
        ):
            msg = f"{name} is {value!r}; it must look like https://www.example.org, with no path."
            raise ImproperlyConfigured(msg)
        return value

    def database(self, name: str, default: str) -> dict:
        value = self.text(name, default)
        scheme = value.partition("://")[0]
        if scheme not in {"sqlite", "postgres", "postgresql"}:
            msg = f"{name} starts with {scheme!r}; it must be a sqlite:// or postgres:// address."
            raise ImproperlyConfigured(msg)
        config = self.env.db_url_config(value)
        if not config.get("NAME"):
            msg = f"{name} names no database; write sqlite:///path or postgres://host/name."
            raise ImproperlyConfigured(msg)
        return config

    def redis(self, name: str) -> str:
        value = self.text(name)
        if value and value.partition("://")[0] not in {"redis", "rediss", "unix"}:
            msg = f"{name} is {value!r}; it must look like redis://host:6379/0."
            raise ImproperlyConfigured(msg)
        return value

    def email(self, name: str, default: str) -> dict:
        value = self.text(name, default)
        try:
            return self.env.email_url_config(value)
        except Exception as error:
            msg = (
                f"{name} cannot be read; write smtp+tls://user:password@host:587 or consolemail://."
            )
            raise ImproperlyConfigured(msg) from error
