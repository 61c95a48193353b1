"""Labels stand where there is room, the same way every time, and never one on another."""

from __future__ import annotations

import itertools

from macros.charts.chronicle import stack, wrap
from macros.charts.labels import Box, Want, fitted, place, spread, text_width


def test_no_label_meets_another_or_leaves_the_drawing() -> None:
    wants = [Want(str(index), f"Label {index}", 20 + 37 * index % 300, 20 + 53 * index % 200, 4) for index in range(40)]
    placed = place(wants, 12, 320, 220)
    assert placed == place(wants, 12, 320, 220)
    assert len(placed) > 5
    for one, other in itertools.combinations(placed, 2):
        assert not one.box.meets(other.box)
    assert all(label.box.inside(320, 220) for label in placed)


def test_one_that_must_be_there_stands_off_with_a_line() -> None:
    crowd = [Box(80, 80, 120, 120)]
    assert not place([Want("a", "Serbia", 100, 100, 4)], 12, 300, 300, crowd)
    (label,) = place([Want("a", "Serbia", 100, 100, 4, must=True)], 12, 300, 300, crowd)
    assert label.line is not None
    assert not label.box.meets(crowd[0])


def test_spread_keeps_order_gap_and_bounds() -> None:
    places = spread([10, 11, 12, 90], 8, 0, 100)
    assert places == sorted(places)
    assert all(b - a >= 8 for a, b in itertools.pairwise(places))
    assert spread([99, 100, 100], 10, 0, 100)[-1] <= 100


def test_stack_keeps_blocks_apart() -> None:
    heights = [20.0, 40.0, 20.0]
    places = stack([10.0, 12.0, 15.0], heights, 0, 100)
    edges = [(y - h / 2, y + h / 2) for y, h in zip(places, heights, strict=True)]
    assert all(one[1] <= other[0] + 1e-9 for one, other in itertools.pairwise(edges))
    assert edges[0][0] >= 0


def test_words_fit() -> None:
    assert text_width(fitted("Democratic Republic of the Congo", 90, 12), 12) <= 90
    assert fitted("Chad", 90, 12) == "Chad"
    assert all(text_width(line, 12) <= 120 for line in wrap("one two three four five six seven eight", 120, 12))
