"""The HTML of every page, and the stylesheet, read by the Nu HTML checker."""

import json
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from site_under_audit import ROOT, Answer, Site

CHECKER = Path(__file__).resolve().parent / "node_modules/vnu-jar/build/dist/vnu.jar"
STYLESHEET = ROOT / "static/site/site.css"
# Django's own page: what the checker says of it is shown and fails nothing.
FOREIGN = "/admin/"
# SVG 2 has this property; the checker does not know it.
NEWER_THAN_CHECKER = "Property “vector-effect” doesn't exist."
ERRORS = ("error", "fatal", "non-document-error")
ROW = "{:>6}{:>8}{:>8}  {}\n"


class Links(HTMLParser):
    """The addresses that the anchors of a page lead to."""

    def __init__(self, page: str):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(address)


def pages_of(site: Site, follow: bool) -> dict[str, Answer]:
    """The listed pages by address; with `follow`, also all that they link to, query strings aside.

    Filters make addresses without end, so those with a query string are read where listed only.
    """
    waiting, seen, pages = list(site.pages.values()), set(), {}
    for address in waiting:  # which grows
        if address in seen:
            continue
        seen.add(address)
        answer = site.get(address)
        if not answer.is_page:
            continue
        pages[address] = answer
        if follow and not address.startswith(FOREIGN):
            linked = Links(answer.body.decode()).found
            full = [urldefrag(urljoin(site.origin + address, link)).url for link in linked]
            own = [link.removeprefix(site.origin) for link in full if link.startswith(site.origin)]
            waiting += [link for link in own if link.startswith("/") and "?" not in link]
    return pages


def check(pages: dict[str, Answer]) -> dict[str, list[str]]:
    """What the checker says of each page."""
    findings = {address: [] for address in pages}
    with tempfile.TemporaryDirectory() as folder:
        files = {Path(folder) / f"{n}.html": address for n, address in enumerate(pages)}
        for file, address in files.items():
            file.write_bytes(pages[address].body)
        said = checker("--skip-non-html", *files)
        addresses = {file.as_uri(): address for file, address in files.items()}
        for message in said:
            findings[addresses[message["url"]]].append(sentence(message))
    return findings


def checker(*arguments) -> list[dict]:
    command = ["java", "-jar", CHECKER, "--format", "json", "--stdout", "--exit-zero-always"]
    done = subprocess.run([*command, *arguments], stdout=subprocess.PIPE, check=True)  # noqa: S603
    return json.loads(done.stdout)["messages"]


def sentence(message: dict) -> str:
    kind = message.get("subType", message["type"])
    return f"{kind}: line {message.get('lastLine', '?')}: {message['message']}"


def audit(site: Site, follow: bool) -> bool:
    """Print what the checker says of the pages of a site; whether they are valid."""
    pages = pages_of(site, follow)
    findings = check(pages)
    sys.stdout.write(ROW.format("status", "KB", "errors", "address"))
    good = True
    for address, answer in pages.items():
        errors = sum(line.startswith(ERRORS) for line in findings[address])
        kilobytes = f"{answer.size / 1024:.1f}"
        sys.stdout.write(ROW.format(answer.status, kilobytes, errors, address))
        sys.stdout.writelines(f"      {line}\n" for line in findings[address])
        is_served = answer.status in (200, 404, 410)
        good &= (is_served and not errors) or address.startswith(FOREIGN)
    sys.stdout.write(f"The Nu HTML checker read {len(pages)} pages.\n\n")
    sys.stdout.flush()
    return good


def audit_stylesheet() -> bool:
    said = [sentence(message) for message in checker("--css", STYLESHEET)]
    faults = [line for line in said if NEWER_THAN_CHECKER not in line]
    sys.stdout.writelines(f"{STYLESHEET.name}: {line}\n" for line in faults)
    sys.stdout.write(f"The Nu HTML checker read {STYLESHEET.name}.\n\n")
    return not faults
