"""Every chart's embed by itself: it fits any width, tells its height, is light and accessible, and comes alive."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.conftest import ROOT

from .hosts import Host, live_snippet
from .test_pages import OF_COLOUR, SIZES, TRANSFERRED, WCAG, axe, listen, only

CHARTS = sorted(path.stem for path in (ROOT / "docs" / "charts").glob("*.md") if path.stem != "index")
MAPS = {"partners-map", "blocs-map", "ground-stations"}
WEIGHT = {True: 40_000, False: 15_000}
HOST = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; frame-src {origin}">
<style>* {{ color: lime !important; font: 40px/3 cursive !important; text-transform: uppercase; float: left }}</style>
<script>window.told = []; addEventListener("message", (event) => told.push([event.data, event.origin]))</script>
<body>{frames}</body></html>"""
FRAME = (
    '<iframe sandbox="allow-scripts" src="{src}" title="Chart" style="width:{width}px;height:900px;border:0"></iframe>'
)


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    """An origin that is not the site's."""
    with Host() as started:
        yield started


def shown(page: Page, host: Host, server: str, *frames: tuple[str, int]) -> None:
    """Open a host page with these embeds (address under /charts/, width in px) and wait until each told its height."""
    drawn = "".join(FRAME.format(src=f"{server}charts/{path}", width=width) for path, width in frames)
    host.files["/"] = ("text/html", HOST.format(origin=server, frames=drawn))
    page.goto(host.address)
    until(lambda: len(page.evaluate("told")) >= 3 * len(frames), page)


def until(true: Callable[[], bool], page: Page, seconds: float = 15) -> bool:
    """Whether something becomes true in time. Asked from outside: the host's policy lets no text be run inside."""
    for _ in range(int(seconds * 10)):
        if true():
            return True
        page.wait_for_timeout(100)
    return true()


def tells(page: Page, frame: Frame, chart: str) -> bool:
    """Whether a frame's own height has reached the host in the atlas's form, AMP's and Medium's."""
    height = frame.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    told = page.evaluate("told")
    return (
        [{"source": "space-diplomacy-atlas", "chart": chart, "height": height}, "null"] in told
        and [{"sentinel": "amp", "type": "embed-size", "height": height}, "null"] in told
        and any(isinstance(said, str) and f'"height":{height}' in said and "iframe.resize" in said for said, _ in told)
    )


@pytest.mark.parametrize("chart", CHARTS)
def test_an_embed_shows_fits_and_tells_its_height(chrome: Browser, server: str, host: Host, chart: str) -> None:
    faults: list[str] = []
    page = chrome.new_page(viewport={"width": 1300, "height": 1000})
    listen(page, host.address, faults)
    widths = (280, 360, 760)
    shown(page, host, server, *((f"{chart}/embed.html?theme=dark", width) for width in widths))
    for frame, width in zip(page.frames[1:], widths, strict=True):
        inside: dict[str, Any] = frame.evaluate(
            """() => ({
                wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
                pictures: [...document.querySelectorAll("svg.poster")].filter((svg) => svg.checkVisibility()).length,
                paper: getComputedStyle(document.body).backgroundColor,
                source: document.querySelector(".chart-foot a").href,
            })"""
        )
        assert inside["pictures"] == 1, width
        assert not inside["wide"], f"{width} px: scrolls sideways"
        assert inside["paper"] == "rgb(20, 23, 28)"
        assert inside["source"].endswith(f"/charts/{chart}/")
        # What is told last counts: the height settles when the host's frame has its width.
        assert until(partial(tells, page, frame, chart), page), f"{width} px: {page.evaluate('told')[-6:]}"
    page.close()
    assert [fault for fault in faults if not fault.startswith(f"other origin: {server}")] == []


@pytest.mark.parametrize("chart", CHARTS)
def test_an_embed_is_light_accessible_and_whole(chrome: Browser, server: str, chart: str) -> None:
    faults: list[str] = []
    for theme in ("light", "dark"):
        width, height = SIZES["phone"]
        context = chrome.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page = context.new_page()
        listen(page, server, faults)
        page.goto(f"{server}charts/{chart}/embed.html?theme={theme}")
        if (weight := page.evaluate(TRANSFERRED)) > WEIGHT[chart in MAPS]:
            faults.append(f"weighs {weight:,} bytes")
        faults += (
            axe(page, runOnly={"type": "tag", "values": WCAG}) if theme == "light" else axe(page, **only(OF_COLOUR))
        )
        context.close()
    context = chrome.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    listen(page, server, faults)
    page.goto(f"{server}charts/{chart}/embed.html")
    if page.locator("svg.poster >> visible=true").count() != 1:
        faults.append("without scripts: no picture")
    if page.locator("button >> visible=true").count():
        faults.append("without scripts: a button that does nothing")
    context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("chart", CHARTS)
def test_an_embed_comes_alive_in_a_sandbox(chrome: Browser, server: str, host: Host, chart: str) -> None:
    faults: list[str] = []
    page = chrome.new_page(viewport={"width": 900, "height": 1000})
    listen(page, host.address, faults)
    shown(page, host, server, (f"{chart}/embed.html", 800))
    frame = page.frames[1]
    frame.click("button.explore")
    frame.wait_for_selector("atlas-chart[state=live] .main-svg")
    frame.press("atlas-chart button.explore", "Escape")
    frame.wait_for_selector("atlas-chart:not([state])")
    page.close()
    assert [fault for fault in faults if not fault.startswith(f"other origin: {server}")] == []


# How far, in px, words that occur once in the picture and once in the live drawing stand from each other.
APART = """() => {
    const words = (root) => {
        const found = new Map();
        for (const text of root.querySelectorAll("text")) {
            const said = text.textContent.trim();
            found.set(said, found.has(said) ? null : text.getBoundingClientRect());
        }
        return found;
    };
    const shown = [...document.querySelectorAll("svg.poster")].find((svg) => svg.getBoundingClientRect().width);
    const drawn = words(document.querySelector(".live .main-svg"));
    const pairs = [...words(shown)].map(([said, box]) => [box, drawn.get(said)]).filter(([a, b]) => a && b);
    const far = (side) => Math.max(...pairs.map(([a, b]) => Math.abs(a[side] - b[side])));
    return [pairs.length, Math.max(...["left", "right", "top", "bottom"].map(far))];
}"""


@pytest.mark.parametrize("chart", CHARTS)
def test_a_live_drawing_is_the_picture_at_every_width(chrome: Browser, server: str, chart: str) -> None:
    page = chrome.new_page(viewport={"width": 280, "height": 900})
    page.goto(f"{server}charts/{chart}/embed.html")
    page.click("button.explore")
    page.wait_for_selector("atlas-chart[state=live]")
    for width in (280, 360, 1200):
        page.set_viewport_size({"width": width, "height": 900})
        assert until(lambda: page.evaluate(APART)[0] > 1 and page.evaluate(APART)[1] < 3, page, 5), (
            f"{width} px: {page.evaluate(APART)}"
        )
    page.close()


def test_what_shows_on_hovering_fits_a_narrow_host(chrome: Browser, server: str) -> None:
    page = chrome.new_page(viewport={"width": 280, "height": 900})
    page.goto(f"{server}charts/attrition/embed.html")
    page.click("button.explore")
    page.wait_for_selector("atlas-chart[state=live]")
    page.locator(".live .scatterlayer .point").nth(1).hover(force=True)
    said = page.locator(".hovertext").bounding_box()
    assert said is not None
    assert said["x"] >= 0
    assert said["x"] + said["width"] <= 280
    assert said["height"] >= 18
    page.close()


# Asks a frame for its height when its head has run and its chart is not there yet: the head's script sets the palette
# on the root, and an observer hears of that before another line is read. High, meanwhile, as a page half there is.
ASKS_EARLY = """new MutationObserver(() => {
    const root = document.documentElement;
    if (parent === window || document.querySelector("atlas-chart")) return;
    root.style.minHeight = "20px";
    dispatchEvent(new MessageEvent("message", { data: "space-diplomacy-atlas:height" }));
    root.style.removeProperty("min-height");
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-md-color-scheme"] });"""


def test_a_host_may_ask_for_the_height_before_the_chart_stands(chrome: Browser, server: str, host: Host) -> None:
    page = chrome.new_page(viewport={"width": 900, "height": 1000})
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(ASKS_EARLY)
    shown(page, host, server, ("attrition/embed.html", 760))
    assert not faults
    assert until(lambda: tells(page, page.frames[1], "attrition"), page)
    assert all(said["height"] > 300 for said, _ in page.evaluate("told") if isinstance(said, dict))
    page.close()


HOST_WIDTHS = (280, 320, 400, 480, 560, 600, 640, 760, 1000, 1200)


@pytest.mark.parametrize("chart", CHARTS)
def test_the_snippet_fits_every_width_without_our_script(
    chrome: Browser, site: Path, server: str, host: Host, chart: str
) -> None:
    """Nothing is cut, nothing scrolls, and little room stays empty, where no script tells the host the height."""
    faults = []
    page = chrome.new_page(viewport={"width": 1300, "height": 1000})
    columns = "".join(
        f'<div style="width:{width}px">{live_snippet(site, server, chart)}</div>' for width in HOST_WIDTHS
    )
    host.headers = {}
    host.files["/"] = (
        "text/html",
        f'<!doctype html><html lang="en"><title>Columns</title><body>{columns}</body></html>',
    )
    page.goto(host.address)
    for width, frame in zip(HOST_WIDTHS, page.locator("iframe").all(), strict=True):
        frame.scroll_into_view_if_needed()
        inside = frame.element_handle().content_frame()
        assert inside is not None
        inside.wait_for_selector(".chart-foot")
        inside.wait_for_function(f"innerWidth === {width}")
        spare, wide = inside.evaluate(
            """() => [innerHeight - document.documentElement.getBoundingClientRect().height,
                document.documentElement.scrollWidth > innerWidth]"""
        )
        if wide or not 0 <= spare <= 130:
            faults.append(f"{width} px: {spare:.0f} px to spare{', scrolls sideways' if wide else ''}")
    page.close()
    assert faults == []
