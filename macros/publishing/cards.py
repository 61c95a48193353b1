"""A chart as a picture that stands alone: chart.svg and chart.png, with question, date and source inside."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from ..charts import CHARTS
from ..charts.chart import Chart
from ..charts.chronicle import wrap
from ..charts.palette import tokens
from ..charts.posters import draw, figure_json, kept, picture
from ..charts.template import FONTS, WIDTH, plain
from ..dataset import Dataset
from .package import TITLE

PNG = (1200, 628)
TALL = 600
"""A drawing so high, in px, has its question and answer beside it."""
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
    jobs = {chart.id: card(dataset, chart, base_url) for chart in CHARTS.values()}
    files = {name: (kept(*job), job) for name, job in jobs.items()}
    if not draw(dict(files.values())):
        return {}
    return {name: Path(path).read_bytes() for name, (path, _) in files.items()}


def card(dataset: Dataset, chart: Chart, base_url: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A card as a figure, and how to export it: words over a low drawing, question and answer beside a tall one."""
    figure = json.loads(figure_json(dataset, chart, "wide"))
    layout = figure["layout"]
    for name in ("sliders", "updatemenus", "meta"):
        layout.pop(name, None)
    figure.pop("frames", None)
    margin = {**layout.get("template", {}).get("layout", {}).get("margin", {}), **layout.get("margin", {})}
    beside = chart.height[0] >= TALL
    lines = textwrap.wrap(chart.question, 62)
    added: dict[str, float] = {"t": EDGE, "b": 40} if beside else {"t": 24 + 30 * len(lines), "b": 34}
    height = chart.height[0] + sum(added.values())
    width = round(height * PNG[0] / PNG[1])
    # The drawing keeps its own size, so nothing in it is squeezed or torn apart. What the format is wider goes to the
    # words beside a tall one and to both sides of a low one; only axes take the room themselves.
    spare = width - WIDTH["wide"] - 2 * EDGE
    by_hand = layout.get("xaxis", {}).get("visible") is False
    left, right = (spare, 0.0) if beside else (spare / 2, spare / 2) if by_hand else (0.0, 0.0)
    added |= {"l": EDGE + left, "r": EDGE + right}
    layout["margin"] = {side: margin.get(side, 0) + more for side, more in added.items()}
    layout |= {"width": width, "height": height, "paper_bgcolor": tokens()["paper"], "autosize": False}
    words = _Words(layout, PNG[1] / height)
    if beside:
        room = spare - 40
        y = words.write(wrap(chart.question, room, 1.15 * words.px(34)), EDGE + words.px(12), 34, "ink", bold=True)
        words.write(wrap(chart.takeaway(dataset), room, words.px(19)), y + words.px(18), 19, "ink-soft")
    else:
        words.write(lines, 14, 24 * words.scale, "ink", bold=True)
    words.write([foot(dataset, chart, base_url)], height - words.px(26), 14, "ink-soft")
    return figure, {"format": "png", "width": width, "height": height, "scale": words.scale}


@dataclass(frozen=True, slots=True)
class _Words:
    """Words at the left edge of a card, in px of the finished picture."""

    layout: dict[str, Any]
    scale: float

    def px(self, size: float) -> float:
        """So many px of the picture in px of the figure."""
        return size / self.scale

    def write(self, lines: Sequence[str], top: float, size: float, ink: str, *, bold: bool = False) -> float:
        """Lines from a height downwards; gives where they end."""
        margin = self.layout["margin"]
        self.layout.setdefault("annotations", []).append({
            "text": "<br>".join(map(plain, lines)), "xref": "paper", "yref": "paper", "x": 0, "y": 1, "align": "left",
            "xanchor": "left", "yanchor": "top", "xshift": EDGE - margin["l"], "yshift": margin["t"] - top,
            "borderpad": 0, "showarrow": False,
            "font": {"size": self.px(size), "color": tokens()[ink], "weight": 600 if bold else "normal"},
        })  # fmt: skip
        return top + 1.3 * self.px(size) * len(lines)
