"""Places stand where the published projection puts them, and no land streaks across a map."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from macros.charts.maps import ground
from macros.charts.projection import land, natural_earth

# The centre, the ends of the equator, a pole, and the end of the pole line, which is 0.55 of the equator.
KNOWN = (
    ((0.0, 0.0), (0.0, 0.0)),
    ((180.0, 0.0), (0.8707 * math.pi, 0.0)),
    ((0.0, 90.0), (0.0, 1.4219)),
    ((180.0, 90.0), (0.5504 * 0.8707 * math.pi, 1.4219)),
)


@pytest.mark.parametrize(("place", "point"), KNOWN)
def test_known_points(place: tuple[float, float], point: tuple[float, float]) -> None:
    assert natural_earth(*place) == pytest.approx(point, abs=0.02)


def test_east_and_north_grow() -> None:
    x, y = natural_earth(10, 10)
    assert x > 0
    assert y > 0
    assert natural_earth(-10, -10) == pytest.approx((-x, -y))


def test_no_streak_crosses_a_map() -> None:
    for ring in land(0.004):
        for (x0, _), (x1, _) in pairwise(ring):
            assert abs(x1 - x0) < 1.0


def test_thinning_keeps_the_rings_closed_and_the_land_whole() -> None:
    rings = land(0.004)
    assert len(rings) > 30
    assert all(ring[0] == ring[-1] for ring in rings)
    assert len(land(0.001)) >= len(rings)


def test_both_forms_hold_the_inhabited_world() -> None:
    for size in ("wide", "narrow"):
        world = ground(size, 600)
        for place in ((-150, 62), (-70, -53), (-22, 65), (175, -41), (139, 36), (28, 71)):
            x, y = world.at(*place)
            assert 0 <= x <= world.width
            assert 0 <= y <= world.bottom
