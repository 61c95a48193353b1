"""A plain model of what holds together after departures: a hub with spokes, and treaties of two kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from . import words
from .chart import Size
from .palette import colour
from .sheet import Sheet
from .template import TEXT

# The three ways of holding together: colour, dash, words
FORMS = (
    ("ilrs", "solid", "hub and spokes"),
    ("treaty", "dash", "treaty that goes on"),
    ("neutral", "dot", "treaty that needs all"),
)


def working(total: int, gone: int) -> tuple[float, float, float]:
    """The share of ties that work after departures: in a hub, in a treaty that goes on, in one that needs all."""
    if total < 2:
        return (float(total > gone),) * 3
    left = total - gone
    return left / total, left * (left - 1) / (total * (total - 1)), float(gone == 0)


@dataclass(frozen=True, slots=True)
class Model:
    """The model for so many partners, drawn in a box (left, right, top, bottom)."""

    total: int
    box: tuple[float, float, float, float] = (0.0, 1.0, 0.0, 1.0)

    @property
    def most(self) -> int:
        """Up to how many departures it is drawn."""
        return min(12, max(self.total - 2, 1))

    def draw(self, sheet: Sheet) -> None:
        """The share of ties that still work, by how many have left."""
        left, right, top, bottom = self.box
        text = TEXT[sheet.size] - 1
        sheet.words.add("A plain model: ties that still work", left - 30, top - 94, ink="ink", bold=True)
        for share in (0, 50, 100):
            y = bottom - (bottom - top) * share / 100
            sheet.line([(left, y), (right, y)], "grid")
            sheet.words.add(f"{share}%", left - 6, y, "middle left", size=text)
        for gone in range(0, self.most + 1, 3):
            sheet.words.add(
                str(gone), left + (right - left) * gone / self.most, bottom + 14, "middle center", size=text
            )
        sheet.words.add(
            f"departures, of {self.total} partners", (left + right) / 2, bottom + 30, "middle center", size=text
        )
        for index, (ink, dash, _) in enumerate(FORMS):
            points = [self._spot(gone, index) for gone in range(self.most + 1)]
            if index == 2:  # it fails at once
                points = [points[0], (points[0][0], bottom), *points[1:]]
            sheet.line(points, ink, 2.2, dash=dash)

    def _spot(self, gone: int, form: int) -> tuple[float, float]:
        left, right, top, bottom = self.box
        return left + (right - left) * gone / self.most, bottom - (bottom - top) * working(self.total, gone)[form]

    def draw_hub_lost(self, sheet: Sheet) -> None:
        """What is left if the one at the centre goes, or any one party of a treaty."""
        left, right, _, bottom = self.box
        shares = (0.0, working(self.total + 1, 1)[1], 0.0)
        sheet.words.add("If the hub itself goes", left - 30, bottom + 56, ink="ink", bold=True)
        for index, ((ink, _, label), share) in enumerate(zip(FORMS, shares, strict=True)):
            y = bottom + 78 + 20 * index
            start = left + 132
            sheet.words.add(label, left - 30, y, ink=ink)
            sheet.line([(start, y), (right - 44, y)], "grid", 9)
            if share:
                sheet.bar(start, start + (right - 44 - start) * share, y, 8.9, ink)
            sheet.words.add(f"{share:.0%}", right - 40, y, ink="ink")

    def with_slider(self, made: go.Figure, start: int, size: Size) -> go.Figure:
        """Marks on the lines at the chosen number of departures, and what they say."""
        text = TEXT[size]

        def state(gone: int) -> dict[str, Any]:
            spots = [self._spot(gone, index) for index in range(3)]
            shares = working(self.total, gone)
            said = [f"{share:.0%} {label}" for share, (_, _, label) in zip(shares, FORMS, strict=True)]
            left, _, top, _ = self.box
            return {
                "x": [[round(x, 1) for x, _ in spots], [left - 30] * 4],
                "y": [[round(y, 1) for _, y in spots], [top - 74 + 16 * index for index in range(4)]],
                "text": [said, [f"after {words.count(gone, 'departure')}", *said]],
            }

        now = state(start)
        inks = [colour(ink) for ink, _, _ in FORMS]
        made.add_scatter(
            x=now["x"][0],
            y=now["y"][0],
            text=now["text"][0],
            mode="markers",
            name="Chosen",
            hovertemplate="%{text}<extra></extra>",
            marker={"size": 10, "opacity": 1, "color": inks, "line": {"width": 1.5, "color": colour("paper")}},
        )
        made.add_scatter(
            x=now["x"][1],
            y=now["y"][1],
            text=now["text"][1],
            mode="text",
            textposition="middle right",
            hoverinfo="skip",
            name="Readout",
            textfont={"size": text, "color": [colour("ink-soft"), *inks], "weight": "bold"},
            cliponaxis=False,
        )
        traces = [len(made.data) - 2, len(made.data) - 1]
        steps = [
            {"label": str(gone), "method": "restyle", "args": [state(gone), traces]} for gone in range(self.most + 1)
        ]
        slider = {
            "active": start,
            "steps": steps,
            "currentvalue": {"prefix": "Departures: "},
            "y": 0,
            "yanchor": "bottom",
            "pad": {"t": 0, "b": 4},
            "name": "Departures",
        }
        made.update_layout(sliders=[slider])
        return made
