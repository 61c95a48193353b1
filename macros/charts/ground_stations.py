"""Where does China track from? Stations by what they do, open and closed, on a map without frontiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import dist, hypot

import plotly.graph_objects as go

from ..dataset import Dataset
from ..records import GroundStation
from . import words
from .chart import Chart, Size, Table
from .labels import Box, Want, place
from .maps import Ground, ground, name_marks
from .palette import colour
from .projection import Point
from .template import TEXT, Writing, plain

HEIGHT = (446, 560)
_TOP = {"wide": 50, "narrow": 62}
# Groups of kinds: (kinds, mark, words)
GROUPS = (
    (("deep-space", "tracking", "satellite-control"), "circle", "tracking and control"),
    (("data-reception", "gateway"), "square", "data reception"),
    (("observatory", "launch-site"), "triangle-up", "observatory, laser ranging"),
)
_APART = 12.0
"""Px between the centres of marks that would else cover each other."""
_STATES = (("used or built", "ilrs"), ("closed", "ended"), ("planned", "stated"))


@dataclass(frozen=True, slots=True)
class Site:
    """A station where it stands on the map: at its own place, or at its country's label point."""

    row: GroundStation
    spot: Point
    exact: bool
    symbol: str
    ink: str
    state: str


def sites(dataset: Dataset, world: Ground) -> tuple[Site, ...]:
    """Every station where it is drawn, no mark over another."""
    rows = dataset.stations()
    spots = {
        row.id: world.at(row.longitude, row.latitude)
        for row in rows
        if row.latitude is not None and row.longitude is not None
    }
    exact = set(spots)
    spots = _apart(spots, world.width)
    for country in dict.fromkeys(row.country for row in rows):
        unplaced = [row.id for row in rows if row.country == country and row.id not in exact]
        spots |= dict(
            zip(unplaced, _beside(world.of(dataset, country), len(unplaced), spots.values(), world.width), strict=True)
        )
    return tuple(Site(row, spots[row.id], row.id in exact, *_look(row)) for row in rows)


def _apart(spots: Mapping[str, Point], width: float) -> dict[str, Point]:
    """Marks at places so close that one would cover the other, moved apart by as little as that needs."""
    placed = dict(spots)
    for _ in range(40):
        close = [(a, b) for a, b in combinations(placed, 2) if dist(placed[a], placed[b]) < _APART - 0.1]
        for a, b in close:
            (ax, ay), (bx, by) = placed[a], placed[b]
            gap = dist((ax, ay), (bx, by))
            along = ((bx - ax) / gap, (by - ay) / gap) if gap else (1.0, 0.0)
            push = (_APART - gap) / 2
            placed[a] = (ax - along[0] * push, ay - along[1] * push)
            placed[b] = (bx + along[0] * push, by + along[1] * push)
    return {key: (round(min(max(x, 7.0), width - 7), 1), round(y, 1)) for key, (x, y) in placed.items()}


def _look(row: GroundStation) -> tuple[str, str, str]:
    """A station's mark, colour and state."""
    symbol = next(mark for kinds, mark, _ in GROUPS if row.kind in kinds)
    planned = row.status in ("planned", "under-construction")
    state, ink = _STATES[1] if row.status == "closed" else _STATES[2] if planned else _STATES[0]
    return symbol, ink, state


def _beside(label: Point, number: int, taken: Iterable[Point], width: float) -> list[Point]:
    """So many marks in a row at a country's label point, or as near to it as they cover none that stands already."""
    placed = list(taken)
    steps = range(-48, 49, 4)
    for dx, dy in sorted(((dx, dy) for dx in steps for dy in steps), key=lambda off: (hypot(*off), off)):
        start = min(max(label[0], 7.0), width - 7) + dx
        row = [(round(start + _APART * index, 1), round(label[1] + dy, 1)) for index in range(number)]
        if all(dist((x, y), (px, py)) >= _APART for x, y in row for px, py in placed):
            return row
    return [(label[0] + _APART * index, label[1]) for index in range(number)]


def _tie(world: Ground, shown: Sequence[Site]) -> None:
    """A thin line from a station at its own place to the others of its country."""
    x: list[float | None] = []
    y: list[float | None] = []
    for site in shown:
        others = [other.spot for other in shown if other.row.country == site.row.country and not other.exact]
        if site.exact and others:
            near = min(others, key=lambda spot: dist(spot, site.spot))
            x += [site.spot[0], near[0], None]
            y += [site.spot[1], near[1], None]
    if x:
        world.figure.add_scatter(
            x=x[:-1], y=y[:-1], mode="lines", hoverinfo="skip", name="Leaders",
            line={"width": 1, "color": colour("ink-faint")},
        )  # fmt: skip


@lru_cache(maxsize=4)
def figure(dataset: Dataset, size: Size) -> go.Figure:
    """The map: shape is what a station does, colour whether it is in use, filled where its place is known."""
    world = ground(size, HEIGHT[size == "narrow"], _TOP[size])
    shown = sites(dataset, world)
    writing = Writing(size, TEXT[size] - 1)
    _tie(world, shown)
    world.figure.add_scatter(
        x=[site.spot[0] for site in shown],
        y=[site.spot[1] for site in shown],
        mode="markers",
        name="Stations",
        marker={
            "symbol": [site.symbol for site in shown],
            "size": [11 if site.exact else 9 for site in shown],
            "opacity": 1,
            "color": [colour(site.ink if site.exact else "paper") for site in shown],
            "line": {
                "width": [1 if site.exact else 1.8 for site in shown],
                "color": [colour("paper" if site.exact else site.ink) for site in shown],
            },
        },
        text=[plain(site.row.name) for site in shown],
        customdata=[[plain(dataset.party_name(site.row.country)), site.row.status, site.row.kind] for site in shown],
        hovertemplate="<b>%{text}</b>, %{customdata[0]}<br>%{customdata[2]}, %{customdata[1]}<extra></extra>",
    )
    names = Counter(site.row.country for site in shown)
    first = {site.row.country: site for site in reversed(shown)}
    wants = []
    for country, number in sorted(names.items(), key=lambda item: (-item[1], item[0])):
        label = dataset.party_name(country) + (f" {number}" if number > 1 else "")
        spots = [site.spot for site in shown if site.row.country == country and not site.exact] or [first[country].spot]
        x = (spots[0][0] + spots[-1][0]) / 2
        wants.append(Want(country, label, x, spots[0][1], 6 + (spots[-1][0] - spots[0][0]) / 2, must=True))
    taken = [Box(site.spot[0] - 5, site.spot[1] - 5, site.spot[0] + 5, site.spot[1] + 5) for site in shown]
    name_marks(world, place(wants, TEXT[size] - 1, world.width, world.bottom, taken), writing)
    _key(world.figure, size, writing)
    writing.draw(world.figure)
    return world.figure


def _key(made: go.Figure, size: Size, writing: Writing) -> None:
    """Shapes in one line, colours in the next."""
    wide = size == "wide"
    shapes = [(symbol, "ink-soft", label) for _, symbol, label in GROUPS]
    states = [("circle", ink, label) for label, ink in _STATES] + [
        ("circle-open", "ink-soft", "somewhere in this country" if wide else "place not sourced")
    ]
    rows = [(10.0, shapes, 200 if wide else 0), (32.0, states, 150 if wide else 0)]
    if not wide:
        rows = [(8.0, shapes[:2], 165), (26.0, [shapes[2], states[3]], 195), (44.0, states[:3], 105)]
    for y, marks, step in rows:
        for index, (symbol, ink, label) in enumerate(marks):
            x = 8.0 + index * step
            made.add_scatter(
                x=[x],
                y=[y],
                mode="markers",
                hoverinfo="skip",
                name=label,
                marker={
                    "symbol": symbol,
                    "size": 9,
                    "color": colour(ink),
                    "line": {"width": 1.8 if "open" in symbol else 0},
                },
            )
            writing.add(label, x + 9, y)


def takeaway(dataset: Dataset) -> str:
    """How many stations in how many countries, and how many have closed."""
    rows = dataset.stations()
    hosts = {row.country for row in rows}
    closed = [row for row in rows if row.status == "closed"]
    tracking = [row for row in rows if row.kind in GROUPS[0][0] and row.status not in ("closed", "planned")]
    if not rows:
        return words.NOTHING
    where = words.listed([words.the(name) for name in sorted({dataset.party_name(row.country) for row in closed})])
    return words.sentence(
        f"the atlas lists {words.count(len(rows), 'station')} in "
        f"{words.count(len(hosts), 'country', 'countries')} that China uses, used, built or plans; "
        f"{words.some(len(tracking))} {words.verb(len(tracking), 'serves', 'serve')} tracking and control and "
        f"{words.verb(len(tracking))} not known to be closed.",
        f"{words.small(len(closed))} {words.verb(len(closed), 'has', 'have')} closed: in {where}." if closed else None,
    )


def alt(dataset: Dataset) -> str:
    """The map in words."""
    rows = dataset.stations()
    if not rows:
        return words.NOTHING
    kinds = words.listed([f"{sum(row.kind in kinds for row in rows)} for {label}" for kinds, _, label in GROUPS])
    hosts = words.listed(sorted({dataset.party_name(row.country) for row in rows}))
    stations = words.count(len(rows), "ground station")
    return f"World map without frontiers with {stations} abroad: {kinds}. Host countries: {hosts}."


def table(dataset: Dataset) -> Table:
    """One row a station."""
    rows = (
        (
            row.name,
            dataset.party_name(row.country),
            row.place,
            row.kind,
            row.operator,
            str(row.opened or ""),
            str(row.closed or ""),
            row.status,
            row.latitude,
            row.longitude,
        )
        for row in dataset.stations()
    )
    return Table(
        ("station", "country", "place", "kind", "operator", "opened", "closed", "status", "latitude", "longitude"),
        tuple(rows),
    )


def notes(dataset: Dataset) -> Sequence[str]:
    """What is not known."""
    rows = dataset.stations()
    placed = sum(row.latitude is not None and row.longitude is not None for row in rows)
    unclear = sum(row.status == "unclear" for row in rows)
    return words.said(
        f"Of {words.count(len(rows), 'station')}, {placed} {words.verb(placed, 'has', 'have')} coordinates in a "
        "source. The others are hollow and stand at or beside their country's label point; nothing is guessed. A thin "
        "line leads from a station at its own place to the others of its country; marks that would cover each other "
        "stand a little apart."
        if rows
        else None,
        f"For {words.count(unclear, 'station')} no dated source says whether China still uses them."
        if unclear
        else None,
        "Owning a station, running it and buying its service are different things; the list says who runs each.",
        "Stations on Chinese soil and tracking ships are not shown.",
    )


CHART = Chart(
    id="ground-stations",
    question="Where does China track and receive from abroad?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("ground-stations",), height=HEIGHT,
)  # fmt: skip
