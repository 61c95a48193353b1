"""YAML files to records: which file holds which kind, and every fault with its file and line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from . import records as r
from .explaining import explain, words_of
from .problems import Problem, nearest
from .yaml_nodes import Document, parse
from .yaml_nodes import Path as NodePath


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record: its table's name, its type, and where its records stand.

    `file` is a path under data/ (a `*` for one file per partner or body); `key` the list in that file.
    """

    table: str
    type: type[r.Model]
    file: str
    key: str


# A new kind of record is one type in `records` and one line here.
KINDS = (
    Kind("agreements", r.Agreement, "partners/*.yml", "agreements"),
    Kind("activities", r.Activity, "partners/*.yml", "activities"),
    Kind("memberships", r.Membership, "memberships/*.yml", "members"),
    Kind("ground-stations", r.GroundStation, "ground-stations.yml", "ground-stations"),
    Kind("satellites", r.Satellite, "satellites.yml", "satellites"),
    Kind("technology-sales", r.TechnologySale, "technology-sales.yml", "technology-sales"),
    Kind("science-agreements", r.ScienceAgreement, "science-agreements.yml", "science-agreements"),
    Kind("claims", r.Claim, "claims.yml", "claims"),
    Kind("events", r.Event, "events.yml", "events"),
    Kind("proposals", r.Proposal, "proposals.yml", "proposals"),
    Kind("countries", r.Country, "countries.yml", "countries"),
    Kind("organisations", r.Organisation, "organisations.yml", "organisations"),
)
SOURCES = Kind("sources", r.Source, "*", "sources")
BODIES = Kind("bodies", r.Body, "memberships/*.yml", "body")
TABLES = {kind.table: kind for kind in (*KINDS, SOURCES, BODIES)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: its file from the project's root, its first line, and the line of each field."""

    file: str
    line: int
    lines: Mapping[NodePath, int]

    def of(self, *path: str | int) -> int:
        """The line of a field, or of the nearest thing that encloses it."""
        at = tuple(path)
        while at and at not in self.lines:
            at = at[:-1]
        return self.lines.get(at, self.line)


@dataclass(slots=True)
class Loaded:
    """All records by table, each with its place, and all faults found while reading."""

    rows: dict[str, list[tuple[Any, Place]]] = field(default_factory=lambda: {name: [] for name in TABLES})
    problems: list[Problem] = field(default_factory=list)
    broken: list[tuple[str, Any, Place]] = field(default_factory=list)
    """Records with faults, reduced to their sound fields, so that what they name is checked in the same run."""
    heads: list[tuple[str, Place]] = field(default_factory=list)
    """The partner that each file in data/partners/ says it is about."""
    unread: set[str] = field(default_factory=set)
    """Words in files and fields that could not be read: they may be the ids that others name."""
    names: dict[str, str] = field(default_factory=dict)
    """From the names of states and organisations, in small letters, to their codes and ids."""


def load(root: Path) -> Loaded:
    """Read every YAML file under root/data. Never raises for bad data: faults are in `.problems`."""
    loaded = Loaded()
    data = root / "data"
    if not data.is_dir():
        loaded.problems.append(Problem("data", 1, "the folder is missing", hint="run this in the project's root"))
    for path in sorted(data.rglob("*"), key=lambda path: (path.name not in NAMED, path)):
        file = path.relative_to(data).as_posix()
        if path.is_dir() or path.name.startswith(".") or file in BESIDE or file.startswith("geo/"):
            continue
        _read(f"data/{file}", path, file, loaded)
        if path.name in NAMED:
            loaded.names |= _names(loaded)
    return loaded


# Read first, so that a fault elsewhere can say which code or id was meant.
NAMED = ("countries.yml", "organisations.yml")
# What stands in data/ and holds no records.
BESIDE = ("VERSION", "LICENSE", "LICENSE.md", "README.md")


def _names(loaded: Loaded) -> dict[str, str]:
    found: dict[str, str] = {}
    for row, _ in loaded.rows["organisations"]:
        found |= {name.casefold(): row.id for name in (row.name, row.short, *row.variants)}
    for row, _ in loaded.rows["countries"]:
        names = (row.name, row.official_name or row.name, *row.variants)
        found |= {name.casefold(): row.iso3 for name in names}
    return found


def kinds_of(file: str) -> tuple[Kind, ...]:
    """The kinds of record that a file (path under data/) may hold; empty if it has no place in the house."""
    return tuple(kind for kind in KINDS if Path(file).match(kind.file) and file.count("/") == kind.file.count("/"))


def _read(name: str, path: Path, file: str, loaded: Loaded) -> None:
    kinds = kinds_of(file)
    if not kinds and file != "sources.yml":
        loaded.problems.append(Problem(name, 1, "no kind of record lives in a file of this name", hint=_home(file)))
        return
    raw = path.read_bytes()
    document = parse(name, raw)
    loaded.problems += document.problems
    if document.problems:
        loaded.unread |= set(re.findall("[A-Za-z0-9-]+", raw.replace(b"\0", b"").decode("utf-8", "replace")))
        return
    if not isinstance(document.value, dict):
        begins = {"partners": f"partner: {path.stem.upper()}", "memberships": "body:"}.get(file.split("/")[0])
        begins = begins or f"{kinds[0].key if kinds else 'sources'}:"
        message = "the file is empty" if document.value is None else "the file has no 'field: value' at its top"
        loaded.problems.append(Problem(name, 1, message, hint=f"begin it with '{begins}'"))
        loaded.unread |= set(words_of(document.value))
        return
    _read_file(document, file, kinds, loaded)


def _home(file: str) -> str:
    """Where a misplaced file probably belongs."""
    stem = Path(file).name.split(".")[0]
    files = sorted({kind.file for kind in KINDS} | {"sources.yml"})
    if len(stem) == 3:  # a country's code
        return f"did you mean 'partners/{stem.lower()}.yml'?"
    return nearest(file, [known.replace("*", stem) for known in files]) or "files are " + ", ".join(files)


def _read_file(document: Document, file: str, kinds: tuple[Kind, ...], loaded: Loaded) -> None:
    stem = Path(file).stem
    known = {kind.key: kind for kind in (*kinds, SOURCES)}
    head = {"partners": "partner", "memberships": "body"}.get(Path(file).parts[0] if "/" in file else "")

    def problem(path: NodePath, message: str, hint: str = "") -> None:
        field_name = ".".join(part for part in path if isinstance(part, str))
        loaded.problems.append(Problem(document.file, document.line(path), message, field=field_name, hint=hint))

    for key in document.value:
        if key != head and key not in known:
            fields_here = [*([head] if head else []), *known]
            problem((key,), "unknown field", nearest(key, fields_here) or "fields here: " + ", ".join(fields_here))
            loaded.unread |= set(words_of(document.value[key]))
    filled: Mapping[str, Any] | None = {}
    if head == "partner":
        filled = _partner_head(document, stem, loaded.names, problem)
        loaded.heads += [(code, Place(document.file, document.line(("partner",)), {})) for code in _codes(filled)]
    elif head == "body":
        filled = _body_head(document, stem, loaded, problem)
    if filled is None:
        loaded.unread |= set(words_of(document.value))
        return

    for key, kind in known.items():
        rows = document.value.get(key, [])
        if not isinstance(rows, list):
            problem((key,), "is no list", "each record begins with '- '")
            loaded.unread |= set(words_of(rows))
            continue
        for index, row in enumerate(rows):
            fill = filled if kind is not SOURCES else {}
            if kind.table == "activities" or kind.table == "agreements":
                fill = {} if isinstance(row, dict) and "partners" in row else filled
            _record(kind, row, (key, index), document, loaded, fill)


Report = Callable[..., None]


def _partner_head(document: Document, stem: str, names: Mapping[str, str], problem: Report) -> Mapping[str, Any] | None:
    """The file's own partner, which its records need not repeat; None if the head is unusable."""
    partner = document.value.get("partner")
    if not isinstance(partner, str):
        problem(("partner",), "is missing", f"begin the file with 'partner: {stem.upper()}'")
        return None
    if partner.lower() != stem:
        code = names.get(partner.casefold())
        hint = f"write '{code}'" if code else f"the file of {partner} is {partner.lower()}.yml"
        problem(("partner",), f"'{partner}' does not fit the file's name", hint)
    return {"partners": [partner]}


def _codes(filled: Mapping[str, Any] | None) -> list[str]:
    return list(filled["partners"]) if filled else []


def _body_head(document: Document, stem: str, loaded: Loaded, problem: Report) -> Mapping[str, Any] | None:
    """The body whose members the file lists; None if the head is unusable."""
    given = document.value.get("body")
    if not isinstance(given, dict):
        misplaced = "partner" in document.value
        hint = (
            "a partner's file belongs in data/partners/" if misplaced else "begin the file with 'body:' and its fields"
        )
        problem(("body",), "is missing", hint)
        return None
    body = _record(BODIES, given, ("body",), document, loaded)
    if body is not None and body.id != stem:
        problem(("body", "id"), f"'{body.id}' does not fit the file's name", f"write '{stem}', or rename the file")
    rows = document.value.get("members")
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, dict) and "body" in row:
            problem(("members", index, "body"), "is filled in from the file", "remove it from the row")
    return {"body": stem}


def _record(
    kind: Kind, row: Any, path: NodePath, document: Document, loaded: Loaded, fill: Mapping[str, Any] | None = None
) -> Any:
    """Validate one row; put it with its place in `loaded`, or its faults. The record, or None."""
    line = document.line(path)
    if not isinstance(row, dict):
        hint = "a record is a list of 'field: value' lines"
        loaded.problems.append(Problem(document.file, line, "is no record", field=str(path[0]), hint=hint))
        return None
    place = Place(document.file, line, document.under(path))
    try:
        record = kind.type.model_validate({**(fill or {}), **row})
    except ValidationError as error:
        name = row.get("id") if isinstance(row.get("id"), str) else ""
        faults = list(explain(error, kind.type, path, document, str(name), loaded.names))
        loaded.problems += faults
        _keep_sound_part(kind, row, {fault.field.split(".")[0] for fault in faults}, place, loaded)
        return None
    loaded.rows[kind.table].append((record, place))
    return record


def _keep_sound_part(kind: Kind, row: Mapping[str, Any], faulty: set[str], place: Place, loaded: Loaded) -> None:
    sound = {name: value for name, value in row.items() if name in kind.type.model_fields and name not in faulty}
    loaded.unread |= set(
        words_of([value for name, value in row.items() if name not in sound or name in ("id", "iso3")])
    )
    loaded.unread |= set(words_of([value for value in sound.values() if isinstance(value, dict)]))
    loose: dict[str, Any] = {
        name: tuple(map(_loose, value)) if isinstance(value, list) else value for name, value in sound.items()
    }
    loaded.broken.append((kind.table, kind.type.model_construct(**loose), place))


def _loose(item: Any) -> Any:
    """An item of a list in a broken record: a citation as such, anything else as it stands."""
    if isinstance(item, dict) and isinstance(item.get("source"), str):
        return r.Citation.model_construct(source=item["source"])
    return item
