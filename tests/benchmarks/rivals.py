"""One page of the site in other forms: without its charts, with Plotly's own way of showing them, with Vega."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import plotly.io
from plotly.offline import get_plotlyjs

HERE = Path(__file__).parent
BUNDLE = Path("assets/plotly/plotly.min.js")
VEGA = tuple(HERE / "node_modules" / name / "build" / f"{name}.min.js" for name in ("vega", "vega-lite", "vega-embed"))
_CHART = re.compile(r'<atlas-chart data-chart="([\w-]+)".*?</atlas-chart>', re.DOTALL)
Put = Callable[[str, Any], str]


def charts_of(site: Path, page: str) -> Sequence[str]:
    """The charts that a page of the site shows."""
    return _CHART.findall((site / page / "index.html").read_text(encoding="utf-8"))


def copied(site: Path, folder: Path, page: str) -> Path:
    """What the page needs, in a folder of its own."""
    shutil.copytree(site / "assets", folder / "assets")
    shutil.copytree(site / page, folder / page)
    shutil.copy(site / "sitemap.xml", folder / "sitemap.xml")
    for chart in charts_of(site, page):
        shutil.copytree(site / "charts" / chart, folder / "charts" / chart)
    return folder


def without(folder: Path, page: str) -> None:
    """The page with its charts taken out."""
    _put(folder, page, lambda _chart, _figure: "")


def plotly_way(folder: Path, page: str) -> None:
    """The page as `fig.to_html` makes it: the whole plotly.js, and every figure drawn as the page loads."""

    def put(_chart: str, figure: Any) -> str:
        html: str = figure.to_html(full_html=False, include_plotlyjs="directory")
        return html

    _put(folder, page, put)
    (folder / page / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")


def full_bundle(folder: Path, page: str) -> None:
    """The page as it is, with the whole plotly.js in the place of the small one."""
    (folder / BUNDLE).write_text(get_plotlyjs(), encoding="utf-8")


def vega(folder: Path, page: str) -> None:
    """The page with the same marks drawn by Vega as the page loads."""
    for script in VEGA:
        shutil.copy(script, folder / page / script.name)
    scripts = "".join(f'<script src="{script.name}"></script>' for script in VEGA)
    seen: list[str] = []

    def put(chart: str, figure: Any) -> str:
        seen.append(chart)
        spec = json.dumps(_spec(json.loads(figure.to_json())))
        call = f'vegaEmbed("#vega-{chart}", {spec}, {{actions: false}})'
        return f'{scripts if len(seen) == 1 else ""}<div id="vega-{chart}"></div><script>{call}</script>'

    _put(folder, page, put)


def _put(folder: Path, page: str, form: Put) -> None:
    file = folder / page / "index.html"
    # A phone's form for all: each gets the figure that fits the width at which it is measured.
    figures = {
        chart: plotly.io.from_json((folder / "charts" / chart / "figure-narrow.json").read_text(encoding="utf-8"))
        for chart in set(_CHART.findall(file.read_text(encoding="utf-8")))
    }
    text = file.read_text(encoding="utf-8")
    file.write_text(_CHART.sub(lambda match: form(match[1], figures[match[1]]), text), encoding="utf-8")


def _spec(figure: dict[str, Any]) -> dict[str, Any]:
    layers = [_layer(trace) for trace in figure["data"] if isinstance(trace.get("x"), list)]
    return {"width": 340, "height": figure["layout"]["height"], "layer": layers}


def _layer(trace: dict[str, Any]) -> dict[str, Any]:
    mode = trace.get("mode", "lines")
    given = trace.get("text")
    texts = given if isinstance(given, list) else [""] * len(trace["x"])
    rows = [
        {"x": x, "y": y, "t": said, "i": place}
        for place, (x, y, said) in enumerate(zip(trace["x"], trace["y"], texts, strict=False))
    ]
    dated = any(isinstance(row["x"], str) and re.match(r"\d{4}", row["x"]) for row in rows)
    kind = "temporal" if dated else "quantitative"
    encoding: dict[str, Any] = {
        "x": {"field": "x", "type": kind, "axis": None},
        "y": {"field": "y", "type": "quantitative", "axis": None},
    }
    if mode == "text":
        return {"data": {"values": rows}, "mark": "text", "encoding": encoding | {"text": {"field": "t"}}}
    if mode == "markers":
        return {"data": {"values": rows}, "mark": "point", "encoding": encoding | {"tooltip": {"field": "t"}}}
    return {"data": {"values": rows}, "mark": "line", "encoding": encoding | {"order": {"field": "i"}}}
