"""JSON Schemas of the YAML: of each kind of record, and of each whole file, for editors to complete and check with."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from ..loading import BODIES, KINDS, SOURCES, TABLES, Kind
from .writing import as_json, write

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# What the loader fills in from the file, so that a row need not (partners) or must not (body) say it.
FILLED = {"memberships": ("body",)}


def write_schemas(folder: Path, base_url: str) -> None:
    """One file for each kind of record (`agreement.json`) and for each kind of file (`partners-file.json`)."""
    for name, schema in schemas(base_url).items():
        write(folder / f"{name}.json", as_json(schema))


def schemas(base_url: str = "") -> dict[str, dict[str, Any]]:
    """Every schema by its name, each complete in itself."""
    kinds = list(TABLES.values())
    _, shared = models_json_schema([(kind.type, "validation") for kind in kinds], ref_template="#/$defs/{model}")
    parts: dict[str, Any] = {name: _tidy(part) for name, part in shared["$defs"].items()}
    for kind in kinds:
        part = parts[kind.type.__name__]
        for name in FILLED.get(kind.table, ()):
            part["properties"].pop(name)
            part["required"].remove(name)
    found = {str(kind.type.kind_name): _complete(parts[kind.type.__name__], parts) for kind in kinds}
    for file in sorted({kind.file for kind in KINDS} | {"sources.yml"}):
        found[f"{re.split('[/.]', file)[0]}-file"] = _complete(_file(file), parts)
    return {
        name: {"$schema": DRAFT, "$id": f"{base_url}data/v1/schema/{name}.json", **schema}
        for name, schema in found.items()
    }


def _file(file: str) -> dict[str, Any]:
    """The schema of one kind of file, given by its place under data/."""
    held: list[Kind] = [kind for kind in KINDS if kind.file == file]
    properties: dict[str, Any] = {}
    head = {"partners/*.yml": "partner", BODIES.file: "body"}.get(file)
    if head == "partner":
        properties["partner"] = {
            "type": "string",
            "description": "Whose file this is: an ISO 3166-1 alpha-3 code (`BRA`) or an organisation's id (`apsco`).",
        }
    elif head == "body":
        properties["body"] = {"$ref": f"#/$defs/{BODIES.type.__name__}"}
    for kind in (*held, SOURCES):
        about = " ".join((kind.type.__doc__ or "").split())
        properties[kind.key] = {
            "type": "array",
            "description": about,
            "items": {"$ref": f"#/$defs/{kind.type.__name__}"},
        }
    return {
        "title": f"data/{file}",
        "type": "object",
        "properties": properties,
        "required": [head] if head else [],
        "additionalProperties": False,
    }


def _complete(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """A schema with just the definitions it leads to."""
    needed: dict[str, Any] = {}
    front = [schema]
    while front:
        for name in _references(front.pop()):
            if name not in needed:
                needed[name] = parts[name]
                front.append(parts[name])
    return {**schema, "$defs": dict(sorted(needed.items()))} if needed else schema


def _references(part: Any) -> set[str]:
    if isinstance(part, dict):
        own = {part["$ref"].rsplit("/", 1)[1]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(_references(value) for value in part.values()))
    return set().union(*(_references(value) for value in part)) if isinstance(part, list) else set()


def _tidy(part: Any) -> Any:
    """Descriptions on one line; the null that a left-out field has in Python is none in YAML: leave the field out."""
    if isinstance(part, list):
        return [_tidy(item) for item in part]
    if not isinstance(part, dict):
        return part
    if "anyOf" in part and {"type": "null"} in part["anyOf"]:
        left = [choice for choice in part["anyOf"] if choice != {"type": "null"}]
        rest = {key: value for key, value in part.items() if key not in ("anyOf", "default")}
        part = {**left[0], **rest} if len(left) == 1 else {"anyOf": left, **rest}
    tidy = {key: _tidy(value) for key, value in part.items() if key != "title" or not isinstance(value, str)}
    if isinstance(tidy.get("description"), str):
        tidy["description"] = " ".join(tidy["description"].split())
    return tidy
