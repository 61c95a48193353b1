"""A drawing by hand: rules, bars, marks and words at px of the form, for matrices, lists and networks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from .chart import Size
from .maps import canvas
from .palette import colour
from .projection import Point
from .template import WIDTH, Writing, plain

_Line = tuple[str, float, str]
_Mark = tuple[str, str, float, bool]


class Sheet:
    """Collects what is drawn and makes as few traces of it as there are kinds of line and mark."""

    def __init__(self, size: Size, height: int) -> None:
        self.size = size
        self.width = WIDTH[size]
        self.height = height
        self.words = Writing(size)
        self._lines: dict[_Line, list[tuple[Sequence[tuple[float, float]], str]]] = defaultdict(list)
        self._upright: list[tuple[str, float, float, str, float]] = []
        self._marks: dict[_Mark, list[tuple[float, float, str]]] = defaultdict(list)
        self._curves: dict[_Line, str] = defaultdict(str)

    def line(
        self, points: Sequence[tuple[float, float]], ink: str, width: float = 1, *,
        dash: str = "solid", hover: str = "",
    ) -> None:  # fmt: skip
        """A line through points; a thick one is a bar. `hover` is data as it is."""
        self._lines[ink, width, dash].append((points, hover))

    def curve(
        self, start: Point, leaves: Point, arrives: Point, end: Point, ink: str, width: float, *, dash: str = "solid"
    ) -> None:  # fmt: skip
        """A Bézier curve: Plotly's own spline through points shows its joints where a line is thick."""
        places = (f"{x:.1f},{y:.1f}" for x, y in (start, leaves, arrives, end))
        self._curves[ink, width, dash] += "M{}C{} {} {}".format(*places)

    def bar(self, left: float, right: float, y: float, thick: float, ink: str, hover: str = "") -> None:
        """A bar from left to right."""
        self.line([(left, y), (right, y)], ink, thick, hover=hover)

    def mark(
        self, x: float, y: float, symbol: str, ink: str, size: float = 10, *, filled: bool = True, hover: str = ""
    ) -> None:
        """A mark; a hollow one shows the paper through."""
        self._marks[symbol, ink, size, filled].append((x, y, hover))

    def upright(self, text: str, x: float, y: float, *, ink: str, size: float) -> None:
        """Words that run upwards from a point."""
        self._upright.append((text, x, y, ink, size))

    def figure(self) -> go.Figure:
        """The drawing: lines under marks under words."""
        made = canvas(self.size, self.height)
        for (ink, width, dash), runs in sorted(self._lines.items(), key=lambda item: -item[0][1]):
            line = {"color": colour(ink), "width": width, "dash": dash}
            made.add_scatter(**_joined(runs), mode="lines", line=line, **_said(runs))
        for (symbol, ink, size, filled), spots in self._marks.items():
            made.add_scatter(
                x=[round(x, 1) for x, _, _ in spots], y=[round(y, 1) for _, y, _ in spots], mode="markers",
                marker={
                    "symbol": symbol, "size": size, "opacity": 1, "color": colour(ink if filled else "paper"),
                    "line": {"width": 0 if filled else 1.8, "color": colour(ink)},
                },
                text=[plain(said) for _, _, said in spots], cliponaxis=False, **_said(spots),
            )  # fmt: skip
        if self._curves:
            made.update_layout(
                shapes=[
                    {
                        "type": "path", "path": path, "layer": "below",
                        "line": {"color": colour(ink), "width": width, "dash": dash},
                    }
                    for (ink, width, dash), path in sorted(self._curves.items(), key=lambda item: item[0][1])
                ]
            )  # fmt: skip
        self.words.draw(made)
        if self._upright:
            made.update_layout(
                annotations=[
                    {
                        "text": plain(text), "x": round(x, 1), "y": y, "textangle": -90, "xanchor": "center",
                        "yanchor": "bottom", "showarrow": False, "font": {"color": colour(ink), "size": size},
                    }
                    for text, x, y, ink, size in self._upright
                ]
            )  # fmt: skip
        return made


def _joined(runs: Sequence[tuple[Sequence[tuple[float, float]], str]]) -> dict[str, Any]:
    x: list[float | None] = []
    y: list[float | None] = []
    text: list[str] = []
    for points, said in runs:
        x += [*(round(px, 1) for px, _ in points), None]
        y += [*(round(py, 1) for _, py in points), None]
        text += [plain(said)] * (len(points) + 1)
    return {"x": x[:-1], "y": y[:-1]} | ({"text": text[:-1]} if any(text) else {})


def _said(rows: Sequence[Sequence[Any]]) -> dict[str, str]:
    """What shows on hovering, where anything is said."""
    return {"hovertemplate": "%{text}<extra></extra>"} if any(row[-1] for row in rows) else {"hoverinfo": "skip"}
