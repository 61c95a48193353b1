"""A theme told in order of time: dated events and, where asked for, a partner's instruments between them."""

from __future__ import annotations

from typing import Any, get_args

from . import records as r
from .dataset import date_of
from .facts import references
from .html import Markup, block, el
from .links import View, record_path
from .problems import nearest
from .tables import kind_words, remark, when

THEMES = get_args(get_args(r.Event.model_fields["themes"].annotation)[0])


def timeline(view: View, topic: str, *, partner: str | None = None, since: str = "", until: str = "9999") -> Markup:
    """The events of a theme, oldest first, with the instruments of one partner between them if named.

    `since` and `until` are years or dates that bound it. Raises KeyError for an unknown theme.
    """
    if topic not in THEMES:
        raise KeyError(f"no theme '{topic}'; {nearest(topic, THEMES) or 'themes: ' + ', '.join(THEMES)}")
    rows: list[Any] = [row for row in view.dataset.table("events") if topic in row.themes]
    if partner:
        rows += [row for row in view.dataset.agreements(partner=partner) if row.signed]
    rows = [row for row in rows if since <= str(date_of(row)) <= until]
    if not rows:
        return block(el("p", "No dated event is recorded yet.", class_="empty"))
    rows.sort(key=lambda row: (str(date_of(row)), row.id))
    return block(el("ol", [_item(view, row) for row in rows], class_="timeline"))


def _item(view: View, row: Any) -> Markup:
    return el(
        "li",
        el(
            "p",
            el("span", when(date_of(row)), class_="date"),
            " ",
            el("a", row.title, href=view.base + record_path(view.dataset, row)),
            " ",
            el("span", kind_words(row), class_="kind") if kind_words(row) else None,
            class_="head",
        ),
        el(
            "p",
            row.summary,
            " ",
            el("span", "[", references(view.dataset, view.base, row.sources), "]", class_="cite"),
            class_="summary",
        ),
        el("p", remark(row)) if remark(row) else None,
    )
