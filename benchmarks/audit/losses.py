"""Typing in the form of a report while everything fails: how many characters are lost.

python benchmarks/audit/losses.py --rounds 40
"""

import argparse
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from html import unescape
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect, sync_playwright
from site_under_audit import ROOT, free_port, settings_for, start

ROUNDS = 60
FAULTS = ["none", "crash", "kill", "killed before saving", "offline", "logged out"]
SCRIPTS = [
    "the quick brown fox ",
    "澜湄环境合作中心",
    "แม่น้ำโขง ",
    "ទន្លេមេគង្គ ",
    "ແມ່ນ້ຳຂອງ ",
    "<&>“”🌊",
]
PASSWORD = "only-for-this-audit"  # noqa: S105
NOTICED = 500  # milliseconds after which the browser has kept what was typed
REPORT = "/admin/events/event/1/change/"


class Desk:
    """An editor's browser, the server, and what has been typed altogether."""

    def __init__(self, folder: Path, context: BrowserContext, rng: random.Random):
        self.context, self.random, self.database = context, rng, folder / "site.sqlite3"
        self.port = free_port()
        self.environment = settings_for(folder, self.port) | {"ADMIN_PASSWORD": PASSWORD}
        for command in ("migrate", "first_run"):
            arguments = [sys.executable, "manage.py", command, "--verbosity", "0"]
            subprocess.run(arguments, cwd=ROOT, env=self.environment, check=True)  # noqa: S603
        self.serve()
        self.page = self.open()
        self.words = self.page.locator("[name=standfirst]").input_value()
        self.added = ""

    def serve(self) -> None:
        self.server = start(self.port, self.environment, start_new_session=True)

    def kill(self) -> None:
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def open(self) -> Page:
        page = self.context.new_page()
        page.goto(self.environment["SITE_URL"] + REPORT)
        if "/login/" in page.url:
            self.log_in(page)
        page.wait_for_load_state("load")
        restore = page.get_by_role("link", name="Restore")
        page.wait_for_timeout(NOTICED)
        if restore.is_visible():
            restore.click()
            page.wait_for_load_state("load")
        return page

    @staticmethod
    def log_in(within) -> None:
        within.get_by_label("Username").fill("admin")
        within.get_by_label("Password").fill(PASSWORD)
        within.get_by_role("button", name="Log in").click()

    def type(self) -> None:
        """Type in a plain field and in the editor of the summary."""
        words = "".join(self.random.choices(SCRIPTS, k=3)).strip()
        field = self.page.locator("[name=standfirst]")
        self.words = f"{self.random.randrange(10**6)} {words}"
        field.fill(self.words)
        self.page.locator(".field-summary").first.scroll_into_view_if_needed()
        self.page.locator("#cke_id_summary .cke_wysiwyg_div").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.insert_text(words)
        self.added += words
        self.page.wait_for_timeout(NOTICED + self.random.randrange(4000))

    def suffer(self, fault: str) -> None:
        if fault == "crash":
            self.page.close()
            self.page = self.open()
        elif fault == "kill":
            self.kill()
            self.type()
            self.serve()
        elif fault == "killed before saving":
            self.kill()
            self.page.get_by_role("button", name="Save and continue editing").click()
            expect(self.page.locator(".open-form__trouble")).not_to_be_empty()
            self.serve()
        elif fault == "offline":
            self.context.set_offline(True)
            self.type()
            self.page.close()
            self.context.set_offline(False)
            self.page = self.open()
        elif fault == "logged out":
            self.context.clear_cookies(name="sessionid")

    def save(self, fault: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Save and continue editing").click()
            if fault == "logged out":
                self.log_in(self.page.get_by_role("dialog", name="Log in again"))
        expect(self.page.locator(".messagelist .success").first).to_be_visible()

    def publish_draft(self) -> None:
        """Save a draft of the published report, lose the server, publish the draft on the next."""
        self.page.get_by_role("button", name="Edit in a draft").click()
        self.page.wait_for_load_state("load")
        self.type()
        self.save("none")
        self.kill()
        self.serve()
        self.page.wait_for_timeout(NOTICED)  # the browser notices that its connection is gone
        self.page.reload()
        self.page.get_by_label("Published", exact=True).check()
        self.save("none")

    def lost(self) -> int:
        """How many of the characters that were typed are not in the database."""
        with sqlite3.connect(self.database) as base:
            found = "select standfirst, summary from events_event where id = 1"
            words, summary = base.execute(found).fetchone()
        text = unescape(summary).replace("\u00a0", " ")
        return missing(self.words, words) + missing(self.added, text)


def missing(typed: str, stored: str) -> int:
    """How many characters of `typed` are not found in `stored` in their order."""
    letters = iter(stored)
    return sum(letter != " " and letter not in letters for letter in typed)


def audit(chromium: str, rounds: int, seed: int = 0) -> bool:
    typed = lost = 0
    rng = random.Random(seed)  # noqa: S311
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        desk = Desk(Path(scratch), browser.new_context(), rng)
        try:
            for number in range(rounds):
                fault = FAULTS[number % len(FAULTS)]
                before = len(desk.added)
                desk.type()
                desk.suffer(fault)
                desk.save(fault)
                typed += len(desk.added) - before + len(desk.words)
                lost = lost + desk.lost()
                sys.stdout.write(f"{number + 1:>4}  {fault:<22}lost so far: {lost}\n")
            before = len(desk.added)
            desk.publish_draft()
            typed += len(desk.added) - before + len(desk.words)
            lost = lost + desk.lost()
            sys.stdout.write(f"      killed before publishing  lost so far: {lost}\n")
        finally:
            desk.kill()
            browser.close()
    sys.stdout.write(f"Typed {typed} characters in {rounds} rounds; lost {lost}.\n")
    return lost == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    chromium = os.environ.get("CHROME_PATH") or shutil.which("chromium")
    sys.exit(not audit(chromium, given.rounds, given.seed))


if __name__ == "__main__":
    main()
