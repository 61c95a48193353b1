"""A true scale of time from top to bottom, with a line of words for each entry where there is room for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ..dates import PartialDate
from .axes import middle
from .labels import fitted, text_width
from .sheet import Sheet
from .template import TEXT

_TEXT = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened: its date and words, its mark, and on which side of the axis it is told."""

    date: PartialDate
    text: str
    symbol: str
    ink: str
    filled: bool = True
    left: bool = False
    beside: int = 0
    """Where its mark stands: on the axis (0), left (-1) or right (1) of it, so that two kinds hide nothing."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale: where it stands, and what it spans."""

    x: float
    top: float
    bottom: float
    first: dt.date
    last: dt.date

    def y(self, day: dt.date) -> float:
        """Where a day stands."""
        return self.top + (day - self.first).days / max((self.last - self.first).days, 1) * (self.bottom - self.top)


def tell(sheet: Sheet, axis: Axis, entries: Sequence[Entry], *, room: tuple[float, float], years: bool = True) -> None:
    """Draw the axis and every entry. `room`: how wide words may be left and right of it; `years`: mark the decades."""
    sheet.line([(axis.x, axis.top - 6), (axis.x, axis.bottom + 6)], "rule-strong", 1.2)
    for left in (True, False):
        side = sorted(
            (entry for entry in entries if entry.left == left), key=lambda entry: (middle(entry.date), entry.text)
        )
        _side(sheet, axis, side, room[0] if left else room[1], -1 if left else 1)
    marks = [axis.y(middle(entry.date)) for entry in entries]
    for year in range(axis.first.year // 10 * 10 + 10, axis.last.year + 1, 10) if years else ():
        y = axis.y(dt.date(year, 1, 1))
        if all(abs(y - mark) > 11 for mark in marks):
            sheet.mark(axis.x, y, "square", "paper", 15)
            sheet.words.add(str(year), axis.x, y, "middle center", ink="ink-faint", size=TEXT[sheet.size] - 1)


def _side(sheet: Sheet, axis: Axis, entries: Sequence[Entry], room: float, sign: int) -> None:
    lead = 34.0 if sheet.size == "wide" else 22.0
    told = [wrap(f"{short(entry.date)}\u00a0 {entry.text}", room, _TEXT) for entry in entries]
    # As roomy as the axis is long: closer lines before fewer of them.
    for line, gap, most in ((16.0, 5.0, 9), (15.0, 3.0, 9), (14.0, 2.0, 9), (14.0, 2.0, 2), (14.0, 2.0, 1)):
        wrapped = [cut(words, most, room) for words in told]
        heights = [line * len(words) + gap for words in wrapped]
        if sum(heights) <= axis.bottom - axis.top + 16:
            break
    wanted = [axis.y(middle(entry.date)) for entry in entries]
    for entry, words, y, place in zip(
        entries, wrapped, wanted, stack(wanted, heights, axis.top - 8, axis.bottom + 8), strict=True
    ):
        edge, x = axis.x + sign * lead, axis.x + 6 * entry.beside
        sheet.line(
            [(x + sign * 5, y), (axis.x + sign * lead * 0.72, place), (edge - sign * 2, place)], "rule-strong", 0.8
        )
        said = f"{entry.date.words}: {entry.text}"
        sheet.mark(x, y, entry.symbol, entry.ink, 9, filled=entry.filled, hover=said)
        for index, part in enumerate(words):
            at = place + line * (index - (len(words) - 1) / 2)
            sheet.words.add(part, edge, at, "middle right" if sign > 0 else "middle left", ink="ink", size=_TEXT)


def cut(lines: list[str], most: int, room: float) -> list[str]:
    """The first so many lines; the last of them takes what fits of the rest."""
    return lines if len(lines) <= most else [*lines[: most - 1], fitted(" ".join(lines[most - 1 :]), room, _TEXT)]


def short(date: PartialDate) -> str:
    """`1979`, `Dec 1988`: a date to its month."""
    return f"{date.first:%b %Y}" if date.month else str(date.year)


def wrap(text: str, room: float, size: float) -> list[str]:
    """The text in as many lines as its width needs."""
    lines: list[list[str]] = [[]]
    used, space = 0.0, text_width(" ", size)
    for word in text.split(" "):
        width = text_width(word, size)
        if lines[-1] and used + space + width > room:
            lines.append([])
        used = used + space + width if lines[-1] else width
        lines[-1].append(word)
    return [" ".join(words) for words in lines]


def stack(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres of blocks near where they want to be, in order, none over another, within bounds where they fit."""
    places = list(wanted)
    edge = low
    for index, height in enumerate(heights):
        places[index] = max(places[index], edge + height / 2)
        edge = places[index] + height / 2
    edge = high
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], edge - heights[index] / 2)
        edge = places[index] - heights[index] / 2
    return places
