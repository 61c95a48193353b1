"""Where one party stands: the records that name it, and the lunar blocs it belongs to."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from .dataset import Dataset, parties

CAMP_BODIES = ("artemis-accords", "ilrs")
CAMP_NAMES = {
    (): "neither",
    ("artemis-accords",): "Artemis Accords",
    ("ilrs",): "ILRS",
    ("artemis-accords", "ilrs"): "both",
}


def about(dataset: Dataset, party: str, table: str) -> tuple[Any, ...]:
    """The records of a table that name a party or, for a state, one of its national bodies."""
    return _by_owner(dataset, table).get(party, ())


@lru_cache(maxsize=64)
def _by_owner(dataset: Dataset, table: str) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for row in dataset.table(table):
        for party in dict.fromkeys(dataset.state_of(named) or named for named in parties(row)):
            found.setdefault(party, []).append(row)
    return {party: tuple(rows) for party, rows in found.items()}


def camps(dataset: Dataset, party: str) -> tuple[str, ...]:
    """The lunar blocs in which a party, or one of its bodies, stands on the as-of day."""
    return tuple(body for body in CAMP_BODIES if party in _owners(dataset, body))


@lru_cache(maxsize=16)
def _owners(dataset: Dataset, body: str) -> frozenset[str]:
    if body not in dataset.bodies:
        return frozenset()
    return frozenset(dataset.state_of(member) or member for member in dataset.members(body))


def camp(dataset: Dataset, party: str) -> str:
    """A state's camp in a word: `Artemis Accords`, `ILRS`, `both` or `neither`; none for other parties."""
    state = dataset.state_of(party)
    return CAMP_NAMES[camps(dataset, state)] if state else ""
