"""Where each state stands between the two lunar blocs on a day: the questions that several charts share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from .. import measures
from ..dataset import Dataset
from ..records import Membership

Camp = Literal["ilrs", "artemis", "both", "crossing", "other"]
ILRS, ARTEMIS = "ilrs", "artemis-accords"
STATE = ("state", "agency")
"""Levels at which a signature is a state's: its government's or its space agency's."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One state's ties to the two blocs."""

    iso3: str
    artemis: bool
    ilrs: bool
    """Its government or space agency has joined the lunar station."""
    institutions: tuple[str, ...]
    """Institutes, companies and associations of that state that have signed for the lunar station."""

    @property
    def camp(self) -> Camp:
        """The kind of mark it gets: `crossing` is an Accords state with only institutions in the ILRS."""
        if self.artemis and self.ilrs:
            return "both"
        if self.ilrs:
            return "ilrs"
        if self.artemis:
            return "crossing" if self.institutions else "artemis"
        return "other"


def members(dataset: Dataset, body: str, on: dt.date | None = None) -> tuple[Membership, ...]:
    """Who is in a body; nobody where the dataset does not hold it."""
    return dataset.memberships(body, on=on) if body in dataset.bodies else ()


@lru_cache(maxsize=64)
def standings(dataset: Dataset, on: dt.date | None = None) -> tuple[Standing, ...]:
    """Every state with a tie to either bloc on a day (default: today, with the members whose date is unknown)."""
    artemis = {row.member for row in members(dataset, ARTEMIS, on)}
    states: set[str] = set()
    institutions: dict[str, list[str]] = {}
    for row in members(dataset, ILRS, on):
        state = dataset.state_of(row.member)
        if state and row.level in STATE:
            states.add(state)
        elif state:
            institutions.setdefault(state, []).append(dataset.party_name(row.member))
    named = artemis | states | set(institutions)
    return tuple(
        Standing(iso3, iso3 in artemis, iso3 in states, tuple(institutions.get(iso3, ())))
        for iso3 in sorted(named, key=dataset.party_name)
    )


def in_camp(dataset: Dataset, camp: Camp, on: dt.date | None = None) -> tuple[Standing, ...]:
    """The states that stand so."""
    return tuple(row for row in standings(dataset, on) if row.camp == camp)


def joined(dataset: Dataset, body: str, *, states_only: bool) -> Iterator[tuple[dt.date, str]]:
    """The day from which each member counts, oldest first; for the ILRS optionally states and agencies alone."""
    rows = members(dataset, body, dataset.as_of)
    for row in sorted(rows, key=lambda row: row.joined.last if row.joined else dataset.as_of):
        if row.joined and (not states_only or row.level in STATE):
            yield row.joined.last, row.member


def beyond(dataset: Dataset, body: str) -> int | None:
    """The newest stated total of a body's members where it is above those whom the atlas can name."""
    stated = measures.stated(dataset, body) if body in dataset.bodies else 0
    return stated if stated > len({row.member for row in members(dataset, body)}) else None
