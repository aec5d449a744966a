"""What a browser and two independent checkers say of the site; docs/audit.md explains it.

python benchmarks/audit/audit.py --events 10000
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import lighthouse
import losses
import markup
from site_under_audit import HERE, serve

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


def find_tools() -> str:
    """The path of Chromium; ends with a sentence where a program that is needed is missing."""
    chromium = os.environ.get("CHROME_PATH") or next(filter(None, map(shutil.which, BROWSERS)), "")
    missing = [name for name in ("node", "npm", "java") if not shutil.which(name)]
    if not chromium:
        missing.append("chromium")
    if missing:
        msg = (
            f"The audit needs {' and '.join(missing)}. On Debian or Ubuntu: "
            "apt install nodejs npm default-jre-headless chromium"
        )
        raise SystemExit(msg)
    return chromium


def install() -> None:
    """Install the checkers from the lock, unless that is done."""
    lock, done = HERE / "package-lock.json", HERE / "node_modules/.package-lock.json"
    if not done.exists() or done.stat().st_mtime < lock.stat().st_mtime:
        sys.stdout.write("Installing the checkers ...\n")
        command = ["npm", "ci", "--no-progress"]
        if subprocess.run(command, cwd=HERE, check=False).returncode:  # noqa: S603
            raise SystemExit("npm could not install the checkers; the lines above say why.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, default=10_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=losses.ROUNDS, metavar="N")
    parser.add_argument(
        "--folder", type=Path, help="keep the sites that are made here, and use those from before"
    )
    given = parser.parse_args()
    chromium = find_tools()
    install()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.folder or Path(scratch)
        with serve(folder / "small", "small") as site:
            good = markup.audit(site, follow=True)
        with serve(folder / "large", "large", "--events", str(given.events)) as site:
            good &= markup.audit(site, follow=False)
            good &= markup.audit_stylesheet()
            good &= lighthouse.audit(site, chromium)
    good &= losses.audit(chromium, given.rounds)
    sys.exit(not good)


if __name__ == "__main__":
    main()
