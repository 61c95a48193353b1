"""The filter form above a table, and the short codes by which each row says where it belongs.

The choices stand once, in the form. A row names them by their places in it: `data-f="2c.1.0,4"` is the
choice 2c (base 36, from nought) of the first filter, 1 of the second, 0 and 4 of the third.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ..facts import number
from ..html import Child, Markup, el
from ..links import View
from .spec import Facet, TableSpec

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FEWEST = 12
"""A table of fewer rows is read faster than it is filtered."""


class Filters:
    """The filters of one table over given rows: those that tell rows apart, with their choices and counts."""

    def __init__(self, view: View, spec: TableSpec, rows: Sequence[Any]) -> None:
        self.view = view
        self.columns: list[tuple[Facet, dict[str, int], Counter[str]]] = []
        for facet in spec.facets:
            counts = Counter(value for row in rows for value in facet.values(view, row))
            if len(counts) < 2:
                continue
            ordered = sorted(
                counts,
                key=lambda value, facet=facet: facet.shown(view, value).casefold(),  # type: ignore[misc]
                reverse=facet.newest_first,
            )
            self.columns.append((facet, {value: place for place, value in enumerate(ordered)}, counts))

    def code(self, row: Any) -> str:
        """Where a row belongs, as the places of its values in the choices."""
        return ".".join(
            ",".join(_base36(places[value]) for value in facet.values(self.view, row))
            for facet, places, _ in self.columns
        )

    def form(self, caption: str, prefix: str, total: int) -> Markup:
        """The form. Without scripts it does not show; with them it stands there from the first paint."""
        selects = [
            el("label", el("span", facet.heading), el("select", self._options(facet, places, counts), name=facet.name))
            for facet, places, counts in self.columns
        ]
        find = el(
            "label", el("span", "Find in these rows"), el("input", type="search", name="find", autocomplete="off")
        )
        more = el(
            "details",
            el("summary", "Filters", el("span", class_="active")),
            el("div", selects, class_="choices"),
        )
        return el(
            "form",
            find,
            more if selects else None,
            el("p", f"{number(total)} of {number(total)} shown", role="status", class_="shown"),
            el("p", _buttons(), class_="acts"),
            class_="filters",
            aria_label=f"Filter: {caption}",
            data_prefix=prefix or None,
            data_search_exclude="",
        )

    def _options(self, facet: Facet, places: Iterable[str], counts: Counter[str]) -> list[Child]:
        options: list[Child] = [el("option", "any", value="")]
        for value in places:
            shown = facet.shown(self.view, value)
            options.append(el("option", f"{shown} ({number(counts[value])})", value=value))
        return options


def _buttons() -> list[Child]:
    return [
        el("button", "Show all", type="reset", disabled=True),
        " ",
        el("button", "Download these rows as CSV", type="button", class_="csv"),
    ]


def _base36(value: int) -> str:
    digits = ""
    while value >= 36:
        value, last = divmod(value, 36)
        digits = DIGITS[last] + digits
    return DIGITS[value] + digits
