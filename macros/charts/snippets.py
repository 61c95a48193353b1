"""What others copy from a chart's page: the embed snippet, the citation, and code that loads its data."""

from __future__ import annotations

import json
from urllib.parse import urljoin

from markupsafe import Markup

from ..dataset import Dataset
from ..html import block, el
from ..links import View
from .chart import Chart
from .part import named
from .words import long_day

ATLAS = "Space Diplomacy Atlas"


def embed_snippet(view: View, id: str, *, site: str) -> Markup:  # noqa: A002 (the word a page writes)
    """The snippets of a chart as a block of a Markdown page."""
    return block(snippets(view, named(id), site))


_FRAME = Markup('<iframe src="{}" title="{}" loading="lazy" width="100%" height="{}" style="border:0"></iframe>')


def live(chart: Chart, site: str) -> str:
    """The iframe that follows the data: lazy, titled, and high enough for the narrow form."""
    return str(_FRAME.format(urljoin(site, f"charts/{chart.id}/embed.html"), chart.question, chart.height[1] + 180))


def snippets(view: View, chart: Chart, site: str) -> Markup:
    """The live snippet with what it does, and where the frozen one is."""
    place = f"{view.base}charts/{chart.id}/"
    return el(
        "div", el("p", "This line keeps up with the data and follows the host page's light or dark palette:"),
        _copyable(live(chart, site)),
        el("p", "For a picture that stays as it is today, take the ", el("a", "SVG", href=f"{place}chart.svg"), " or ", el("a", "PNG", href=f"{place}chart.png"), "."),
    )  # fmt: skip


def code(chart: Chart, site: str) -> Markup:
    """Two lines that load the chart's rows, for pandas and for R."""
    address = urljoin(site, f"charts/{chart.id}/data.csv")
    return el(
        "div", _copyable(f'import pandas\nrows = pandas.read_csv("{address}")'), _copyable(f'rows <- read.csv("{address}")'),
    )  # fmt: skip


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
        _copyable(plain),
        el("p", "BibTeX"),
        _copyable(bibtex),
        el("p", "CSL-JSON"),
        _copyable(csl),
    )


def _copyable(given: str) -> Markup:
    """Text with a button that copies it; the button shows where scripts run."""
    # A line break in a block of raw HTML would meet the Markdown parser, so it is written as a reference.
    lines = Markup("&#10;").join(el("span", line) if line.strip() else Markup("") for line in given.split("\n"))
    return el("atlas-copy", el("pre", el("code", lines), tabindex=0), el("button", "Copy", type="button", hidden=True))
