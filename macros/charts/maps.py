"""The ground on which every map stands: land without frontiers, and where on the drawing a state's dot goes."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from ..dataset import Dataset
from .chart import Size
from .palette import colour
from .projection import land, natural_earth
from .template import WIDTH, blank

_WEST, _EAST, _NORTH, _SOUTH = -2.42, 2.62, 1.36, -1.0
"""What of the projected world is shown: all land but Antarctica, without the empty Pacific."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A map to draw on. Its coordinates are px of the form, with y downwards."""

    figure: go.Figure
    width: float
    bottom: float
    """Where the land ends."""
    scale: float
    top: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place stands."""
        x, y = natural_earth(longitude, latitude)
        return round((x - _WEST) * self.scale, 1), round(self.top + (_NORTH - y) * self.scale, 1)

    def of(self, dataset: Dataset, iso3: str) -> tuple[float, float]:
        """Where a state's dot stands."""
        country = dataset.countries[iso3]
        return self.at(country.longitude, country.latitude)


def ground(size: Size, height: int, top: float = 0) -> Ground:
    """A map as wide as the form, its land below `top` px. The height may leave room under it."""
    width = WIDTH[size]
    scale = width / (_EAST - _WEST)
    figure = canvas(size, height)
    made = Ground(figure, width, top + (_NORTH - _SOUTH) * scale, scale, top)
    xs, ys = land(0.5 / scale)
    figure.add_scatter(
        x=[None if x is None else round((x - _WEST) * scale, 1) for x in xs],
        y=[None if y is None else round(top + (_NORTH - y) * scale, 1) for y in ys],
        mode="lines", fill="toself", fillcolor=colour("land"), line={"width": 0}, hoverinfo="skip", name="Land",
    )  # fmt: skip
    return made


def canvas(size: Size, height: int) -> go.Figure:
    """A drawing without axes whose coordinates are px of the form, with y downwards."""
    return blank(
        size, height, margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"range": [0, WIDTH[size]], "visible": False}, yaxis={"range": [height, 0], "visible": False},
    )  # fmt: skip
