"""What charts cost a reader on a phone: our page beside the same page in other forms, measured in one run.

usage: python -m tests.benchmarks.page_weight SITE [PAGE]   writes docs/assets/benchmark.json
"""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from macros import browser
from tests.browser.conftest import PREFIX, serve

from . import rivals

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "docs" / "assets" / "benchmark.json"
PAGE = "united-states/"
RUNS = 5
PHONE = {"down_kbit": 1600, "up_kbit": 750, "latency_ms": 150, "cpu_slowdown": 4, "width": 412, "height": 823}
OBSERVE = """window.seen = { paint: 0, blocked: 0, shift: 0, drawn: 0 };
const watch = (type, add) =>
    new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
watch("largest-contentful-paint", (entry) => { seen.paint = entry.startTime; });
watch("longtask", (entry) => { seen.blocked += Math.max(0, entry.duration - 50); });
watch("layout-shift", (entry) => { if (!entry.hadRecentInput) seen.shift += entry.value; });
// SVG and canvas do not count for the largest paint, so the charts are looked for frame by frame.
const CHART = "article .stage > :not(.live) > svg, article .js-plotly-plot .main-svg:first-of-type, article svg.marks";
const look = () => {
    const shown = [...document.querySelectorAll(CHART)].filter((it) => it.getBoundingClientRect().height > 50);
    if (CHARTS && shown.length >= CHARTS && performance.getEntriesByName("first-contentful-paint").length)
        seen.drawn = performance.now();
    else requestAnimationFrame(look);
};
requestAnimationFrame(look);"""
Form = Callable[[Path, str], None]
FORMS: dict[str, Form] = {
    "without": rivals.without,
    "ours": lambda folder, page: None,
    "plotly": rivals.plotly_way,
    "vega": rivals.vega,
    "full": rivals.full_bundle,
}
LIVE = {"ours": "small", "full": "full"}


class Phone:
    """A page on a slow phone, and what came over the wire to it."""

    def __init__(self, page: Page, devtools: CDPSession, charts: int) -> None:
        self.page = page
        self.bytes = 0
        self.requests = 0
        devtools.send("Network.enable")
        devtools.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": PHONE["latency_ms"],
                "downloadThroughput": PHONE["down_kbit"] * 1000 / 8,
                "uploadThroughput": PHONE["up_kbit"] * 1000 / 8,
            },
        )
        devtools.send("Emulation.setCPUThrottlingRate", {"rate": PHONE["cpu_slowdown"]})
        devtools.on("Network.loadingFinished", self._finished)
        page.add_init_script(OBSERVE.replace("CHARTS", str(charts)))

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += int(event["encodedDataLength"])
        self.requests += 1


@contextmanager
def phone(chrome: Browser, charts: int) -> Iterator[Phone]:
    """A phone with nothing in its cache."""
    context = chrome.new_context(viewport={"width": PHONE["width"], "height": PHONE["height"]})
    page = context.new_page()
    yield Phone(page, context.new_cdp_session(page), charts)
    context.close()


def load(chrome: Browser, address: str, charts: int) -> dict[str, float]:
    """Open a page and wait until it is quiet."""
    with phone(chrome, charts) as reader:
        reader.page.goto(address, wait_until="load", timeout=120_000)
        reader.page.wait_for_load_state("networkidle")
        if charts:
            reader.page.wait_for_function("seen.drawn", timeout=120_000)
        reader.page.wait_for_timeout(2500)
        seen: dict[str, float] = reader.page.evaluate("seen")
        return {"bytes": reader.bytes, "requests": reader.requests, **seen}


def go_live(chrome: Browser, address: str) -> dict[str, float]:
    """Ask the first chart of a page to come alive, and take the time until it has."""
    with phone(chrome, 1) as reader:
        reader.page.goto(address, wait_until="load", timeout=120_000)
        reader.page.locator("atlas-chart[ready]").first.wait_for()
        reader.page.wait_for_load_state("networkidle")
        before = reader.bytes
        taken: float = reader.page.evaluate(
            """async () => {
                const chart = document.querySelector("atlas-chart"), start = performance.now();
                await chart.explore();
                return performance.now() - start;
            }"""
        )
        reader.page.locator("atlas-chart[state=live]").first.wait_for()
        return {"bytes": reader.bytes - before, "time": taken}


def middle(runs: list[dict[str, float]]) -> dict[str, float]:
    """The median of each measure."""
    return {name: round(median(run[name] for run in runs), 4 if name == "shift" else 0) for name in runs[0]}


def measure(site: Path, page: str) -> dict[str, Any]:
    """All forms of the page, in turn, so that whatever else the machine does falls on all alike."""
    chrome_path = browser.find()
    if chrome_path is None:
        sys.exit(browser.WITHOUT)
    forms, charts = dict(FORMS), len(rivals.charts_of(site, page))
    if not all(script.is_file() for script in rivals.VEGA):
        print("Vega is not here, so it is left out: run npm ci in tests/benchmarks", file=sys.stderr)
        del forms["vega"]
    with ExitStack() as stack:
        addresses = {}
        for name, form in forms.items():
            folder = rivals.copied(site, Path(stack.enter_context(tempfile.TemporaryDirectory())), page)
            form(folder, page)
            addresses[name] = stack.enter_context(serve(folder)) + PREFIX + page
        play = stack.enter_context(sync_playwright())
        chrome = play.chromium.launch(executable_path=str(chrome_path), args=["--no-sandbox", "--disable-gpu"])
        loads: dict[str, list[dict[str, float]]] = {name: [] for name in forms if name != "full"}
        lives: dict[str, list[dict[str, float]]] = {name: [] for name in LIVE}
        for name in loads:  # a first visit warms up the browser and the server, and is not counted
            load(chrome, addresses[name], 0)
        for _ in range(RUNS):
            for name, runs in loads.items():
                runs.append(load(chrome, addresses[name], 0 if name == "without" else charts))
            for name, runs in lives.items():
                runs.append(go_live(chrome, addresses[name]))
        found = {
            "measured": str(dt.datetime.now(dt.UTC).date()),
            "page": page,
            "charts": charts,
            "runs": RUNS,
            "phone": PHONE,
            "browser": chrome.version,
            "processors": os.cpu_count(),
            "load": {name: middle(runs) for name, runs in loads.items()},
            "live": {LIVE[name]: middle(runs) for name, runs in lives.items()},
        }
        chrome.close()
    return found


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    result = measure(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else PAGE)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(RESULT.read_text(encoding="utf-8"))
