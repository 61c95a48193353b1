"""What others copy from a chart's page: the embed snippet, the citation, and code that loads its data."""

from __future__ import annotations

import json
from urllib.parse import urljoin

from markupsafe import Markup

from ..dataset import Dataset
from ..html import block, el
from ..links import View
from . import fit
from .chart import Chart
from .frozen import frozen
from .part import named
from .words import long_day

ATLAS = "Space Diplomacy Atlas"
FROZEN = "frozen.txt"
"""Beside the chart's page: as text, so that a browser shows what is to be copied."""


def embed_snippet(view: View, id: str, *, site: str) -> Markup:  # noqa: A002 (the word a page writes)
    """The snippets of a chart as a block of a Markdown page."""
    return block(snippets(view, named(id), site))


# A host's own rules, even important ones, leave its size alone. The frame is as high as the chart is at the width
# that the host gives; where styles are refused, or a browser knows no container units, the plain height serves.
_FRAME = Markup(
    '<div style="display:block!important;width:100%!important;container-type:inline-size!important">'
    '<iframe src="{}" title="{}" loading="lazy" width="100%" height="{height}" style="display:block!important;'
    "position:static!important;width:100%!important;max-width:none!important;height:{height}px!important;"
    "height:{formula}!important;max-height:none!important;border:0!important"
    '"></iframe></div>'
)


def height(dataset: Dataset, chart: Chart) -> int:
    """The one height in CSS px that does for a phone's column and for a page's."""
    return max(fit.height(dataset, chart, width) for width in (360, 760))


def live(dataset: Dataset, chart: Chart, site: str) -> str:
    """The iframe that follows the data: lazy, titled, and as high as the chart is at its width."""
    address = urljoin(site, f"charts/{chart.id}/embed.html")
    sizes = {"height": height(dataset, chart), "formula": fit.formula(dataset, chart)}
    return str(_FRAME.format(address, chart.question, **sizes))


def snippets(view: View, chart: Chart, site: str) -> Markup:
    """The live snippet and the frozen one, each with what it does."""
    place, dataset = f"{view.base}charts/{chart.id}/", view.dataset
    return el(
        "div",
        el("p", "This line keeps up with the data and follows the reader’s light or dark palette:"),
        copyable(live(dataset, chart, site)),
        frozen_copy(view.dataset, chart, view.base, site),
        el(
            "p",
            "Or take the picture: ",
            el("a", "SVG", href=f"{place}chart.svg"),
            " or ",
            el("a", "PNG", href=f"{place}chart.png"),
            ". ",
            el("a", "Other themes and widths", href=f"{view.base}embed/?chart={chart.id}"),
            ".",
        ),
    )


def frozen_copy(dataset: Dataset, chart: Chart, base: str, site: str) -> Markup | None:
    """What the frozen snippet is, where it lies, and a button that copies it. Nothing where it could not be drawn."""
    figure = frozen(dataset, chart, urljoin(site, f"charts/{chart.id}/"))
    if figure is None:
        return None
    file = f"{base}charts/{chart.id}/{FROZEN}"
    size = f"{max(1, round(len(figure.encode()) / 1000)):,} KB"
    return el(
        "atlas-copy",
        el(
            "p",
            el("strong", "Frozen"),
            ", stays as it is today: ",
            el("a", "the figure as plain HTML", href=file),
            f" ({size}).",
        ),
        el("button", "Copy the figure", type="button", hidden=True),
        data_src=file,
    )


def code(chart: Chart, site: str) -> Markup:
    """Two lines that load the chart's rows, for pandas and for R."""
    address = urljoin(site, f"charts/{chart.id}/data.csv")
    return el(
        "div",
        copyable(f'import pandas\nrows = pandas.read_csv("{address}")'),
        copyable(f'rows <- read.csv("{address}")'),
    )


def citation(dataset: Dataset, chart: Chart, site: str) -> Markup:
    """How to cite the chart: as text, BibTeX and CSL-JSON."""
    address, day = urljoin(site, f"charts/{chart.id}/"), dataset.as_of
    plain = f"{ATLAS}. “{chart.question}” Data as of {long_day(day)}. {address}"
    bibtex = (
        f"@misc{{atlas-{chart.id},\n  title = {{{chart.question}}},\n  author = {{{{{ATLAS}}}}},\n"
        f"  year = {{{day.year}}},\n  note = {{Data as of {long_day(day)}}},\n  url = {{{address}}}\n}}"
    )
    csl = json.dumps(
        [{
            "id": f"atlas-{chart.id}", "type": "webpage", "title": chart.question, "container-title": ATLAS,
            "author": [{"literal": ATLAS}], "issued": {"date-parts": [[day.year, day.month, day.day]]}, "URL": address,
        }],
        ensure_ascii=False, indent=1,
    )  # fmt: skip
    return el(
        "div",
        el("p", "Text"),
        copyable(plain),
        el("p", "BibTeX"),
        copyable(bibtex),
        el("p", "CSL-JSON"),
        copyable(csl),
    )


def copyable(given: str) -> Markup:
    """Text with a button that copies it; the button shows where scripts run."""
    # A line break in a block of raw HTML would meet the Markdown parser, so it is written as a reference.
    lines = Markup("&#10;").join(el("span", line) if line.strip() else Markup("") for line in given.split("\n"))
    return el("atlas-copy", el("pre", el("code", lines), tabindex=0), el("button", "Copy", type="button", hidden=True))
