"""The page on embedding: pick a chart, see it as its host would, copy its snippet; without scripts, all snippets."""

from __future__ import annotations

from markupsafe import Markup

from ..html import Child, block, el
from ..links import View
from . import CHARTS, snippets
from .chart import Chart
from .part import named

FIRST = "blocs-over-time"
"""The chart that shows before any is picked."""
THEMES = (("auto", "Auto"), ("light", "Light"), ("dark", "Dark"))
WIDTHS = (("", "Full"), ("280", "280 px"), ("360", "360 px"), ("560", "560 px"), ("760", "760 px"))


def embed_gallery(view: View, *, site: str) -> Markup:
    """The picker with its first chart in a frame, and the list of all charts with their snippets."""
    chart = named(FIRST)
    charts = [(other.id, other.question) for other in CHARTS.values()]
    controls = el(
        "form",
        _select("chart", "Chart", charts, chart.id),
        _select("theme", "Theme", THEMES, "auto"),
        _select("width", "Width", WIDTHS, ""),
    )
    frame = el(
        "iframe", src=f"{view.base}charts/{chart.id}/embed.html", title=chart.question, loading="lazy",
        height=snippets.height(view.dataset, chart),
    )  # fmt: skip
    fixed = " · ".join(label for value, label in WIDTHS if value)
    picker = el(
        "div",
        controls,
        el("div", frame, class_="preview"),
        el("p", el("small", f"Full width, or fixed at {fixed} with the height that goes with it.")),
        el("p", el("strong", "Live"), ", follows the data:"),
        el("div", snippets.copyable(snippets.live(view.dataset, chart, site)), class_="live-snippet"),
        snippets.frozen_copy(view.dataset, chart, view.base, site),
        class_="picker",
    )
    items = [_item(view, other, site) for other in CHARTS.values()]
    gallery = el("atlas-embed-gallery", picker, el("h2", "Every chart and its snippets", id="all"), el("ul", items))
    script = el("script", src=f"{view.base}assets/javascripts/embed-gallery.js", defer=True)
    # To Markdown an element of our own is part of a paragraph; a div is a block.
    return block(el("div", gallery, script))


def _select(name: str, label: str, options: tuple[tuple[str, str], ...] | list[tuple[str, str]], chosen: str) -> Markup:
    choices = [el("option", text, value=value, selected=value == chosen) for value, text in options]
    return el("label", el("span", label), el("select", choices, name=name))


def _item(view: View, chart: Chart, site: str) -> Markup:
    place = f"{view.base}charts/{chart.id}/"
    links: list[Child] = [
        el("a", "The chart’s page", href=place), " · ", el("a", "The embed alone", href=f"{place}embed.html"),
    ]  # fmt: skip
    return el(
        "li",
        el(
            "details",
            el("summary", chart.question),
            el("p", links),
            el("p", el("strong", "Live"), ", follows the data:"),
            snippets.copyable(snippets.live(view.dataset, chart, site)),
            snippets.frozen_copy(view.dataset, chart, view.base, site),
        ),
        data_chart=chart.id,
    )
