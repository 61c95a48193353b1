"""The same tables as one SQLite file: keys enforced, lists as tables of their own, and views for common questions."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from ..dataset import Dataset
from ..loading import TABLES
from .columns import Column, columns, rows
from .package import LICENCE, TITLE
from .writing import write

AFFINITY = {"integer": "INTEGER", "number": "REAL", "any": ""}


class View(NamedTuple):
    """A common question: what it asks, and how it is answered."""

    asked: str
    query: str


VIEWS: Mapping[str, View] = {
    "instruments_by_partner": View(
        "How many instruments with each partner, how many of them in force, the first and the newest?",
        """SELECT parties.id AS party, parties.name, count(*) AS instruments,
               sum(agreements.status = 'in-force') AS in_force,
               min(agreements.signed) AS first, max(agreements.signed) AS last
        FROM agreements JOIN agreements_partners ON agreements_partners.id = agreements.id
        JOIN parties ON parties.id = agreements_partners.value
        WHERE agreements.withdrawn IS NULL GROUP BY parties.id ORDER BY instruments DESC, parties.name""",
    ),
    "instruments_by_decade": View(
        "How many instruments in each decade, and who signed: governments, agencies, institutes, companies?",
        """SELECT substr(signed, 1, 3) || '0s' AS decade, level, count(*) AS instruments
        FROM agreements WHERE signed IS NOT NULL AND withdrawn IS NULL GROUP BY decade, level ORDER BY decade, level""",
    ),
    "members_today": View(
        "Who is in which treaty, organisation or bloc on the day of the figures, and since when?",
        """SELECT body, member, iso3, name, level, joined FROM memberships
        WHERE standing = 'member' ORDER BY body, joined, name""",
    ),
    "both_camps": View(
        "Which states are in the Artemis Accords and, by themselves or by a body of theirs, in the ILRS?",
        """SELECT DISTINCT moon.iso3, accords.name FROM members_today AS moon
        JOIN members_today AS accords ON accords.iso3 = moon.iso3
        WHERE moon.body = 'ilrs' AND accords.body = 'artemis-accords' ORDER BY accords.name""",
    ),
    "endings": View(
        "Which instruments and memberships have ended, when, and why?",
        """SELECT 'instrument' AS what, id, title AS name, ended AS date, ended_why AS why FROM agreements
        WHERE status = 'ended' AND withdrawn IS NULL
        UNION ALL SELECT 'membership', id, name || ' in ' || body, "left", left_why FROM memberships
        WHERE standing = 'left' AND withdrawn IS NULL ORDER BY date""",
    ),
    "stations_today": View(
        "Which ground stations are in use, where, and who runs them?",
        """SELECT ground_stations.id, ground_stations.name, place, country, countries.name AS country_name, kind,
               operator, opened
        FROM ground_stations JOIN countries ON countries.iso3 = country
        WHERE status = 'operating' AND ground_stations.withdrawn IS NULL ORDER BY country_name""",
    ),
}


def write_database(dataset: Dataset, path: Path, version: str) -> None:
    """Put the database in its place."""
    write(path, database(dataset, version))


@lru_cache(maxsize=2)
def database(dataset: Dataset, version: str) -> bytes:
    """The database, built in memory with every key checked."""
    with closing(sqlite3.connect(":memory:")) as base:
        build(base, dataset, version)
        return base.serialize()


def build(base: sqlite3.Connection, dataset: Dataset, version: str) -> None:
    """Fill an empty database. Raises IntegrityError where a record names one that is not there."""
    base.execute("PRAGMA foreign_keys = OFF")
    _shared(base, dataset, version)
    for table in TABLES:
        _table(base, dataset, table)
    for name, view in VIEWS.items():
        base.execute(f"CREATE VIEW {name} AS {view.query}")
    base.commit()
    broken = base.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise sqlite3.IntegrityError(f"keys that lead nowhere: {broken[:5]}")
    base.execute("PRAGMA user_version = 1")


def _shared(base: sqlite3.Connection, dataset: Dataset, version: str) -> None:
    about = {"title": TITLE, "version": version, "as_of": str(dataset.as_of), "license": LICENCE["name"]}
    base.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    base.executemany("INSERT INTO about VALUES (?, ?)", about.items())
    base.execute("CREATE TABLE parties (id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL, iso3 TEXT)")
    states = [(row.iso3, row.name, "state", row.iso3) for row in dataset.rows["countries"]]
    bodies = [(row.id, row.short, "organisation", row.country) for row in dataset.rows["organisations"]]
    base.executemany("INSERT INTO parties VALUES (?, ?, ?, ?)", states + bodies)
    base.execute('CREATE TABLE records (id TEXT PRIMARY KEY, "table" TEXT NOT NULL)')
    both = [(row.id, table) for table in ("agreements", "activities") for row in dataset.rows[table]]
    base.executemany("INSERT INTO records VALUES (?, ?)", both)


def _table(base: sqlite3.Connection, dataset: Dataset, table: str) -> None:
    single = [column for column in columns(table) if column.kind != "list"]
    name = _name(table)
    lines = [f"{_quoted(column.name)} {_type(column)}" for column in single]
    base.execute(f"CREATE TABLE {name} ({', '.join(lines)})")
    found = rows(dataset, table)
    _insert(base, name, len(single), ([_value(row[column.name]) for column in single] for row in found))
    for column in columns(table):
        if column.kind != "list":
            continue
        link = f"{name}_{column.name}"
        target = f" REFERENCES {_name(column.reference[0])} ({column.reference[1]})" if column.reference else ""
        base.execute(
            f"CREATE TABLE {link} (id TEXT NOT NULL REFERENCES {name} (id), position INTEGER NOT NULL, "
            f"value TEXT NOT NULL{target}, PRIMARY KEY (id, position))"
        )
        items = ((row["id"], place, item) for row in found for place, item in enumerate(_list(row[column.name]), 1))
        _insert(base, link, 3, items)


def _insert(base: sqlite3.Connection, name: str, width: int, values: Iterable[Iterable[object]]) -> None:
    marks = ", ".join("?" * width)
    base.executemany(f"INSERT INTO {name} VALUES ({marks})", map(tuple, values))  # noqa: S608 - names are our own


def _type(column: Column) -> str:
    parts = [AFFINITY.get(column.kind, "TEXT")]
    if column.name == "id":
        parts.append("PRIMARY KEY")
    elif column.name == "iso3" and column.required:
        parts.append("UNIQUE")
    if column.required:
        parts.append("NOT NULL")
    if column.reference and not (column.name == "iso3" and column.required):
        parts.append(f"REFERENCES {_name(column.reference[0])} ({column.reference[1]})")
    return " ".join(part for part in parts if part)


def _value(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _name(table: str) -> str:
    return table.replace("-", "_")


def _quoted(name: str) -> str:
    return f'"{name}"'
