"""YAML files to records: which file holds which kind, and every fault with its file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from . import records as r
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


def load(root: Path) -> Loaded:
    """Read every YAML file under root/data. Never raises for bad data: faults are in `.problems`."""
    loaded = Loaded()
    data = root / "data"
    if not data.is_dir():
        loaded.problems.append(Problem("data", 1, "the folder is missing", hint="run this in the project's root"))
    for path in sorted(data.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() or path.name.startswith(".") or path.parent.name == "geo":
            continue
        if path.suffix in (".yml", ".yaml"):
            _read(name, path, path.relative_to(data).as_posix(), loaded)
    return loaded


def kinds_of(file: str) -> tuple[Kind, ...]:
    """The kinds of record that a file (path under data/) may hold; empty if it has no place in the house."""
    return tuple(kind for kind in KINDS if Path(file).match(kind.file) and file.count("/") == kind.file.count("/"))


def _read(name: str, path: Path, file: str, loaded: Loaded) -> None:
    kinds = kinds_of(file)
    if not kinds and file != "sources.yml":
        known = [kind.file for kind in KINDS if "*" not in kind.file] + ["sources.yml"]
        hint = nearest(file, known) or "files are " + ", ".join(sorted({kind.file for kind in KINDS} | {"sources.yml"}))
        loaded.problems.append(Problem(name, 1, "no kind of record lives in a file of this name", hint=hint))
        return
    document = parse(name, path.read_bytes())
    loaded.problems += document.problems
    if document.problems:
        return
    if not isinstance(document.value, dict):
        keys = ", ".join(kind.key for kind in kinds) or "sources"
        loaded.problems.append(Problem(name, 1, "the file holds no fields", hint=f"it begins with one of: {keys}"))
        return
    _read_file(document, file, kinds, loaded)


def _read_file(document: Document, file: str, kinds: tuple[Kind, ...], loaded: Loaded) -> None:
    stem = Path(file).stem
    known = {kind.key: kind for kind in (*kinds, SOURCES)}
    head = {"partners": "partner", "memberships": "body"}.get(Path(file).parts[0] if "/" in file else "")

    def problem(path: NodePath, message: str, hint: str = "") -> None:
        field_name = ".".join(str(part) for part in path)
        loaded.problems.append(Problem(document.file, document.line(path), message, field=field_name, hint=hint))

    for key in document.value:
        if key != head and key not in known:
            fields_here = [*([head] if head else []), *known]
            problem((key,), "unknown field", nearest(key, fields_here) or "fields here: " + ", ".join(fields_here))
    filled: Mapping[str, Any] | None = {}
    if head == "partner":
        filled = _partner_head(document, stem, problem)
    elif head == "body":
        filled = _body_head(document, stem, loaded, problem)
    if filled is None:
        return

    for key, kind in known.items():
        rows = document.value.get(key, [])
        if not isinstance(rows, list):
            problem((key,), "is no list", "each record begins with '- '")
            continue
        for index, row in enumerate(rows):
            fill = filled if kind is not SOURCES else {}
            if kind.table == "activities" or kind.table == "agreements":
                fill = {} if isinstance(row, dict) and "partners" in row else filled
            _record(kind, row, (key, index), document, loaded, fill)


Report = Callable[..., None]


def _partner_head(document: Document, stem: str, problem: Report) -> Mapping[str, Any] | None:
    """The file's own partner, which its records need not repeat; None if the head is unusable."""
    partner = document.value.get("partner")
    if not isinstance(partner, str):
        problem(("partner",), "is missing", f"begin the file with 'partner: {stem.upper()}'")
        return None
    if partner.lower() != stem:
        hint = f"the file of {partner} is {partner.lower()}.yml"
        problem(("partner",), f"'{partner}' does not fit the file's name", hint)
    return {"partners": [partner]}


def _body_head(document: Document, stem: str, loaded: Loaded, problem: Report) -> Mapping[str, Any] | None:
    """The body whose members the file lists; None if the head is unusable."""
    given = document.value.get("body")
    if not isinstance(given, dict):
        problem(("body",), "is missing", "begin the file with 'body:' and its fields")
        return None
    body = _record(BODIES, given, ("body",), document, loaded)
    if body is not None and body.id != stem:
        problem(("body", "id"), f"'{body.id}' does not fit the file's name", f"write '{stem}', or rename the file")
    for row in document.value.get("members") or []:
        if isinstance(row, dict) and "body" in row:
            problem(("members",), "'body' is filled in from the file", "remove it from the row")
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
    try:
        record = kind.type.model_validate({**(fill or {}), **row})
    except ValidationError as error:
        name = row.get("id") if isinstance(row.get("id"), str) else ""
        loaded.problems += _explain(error, kind.type, path, document, str(name))
        return None
    size = len(path)
    lines = {at[size:]: number for at, number in document.lines.items() if at[:size] == path and len(at) > size}
    loaded.rows[kind.table].append((record, Place(document.file, line, lines)))
    return record


def _explain(
    error: ValidationError, model: type[BaseModel], path: NodePath, document: Document, record: str
) -> Iterator[Problem]:
    for detail in error.errors(include_url=False):
        at = tuple(
            part for part in detail["loc"] if not (isinstance(part, str) and part.startswith(("function-", "tuple[")))
        )
        if "field" in detail.get("ctx", {}):
            at = (*at, detail["ctx"]["field"])
        message, hint = _words(detail, model, at)
        name = ".".join(str(part) for part in at if isinstance(part, str))
        yield Problem(document.file, document.line((*path, *at)), message, field=name, record=record, hint=hint)


def _words(detail: Mapping[str, Any], model: type[BaseModel], at: NodePath) -> tuple[str, str]:
    """A validation error in the words of somebody who adds a record: what is wrong, what would be right."""
    kind, given, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    shown = f"'{given}'" if isinstance(given, str | int | float) else "this"
    if kind in ("rule", "date"):
        return str(detail["msg"]), ""
    if kind == "missing":
        return "is missing", _about(model, at)
    if kind == "extra_forbidden":
        known = list(_fields(model, at[:-1]))
        return "unknown field", nearest(str(at[-1]), known) or "fields here: " + ", ".join(known)
    if kind == "literal_error":
        allowed = _allowed(context.get("expected", ""))
        return f"{shown} is not one of the words known here", nearest(str(given), allowed) or "one of: " + ", ".join(
            allowed
        )
    if kind == "string_pattern_mismatch":
        return f"{shown} has not the right form", _form(
            str(at[-1] if isinstance(at[-1], str) else at[0]), context.get("pattern", "")
        )
    if kind == "string_type":
        return f"{shown} is read as a number by YAML" if isinstance(
            given, int | float
        ) else "is no text", "put it in quotes" if isinstance(given, int | float) else "write a text"
    if kind in ("tuple_type", "list_type"):
        return "is no list", f"write it in brackets: [{given}]" if isinstance(given, str) else "write a list"
    if kind in ("too_short", "string_too_short"):
        return "is empty", "give at least one" if kind == "too_short" else "write something, or remove the line"
    if kind == "string_too_long":
        return (
            f"is longer than {context.get('max_length')} characters",
            "shorten it; details belong in the note or in a page",
        )
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{shown} is out of range", str(detail["msg"]).replace("Input should be", "it should be")
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "is no set of fields", "write its fields below it, indented by two spaces"
    return str(detail["msg"]), _about(model, at)


def _allowed(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").replace("'", "").split(", ")


def _form(name: str, pattern: str) -> str:
    if pattern == r.ID or name in (
        "id",
        "source",
        "date_source",
        "position_source",
        "follows",
        "part_of",
        "agreements",
        "instrument",
    ):
        return "write small letters, digits and single hyphens, like cbers-4a-launch"
    if name in ("partners", "member", "partner", "buyer"):
        return "write an ISO 3166-1 alpha-3 code in capitals (BRA) or an organisation's id (apsco)"
    if name in ("country", "iso3", "territory_of"):
        return "write an ISO 3166-1 alpha-3 code in capitals, like BRA"
    if "url" in name:
        return "write a whole address that starts with http:// or https://"
    if name == "language":
        return "write an ISO 639 code in small letters, like en, zh or pt"
    if name == "income_year":
        return "write the World Bank's fiscal year, like FY2026"
    return f"it must match {pattern}"


def _model_at(model: type[BaseModel], at: Iterable[str | int]) -> type[BaseModel]:
    """The type of the part of a record at a path (a citation inside `sources`, say)."""
    for part in at:
        if isinstance(part, str) and part in model.model_fields:
            inner = _inner(model.model_fields[part].annotation)
            model = inner or model
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _inner(argument):
            return found
    return None


def _fields(model: type[BaseModel], at: Iterable[str | int]) -> Iterable[str]:
    return _model_at(model, at).model_fields


def _about(model: type[BaseModel], at: NodePath) -> str:
    """The first sentence of a field's description: what belongs there."""
    field_info = _model_at(model, at[:-1]).model_fields.get(str(at[-1])) if at else None
    text = (field_info.description or "") if field_info else ""
    return " ".join(text.split()).split(". ")[0].rstrip(".")
