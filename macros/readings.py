"""What independent readers found when they looked the records' sources up again: a table from a page's front matter."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .coverage import grid
from .html import Markup, block
from .loading import TABLES
from .tables import label

OUTCOMES = {
    "right": "right",
    "imprecise": "right but imprecise",
    "wrong": "wrong in a field",
    "unread": "could not be re-read",
}


def reading(meta: Mapping[str, Any], which: str) -> Markup:
    """The outcomes of one of the page's `readings:`, a row an outcome and a column a kind of record or a region.

    Raises KeyError where the front matter has no such reading, or counts an outcome that is none.
    """
    found = meta.get("readings") or {}
    if which not in found:
        raise KeyError(f"no reading '{which}' in the front matter; it has {', '.join(found) or 'none'}")
    counts: Mapping[str, Mapping[str, int]] = found[which]["outcomes"]
    if wrong := {outcome for column in counts.values() for outcome in column} - set(OUTCOMES):
        raise KeyError(f"no outcome '{min(wrong)}'; write {', '.join(OUTCOMES)}")
    # The order is ours, for Zensical hands a page's front matter over with its keys sorted.
    names = [name for name in TABLES if name in counts] + sorted(counts.keys() - set(TABLES))
    rows = [(words, [counts[name].get(outcome, 0) for name in names]) for outcome, words in OUTCOMES.items()]
    return block(
        grid(
            f"What the {which} reading found",
            "Outcome",
            [label(name) if name in TABLES else name for name in names],
            rows,
        )
    )
