"""Where does China track from? Stations by what they do, open and closed, on a map without frontiers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    """Every station; those without a sourced position side by side at their country's label point."""
    found = []
    beside: Counter[str] = Counter()
    for row in dataset.stations():
        symbol = next(mark for kinds, mark, _ in GROUPS if row.kind in kinds)
        state, ink = (
            _STATES[1]
            if row.status == "closed"
            else _STATES[2]
            if row.status in ("planned", "under-construction")
            else _STATES[0]
        )
        exact = row.latitude is not None and row.longitude is not None
        if row.latitude is not None and row.longitude is not None:
            spot = world.at(row.longitude, row.latitude)
        else:
            x, y = world.of(dataset, row.country)
            spot = (x + 11 * beside[row.country], y)
            beside[row.country] += 1
        found.append(Site(row, spot, exact, symbol, ink, state))
    return tuple(found)


@lru_cache(maxsize=4)
def figure(dataset: Dataset, size: Size) -> go.Figure:
    """The map: shape is what a station does, colour whether it is in use, filled where its place is known."""
    world = ground(size, HEIGHT[size == "narrow"], _TOP[size])
    shown = sites(dataset, world)
    writing = Writing(size, TEXT[size] - 1)
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
    name_marks(world, place(wants, TEXT[size] - 1, world.width, world.bottom, taken), writing, {})
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
    return (
        f"The atlas lists {words.count(len(rows), 'station')} in "
        f"{words.count(len(hosts), 'country', 'countries')} that China uses, used, built or plans; "
        f"{len(tracking)} serve tracking and control and are not known to be closed. "
        f"{words.upper_first(words.small(len(closed)))} have "
        f"closed: in {words.listed(sorted({dataset.party_name(row.country) for row in closed}))}."
    )


def alt(dataset: Dataset) -> str:
    """The map in words."""
    rows = dataset.stations()
    kinds = words.listed([f"{sum(row.kind in kinds for row in rows)} for {label}" for kinds, _, label in GROUPS])
    hosts = words.listed(sorted({dataset.party_name(row.country) for row in rows}))
    return f"World map without frontiers with {len(rows)} ground stations abroad: {kinds}. Host countries: {hosts}."


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
    return (
        f"Only {placed} of {len(rows)} stations have coordinates in a source. The others are hollow "
        f"and stand at their country's label point, side by side; nothing is guessed.",
        f"For {unclear} stations no dated source says whether China still uses them.",
        "Owning a station, running it and buying its service are different things; the list says who runs each.",
        "Stations on Chinese soil and tracking ships are not shown.",
    )


CHART = Chart(
    id="ground-stations",
    question="Where does China track and receive from abroad?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("ground-stations",), height=HEIGHT,
)  # fmt: skip
