"""Every page, in both palettes, on a phone and on a desk: readable by all, quiet, light, still, whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.conftest import pages

WIDTHS = {"desk": (1280, 900), "phone": (360, 780)}
WEIGHT = 160_000
SHIFT = 0.02
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
AXE = Axe()
# What only scripts can do, and so only they show.
BY_SCRIPT = {"Explore", "this", "chart", "Copy"}
TRANSFERRED = """performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""
OBSERVE = """window.atlasShift = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.atlasShift += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""


@contextmanager
def opened(chrome: Browser, server: str, path: str, faults: list[str], **options: Any) -> Iterator[Page]:
    """A page in a fresh profile; whatever goes wrong while it is open is added to `faults`."""
    width, height = options.pop("size", WIDTHS["phone"])
    context = chrome.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    origin = "/".join(server.split("/")[:3])
    page.on("console", lambda said: said.type == "error" and faults.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "request",
        lambda asked: asked.url.startswith((origin, "data:", "blob:")) or faults.append(f"other origin: {asked.url}"),
    )
    page.on("response", lambda gave: gave.status >= 400 and faults.append(f"{gave.status}: {gave.url}"))
    page.add_init_script(OBSERVE)
    page.goto(server + path, wait_until="load")
    yield page
    context.close()


def axe(page: Page, only: dict[str, Any]) -> list[str]:
    """What axe-core finds, a line for each violation with the first places."""
    found = AXE.run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"axe {fault['id']} ({len(fault['nodes'])}): {fault['help']}: "
        + " | ".join(
            str(node["target"]) + " " + str(node.get("failureSummary", ""))[:160] for node in fault["nodes"][:3]
        )
        for fault in found
    ]


def paint(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Let the system ask for a palette, and wait until the page has followed."""
    page.emulate_media(color_scheme=scheme)
    name = {"light": "default", "dark": "slate"}[scheme]
    page.wait_for_function(f"document.body.dataset.mdColorScheme === '{name}'", timeout=5000)


def scrolls_sideways(page: Page) -> bool:
    """Whether the page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("path", pages(), ids=lambda path: path or "home")
def test_page(chrome: Browser, server: str, path: str) -> None:
    faults: list[str] = []
    with opened(chrome, server, path, faults, color_scheme="light") as page:
        weight = page.evaluate(TRANSFERRED)
        shift = page.evaluate("window.atlasShift")
        for name in ("phone", "desk"):
            width, height = WIDTHS[name]
            page.set_viewport_size({"width": width, "height": height})
            paint(page, "light")
            faults += [f"{name}, light: {fault}" for fault in axe(page, {"type": "tag", "values": WCAG})]
            if scrolls_sideways(page):
                faults.append(f"{name}: scrolls sideways")
            paint(page, "dark")
            faults += [f"{name}, dark: {fault}" for fault in axe(page, {"type": "rule", "values": OF_COLOUR})]
    if weight > WEIGHT:
        faults.append(f"weighs {weight:,} bytes before any interaction, {WEIGHT:,} allowed")
    if shift > SHIFT:
        faults.append(f"shifts by {shift:.3f}, {SHIFT} allowed")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("path", pages(), ids=lambda path: path or "home")
def test_whole_without_javascript(chrome: Browser, server: str, path: str) -> None:
    faults: list[str] = []
    words: dict[bool, list[str]] = {}
    for scripts in (True, False):
        with opened(chrome, server, path, faults, java_script_enabled=scripts) as page:
            words[scripts] = page.inner_text("article").split()
            pictures = page.locator("atlas-chart svg.poster >> visible=true").count()
            assert pictures == page.locator("atlas-chart").count(), "a chart without its picture"
    missing = set(words[True]) - set(words[False]) - BY_SCRIPT
    assert not faults, "\n".join(faults)
    assert not missing, f"only shown by scripts: {sorted(missing)}"
