"""A new record in its file: where it belongs, what it is called, and nothing written that would not pass."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .canonical import canonical
from .dataset import date_of, read
from .fixing import SHARED, changes, save, texts
from .links import slug
from .loading import BODIES, SOURCES, TABLES, Kind
from .problems import DataError, Problem, nearest

Fields = dict[str, Any]


class Refused(Exception):  # noqa: N818 (an answer, not an accident)
    """The record is not written; says why."""


def kind_named(name: str) -> Kind:
    """The kind of record by its name in the singular: `agreement`, `ground-station` … Raises KeyError."""
    kinds = {str(kind.type.kind_name): kind for kind in TABLES.values()}
    if name not in kinds:
        raise KeyError(f"no kind of record '{name}'; {nearest(name, kinds) or 'kinds: ' + ', '.join(kinds)}")
    return kinds[name]


def home(kind: Kind, fields: Mapping[str, Any]) -> str:
    """The file, under data/, in which a record belongs."""
    if kind is SOURCES:
        return str(fields.get("file") or SHARED)
    if kind is BODIES:
        return f"memberships/{fields['id']}.yml"
    if kind.table == "memberships":
        return f"memberships/{fields['body']}.yml"
    if kind.file.startswith("partners/"):
        return f"partners/{str(next(iter(fields['partners']))).lower()}.yml"
    return kind.file


def add(
    root: Path, kind: Kind, fields: Fields, *, sources: Iterable[Fields] = (), today: dt.date, another: bool = False
) -> tuple[str, str]:
    """Write a record, and with it the sources it brings along; returns its file and its id.

    Raises Refused for a double, DataError with every fault that the record would bring. Nothing is written then.
    """
    record = {name: value for name, value in fields.items() if value not in (None, (), [], {}, "")}
    file = home(kind, record)
    record = _completed(kind, record, today)
    _no_double(root, kind, record, file, another=another)
    found = texts(root)
    if kind is BODIES:
        found[file] = canonical(file, f"body: {json.dumps(record, ensure_ascii=False)}\n")
    else:
        begin = f"partner: {Path(file).stem.upper() if len(Path(file).stem) == 3 else Path(file).stem}\n"
        text = found.get(file, begin if file.startswith("partners/") else "")
        if not text and file.startswith("memberships/"):
            raise Refused(f"data/{file} does not exist; begin it with: python -m macros new body")
        for source in sources:
            text = appended(file, text, SOURCES.key, {"accessed": str(today), **source})
        found[file] = appended(file, text, kind.key, record)
    _write_if_sound(root, changes(root, found))
    return f"data/{file}", str(record["id"])


def add_source(root: Path, fields: Fields, cited_by: str, today: dt.date) -> tuple[str, str]:
    """Write a source into the file of a record that cites it from now on. Raises Refused or DataError."""
    dataset, _ = read(root)
    places = {record: place for (table, record), place in dataset.places.items() if table not in ("sources", "bodies")}
    if cited_by not in places:
        raise Refused(f"no record '{cited_by}'; {nearest(cited_by, places)}")
    source = _completed(
        SOURCES, {name: value for name, value in fields.items() if value not in (None, (), [], {}, "")}, today
    )
    if source["id"] in dataset.sources:
        place = dataset.place("sources", source["id"])
        raise Refused(f"the source '{source['id']}' is there already, at {place.file}:{place.line}; cite it as it is")
    file = places[cited_by].file.removeprefix("data/")
    text = cite_more(canonical(file, texts(root)[file]), cited_by, source["id"])
    _write_if_sound(root, {file: appended(file, text, SOURCES.key, source)})
    return f"data/{file}", str(source["id"])


def cite_more(text: str, record: str, key: str) -> str:
    """A canonical data file in which one record cites one more source."""
    lines = text.splitlines()
    start = lines.index(f"  - id: {record}")
    at = next(number for number in range(start, len(lines)) if lines[number].startswith("    sources:"))
    if lines[at].endswith("]"):
        lines[at] = f"{lines[at][:-1]}, {key}]"
    else:
        while at + 1 < len(lines) and lines[at + 1].startswith("      "):
            at += 1
        lines.insert(at + 1, f"      - {key}")
    return "\n".join(lines) + "\n"


def appended(file: str, text: str, key: str, record: Fields) -> str:
    """A data file with one more record at the end of a list, in canonical form."""
    lines = text.splitlines()
    item = f"  - {json.dumps(record, ensure_ascii=False)}"
    if f"{key}:" not in lines:
        return canonical(file, "\n".join([*lines, f"{key}:", item]) + "\n")
    at = lines.index(f"{key}:") + 1
    while at < len(lines) and (not lines[at] or lines[at][0] in " #"):
        at += 1
    return canonical(file, "\n".join([*lines[:at], item, *lines[at:]]) + "\n")


def _completed(kind: Kind, record: Fields, today: dt.date) -> Fields:
    """The record with its id and its days, and without what its file already says."""
    model = kind.type.model_fields
    record = {"id": record.get("id") or identifier(kind, record), **record}
    record.pop("file", None)
    if "added" in model:
        record = {**record, "added": str(today), "updated": str(today)}
    if kind is SOURCES:
        record.setdefault("accessed", str(today))
    if kind.table == "memberships":
        record.pop("body")
    if kind.file.startswith("partners/") and len(record["partners"]) == 1:
        record.pop("partners")
    return record


def identifier(kind: Kind, record: Mapping[str, Any]) -> str:
    """A name for a record, from whom it is about, its year and its title: `bra-1988-protocol-on-research`."""
    if kind.table == "memberships":
        return f"{record['body']}-{str(record['member']).lower()}"
    if kind.table == "countries":
        return str(record["iso3"]).lower()
    party = next((str(record[name]) for name in ("partner", "buyer", "country") if record.get(name)), "")
    party = party or next(iter(record.get("partners") or ()), "")
    dates = ("signed", "date", "launched", "opened", "as_of", "published", "first")
    year = next((str(record[name])[:4] for name in dates if record.get(name)), "")
    title = next((str(record[name]) for name in ("title", "name", "statement", "form") if record.get(name)), "")
    publisher = str(record.get("publisher", "")) if kind is SOURCES else ""
    parts = [
        slug(party),
        slug(publisher).split("-")[0] if publisher else "",
        year,
        "-".join(slug(title).split("-")[:6]),
    ]
    return "-".join(part for part in parts if part)[:80].strip("-")


def _no_double(root: Path, kind: Kind, record: Fields, file: str, *, another: bool) -> None:
    dataset, _ = read(root)
    for (table, known), place in dataset.places.items():
        if known == record["id"] and (table == kind.table or table not in ("sources", "bodies", "countries")):
            raise Refused(f"the id '{known}' is used already, at {place.file}:{place.line}; give another with --id")
    if another or kind.table not in ("agreements", "activities"):
        return
    partner = Path(file).stem.upper() if len(Path(file).stem) == 3 else Path(file).stem
    for row in dataset.rows[kind.table]:
        day = record.get("signed") or record.get("date")
        if day and str(date_of(row)) == str(day) and partner in row.partners and row.kind == record.get("kind"):
            place = dataset.place(kind.table, row.id)
            raise Refused(
                f"'{row.id}' at {place.file}:{place.line} has the same partner, kind and date; "
                "if yours is another one, say so with --another"
            )


def _write_if_sound(root: Path, new: Mapping[str, str]) -> None:
    """Write the files, unless the data would have a fault then that it has not now."""
    before = {(problem.file, problem.message) for problem in read(root)[1]}
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder)
        shutil.copytree(root / "data", trial / "data", ignore=shutil.ignore_patterns("geo"))
        save(trial, new)
        faults: list[Problem] = [problem for problem in read(trial)[1] if (problem.file, problem.message) not in before]
    if faults:
        raise DataError(faults)
    save(root, new)
