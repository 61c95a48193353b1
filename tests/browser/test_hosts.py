"""The snippets as they are given away, in pages that others wrote: strict, hostile, narrow, dark, without scripts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.conftest import ROOT

from .hosts import Host, frozen_snippet, live_snippet

CHARTS = sorted(path.stem for path in (ROOT / "docs" / "charts").glob("*.md") if path.stem != "index")
CHART = "both-camps"
PAPER = {"light": "rgb(253, 252, 249)", "dark": "rgb(20, 23, 28)"}
LISTEN = 'window.told = []; addEventListener("message", ({ data }) => told.push(data));'
HOSTILE = """* { all: unset !important; }
iframe { border: 9px solid lime !important; width: 50px !important; height: 20px !important; display: none !important; }
iframe { max-height: 20px !important; max-width: 50px !important; position: absolute !important; top: 0; }
svg, path, text, rect, circle { fill: lime !important; stroke: lime !important; display: none !important; }"""


@dataclass(frozen=True)
class Case:
    """A kind of host: what differs from a plain page."""

    name: str
    policy: str = ""
    styles: str = ""
    sandbox: str | None = None
    theme: str | None = None
    sized: bool = False
    scripts: bool = True
    width: int = 900
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def palette(self) -> str:
        """The palette that an embed must show."""
        return self.theme if self.theme in PAPER else str(self.options.get("color_scheme", "light"))


DARK_SYSTEM: dict[str, Any] = {"color_scheme": "dark"}
DARK_PAGE = "body { background: #111; color: #eee; }"
CASES = (
    Case("plain"),
    Case("sandboxed", sandbox="allow-scripts"),
    Case("strict policy", policy="default-src 'self'; frame-src {atlas}"),
    Case("strict policy, our script", policy="default-src 'self' {atlas}; style-src 'self'", sized=True),
    Case("hostile styles", styles=HOSTILE),
    Case("hostile styles and our script", styles=HOSTILE, sized=True),
    Case("narrow", width=280),
    Case("narrow, sandboxed, our script", width=280, sandbox="allow-scripts", sized=True),
    Case("dark page, theme given", styles=DARK_PAGE, theme="dark"),
    Case("dark system", styles=DARK_PAGE, options=DARK_SYSTEM),
    Case("dark system, auto", styles=DARK_PAGE, theme="auto", options=DARK_SYSTEM),
    Case("dark system, light page", theme="light", options=DARK_SYSTEM),
    Case("no scripts", scripts=False),
    Case("no scripts, dark system, narrow", scripts=False, width=280, options=DARK_SYSTEM),
)  # fmt: skip


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as started:
        yield started


def written(host: Host, body: str, case: Case, server: str) -> str:
    """Put a host page with this body at the host; gives its address."""
    atlas = "/".join(server.split("/")[:3])
    sizing = f'<script src="{server}assets/embed.js" async></script>' if case.sized else ""
    host.files = {
        "/": (
            "text/html",
            '<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width">'
            f'<title>Host</title><link rel="stylesheet" href="host.css"><script src="host.js"></script></head>'
            f"<body><p>Before.</p>{body}{sizing}</body></html>",
        ),
        "/host.css": ("text/css", case.styles),
        "/host.js": ("text/javascript", LISTEN),
    }
    host.headers = {"Content-Security-Policy": case.policy.format(atlas=atlas)} if case.policy else {}
    return host.address


def visit(chrome: Browser, host: Host, body: str, case: Case, server: str) -> Page:
    """A host page, open."""
    context = chrome.new_context(
        viewport={"width": case.width, "height": 1200}, java_script_enabled=case.scripts, **case.options
    )
    page = context.new_page()
    page.goto(written(host, body, case, server), wait_until="load")
    return page


def embed(page: Page, chart: str) -> Frame:
    """The frame of a chart's embed, loaded."""
    handle = page.wait_for_selector(f"iframe[src*='/charts/{chart}/embed.html']", state="attached")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    frame.wait_for_selector(".chart-foot")
    return frame


def inside(frame: Frame) -> dict[str, Any]:
    """What a reader finds in an embed."""
    found: dict[str, Any] = frame.evaluate(
        """() => ({
            pictures: [...document.querySelectorAll("svg.poster")].filter((svg) => svg.checkVisibility()).length,
            wide: document.querySelector(".stage").getBoundingClientRect().width,
            room: innerWidth,
            sideways: document.documentElement.scrollWidth > document.documentElement.clientWidth,
            paper: getComputedStyle(document.body).backgroundColor,
            height: Math.ceil(document.documentElement.getBoundingClientRect().height),
            foot: document.querySelector(".chart-foot").innerText,
            links: [...document.querySelectorAll(".chart-foot a")].length,
        })"""
    )
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_live_snippet_in_a_host(chrome: Browser, site: Path, server: str, host: Host, case: Case) -> None:
    snippet = live_snippet(site, server, CHART)
    if case.theme:
        snippet = snippet.replace("/embed.html", f"/embed.html?theme={case.theme}")
    if case.sandbox is not None:
        snippet = snippet.replace("<iframe ", f'<iframe sandbox="{case.sandbox}" ')
    page = visit(chrome, host, snippet, case, server)
    found = inside(embed(page, CHART))
    assert found["pictures"] == 1
    assert found["wide"] > 0.8 * found["room"]
    assert not found["sideways"]
    assert found["paper"] == PAPER[case.palette]
    assert "As of" in found["foot"]
    assert "Space Diplomacy Atlas" in found["foot"]
    assert found["links"] == 2
    above = page.locator("p").bounding_box()
    assert above is not None
    box = page.locator("iframe").bounding_box()
    assert box is not None
    assert box["width"] > 0.85 * case.width, "the host's styles took its width"
    assert box["height"] > 500, "the host's styles took its height"
    assert box["x"] + box["width"] <= case.width + 1
    assert box["y"] >= above["y"] + above["height"], "the host's styles took its place"
    if case.scripts:
        page.wait_for_function("told.length >= 3")
        told = page.evaluate("told")
        height = found["height"]
        assert {"source": "space-diplomacy-atlas", "chart": CHART, "height": height} in told
        assert {"sentinel": "amp", "type": "embed-size", "height": height} in told
        assert any(isinstance(said, str) and '"context":"iframe.resize"' in said for said in told)
    if case.sized:
        page.wait_for_function(f"document.querySelector('iframe').clientHeight === {found['height']}")
    page.context.close()


def test_a_dozen_live_snippets_are_each_as_high_as_their_chart(
    chrome: Browser, site: Path, server: str, host: Host
) -> None:
    dozen = CHARTS[:12]
    page = visit(
        chrome, host, "".join(live_snippet(site, server, chart) for chart in dozen), Case("dozen", sized=True), server
    )
    for chart in dozen:
        page.locator(f"iframe[src*='/charts/{chart}/']").scroll_into_view_if_needed()
        frame = embed(page, chart)
        page.wait_for_function(
            "(chart) => told.some((said) => said.source === 'space-diplomacy-atlas' && said.chart === chart)", arg=chart
        )
        assert inside(frame)["pictures"] == 1, chart
        assert not inside(frame)["sideways"], chart
        assert frame.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0, f"{chart} scrolls inside"
    page.context.close()


def test_a_live_snippet_comes_alive_in_a_sandbox(chrome: Browser, site: Path, server: str, host: Host) -> None:
    snippet = live_snippet(site, server, CHART).replace("<iframe ", '<iframe sandbox="allow-scripts" ')
    page = visit(chrome, host, snippet, Case("sandboxed"), server)
    frame = embed(page, CHART)
    frame.click("button.explore")
    frame.wait_for_selector("atlas-chart[state=live] .main-svg[role=img]")
    assert frame.evaluate("document.activeElement.className") == "explore"
    frame.press("button.explore", "Escape")
    frame.wait_for_selector("atlas-chart:not([state])")
    page.context.close()


@pytest.mark.parametrize("file", ["javascripts/charts.js", "plotly/plotly.min.js"])
def test_an_embed_without_its_scripts_keeps_the_picture_and_may_be_asked_again(
    chrome: Browser, server: str, file: str
) -> None:
    page = chrome.new_page()
    page.route(f"**/{file}", lambda route: route.abort())
    page.goto(f"{server}charts/{CHART}/embed.html")
    for _ in range(2):
        page.click("button.explore")
        page.wait_for_selector(".problem")
        assert page.locator(".problem").count() == 1
    assert page.locator("svg.poster >> visible=true").count() == 1
    page.unroute(f"**/{file}")
    page.click("button.explore")
    page.wait_for_selector("atlas-chart[state=live]")
    assert page.locator(".problem").count() == 0
    page.close()


FROZEN_CASES = (
    Case("plain"),
    Case("no scripts, dark system", styles="@media (prefers-color-scheme: dark) { body { background: #111 } }",
         scripts=False, options=DARK_SYSTEM),
    Case("narrow", width=280),
    Case("hostile styles", styles=HOSTILE),
    Case("hostile styles, dark system", styles=HOSTILE, options=DARK_SYSTEM),
    Case("strict policy", policy="default-src 'self'"),
)  # fmt: skip
DRAWN = """() => {
    const shown = [...document.querySelectorAll("figure svg")].filter((svg) => svg.checkVisibility());
    const [svg] = shown, box = svg.getBoundingClientRect();
    return {
        pictures: shown.length, form: svg.getAttribute("class"), width: box.width, height: box.height,
        paper: getComputedStyle(svg.querySelector("rect")).fill,
        sideways: document.documentElement.scrollWidth > innerWidth,
        text: svg.textContent, inks: new Set([...svg.querySelectorAll("path, circle, text")]
            .flatMap((mark) => [getComputedStyle(mark).fill, getComputedStyle(mark).stroke])).size,
        lime: [...svg.querySelectorAll("*")].some((mark) => getComputedStyle(mark).fill === "rgb(0, 255, 0)"),
    };
}"""


@pytest.mark.parametrize("case", FROZEN_CASES, ids=lambda case: case.name)
def test_the_frozen_snippet_in_a_host(chrome: Browser, site: Path, server: str, host: Host, case: Case) -> None:
    page = visit(chrome, host, frozen_snippet(site, CHART), case, server)
    found = page.evaluate(DRAWN)
    assert found["pictures"] == 1
    assert not found["lime"]
    assert found["inks"] >= 5, "the picture lost its colours"
    assert found["width"] <= case.width
    assert found["height"] > 0.5 * found["width"]
    # A policy against styles leaves the wide, light drawing; everyone else gets what fits.
    styled = not case.policy
    assert found["form"] == ("narrow" if case.width < 600 and styled else "wide")
    assert found["paper"] == PAPER[case.palette if styled else "light"]
    if "hostile" not in case.name:
        assert not found["sideways"]
    page.context.close()


@pytest.mark.parametrize("chart", CHARTS)
def test_a_frozen_snippet_is_whole_in_itself(site: Path, chart: str) -> None:
    figure = frozen_snippet(site, chart)
    assert figure.startswith("<figure")
    assert figure.endswith("</figure>")
    assert "\n" not in figure
    assert "<script" not in figure
    assert "var(--" not in figure
    assert not re.search(r"\{[{%#]", figure), "a host's templates would take this for their own"
    assert not re.search(r"(?:src|xlink:href)=", figure)
    ids = re.findall(r'\bid="([^"]+)"', figure)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", figure)) <= set(ids)
    assert all(name.startswith(f"atlas-{chart}-") for name in ids)
    assert re.search(r"As of \d{1,2} \w+ \d{4}\. Source: <a href=", html.unescape(figure))


def test_the_gallery_gives_what_it_shows(chrome: Browser, site: Path, server: str) -> None:
    context = chrome.new_context(
        viewport={"width": 1200, "height": 1000}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto(f"{server}embed/?chart={CHART}&theme=dark")
    page.wait_for_selector("atlas-embed-gallery[ready]")
    assert page.input_value("select[name=chart]") == CHART
    assert inside(embed(page, CHART))["paper"] == PAPER["dark"]
    page.select_option("select[name=width]", "360")
    assert "width=360" in page.url
    told = page.locator("atlas-embed-gallery .preview iframe")
    page.wait_for_function("document.querySelector('.live-snippet code').textContent.includes('width=\"360\"')")
    page.wait_for_function(
        """() => {
            const height = document.querySelector(".preview iframe").clientHeight;
            return document.querySelector(".live-snippet code").textContent.includes(`height="${height}"`);
        }"""
    )
    box = told.bounding_box()
    assert box is not None
    assert box["width"] == 360
    page.click(".live-snippet button")
    page.wait_for_function("document.querySelector('.live-snippet button').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert f"/charts/{CHART}/embed.html?theme=dark" in copied
    assert copied.startswith("<iframe ")
    assert len(copied) < 700, "a browser writes shorthands such as `all` out in full"
    page.click(".picker > atlas-copy button")
    page.wait_for_function("document.querySelector('.picker > atlas-copy button').textContent === 'Copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<figure")
    assert "@media all{" in copied
    page.select_option("select[name=chart]", "partners-map")
    page.wait_for_function("document.querySelector('.preview iframe').src.includes('/partners-map/')")
    context.close()


def test_the_gallery_without_scripts_holds_every_snippet(chrome: Browser, server: str) -> None:
    page = chrome.new_context(java_script_enabled=False).new_page()
    page.goto(f"{server}embed/")
    assert page.locator("atlas-embed-gallery form >> visible=true").count() == 0
    assert page.locator("atlas-embed-gallery button >> visible=true").count() == 0
    assert page.locator("atlas-embed-gallery li details").count() == len(CHARTS)
    page.locator(f"li[data-chart={CHART}] summary").click()
    assert f"/charts/{CHART}/embed.html" in page.inner_text(f"li[data-chart={CHART}] code")
    page.context.close()
