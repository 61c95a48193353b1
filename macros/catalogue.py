"""The data page: each table in plain words, with its columns, its first rows, its files and their sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from .downloads import ABOUT
from .facts import number
from .html import Child, Markup, block, el, joined, text
from .links import HOMES, View
from .problems import nearest
from .publishing import columns as published
from .publishing.database import VIEWS
from .publishing.discovery import sizes
from .publishing.package import citation
from .reference import prose
from .tables import label

FIRST = 3
"""As many rows of a table are shown."""
LONGEST = 44
"""A longer cell is cut."""
KINDS = {
    "address": "web address", "day": "date, to the day", "date": "date, to the day, month or year",
    "integer": "whole number", "any": "number or text", "list": "list of texts", "objects": "list of records",
}  # fmt: skip
LATER = {"added", "updated", "withdrawn", "replaced_by", "confidence", "sources_at"}
"""Columns that every table has and that say little in a preview."""


class Edition(NamedTuple):
    """What the data is published as: its version, and the site's address."""

    number: str
    site: str


def catalogue(view: View, edition: Edition) -> Markup:
    """Every table: what it holds, its files with their sizes, and under a fold its columns and first rows."""
    return block(el("div", [_table(view, edition, name) for name in ABOUT], class_="catalogue"))


def size(view: View, edition: Edition, name: str) -> Markup:
    """How large a file under data/v1/ is. Raises KeyError for one that is not there, naming the nearest."""
    found = sizes(view.dataset, *edition)
    if name not in found:
        raise KeyError(f"no file '{name}' in data/v1/; {nearest(name, found) or 'files: ' + ', '.join(found)}")
    return el("span", bytes_words(found[name]), class_="fact")


def bytes_words(size: int) -> str:
    """`8 kB`, `661 kB`, `2.7 MB`: in thousands, as download pages and systems count."""
    kilo = max(1, round(size / 1000))
    return f"{kilo} kB" if kilo < 1000 else f"{size / 1_000_000:.1f} MB"


def views() -> Markup:
    """The database's views: each by the question that it answers."""
    items = [el("div", el("dt", el("code", name)), el("dd", view.asked)) for name, view in VIEWS.items()]
    return block(el("dl", items, class_="facts"))


def cited(view: View, edition: Edition) -> Markup:
    """How to cite the data as a whole."""
    return text(citation(view.dataset, *edition))


def _table(view: View, edition: Edition, name: str) -> Markup:
    found = sizes(view.dataset, *edition)
    files = [
        text([el("a", ending.upper(), href=f"{view.base}data/v1/{name}.{ending}",
                 aria_label=f"{label(name)} as {ending.upper()}"), f" {bytes_words(found[f'{name}.{ending}'])}"])
        for ending in ("csv", "json")
    ]  # fmt: skip
    if name in HOMES:
        files.append(el("a", "on the site", href=view.base + HOMES[name], aria_label=f"{label(name)} on the site"))
    columns = published.columns(name)
    rows = published.rows(view.dataset, name)
    fold = f"Its {number(len(columns))} columns, and its first rows"
    shown = _columns(name, columns)
    return text(
        [
            el("h3", label(name).capitalize(), " ", el("small", f"{number(len(rows))} records"), id=name),
            el("p", ABOUT[name], " ", el("span", joined(files, " · "), class_="files")),
            el("details", el("summary", fold), shown, _preview(name, columns, rows[:FIRST]), class_="plain"),
        ]
    )


def _columns(name: str, columns: Sequence[published.Column]) -> Markup:
    head = el("tr", [el("th", heading, scope="col") for heading in ("Column", "Holds", "Meaning")])
    lines = [
        el(
            "tr",
            el("th", el("code", column.name), scope="row", class_="name"),
            el("td", _holds(column), data_label="Holds"),
            el("td", prose(column.about), data_label="Meaning"),
        )
        for column in columns
    ]
    return _frame(f"Columns: {label(name)}", head, lines, "records--fields")


def _holds(column: published.Column) -> str:
    kind = KINDS.get(column.kind, column.kind)
    return f"{kind}, never empty" if column.required else kind


def _preview(name: str, columns: Sequence[published.Column], rows: Sequence[published.Row]) -> Markup:
    """The first rows, with the columns that any of them fills."""
    filled = [column.name for column in columns if column.name not in LATER and any(row[column.name] for row in rows)]
    head = el("tr", [el("th", column, scope="col") for column in filled])
    lines = [el("tr", [el("td", _cut(row[column]), data_label=column) for column in filled]) for row in rows]
    return _frame(f"First rows: {label(name)}", head, lines, "records--preview")


def _cut(value: Any) -> Child:
    if value is None:
        return None
    if isinstance(value, list) and any(isinstance(item, dict) for item in value):
        return f"{number(len(value))} {'entry' if len(value) == 1 else 'entries'}"
    plain = "; ".join(value) if isinstance(value, list) else str(value)
    return plain if len(plain) <= LONGEST else plain[:LONGEST].rsplit(" ", 1)[0] + " …"


def _frame(caption: str, head: Markup, lines: list[Markup], kind: str) -> Markup:
    table = el("table", el("caption", caption), el("thead", head), el("tbody", lines), class_=f"records {kind}")
    return el("div", table, class_="records-frame", role="region", aria_label=caption, tabindex=0)
