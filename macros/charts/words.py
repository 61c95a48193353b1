"""How charts speak: counts with their nouns, lists of names, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..facts import SMALL

NOTHING = "Nothing is on record yet."


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 instrument`, `12 instruments`, `3 memoranda`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def small(number: int) -> str:
    """A number as prose has it: a word up to twelve."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def some(number: int) -> str:
    """The same where it stands alone: `none`, `one`, `two`."""
    return small(number) if number else "none"


def listed(names: Sequence[str], limit: int | None = None) -> str:
    """`A, B and C`; after the limit, `A, B and 5 more`."""
    shown = list(names)
    if limit is not None and len(shown) > limit + 1:
        shown = [*shown[:limit], f"{len(shown) - limit} more"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1] if shown else "none"


def share(part: int, whole: int) -> str:
    """A share in whole percent."""
    return f"{round(100 * part / whole)}%" if whole else "none"


def long_day(day: dt.date) -> str:
    """`22 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def upper_first(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
