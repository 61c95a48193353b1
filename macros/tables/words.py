"""How a table says things: vocabulary words as a reader would say them, statuses with a sign, dates, remarks."""

from __future__ import annotations

from typing import Any

from ..dates import PartialDate
from ..facts import number
from ..html import Child, Markup, el
from ..records import Agreement

Row = Any

LABELS = {
    "in-force": "in force", "first-reported": "first reported", "joint-statement": "joint statement",
    "under-way": "under way", "upper-middle": "upper middle", "lower-middle": "lower middle",
    "no-step-known": "no step known", "steps-taken": "steps taken",
}  # fmt: skip


def label(word: str) -> str:
    """A vocabulary word as a reader would say it: `first-reported` is `first reported`."""
    return LABELS.get(word, word.replace("-", " "))


def kind_words(row: Row) -> str:
    """What kind of record a line tells: `agency memorandum`, `launch`; nothing where the kind is only `other`."""
    if isinstance(row, Agreement):
        return f"{label(row.level)} {label(row.form)}"
    return "" if row.kind == "other" else label(row.kind)


def badge(word: str, after: str = "") -> Markup:
    """A status in words; the stylesheet sets a sign beside its colour, so that colour never stands alone."""
    return el("span", label(word), f" {after}" if after else "", class_=f"badge badge--{word}")


def stated(value: int | float | str, unit: str | None) -> str:
    """A figure that somebody states. One without a unit is a year or a name, and is not grouped by thousands."""
    return number(value) if unit else str(value)


def when(date: PartialDate | None, how: str | None = None) -> Child:
    """A date, machine-readable, with what it is where it is not the day of signing."""
    if date is None:
        return el("span", "no date known", class_="none")
    shown = el("time", date.words, datetime=str(date))
    return [shown, " ", el("small", label(how), class_="date-type")] if how and how != "signed" else shown


def remark(row: Row) -> Child:
    """What a reader must know of a record: that it is reported or disputed, and its note."""
    if row.confidence == "confirmed" and not row.note:
        return None
    mark = badge(row.confidence) if row.confidence != "confirmed" else None
    return el("span", mark, " " if mark and row.note else None, row.note, class_="note")
