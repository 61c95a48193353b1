"""What an embed and a live chart may weigh, and that what is published beside a chart says what the chart draws."""

from __future__ import annotations

import csv
import html
import json
import re
from collections.abc import Iterator
from pathlib import Path

import plotly.io
import pytest
from playwright.sync_api import Browser, Page, Response

from macros.publishing.assets import MODULE
from tests.conftest import ROOT

CHARTS = sorted(path.stem for path in (ROOT / "docs" / "charts").glob("*.md") if path.stem != "index")
MAPS = {"partners-map", "blocs-map", "ground-stations"}
EMBED, MAP, LIVE = 15_000, 40_000, 420_000


class Wire:
    """Counts the bytes and the addresses of what a page receives."""

    def __init__(self, page: Page) -> None:
        self.asked: list[str] = []
        self.bytes = 0
        page.on("response", self._add)

    def _add(self, response: Response) -> None:
        self.asked.append(response.url)
        sizes = response.request.sizes()
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.fixture
def page(chrome: Browser) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 412, "height": 823})
    yield context.new_page()
    context.close()


def test_an_embed_is_one_light_request(page: Page, server: str) -> None:
    faults = []
    for chart in CHARTS:
        page.goto(f"{server}charts/{chart}/embed.html", wait_until="load")
        if asked := page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)"):
            faults.append(f"{chart}: asks for {asked}")
        weight = page.evaluate("performance.getEntriesByType('navigation')[0].transferSize")
        if weight > (MAP if chart in MAPS else EMBED):
            faults.append(f"{chart}: {weight:,} bytes")
    assert faults == []


@pytest.mark.skipif(not (ROOT / MODULE).is_dir(), reason="npm has not brought the small plotly.js: make does")
@pytest.mark.parametrize("path", ["moon/", "charts/partners-map/embed.html"])
def test_asking_for_the_live_chart_is_inside_its_budget_and_paid_once(page: Page, server: str, path: str) -> None:
    page.goto(server + path, wait_until="load")
    page.locator("atlas-chart[ready]").first.wait_for()
    page.wait_for_load_state("networkidle")
    wire = Wire(page)
    page.locator("button.explore").first.click()
    page.locator("atlas-chart[state=live] .main-svg").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert wire.bytes <= LIVE, f"{wire.bytes:,} bytes for {wire.asked}"
    assert all(url.startswith(server) for url in wire.asked)
    assert len(wire.asked) <= 3  # the bundle, the figure, and in an embed the script that draws
    page.locator("button.explore").first.click()
    again = Wire(page)
    page.locator("button.explore").first.click()
    page.locator("atlas-chart[state=live] .main-svg").first.wait_for()
    assert again.asked == []


@pytest.mark.parametrize("chart", CHARTS)
def test_the_figure_opens_in_plotly_for_python_and_redraws(site: Path, chart: str) -> None:
    for name in ("figure", "figure-narrow"):
        given = (site / "charts" / chart / f"{name}.json").read_text(encoding="utf-8")
        figure = plotly.io.from_json(given)
        raw = json.loads(given)
        assert len(figure.data) == len(raw["data"]) > 0
        assert figure.layout.meta["chart"] == chart
        again = plotly.io.from_json(figure.to_json())
        assert again == figure
        drawn = sum(len(trace.x) for trace in figure.data if trace.x is not None)
        assert drawn > 0
        script = (site / "charts" / chart / f"{name}.js").read_text(encoding="utf-8")
        held = re.fullmatch(r'\(window\.atlasFigures \?\?= \{\}\)\["[\w-]+"\] = (.*);\n', script, flags=re.DOTALL)
        assert held is not None
        assert json.loads(held[1]) == raw


@pytest.mark.parametrize("chart", CHARTS)
def test_the_csv_holds_the_rows_of_the_chart_no_more_no_less(site: Path, chart: str) -> None:
    page = (site / "charts" / chart / "index.html").read_text(encoding="utf-8")
    table = re.search(r'<table class="chart-rows">.*?</table>', page, flags=re.DOTALL)
    assert table is not None
    shown = [
        [_plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", table[0], flags=re.DOTALL)
    ]
    with (site / "charts" / chart / "data.csv").open(encoding="utf-8", newline="") as file:
        rows = [[_plain(cell) for cell in row] for row in csv.reader(file)]
    assert len(rows) > 1
    assert [name.replace("_", " ").lower() for name in rows[0]] == [name.lower() for name in shown[0]]
    assert rows[1:] == shown[1:]


def _plain(cell: str) -> str:
    """A cell as its words: without markup, a spreadsheet's guard and marks between thousands."""
    words = " ".join(html.unescape(re.sub(r"<[^>]*>", "", cell)).split())
    guarded = words.removeprefix("'") if re.match(r"'[=+@\-]", words) else words
    return re.sub(r"(?<=\d)[,\u00a0\u2009](?=\d{3}\b)", "", guarded)
