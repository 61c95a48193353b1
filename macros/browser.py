"""Which Chrome or Chromium draws the posters and runs the browser tests, and how one gets here if none is.

The order: `$CHROME_PATH` (which decides alone, so `CHROME_PATH=none` means "without"), the usual names, the
usual places on a Mac, and the copy that `plotly_get_chrome` keeps.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge")
APPLICATIONS = (
    "Google Chrome.app/Contents/MacOS/Google Chrome",
    "Chromium.app/Contents/MacOS/Chromium",
    "Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing",
    "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WITHOUT = (
    "No Chrome or Chromium is here and none could be installed (name one in CHROME_PATH). The site builds without: "
    "its charts then have no posters and are drawn when scrolled to; tests in a browser are skipped."
)


@lru_cache(maxsize=1)
def find() -> Path | None:
    """A Chrome or Chromium on this machine that starts, or None."""
    return _find()


def ensure() -> Path | None:
    """The same, after installing one where that needs no question: by apt, else by plotly's own downloader."""
    found = _find()
    for install in (_by_apt, _by_plotly, _libraries):
        if found or os.environ.get("CHROME_PATH"):
            break
        install()
        found = _find()
    find.cache_clear()
    return found


def _find() -> Path | None:
    return next((path for path in _candidates() if _starts(path)), None)


def _candidates() -> Iterator[Path]:
    named = os.environ.get("CHROME_PATH")
    if named:
        yield Path(named)
        return
    for name in NAMES:
        if path := shutil.which(name):
            yield Path(path)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            yield from (folder / name for name in APPLICATIONS)
    if copy := _downloaded():
        yield copy


def _downloaded() -> Path | None:
    """Where `plotly_get_chrome` keeps its copy, if it has one."""
    from choreographer.browsers.chromium import Chromium

    found = Chromium.find_browser(skip_local=False)
    return Path(found) if found else None


def _starts(path: Path) -> bool:
    """Whether a program runs: Ubuntu's `chromium-browser` may be a stub, and a download may miss libraries."""
    if not os.access(path, os.X_OK) or path.is_dir():
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _as_root() -> list[str] | None:
    """What to write before a command that installs, or None where that would need a question."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _by_apt() -> None:
    lead = _as_root()
    if lead is None:
        return
    print("Installing Chromium with apt-get", flush=True)
    _quietly([*lead, "apt-get", "update", "-qq"])
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"]
    _quietly([*lead, "env", "DEBIAN_FRONTEND=noninteractive", *install])


def _by_plotly() -> None:
    print("Fetching Chrome with plotly_get_chrome", flush=True)
    _quietly([sys.executable, "-c", "from plotly.io import get_chrome; get_chrome()"])


def _libraries() -> None:
    """What a downloaded Chrome needs of the system; Playwright knows the packages of each Debian and Ubuntu."""
    if _as_root() is not None:
        _quietly([sys.executable, "-m", "playwright", "install-deps", "chromium"])


def _quietly(command: list[str]) -> None:
    try:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return
