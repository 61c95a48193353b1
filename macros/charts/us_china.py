"""What has ever been agreed between the United States and China? Instruments beside the laws that bar them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from ..records import Agreement, Event
from . import words
from .chart import Chart, Size, Table
from .chronicle import Axis, Entry, tell
from .sheet import Sheet

HEIGHT = (1000, 1850)
# Laws that still bar work together, from the day they took effect.
BARS = {"section-902-1990": "export licences", "wolf-amendment-enacted-2011": "NASA"}


@lru_cache(maxsize=2)
def instruments(dataset: Dataset) -> tuple[Agreement, ...]:
    """Dated instruments with the United States or its bodies, oldest first."""
    rows = dataset.agreements()
    return tuple(row for row in rows if row.signed and "USA" in {dataset.state_of(party) for party in row.partners})


@lru_cache(maxsize=2)
def laws(dataset: Dataset) -> tuple[Event, ...]:
    """Laws and decisions on work with China, oldest first."""
    rows = [row for row in dataset.select("events", theme="us-china") if "law" in row.themes]
    return tuple(sorted(rows, key=lambda row: (row.date.first, row.id)))


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Time runs down: what was agreed on the left, what bars it on the right; on a phone in one list."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    agreed, barred = instruments(dataset), laws(dataset)
    first = min(
        [row.signed.year for row in agreed if row.signed] + [row.date.year for row in barred] + [dataset.as_of.year - 1]
    )
    axis = Axis(380.0 if wide else 24.0, 52.0 if wide else 66.0, sheet.height - 16, dt.date(first, 1, 1), dataset.as_of)
    entries = [
        Entry(row.signed, row.title, "circle", "ilrs", row.status == "in-force", wide, -1)
        for row in agreed
        if row.signed
    ]
    entries += [Entry(row.date, row.title, "square", "artemis", row.kind == "law", beside=1) for row in barred]
    for index, row in enumerate(row for row in barred if row.id in BARS):
        x = axis.x + (15 + 5 * index) * (1 if wide else -1)
        sheet.line(
            [(x, axis.y(row.date.first)), (x, axis.bottom + 6)],
            "artemis",
            3.5,
            hover=f"{row.title}, since {row.date.words}",
        )
    tell(sheet, axis, entries, years=False, room=(330.0 if wide else 0.0, 330.0 if wide else 290.0))
    _key(sheet, axis)
    return sheet.figure()


def _key(sheet: Sheet, axis: Axis) -> None:
    if sheet.size == "wide":
        sheet.words.add("agreed (filled: known to be in force)", axis.x - 34, 12, "middle left", ink="ilrs", bold=True)
        sheet.words.add("laws (filled), decisions and bills", axis.x + 34, 12, ink="artemis", bold=True)
        sheet.words.add("thick line: a law that still bars", axis.x + 34, 29, ink="artemis")
        return
    for y, symbol, ink, label in (
        (10, "circle", "ilrs", "agreed (filled: known to be in force)"),
        (27, "square", "artemis", "laws (filled), decisions and bills"),
    ):
        sheet.mark(axis.x, y, symbol, ink, 9)
        sheet.words.add(label, axis.x + 10, y, ink=ink)
    sheet.line([(axis.x - 6, 44), (axis.x + 6, 44)], "artemis", 3.5)
    sheet.words.add("a law that still bars", axis.x + 10, 44, ink="artemis")


def takeaway(dataset: Dataset) -> str:
    """How many instruments, how many alive, and what stands in the way."""
    rows = instruments(dataset)
    if not rows:
        barred = len(laws(dataset))
        told = (
            f"; {words.small_count(barred, 'law or decision', 'laws and decisions')} on such work {words.verb(barred)}"
        )
        return f"No dated instrument between the two is on record yet{told}." if barred else words.NOTHING
    alive = [row for row in rows if row.status == "in-force"]
    wolf = next((row for row in laws(dataset) if row.id == "wolf-amendment-enacted-2011"), None)
    since = sum(row.signed is not None and wolf is not None and row.signed.first > wolf.date.last for row in rows)
    after = f", and {words.some(since)} {words.verb(since, 'dates', 'date')} from after the Wolf Amendment of 2011"
    newest = rows[-1]
    return (
        f"The atlas documents {words.count(len(rows), 'dated instrument')} between the two since "
        f"{rows[0].signed.year if rows[0].signed else ''}; "
        f"{words.some(len(alive))} {words.verb(len(alive))} known to be in force{after if wolf else ''}. "
        f"The newest is of {newest.signed.words if newest.signed else ''}: "
        f"{newest.title[:1].lower()}{newest.title[1:]}."
    )


def alt(dataset: Dataset) -> str:
    """The timeline in words."""
    rows, barred = instruments(dataset), laws(dataset)
    if not rows and not barred:
        return words.NOTHING
    bars = [f"{row.title} ({row.date.year})" for row in barred if row.id in BARS]
    thick = f" Thick lines mark laws that still bar work together: {words.listed(bars)}." if bars else ""
    return (
        f"Timeline with {words.count(len(rows), 'instrument')} between the United States and China on one side and "
        f"{words.count(len(barred), 'law, decision or bill', 'laws, decisions and bills')} on the other.{thick}"
    )


def table(dataset: Dataset) -> Table:
    """One row a mark."""
    rows = [
        (str(row.signed), "agreed", row.title, str(row.kind), str(row.status), row.id) for row in instruments(dataset)
    ]
    rows += [(str(row.date), "law or decision", row.title, row.kind, "", row.id) for row in laws(dataset)]
    return Table(("date", "side", "title", "kind", "status", "id"), tuple(sorted(rows)))


def notes(dataset: Dataset) -> Sequence[str]:
    """What is not drawn."""
    undated = [row.title for row in dataset.agreements() if not row.signed and "USA" in row.partners]
    other = sum(row.level in ("institute", "company") for row in instruments(dataset))
    return words.said(
        "The Wolf Amendment is a clause of the yearly funding law; it bars NASA and the White House "
        "science office from bilateral work with China unless certified. It does not bar companies or "
        "universities.",
        f"{words.count(other, 'instrument')} of institutes or companies {words.verb(other)} drawn with those of "
        "governments and agencies."
        if other
        else None,
        "Talks, exchanges of data and other things done together without a text are on the page, not in this chart.",
        f"Without a date, and so not drawn: {words.listed(undated)}." if undated else None,
    )


def _sources(dataset: Dataset) -> Sequence[str]:
    return tuple(citation.source for row in (*instruments(dataset), *laws(dataset)) for citation in row.sources)


CHART = Chart(
    id="us-china",
    question="What have the United States and China agreed, and which laws bar more?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, sources=_sources,
    tables=("agreements", "events"), height=HEIGHT,
)  # fmt: skip
