"""The ground on which every map stands: land without frontiers, and where on the drawing a state's dot goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from ..dataset import Dataset
from .chart import Size
from .labels import Placed, fitted, text_width
from .palette import colour
from .projection import Point, land, natural_earth
from .template import WIDTH, Writing, blank

_NORTH, _SOUTH = 1.36, -1.0
_WEST, _EAST = -2.42, 2.62
"""What of the projected world is shown: all land but Antarctica, without the empty Pacific."""
_ATLANTIC = -30.0
"""On a phone the Americas, west of this meridian, stand above the rest of the world: twice the scale."""
_ATLANTIC_X, _ARCTIC, _CAPE = -0.42, 1.27, -0.86


@dataclass(frozen=True, slots=True)
class Ground:
    """A map to draw on. Its coordinates are px of the form, with y downwards."""

    figure: go.Figure
    width: float
    bottom: float
    """Where the land ends."""
    scale: float
    origins: tuple[Point, Point]
    """Where the projection's centre stands, for places west and east of the Atlantic."""

    def at(self, longitude: float, latitude: float) -> Point:
        """Where a place stands."""
        x, y = natural_earth(longitude, latitude)
        left, top = self.origins[longitude >= _ATLANTIC]
        return round(left + x * self.scale, 1), round(top - y * self.scale, 1)

    def of(self, dataset: Dataset, iso3: str) -> Point:
        """Where a state's dot stands."""
        country = dataset.countries[iso3]
        return self.at(country.longitude, country.latitude)


def ground(size: Size, height: int, top: float = 0) -> Ground:
    """A map as wide as the form, its land below `top` px. The height may leave room under it."""
    width, figure = WIDTH[size], canvas(size, height)
    if size == "wide":
        scale = width / (_EAST - _WEST)
        origin = (-_WEST * scale, top + _NORTH * scale)
        made = Ground(figure, width, top + (_NORTH - _SOUTH) * scale, scale, (origin, origin))
    else:
        scale = width / (_EAST - _ATLANTIC_X)
        break_ = top + (_ARCTIC - _SOUTH) * scale
        west, east = (-_WEST * scale, top + _ARCTIC * scale), (-_ATLANTIC_X * scale, break_ + _ARCTIC * scale)
        made = Ground(figure, width, break_ + (_ARCTIC - _CAPE) * scale, scale, (west, east))
    xs, ys = _silhouette(made, size)
    figure.add_scatter(
        x=xs,
        y=ys,
        mode="lines",
        fill="toself",
        fillcolor=colour("land"),
        line={"width": 0},
        hoverinfo="skip",
        name="Land",
    )
    return made


def name_marks(made: Ground, placed: Sequence[Placed], writing: Writing) -> None:
    """Write labels where they found room, with lines to those that stand off."""
    for label in placed:
        writing.add(label.want.text, *label.at, ink="ink")
    if lines := leaders(placed):
        add_leaders(made, lines)


def leaders(placed: Sequence[Placed]) -> list[tuple[float | None, float | None]]:
    """The lines to labels that stand off, as one line with gaps."""
    return [point for label in placed if label.line for point in (*label.line, (None, None))]


def add_leaders(made: Ground, lines: Sequence[tuple[float | None, float | None]]) -> None:
    """Draw them."""
    made.figure.add_scatter(
        x=[x for x, _ in lines], y=[y for _, y in lines], mode="lines", hoverinfo="skip", name="Leaders",
        line={"width": 1, "color": colour("ink-faint")},
    )  # fmt: skip


def short_name(dataset: Dataset, party: str, room: float, size: float) -> str:
    """A party's name as far as there is room: in full, else a shorter one it is known by, else cut short."""
    name = dataset.party_name(party)
    known = dataset.countries.get(party) or dataset.organisations[party]
    forms = [name, *(form for form in known.variants if len(form) < len(name))]
    return next((form for form in forms if text_width(form, size) <= room), fitted(name, room, size))


def canvas(size: Size, height: int) -> go.Figure:
    """A drawing without axes whose coordinates are px of the form, with y downwards."""
    return blank(
        size, height, margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={"range": [0, WIDTH[size]], "visible": False}, yaxis={"range": [height, 0], "visible": False},
    )  # fmt: skip


def _silhouette(made: Ground, size: Size) -> tuple[list[float | None], list[float | None]]:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in land(0.8 / made.scale):
        western = _mean_x(ring) < _ATLANTIC_X - 0.1
        if size == "narrow" and (max(x for x, _ in ring) < -1.9 or min(y for _, y in ring) > _ARCTIC):
            continue  # the tip of Chukotka beyond the antimeridian, and islands near the pole
        left, top = made.origins[not western]
        xs += [*(round(left + x * made.scale, 1) for x, _ in ring), None]
        ys += [*(round(top - min(y, _ARCTIC if size == "narrow" else _NORTH) * made.scale, 1) for _, y in ring), None]
    return xs[:-1], ys[:-1]


def _mean_x(ring: Sequence[Point]) -> float:
    return sum(x for x, _ in ring) / len(ring)
