"""A shortened outline is the outline."""

from __future__ import annotations

import re

import pytest

from macros.charts.outlines import compact


def walk(path: str) -> list[tuple[float, float]]:
    """Every corner of a path of M, L, H, V, Z and their relative forms."""
    corners: list[tuple[float, float]] = []
    x = y = start_x = start_y = 0.0
    for letter, rest in re.findall(r"([MLHVZlhvz])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", rest)]
        if letter in "zZ":
            x, y = start_x, start_y
            continue
        step = 1 if letter in "HVhv" else 2
        for index in range(0, len(numbers), step):
            one, two = numbers[index], numbers[index + step - 1]
            if letter in "ML":
                x, y = one, two
            elif letter == "l":
                x, y = x + one, y + two
            elif letter in "Hh":
                x = one if letter == "H" else x + one
            else:
                y = two if letter == "V" else y + two
            corners.append((x, y))
            if letter == "M" and index == 0:
                start_x, start_y = x, y
    return corners


@pytest.mark.parametrize(
    "path",
    [
        "M0,0L10.26,3.3L10.5,-4L12,-4V8H0ZM5,5L6,6L7,9Z",
        "M105.31,20.04L105.36,20.11L105.41,20.18L300,20.18",
        "M-1.25,0.05L-1.5,-0.04",
    ],
)
def test_every_corner_stays_within_a_tenth(path: str) -> None:
    short = walk(compact(path))
    for x, y in walk(path):
        assert any(abs(x - a) <= 0.1 and abs(y - b) <= 0.1 for a, b in short)
    assert len(compact(path)) <= len(path)


def test_curves_are_only_rounded() -> None:
    assert compact("M3,0A3,3 0 1,1 0,-3.04999") == "M3,0A3,3 0 1,1 0,-3"
