"""A chart's part of a page is whole without scripts, and without a browser on the machine that built it."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros import browser
from macros.charts import CHARTS, part, posters
from macros.charts.chart import Table
from macros.dataset import Dataset, read
from tests.support import SMALL


class Tags(HTMLParser):
    """Every element with its attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def without_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Dataset:
    """A machine with no browser and nothing drawn before; its data is a small atlas of its own."""
    monkeypatch.setattr(browser, "find", lambda: None)
    monkeypatch.setattr(posters, "CACHE", tmp_path)
    small, _ = read(SMALL, today=dt.date(2026, 11, 22))
    return small


def test_without_a_browser_the_page_still_has_all_but_the_picture(without_browser: Dataset) -> None:
    chart = CHARTS["partners-map"]
    page = Tags(str(part.figure_html(without_browser, chart, base="../")))
    names = [tag for tag, _ in page.found]
    assert "svg" not in names
    assert {"atlas-chart", "figure", "figcaption", "button", "details", "table"} <= set(names)
    assert chart.question in page.text
    assert f"As of {without_browser.as_of.day} " in page.text


def test_its_addresses_are_the_published_ones(without_browser: Dataset) -> None:
    page = Tags(str(part.figure_html(without_browser, CHARTS["us-china"], base="../../")))
    element = next(attributes for tag, attributes in page.found if tag == "atlas-chart")
    assert element["data-src"] == "../../charts/us-china/figure.json"
    assert element["data-bundle"] == "../../assets/plotly/plotly.min.js"
    links = {attributes["href"] for tag, attributes in page.found if tag == "a"}
    for file in ("data.csv", "figure.json", "chart.svg", "chart.png", "embed.html"):
        assert f"../../charts/us-china/{file}" in links


def test_an_unknown_chart_is_answered_with_the_nearest() -> None:
    with pytest.raises(KeyError, match="blocs-map"):
        part.named("bloc-map")


def test_sources_are_ranked_and_known(dataset: Dataset) -> None:
    for chart in CHARTS.values():
        keys = part.sources(dataset, chart)
        assert keys
        assert len(set(keys)) == len(keys)
        assert all(key in dataset.sources for key in keys)


def test_a_row_is_headed_by_its_first_cell_where_that_says_something() -> None:
    table = Table(("date", "what"), (("2024", "a report"), ("", "no date"), (None, "none either"), (3, "a number")))
    page = Tags(str(part.data_table(table, "What happened?")))
    heads = [tag for tag, attributes in page.found if tag == "th" and attributes.get("scope") == "row"]
    assert len(heads) == 1
    assert [tag for tag, _ in page.found].count("td") == 7
