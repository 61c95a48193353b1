"""A chart's own page, and the gallery of all: everything that a chart offers, in one place."""

from __future__ import annotations

from markupsafe import Markup

from ..html import block, el
from ..links import View, source_link
from . import CHARTS, snippets
from .part import data_table, figure_html, named, sources
from .posters import poster

FOLD = 12
"""So many sources stand open on a chart's page, those that carry most first; the rest unfold."""
MOST = 60
"""So many are named there at most: the page of a chart that rests on a thousand would outweigh the chart."""


def chart_picture(view: View, id: str) -> Markup:  # noqa: A002 (the word a page writes)
    """The chart at the head of its own page, without the question that is the page's title."""
    figure = figure_html(view.dataset, named(id), base=view.base, heading=False, rows=0)
    return block(el("div", figure, class_="atlas-figure"))


def chart_page(view: View, id: str, *, site: str) -> Markup:  # noqa: A002 (the word a page writes)
    """What a chart's page offers below the picture; `site` is the address at which the site is published."""
    chart = named(id)
    dataset = view.dataset
    notes = chart.notes(dataset)
    cited = [
        el(
            "li",
            source_link(dataset.sources[key], view.base, dataset.sources[key].title),
            f" ({dataset.sources[key].publisher})",
        )
        for key in sources(dataset, chart)
    ]
    parts = [
        _section("notes", "What to know before quoting it", el("ul", [el("li", note) for note in notes]))
        if notes
        else None,
        _section("data", "The data it draws", data_table(chart.table(dataset), chart.question)),
        _section("load", "Load it", snippets.code(chart, site)),
        _section("embed", "Put it in another page", snippets.snippets(view, chart, site)),
        _section("cite", "How to cite it", snippets.citation(dataset, chart, site)),
        _section("sources", "Sources", _folded(cited, view.base)),
    ]
    return Markup("").join(block(part) for part in parts if part)


def gallery(view: View) -> Markup:
    """Every chart with its question, answer and picture, linked to its page."""
    cards = []
    for chart in CHARTS.values():
        picture = poster(view.dataset, chart, "wide")
        link = el("a", chart.question, href=f"{view.base}charts/{chart.id}/")
        cards.append(
            el(
                "li",
                el("p", link, class_="question"),
                el("p", chart.takeaway(view.dataset), class_="takeaway"),
                el("div", picture, class_="thumb") if picture else None,
            )
        )
    return block(el("ul", cards, class_="chart-gallery"))


def _folded(cited: list[Markup], base: str) -> Markup:
    first = el("ol", cited[:FOLD], class_="chart-sources")
    if len(cited) <= FOLD + 3:
        return el("ol", cited, class_="chart-sources")
    rest = el("ol", cited[FOLD:MOST], class_="chart-sources", start=FOLD + 1)
    summary = el("summary", f"{len(cited[FOLD:MOST]):,} more sources")
    folded = first + el("details", summary, rest, class_="data")
    if len(cited) <= MOST:
        return folded
    every = el("a", "the list of all sources", href=f"{base}sources/")
    return folded + el("p", f"The records behind it cite {len(cited):,} sources in all; see ", every, ".")


def _section(anchor: str, title: str, content: Markup) -> Markup:
    return el("section", el("h2", title, id=anchor), content)
