"""A comparison as people read it: on the terminal, in a pull request's summary, and in the changelog."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from .comparing import Change, Comparison, What, charts_moved, stepped
from .dataset import Dataset
from .facts import date_words, number
from .html import text
from .loading import TABLES

HEADINGS: dict[What, str] = {
    "removed": "Removed (an id that others may cite is gone: withdraw the record instead)",
    "withdrawn": "Withdrawn",
    "ended": "Ended",
    "added": "Added",
    "changed": "Changed",
}
MOST = 200
"""So many records are listed of each sort; the rest is counted."""


def told(comparison: Comparison, since: str, version: str, *, markdown: bool = False) -> str:
    """The whole of a comparison. In Markdown, data is text: nothing of it is read as markup."""
    lines = [*_head(comparison, since, markdown=markdown)]
    for what, heading in HEADINGS.items():
        changes = [change for change in comparison.of(what) if change.table != "sources" or what == "changed"]
        lines += _section(heading, [_line(change, markdown=markdown) for change in changes], markdown=markdown)
    titles: tuple[tuple[str, What], ...] = (("New sources", "added"), ("Sources no longer cited", "removed"))
    for title, what_of_sources in titles:
        sources = [change for change in comparison.of(what_of_sources) if change.table == "sources"]
        lines += _section(
            title, [_source(comparison, change, markdown=markdown) for change in sources], markdown=markdown
        )
    counts = [f"{name}: {old:,} → {new:,}" for name, old, new in comparison.counts]
    lines += _section("Counts that move", counts, markdown=markdown)
    lines += _section("Charts that move", charts_moved(comparison) if comparison.changes else [], markdown=markdown)
    step = comparison.step
    if step != "none":
        lines += ["", f"Version: a {step} step, {version} → {stepped(version, step)}."]
    return "\n".join(lines) + "\n"


def entry(comparison: Comparison, version: str, day: dt.date) -> str:
    """The changelog's entry of a version."""
    lines = [f"## {version} ({date_words(day)})"]
    for what, heading in HEADINGS.items():
        changes = [change for change in comparison.of(what) if change.table != "sources"]
        lines += _section(
            heading.split(" (")[0], [_line(change, markdown=True) for change in changes], markdown=True, level=3
        )
    added = [change for change in comparison.of("added") if change.table == "sources"]
    if added:
        lines += ["", f"{_counted(len(added), 'new source')}."]
    return "\n".join(lines) + "\n"


def first_entry(dataset: Dataset, version: str) -> str:
    """The changelog's entry of the first version: what stands in it, table by table."""
    tables = [f"{number(len(dataset.table(table)))} {table.replace('-', ' ')}" for table in TABLES]
    day = date_words(dataset.as_of)
    return "\n".join(
        [f"## {version} ({day})", "", "The first version holds:", "", *(f"- {said}" for said in tables), ""]
    )


def _head(comparison: Comparison, since: str, *, markdown: bool) -> Iterator[str]:
    yield f"## What this changes since {since}" if markdown else f"Since {since}:"
    yield ""
    tally = {what: len(comparison.of(what)) for what in HEADINGS}
    said = [f"{number:,} {what}" for what, number in tally.items() if number]
    yield f"{', '.join(said)}." if said else "No record changes."


def _section(heading: str, items: list[str], *, markdown: bool, level: int = 3) -> list[str]:
    if not items:
        return []
    rest = [f"and {len(items) - MOST:,} more"] if len(items) > MOST else []
    title = f"{'#' * level} {heading}" if markdown else heading
    mark = "-" if markdown else " "
    gap = [""] if markdown else []
    return ["", title, *gap, *(f"{mark} {item}" for item in [*items[:MOST], *rest])]


def _line(change: Change, *, markdown: bool) -> str:
    kind = change.table.replace("-", " ")
    name = _said(change.name, markdown=markdown)
    key = f"`{change.id}`" if markdown else change.id
    fields = "; ".join(
        _field(field, _said(old, markdown=markdown), _said(new, markdown=markdown))
        for field, old, new in change.fields
        if field != "updated"
    )
    return f"{kind} {key}: {name}" + (f". {fields}" if fields else "")


def _field(field: str, old: str, new: str) -> str:
    """A value before and after; of a list only what it lost and gained."""
    if old and new:
        return f"{field} {old} → {new}"
    return f"{field} without {old}" if old else f"{field} with {new}"


def _source(comparison: Comparison, change: Change, *, markdown: bool) -> str:
    data = comparison.before if change.what == "removed" else comparison.after
    source = data.sources[change.id]
    where = source.url or "printed"
    key = f"`{source.id}`" if markdown else source.id
    said = f"{source.publisher}: {source.title} ({source.kind})"
    return f"{key}: {_said(said, markdown=markdown)}, {_said(where, markdown=markdown)}"


def _said(value: str, *, markdown: bool) -> str:
    short = value if len(value) <= 300 else f"{value[:300]}…"
    return str(text(short)) if markdown else short


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
