"""The tables of the atlas: one way to draw them all, complete without scripts and ready to be filtered with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from ..facts import number
from ..html import Markup, block, el
from ..links import HOMES, View
from ..problems import nearest
from .filters import FEWEST, Filters
from .kinds import TABLES
from .spec import Column, TableSpec
from .words import badge, kind_words, label, remark, stated, when

__all__ = ["TABLES", "badge", "draw", "draw_filtered", "kind_words", "label", "remark", "stated", "table", "when"]

FULL = 150
"""Up to this many rows each is told in full; above, a row is a line and its story stands on the profile."""


def table(view: View, kind: str, *, url: str = "", caption: str = "", **filters: str) -> Markup:
    """All standing records of a kind that match the filters, as a table that readers can filter, sort and take along.

    On the kind's home page, unfiltered, each row carries its record's permanent anchor. Raises KeyError for
    an unknown kind or filter, naming the nearest.
    """
    if kind not in TABLES:
        raise KeyError(f"no table '{kind}'; {nearest(kind, TABLES) or 'tables: ' + ', '.join(TABLES)}")
    rows = view.dataset.select(kind, **filters)
    anchors = url == HOMES.get(kind) and not filters
    if not caption and filters.get("body") in view.dataset.bodies:
        caption = f"Members: {view.dataset.bodies[filters['body']].short}"
    prefix = TABLES[kind].prefix or "".join(f"{value}-" for value in filters.values())
    return draw_filtered(view, kind, rows, caption=caption, anchors=anchors, prefix=prefix)


def draw_filtered(
    view: View, kind: str, rows: Sequence[Any], *, caption: str = "", anchors: bool = False, prefix: str = ""
) -> Markup:
    """Given records as a table with its filters."""
    filters = Filters(view, TABLES[kind], rows)
    return draw(view, kind, rows, caption=caption, anchors=anchors, filters=filters, prefix=prefix)


def draw(
    view: View,
    kind: str,
    rows: Iterable[Any],
    *,
    caption: str = "",
    anchors: bool = False,
    filters: Filters | None = None,
    prefix: str = "",
) -> Markup:
    """Given records as a table of their kind; a line that says so where there are none."""
    spec = TABLES[kind]
    ordered = sorted(rows, key=lambda row: spec.order(view, row), reverse=spec.newest_first)
    title = caption or spec.caption
    if not ordered:
        return block(el("p", f"{title}: no record yet.", class_="empty"))
    brief = bool(spec.brief) and len(ordered) > FULL
    columns = [
        column
        for column in (spec.brief if brief else spec.columns)
        if column.role != "varied" or len({str(column.cell(view, row)) for row in ordered}) > 1
    ]
    filtered = filters if filters and len(ordered) >= FEWEST else None
    body = [_row(view, columns, row, anchors=anchors, filters=filtered, brief=brief) for row in ordered]
    drawn = el(
        "table",
        el("caption", title, " ", el("span", f"({number(len(ordered))})", class_="count")),
        el("thead", el("tr", [_heading(column, spec) for column in columns])),
        el("tbody", body),
        class_=f"records records--{kind}" + (" records--brief" if brief else ""),
        data_search_exclude="" if brief else None,
    )
    frame = el("div", drawn, class_="records-frame", role="region", aria_label=title, tabindex=0)
    if filtered is None:
        return block(frame)
    upgraded = el("atlas-table", filtered.form(title, prefix, len(ordered)), frame, data_name=kind)
    return block(el("div", upgraded, class_="atlas-rows"))  # Markdown knows a div for a block


def _heading(column: Column, spec: TableSpec) -> Markup:
    first = column.role == "date" and spec.newest_first
    return el(
        "th",
        column.heading,
        scope="col",
        class_=column.role or None,
        aria_sort="descending" if first else None,
    )


def _row(
    view: View, columns: Iterable[Column], row: Any, *, anchors: bool, filters: Filters | None, brief: bool
) -> Markup:
    cells = []
    for column in columns:
        content = column.cell(view, row)
        if column.role == "name":
            cells.append(el("th", content, scope="row", class_=None if brief else "name"))
        elif brief:
            cells.append(el("td", content))
        else:
            cells.append(el("td", content, class_=column.role or None, data_label=column.heading))
    return el("tr", cells, id=row.id if anchors else None, data_f=filters.code(row) if filters else None)
