"""Pages measured by Lighthouse, as a visitor with a slow telephone first opens them."""

import json
import os
import subprocess
import sys
from statistics import median
from typing import NamedTuple

from site_under_audit import HERE, Site

PROGRAM = HERE / "node_modules/lighthouse/cli/index.js"
PERFORMANCE, FULL_MARKS = "performance", ["accessibility", "best-practices", "seo"]
RUNS = 5  # for performance, of which the median counts: it depends on what else the machine does
TRIES = 3  # for each run: on a busy machine Chromium now and then records no trace
LEAST_PERFORMANCE = 95
MOST_BYTES = 30 * 1024  # in the first view, as sent, without photos
# Search pages ask not to be indexed, for they are without number and all they show has a page.
NOT_INDEXED = {"search": ["--skip-audits=is-crawlable"]}
PAGES = ["home", "report", "long report", "directory", "person", "search"]
# A browser of its own; it asks nobody but this machine for anything.
CHROME = (
    "--headless=new --no-sandbox --disable-dev-shm-usage --disable-gpu "
    "--disable-background-networking --disable-component-update --disable-domain-reliability "
    "--no-first-run --no-pings --host-resolver-rules='MAP * ~NOTFOUND, EXCLUDE 127.0.0.1'"
)
ROW = "{:<14}{:>12}{:>15}{:>15}{:>5}{:>8}{:>7}{:>10}  {}\n"


class Measured(NamedTuple):
    performance: float
    marks: list[float]
    shift: float
    size: int
    requests: int
    findings: list[str]

    def faults(self) -> list[str]:
        """What is less than the site promises, in words."""
        faults = list(self.findings)
        if self.performance < LEAST_PERFORMANCE:
            faults.append(f"performance is below {LEAST_PERFORMANCE}")
        if self.shift:
            faults.append("the layout shifts")
        if self.size > MOST_BYTES:
            faults.append(f"the first view is over {MOST_BYTES // 1024} KB")
        return faults


def run(address: str, chromium: str, categories: list[str], options: list[str]) -> dict:
    command = ["node", PROGRAM, address, "--quiet", "--output=json", *options]
    command += [f"--only-categories={','.join(categories)}", f"--chrome-flags={CHROME}"]
    environment = os.environ | {"CHROME_PATH": chromium}
    for _attempt in range(TRIES):
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=False)  # noqa: S603
        if not done.returncode:
            return json.loads(done.stdout)
    msg = f"Lighthouse could not measure {address}; the lines above say why."
    raise SystemExit(msg)


def measure(address: str, chromium: str, options: list[str]) -> Measured:
    first = run(address, chromium, [PERFORMANCE, *FULL_MARKS], options)
    results = [first, *(run(address, chromium, [PERFORMANCE], options) for _ in range(RUNS - 1))]
    sent = first["audits"]["network-requests"]["details"]["items"]
    photos = [item for item in sent if "/media/" in item["url"]]
    return Measured(
        performance=median(score(result, PERFORMANCE) for result in results),
        marks=[score(first, category) for category in FULL_MARKS],
        shift=max(
            result["audits"]["cumulative-layout-shift"]["numericValue"] for result in results
        ),
        size=sum(item["transferSize"] for item in sent if item not in photos),
        requests=len(sent),
        findings=list(findings(first)),
    )


def score(result: dict, category: str) -> float:
    return round(result["categories"][category]["score"] * 100)


def findings(result: dict):
    """The audits that keep a category below full marks."""
    for category in FULL_MARKS:
        for reference in result["categories"][category]["auditRefs"]:
            audit = result["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                yield f"{category}: {audit['title']} ({audit['id']})"


def audit(site: Site, chromium: str) -> bool:
    """Print what is measured; whether it is as good everywhere as the site promises."""
    header = ("page", "performance", "accessibility", "best practices", "SEO")
    sys.stdout.write(ROW.format(*header, "shift", "KB", "requests", "address"))
    good = True
    for page in PAGES:
        address = site.pages[page]
        measured = measure(site.origin + address, chromium, NOT_INDEXED.get(page, []))
        numbers = f"{measured.shift:.3f}", f"{measured.size / 1024:.1f}", measured.requests
        row = (page, measured.performance, *measured.marks, *numbers, address)
        sys.stdout.write(ROW.format(*row))
        for fault in measured.faults():
            sys.stdout.write(f"FAIL  {fault}\n")
            good = False
        sys.stdout.flush()
    load = os.getloadavg()[0]
    sys.stdout.write(
        f"Median of {RUNS} for performance; load {load:.1f} on {os.cpu_count()} cores.\n"
    )
    return good
