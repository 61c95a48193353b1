"""What every chart looks like before it says anything: type, grid, margins, and the forms of text in it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go

from .chart import Size
from .palette import colour

WIDTH: dict[Size, int] = {"wide": 760, "narrow": 340}
TEXT: dict[Size, int] = {"wide": 13, "narrow": 12}
"""Text in px of the form. Scaled into a phone's column (328 of 340 px) it keeps more than 10 CSS px."""
FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif"


def _template(size: Size) -> dict[str, Any]:
    axis = {
        "gridcolor": colour("grid"), "gridwidth": 1, "linecolor": colour("rule-strong"), "zeroline": False,
        "showline": False, "ticks": "", "tickcolor": colour("rule-strong"), "fixedrange": True,
        "tickfont": {"color": colour("ink-soft")}, "automargin": False, "ticklabelstandoff": 4,
    }  # fmt: skip
    layout = {
        "font": {"family": FONTS, "size": TEXT[size], "color": colour("ink")},
        "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
        "showlegend": False, "dragmode": False, "hovermode": "closest",
        "margin": {"l": 8, "r": 8, "t": 8, "b": 28},
        "xaxis": axis, "yaxis": axis,
        "hoverlabel": {
            "bgcolor": colour("paper-raised"), "bordercolor": colour("rule-strong"), "align": "left",
            "font": {"family": FONTS, "size": 13, "color": colour("ink")},
        },
        "annotationdefaults": {"showarrow": False, "font": {"color": colour("ink-soft")}},
    }  # fmt: skip
    return {"layout": layout}


def blank(size: Size, height: int, **layout: Any) -> go.Figure:
    """An empty figure of the atlas: its template, its height, and what the chart's layout adds."""
    # Set at once: `update_layout` would merge our template into Plotly's own.
    return go.Figure(layout={"template": _template(size), "height": height, **layout})


class Writing:
    """All words on a drawing, as one trace of text: light for the page, and nothing to hover.

    `add` takes data as it is. A line's `side` says where the words stand from their point.
    """

    def __init__(self, size: Size, base: int | None = None) -> None:
        self._size = base or TEXT[size]
        self._rows: list[tuple[Any, Any, str, str, str, float, str]] = []

    def add(
        self, words: str, x: Any, y: Any, side: str = "middle right", *,
        ink: str = "ink-soft", size: float | None = None, bold: bool = False, off: int = 0,
    ) -> None:  # fmt: skip
        """Put words beside a point, `off` blanks away from it."""
        weight = "bold" if bold else "normal"
        gap = "\u00a0" * off
        text = words if side.endswith("center") else gap + words if side.endswith("right") else words + gap
        self._rows.append((x, y, plain(text), side, colour(ink), size or self._size, weight))

    def draw(self, figure: go.Figure) -> None:
        """Put the words into the figure, above all that is there."""
        if not self._rows:
            return
        # What looks alike stands together, so that a picture says it once.
        rows = sorted(self._rows, key=lambda row: (row[6], row[5], row[4], row[3]))
        x, y, text, side, ink, size, weight = (list(column) for column in zip(*rows, strict=True))
        figure.add_scatter(
            x=x, y=y, text=text, textposition=_one(side), mode="text", hoverinfo="skip", cliponaxis=False, name="Words",
            textfont={"color": _one(ink), "size": _one(size), "weight": _one(weight)},
        )  # fmt: skip


def _one(values: list[Any]) -> Any:
    """A list, or its one value where all are the same."""
    return values[0] if len(set(values)) == 1 else values


def plain(text: str) -> str:
    """Data as Plotly text: Plotly reads a little HTML, so what would be a tag is written out."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
