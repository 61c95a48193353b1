"""Who signed what, when? One lane a region, one mark an instrument whose day of signing is known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from ..records import Agreement
from . import words
from .axes import across, middle, years
from .chart import Chart, Size, Table
from .labels import text_width
from .palette import colour
from .template import TEXT, WIDTH, Writing, blank, plain

HEIGHT = (600, 760)
LANES = ("Asia", "Europe", "Africa", "Americas", "Oceania", "International")
_LABELS = {"International": "International bodies"}
_SPOKEN = {"International": "international bodies", "Americas": "the Americas"}
# Who signed, from the state down: colour and shape say the same.
LEVELS = {
    "intergovernmental": ("level-1", "circle", "governments"),
    "agency": ("level-2", "diamond", "agencies"),
    "institute": ("level-3", "square", "institutes"),
    "company": ("level-4", "triangle-up", "companies"),
}
_MARGIN = {"l": 6, "r": 10, "t": 4, "b": 24}
_MARK = {"wide": 9.0, "narrow": 7.0}
_PAD = 150
_KEY = -1.5
"""Where the key stands, in rows of marks above the first lane."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One instrument in its lane: the day it stands at, and its row among its neighbours."""

    row: Agreement
    lane: str
    day: dt.date
    partners: str


@lru_cache(maxsize=2)
def marks(dataset: Dataset) -> tuple[Mark, ...]:
    """Every instrument with a date of signing, oldest first. One with partners in several regions is international."""
    found = []
    for row in dataset.agreements(date_type="signed"):
        regions = {dataset.region(party) for party in row.partners}
        lane = regions.pop() if len(regions) == 1 else "International"
        if row.signed:
            names = words.listed([dataset.party_name(party) for party in row.partners], 4)
            found.append(Mark(row, lane, middle(row.signed), names))
    return tuple(sorted(found, key=lambda mark: (mark.day, mark.row.id)))


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Lanes of marks over the years."""
    shown = marks(dataset)
    first = min((mark.day.year for mark in shown), default=1975) - 1
    end = dataset.as_of + dt.timedelta(days=_PAD)
    height = HEIGHT[size == "narrow"]
    inner = WIDTH[size] - _MARGIN["l"] - _MARGIN["r"]
    lanes = [lane for lane in LANES if any(mark.lane == lane for mark in shown)]
    levels = {
        lane: _stacked([mark for mark in shown if mark.lane == lane], first, end, inner, _MARK[size]) for lane in lanes
    }
    tops, total = {}, 0.0
    for lane in lanes:
        depth = max(levels[lane].values(), default=0) + 1
        tops[lane] = (total + 1.9, depth)
        total += depth + 2.6
    made = blank(
        size, height, margin=_MARGIN,
        xaxis=years(first, dataset.as_of, 10, pad_days=_PAD) | {"showgrid": False},
        yaxis={"range": [total, _KEY - 1], "visible": False},
    )  # fmt: skip
    _decades(made, first, dataset.as_of, list(tops.values()))
    for level, (ink, symbol, _) in LEVELS.items():
        _draw(made, [mark for mark in shown if mark.row.level == level], levels, tops, ink, symbol, _MARK[size])
    writing = Writing(size)
    for lane in lanes:
        number = sum(mark.lane == lane for mark in shown)
        label = f"{_LABELS.get(lane, lane)}\u00a0 {number}"
        writing.add(label, f"{first}-01-01", tops[lane][0] - 1.3, ink="ink", bold=True)
    if lanes and not all(_exact(mark) for mark in shown):
        at = _KEY if size == "wide" else tops[lanes[0]][0] - 1.3
        writing.add("hollow: only the year is known", str(end), at, "middle left", size=TEXT[size] - 1)
    _key(made, size, first, end)
    writing.draw(made)
    return made


def _stacked(rows: Sequence[Mark], first: int, end: dt.date, inner: float, mark: float) -> dict[str, int]:
    """The row of each mark in its lane: the first one where it covers no earlier mark."""
    ends: list[float] = []
    placed = {}
    for row in rows:
        x = across(row.day, first, end, inner)
        level = next((index for index, last in enumerate(ends) if x - last >= mark), len(ends))
        ends[level : level + 1] = [x]
        placed[row.row.id] = level
    return placed


def _exact(mark: Mark) -> bool:
    """Whether more than the year of signing is known."""
    return mark.row.signed is not None and mark.row.signed.precision != "year"


def _draw(
    made: go.Figure, shown: Sequence[Mark], levels: dict[str, dict[str, int]], tops: dict[str, tuple[float, int]],
    ink: str, symbol: str, size: float,
) -> None:  # fmt: skip
    exact = [_exact(mark) for mark in shown]
    made.add_scatter(
        x=[str(mark.day) for mark in shown],
        y=[round(tops[mark.lane][0] + levels[mark.lane][mark.row.id], 2) for mark in shown],
        mode="markers",
        name=LEVELS[shown[0].row.level][2] if shown else "",
        marker={
            "size": size - 1.5 if symbol != "triangle-up" else size - 0.5,
            "color": [colour(ink) if sure else colour("paper") for sure in exact],
            "symbol": symbol,
            "line": {"width": 1.4, "color": colour(ink)},
        },
        text=[plain(mark.partners) for mark in shown],
        customdata=[[mark.row.signed.words if mark.row.signed else "", plain(mark.row.title)] for mark in shown],
        hovertemplate="<b>%{text}</b>, %{customdata[0]}<br>%{customdata[1]}<extra></extra>",
        cliponaxis=False,
    )


def _decades(made: go.Figure, first: int, end: dt.date, lanes: Sequence[tuple[float, int]]) -> None:
    """A line for each decade through each lane: a grid would cross the lanes' names and the key."""
    days = [f"{year}-01-01" for year in range(-(-first // 10) * 10, end.year + 1, 10)]
    made.add_scatter(
        x=[x for day in days for _ in lanes for x in (day, day, None)],
        y=[y for _ in days for top, depth in lanes for y in (round(top - 0.5, 2), round(top + depth + 0.2, 2), None)],
        mode="lines", hoverinfo="skip", name="Decades", line={"width": 1, "color": colour("grid")},
    )  # fmt: skip


def _key(made: go.Figure, size: Size, first: int, end: dt.date) -> None:
    """What the shapes mean, in a line above the lanes."""
    inner, text = WIDTH[size] - _MARGIN["l"] - _MARGIN["r"], TEXT[size] - 1
    start = dt.date(first, 1, 1)
    x, days = 6.0, []
    for _, _, label in LEVELS.values():
        days.append(str(start + (end - start) * (x / inner)))
        x += text_width(label, text) + (30 if size == "wide" else 19)
    made.add_scatter(
        x=days,
        y=[_KEY] * len(days),
        mode="markers+text",
        hoverinfo="skip",
        cliponaxis=False,
        name="Key",
        marker={
            "size": 8,
            "opacity": 1,
            "color": [colour(ink) for ink, _, _ in LEVELS.values()],
            "symbol": [symbol for _, symbol, _ in LEVELS.values()],
        },
        text=[label for _, _, label in LEVELS.values()],
        textposition="middle right",
        textfont={"size": text, "color": colour("ink-soft")},
    )


def takeaway(dataset: Dataset) -> str:
    """How many, how they are spread over time and over regions."""
    shown = marks(dataset)
    by_lane = sorted(((sum(mark.lane == lane for mark in shown), lane) for lane in LANES), reverse=True)
    recent = sum(mark.day.year >= 2011 for mark in shown)
    lead = [f"{_SPOKEN.get(lane, lane)} ({number})" for number, lane in by_lane[:3] if number]
    if not shown:
        return words.NOTHING
    since = min(mark.day.year for mark in shown)
    most = f"Most are with {words.listed(lead)}." if len(lead) > 1 else f"All are with {lead[0]}."
    return (
        f"{words.count(len(shown), 'instrument')} with a known date of signing, the first in {since}; "
        f"{words.share(recent, len(shown))} of them since 2011. {most}"
    )


def alt(dataset: Dataset) -> str:
    """The lanes in words."""
    shown = marks(dataset)
    if not shown:
        return words.NOTHING
    counted = {lane: sum(mark.lane == lane for mark in shown) for lane in LANES}
    lanes = [f"{_LABELS.get(lane, lane)} {number}" for lane, number in counted.items() if number]
    levels = [f"{sum(mark.row.level == level for mark in shown)} by {label}" for level, (_, _, label) in LEVELS.items()]
    return (
        f"Timeline with one mark for each of {words.count(len(shown), 'signed instrument')}, in lanes by region: "
        f"{words.listed(lanes)}. "
        f"Signed {words.listed(levels)}."
    )


def table(dataset: Dataset) -> Table:
    """One row a mark."""
    rows = (
        (str(mark.row.signed), mark.partners, mark.row.title, mark.lane, mark.row.kind, mark.row.status, mark.row.id)
        for mark in marks(dataset)
    )
    return Table(("signed", "partners", "title", "region", "kind", "status", "id"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What to know before quoting it."""
    everything = dataset.agreements()
    shown = marks(dataset)
    other = sum(row.signed is not None and row.date_type != "signed" for row in everything)
    undated = sum(row.signed is None for row in everything)
    rough = sum(mark.row.signed is not None and mark.row.signed.precision == "year" for mark in shown)
    return words.said(
        f"{words.count(other, 'instrument')} known only by the date of announcement, entry into force "
        f"or first report, and {undated} without any date, {words.verb(other + undated)} not drawn."
        if other + undated
        else None,
        f"{words.count(rough, 'hollow mark')} stand{'s' if rough == 1 else ''} in the middle of a "
        f"year: no source gives the month."
        if rough
        else None,
        "An instrument with partners in several regions stands with the international bodies.",
        "More recent signings leave more traces online: growth over time is in part growth in what can be found.",
    )


CHART = Chart(
    id="agreements-timeline",
    question="Who signed what with China, and when?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("agreements",), height=HEIGHT,
)  # fmt: skip
