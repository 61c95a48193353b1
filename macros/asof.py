"""Who was in on a day: a date control over rows that the page brings along, each with the days it holds."""

from __future__ import annotations

import json
from collections.abc import Callable

from .characters import UNSEEN
from .dates import PartialDate
from .facts import number
from .html import Markup, block, el
from .links import View
from .problems import nearest

Spans = list[list[str]]
Line = tuple[str, str, Spans]
"""What is counted: its label, whether rows or names, and the rows."""


def day_control(view: View, topic: str) -> Markup:
    """A date field for the `moon` or the `network`, with the counts for the day chosen in the address (`?on=`).

    A partial date counts from its last day, an undated row only where no day is asked for, a disputed one never:
    the rules of every other count. Without scripts the control does not show, and the counts are those of today.
    """
    if topic not in TOPICS:
        raise KeyError(f"no counts by day for '{topic}'; {nearest(topic, TOPICS) or 'topics: ' + ', '.join(TOPICS)}")
    lines = TOPICS[topic](view)
    field = el("input", type="date", name="on", min="1970-01-01", max=str(view.dataset.as_of))
    form = el(
        "form",
        el("label", el("span", "How did it stand on this day?"), field),
        el("button", "Today", type="reset", disabled=True),
        class_="day",
        data_search_exclude="",
    )
    items = [
        el("li", el("b", _today(view, how, rows), class_="sum"), f" {label}", data_rows=_packed(rows), data_sum=how)
        for label, how, rows in lines
    ]
    told = el("ul", items, class_="told", aria_live="polite", data_search_exclude="")
    return block(el("div", el("atlas-day", form, told), class_="atlas-rows"))


def _today(view: View, how: str, rows: Spans) -> str:
    """What the script counts where no day is asked for."""
    day = str(view.dataset.as_of)
    held = [name for since, until, name in rows if (since == "~" or since <= day) and not (until and until <= day)]
    return number(len(held) if how == "rows" else len(set(held)))


def _span(joined: PartialDate | None, left: PartialDate | None, name: str) -> list[str]:
    """The day from which a row counts, the day from which it no longer does, and its name; `~` is undated."""
    return [str(joined.last) if joined else "~", str(left.last) if left else "", UNSEEN.sub(" ", name)]


def _members(view: View, body: str, label: str) -> Line:
    dataset = view.dataset
    rows = [
        _span(row.joined, row.left, dataset.party_name(row.member))
        for row in dataset.table("memberships")
        if row.body == body and row.confidence != "disputed" and row.member in dataset.countries
        if not dataset.signed_only(row)
    ]
    return label, "names", rows


def _moon(view: View) -> list[Line]:
    labels = (("artemis-accords", "states in the Artemis Accords"), ("ilrs", "states in the lunar station (ILRS)"))
    return [_members(view, body, label) for body, label in labels if body in view.dataset.bodies]


def _network(view: View) -> list[Line]:
    dataset = view.dataset
    signed = [row for row in dataset.table("agreements") if row.signed]
    rows = [_span(row.signed, None, "") for row in signed]
    first: dict[str, PartialDate] = {}
    for row in signed:
        for party in row.partners:
            first[party] = min(first.get(party, row.signed), row.signed, key=lambda date: date.last)
    partners = [_span(date, None, dataset.party_name(party)) for party, date in first.items()]
    return [("dated instruments documented", "rows", rows), ("partners in these", "names", partners)]


def _packed(rows: Spans) -> str:
    return json.dumps(sorted(rows), ensure_ascii=False, separators=(",", ":"))


TOPICS: dict[str, Callable[[View], list[Line]]] = {"moon": _moon, "network": _network}
