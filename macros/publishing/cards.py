"""A chart as a picture that stands alone: chart.svg and chart.png, with question, date and source inside."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..charts import CHARTS
from ..charts.chart import Chart
from ..charts.palette import tokens
from ..charts.posters import draw, figure_json, kept, picture
from ..charts.template import FONTS, WIDTH, plain
from ..dataset import Dataset
from .package import TITLE

PNG = (1200, 628)
EDGE = 20
LINE = 26


def foot(dataset: Dataset, chart: Chart, base_url: str) -> str:
    """The line under a picture: whose it is, for which day, and where it comes from."""
    return f"{TITLE}, as of {dataset.as_of}. CC BY 4.0. {base_url}charts/{chart.id}/"


def svg(dataset: Dataset, chart: Chart, base_url: str) -> str | None:
    """The chart as an SVG file in the light palette; None where no browser could draw it."""
    drawn = picture(dataset, chart, "wide")
    if drawn is None:
        return None
    inner = ElementTree.fromstring(drawn)  # noqa: S314 (written by ourselves)
    ink, soft, paper = (tokens()[name] for name in ("ink", "ink-soft", "paper"))
    wide, high = WIDTH["wide"], chart.height[0]
    lines = textwrap.wrap(chart.question, 68)
    top = EDGE + LINE * len(lines)
    width, height = wide + 2 * EDGE, top + high + 2 * EDGE + 8
    root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "font-family": FONTS})
    root.attrib |= {"width": str(width), "height": str(height), "viewBox": f"0 0 {width} {height}"}
    ElementTree.SubElement(root, "title").text = chart.question
    ElementTree.SubElement(root, "desc").text = chart.alt(dataset)
    ElementTree.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": paper})
    for number, line in enumerate(lines, 1):
        at = {
            "x": str(EDGE),
            "y": str(EDGE - 4 + LINE * number - 6),
            "font-size": "20",
            "font-weight": "600",
            "fill": ink,
        }
        ElementTree.SubElement(root, "text", at).text = line
    for name in ("role", "aria-labelledby", "aria-describedby", "class"):
        inner.attrib.pop(name, None)
    for part in [*inner.iter("title"), *inner.iter("desc")]:
        inner.remove(part)
    inner.attrib |= {"x": str(EDGE), "y": str(top), "width": str(wide), "height": str(high)}
    root.append(inner)
    at = {"x": str(EDGE), "y": str(height - EDGE + 4), "font-size": "12", "fill": soft}
    ElementTree.SubElement(root, "text", at).text = foot(dataset, chart, base_url)
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def pngs(dataset: Dataset, base_url: str) -> Mapping[str, bytes]:
    """Every chart as a PNG of the size that shared links show, by chart; empty where no browser is here."""
    jobs = {chart.id: _job(dataset, chart, base_url) for chart in CHARTS.values()}
    files = {name: (kept(*job), job) for name, job in jobs.items()}
    if not draw(dict(files.values())):
        return {}
    return {name: Path(path).read_bytes() for name, (path, _) in files.items()}


def _job(dataset: Dataset, chart: Chart, base_url: str) -> tuple[dict[str, Any], dict[str, Any]]:
    figure = json.loads(figure_json(dataset, chart, "wide"))
    layout = figure["layout"]
    for name in ("sliders", "updatemenus", "meta"):
        layout.pop(name, None)
    figure.pop("frames", None)
    margin = {**layout.get("template", {}).get("layout", {}).get("margin", {}), **layout.get("margin", {})}
    lines = textwrap.wrap(chart.question, 62)
    top, bottom = 24 + 30 * len(lines), 34
    height = chart.height[0] + top + bottom
    width = round(height * PNG[0] / PNG[1])
    # The drawing keeps its own height, so nothing in it is squeezed; what the format is wider goes to its sides.
    layout["margin"] = {
        **margin,
        "t": margin.get("t", 0) + top,
        "b": margin.get("b", 0) + bottom,
        "l": margin.get("l", 0) + EDGE,
        "r": margin.get("r", 0) + EDGE,
    }
    layout |= {"width": width, "height": height, "paper_bgcolor": tokens()["paper"], "autosize": False}
    layout["title"] = {
        "text": "<br>".join(plain(line) for line in lines), "x": EDGE / width, "xanchor": "left", "xref": "container",
        "y": 1 - 14 / height, "yanchor": "top", "yref": "container",
        "font": {"size": 24, "color": tokens()["ink"], "weight": 600},
    }  # fmt: skip
    layout.setdefault("annotations", []).append({
        "text": plain(foot(dataset, chart, base_url)), "xref": "paper", "yref": "paper", "x": 0, "y": 0,
        "xanchor": "left", "yanchor": "top", "yshift": -(margin.get("b", 0) + 6), "showarrow": False,
        "font": {"size": 14, "color": tokens()["ink-soft"]},
    })  # fmt: skip
    return figure, {"format": "png", "width": width, "height": height, "scale": PNG[1] / height}
