"""For whom has China built or launched? A row for each partner, a mark for each satellite."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from ..records import Satellite
from . import words
from .axes import across, middle
from .chart import Chart, Size, Table
from .maps import short_name
from .sheet import Sheet
from .template import TEXT

HEIGHT = (800, 860)
# What China did, the fullest part first: role, mark, filled, words
ROLES = (
    ("built", "square", True, "built"),
    ("joint", "diamond", True, "built together"),
    ("payload", "triangle-up", False, "carried a payload"),
    ("launched", "circle", True, "launched"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One partner and its satellites in order of launch."""

    party: str
    name: str
    satellites: tuple[Satellite, ...]

    @property
    def own(self) -> int:
        """How many of them stand for this partner: one of several partners counts with the first named."""
        return sum(one.partners[0] == self.party for one in self.satellites)

    @property
    def number(self) -> str:
        """How many marks its row counts for; in brackets those that another row counts."""
        rest = len(self.satellites) - self.own
        return f"{self.own or ''}{f' (+{rest})' if self.own else f'({rest})'}" if rest else str(self.own)


@lru_cache(maxsize=2)
def rows(dataset: Dataset) -> tuple[Row, ...]:
    """Partners with a satellite that has flown or was meant to, the first flown first."""
    flown = [row for row in dataset.satellites() if row.launched]
    named = sorted({party for row in flown for party in row.partners}, key=dataset.party_name)
    found = [
        Row(party, dataset.party_name(party), tuple(row for row in flown if party in row.partners)) for party in named
    ]
    return tuple(
        sorted(
            found,
            key=lambda row: (row.satellites[0].launched.last if row.satellites[0].launched else dt.date.max, row.name),
        )
    )


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Time runs to the right; partners in the order of their first satellite."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    shown = rows(dataset)
    text = TEXT[size] - 1
    left, right, top = (136.0, sheet.width - 62.0, 56.0) if wide else (92.0, sheet.width - 50.0, 58.0)
    step = (sheet.height - top - 30) / max(len(shown), 1)
    years = [row.satellites[0].launched.year for row in shown if row.satellites[0].launched]
    first = min(years, default=dataset.as_of.year - 1) // 5 * 5
    for year in range(first, dataset.as_of.year + 1, 10 if not wide else 5):
        x = left + across(dt.date(year, 1, 1), first, dataset.as_of, right - left) if year > first else left
        sheet.line([(x, top - 8), (x, sheet.height - 24)], "grid")
        sheet.words.add(str(year), x, sheet.height - 12, "middle center", size=text)
    for index, row in enumerate(shown):
        y = top + step * (index + 0.5)
        spots = [
            left + across(middle(one.launched), first, dataset.as_of, right - left)
            for one in row.satellites
            if one.launched
        ]
        sheet.words.add(
            short_name(dataset, row.party, left - 8, text), spots[0] - 9, y, "middle left", ink="ink", size=text
        )
        sheet.line([(spots[0], y), (max(spots[-1], spots[0] + 0.5), y)], "rule", 1)
        for one, x in zip(row.satellites, spots, strict=True):
            symbol, filled, ink = _mark(one)
            counted = one.partners[0] == row.party
            with_ = words.listed([dataset.party_name(party) for party in one.partners])
            said = (
                f"{one.name} ({with_}), {one.launched.words if one.launched else ''}: "
                f"{', '.join(one.roles)}, {one.outcome}"
            )
            full = 8 if wide else 7
            sheet.mark(x, y, symbol if counted else "circle-open", ink if counted else "neutral",
                       full if counted else full - 2, filled=filled or not counted, hover=said)  # fmt: skip
        if row.number != "1":
            sheet.words.add(row.number, right + 8, y, size=text)
    _key(sheet)
    return sheet.figure()


def _mark(one: Satellite) -> tuple[str, bool, str]:
    if one.outcome == "failure":
        return "x", True, "neutral"
    _, symbol, filled, _ = next(role for role in ROLES if role[0] in one.roles)
    return symbol, filled, "ilrs" if symbol != "circle" else "level-3"


def _key(sheet: Sheet) -> None:
    marks = [
        *((symbol, filled, "ilrs" if symbol != "circle" else "level-3", label) for _, symbol, filled, label in ROLES),
        ("x", True, "neutral", "failed"),
        ("circle-open", True, "neutral", "counted elsewhere"),
    ]
    spots = (
        [(8.0, 12.0), (74.0, 12.0), (196.0, 12.0), (342.0, 12.0), (440.0, 12.0), (518.0, 12.0)]
        if sheet.size == "wide"
        else [(8.0, 10.0), (74.0, 10.0), (194.0, 10.0), (8.0, 28.0), (104.0, 28.0), (180.0, 28.0)]
    )
    for (symbol, filled, ink, label), (x, y) in zip(marks, spots, strict=True):
        sheet.mark(x, y, symbol, ink, 9 if label != "counted elsewhere" else 6, filled=filled)
        sheet.words.add(label, x + 9, y)
    if sheet.size == "wide":
        sheet.words.add("satellites", sheet.width - 2, 36, "middle left")


def takeaway(dataset: Dataset) -> str:
    """How many satellites for how many, and how they fared."""
    flown = [row for row in dataset.satellites() if row.launched]
    if not flown:
        return words.NOTHING
    built = sum("built" in row.roles for row in flown)
    failed = sum(row.outcome == "failure" for row in flown)
    most = sorted(rows(dataset), key=lambda row: (-row.own, row.name))[:3]
    named = words.listed([f"{words.the(row.name)} ({row.own})" for row in most])
    since = flown[0].launched.year if flown[0].launched else ""
    return words.sentence(
        f"{words.count(len(flown), 'satellite or payload', 'satellites and payloads')} that China built, launched, "
        f"carried or shared {words.verb(len(flown), 'has', 'have')} flown with "
        f"{words.count(len(rows(dataset)), 'partner')} since {since}; {words.some(built)} of them it built.",
        f"{words.small(failed)} {words.verb(failed, 'was', 'were')} lost at launch." if failed else None,
        f"most are counted with {named}." if len(rows(dataset)) > 3 else None,
    )


def alt(dataset: Dataset) -> str:
    """The rows in words."""
    flown = [row for row in dataset.satellites() if row.launched]
    if not flown:
        return words.NOTHING
    failed = sum(row.outcome == "failure" for row in flown)
    # As drawn: each by the fullest part, those that failed apart.
    fullest = [next(role for role, *_ in ROLES if role in row.roles) for row in flown if row.outcome != "failure"]
    roles = [f"{sum(role == full for full in fullest)} {label}" for role, _, _, label in ROLES] + [f"{failed} failed"]
    return (
        f"Timeline with one row for each of {words.count(len(rows(dataset)), 'partner')} and one mark for each "
        f"satellite or payload, {len(flown)} in all: {words.listed(roles)}. Each has a ring in the rows of further "
        f"partners."
    )


def table(dataset: Dataset) -> Table:
    """One row a mark: a satellite shared by two partners stands in both rows, and `counted_with` says with whom."""
    found = (
        (
            row.name,
            dataset.party_name(one.partners[0]),
            one.name,
            str(one.launched),
            ", ".join(one.roles),
            one.kind,
            one.vehicle,
            one.outcome,
            one.id,
        )
        for row in rows(dataset)
        for one in row.satellites
    )
    return Table(
        ("partner", "counted_with", "satellite", "launched", "role", "kind", "vehicle", "outcome", "id"), tuple(found)
    )


def notes(dataset: Dataset) -> Sequence[str]:
    """What is and is not drawn."""
    unflown = [row.name for row in dataset.satellites() if not row.launched]
    shared = sum(row.launched is not None and len(row.partners) > 1 for row in dataset.satellites())
    return words.said(
        "The mark shows the fullest part that China took: built before built together, before a "
        "payload carried, before a launch alone.",
        f"{words.count(shared, 'satellite')} of several partners {words.verb(shared, 'counts', 'count')} once, with "
        "the partner its record names first; in the rows of the others it is a small ring, and the number in brackets "
        "says how many such rings there are."
        if shared
        else None,
        "Commercial launches for companies stand with their state.",
        f"Not flown, and so not drawn: {words.listed(unflown, 8)}." if unflown else None,
    )


CHART = Chart(
    id="satellites-for-others",
    question="Which satellites has China built or launched for others?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("satellites",), height=HEIGHT,
)  # fmt: skip
