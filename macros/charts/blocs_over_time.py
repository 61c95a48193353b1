"""How fast have the two lunar blocs grown? Steps at the exact days of signing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .axes import years
from .blocs import ARTEMIS, ILRS, STATE, beyond, joined, members
from .blocs_map import sources
from .chart import Chart, Size, Table
from .labels import spread
from .palette import colour
from .template import Writing, blank, plain

HEIGHT = (420, 420)
_FIRST = 2020
# (body, states alone, colour, dash, what it is called, and in two short lines)
LINES = (
    (ARTEMIS, True, "artemis", "solid", "Artemis Accords, states", "Accords"),
    (ILRS, False, "ilrs", "dot", "ILRS, of every kind", "ILRS, all"),
    (ILRS, True, "ilrs", "solid", "ILRS, states", "ILRS, states"),
)

Step = tuple[dt.date, str, int]


def steps(dataset: Dataset, body: str, *, states_only: bool) -> tuple[Step, ...]:
    """Each joining: the day, who, and how many there were then."""
    seen: list[str] = []
    found = []
    for day, member in joined(dataset, body, states_only=states_only):
        if member not in seen:
            seen.append(member)
            found.append((day, dataset.party_name(member), len(seen)))
    return tuple(found)


def whole(dataset: Dataset, body: str, *, states_only: bool) -> int:
    """How many members there are, with those whose day of joining no source gives."""
    return len({row.member for row in members(dataset, body) if not states_only or row.level in STATE})


def _number(dataset: Dataset, body: str, drawn: int, *, states_only: bool) -> str:
    """How many a line reaches, and of how many."""
    all_ = whole(dataset, body, states_only=states_only)
    return str(drawn) if drawn == all_ else f"{drawn} of {all_}"


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Three lines that step up with each signature, named at their ends."""
    wide = size == "wide"
    drawn = [steps(dataset, body, states_only=alone) for body, alone, *_ in LINES]
    highest = max((rows[-1][2] for rows in drawn if rows), default=1)
    height = HEIGHT[not wide]
    margin = {"l": 28, "r": 248 if wide else 84, "t": 14, "b": 26}
    made = blank(
        size, height, margin=margin, xaxis=years(_FIRST, dataset.as_of, 1 if wide else 2) | {"showgrid": False},
        yaxis={"range": [0, highest * 1.05], "nticks": 8},
    )  # fmt: skip
    writing = Writing(size)
    gap = highest * 1.05 / (height - 40) * (18 if wide else 32)
    ends = spread([rows[-1][2] if rows else 0 for rows in drawn], gap, gap / 2, highest)
    for rows, end, (body, alone, ink, dash, label, short) in zip(drawn, ends, LINES, strict=True):
        if not rows:
            continue
        days = [str(rows[0][0]), *(str(day) for day, _, _ in rows), str(dataset.as_of)]
        made.add_scatter(
            x=days, y=[0, *(number for _, _, number in rows), rows[-1][2]], mode="lines", name=label,
            line={"shape": "hv", "color": colour(ink), "width": 2.4 if dash == "solid" else 1.8, "dash": dash},
            text=["", *(plain(name) for _, name, _ in rows), "today"],
            hovertemplate="<b>%{y}</b> with %{text}, %{x|%-d %B %Y}<extra></extra>",
        )  # fmt: skip
        number = _number(dataset, body, rows[-1][2], states_only=alone)
        if wide:
            writing.add(f"{number} {label}", str(dataset.as_of), end, ink=ink, bold=True, off=1)
        else:
            writing.add(number, str(dataset.as_of), end + gap * 0.22, ink=ink, bold=True, off=1)
            writing.add(short, str(dataset.as_of), end - gap * 0.22, ink=ink, off=1)
    writing.draw(made)
    return made


def _pace(rows: Sequence[Step], dataset: Dataset) -> int:
    """How many joined in the year up to the day of the data."""
    before = dataset.as_of - dt.timedelta(days=365)
    return sum(day > before for day, _, _ in rows)


def takeaway(dataset: Dataset) -> str:
    """Where they began, where they stand, and how many came in the last year."""
    artemis, ilrs = steps(dataset, ARTEMIS, states_only=True), steps(dataset, ILRS, states_only=True)
    everyone = steps(dataset, ILRS, states_only=False)
    found = []
    if artemis:
        start = sum(day == artemis[0][0] for day, _, _ in artemis)
        stated = beyond(dataset, ARTEMIS)
        known = f" known by name (of {stated} stated)" if stated else ""
        found.append(
            f"The Artemis Accords grew from {words.small_count(start, 'state')} in {artemis[0][0]:%B %Y} to "
            f"{whole(dataset, ARTEMIS, states_only=True)}{known}, {words.some(_pace(artemis, dataset))} of them in the "
            "last twelve months."
        )
    if everyone:
        found.append(
            f"The ILRS, with its first signature in {everyone[0][0]:%B %Y}, counts "
            f"{words.small_count(whole(dataset, ILRS, states_only=True), 'state')} "
            f"({words.some(_pace(ilrs, dataset))} in the last twelve months) and "
            f"{words.count(whole(dataset, ILRS, states_only=False), 'signatory', 'signatories')} of every kind."
        )
    undated = len(_undated(dataset))
    if found and undated:
        found.append(f"The lines leave out {words.small(undated)} whose day no source gives.")
    return " ".join(found) or words.NOTHING


def alt(dataset: Dataset) -> str:
    """The lines in words."""
    parts = []
    for body, alone, _, _, label, _ in LINES:
        rows = steps(dataset, body, states_only=alone)
        if rows:
            number = _number(dataset, body, rows[-1][2], states_only=alone)
            parts.append(f"{label}: from {rows[0][0]:%B %Y} to {number} by {words.long_day(dataset.as_of)}")
    return "Step lines of the number of members over time. " + ". ".join(parts) + "." if parts else words.NOTHING


def table(dataset: Dataset) -> Table:
    """One row a step."""
    rows = [
        (str(day), label, name, number)
        for body, alone, _, _, label, _ in LINES
        for day, name, number in steps(dataset, body, states_only=alone)
    ]
    return Table(("date", "line", "joined", "count"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What the lines leave out."""
    undated = _undated(dataset)
    found = [
        "“States” counts signatures of governments and of space agencies. “Every kind” adds "
        "international organisations, institutes, universities, companies and associations.",
        "A signature known only to its month or year counts from the end of that period.",
    ]
    if undated:
        found.append(f"Not drawn, because no source gives a date: {words.listed(undated)}.")
    return tuple(found)


def _undated(dataset: Dataset) -> list[str]:
    """Members without a day of joining."""
    return [
        f"{dataset.party_name(row.member)} ({label})"
        for body, label in ((ARTEMIS, "Accords"), (ILRS, "ILRS"))
        for row in members(dataset, body)
        if not row.joined
    ]


CHART = Chart(
    id="blocs-over-time",
    question="How fast have the two lunar blocs grown?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, sources=sources,
    tables=("memberships", "bodies"), height=HEIGHT,
)  # fmt: skip
