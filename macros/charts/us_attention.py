"""When did Washington last look in public? Hearings, reports and pages on China in space, on a true scale of time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import plotly.graph_objects as go

from ..dataset import Dataset
from ..records import Event
from . import words
from .chart import Chart, Size, Table
from .chronicle import Axis, Entry, tell
from .labels import text_width
from .sheet import Sheet
from .template import TEXT

HEIGHT = (620, 880)
_FROM = 2014
# kind: mark, and whether it is filled
_MARKS = {"hearing": ("diamond", True), "report": ("square", True), "page": ("square", False)}
_OTHER = ("circle", False)


@lru_cache(maxsize=2)
def looks(dataset: Dataset) -> tuple[Event, ...]:
    """What Washington said or asked in public on China in space, oldest first."""
    return tuple(sorted(dataset.select("events", theme="us-attention"), key=lambda row: (row.date.first, row.id)))


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Time runs down; hearings left and the rest right, on a phone in one list."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    rows = [row for row in looks(dataset) if row.date.year >= _FROM]
    axis = Axis(330.0 if wide else 20.0, 56.0 if wide else 62.0, sheet.height - 16, dt.date(_FROM, 1, 1), dataset.as_of)
    entries = []
    for row in rows:
        symbol, filled = _MARKS.get(row.kind, _OTHER)
        heard = row.kind == "hearing"
        entries.append(Entry(row.date, row.title, symbol, "artemis", filled, wide and heard, -1 if heard else 1))
    tell(sheet, axis, entries, room=(286.0 if wide else 0.0, 380.0 if wide else 296.0))
    if wide:
        sheet.words.add("hearings", axis.x - 34, 16, "middle left", ink="artemis", bold=True)
        sheet.words.add("reports, pages and other public acts", axis.x + 34, 16, ink="artemis", bold=True)
    _key(sheet, axis)
    return sheet.figure()


def _key(sheet: Sheet, axis: Axis) -> None:
    """What the marks mean; on a wide screen a heading says which are hearings."""
    shapes = ((_MARKS["hearing"], "hearing"), (_MARKS["report"], "report"), (_MARKS["page"], "page"), (_OTHER, "other"))
    wide = sheet.size == "wide"
    x, y = (axis.x + 39, 35) if wide else (axis.x, 27)
    for (symbol, filled), label in shapes[1:] if wide else shapes:
        sheet.mark(x, y, symbol, "artemis", 9, filled=filled)
        sheet.words.add(label, x + 9, y, size=TEXT[sheet.size] - 1)
        x += text_width(label, TEXT[sheet.size]) + 26


def takeaway(dataset: Dataset) -> str:
    """The last hearing, the last report, and how long ago."""
    rows = looks(dataset)
    hearings = [row for row in rows if row.kind == "hearing"]
    reports = [row for row in rows if row.kind == "report"]
    gaps = [(later.date.first - earlier.date.last).days for earlier, later in pairwise(hearings)]
    widest = gaps.index(max(gaps)) if gaps else 0
    return (
        f"The last hearing on record is of {hearings[-1].date.words}, the last report of {reports[-1].date.words}. "
        f"Between the hearings of {hearings[widest].date.words} and {hearings[widest + 1].date.words} "
        f"lay about {words.small(round(gaps[widest] / 365.25))} years, "
        f"the longest gap since {hearings[0].date.year}."
    ) if gaps and reports else (
        f"The atlas lists {words.count(len(rows), 'public act')}, the last of {rows[-1].date.words}."
        if rows else words.NOTHING
    )  # fmt: skip


def alt(dataset: Dataset) -> str:
    """The timeline in words."""
    rows = [row for row in looks(dataset) if row.date.year >= _FROM]
    if not rows:
        return words.NOTHING
    kinds = sorted({row.kind for row in rows})
    counted = words.listed([words.count(sum(row.kind == kind for row in rows), kind) for kind in kinds])
    years = list(dict.fromkeys((str(rows[0].date.year), str(rows[-1].date.year))))
    return f"Timeline of public attention in Washington to China in space, {' to '.join(years)}: {counted}."


def table(dataset: Dataset) -> Table:
    """One row a mark."""
    rows = (
        (str(row.date), row.kind, row.title, ", ".join(row.actors), row.id)
        for row in looks(dataset)
        if row.date.year >= _FROM
    )
    return Table(("date", "kind", "title", "by", "id"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What the list is and is not."""
    earlier = [f"{row.title} ({row.date.year})" for row in looks(dataset) if row.date.year < _FROM]
    found = [
        "The list began with what the analysis named and was extended with what was found since; it "
        "is no count of all hearings that touched on China.",
        "Closed sessions leave no public trace.",
    ]
    if earlier:
        found.append(f"Earlier and not drawn: {words.listed(earlier)}.")
    return tuple(found)


def _sources(dataset: Dataset) -> Sequence[str]:
    return tuple(citation.source for row in looks(dataset) for citation in row.sources)


CHART = Chart(
    id="us-attention",
    question="When did Washington last look in public?",
    figure=figure,
    takeaway=takeaway,
    alt=alt,
    table=table,
    notes=notes,
    sources=_sources,
    tables=("events",),
    height=HEIGHT,
)
