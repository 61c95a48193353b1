"""A chart as a part of a page: its question, answer, picture, rows, sources and downloads, whole without JavaScript."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from markupsafe import Markup

from ..dataset import Dataset
from ..facts import number
from ..html import Child, block, el, text
from ..links import View, source_link
from ..problems import nearest
from . import CHARTS
from .chart import Cell, Chart, Table
from .posters import poster
from .template import WIDTH
from .words import long_day, upper_first

ROWS = 40
"""So many rows stand under a chart on a page; its own page holds all."""
_RANK = ("treaty", "official", "academic", "think-tank", "press", "encyclopedia")
_NAMES = {
    name.lower(): name for name in ("Accords", "APSCO", "Artemis", "BRICS", "China", "COPUOS", "ID", "ILRS", "NASA")
}
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_REFERENCE = ("countries", "organisations", "bodies", "sources")


def named(chart: str) -> Chart:
    """The chart of that id. Raises KeyError naming the nearest."""
    if chart not in CHARTS:
        raise KeyError(f"no chart '{chart}'; {nearest(chart, CHARTS) or 'charts: ' + ', '.join(CHARTS)}")
    return CHARTS[chart]


def chart(view: View, id: str) -> Markup:  # noqa: A002 (the word a page writes)
    """A chart as a block of a Markdown page."""
    return block(el("div", figure_html(view.dataset, named(id), base=view.base), class_="atlas-figure"))


def figure_html(dataset: Dataset, chart: Chart, *, base: str, heading: bool = True, rows: int | None = ROWS) -> Markup:
    """The chart's figure. `base` leads to the site's root; Without `heading` or with no `rows` those are left out."""
    place = f"{base}charts/{chart.id}/"
    pictures = [poster(dataset, chart, "wide"), poster(dataset, chart, "narrow")]
    drawn = [
        el("div", picture, class_=f"poster-{size}") for picture, size in zip(pictures, WIDTH, strict=True) if picture
    ]
    # Where there is no picture the box has the size that the drawing will take.
    shape = f"--wide:{WIDTH['wide']}/{chart.height[0]};--narrow:{WIDTH['narrow']}/{chart.height[1]}"
    question = el("p", el("a", chart.question, href=place), class_="question") if heading else None
    caption = el("figcaption", question, el("p", chart.takeaway(dataset), class_="takeaway"))
    # A click on the picture takes the focus there, so that Escape is heard.
    stage = el("div", drawn, class_="stage", tabindex=-1, style=Markup(shape))  # noqa: S704 (numbers of ours)
    button = el("button", "Explore this chart", type="button", class_="explore", hidden=True)
    figure = el(
        "figure",
        caption,
        stage,
        button,
        _rows(dataset, chart, place, rows),
        _foot(dataset, chart, base),
        aria_label=chart.question,
    )
    return el(
        "atlas-chart",
        figure,
        data_chart=chart.id,
        data_src=f"{place}figure.json",
        data_narrow=f"{place}figure-narrow.json",
        data_bundle=f"{base}assets/plotly/plotly.min.js",
        data_label=chart.question,
    )


def _heading(column: str) -> str:
    """A column's name in words: `ilrs_since` is `ILRS since`."""
    return upper_first(" ".join(_NAMES.get(word, word) for word in column.split("_")))


def data_table(table: Table, caption: str, rows: int | None = None) -> Markup:
    """A chart's rows as an HTML table; the first of them where `rows` says how many."""
    head = el("tr", [el("th", _heading(name), scope="col") for name in table.columns])
    body = [el("tr", [_cell(cell, first=not index) for index, cell in enumerate(row)]) for row in table.rows[:rows]]
    drawn = el("table", el("caption", caption), el("thead", head), el("tbody", body), class_="chart-rows")
    return el("div", drawn, class_="chart-frame", role="region", aria_label=caption, tabindex=0)


@lru_cache(maxsize=64)
def sources(dataset: Dataset, chart: Chart) -> tuple[str, ...]:
    """Keys of the sources behind a chart: official ones first, copies after originals, then by records carried."""
    cited = Counter(chart.sources(dataset)) or Counter(
        citation.source
        for name in chart.tables
        if name not in _REFERENCE
        for row in dataset.table(name)
        for citation in row.sources
    )
    return tuple(
        sorted(
            cited,
            key=lambda key: (
                _RANK.index(dataset.sources[key].kind),
                dataset.sources[key].copy_of is not None,
                -cited[key],
                key,
            ),
        )
    )


def _cell(cell: Cell, *, first: bool) -> Markup:
    if isinstance(cell, int | float):
        return el("td", number(cell), class_="figure")
    class_ = "day" if cell and _DAY.fullmatch(cell) else None
    # A cell without words heads nothing.
    return el("th", cell, scope="row", class_=class_) if first and cell else el("td", cell, class_=class_)


def _rows(dataset: Dataset, chart: Chart, place: str, rows: int | None) -> Markup | None:
    if rows == 0:
        return None
    table = chart.table(dataset)
    more = rows is not None and len(table.rows) > rows + 5
    rest = (
        el("p", f"The first {rows} of {len(table.rows):,} rows. ", el("a", "All rows", href=place), ".")
        if more
        else None
    )
    return el(
        "details", el("summary", f"Data table ({len(table.rows):,} rows)"),
        data_table(table, chart.question, rows if more else None), rest, class_="data",
    )  # fmt: skip


def _foot(dataset: Dataset, chart: Chart, base: str) -> Markup:
    place = f"{base}charts/{chart.id}/"
    files = (
        ("data.csv", "CSV"),
        ("figure.json", "JSON"),
        ("chart.svg", "SVG"),
        ("chart.png", "PNG"),
        ("embed.html", "Embed"),
    )
    links = _joined(
        [el("a", label, href=place + file, aria_label=f"{label}: {chart.question}") for file, label in files]
    )
    cited = [source_link(dataset.sources[key], base) for key in sources(dataset, chart)]
    shown: Sequence[Child] = cited[:3]
    more = el("a", f"{len(cited) - 3:,} more", href=f"{place}#sources") if len(cited) > 3 else None
    line = [*_parted(shown, ", "), " and " if more else None, more]
    return el(
        "p", el("span", "Sources: ", line, ". "), el("span", f"As of {long_day(dataset.as_of)}. "),
        el("span", links, class_="files"), class_="chart-foot",
    )  # fmt: skip


def _joined(parts: Sequence[Child]) -> Markup:
    return text(list(_parted(parts, " · ")))


def _parted(parts: Sequence[Child], by: str) -> Iterator[Child]:
    for index, part in enumerate(parts):
        yield by if index else None
        yield part
