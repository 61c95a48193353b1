"""Where labels go so that none covers another: text widths, and greedy placement in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NARROW = set("iljtfrI.,:;'|!()[] -1/")
_WIDE = set("mwMWOQGCD@%—")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in px, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def inside(self, width: float, height: float) -> bool:
        """Whether it lies within a drawing of that size."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


@dataclass(frozen=True, slots=True)
class Want:
    """A label that wants to stand beside a mark: its text, the mark's centre and radius, all in px."""

    key: str
    text: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label found room: Plotly's text position, and the box it fills."""

    key: str
    position: str
    box: Box


def text_width(text: str, size: float) -> float:
    """About how wide a line is in the widest of the usual system fonts (DejaVu Sans), in px."""
    return size * sum(
        0.37 if char in _NARROW else 0.88 if char in _WIDE else 0.69 if char.isupper() else 0.6 for char in text
    )


def fitted(text: str, room: float, size: float) -> str:
    """The text, cut with an ellipsis where it is wider than the room."""
    while text_width(text, size) > room and len(text) > 2:
        text = text.removesuffix("…")[:-1].rstrip(" ,(") + "…"
    return text


def place(
    wants: Iterable[Want], size: float, width: float, height: float, taken: Sequence[Box] = ()
) -> dict[str, Placed]:
    """Give each label the first free side of its mark, in the order given; those without room are left out."""
    boxes = list(taken)
    found: dict[str, Placed] = {}
    for want in wants:
        for position in (
            "middle right",
            "middle left",
            "top center",
            "bottom center",
            "top right",
            "bottom right",
            "top left",
            "bottom left",
        ):
            box = _box(want, position, size)
            if box.inside(width, height) and not any(box.meets(other) for other in boxes):
                boxes.append(box)
                found[want.key] = Placed(want.key, position, box)
                break
    return found


def spread(centres: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near the given ones, in their order, at least `gap` apart and within bounds where they fit."""
    order = sorted(range(len(centres)), key=lambda index: (centres[index], index))
    places = [min(max(centres[index], low), high) for index in order]
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + gap)
    if places and places[-1] > high:
        places[-1] = high
        for index in range(len(places) - 2, -1, -1):
            places[index] = min(places[index], places[index + 1] - gap)
    result = [0.0] * len(centres)
    for index, position in zip(order, places, strict=True):
        result[index] = position
    return result


def _box(want: Want, position: str, size: float) -> Box:
    vertical, horizontal = position.split()
    width, height, gap = text_width(want.text, size), size * 1.2, want.radius + 3
    left = {"left": want.x - gap - width, "center": want.x - width / 2, "right": want.x + gap}[horizontal]
    top = {"top": want.y - gap - height, "middle": want.y - height / 2, "bottom": want.y + gap}[vertical]
    return Box(left, top, left + width, top + height)
