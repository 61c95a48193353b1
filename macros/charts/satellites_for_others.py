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
    left, right, top = (136.0, sheet.width - 40.0, 56.0) if wide else (92.0, sheet.width - 30.0, 58.0)
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
            said = (
                f"{one.name} ({row.name}), {one.launched.words if one.launched else ''}: "
                f"{', '.join(one.roles)}, {one.outcome}"
            )
            sheet.mark(x, y, symbol, ink, 8 if wide else 7, filled=filled, hover=said)
        if len(row.satellites) > 1:
            sheet.words.add(str(len(row.satellites)), right + 8, y, size=text)
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
    ]
    spots = (
        [(8.0 + 132 * index, 12.0) for index in range(5)]
        if sheet.size == "wide"
        else [(8.0, 10.0), (74.0, 10.0), (194.0, 10.0), (8.0, 28.0), (104.0, 28.0)]
    )
    for (symbol, filled, ink, label), (x, y) in zip(marks, spots, strict=True):
        sheet.mark(x, y, symbol, ink, 9, filled=filled)
        sheet.words.add(label, x + 8, y)
    if sheet.size == "wide":
        sheet.words.add("satellites", sheet.width - 4, 36, "middle left")


def takeaway(dataset: Dataset) -> str:
    """How many satellites for how many, and how they fared."""
    flown = [row for row in dataset.satellites() if row.launched]
    if not flown:
        return words.NOTHING
    built = sum("built" in row.roles for row in flown)
    failed = sum(row.outcome == "failure" for row in flown)
    most = sorted(rows(dataset), key=lambda row: (-len(row.satellites), row.name))[:3]
    return (
        f"{len(flown)} satellites and payloads that China built, launched, carried or shared have "
        f"flown with {words.count(len(rows(dataset)), 'partner')} "
        f"since {flown[0].launched.year if flown[0].launched else ''}; {built} of them it built. "
        f"{words.upper_first(words.small(failed))} were lost at launch. "
        f"Most fly with {words.listed([f'{row.name} ({len(row.satellites)})' for row in most])}."
    )


def alt(dataset: Dataset) -> str:
    """The rows in words."""
    flown = [row for row in dataset.satellites() if row.launched]
    roles = [f"{sum(role in row.roles for row in flown)} {label}" for role, _, _, label in ROLES]
    return (
        f"Timeline with one row for each of {len(rows(dataset))} partners and one mark for each satellite, "
        f"{len(flown)} in all: {words.listed(roles)}."
    )


def table(dataset: Dataset) -> Table:
    """One row a mark: a satellite shared by two partners stands in both rows."""
    found = (
        (row.name, one.name, str(one.launched), ", ".join(one.roles), one.kind, one.vehicle, one.outcome, one.id)
        for row in rows(dataset)
        for one in row.satellites
    )
    return Table(("partner", "satellite", "launched", "role", "kind", "vehicle", "outcome", "id"), tuple(found))


def notes(dataset: Dataset) -> Sequence[str]:
    """What is and is not drawn."""
    unflown = [row.name for row in dataset.satellites() if not row.launched]
    found = [
        "The mark shows the fullest part that China took: built before built together, before a "
        "payload carried, before a launch alone.",
        "A satellite of several partners stands in the row of each; commercial launches for companies "
        "stand with their state.",
    ]
    if unflown:
        found.append(f"Not flown, and so not drawn: {words.listed(unflown, 8)}.")
    return tuple(found)


CHART = Chart(
    id="satellites-for-others",
    question="For whom has China built or launched satellites?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("satellites",), height=HEIGHT,
)  # fmt: skip
