"""A partner's own timeline: a column for each year, in it a mark for each instrument and each activity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from . import records as r
from .dataset import Dataset, date_of
from .facts import number
from .html import Markup, el
from .summaries import named

FEWEST = 3
"""Fewer dated records are read faster than they are seen."""
TALLEST = 12
"""The marks that one year can show; the words beside it give the number."""


def strip(dataset: Dataset, party: str, rows: Sequence[Any]) -> Markup | None:
    """The records of a partner by year, as a picture that is described in words; none where it would show little."""
    dated = [(date.year, isinstance(row, r.Agreement)) for row in rows if (date := date_of(row))]
    if len(dated) < FEWEST:
        return None
    first, last = min(year for year, _ in dated), max(dataset.as_of.year, max(year for year, _ in dated))
    first = first // 10 * 10 if last - first > 5 else first
    years = range(first, last + 1)
    counts = Counter(dated)
    columns = [el("span", _marks(counts[year, True], counts[year, False])) for year in years]
    step = 10 if len(years) > 12 else 5 if len(years) > 5 else 1
    ticks = [
        el("span", year, style=f"grid-column: {year - first + 1} / span {min(step, last + 1 - year)}")
        for year in years
        if year % step == 0
    ]
    style = f"--years: {len(years)}"
    return el(
        "figure",
        el(
            "div",
            el("div", columns, class_="years", style=style),
            el("div", ticks, class_="ticks", style=style),
            role="img",
            aria_label=_words(dataset, party, dated),
        ),
        el("figcaption", el("i"), " instrument ", el("i", class_="activity"), " activity"),
        class_="strip",
        data_search_exclude="",
    )


def _marks(instruments: int, activities: int) -> list[Markup]:
    marks = [el("i")] * instruments + [el("i", class_="activity")] * activities
    return marks[:TALLEST]


def _words(dataset: Dataset, party: str, dated: Sequence[tuple[int, bool]]) -> str:
    years = [year for year, _ in dated]
    instruments = sum(instrument for _, instrument in dated)
    decade, most = Counter(year // 10 * 10 for year in years).most_common(1)[0]
    busiest = f"most in the {decade}s ({number(most)})"
    return (
        f"{number(instruments)} dated instruments and {number(len(dated) - instruments)} activities "
        f"with {named(dataset, party)} by year, from {min(years)} to {max(years)}; {busiest}"
    )
