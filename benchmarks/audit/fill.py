"""Fill the database that the environment names, and say which pages a visitor finds there.

    python benchmarks/audit/fill.py small > pages.json
    python benchmarks/audit/fill.py large --events 10000 > pages.json

The small site has one of everything (that of the tests), the large one the seed report and many
invented ones. The answer is JSON: the name of each page and its address.
"""

import argparse
import json
import sys
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
django.setup()

from django.apps import apps  # noqa: E402  Django must be set up before models are imported.
from django.core.management import call_command  # noqa: E402
from django.urls import reverse  # noqa: E402

from events import seed  # noqa: E402
from tests import public_site  # noqa: E402


def small() -> dict[str, str]:
    public_site.furnish()
    return {address: address for address in public_site.ADDRESSES}


def large(events: int) -> dict[str, str]:
    call_command("load_seed", stdout=sys.stderr)
    call_command("sample_content", events=events, stdout=sys.stderr)
    call_command("rebuild_search", stdout=sys.stderr)
    reports = apps.get_model("events.Event").objects
    bodies = apps.get_model("organizations.Organization").objects
    people = apps.get_model("people.Person").objects
    first_topic, *_others = apps.get_model("events.Topic").objects.order_by("pk")
    report = reports.get(key=seed.EVENT["key"])
    body = bodies.get(slug__startswith="sample-2-")  # holds a third of all meetings
    listed, found = reverse("events:list"), reverse("search")
    return {
        "home": reverse("home"),
        "events": listed,
        "events, last page": f"{listed}?page={-(-reports.count() // 20)}",
        "events, filtered": f"{listed}?q=wetlands&place=Bangkok",
        "events of a year": reverse("events:year", args=[report.start_date.year]),
        "report": report.get_absolute_url(),
        "long report": reports.filter(slug__startswith="sample-").first().get_absolute_url(),
        "topic": first_topic.get_absolute_url(),
        "directory": reverse("organizations:list"),
        "directory by parent": reverse("organizations:by-parent"),
        "organization": body.get_absolute_url(),
        "people": reverse("people:list"),
        "person": people.get(slug__startswith="sample-0-").get_absolute_url(),
        "search": f"{found}?q=wetlands",
        "search, no words": found,
        "search, no hits": f"{found}?q=xyzzy",
        "API": reverse("documentation"),
        "admin log-in": reverse("admin:login"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", choices=["small", "large"])
    parser.add_argument("--events", type=int, default=10_000)
    given = parser.parse_args()
    call_command("migrate", verbosity=0)
    pages = small() if given.site == "small" else large(given.events)
    json.dump(pages, sys.stdout)


if __name__ == "__main__":
    main()
