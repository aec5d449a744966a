"""How the cost of lists, searches and feeds grows with the record.

    python benchmarks/growth.py [--plans FILE] DATABASE_URL DATABASE_URL ...

Each database is one that `migrate`, `sample_content` and `rebuild_search` have filled, smallest
first. Every page is asked for in this process, of all databases in turn so that other work on the
machine disturbs each alike; its queries, the milliseconds of the fastest of twenty times and the
ratios to the smallest database are printed. With --plans, the plan of the slowest query of each
of the five slowest pages in the last database is written to FILE.
"""

import argparse
import os
import sys
import time
from http import HTTPStatus
from pathlib import Path

from environ import Env

ROOT = Path(__file__).resolve().parent.parent
TIMES = 20
CONNECTIONS = {}


def addresses() -> dict[str, str]:
    """The pages to ask for, with the last page of what has pages."""
    from django.db.models import Count
    from django.utils import timezone

    from events.models import Event, EventTopic, Participation, Series
    from lmec.api import cursor
    from lmec.pages.record import public_people
    from lmec.search.models import SearchEntry
    from organizations.models import Organization

    last = (Event.objects.count() + 19) // 20
    report = Event.objects.order_by("-start_date", "-pk")[100]
    oldest = SearchEntry.objects.filter(kind="remark").order_by("pk")[30].pk
    # One without a structure, which would make its page longer, and with a feed as long as any.
    bodies = Organization.objects.filter(eventorganizations__event__start_date=report.start_date)
    bodies = bodies.filter(parentages=None, child_parentages=None)
    body = bodies.annotate(n=Count("participations")).order_by("-n", "pk").first()
    speaker = Participation.objects.filter(event=report).first().person
    topic = EventTopic.objects.filter(event=report).first().topic
    files = Event.objects.count() // 1000
    reports = EventTopic.objects.filter(topic=topic).count()
    people = public_people(timezone.now()).count()
    narrow = f"&speaker={speaker.slug}&from=2005"
    return {
        "home": "/",
        "report": report.get_absolute_url(),
        "events, page 1": "/events/",
        "events, last page": f"/events/?page={last}",
        "events of a year": f"/events/{report.start_date.year}/",
        "events of a kind": f"/events/?type={report.kind}",
        "events with a word": "/events/?q=wetlands",
        "topic, page 1": topic.get_absolute_url(),
        "topic, last page": f"{topic.get_absolute_url()}?page={(reports + 19) // 20}",
        "series": Series.objects.exclude(events=None).first().get_absolute_url(),
        "organization": body.get_absolute_url(),
        "directory by letter": "/organizations/",
        "directory by parent": "/organizations/by-parent/",
        "directory by country": "/organizations/by-country/",
        "directory by kind": "/organizations/by-type/",
        "person": speaker.get_absolute_url(),
        "people, page 1": "/people/",
        "people, last page": f"/people/?page={(people + 59) // 60}",
        "search, a common word": "/search/?q=cooperation",
        "search, by relevance": "/search/?q=cooperation&sort=relevance",
        "search, a rare phrase": '/search/?q="small hydropower"',
        "search, Chinese": "/search/?q=%E7%8E%AF%E5%A2%83",
        "search, a speaker and years": f"/search/?q=cooperation{narrow}",
        "search, an organization": f"/search/?q=water&organization={body.slug}",
        "search, the last page": f"/search/?q=cooperation&kind=remark&below={oldest}",
        "feed": "/events/feed.atom",
        "feed of a topic": f"{topic.get_absolute_url()}feed.atom",
        "feed of an organization": f"{body.get_absolute_url()}feed.atom",
        "feed of a person": f"{speaker.get_absolute_url()}feed.atom",
        "calendar": "/events/calendar.ics",
        "calendar of one event": f"{report.get_absolute_url()}event.ics",
        "API, events": "/api/v1/events/",
        "API, remarks of a speaker": f"/api/v1/remarks/?speaker={speaker.slug}&from=2005",
        "API, people": "/api/v1/people/",
        "API, organizations": "/api/v1/organizations/",
        "API, the last remarks": f"/api/v1/remarks/?cursor={cursor.encode(oldest)}",
        "sitemap index": "/sitemap.xml",
        "sitemap, last full file": f"/sitemap-events.xml?p={files}",
        "sitemap of people": "/sitemap-people.xml",
    }


def ask(client, address: str) -> int:
    """Ask for a page with all its bytes; its status."""
    response = client.get(address)
    _ = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code


def use(database: str) -> None:
    """Go on with the database of this address, over a connection that stays open."""
    from django.db import connection

    connection.settings_dict.update(Env.db_url_config(database))
    connection.connection = CONNECTIONS.get(database)
    connection.ensure_connection()
    CONNECTIONS[database] = connection.connection


def measure(databases: list[str], plans: bool) -> dict[str, list[dict]]:
    """What every page costs in each database, asked of all of them in turn."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, wanted = Client(headers={"host": "127.0.0.1"}), []
    for database in databases:
        use(database)
        wanted.append(addresses())
    found = {}
    for name in wanted[0]:
        rows = found[name] = []
        for database, pages in zip(databases, wanted, strict=True):
            use(database)
            ask(client, pages[name])
            with CaptureQueriesContext(connection) as queries:
                status = ask(client, pages[name])
            slowest = max(queries.captured_queries, key=lambda query: float(query["time"]))
            rows.append({"status": status, "queries": len(queries), "times": []})
            if plans and database == databases[-1]:
                rows[-1]["plan"] = explain(slowest["sql"])
        for _time in range(TIMES):
            for database, pages, row in zip(databases, wanted, rows, strict=True):
                use(database)
                start = time.perf_counter()
                ask(client, pages[name])
                row["times"].append(1000 * (time.perf_counter() - start))
        for row in rows:
            row["ms"] = min(row["times"])
        write(name, rows)
    return found


def explain(sql: str) -> str:
    from django.db import connection

    if not sql.startswith("SELECT") or connection.vendor != "postgresql":
        return ""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {sql}".replace("%", "%%"), [])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    return f"{sql[:600]}\n\n{plan}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="+")
    parser.add_argument("--plans", type=Path)
    given = parser.parse_args()
    os.environ |= {"DATABASE_URL": given.databases[0], "REDIS_URL": ""}
    set_up()
    found = measure(given.databases, plans=bool(given.plans))
    if given.plans:
        slowest = sorted(found.items(), key=lambda pair: -pair[1][-1]["ms"])
        chosen = [(name, rows[-1]) for name, rows in slowest if rows[-1]["plan"]][:5]
        given.plans.write_text(
            "\n\n".join(f"## {name}: {row['ms']:.0f} ms\n\n{row['plan']}" for name, row in chosen)
        )


def set_up() -> None:
    import django
    from django.conf import settings

    settings.STATIC_ROOT = None
    plain_names = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"]["BACKEND"] = plain_names
    django.setup()


def write(name: str, rows: list[dict]) -> None:
    """One line of the table in docs/performance.md."""
    queries = " / ".join(str(row["queries"]) for row in rows)
    ratios = " | ".join(f"×{row['ms'] / rows[0]['ms']:.1f}" for row in rows[1:])
    worst = max(row["status"] for row in rows)
    failed = "" if worst == HTTPStatus.OK else f" **{worst}**"
    sys.stdout.write(f"| {name}{failed} | {queries} | {rows[0]['ms']:.1f} | {ratios} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "lmec.settings"
    main()
