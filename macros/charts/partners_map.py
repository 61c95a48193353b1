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
from .maps import Ground, ground
from .palette import colour
from .template import TEXT, Writing, plain

HEIGHT = (440, 560)
_TOP = {"wide": 24, "narrow": 40}
_RANKED = 12
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
    """The map; in the narrow form with the longest lists as bars under it."""
    world = ground(size, HEIGHT[size == "narrow"], _TOP[size])
    rows = partners(dataset)
    unit = 2.5 if size == "wide" else 1.7
    words_ = Writing(size, TEXT[size] - 1)
    spots = {row.party: world.of(dataset, row.party) for row in rows if row.party in dataset.countries}
    if size == "wide":
        spots |= _bodies(world, [row for row in rows if row.party not in dataset.countries], unit, words_)
    _dots(world.figure, [row for row in rows if row.party in spots], spots, unit)
    _names(dataset, world, rows, spots, unit, size, words_)
    _key(world.figure, size, words_)
    if size == "narrow":
        _ranking(world, rows, words_)
    words_.draw(world.figure)
    return world.figure


def _radius(row: Partner, unit: float) -> float:
    return round(unit * sqrt(row.instruments) + 0.8, 1)


def _bodies(world: Ground, rows: Sequence[Partner], unit: float, writing: Writing) -> dict[str, tuple[float, float]]:
    """International bodies have no place on Earth: they stand in a row below the land, named."""
    spots: dict[str, tuple[float, float]] = {}
    x, y = 8.0, world.bottom + 26
    for row in rows:
        radius, room = _radius(row, unit), text_width(row.name, 12)
        if x + 2 * radius + room + 4 > world.width:
            break
        spots[row.party] = (round(x + radius, 1), y)
        writing.add(row.name, round(x + 2 * radius + 3, 1), y, ink="ink")
        x += 2 * radius + room + 22
    return spots


def _dots(figure: go.Figure, rows: Sequence[Partner], spots: dict[str, tuple[float, float]], unit: float) -> None:
    for alive in (False, True):
        shown = [row for row in rows if bool(row.alive) == alive]
        figure.add_scatter(
            x=[spots[row.party][0] for row in shown], y=[spots[row.party][1] for row in shown], mode="markers",
            name=_KEY[alive],
            marker={
                "size": [2 * _radius(row, unit) for row in shown], "opacity": 0.9, "sizemode": "diameter",
                "color": colour("ilrs") if alive else colour("paper"),
                "line": {"width": 0.8 if alive else 1.6, "color": colour("paper") if alive else colour("ilrs")},
            },
            text=[plain(row.name) for row in shown],
            customdata=[[words.count(row.instruments, "instrument"), row.alive] for row in shown],
            hovertemplate="<b>%{text}</b><br>%{customdata[0]}, %{customdata[1]} known to be in force<extra></extra>",
        )  # fmt: skip


def _names(
    dataset: Dataset, world: Ground, rows: Sequence[Partner], spots: dict[str, tuple[float, float]],
    unit: float, size: Size, writing: Writing,
) -> None:  # fmt: skip
    """Names beside the dots, the longest lists first, as far as there is room; and China itself."""
    home = world.of(dataset, "CHN")
    reach = {party: _radius(row, unit) for row in rows if (party := row.party) in spots}
    taken = [
        Box(spots[party][0] - r * 0.8, spots[party][1] - r * 0.8, spots[party][0] + r * 0.8, spots[party][1] + r * 0.8)
        for party, r in reach.items()
    ]
    states = [row for row in rows if row.party in dataset.countries][: 30 if size == "wide" else 4]
    wants = [
        Want("CHN", "China", *home, 4),
        *(Want(row.party, row.name, *spots[row.party], reach[row.party]) for row in states),
    ]
    placed = place(wants, TEXT[size] - 1, world.width, world.bottom, taken)
    world.figure.add_scatter(
        x=[home[0]], y=[home[1]], mode="markers", name="China", hoverinfo="skip",
        marker={"symbol": "diamond", "size": 9, "color": colour("ink"), "line": {"width": 1, "color": colour("paper")}},
    )  # fmt: skip
    for want in wants:
        if want.key in placed:
            box = placed[want.key].box
            writing.add(
                want.text, round(box.left, 1), round((box.top + box.bottom) / 2, 1), ink="ink", bold=want.key == "CHN"
            )


def _key(figure: go.Figure, size: Size, writing: Writing) -> None:
    """What the two kinds of dot mean, at the top."""
    x, y = 8.0, 10.0
    for filled in (True, False):
        figure.add_scatter(
            x=[x], y=[y], mode="markers", hoverinfo="skip", name=_KEY[filled],
            marker={"size": 10, "color": colour("ilrs" if filled else "paper"), "line": {"width": 1.6, "color": colour("ilrs")}},
        )  # fmt: skip
        writing.add(_KEY[filled], x + 8, y)
        x, y = (x, y + 18) if size == "narrow" else (x + 30 + text_width(_KEY[filled], 12), y)
    if size == "wide":
        writing.add("area: number of instruments", 752, y, "middle left")


def _ranking(world: Ground, rows: Sequence[Partner], writing: Writing) -> None:
    """The longest lists as bars, where a phone has no room for names on the map."""
    shown = rows[:_RANKED]
    left, right, top, step = 118.0, world.width - 34, world.bottom + 42, 23.0
    writing.add("Most instruments", 4, top - 26, ink="ink", bold=True, size=TEXT["narrow"])
    longest = max((row.instruments for row in shown), default=1)
    bars = {"x": [], "y": []}  # type: dict[str, list[float | None]]
    for index, row in enumerate(shown):
        y, end = top + index * step, round(left + (right - left) * row.instruments / longest, 1)
        bars["x"] += [left, end, end, left, None]
        bars["y"] += [y - 7, y - 7, y + 7, y + 7, None]
        writing.add(fitted(row.name, left - 12, 12), left - 4, y, "middle left", ink="ink", size=TEXT["narrow"])
        writing.add(str(row.instruments), end + 2, y)
    world.figure.add_scatter(
        **bars,
        mode="lines",
        fill="toself",
        fillcolor=colour("ilrs"),
        line={"width": 0},
        hoverinfo="skip",
        name="Instruments",
    )


def takeaway(dataset: Dataset) -> str:
    """How many, where, and who has most."""
    rows = partners(dataset)
    states = [row for row in rows if row.party in dataset.countries]
    regions = {row.region for row in states}
    top = [f"{row.name} ({row.instruments})" for row in rows[:3]]
    alive = sum(bool(row.alive) for row in rows)
    return (
        f"The atlas documents instruments with {words.count(len(states), 'state')} in {words.small(len(regions))} regions and with "
        f"{words.count(len(rows) - len(states), 'international body', 'international bodies')}; most with {words.listed(top)}. "
        f"With {words.small(alive)} of them, at least one instrument is known to be in force."
    )


def alt(dataset: Dataset) -> str:
    """The map in words."""
    rows = partners(dataset)
    regions = {region: sum(row.region == region for row in rows) for region in sorted({row.region for row in rows})}
    by_region = words.listed([f"{region} {number}" for region, number in regions.items()])
    return f"World map without frontiers: one dot for each of {len(rows)} partners with a documented space instrument with China, as of {words.long_day(dataset.as_of)}. Partners by region: {by_region}."


def table(dataset: Dataset) -> Table:
    """One row a partner."""
    rows = (
        (row.name, row.party, row.region, row.instruments, row.alive, row.first, row.newest)
        for row in partners(dataset)
    )
    return Table(("partner", "code", "region", "instruments", "in_force", "first", "newest"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What to know before quoting it."""
    rows = dataset.agreements()
    shared = sum(len(row.partners) > 1 for row in rows)
    unclear = sum(row.status == "unclear" for row in rows)
    return (
        f"An instrument is a text that named parties signed or issued together; {words.count(shared, 'instrument')} with several partners count once for each of them.",
        f"For {unclear:,} of {len(rows):,} instruments no dated source shows whether they are still in force.",
        "A dot stands at a country's label point. Land has no frontiers, so no boundary takes a position.",
        "The map shows what could be documented with a source, not everything that exists.",
    )


CHART = Chart(
    id="partners-map",
    question="Where are China's documented space partners?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("agreements", "countries"), height=HEIGHT,
)  # fmt: skip
