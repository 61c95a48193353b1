"""A live chart: asked for, it takes the picture's exact place; left, it gives it back; and nothing breaks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from .test_pages import OBSERVE, SHIFT

PAGE = "moon/"
SECOND = "united-states/"
LIVE = "atlas-chart[state=live] .main-svg[role=img]"
BOX = """() => {
    const { x, y, width, height } = document.querySelector(".stage").getBoundingClientRect();
    return [x + scrollX, y + scrollY, width, height].map(Math.round);
}"""
FOCUSED = 'document.activeElement.matches("button.explore")'


@pytest.fixture
def page(chrome: Browser, server: str) -> Iterator[Page]:
    """A page with charts, on a desk."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    opened = context.new_page()
    opened.add_init_script(OBSERVE)
    at_home(opened, server)
    with opened.expect_response("**/sitemap.xml"):
        opened.goto(server + PAGE)
    ready(opened)
    yield opened
    context.close()


def at_home(page: Page, server: str) -> None:
    """Let the site find itself at the test's address: instant navigation follows only links that its sitemap names."""

    def answer(route: Route) -> None:
        sitemap = route.fetch().text()
        home = min(re.findall(r"<loc>(.*?)</loc>", sitemap), key=len)
        route.fulfill(body=sitemap.replace(f"<loc>{home}", f"<loc>{server}"), content_type="application/xml")

    page.route("**/sitemap.xml", answer)


def ready(page: Page) -> None:
    """Wait until the page's first chart answers. (What waits by handles would itself hold pages that were left.)"""
    page.locator("atlas-chart[ready]").first.wait_for()


def go_live(page: Page) -> None:
    """Ask for the first chart."""
    page.locator("button.explore").first.click()
    page.locator(LIVE).first.wait_for()


def picture_shows(page: Page) -> bool:
    """Whether the first chart shows its picture and no live drawing."""
    chart = page.locator("atlas-chart").first
    return chart.locator("svg.poster >> visible=true").count() == 1 and chart.locator(".live").count() == 0


@pytest.mark.parametrize("way", ["click", "tap", "Enter", "Space", "picture"])
def test_asking_loads_plotly_once_for_all_charts(chrome: Browser, server: str, way: str) -> None:
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, has_touch=True)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server)))
    page.add_init_script(OBSERVE)
    page.goto(server + PAGE)
    ready(page)
    assert not [url for url in asked if "plotly" in url or "figure" in url]
    charts = page.locator("atlas-chart")
    assert charts.count() >= 2
    for index in range(2):
        button = charts.nth(index).locator("button.explore")
        if way in ("Enter", "Space"):
            button.focus()
            page.keyboard.press(way)
        elif way == "picture":
            charts.nth(index).locator(".stage").click(position={"x": 40, "y": 40})
        elif way == "tap":
            button.tap()
        else:
            button.click()
        charts.nth(index).locator(".main-svg[role=img]").wait_for()
    assert sum("plotly" in url for url in asked) == 1
    assert all(not url.startswith("http") for url in asked if "plotly" in url)
    context.close()


def test_it_takes_the_exact_place_and_nothing_moves(page: Page) -> None:
    chart = page.locator("atlas-chart").first
    chart.scroll_into_view_if_needed()
    before, shifted = page.evaluate(BOX), page.evaluate("window.atlasShift")
    page.evaluate("document.querySelector('atlas-chart').explore()")  # without input, so that shifts count
    page.locator(LIVE).first.wait_for()
    page.wait_for_timeout(300)
    assert page.evaluate(BOX) == before
    assert page.evaluate("window.atlasShift") - shifted <= SHIFT
    live = page.locator(LIVE).first.bounding_box()
    stage = chart.locator(".stage").bounding_box()
    assert live is not None
    assert stage is not None
    assert all(abs(live[side] - stage[side]) <= 1 for side in ("x", "y", "width"))
    page.evaluate("document.querySelector('atlas-chart').back()")
    assert page.evaluate(BOX) == before
    assert page.evaluate("window.atlasShift") - shifted <= SHIFT


def test_escape_and_the_button_return_and_focus_stays(page: Page) -> None:
    for way in ("Escape", "button"):
        go_live(page)
        assert page.evaluate(FOCUSED)
        assert page.locator("button.explore").first.inner_text() == "Back to the picture"
        if way == "Escape":
            page.keyboard.press("Escape")
        else:
            page.keyboard.press("Enter")
        page.locator("atlas-chart:not([state])").first.wait_for()
        assert picture_shows(page)
        assert page.evaluate(FOCUSED), "focus is lost"
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", "focus is invisible"
        assert page.locator("button.explore").first.inner_text() == "Explore this chart"


def test_escape_is_heard_after_a_click_on_the_picture(page: Page, server: str) -> None:
    for path in (PAGE, "charts/blocs-map/embed.html"):
        page.goto(server + path)
        ready(page)
        page.locator(".stage").first.click(position={"x": 40, "y": 40})
        page.locator(LIVE).first.wait_for()
        page.locator(".stage").first.click(position={"x": 60, "y": 60})
        page.keyboard.press("Escape")
        page.locator("atlas-chart:not([state])").first.wait_for()
        assert picture_shows(page)


def test_the_live_drawing_and_its_controls_have_names(page: Page) -> None:
    go_live(page)
    question = page.get_attribute("atlas-chart", "data-label")
    assert page.get_attribute(LIVE, "aria-label") == question
    assert page.locator("atlas-chart[state=live] .main-svg:not([role])").count() == 0
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("atlas-chart :is(button, input, select, a[href], summary, [tabindex])")]
            .filter((control) => control.checkVisibility())
            .filter((control) => !(control.innerText?.trim() || control.getAttribute("aria-label")
                || control.getAttribute("data-title") || control.labels?.[0]?.innerText.trim()))
            .map((control) => control.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
    for figure in page.locator("atlas-chart figure").all():
        assert figure.get_attribute("aria-label")
        assert figure.locator("svg[role=img] > title").first.text_content()
        assert len(figure.locator("svg[role=img] > desc").first.text_content() or "") > 40
        assert figure.locator("details.data table").count() == 1


def test_the_slider_hears_keys_and_escape_leaves_it(page: Page) -> None:
    go_live(page)
    slider = page.locator("atlas-chart[state=live] .steps input").first
    slider.focus()
    said = slider.get_attribute("aria-valuetext")
    marks = "document.querySelectorAll('atlas-chart[state=live] .scatterlayer .point').length"
    drawn = page.evaluate(marks)
    page.keyboard.press("Home")
    page.wait_for_function(f"{marks} < {drawn}")
    assert slider.get_attribute("aria-valuetext") not in ("", None, said)
    page.keyboard.press("Escape")
    page.locator("atlas-chart:not([state])").first.wait_for()
    assert picture_shows(page)
    assert page.evaluate(FOCUSED), "focus is lost"


def test_it_follows_the_palette(page: Page) -> None:
    go_live(page)
    ink = """() => [...document.querySelectorAll("atlas-chart[state=live] .main-svg text")]
        .map((text) => getComputedStyle(text).fill).join()"""
    light = page.evaluate(ink)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.body.dataset.mdColorScheme === 'slate'")
    page.wait_for_function(f"({ink})() !== {light!r}")
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"({ink})() === {light!r}")


def test_it_follows_the_width_of_the_window(page: Page) -> None:
    go_live(page)
    for width in (600, 360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(
            """() => {
                const wide = (it) => document.querySelector(it).getBoundingClientRect().width;
                return Math.abs(wide("atlas-chart[state=live] .main-svg") - wide("atlas-chart[state=live] .stage")) < 2;
            }"""
        )
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def leave(page: Page) -> None:
    """Mark what is shown, so that `arrived` knows it from what comes."""
    page.evaluate("document.querySelector('[data-md-component=container]').dataset.left = ''")


def arrived(page: Page, path: str) -> None:
    """Wait until the page of this path has taken the place of the one that was left."""
    page.wait_for_url(f"**/{path}")
    page.locator("[data-md-component=container]:not([data-left]) atlas-chart[ready]").first.wait_for()


def follow(page: Page, path: str) -> None:
    """Follow a link of the page to another page of the site, without loading it anew."""
    leave(page)
    page.evaluate(
        """(path) => [...document.querySelectorAll("a[href]")]
            .find((link) => link.pathname.endsWith(path) && !link.hash && !link.search).click()""",
        path,
    )
    arrived(page, path)


def test_instant_navigation_back_and_forward(page: Page, server: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.evaluate("window.same = true")
    go_live(page)
    follow(page, SECOND)
    assert page.evaluate("window.same"), "the page was loaded anew"
    go_live(page)
    leave(page)
    page.go_back()
    arrived(page, PAGE)
    assert picture_shows(page)
    go_live(page)
    leave(page)
    page.go_forward()
    arrived(page, SECOND)
    go_live(page)
    loads = page.evaluate("performance.getEntriesByType('resource').filter((e) => e.name.includes('plotly')).length")
    assert loads == 1
    assert faults == []


def test_a_hidden_tab_changes_nothing(page: Page) -> None:
    go_live(page)
    for state in ("hidden", "visible"):
        page.evaluate(
            """(state) => {
                Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
                Object.defineProperty(document, "hidden", { value: state === "hidden", configurable: true });
                document.dispatchEvent(new Event("visibilitychange"));
            }""",
            state,
        )
    other = page.context.new_page()
    other.goto("about:blank")
    other.bring_to_front()
    page.bring_to_front()
    other.close()
    assert page.locator(LIVE).count() >= 1
    page.keyboard.press("Escape")
    assert picture_shows(page)


def test_without_plotly_the_picture_stays_and_one_line_says_so(page: Page) -> None:
    page.route("**/plotly.min.js", lambda route: route.abort())
    for _ in range(2):
        page.locator("button.explore").first.click()
        page.locator(".problem[role=status]").first.wait_for()
        page.wait_for_function("!document.querySelector('button.explore').hasAttribute('aria-busy')")
    assert page.locator(".problem").count() == 1
    assert picture_shows(page)
    page.unroute("**/plotly.min.js")
    go_live(page)
    assert page.locator(".problem").count() == 0


def test_print_shows_the_picture(page: Page) -> None:
    go_live(page)
    page.emulate_media(media="print")
    shown = page.evaluate(
        """() => {
            const chart = document.querySelector("atlas-chart[state=live]");
            const seen = (it) => [...chart.querySelectorAll(it)].some((box) =>
                box.checkVisibility({ visibilityProperty: true }));
            return { poster: seen("svg.poster"), live: seen(".live"), button: seen("button") };
        }"""
    )
    assert shown == {"poster": True, "live": False, "button": False}


def test_forced_colours_and_reduced_motion(chrome: Browser, server: str) -> None:
    context = chrome.new_context(forced_colors="active", reduced_motion="reduce", color_scheme="dark")
    page = context.new_page()
    page.goto(server + PAGE)
    ready(page)
    # Dark forced colours: Canvas is black, CanvasText white.
    inks = page.evaluate(
        """() => [...new Set([...document.querySelectorAll(".poster text")].filter((it) => it.checkVisibility())
            .map((text) => getComputedStyle(text).fill))]"""
    )
    assert "rgb(255, 255, 255)" in inks
    assert "rgb(27, 30, 36)" not in inks
    go_live(page)
    running = page.evaluate("document.getAnimations().filter((it) => it.playState === 'running').length")
    assert running == 0
    page.keyboard.press("Escape")
    assert picture_shows(page)
    context.close()


def counters(page: Page, devtools: Any) -> tuple[float, float]:
    """Bytes on the heap and nodes alive, after collecting what is garbage."""
    devtools.send("HeapProfiler.collectGarbage")
    metrics = {entry["name"]: entry["value"] for entry in devtools.send("Performance.getMetrics")["metrics"]}
    return metrics["JSHeapUsedSize"], metrics["Nodes"]


def test_memory_does_not_grow_over_fifty_navigations(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")
    devtools.send("HeapProfiler.enable")
    seen: list[tuple[float, float]] = []
    page.evaluate("window.same = true")
    for number in range(1, 51):
        go_live(page)
        follow(page, SECOND if number % 2 else PAGE)
        if number in (10, 50):
            seen.append(counters(page, devtools))
    assert page.evaluate("window.same"), "the page was loaded anew"
    (heap, nodes), (last_heap, last_nodes) = seen
    assert last_heap <= 1.3 * heap, f"{heap:,.0f} bytes grew to {last_heap:,.0f}"
    assert last_nodes <= 1.3 * nodes, f"{nodes:,.0f} nodes grew to {last_nodes:,.0f}"
