"""Who leads for the United States? Which body acted each time, and which is asked to act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from ..records import Citation
from . import words
from .chart import Chart, Size, Table
from .chronicle import wrap
from .sheet import Sheet
from .template import TEXT

HEIGHT = (640, 1020)
# (words that name the body in a record, heading, colour)
BODIES = (
    (("NASA",), "NASA"),
    (("Space Force", "Space Command"), "Space Force"),
    (("Department of State", "State Department"), "State"),
    (
        ("President of the United States", "U.S. Congress", "White House", "United States", "U.S. administration"),
        "President, Congress",
    ),
)
_TEXT = 12
_SHORT = ("NASA", "Space F.", "State", "Pres.")


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing done, or asked for: when, what, and which of the bodies it names."""

    when: str
    title: str
    bodies: tuple[int, ...]
    sources: tuple[Citation, ...]
    id: str
    asked: bool = False


@lru_cache(maxsize=2)
def deeds(dataset: Dataset) -> tuple[Deed, ...]:
    """What the bodies did, oldest first, then what the analysis asks of them."""
    events = sorted(dataset.select("events", theme="us-institutions"), key=lambda row: (row.date.first, row.id))
    done = [Deed(str(row.date), row.title, _named(row.actors), row.sources, row.id) for row in events]
    asked = [
        Deed("", row.title, _named(row.who), row.sources, row.id, asked=True)
        for row in dataset.select("proposals", section="spearhead")
    ]
    return tuple(deed for deed in (*done, *asked) if deed.bodies)


def _named(actors: Sequence[str]) -> tuple[int, ...]:
    return tuple(
        index for index, (names, _) in enumerate(BODIES) if any(name in actor for name in names for actor in actors)
    )


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """A row for each deed, a column for each body."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    rows = deeds(dataset)
    text = TEXT[size]
    room, first, step = (430.0, 500.0, 74.0) if wide else (182.0, 208.0, 38.0)
    columns = [first + step * index for index in range(len(BODIES))]
    for index, (x, (_, heading)) in enumerate(zip(columns, BODIES, strict=True)):
        lines = heading.replace(", ", ",|").split("|") if wide else [_SHORT[index]] + ([""] if index % 2 == 0 else [])
        for offset, part in enumerate(reversed(lines)):
            sheet.words.add(
                part, x, 34 - 15 * offset, "middle center", ink="artemis", bold=wide, size=text if wide else text - 1
            )
    wrapped = [wrap(f"{row.when[:4]}\u00a0 {row.title}" if row.when else row.title, room, _TEXT) for row in rows]
    line = _TEXT + 3.0
    total = sum(len(lines) for lines in wrapped) * line
    pad = min(12.0, (sheet.height - 92 - total) / max(len(rows), 1))
    y, asking = 58.0, False
    for row, lines in zip(rows, wrapped, strict=True):
        if row.asked and not asking:
            asking = True
            sheet.words.add("asked for by the analysis", 2, y + 8, ink="ink", bold=True)
            y += 26
        height = len(lines) * line + pad
        centre = y + height / 2 - pad / 2
        sheet.line([(2, y - pad / 2), (sheet.width - 2, y - pad / 2)], "grid")
        for index, part in enumerate(lines):
            sheet.words.add(part, 2, centre + line * (index - (len(lines) - 1) / 2), ink="ink", size=_TEXT)
        for index in row.bodies:
            said = f"{BODIES[index][1]}: {row.title}"
            sheet.mark(columns[index], centre, "circle", "artemis", 12, filled=not row.asked, hover=said)
        if len(row.bodies) > 1:
            sheet.line([(columns[row.bodies[0]], centre), (columns[row.bodies[-1]], centre)], "artemis", 1.5)
        y += height
    sheet.mark(8, 12, "circle", "artemis", 10)
    sheet.words.add("acted", 18, 12)
    sheet.mark(78, 12, "circle", "artemis", 10, filled=False)
    sheet.words.add("is asked to", 88, 12)
    return sheet.figure()


def takeaway(dataset: Dataset) -> str:
    """Who acted how often, and how often together."""
    done = [row for row in deeds(dataset) if not row.asked]
    if not done:
        asked = len(deeds(dataset))
        return (
            f"No act is on record yet; {words.small_count(asked, 'is', 'are')} asked for." if asked else words.NOTHING
        )
    counts = [
        f"{heading if index < 3 else 'the President or Congress'} {'' if index else 'had a part '}in "
        f"{words.some(sum(index in row.bodies for row in done))}"
        for index, (_, heading) in enumerate(BODIES)
    ]
    together = sum(len(row.bodies) > 1 for row in done)
    lead = "No one body leads: of" if len(done) > len(BODIES) else "Of"
    return (
        f"{lead} {words.small_count(len(done), 'act')} on record, {words.listed(counts)}; "
        f"{words.some(together)} {words.verb(together, 'was', 'were')} of more than one."
    )


def alt(dataset: Dataset) -> str:
    """The matrix in words."""
    rows = deeds(dataset)
    if not rows:
        return words.NOTHING
    asked = [f"{row.title} ({words.listed([BODIES[index][1] for index in row.bodies])})" for row in rows if row.asked]
    return (
        f"Matrix of {words.count(len(rows), 'act or proposal', 'acts and proposals')} against four bodies of the "
        "United States. "
        f"{takeaway(dataset)}{f' Asked for: {words.listed(asked)}.' if asked else ''}"
    )


def table(dataset: Dataset) -> Table:
    """One row a deed."""
    rows = (
        (
            row.when,
            "asked" if row.asked else "done",
            row.title,
            *("yes" if index in row.bodies else "" for index in range(len(BODIES))),
            row.id,
        )
        for row in deeds(dataset)
    )
    return Table(
        ("date", "done_or_asked", "what", "nasa", "space_force", "state", "president_congress", "id"), tuple(rows)
    )


def notes(dataset: Dataset) -> Sequence[str]:
    """What the columns hold."""
    unnamed = [row.title for row in dataset.select("events", theme="us-institutions") if not _named(row.actors)]
    found = [
        "Space Force stands for the service and for U.S. Space Command, which are two bodies; the analysis takes them "
        "for one.",
        "An act signed for “the United States” without naming a department stands in the last column.",
        "The list holds acts of diplomacy and organisation that the analysis names or that followed it; it is no "
        "inventory.",
    ]
    if unnamed:
        found.append(f"Not drawn, because no body of the United States is named: {words.listed(unnamed)}.")
    return tuple(found)


def _sources(dataset: Dataset) -> Sequence[str]:
    return tuple(citation.source for row in deeds(dataset) for citation in row.sources)


CHART = Chart(
    id="us-institutions",
    question="Who leads for the United States in space diplomacy?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, sources=_sources,
    tables=("events", "proposals"), height=HEIGHT,
)  # fmt: skip
