"""Axes of time and count, quiet and alike in every chart that has them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ..dates import PartialDate

DAYS_PER_YEAR = 365.25


def middle(date: PartialDate) -> dt.date:
    """The day at which a partial date is drawn: the middle of what it may mean."""
    return date.first + (date.last - date.first) / 2


def years(first: int, last: dt.date, step: int, *, pad_days: int = 0) -> dict[str, Any]:
    """An axis of years from the first of one year to a day, with a label every `step` years."""
    marks = [year for year in range(first, last.year + 1) if year % step == 0]
    return {
        "type": "date",
        "range": [f"{first}-01-01", str(last + dt.timedelta(days=pad_days))],
        "tickvals": [f"{year}-01-01" for year in marks],
        "ticktext": [str(year) for year in marks],
        "tickangle": 0,
    }


def across(day: dt.date, first: int, last: dt.date, width: float) -> float:
    """How many px from the left a day stands on such an axis."""
    start = dt.date(first, 1, 1)
    return (day - start).days / max((last - start).days, 1) * width


def step(highest: int) -> int:
    """A round distance between the marks of an axis of counts, so that there are six at most above nothing."""
    rounds = (part * 10**power for power in range(9) for part in (1, 2, 5))
    return int(next(part for part in rounds if highest <= 6 * part))
