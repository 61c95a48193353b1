"""How much of the official total can be named? China's stated totals beside what the atlas documents."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go

from ..dataset import Dataset
from ..dates import PartialDate
from ..records import Agreement
from . import words
from .axes import across, middle, step, years
from .chart import Chart, Size, Table
from .labels import Box, Want, covered, place, spread, text_width
from .palette import colour
from .template import TEXT, WIDTH, Writing, blank, plain

HEIGHT = (440, 460)
SERIES = "cnsa-agreements"
_FROM = 2000


@dataclass(frozen=True, slots=True)
class Stated:
    """A total as an official stated it."""

    as_of: PartialDate
    value: int
    shown: str
    unit: str
    claimant: str
    sources: tuple[str, ...]


@lru_cache(maxsize=2)
def stated(dataset: Dataset) -> tuple[Stated, ...]:
    """The stated totals that hold a number and a date, oldest first."""
    found = []
    for claim in dataset.select("claims", series=SERIES):
        number = re.search(r"\d[\d,]*", str(claim.value))
        if claim.as_of and number:
            value = int(number.group().replace(",", ""))
            keys = tuple(citation.source for citation in claim.sources)
            found.append(Stated(claim.as_of, value, str(claim.value), claim.unit or "", claim.claimant, keys))
    return tuple(sorted(found, key=lambda row: row.as_of.last))


def by_cnsa(row: Agreement) -> bool:
    """Whether CNSA itself is named among those who signed."""
    return any("CNSA" in name or "National Space Administration" in name for name in row.signatories.china)


def by_state(row: Agreement) -> bool:
    """Whether CNSA or a government signed."""
    return row.level == "intergovernmental" or by_cnsa(row)


# What is counted as documented, from the narrowest reading of the stated totals to the widest.
COUNTED: Sequence[tuple[str, Callable[[Agreement], bool], str, str]] = (
    ("signed by CNSA", by_cnsa, "level-2", "solid"),
    ("by CNSA or a government", by_state, "level-1", "dash"),
    ("of every kind", lambda row: True, "neutral", "dot"),
)


@lru_cache(maxsize=2)
def documented(dataset: Dataset) -> tuple[tuple[dt.date, tuple[int, ...]], ...]:
    """At each year's end: how many instruments known to be signed by then, by each way of counting."""
    days = [dt.date(year, 12, 31) for year in range(_FROM, dataset.as_of.year)] + [dataset.as_of]
    found = []
    for day in days:
        rows = dataset.agreements(on=day)
        found.append((day, tuple(sum(map(counts, rows)) for _, counts, _, _ in COUNTED)))
    return tuple(found)


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """A line for each way of counting, and the stated totals as marks."""
    counted, said = documented(dataset), stated(dataset)
    highest = max([row.value for row in said] + [max(row[1]) for row in counted] + [1])
    height = HEIGHT[size == "narrow"]
    # Room above the highest mark for the key; no line of the grid lies there.
    top = highest * (height - 30) / (height - 66)
    margin = {"l": 34, "r": 226 if size == "wide" else 104, "t": 4, "b": 26}
    made = blank(
        size, height, margin=margin, xaxis=years(_FROM, dataset.as_of, 5) | {"showgrid": False},
        yaxis={"range": [0, top], "tickvals": list(range(0, highest + 1, step(highest)))},
    )  # fmt: skip
    writing = Writing(size)
    last_day, last = counted[-1]
    gap = top / (height - 40) * (17 if size == "wide" else 34)
    for column, (label, _, ink, dash) in enumerate(COUNTED):
        made.add_scatter(
            x=[str(day) for day, _ in counted],
            y=[row[column] for _, row in counted],
            mode="lines",
            name=f"Documented, {label}",
            line={"color": colour(ink), "width": 2.4 if column == 0 else 1.8, "dash": dash},
            hovertemplate=f"%{{y}} documented {label} by %{{x|%-d %B %Y}}<extra></extra>",
        )
    for (label, _, ink, _), value, y in zip(COUNTED, last, spread(last, gap, 0, top), strict=True):
        _end(writing, f"{value} {label}", str(last_day), y, gap, size, ink)
    _diamonds(
        made,
        [str(middle(row.as_of)) for row in said],
        [row.value for row in said],
        name="Stated",
        text=[plain(f"{row.claimant}, {row.as_of.words}") for row in said],
        customdata=[plain(f"{row.shown} {row.unit}") for row in said],
        hovertemplate="<b>%{customdata}</b><br>%{text}<extra></extra>",
    )
    _name_stated(made, writing, Plot(dataset.as_of, top, margin, height, size), said, counted)
    writing.draw(made)
    return made


def _diamonds(made: go.Figure, x: Sequence[str], y: Sequence[float], **more: Any) -> None:
    """The mark of what is stated."""
    marker = {
        "color": colour("stated"),
        "size": 10,
        "symbol": "diamond",
        "line": {"width": 1, "color": colour("paper")},
    }
    made.add_scatter(x=x, y=y, mode="markers", marker=marker, cliponaxis=False, **more)


@dataclass(frozen=True, slots=True)
class Plot:
    """The drawing's scales, to know where on it a day and a number stand, in px."""

    last: dt.date
    top: float
    margin: Mapping[str, int]
    height: int
    size: Size

    def at(self, day: dt.date, value: float) -> tuple[float, float]:
        """The px of a day and a value."""
        inner = WIDTH[self.size] - self.margin["l"] - self.margin["r"]
        high = self.height - self.margin["t"] - self.margin["b"]
        x = self.margin["l"] + across(day, _FROM, self.last, inner)
        return x, self.margin["t"] + high * (1 - value / self.top)

    def back(self, x: float, y: float) -> tuple[str, float]:
        """The day and the value at a px."""
        inner = WIDTH[self.size] - self.margin["l"] - self.margin["r"]
        high = self.height - self.margin["t"] - self.margin["b"]
        start = dt.date(_FROM, 1, 1)
        day = start + (self.last - start) * ((x - self.margin["l"]) / inner)
        return str(day), round(self.top * (1 - (y - self.margin["t"]) / high), 2)


def _name_stated(
    made: go.Figure, writing: Writing, plot: Plot, said: Sequence[Stated],
    counted: Sequence[tuple[dt.date, tuple[int, ...]]],
) -> None:  # fmt: skip
    """The stated totals by number and year, where no line runs; with a leader where that is not at the mark."""
    text = TEXT[plot.size]
    taken = []
    for column in range(len(COUNTED)):
        spots = [plot.at(day, row[column]) for day, row in counted]
        taken += [box for start, end in pairwise(spots) for box in covered(start, end, 3)]
    for row in said:
        x, y = plot.at(middle(row.as_of), row.value)
        taken.append(Box(x - 6, y - 6, x + 6, y + 6))
    wants = []
    for row in sorted(said, key=lambda row: row.value):
        label = f"{row.shown} in {row.as_of.year}" if plot.size == "wide" else row.shown
        wants.append(Want(label, label, *plot.at(middle(row.as_of), row.value), 7, must=True))
    if said:
        day, value = plot.back(plot.margin["l"] + 8, 12)
        _diamonds(made, [day], [value], hoverinfo="skip", name="Key")
        writing.add("totals that officials stated", day, value, ink="stated", bold=True, off=2)
    xs: list[str | None] = []
    ys: list[float | None] = []
    edge = WIDTH[plot.size] - 2
    ends = [plot.at(plot.last, value)[1] for value in counted[-1][1]]
    right = plot.at(plot.last, 0)[0]
    taken += [Box(right, y - 16, edge + 400, y + 16) for y in ends]
    for name in place(wants, text * 1.17, edge, plot.height - plot.margin["b"], taken):
        # What begins beyond the last day, the live drawing leaves out: it begins there, with spaces before it.
        beyond = max(0.0, name.at[0] - right)
        day, value = plot.back(name.at[0] - beyond, name.at[1])
        writing.add(name.want.text, day, value, ink="stated", bold=True, off=round(beyond / text_width("\u00a0", text)))
        if name.line:
            (x0, y0), (x1, y1) = (plot.back(*point) for point in name.line)
            xs += [x0, x1, None]
            ys += [y0, y1, None]
    if xs:
        made.add_scatter(
            x=xs[:-1], y=ys[:-1], mode="lines", hoverinfo="skip", name="Leaders",
            line={"width": 1, "color": colour("ink-faint")},
        )  # fmt: skip


def _end(writing: Writing, words_: str, x: str, y: float, gap: float, size: Size, ink: str) -> None:
    """A label at a line's end; on a phone the number above its words."""
    if size == "wide":
        writing.add(words_, x, y, ink=ink, off=1)
        return
    number, rest = words_.split(" ", 1)
    writing.add(number, x, y + gap * 0.2, ink=ink, bold=True, off=1)
    writing.add(rest if len(rest) < 15 else "+ governments", x, y - gap * 0.22, ink=ink, off=1)


def takeaway(dataset: Dataset) -> str:
    """The newest stated number of CNSA beside the atlas's own for the same day."""
    rows = [row for row in stated(dataset) if row.claimant.startswith("CNSA")] or list(stated(dataset))
    if not rows:
        return words.NOTHING
    row = rows[-1]
    known = dataset.agreements(on=row.as_of.last)
    own, state = sum(map(by_cnsa, known)), sum(map(by_state, known))
    return (
        f"In {row.as_of.words} {row.claimant} stated {row.shown} {row.unit}. The atlas can name {own} "
        f"from before then that CNSA "
        f"signed ({words.share(own, row.value)}), {state} counting those between governments, and "
        f"{len(known)} of every kind."
    )


def alt(dataset: Dataset) -> str:
    """The lines in words."""
    if not stated(dataset) and not any(documented(dataset)[-1][1]):
        return words.NOTHING
    totals = words.listed([f"{row.shown} in {row.as_of.year}" for row in stated(dataset)])
    day, last = documented(dataset)[-1]
    counts = words.listed([f"{value} {label}" for value, (label, _, _, _) in zip(last, COUNTED, strict=True)])
    return (
        f"Stated totals of China's space agreements: {totals}. Beside them, lines of what the atlas "
        f"documents, by {words.long_day(day)}: {counts}."
    )


def table(dataset: Dataset) -> Table:
    """One row a mark: the stated totals, then the documented counts by year."""
    rows = [(str(row.as_of), "stated", row.value, row.claimant, row.unit) for row in stated(dataset)]
    for day, values in documented(dataset):
        rows += [
            (str(day), "documented", value, "this atlas", f"instruments {label}")
            for value, (label, _, _, _) in zip(values, COUNTED, strict=True)
        ]
    return Table(("date", "series", "count", "by", "unit"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What to know before quoting it."""
    rows = dataset.agreements()
    nameless = sum(not row.signatories.china for row in rows)
    return words.said(
        "The stated totals do not say which texts they count, and not all count the same thing; some "
        "later totals are lower than earlier ones.",
        f"For {nameless:,} of {words.count(len(rows), 'instrument')} no source names who signed for China; they are "
        "not counted as CNSA's."
        if nameless
        else None,
        "The atlas counts a text once, also where several countries joined it. One whose day is "
        "unknown counts from the end of its month or year; undated ones are left out.",
        "What is not documented here is not thereby untrue: many texts were never published.",
    )


def _sources(dataset: Dataset) -> Sequence[str]:
    return tuple(key for row in stated(dataset) for key in row.sources)


CHART = Chart(
    id="claimed-and-documented",
    question="How much of the official total can be named?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, sources=_sources,
    tables=("claims", "agreements"), height=HEIGHT,
)  # fmt: skip
