"""The rules between records: what one names, another must be; what only all of them together can break."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from . import records as r
from .dates import PartialDate
from .loading import Loaded, Place
from .problems import Problem, nearest

# Fields whose values are ids of agreements or activities.
LINKS = ("follows", "part_of", "agreements", "instrument", "replaced_by")
PARTIES = ("partners", "member", "partner", "buyer")
HOME = "CHN"


def check(loaded: Loaded, today: dt.date) -> list[Problem]:
    """Every fault between records. `today` is the day after which no date may lie."""
    return [
        *_ids(loaded),
        *_sources(loaded),
        *_references(loaded),
        *_dates(loaded, today),
        *_memberships(loaded),
        *_loops(loaded),
    ]


def _problem(place: Place, record: Any, path: tuple[str | int, ...], message: str, hint: str = "") -> Problem:
    name = ".".join(str(part) for part in path if isinstance(part, str))
    return Problem(place.file, place.of(*path), message, field=name, record=getattr(record, "id", ""), hint=hint)


def _records(loaded: Loaded) -> Iterator[tuple[str, Any, Place]]:
    for table, rows in loaded.rows.items():
        for record, place in rows:
            yield table, record, place


def _all_records(loaded: Loaded) -> Iterator[tuple[str, Any, Place]]:
    """Those with faults too: what they name is checked in the same run."""
    yield from _records(loaded)
    yield from loaded.broken


def _ids(loaded: Loaded) -> Iterator[Problem]:
    # Sources, bodies, countries and organisations are named by their own keys; all else shares one space,
    # so that an address like /agreements/#id can never mean two things.
    spaces = {name: name for name in ("sources", "bodies", "countries", "organisations")}
    seen: dict[tuple[str, str], Place] = {}
    for table, record, place in _records(loaded):
        key = (spaces.get(table, "records"), record.id)
        if key in seen:
            first = seen[key]
            yield _problem(
                place,
                record,
                ("id",),
                f"'{record.id}' is used twice (first in {first.file}:{first.line})",
                "give one of them another id; if they are one thing, keep one record",
            )
        else:
            seen[key] = place
    codes: dict[str, Place] = {}
    for country, place in loaded.rows["countries"]:
        if country.iso3 in codes:
            yield _problem(
                place, country, ("iso3",), f"{country.iso3} is used twice", f"first in line {codes[country.iso3].line}"
            )
        codes.setdefault(country.iso3, place)
        if country.id != country.iso3.lower():
            yield _problem(
                place,
                country,
                ("id",),
                f"'{country.id}' does not fit {country.iso3}",
                f"write '{country.iso3.lower()}'",
            )


def _cited(model: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every source key inside a record, with the path to it."""
    for name in type(model).model_fields:
        value = getattr(model, name, None)
        if name in ("date_source", "position_source") and value:
            yield value, (*path, name)
        for index, item in enumerate(value if isinstance(value, tuple) else (value,)):
            at = (*path, name, index) if isinstance(value, tuple) else (*path, name)
            if isinstance(item, r.Citation):
                yield item.source, at
            elif name == "sources" and isinstance(item, str):  # of a broken record
                yield item, at
            elif isinstance(item, BaseModel):
                yield from _cited(item, at)


def cited(record: BaseModel) -> set[str]:
    """The keys of every source that a record cites, in whatever field."""
    return {key for key, _ in _cited(record)}


def _sources(loaded: Loaded) -> Iterator[Problem]:
    known: dict[str, tuple[r.Source, Place]] = {source.id: (source, place) for source, place in loaded.rows["sources"]}
    addresses: dict[str, r.Source] = {}
    for source, place in loaded.rows["sources"]:
        address = (source.url or "").removesuffix("/").replace("http://", "https://")
        if address and address in addresses and addresses[address].id != source.id:
            first = addresses[address].id
            yield _problem(place, source, ("url",), f"the same page is already the source '{first}'", f"cite {first}")
        elif address:
            addresses[address] = source
    used: set[str] = set()
    for _, record, place in _all_records(loaded):
        publishers: set[str] = set()
        official = False
        for key, path in _cited(record):
            used.add(key)
            if key not in known and key in loaded.unread:
                official = True  # or may be: its own fault is reported where it stands
                continue
            if key not in known:
                yield _problem(
                    place,
                    record,
                    path,
                    f"no source '{key}'",
                    _or(nearest(key, known), "declare it under 'sources:' in this file"),
                )
                continue
            source = known[key][0]
            official = official or (source.kind in ("official", "treaty") and not source.copy_of)
            publishers.add((source.copy_of or source.publisher).casefold())
        if getattr(record, "confidence", "") == "confirmed" and publishers and not official and len(publishers) < 2:
            yield _problem(
                place,
                record,
                ("confidence",),
                "'confirmed' needs an official source or two independent publishers",
                "write 'reported', or add the second source",
            )
    for key, (source, place) in known.items():
        if key not in used and key not in loaded.unread:
            yield _problem(place, source, ("id",), f"no record cites the source '{key}'", "cite it or remove it")


def _references(loaded: Loaded) -> Iterator[Problem]:
    linkable = {record.id for table in ("agreements", "activities") for record, _ in loaded.rows[table]}
    everything = {record.id for _, record, _ in _records(loaded)}
    codes = {country.iso3 for country, _ in loaded.rows["countries"]}
    parties = codes | {organisation.id for organisation, _ in loaded.rows["organisations"]}
    elsewhere = "add it to data/countries.yml or data/organisations.yml"
    pools = dict.fromkeys(LINKS, (linkable, "no record", "name an existing agreement or activity, or remove it"))
    pools["replaced_by"] = (everything, "no record", "name an existing record, or remove it")
    pools |= dict.fromkeys(PARTIES, (parties, "no country or organisation", elsewhere))
    pools |= dict.fromkeys(("country", "territory_of"), (codes, "no country", "add it to data/countries.yml"))
    for partner, place in loaded.heads:
        if partner not in parties and partner not in loaded.unread:
            hint = _or(nearest(partner, parties), elsewhere)
            yield _problem(place, None, ("partner",), f"no country or organisation '{partner}'", hint)
    for _, record, place in _all_records(loaded):
        for name, (pool, what, remedy) in pools.items():
            for path, item in _named(record, name):
                if item == getattr(record, "id", "") and name in LINKS:
                    yield _problem(place, record, path, "names the record itself", "remove it")
                elif item not in pool and item not in loaded.unread:
                    near = nearest(item, pool)
                    hint = near or remedy if name in LINKS else _or(near, remedy)
                    yield _problem(place, record, path, f"{what} '{item}'", hint)
        if HOME in (getattr(record, "partners", None) or ()):
            yield _problem(
                place, record, ("partners",), "China is always party and never its own partner", "remove CHN"
            )


def _or(near: str, remedy: str) -> str:
    """The nearest known name, and what to do where it is not the one that was meant."""
    return f"{near} Else {remedy}" if near else remedy


def _named(record: Any, name: str) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The ids and codes in a field, each with its path."""
    value = getattr(record, name, None)
    if isinstance(value, str):
        yield (name,), value
    elif isinstance(value, tuple):
        yield from (((name, index), item) for index, item in enumerate(value) if isinstance(item, str))


def _dated(model: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[tuple[PartialDate, tuple[str | int, ...]]]:
    for name in type(model).model_fields:
        value = getattr(model, name)
        for index, item in enumerate(value if isinstance(value, tuple) else (value,)):
            at = (*path, name, index) if isinstance(value, tuple) else (*path, name)
            if isinstance(item, PartialDate):
                yield item, at
            elif isinstance(item, BaseModel):
                yield from _dated(item, at)


def _dates(loaded: Loaded, today: dt.date) -> Iterator[Problem]:
    for _, record, place in _records(loaded):
        for date, path in _dated(record):
            if date.first > today:
                yield _problem(
                    place,
                    record,
                    path,
                    f"{date} lies in the future",
                    f"today is {today}; what is only planned has no date yet",
                )


def _memberships(loaded: Loaded) -> Iterator[Problem]:
    seen: dict[tuple[str, str, str], tuple[r.Membership, Place]] = {}
    for row, place in loaded.rows["memberships"]:
        key = (row.body, row.member, row.level)
        if key in seen and not seen[key][0].left and not row.withdrawn:
            yield _problem(
                place,
                row,
                ("member",),
                f"{row.member} is in {row.body} twice (first in line {seen[key][1].line})",
                "keep one row, or close the first with 'left'",
            )
        seen[key] = (row, place)


def _loops(loaded: Loaded) -> Iterator[Problem]:
    """A record that follows itself, by whatever way round, would make its history endless."""
    for name in ("follows", "part_of"):
        links: Mapping[str, tuple[str, ...]] = defaultdict(
            tuple,
            {
                record.id: getattr(record, name, ())
                for table in ("agreements", "activities")
                for record, _ in loaded.rows[table]
            },
        )
        for table in ("agreements", "activities"):
            for record, place in loaded.rows[table]:
                seen: set[str] = set()
                front = set(links[record.id]) - {record.id}
                while front:
                    seen |= front
                    front = {following for link in front for following in links[link]} - seen
                if record.id in seen:
                    yield _problem(place, record, (name,), "leads back to the record itself", "remove one of the links")
