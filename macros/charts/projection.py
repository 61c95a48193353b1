"""Where a place on Earth stands on the atlas's maps, and the one quiet shape of land under it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from math import hypot, radians
from pathlib import Path

Point = tuple[float, float]

LAND = Path(__file__).parents[2] / "data" / "geo" / "land.json"


def natural_earth(longitude: float, latitude: float) -> Point:
    """A place in the Natural Earth projection: x to the east, y to the north, in radii of the globe.

    The polynomial of B. Šavrič, B. Jenny, T. Patterson, D. Petrovič and L. Hurni, "A polynomial equation for the
    Natural Earth projection", Cartography and Geographic Information Science 38 (4), 2011, pp. 363-372.
    """
    lam, phi = radians(longitude), radians(latitude)
    x = lam * (0.870700 - 0.131979 * phi**2 - 0.013791 * phi**4 + 0.003971 * phi**10 - 0.001529 * phi**12)
    y = phi * (1.007226 + 0.015085 * phi**2 - 0.044475 * phi**6 + 0.028874 * phi**8 - 0.005916 * phi**10)
    return x, y


@lru_cache(maxsize=8)
def land(tolerance: float) -> tuple[tuple[Point, ...], ...]:
    """The rings of the land silhouette, projected.

    Each is thinned until no point lies further than `tolerance` from where it was; those that are hardly
    larger than that are left out.
    """
    rings = []
    for ring in json.loads(LAND.read_text(encoding="utf-8"))["rings"]:
        points = _thin([natural_earth(longitude, latitude) for longitude, latitude in ring], tolerance)
        if len(points) > 3 and _extent(points) > 2 * tolerance:
            rings.append(tuple(points))
    return tuple(rings)


def _extent(points: Sequence[Point]) -> float:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _thin(points: Sequence[Point], tolerance: float) -> list[Point]:
    """A line with only the points it needs (Douglas and Peucker, 1973)."""
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        distance, index = max(
            ((_distance(points[index], points[first], points[last]), index) for index in range(first + 1, last)),
            default=(0.0, first),
        )
        if distance > tolerance:
            keep[index] = True
            spans += [(first, index), (index, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def _distance(point: Point, start: Point, end: Point) -> float:
    (x, y), (x0, y0), (x1, y1) = point, start, end
    dx, dy = x1 - x0, y1 - y0
    length = dx * dx + dy * dy
    along = max(0.0, min(1.0, ((x - x0) * dx + (y - y0) * dy) / length)) if length else 0.0
    return hypot(x - x0 - along * dx, y - y0 - along * dy)
