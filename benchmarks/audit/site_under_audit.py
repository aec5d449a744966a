"""A site of the audit's own: a database and files in a folder, served as in production."""

import gzip
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HOST = "127.0.0.1"
SECONDS_TO_START = 60
ACCEPTED = {"Accept-Encoding": "gzip"}


class Answer(NamedTuple):
    status: int
    is_page: bool
    body: bytes
    size: int  # of the body as it was sent


class Site:
    """A site that is being served: the addresses of its pages by name, and what it answers."""

    def __init__(self, origin: str, pages: dict[str, str]):
        self.origin = origin
        self.pages = pages

    def get(self, address: str) -> Answer:
        # The origin is one of this machine's, which `serve` made.
        request = urllib.request.Request(self.origin + address, headers=ACCEPTED)  # noqa: S310
        try:
            answer = urllib.request.urlopen(request)  # noqa: S310
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            sent = answer.read()
        is_page = answer.headers.get_content_type() == "text/html"
        is_compressed = answer.headers["Content-Encoding"] == "gzip"
        body = gzip.decompress(sent) if is_compressed else sent
        return Answer(answer.status, is_page, body, len(sent))


@contextmanager
def serve(folder: Path, *filling: str) -> Iterator[Site]:
    """Fill a site in `folder`, unless it is filled already, and serve it until the block ends."""
    port = free_port()
    environment = settings_for(folder, port)
    listed = folder / "pages.json"
    if not listed.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fill = [sys.executable, HERE / "fill.py", *filling]
        done = subprocess.run(fill, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603
        if done.returncode:
            raise SystemExit("The site could not be filled; the lines above say why.")
        listed.write_bytes(done.stdout)
    server = start(port, environment)
    try:
        yield Site(environment["SITE_URL"], json.loads(listed.read_text()))
    finally:
        server.terminate()
        server.wait()


def settings_for(folder: Path, port: int) -> dict[str, str]:
    """The environment of a site that keeps all it has in `folder`."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "lmec.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "REDIS_URL": "",
        "DEBUG": "0",
        "SECRET_KEY": "audit" * 10,
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"http://{HOST}:{port}",
        "BEHIND_PROXY": "0",
    }


def start(port: int, environment: dict[str, str], **options) -> subprocess.Popen:
    """A server that answers."""
    gunicorn = [
        *(sys.executable, "-m", "gunicorn", "lmec.wsgi", "--bind", f"{HOST}:{port}"),
        *("--workers", "2", "--threads", "4", "--log-level", "warning"),
    ]
    server = subprocess.Popen(gunicorn, env=environment, cwd=ROOT, **options)  # noqa: S603
    try:
        wait_for(port, server)
    except BaseException:
        server.terminate()
        raise
    return server


def free_port() -> int:
    with socket.socket() as one:
        one.bind((HOST, 0))
        return one.getsockname()[1]


def wait_for(port: int, server: subprocess.Popen) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end and server.poll() is None:
        with socket.socket() as one:
            if one.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("The site did not start; the lines above say why.")
