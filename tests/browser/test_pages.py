"""Every page, in both palettes, on a phone and on a desk: readable, quiet, light, still, and whole without scripts.

One visit answers all of it, because a visit to every page is what takes the time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.conftest import pages

SIZES = {"phone": (360, 780), "desk": (1280, 900)}
WEIGHT = 160_000
SHIFT = 0.02
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
OF_SIZE = ["target-size", "scrollable-region-focusable"]
AXE = Axe()
# What only scripts can do, and so only they show.
BY_SCRIPT = {"Explore", "this", "chart", "Copy"}
# Filters, the day's counts and the pickers of partners answer by script; all that they show is in the rows. What is
# laid out only as the reader comes near (rows on a phone, frames of data) is laid out first: unseen, it has no words.
READ = """() => {
    const article = document.querySelector("article"),
        hidden = article.querySelectorAll("atlas-table form, atlas-day, atlas-compare form"),
        late = [...article.querySelectorAll("tbody tr, div")].filter(
            (box) => getComputedStyle(box).contentVisibility === "auto");
    for (const part of hidden) part.style.setProperty("display", "none", "important");
    for (const box of late) box.style.setProperty("content-visibility", "visible", "important");
    const said = article.innerText;
    for (const part of hidden) part.style.removeProperty("display");
    for (const box of late) box.style.removeProperty("content-visibility");
    return said;
}"""
TRANSFERRED = """performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
    .reduce((sum, entry) => sum + entry.transferSize, 0)"""
OBSERVE = """window.atlasShift = 0;
new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.atlasShift += entry.value;
}).observe({ type: "layout-shift", buffered: true });"""
# Words that stand in the same kinds of boxes are coloured alike: four of each stay, or the contrast of a thousand
# sources takes minutes. A kind is the chain of tags and classes from the article down to the words.
FOLD = """() => {
    const seen = new Map(), article = document.querySelector("article");
    for (const box of article.querySelectorAll("*:not(svg *)")) {
        const own = [...box.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
        if (!own.length) continue;
        let kind = "";
        for (let up = box; up !== article; up = up.parentElement) kind += up.tagName + up.getAttribute("class") + ">";
        seen.set(kind, (seen.get(kind) ?? 0) + 1);
        if (seen.get(kind) > 4) own.forEach((node) => node.remove());
    }
    for (const box of [...article.querySelectorAll("*:not(svg, svg *)")].reverse())
        if (!box.firstElementChild && !box.textContent.trim()) box.remove();
}"""


def listen(page: Page, origin: str, faults: list[str]) -> None:
    """Write down what a page should not do: complain, fail, ask others, miss a file."""

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        if not request.url.startswith((origin, "data:", "blob:")):
            faults.append(f"other origin: {request.url}")

    def gave(response: Response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status}: {response.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", asked)
    page.on("response", gave)


@contextmanager
def opened(chrome: Browser, server: str, path: str, faults: list[str], **options: Any) -> Iterator[Page]:
    """A page in a fresh profile on a phone; whatever goes wrong while it is open is added to `faults`."""
    width, height = SIZES["phone"]
    context = chrome.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
    page = context.new_page()
    listen(page, "/".join(server.split("/")[:3]), faults)
    page.add_init_script(OBSERVE)
    page.goto(server + path, wait_until="load")
    yield page
    context.close()


def axe(page: Page, **options: Any) -> list[str]:
    """What axe-core finds, a line for each violation with the first places."""
    found = AXE.run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        f"axe {fault['id']} ({len(fault['nodes'])}): {fault['help']}: "
        + " | ".join(f"{node['target']} {node.get('failureSummary', '')[:200]}" for node in fault["nodes"][:3])
        for fault in found
    ]


def only(rules: list[str]) -> dict[str, Any]:
    """Options that run these rules alone."""
    return {"runOnly": {"type": "rule", "values": rules}}


def paint(page: Page, scheme: Literal["light", "dark"]) -> None:
    """Let the system ask for a palette, and wait until the page has followed."""
    page.emulate_media(color_scheme=scheme)
    name = {"light": "default", "dark": "slate"}[scheme]
    page.wait_for_function(f"document.body.dataset.mdColorScheme === '{name}'", timeout=10_000)


def resize(page: Page, size: str) -> None:
    """Take the page to a phone or a desk."""
    width, height = SIZES[size]
    page.set_viewport_size({"width": width, "height": height})


def layout(page: Page) -> Iterator[str]:
    """Faults of form, on the whole page: names, roles, targets, and what is wider than its window."""
    without_colour = {rule: {"enabled": False} for rule in OF_COLOUR}
    for size in SIZES:
        resize(page, size)
        wanted = (
            {"runOnly": {"type": "tag", "values": WCAG}, "rules": without_colour} if size == "phone" else only(OF_SIZE)
        )
        yield from (f"{size}: {fault}" for fault in axe(page, **wanted))
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            yield f"{size}: scrolls sideways"


def colours(page: Page) -> Iterator[str]:
    """Faults of colour in both palettes and at both sizes; leaves the page shortened."""
    page.evaluate(FOLD)
    for scheme in ("dark", "light"):
        paint(page, "dark" if scheme == "dark" else "light")
        for size in SIZES:
            resize(page, size)
            yield from (f"{size}, {scheme}: {fault}" for fault in axe(page, **only(OF_COLOUR)))


def words(page: Page) -> set[str]:
    """The words that a reader of the article sees, without the controls that only scripts bring."""
    return set(page.evaluate(READ).split())


def bare_charts(page: Page) -> int:
    """How many charts show no picture."""
    return page.locator("atlas-chart").count() - page.locator("atlas-chart svg.poster >> visible=true").count()


@pytest.mark.parametrize("path", pages(), ids=lambda path: path or "home")
def test_page(chrome: Browser, server: str, path: str) -> None:
    faults: list[str] = []
    with opened(chrome, server, path, faults, java_script_enabled=False) as page:
        read = words(page)
        if bare := bare_charts(page):
            faults.append(f"without scripts: {bare} charts show no picture")
    with opened(chrome, server, path, faults, color_scheme="light") as page:
        if (weight := page.evaluate(TRANSFERRED)) > WEIGHT:
            faults.append(f"weighs {weight:,} bytes before any interaction, {WEIGHT:,} allowed")
        if (shift := page.evaluate("window.atlasShift")) > SHIFT:
            faults.append(f"shifts by {shift:.3f}, {SHIFT} allowed")
        if missing := words(page) - read - BY_SCRIPT:
            faults.append(f"only scripts show: {sorted(missing)[:20]}")
        faults += layout(page)
        faults += colours(page)
    assert not faults, "\n".join(faults)
