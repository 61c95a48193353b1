"""How charts speak: counts with their nouns, lists of names, dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ..facts import SMALL

_WITH_ARTICLE = (
    "United ", "Bahamas", "Central African", "Comoros", "Democratic", "Dominican Republic", "Gambia", "Maldives",
    "Marshall", "Netherlands", "Philippines", "Solomon",
)  # fmt: skip
NOTHING = "Nothing is on record yet."


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 instrument`, `12 instruments`, `3 memoranda`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def verb(number: int, one: str = "is", many: str = "are") -> str:
    """The form of a verb, or of any word, that goes with so many."""
    return one if number == 1 else many


def small_count(number: int, one: str, many: str | None = None) -> str:
    """The same with its number as prose has it: `one state`, `no states`, `14 states`."""
    return f"{small(number)} {verb(number, one, many or one + 's')}"


def small(number: int) -> str:
    """A number as prose has it: a word up to twelve."""
    return SMALL[number] if 0 <= number < len(SMALL) else f"{number:,}"


def some(number: int) -> str:
    """The same where it stands alone: `none`, `one`, `two`."""
    return small(number) if number else "none"


def the(name: str) -> str:
    """A state's name as a sentence takes it: with its article, where it has one."""
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def listed(names: Sequence[str], limit: int | None = None) -> str:
    """`A, B and C`; after the limit, `A, B and 5 more`."""
    shown = list(names)
    if limit is not None and len(shown) > limit + 1:
        shown = [*shown[:limit], f"{len(shown) - limit} more"]
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1] if shown else "none"


def share(part: int, whole: int) -> str:
    """A share in whole percent."""
    return f"{round(100 * part / whole)}%" if whole else "none"


def sentence(*parts: str | None) -> str:
    """Sentences in a row, each with a capital; those that are not said are left out."""
    return " ".join(upper_first(part) for part in parts if part)


def said(*notes: str | None) -> tuple[str, ...]:
    """The notes that there is reason to give: what counts nothing is left out."""
    return tuple(note for note in notes if note)


def long_day(day: dt.date) -> str:
    """`22 November 2026`."""
    return f"{day.day} {day:%B %Y}"


def upper_first(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]
