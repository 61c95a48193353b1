"""The data package: what each table and column is, for programs (Data Package v2), and all of it as one zip."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..dataset import Dataset
from ..downloads import ABOUT
from ..loading import TABLES
from .columns import Column, columns
from .downloads import SEPARATOR, tables
from .writing import as_json, write

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
TITLE = "Space Diplomacy Atlas"
DESCRIPTION = (
    "Who works with whom in space: instruments and activities between China and its partners, "
    "membership of the lunar blocs and treaties, ground stations, satellites, claims and their sources. "
    "A date is known to the day, the month or the year (EDTF level 0)."
)
KEYWORDS = ["space diplomacy", "China", "ILRS", "Artemis Accords", "international agreements"]
TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "address": {"type": "string", "format": "uri"},
    "day": {"type": "date"},
    "date": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "any": {"type": "any"},
    "list": {"type": "list", "delimiter": SEPARATOR, "itemType": "string"},
    "objects": {"type": "array"},
}
DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"
# Foreign keys that a CSV can state: one value in one field of one table.
POINTS = ("countries", "sources", "bodies")


def version(root: Path) -> str:
    """The version of the data: a removed id is a major step, an added record a minor one, an edit a patch."""
    return (root / "data" / "VERSION").read_text(encoding="utf-8").strip()


def descriptor(dataset: Dataset, number: str, base_url: str) -> dict[str, Any]:
    """The datapackage.json over the CSV files."""
    return {
        "$schema": PROFILE,
        "name": "space-diplomacy-atlas",
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": base_url,
        "version": number,
        "created": f"{dataset.as_of}T00:00:00Z",
        "licenses": [LICENCE],
        "contributors": [{"title": f"Contributors of the {TITLE}", "roles": ["creator"]}],
        "keywords": KEYWORDS,
        "sources": [{"title": "Every source of every record is in sources.csv", "path": "sources.csv"}],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: str) -> dict[str, Any]:
    keys = [
        {"fields": [column.name], "reference": {"resource": column.reference[0], "fields": [column.reference[1]]}}
        for column in columns(table)
        if column.reference and column.reference[0] in POINTS and column.kind == "text"
    ]
    for key in keys:
        if key["reference"]["resource"] == table:  # type: ignore[index]
            key["reference"] = {"fields": key["reference"]["fields"]}  # type: ignore[index]
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in columns(table)],
        "primaryKey": ["id"],
        "missingValues": [""],
    }
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table,
        "title": table.replace("-", " ").capitalize(),
        "description": ABOUT[table],
        "path": f"{table}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, **TYPES[column.kind], "description": column.about}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.name == "id":
        constraints["unique"] = True
    if column.kind == "date":
        constraints["pattern"] = DATE_PATTERN
    if column.choices and column.kind == "text":
        constraints["enum"] = list(column.choices)
    elif column.choices:
        field["description"] += " One or more of: " + ", ".join(column.choices) + "."
    return {**field, "constraints": constraints} if constraints else field


def citation(dataset: Dataset, number: str, base_url: str) -> str:
    """How to cite the data as a whole."""
    return f"{TITLE}, version {number} ({dataset.as_of}). {base_url}. CC BY 4.0."


def read_me(dataset: Dataset, number: str, base_url: str) -> str:
    """The note that travels in the zip: what is in it, how to read it, how to cite it."""
    tables = "\n".join(f"- `{table}` ({len(dataset.rows[table])}): {ABOUT[table]}" for table in TABLES)
    return f"""# {TITLE}, version {number}

As of {dataset.as_of}. Each table is here as CSV and as JSON with the same rows and columns; `datapackage.json`
says what each column means.

{tables}

## Reading it

- A date is `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, as exact as a source gives it. A year counts from its end.
- `partners`, `member`, `buyer` and the like hold an ISO 3166-1 alpha-3 code or the `id` of an organisation.
- `sources` holds ids of the table `sources`; `sources_at` says where in them.
- A record whose `withdrawn` is filled no longer stands; leave it out when you count.
- In CSV a list is joined by `;` and a space; text that a spreadsheet would run as a formula begins with an apostrophe.

## Citing it

{citation(dataset, number, base_url)}

The licence asks for that name and a link; say so if you changed something. Each record names its own sources: cite
those for a single fact.
"""


def write_package(dataset: Dataset, folder: Path, number: str, base_url: str) -> None:
    """datapackage.json, and atlas.zip with it, the tables and the note."""
    write(folder / "datapackage.json", described(dataset, number, base_url))
    write(folder / "atlas.zip", zipped(dataset, number, base_url))


@lru_cache(maxsize=2)
def described(dataset: Dataset, number: str, base_url: str) -> str:
    """What datapackage.json holds."""
    return as_json(descriptor(dataset, number, base_url))


@lru_cache(maxsize=2)
def zipped(dataset: Dataset, number: str, base_url: str) -> bytes:
    """What atlas.zip holds."""
    own = {"README.md": read_me(dataset, number, base_url), "datapackage.json": described(dataset, number, base_url)}
    return archive({**own, **tables(dataset)}, dataset.as_of)


def archive(files: dict[str, str], day: dt.date) -> bytes:
    """A zip that is the same for the same content: sorted names, one date, no trace of the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name in sorted(files):
            entry = zipfile.ZipInfo(f"space-diplomacy-atlas/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, files[name])
    return out.getvalue()
