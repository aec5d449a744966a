"""How the cost of lists, searches and feeds grows with the record.

    python benchmarks/growth.py [--plans FILE] DATABASE_URL DATABASE_URL ...

Each database is one that `migrate`, `sample_content` and `rebuild_search` have filled, smallest
first. Every page is asked for in this process, and its queries, the milliseconds of the fastest
of twelve times (other work on the machine only ever adds) and the ratio to the smallest database
are printed. With --plans, the plan of the slowest query of each of the five slowest pages in the
last database is written to FILE.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TIMES = 12


def addresses() -> dict[str, str]:
    """The pages to ask for, with the last page of what has pages."""
    from events.models import Event, EventOrganization, EventTopic, Participation
    from lmec.search.models import SearchEntry

    last = (Event.objects.count() + 19) // 20
    report = Event.objects.order_by("-start_date", "-pk")[100]
    oldest = SearchEntry.objects.filter(kind="remark").order_by("pk")[30].pk
    body = EventOrganization.objects.filter(event=report).first().organization
    speaker = Participation.objects.filter(event=report).first().person
    topic = EventTopic.objects.filter(event=report).first().topic
    files = (Event.objects.count() + 999) // 1000
    narrow = f"&speaker={speaker.slug}&from=2005"
    return {
        "home": "/",
        "report": report.get_absolute_url(),
        "events, page 1": "/events/",
        "events, last page": f"/events/?page={last}",
        "events of a year": f"/events/{report.start_date.year}/",
        "events of a kind": f"/events/?type={report.kind}",
        "events with a word": "/events/?q=fisheries",
        "organization": body.get_absolute_url(),
        "person": speaker.get_absolute_url(),
        "people, page 1": "/people/",
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
        "sitemap index": "/sitemap.xml",
        "sitemap, last file": f"/sitemap-events.xml?p={files}",
        "sitemap of people": "/sitemap-people.xml",
    }


def measure(plans: bool) -> dict:
    """Ask for every page in the database of the environment."""
    import django
    from django.conf import settings

    settings.STATIC_ROOT = None
    plain_names = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES["staticfiles"]["BACKEND"] = plain_names
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client, found = Client(headers={"host": "127.0.0.1"}), {}
    for name, address in addresses().items():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
            _ = b"".join(response.streaming_content) if response.streaming else response.content
        count, captured = len(queries), queries.captured_queries
        times = []
        for _time in range(TIMES):
            start = time.perf_counter()
            response = client.get(address)
            _ = b"".join(response.streaming_content) if response.streaming else response.content
            times.append(1000 * (time.perf_counter() - start))
        by_time = sorted(captured, key=lambda query: -float(query["time"]))
        found[name] = {
            "status": response.status_code,
            "queries": count,
            "ms": min(times),
            "plan": explain(by_time[0]["sql"]) if plans and by_time else "",
        }
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
    results = []
    for url in given.databases:
        wanted = given.plans and url == given.databases[-1]
        command = [sys.executable, __file__, "--here", "plans" if wanted else ""]
        done = subprocess.run(  # noqa: S603 - this file itself
            command,
            env=os.environ | {"DATABASE_URL": url, "REDIS_URL": ""},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(done.stderr)
        results.append(json.loads(done.stdout))
    write(results)
    if given.plans:
        slowest = sorted(results[-1].items(), key=lambda pair: -pair[1]["ms"])
        chosen = [(name, row) for name, row in slowest if row["plan"]][:5]
        given.plans.write_text(
            "\n\n".join(f"## {name}: {row['ms']:.0f} ms\n\n{row['plan']}" for name, row in chosen)
        )


def write(results: list[dict]):
    for name in results[0]:
        rows = [result[name] for result in results]
        cells = [f"{row['queries']:>3}q {row['ms']:>7.1f} ms" for row in rows]
        ratios = [f"x{row['ms'] / rows[0]['ms']:.1f}" for row in rows[1:]]
        line = f"{name:<28} {rows[0]['status']} {'  '.join(cells)}   {' '.join(ratios)}"
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ["DJANGO_SETTINGS_MODULE"] = "lmec.settings"
    if "--here" in sys.argv:
        sys.stdout.write(json.dumps(measure(plans="plans" in sys.argv)))
    else:
        main()
