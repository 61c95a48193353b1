"""Where labels go so that none covers another: text widths, and greedy placement in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_NARROW = set("iljtfrI.,:;'|!()[] -1/")
_SLIM, _ROUND = set("scz"), set("CDGOQ")
_WIDE = set("wM%")
_WIDEST = set("mW@—…")


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
    """A label that wants to stand beside a mark: its text, the mark's centre and radius, all in px.

    One that must be there may stand further off, with a line to its mark.
    """

    key: str
    text: str
    x: float
    y: float
    radius: float
    must: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a label found room, and the line to its mark if it stands off."""

    want: Want
    box: Box
    line: tuple[tuple[float, float], tuple[float, float]] | None = None

    @property
    def at(self) -> tuple[float, float]:
        """The left end of its middle line, where text that runs to the right begins."""
        return round(self.box.left, 1), round((self.box.top + self.box.bottom) / 2, 1)


def text_width(text: str, size: float) -> float:
    """About how wide a line is in the widest of the usual system fonts (DejaVu Sans), in px."""
    return size * sum(map(_em, text))


@lru_cache(maxsize=1024)
def _em(char: str) -> float:
    if char in _NARROW:
        return 0.37
    if char in _SLIM:
        return 0.55
    if char in _WIDE:
        return 0.88
    if char in _WIDEST:
        return 1.0
    return 0.77 if char in _ROUND else 0.69 if char.isupper() else 0.6


def fitted(text: str, room: float, size: float) -> str:
    """The text, cut with an ellipsis where it is wider than the room."""
    while text_width(text, size) > room and len(text) > 2:
        text = text.removesuffix("…")[:-1].rstrip(" ,(") + "…"
    return text


def place(wants: Iterable[Want], size: float, width: float, height: float, taken: Sequence[Box] = ()) -> list[Placed]:
    """Give each label the first free place at its mark, in the order given; those without room are left out.

    A leader crosses what is drawn only where the label has no other place.
    """
    boxes = list(taken)
    found: list[Placed] = []
    for want in wants:
        free = [
            candidate
            for candidate in _candidates(want, size)
            if candidate.box.inside(width, height) and not any(candidate.box.meets(other) for other in boxes)
        ]
        if free:
            clear = (one for one in free if not any(part.meets(other) for part in _lead(one) for other in boxes))
            chosen = next(clear, free[0])
            boxes += [chosen.box, *_along(chosen.line)]
            found.append(chosen)
    return found


def _lead(placed: Placed) -> list[Box]:
    """What a label's leader covers beyond its own mark."""
    want = placed.want
    own = Box(want.x - want.radius - 3, want.y - want.radius - 3, want.x + want.radius + 3, want.y + want.radius + 3)
    return [box for box in _along(placed.line) if not box.meets(own)]


def _candidates(want: Want, size: float) -> Iterator[Placed]:
    near = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -0.8), (1, 0.8), (-1, -0.8), (-1, 0.8))
    for dx, dy in near:
        yield Placed(want, _box(want, dx, dy, want.radius + 3, size))
    for distance in (14.0, 24.0, 36.0, 50.0) if want.must else ():
        for dx, dy in (*near[4:], *near[:4]):
            reach = want.radius + distance
            length = (dx * dx + dy * dy) ** 0.5
            start = (want.x + dx / length * want.radius, want.y + dy / length * want.radius)
            end = (want.x + dx * (reach - 2), want.y + dy * (reach - 2))
            yield Placed(want, _box(want, dx, dy, reach, size), (_point(start), _point(end)))


def _along(line: tuple[tuple[float, float], tuple[float, float]] | None) -> Iterator[Box]:
    """What a leader covers, so that no later label lies on it."""
    if line:
        yield from covered(*line, 2)


def covered(start: tuple[float, float], end: tuple[float, float], half: float) -> Iterator[Box]:
    """What a line twice `half` thick covers, in small boxes."""
    (x0, y0), (x1, y1) = start, end
    steps = max(1, round(max(abs(x1 - x0), abs(y1 - y0)) / (2 * half)))
    for step in range(steps + 1):
        x, y = x0 + (x1 - x0) * step / steps, y0 + (y1 - y0) * step / steps
        yield Box(x - half, y - half, x + half, y + half)


def _point(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 1), round(point[1], 1)


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


def _box(want: Want, dx: float, dy: float, gap: float, size: float) -> Box:
    """The box of a label on the side (dx, dy) of its mark."""
    width, height = text_width(want.text, size), size * 1.2
    left = want.x + dx * gap - (width if dx < 0 else 0 if dx > 0 else width / 2)
    middle = want.y + dy * gap + (0 if dx else dy * height / 2)
    return Box(left, middle - height / 2, left + width, middle + height / 2)
