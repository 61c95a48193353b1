"""The picture of each chart: drawn once by Plotly's exporter in one browser, kept by what it draws.

`poster` gives the picture for a page, in CSS variables; `picture` the same in the colours of one palette.
Where the machine has no browser both are None, and a page draws its charts when they are scrolled to.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from markupsafe import Markup

from .. import browser
from ..dataset import Dataset
from .chart import Chart, Size
from .palette import Scheme, real, themed
from .svg import clean
from .template import WIDTH

CACHE = Path(__file__).parents[2] / ".cache" / "posters"
SIZES: tuple[Size, ...] = ("wide", "narrow")
_LIVE_ONLY = ("sliders", "updatemenus")


def poster(dataset: Dataset, chart: Chart, size: Size) -> Markup | None:
    """A chart's picture as inline SVG in CSS variables: one drawing for light, dark and forced colours."""
    drawn = _cleaned(dataset, chart, size)
    return None if drawn is None else Markup(themed(drawn))  # noqa: S704 (cleaned by `svg.clean`)


def picture(dataset: Dataset, chart: Chart, size: Size, scheme: Scheme = "default") -> Markup | None:
    """The same in the colours of a palette, for files that stand alone."""
    drawn = _cleaned(dataset, chart, size)
    return None if drawn is None else Markup(real(drawn, scheme))  # noqa: S704 (cleaned by `svg.clean`)


@lru_cache(maxsize=256)
def figure_json(dataset: Dataset, chart: Chart, size: Size = "wide") -> str:
    """A chart as `plotly.io.from_json` reads it, in the light palette.

    `layout.meta` says what each colour means, so a page may put its own palette's value in its place.
    """
    figure = json.loads(_figure(dataset, chart, size).to_json())
    drawn = json.dumps(figure)
    from .palette import tokens, used

    figure["layout"]["meta"] = {
        "chart": chart.id,
        "title": chart.question,
        "as_of": str(dataset.as_of),
        "palette": {tokens()[name]: name for name in reversed(used(drawn))},
    }
    return real(json.dumps(figure, separators=(",", ":"), ensure_ascii=False))


def draw(jobs: Mapping[Path, tuple[Mapping[str, Any], Mapping[str, Any]]]) -> bool:
    """Draw each (figure, options) into its file, all in one browser. False where no browser is here."""
    missing = {path: job for path, job in jobs.items() if not path.is_file()}
    if not missing:
        return True
    chrome = browser.find()
    if chrome is None:
        _say_without()
        return False
    failed: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(_draw(missing, chrome))
        except BaseException as error:
            failed.append(error)

    # A thread of its own: the caller may already stand in an event loop.
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise RuntimeError(f"{chrome} could not draw the charts: {failed[0]}") from failed[0]
    return True


async def _draw(jobs: Mapping[Path, tuple[Mapping[str, Any], Mapping[str, Any]]], chrome: Path) -> None:
    from kaleido import Kaleido

    async def one(path: Path, figure: Mapping[str, Any], options: Mapping[str, Any]) -> None:
        content = await server.calc_fig(figure, options)
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".part")
        half.write_bytes(content)
        half.replace(path)

    # MathJax would come from another host; no chart of ours writes formulas.
    async with Kaleido(n=2, timeout=60, mathjax=False, path=str(chrome)) as server:
        await asyncio.gather(*(one(path, figure, options) for path, (figure, options) in jobs.items()))


@lru_cache(maxsize=1)
def _say_without() -> None:
    print("No Chrome or Chromium found: charts have no posters and are drawn when scrolled to.", file=sys.stderr)


@lru_cache(maxsize=256)
def _figure(dataset: Dataset, chart: Chart, size: Size) -> go.Figure:
    return chart.figure(dataset, size)


def _job(dataset: Dataset, chart: Chart, size: Size) -> tuple[Path, tuple[dict[str, Any], dict[str, Any]]]:
    figure = json.loads(_figure(dataset, chart, size).to_json())
    for name in _LIVE_ONLY:
        figure["layout"].pop(name, None)
    figure.pop("frames", None)
    options = {"format": "svg", "width": WIDTH[size], "height": chart.height[SIZES.index(size)]}
    return kept(figure, options), (figure, options)


def kept(figure: Mapping[str, Any], options: Mapping[str, Any]) -> Path:
    """The file of the cache that holds such a drawing."""
    said = json.dumps([figure, options, version("plotly"), version("kaleido")], sort_keys=True)
    return CACHE / f"{sha256(said.encode()).hexdigest()}.{options['format']}"


@lru_cache(maxsize=256)
def _cleaned(dataset: Dataset, chart: Chart, size: Size) -> Markup | None:
    path, job = _job(dataset, chart, size)
    if not path.is_file() and not draw(dict([(path, job), *_all(dataset)])):
        return None
    return clean(path.read_text(encoding="utf-8"), f"{chart.id}-{size}", chart.question, chart.alt(dataset))


def _all(dataset: Dataset) -> Iterable[tuple[Path, tuple[dict[str, Any], dict[str, Any]]]]:
    """Whoever asks first draws all: one browser serves every chart of a build."""
    from . import CHARTS

    return [_job(dataset, chart, size) for chart in CHARTS.values() for size in SIZES]
