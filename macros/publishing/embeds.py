"""Each chart for other people's pages: embed.html, its pictures, its figure and its rows, beside the chart's page."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin

from markupsafe import Markup

from ..charts import CHARTS
from ..charts.chart import Chart
from ..charts.frozen import frozen
from ..charts.palette import Scheme, tokens
from ..charts.posters import figure_json, poster
from ..charts.snippets import FROZEN, height, live
from ..charts.template import WIDTH
from ..charts.words import long_day
from ..dataset import Dataset
from ..html import el
from .assets import BUNDLE, short
from .cards import PNG, pngs, svg
from .downloads import as_csv
from .package import TITLE
from .writing import as_json, write

HERE = Path(__file__).parent
ASSETS = HERE.parents[1] / "docs" / "assets"
SCRIPT = "assets/javascripts/charts.js"
UP = "../../"
# Else a browser that opens the embed alone asks for /favicon.ico, which another site of the same host may own.
_NO_ICON = Markup('<link rel="icon" href="data:,">')


def write_embeds(dataset: Dataset, site: Path, base_url: str) -> None:
    """Everything under /charts/<id>/ beside the page itself."""
    pictures = pngs(dataset, base_url)
    for chart in CHARTS.values():
        folder = site / "charts" / chart.id
        for size, name in (("wide", "figure"), ("narrow", "figure-narrow")):
            figure = figure_json(dataset, chart, "wide" if size == "wide" else "narrow")
            write(folder / f"{name}.json", figure)
            # The same as a script: a sandboxed frame may run one from a server that allows no cross-origin reading.
            write(folder / f"{name}.js", f'(window.atlasFigures ??= {{}})["{name}"] = {_in_script(figure)};\n')
        table = chart.table(dataset)
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        write(folder / "data.csv", as_csv(table.columns, rows))
        write(folder / "embed.html", document(dataset, chart, base_url))
        write(folder / "oembed.json", as_json(oembed(dataset, chart, base_url, with_picture=chart.id in pictures)))
        drawn = svg(dataset, chart, base_url)
        if drawn is not None:
            write(folder / "chart.svg", drawn)
        still = frozen(dataset, chart, urljoin(base_url, f"charts/{chart.id}/"))
        if still is not None:
            write(folder / FROZEN, f"{still}\n")
        if chart.id in pictures:
            write(folder / "chart.png", pictures[chart.id])


def document(dataset: Dataset, chart: Chart, base_url: str) -> Markup:
    """The page for an iframe: whole without scripts, live on request, nothing asked of any other origin."""
    place = urljoin(base_url, f"charts/{chart.id}/")
    drawn = [(size, poster(dataset, chart, size)) for size in WIDTH]
    pictures = [el("div", picture, class_=f"poster-{size}") for size, picture in drawn if picture]
    shape = f"--wide:{WIDTH['wide']}/{chart.height[0]};--narrow:{WIDTH['narrow']}/{chart.height[1]}"
    question = el("h1", el("a", chart.question, href=place, target="_blank", rel="noopener"), class_="question")
    figure = el(
        "figure",
        el("figcaption", question, el("p", chart.takeaway(dataset), class_="takeaway")),
        el("div", pictures, class_="stage", tabindex=-1, style=Markup(shape)),  # noqa: S704 (numbers of ours)
        el("button", "Explore this chart", type="button", class_="explore", hidden=True),
        el(
            "p",
            f"As of {long_day(dataset.as_of)}. Source: ",
            el("a", TITLE, href=place, target="_blank", rel="noopener"),
            ", CC BY 4.0. ",
            el("a", "Data (CSV)", href=place + "data.csv"),
            class_="chart-foot",
        ),
        aria_label=chart.question,
    )
    element = el(
        "atlas-chart", figure, data_chart=chart.id, data_src="figure.js", data_narrow="figure-narrow.js",
        data_bundle=UP + BUNDLE, data_script=UP + SCRIPT, data_label=chart.question,
    )  # fmt: skip
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        _NO_ICON,
        el("title", chart.question),
        el("meta", name="description", content=chart.takeaway(dataset)),
        el("link", rel="canonical", href=place),
        el("link", rel="alternate", type="application/json+oembed", href="oembed.json", title=chart.question),
        el("style", Markup(_style(dataset, chart))),  # noqa: S704 (our own files)
        el("script", Markup(short(HERE / "embed.js"))),  # noqa: S704
    )
    return Markup("<!doctype html>\n") + el("html", head, el("body", el("main", element)), lang="en") + Markup("\n")


def oembed(dataset: Dataset, chart: Chart, base_url: str, *, with_picture: bool) -> dict[str, object]:
    """The oEmbed answer for a chart (oembed.com, version 1.0, type rich)."""
    found: dict[str, object] = {
        "version": "1.0",
        "type": "rich",
        "title": chart.question,
        "provider_name": TITLE,
        "provider_url": base_url,
        "html": live(dataset, chart, base_url),
        "width": WIDTH["wide"],
        "height": height(dataset, chart),
        "cache_age": 86400,
    }
    if with_picture:
        address = urljoin(base_url, f"charts/{chart.id}/chart.png")
        found |= {"thumbnail_url": address, "thumbnail_width": PNG[0], "thumbnail_height": PNG[1]}
    return found


def _style(dataset: Dataset, chart: Chart) -> str:
    """The rules of the embed: its colours in both palettes (those that occur), the charts' rules and its own."""
    rules = _of_embeds(short(ASSETS / "stylesheets" / "charts.css")) + short(HERE / "embed.css")
    drawn = rules + "".join(poster(dataset, chart, size) or "" for size in WIDTH)
    names = [name for name in tokens() if f"var(--{name})" in drawn or f"var(--{name}," in drawn]
    # A live drawing reads its colours by name too.
    names += [name for name in tokens() if name not in names and f'"{name}"' in figure_json(dataset, chart)]

    def values(scheme: Scheme) -> str:
        return ";".join(f"--{name}:{tokens(scheme)[name]}" for name in names)

    light, dark = values("default"), values("slate")
    without_script = f"@media (prefers-color-scheme:dark){{:root:not([data-md-color-scheme]){{{dark}}}}}"
    return f":root{{{light}}}{without_script}[data-md-color-scheme=slate]{{{dark}}}{rules}"


_OF_PAGES = re.compile(
    r"\.md-|\.atlas-figure|\.chart-(?:gallery|rows|frame|sources)|atlas-copy|atlas-embed|details|\.files"
)


def _of_embeds(rules: str) -> str:
    """The rules without those for what only a page has."""

    def kept(match: re.Match[str]) -> str:
        selectors = [each for each in match[1].split(",") if not _OF_PAGES.search(each)]
        return f"{','.join(selectors)}{{{match[2]}}}" if selectors else ""

    return re.sub(r"@media[^{]*\{\s*\}\s*", "", re.sub(r"([^{}]+)\{([^{}]*)\}", kept, rules))


def _in_script(json_text: str) -> str:
    """JSON as it may stand in a script: no end of the element, no line separators that old parsers end lines at."""
    return json_text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
