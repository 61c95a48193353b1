"""How has the kind of instrument changed? Columns by decade, by who signed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .agreements_timeline import LEVELS
from .chart import Cell, Chart, Size, Table
from .labels import spread
from .palette import colour
from .template import Writing, blank

HEIGHT = (430, 440)


@lru_cache(maxsize=2)
def decades(dataset: Dataset) -> tuple[tuple[str, dict[str, int]], ...]:
    """Each decade with its instruments by level; whatever date is known counts."""
    dated = [(row.signed.year // 10 * 10, row.level) for row in dataset.agreements() if row.signed]
    last = max([decade for decade, _ in dated] + [dataset.as_of.year // 10 * 10])
    first = min((decade for decade, _ in dated), default=last)
    return tuple(
        (f"{decade}s", {level: dated.count((decade, level)) for level in LEVELS})
        for decade in range(first, last + 1, 10)
    )


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Stacked columns; the last one names its parts."""
    columns = decades(dataset)
    names = [name for name, _ in columns]
    totals = [sum(levels.values()) for _, levels in columns]
    wide = size == "wide"
    height = HEIGHT[not wide]
    top = max(1, *totals) * 1.08
    ticks = names if wide else [f"’{name[2:]}" for name in names]
    made = blank(
        size,
        height,
        margin={"l": 30, "r": 132 if wide else 108, "t": 12, "b": 28},
        barmode="stack",
        bargap=0.28,
        xaxis={
            "range": [-0.5, len(names) - 0.5],
            "tickvals": list(range(len(names))),
            "ticktext": ticks,
            "showgrid": False,
            "tickangle": 0,
        },
        yaxis={"range": [0, top], "nticks": 6},
    )
    writing = Writing(size)
    middles, below = [], 0.0
    for level, (ink, _, label) in LEVELS.items():
        values = [levels[level] for _, levels in columns]
        made.add_bar(
            x=list(range(len(names))), y=values, name=label, text=names, textposition="none",
            marker={"color": colour(ink), "line": {"width": 1, "color": colour("paper")}},
            hovertemplate="<b>%{y}</b> by " + label + ", %{text}<extra></extra>",
        )  # fmt: skip
        middles.append(below + values[-1] / 2)
        below += values[-1]
    gap = top / (height - 40) * 18
    for (_, _, label), y, level in zip(LEVELS.values(), spread(middles, gap, 0, top), LEVELS, strict=True):
        writing.add(f"{columns[-1][1][level]} {label}", len(names) - (0.6 if wide else 0.54), y, ink="ink")
    for index, total in enumerate(totals):
        writing.add(str(total), index, total, "top center", ink="ink", bold=True)
    writing.draw(made)
    return made


def takeaway(dataset: Dataset) -> str:
    """The share of each kind of signer in the first and the newest full decade."""
    columns = dict(decades(dataset))
    names = list(columns)
    total = sum(sum(levels.values()) for levels in columns.values())
    if not total:
        return words.NOTHING
    if len(names) < 3:
        return f"{words.count(total, 'dated instrument')} {words.verb(total)} on record, too few decades to compare."
    before, now = names[-3], names[-1]
    old, new = columns[before], columns[now]

    def part(levels: dict[str, int]) -> str:
        return words.share(levels["institute"] + levels["company"], sum(levels.values()))

    peak = max(names, key=lambda name: sum(columns[name].values()))
    shares = [
        f"{part(levels)} of those of the {name}" for levels, name in ((old, before), (new, now)) if sum(levels.values())
    ]
    compared = (
        f" Institutes and companies signed {words.listed(shares)} so far; governments and agencies the rest."
        if sum(new.values()) else ""
    )  # fmt: skip
    return f"The {peak} brought the most instruments ({sum(columns[peak].values())}).{compared}"


def alt(dataset: Dataset) -> str:
    """The columns in words."""
    parts = [f"{name} {sum(levels.values())}" for name, levels in decades(dataset)]
    if not any(sum(levels.values()) for _, levels in decades(dataset)):
        return words.NOTHING
    return (
        f"Stacked columns of instruments by decade and by who signed: {words.listed(parts)} in all, split "
        f"into governments, agencies, institutes and companies."
    )


def table(dataset: Dataset) -> Table:
    """One row a decade."""
    rows: list[tuple[Cell, ...]] = [
        (name, *(levels[level] for level in LEVELS), sum(levels.values())) for name, levels in decades(dataset)
    ]
    return Table(("decade", *LEVELS, "total"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What is counted."""
    rows = dataset.agreements()
    undated = sum(row.signed is None for row in rows)
    return words.said(
        "Counted by the date known for each instrument, of whatever type.",
        f"{words.count(undated, 'instrument')} without any date {words.verb(undated)} left out." if undated else None,
        "The last decade is not over. Older texts, and those of institutes and companies, leave fewer "
        "traces, so early columns are certainly too low.",
        "Who signed decides: a university's or a company's text is never counted as the state's.",
    )


CHART = Chart(
    id="agreements-by-decade",
    question="How has the kind of instrument changed?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("agreements",), height=HEIGHT,
)  # fmt: skip
