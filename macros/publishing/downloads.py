"""The tables as files: /data/v1/<table>.json and .csv, one JSON for each body and for each partner."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..dataset import Dataset
from ..links import profiled
from ..loading import TABLES
from ..standing import about
from .columns import Row, Value, columns, row, rows
from .writing import as_json, as_lines, write

SEPARATOR = "; "
# A cell that begins so is a formula to a spreadsheet (OWASP, CSV Injection; the last four are full-width).
FORMULA = tuple("=+-@\t\r\n＝＋－＠")
# Tables whose records name the states and organisations they are about.
PARTNER_TABLES = (
    "agreements", "activities", "memberships", "ground-stations", "satellites", "technology-sales",
    "science-agreements", "events",
)  # fmt: skip


def write_tables(dataset: Dataset, folder: Path) -> None:
    """Every table as JSON and CSV, every body's list, and everything about each partner."""
    for name, content in tables(dataset).items():
        write(folder / name, content)
    for body in dataset.bodies:
        write(folder / "memberships" / f"{body}.json", as_json(members(dataset, body)))
    for party in profiled(dataset):
        write(folder / "countries" / f"{party}.json", as_json(partner(dataset, party)))


@lru_cache(maxsize=2)
def tables(dataset: Dataset) -> Mapping[str, str]:
    """Every table as it is published: the file's name and what it holds."""
    found = {}
    for table in TABLES:
        held = rows(dataset, table)
        found[f"{table}.json"] = as_lines(held)
        found[f"{table}.csv"] = as_csv([column.name for column in columns(table)], held)
    return found


def as_csv(names: Sequence[str], table: Sequence[Mapping[str, Any]]) -> str:
    """Rows as CSV (RFC 4180, UTF-8): lists joined by `; `, and no cell that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([cell(line[name]) for name in names] for line in table)
    return out.getvalue()


def cell(value: Value) -> str | int | float:
    """A value as a cell. Text that starts like a formula gets an apostrophe before it; numbers stay as they are."""
    if value is None:
        return ""
    if isinstance(value, list):
        items = [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in value]
        if all(isinstance(item, str) for item in value):
            items = [_plain(item.replace(SEPARATOR, ", ")) for item in items]
            return SEPARATOR.join(items)
        return "[" + ", ".join(items) + "]"
    return _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def members(dataset: Dataset, body: str) -> Row:
    """A body and its list: who is or was in it. `count` is how many are on the as-of day."""
    listed = [record for record in dataset.table("memberships") if record.body == body]
    return {
        "body": body,
        "name": dataset.bodies[body].name,
        "as_of": str(dataset.as_of),
        "checked": str(dataset.bodies[body].as_of),
        "count": len(dataset.members(body)),
        "members": [row(dataset, "memberships", record) for record in listed],
    }


def partner(dataset: Dataset, party: str) -> Row:
    """Everything about one partner: its own names and every record that names it or one of its bodies."""
    table = "countries" if party in dataset.countries else "organisations"
    own = dataset.countries[party] if table == "countries" else dataset.organisations[party]
    found: Row = {"as_of": str(dataset.as_of), **row(dataset, table, own)}
    for name in PARTNER_TABLES:
        found[name.replace("-", "_")] = [row(dataset, name, record) for record in about(dataset, party, name)]
    return found
