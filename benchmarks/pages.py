"""What public pages cost: CPU time and queries, beside a bare view and as the record grows.

    python benchmarks/pages.py --events 100 10000

It fills SQLite databases of its own with sample content and serves requests inside this process,
through the whole stack of middleware. Every page is measured in turn with a bare view that
answers the same bytes, and in all the databases in turn, so that other work on the machine
disturbs each alike: read the ratios, the milliseconds are this machine's.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from io import StringIO
from itertools import cycle
from pathlib import Path
from statistics import median
from wsgiref.util import setup_testing_defaults

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import include, path, reverse

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
ON_A_PAGE = 20
SECONDS = 3  # at most, for one page in all its databases
ROW = "{:<24}{:>8}{:>9}{:>8}{:>9}{:>9}{:>9}\n"


class Bare:
    """Addresses of the site, and one more whose view answers bytes that it is given."""

    body = b""

    @classmethod
    def view(cls, request):
        return HttpResponse(cls.body)


def start(folder: Path) -> None:
    """Set Django up for production, with a database and files in `folder` alone."""
    sys.path.insert(0, str(ROOT))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "lmec.settings",
        "DATABASE_URL": f"sqlite:///{folder / 'start.sqlite3'}",
        "REDIS_URL": "",
        "DEBUG": "0",
        "SECRET_KEY": "benchmark" * 8,
        "ALLOWED_HOSTS": HOST,
        "SITE_URL": f"http://{HOST}",
        "MEDIA_ROOT": str(folder / "media"),
    }
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()
    plain_names = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"]["BACKEND"] = plain_names
    settings.ROOT_URLCONF = Bare
    django.setup()
    Bare.urlpatterns = [path("bare/", Bare.view), path("", include("lmec.urls"))]


def fill(folder: Path, sizes: list[int]) -> dict[int, Path]:
    """A database of each size; a larger one begins as a copy of the one before it."""
    call_command("migrate", verbosity=0)
    call_command("load_seed", stdout=StringIO())
    databases = {}
    for size in sorted(sizes):
        call_command("sample_content", events=size, stdout=StringIO())
        call_command("rebuild_search", stdout=StringIO())
        connection.close()
        databases[size] = folder / f"{size}.sqlite3"
        shutil.copy(connection.settings_dict["NAME"], databases[size])
    return databases


def use(database: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(database)


def addresses() -> dict[str, list[str]]:
    """The addresses to measure for each page, in the database in use."""
    events = apps.get_model("events.Event").objects.order_by("key")
    reports = events.filter(slug__startswith="sample-")
    # Many of them, as no cache in the process helps a visitor to an old report.
    spread = reports[:: max(1, reports.count() // 100)]
    body = apps.get_model("organizations.Organization").objects.get(slug__startswith="sample-2-")
    person = apps.get_model("people.Person").objects.get(slug__startswith="sample-0-")
    topic = apps.get_model("events.Topic").objects.filter(slug__startswith="sample-").first()
    listed, last = reverse("events:list"), -(-events.count() // ON_A_PAGE)
    return {
        "home": [reverse("home")],
        "report": [event.get_absolute_url() for event in spread],
        "list, page 1": [listed],
        "list, last page": [f"{listed}?page={last}"],
        "list, one place": [f"{listed}?place=Bangkok"],
        "list, words": [f"{listed}?q=wetlands"],
        "topic": [topic.get_absolute_url()],
        "organizations": [reverse("organizations:list")],
        "organizations by parent": [reverse("organizations:by-parent")],
        "busiest organization": [body.get_absolute_url()],
        "people": [reverse("people:list")],
        "busiest person": [person.get_absolute_url()],
        "search": [f"{reverse('search')}?q=wetlands"],
        "search, one person": [f"{reverse('search')}?q=wetlands&speaker={person.slug}"],
        "feed": [reverse("events:feed")],
        "feed of a topic": [reverse("topics:feed", args=[topic.slug])],
        "feed of a person": [reverse("people:feed", args=[person.slug])],
        "feed of an organization": [reverse("organizations:feed", args=[body.slug])],
        "calendar": [reverse("events:calendar")],
        "calendar of one event": [f"{event.get_absolute_url()}event.ics" for event in spread],
        "citation": [f"{event.get_absolute_url()}citation.bib" for event in spread],
        "table of organizations": [reverse("organizations:table")],
        "sitemap": [reverse("sitemap")],
        "API, events": [reverse("api:list_events")],
        "API, one event": [reverse("api:events", args=[event.slug]) for event in spread],
    }


def serve(handler, address: str) -> bytes:
    """The body that the site answers with; an error if it is not a page."""
    environ, status = {}, []
    setup_testing_defaults(environ)
    environ["PATH_INFO"], _mark, environ["QUERY_STRING"] = address.partition("?")
    environ |= {"HTTP_HOST": HOST, "REMOTE_ADDR": HOST}
    response = handler(environ, lambda line, headers: status.append(line))
    body = b"".join(response)
    response.close()
    if status != ["200 OK"]:
        msg = f"{address} answers {status[0]}"
        raise RuntimeError(msg)
    return body


def cpu(handler, address: str) -> float:
    started = time.process_time()
    serve(handler, address)
    return (time.process_time() - started) * 1000


def measure(handler, databases: dict[int, Path], pages: dict[int, list[str]]) -> list[tuple]:
    """For one page in each database: size, queries, bytes, median ms, and that of the bare view."""
    bodies, queries, times = {}, {}, {size: ([], []) for size in databases}
    turns = {size: cycle(pages[size]) for size in databases}
    for size, database in databases.items():
        use(database)
        serve(handler, pages[size][0])
        with CaptureQueriesContext(connection) as captured:
            bodies[size] = serve(handler, pages[size][0])
        queries[size] = len(captured)
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        for size, database in databases.items():
            use(database)
            times[size][0].append(cpu(handler, next(turns[size])))
            Bare.body = bodies[size]
            times[size][1].append(cpu(handler, "/bare/"))
    return [
        (size, queries[size], len(bodies[size]), *map(median, times[size])) for size in databases
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, nargs="+", default=[100, 10_000], metavar="N")
    sizes = parser.parse_args().events
    with tempfile.TemporaryDirectory() as name:
        start(Path(name))
        databases = fill(Path(name), sizes)
        handler = get_wsgi_application()
        found = {}
        for size, database in databases.items():
            use(database)
            found[size] = addresses()
        header = ("page", "events", "queries", "KB", "ms", "x bare", "x fewest")
        sys.stdout.write(ROW.format(*header))
        for page in found[min(sizes)]:
            rows = measure(handler, databases, {size: found[size][page] for size in databases})
            for size, queries, length, ms, bare in rows:
                growth = ms / rows[0][3]
                numbers = f"{length / 1024:.1f}", f"{ms:.2f}", f"{ms / bare:.1f}", f"{growth:.2f}"
                sys.stdout.write(ROW.format(page, size, queries, *numbers))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
