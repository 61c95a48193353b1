"""Where things live on the site: the address of each page and record, relative to the page that links."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from .dataset import Dataset, parties
from .html import Child, Markup, el, joined
from .records import Agreement, Model, Source

# Bodies whose members are profiled even where nothing else is known of them.
CAMPS = ("artemis-accords", "ilrs", "apsco", "brics")


class View(NamedTuple):
    """What a part of a page is built from: the dataset, and the way from the page back to the site's root."""

    dataset: Dataset
    base: str


# The page on which a table's records have their own anchors.
HOMES = {
    "agreements": "agreements/",
    "activities": "agreements/activities/",
    "memberships": "memberships/",
    "ground-stations": "ground/",
    "satellites": "satellites/",
    "technology-sales": "science/",
    "science-agreements": "science/",
    "claims": "claims/",
    "events": "events/",
    "proposals": "proposals/",
    "sources": "sources/",
}


def base_of(url: str) -> str:
    """The way from a page's address back to the site's root: `../../` from `countries/brazil/`."""
    return "../" * url.count("/") or "./"


def slug(name: str) -> str:
    """A name as it stands in an address: `Côte d'Ivoire` is `cote-divoire`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")


def profile_path(dataset: Dataset, party: str) -> str:
    """The address of a party's profile. National bodies have none of their own: their state's serves."""
    state = dataset.state_of(party)
    if state:
        return f"countries/{slug(dataset.countries[state].name)}/"
    return f"countries/{slug(party)}/"


def has_profile(dataset: Dataset, party: str) -> bool:
    """Whether a party, or the state it belongs to, has a profile: whoever appears in any record has."""
    return (dataset.state_of(party) or party) in profiled(dataset)


@lru_cache(maxsize=4)
def profiled(dataset: Dataset) -> tuple[str, ...]:
    """Every state and international organisation that appears in a record, by name. China has no profile:
    the whole atlas is about it."""
    tables = ("agreements", "activities", "ground-stations", "satellites", "technology-sales", "science-agreements")
    found = {party for table in tables for row in dataset.table(table) for party in parties(row)}
    found |= {party for row in dataset.table("events") for party in row.partners}
    found |= {row.member for row in dataset.table("memberships") if row.body in CAMPS}
    named = {dataset.state_of(party) or party for party in found} - {"CHN"}
    return tuple(sorted(named, key=lambda party: dataset.party_name(party).casefold()))


def party_link(dataset: Dataset, party: str, base: str, label: Child = None) -> Markup:
    """A party's name, linked to its profile."""
    name = label if label is not None else dataset.party_name(party)
    if not has_profile(dataset, party):
        return el("span", name)
    return el("a", name, href=base + profile_path(dataset, party))


def party_links(dataset: Dataset, row: Model, base: str, limit: int = 6) -> Markup:
    """The parties of a record as links, cut after `limit` with the number of the rest."""
    named = sorted(parties(row), key=dataset.party_name)
    shown: list[Child] = [party_link(dataset, party, base) for party in named[:limit]]
    if len(named) > limit:
        shown.append(f"and {len(named) - limit} more")
    return joined(shown)


def record_path(dataset: Dataset, row: Agreement | Model) -> str:
    """The permanent address of a record: its anchor on the page of its kind."""
    if isinstance(row, Source):
        return f"{source_home(row)}#{row.id}"
    for table, home in HOMES.items():
        if (table, getattr(row, "id", "")) in dataset.places and isinstance(row, type(dataset.rows[table][0])):
            return f"{home}#{getattr(row, 'id', '')}"
    raise KeyError(f"no page for {getattr(row, 'id', row)}")


STUDIES = ((0, "studies"),)
SHELVES = {
    "press": ((2024, "press"), (2018, "press-2018-2023"), (1, "press-before-2018"), (0, "press-undated")),
    "official": ((2016, ""), (1, "official-before-2016"), (0, "")),
    "academic": STUDIES,
    "think-tank": STUDIES,
    "encyclopedia": STUDIES,
}
"""Kinds of sources that fill pages of their own, each with those from a year on; 0 is for those without a date. The
rest stand on the page of sources itself."""


def source_home(source: Source) -> str:
    """The page that lists a source: one for each shelf, as no page can carry them all."""
    year = source.published.year if source.published else 0
    shelf = next((page for since, page in SHELVES.get(source.kind, ()) if year >= since), "")
    return f"{HOMES['sources']}{shelf}/" if shelf else HOMES["sources"]


def source_link(source: Source, base: str, label: Child = None, *, hint: bool = False) -> Markup:
    """A source by its publisher and year, linked to the page itself, or to its entry where it has none.

    `hint` adds the whole title to be shown on pointing; long tables do without, for their weight.
    """
    year = f" {source.published.year}" if source.published else ""
    shown = label if label is not None else f"{source.publisher}{year}"
    href = source.url or source.archived_url or f"{base}{source_home(source)}#{source.id}"
    return el("a", shown, href=href, title=f"{source.title}. {source.publisher}" if hint else None)
