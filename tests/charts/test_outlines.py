"""A shortened outline is the outline, and marks that were joined are the marks."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from macros.charts.joining import join
from macros.charts.outlines import WHOLE, compact, scaled

PATHS = [
    "M0,0L10.26,3.3L10.5,-4L12,-4V8H0ZM5,5L6,6L7,9Z",
    "M105.31,20.04L105.36,20.11L105.41,20.18L300,20.18",
    "M-1.25,0.05L-1.5,-0.04",
    "M3,0A3,3 0 1,1 0,-3.04999A3,3 0 0,1 3,0Z",
    "M380,350Q360.44,265.61 349.9,226.6C340.4,191.1 330.9,155.7 320.2,125.6Q283.7,45.9 264.8,32.3",
    "M1,1h10.5v5.25h-10.5Zm20,20l3,4Z",
]
SIZE = {"m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6, "a": 7, "z": 0}


def walk(path: str) -> list[tuple[float, float]]:
    """Where every command of a path ends, whatever it is."""
    ends: list[tuple[float, float]] = []
    x = y = start_x = start_y = 0.0
    for letter, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", rest)]
        kind, relative = letter.lower(), letter.islower()
        if kind == "z":
            x, y = start_x, start_y
            continue
        for index in range(0, len(numbers), SIZE[kind]):
            part = numbers[index : index + SIZE[kind]]
            if kind == "h":
                x = x + part[0] if relative else part[0]
            elif kind == "v":
                y = y + part[0] if relative else part[0]
            else:
                x, y = (x + part[-2], y + part[-1]) if relative else (part[-2], part[-1])
            ends.append((x, y))
            if kind == "m" and index == 0:
                start_x, start_y = x, y
    return ends


def near(short: list[tuple[float, float]], full: list[tuple[float, float]], within: float) -> None:
    """Every end of one is an end of the other."""
    for x, y in full:
        assert any(abs(x - a) <= within and abs(y - b) <= within for a, b in short), (x, y, short)


@pytest.mark.parametrize("path", PATHS)
def test_every_corner_stays_within_a_tenth(path: str) -> None:
    near(walk(compact(path)), walk(path), 0.1)
    assert len(compact(path)) <= len(path)


@pytest.mark.parametrize("path", PATHS)
def test_an_outline_may_be_moved_rounded_to_whole_px_or_written_larger(path: str) -> None:
    near(walk(compact(path, (12.3, -4.5))), [(x + 12.3, y - 4.5) for x, y in walk(path)], 0.11)
    near(walk(compact(path, per=WHOLE)), walk(path), 0.51)
    near(walk(scaled(path, 2)), [(2 * x, 2 * y) for x, y in walk(path)], 0.51)
    assert "." not in compact(path, per=WHOLE) + scaled(path, 2)


def drawn(*marks: tuple[str, str, dict[str, str]]) -> list[tuple[str, dict[str, str]]]:
    """What joining makes of marks (path, place, style): each path with its style."""
    svg = "{http://www.w3.org/2000/svg}"
    group = ElementTree.Element(f"{svg}g")
    styles: dict[ElementTree.Element, dict[str, str]] = {group: {}}
    for path, place, style in marks:
        child = ElementTree.SubElement(group, f"{svg}path", {"d": path, "transform": f"translate({place})"})
        styles[child] = style
    join(group, styles)
    assert len(styles) >= len(list(group.iter()))
    return [(child.get("d", ""), styles[child]) for child in group]


DOT = "M3,0A3,3 0 1,1 0,-3A3,3 0 0,1 3,0Z"
FULL, OUTLINED = {"fill": "red"}, {"fill": "white", "stroke": "red"}


def test_marks_that_look_alike_become_one_path() -> None:
    squares = drawn(*[("M2,2H-2V-2H2Z", f"{x},5", FULL) for x in (10, 20, 30)], ("M0,0L9,9", "0,0", OUTLINED))
    assert squares == [("M12 7h-4v-4h4zM22 7h-4v-4h4zM32 7h-4v-4h4z", FULL), ("M0 0l9 9", OUTLINED)]


def test_dots_become_round_ends_of_lines_of_no_length() -> None:
    ((path, style),) = drawn(*[(DOT, f"{x},5.55", FULL) for x in (10, 20)])
    assert path == "M10 5.5h0M20 5.5h0" or path == "M10 5.6h0M20 5.6h0"
    assert style == {"fill": "none", "stroke": "red", "stroke-width": "6px", "stroke-linecap": "round"}


def test_what_overlaps_differently_stays_apart() -> None:
    assert len(drawn(*[(DOT, f"{x},5", OUTLINED) for x in (10, 11)])) == 2
    assert len(drawn(*[("M2,2H-2V-2H2Z", f"{x},5", OUTLINED) for x in (10, 11)])) == 2
    assert len(drawn(*[("M2,2H-2V-2H2Z", f"{x},5", {**FULL, "opacity": "0.5"}) for x in (10, 11)])) == 2
