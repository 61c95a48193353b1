"""Where are China's documented space partners? A map without frontiers, one dot a partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .chart import Chart, Size, Table
from .labels import Box, Want, fitted, place, text_width
from .maps import Ground, ground, name_marks
from .palette import colour
from .projection import Point
from .template import TEXT, Writing, plain

HEIGHT = (446, 544)
_TOP = {"wide": 24, "narrow": 40}
_HOME = (106.34, 32.50)
"""China's own label point: the hub, which is no partner."""
_NAMED = {"wide": 12, "narrow": 20}
"""Whoever has so many instruments is named on the map in any case."""
_KEY = {True: "an instrument known to be in force", False: "none known to be in force"}


@dataclass(frozen=True, slots=True)
class Partner:
    """One party with at least one instrument."""

    party: str
    name: str
    region: str
    instruments: int
    alive: int
    first: str
    newest: str


@lru_cache(maxsize=2)
def partners(dataset: Dataset) -> tuple[Partner, ...]:
    """Every party to an instrument with China, the one with most instruments first."""
    found = []
    for party in dataset.partners:
        rows = dataset.agreements(partner=party)
        dates = [str(row.signed) for row in rows if row.signed]
        if rows:
            alive = sum(row.status == "in-force" for row in rows)
            name, region = dataset.party_name(party), dataset.region(party)
            found.append(
                Partner(party, name, region, len(rows), alive, dates[0] if dates else "", dates[-1] if dates else "")
            )
    return tuple(sorted(found, key=lambda row: (-row.instruments, row.name)))


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """The map, with the international bodies beside it."""
    world = ground(size, HEIGHT[size == "narrow"], _TOP[size])
    rows = partners(dataset)
    unit = 2.5 if size == "wide" else 2.0
    writing = Writing(size, TEXT[size] - 1)
    spots = {row.party: world.of(dataset, row.party) for row in rows if row.party in dataset.countries}
    spots |= _bodies(world, [row for row in rows if row.party not in dataset.countries], size, writing)
    _dots(world.figure, [row for row in rows if row.party in spots], spots, unit)
    _names(dataset, world, rows, spots, unit, size, writing)
    _key(world.figure, size, writing)
    writing.draw(world.figure)
    return world.figure


def _radius(row: Partner, unit: float) -> float:
    return round(unit * sqrt(row.instruments) + 0.8, 1)


def _bodies(world: Ground, rows: Sequence[Partner], size: Size, writing: Writing) -> dict[str, Point]:
    """International bodies have no place on Earth: they stand below the land, on a phone beside the Americas."""
    spots: dict[str, Point] = {}
    text = TEXT[size] - 1
    x, y = (10.0, world.bottom + 22) if size == "wide" else (216.0, 50.0)
    step = min(19.0, 250 / max(len(rows), 1))
    for row in rows:
        room = text_width(row.name, text) + 34
        if size == "wide" and x + room > world.width:
            x, y = 10.0, y + 24
        spots[row.party] = (round(x + 8, 1), y)
        writing.add(fitted(row.name, 104, text) if size == "narrow" else row.name, round(x + 20, 1), y, ink="ink")
        x, y = (x + room, y) if size == "wide" else (x, y + step)
    return spots


def _dots(figure: go.Figure, rows: Sequence[Partner], spots: dict[str, Point], unit: float) -> None:
    """All in one trace, the largest first: so a small one lies on a large one, whether filled or not."""
    figure.add_scatter(
        x=[spots[row.party][0] for row in rows], y=[spots[row.party][1] for row in rows], mode="markers",
        name="Partners",
        marker={
            "size": [2 * _radius(row, unit) for row in rows], "opacity": 0.9, "sizemode": "diameter",
            "color": [colour("ilrs" if row.alive else "paper") for row in rows],
            "line": {
                "width": [0.8 if row.alive else 1.6 for row in rows],
                "color": [colour("paper" if row.alive else "ilrs") for row in rows],
            },
        },
        text=[plain(row.name) for row in rows],
        customdata=[[words.count(row.instruments, "instrument"), row.alive] for row in rows],
        hovertemplate="<b>%{text}</b><br>%{customdata[0]}, %{customdata[1]} known to be in force<extra></extra>",
    )  # fmt: skip


def _names(
    dataset: Dataset, world: Ground, rows: Sequence[Partner], spots: dict[str, Point],
    unit: float, size: Size, writing: Writing,
) -> None:  # fmt: skip
    """Names beside the dots, the longest lists first, as far as there is room; and China itself."""
    home = world.at(*_HOME)
    places = [(*spots[row.party], _radius(row, unit) * 0.8) for row in rows if row.party in spots]
    taken = [Box(x - r, y - r, x + r, y + r) for x, y, r in places]
    if size == "narrow":
        taken.append(Box(206, 40, 340, 360))
    states = [row for row in rows if row.party in dataset.countries][: 32 if size == "wide" else 16]
    wants = [Want("CHN", "China", *home, 4)]
    wants += [
        Want(row.party, row.name, *spots[row.party], _radius(row, unit), must=row.instruments >= _NAMED[size])
        for row in states
    ]
    world.figure.add_scatter(
        x=[home[0]], y=[home[1]], mode="markers", name="China", hoverinfo="skip",
        marker={"symbol": "diamond", "size": 9, "color": colour("ink"), "line": {"width": 1, "color": colour("paper")}},
    )  # fmt: skip
    name_marks(world, place(wants, TEXT[size] - 1, world.width, world.bottom, taken), writing)


def _key(figure: go.Figure, size: Size, writing: Writing) -> None:
    """What the two kinds of dot mean, at the top."""
    x, y = 8.0, 10.0
    for filled in (True, False):
        figure.add_scatter(
            x=[x],
            y=[y],
            mode="markers",
            hoverinfo="skip",
            name=_KEY[filled],
            marker={
                "size": 10,
                "color": colour("ilrs" if filled else "paper"),
                "line": {"width": 1.6, "color": colour("ilrs")},
            },
        )
        writing.add(_KEY[filled], x + 10, y)
        x, y = (x, y + 18) if size == "narrow" else (x + 32 + text_width(_KEY[filled], 12), y)
    if size == "wide":
        writing.add("area: number of instruments", 752, y, "middle left")


def takeaway(dataset: Dataset) -> str:
    """How many, where, and who has most."""
    rows = partners(dataset)
    states = [row for row in rows if row.party in dataset.countries]
    regions = {row.region for row in states}
    top = [f"{words.the(row.name)} ({row.instruments})" for row in rows[:3]]
    if not rows:
        return words.NOTHING
    alive = sum(bool(row.alive) for row in rows)
    bodies = len(rows) - len(states)
    with_ = [
        f"{words.count(len(states), 'state')} in {words.small_count(len(regions), 'region')}" if states else "",
        words.count(bodies, "international body", "international bodies") if bodies else "",
    ]
    most = f"; most with {words.listed(top)}" if len(rows) > 3 else ""
    return words.sentence(
        f"the atlas documents instruments with {words.listed([part for part in with_ if part])}{most}.",
        f"with {words.some(alive)} of them, at least one instrument is known to be in force.",
    )


def alt(dataset: Dataset) -> str:
    """The map in words."""
    rows = partners(dataset)
    if not rows:
        return words.NOTHING
    regions = {region: sum(row.region == region for row in rows) for region in sorted({row.region for row in rows})}
    by_region = words.listed([f"{region} {number}" for region, number in regions.items()])
    return (
        f"World map without frontiers: one dot for each of {words.count(len(rows), 'partner')} with a documented space "
        f"instrument with China, as of {words.long_day(dataset.as_of)}. Partners by region: {by_region}."
    )


def table(dataset: Dataset) -> Table:
    """One row a partner."""
    rows = (
        (row.name, row.party, row.region, row.instruments, row.alive, row.first, row.newest)
        for row in partners(dataset)
    )
    return Table(("partner", "code", "region", "instruments", "in_force", "first", "newest"), tuple(rows))


def unclear(dataset: Dataset) -> str | None:
    """For how many instruments nobody can say whether they are still alive; None where there is none."""
    rows = dataset.agreements()
    number = sum(row.status == "unclear" for row in rows)
    of = words.count(len(rows), "instrument")
    return f"For {number:,} of {of} no dated source shows whether they are still in force." if number else None


def notes(dataset: Dataset) -> Sequence[str]:
    """What to know before quoting it."""
    rows = dataset.agreements()
    shared = sum(len(row.partners) > 1 for row in rows)
    return words.said(
        "An instrument is a text that named parties signed or issued together.",
        f"{words.count(shared, 'instrument')} with several partners {words.verb(shared, 'counts', 'count')} "
        "once for each of them."
        if shared
        else None,
        unclear(dataset),
        "A dot stands at a country's label point. Land has no frontiers, so no boundary takes a position.",
        "The map shows what could be documented with a source, not everything that exists.",
    )


CHART = Chart(
    id="partners-map",
    question="Where are China's documented space partners?",
    figure=figure,
    takeaway=takeaway,
    alt=alt,
    table=table,
    notes=notes,
    tables=("agreements", "countries"),
    height=HEIGHT,
)
