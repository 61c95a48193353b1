"""What a published table looks like: its columns, read off the types of the records, and its rows as plain values.

JSON, CSV, SQLite and the data package are written from here, so a field is named, typed and described once.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from .. import records as r
from ..dataset import Dataset, known_by
from ..dates import PartialDate
from ..loading import TABLES

Kind = Literal["text", "address", "day", "date", "integer", "number", "any", "list", "objects"]
Value = str | int | float | list[str] | list[dict[str, Any]] | None
Row = dict[str, Value]

# Fields that name another record, and the table and field in which it stands. `parties` is countries and
# organisations together; `records` agreements and activities: only the database has those two as tables.
REFERENCES: Mapping[str, tuple[str, str]] = {
    "body": ("bodies", "id"),
    "country": ("countries", "iso3"),
    "territory_of": ("countries", "iso3"),
    "iso3": ("countries", "iso3"),
    "date_source": ("sources", "id"),
    "position_source": ("sources", "id"),
    "sources": ("sources", "id"),
    "newest_sources": ("sources", "id"),
    "partners": ("parties", "id"),
    "partner": ("parties", "id"),
    "member": ("parties", "id"),
    "buyer": ("parties", "id"),
    "instrument": ("records", "id"),
    "agreements": ("records", "id"),
    "follows": ("records", "id"),
    "part_of": ("records", "id"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what its values are, what they mean, and how to read one from a record."""

    name: str
    kind: Kind
    about: str
    read: Callable[[Dataset, Any], Value]
    choices: tuple[str, ...] = ()
    required: bool = False

    @property
    def reference(self) -> tuple[str, str] | None:
        """The table and field that hold what the column names."""
        return REFERENCES.get(self.name)


# What every record has stands last, so that a table opens with what it is about.
COMMON = (*r.Record.model_fields, "sources_at")

STANDINGS = ("member", "signed", "left", "uncounted")
_STANDING = (
    "On the as-of day: `member`; `signed` but not joined, where these are two steps; `left`; or `uncounted`, "
    "because it is disputed, withdrawn or not known to have joined by then."
)
_STATE = "ISO 3166-1 alpha-3 code of the member or of its home state."
DERIVED: Mapping[str, Mapping[str, Sequence[Column]]] = {
    # table: the column after which they stand: the columns
    "agreements": {
        "kind": (
            Column(
                "level", "text", "Who signed: the first half of `kind`.", lambda _, row: row.level, get_args(r.Level)
            ),
            Column("form", "text", "What was signed: the rest of `kind`.", lambda _, row: row.form, get_args(r.Form)),
        )
    },
    "memberships": {
        "member": (
            Column("iso3", "text", _STATE, lambda data, row: data.state_of(row.member)),
            Column("name", "text", "The member's usual name.", lambda data, row: data.party_name(row.member)),
        ),
        "left_why": (Column("standing", "text", _STANDING, lambda data, row: standing(data, row), STANDINGS),),
    },
}


@lru_cache(maxsize=32)
def columns(table: str) -> tuple[Column, ...]:
    """The columns of a table in their published order: those of its type, and the derived ones."""
    found = list(_columns(TABLES[table].type))
    own = [column for column in found if column.name == "id" or column.name not in COMMON]
    found = own + [column for column in found if column not in own]
    derived = DERIVED.get(table, {})
    return tuple(column for known in found for column in (known, *derived.get(known.name, ())))


def rows(dataset: Dataset, table: str) -> list[Row]:
    """Every record of a table as a flat row, withdrawn ones too: a published id never disappears."""
    return [row(dataset, table, record) for record in dataset.rows[table]]


def row(dataset: Dataset, table: str, record: r.Model) -> Row:
    """One record as a flat row: a name for every column, None where nothing is known."""
    return {column.name: column.read(dataset, record) for column in columns(table)}


def standing(dataset: Dataset, row: r.Membership) -> str:
    """Whether a membership counts on the as-of day, and if not, why not."""
    if row.id in _counted(dataset):
        return "member"
    if known_by(row.left, dataset.as_of):
        return "left"
    return "signed" if dataset.signed_only(row) and not row.withdrawn else "uncounted"


@lru_cache(maxsize=4)
def _counted(dataset: Dataset) -> frozenset[str]:
    return frozenset(row.id for body in dataset.bodies for row in dataset.memberships(body))


def _columns(model: type[BaseModel], path: tuple[str, ...] = ()) -> Iterator[Column]:
    for name, info in model.model_fields.items():
        inner, item = _unwrap(info.annotation)
        here = (*path, name)
        about = " ".join((info.description or "").split())
        if item is r.Citation:
            yield Column("_".join(here), "list", about, _reader(here, _keys), (), info.is_required() and not path)
            places = "Where in them: the key and the page, article or heading, for those that name one."
            yield Column("_".join((*here, "at")), "list", places, _reader(here, _places))
        elif isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _columns(inner, here)
        elif isinstance(item, type) and issubclass(item, BaseModel):
            yield Column("_".join(here), "objects", about, _reader(here, _objects))
        else:
            kind: Kind
            kind, choices = ("list", _choices(item)) if item is not None else _kind(name, inner)
            required = info.is_required() and not path
            yield Column("_".join(here), kind, about, _reader(here, _plain), choices, required)


def _unwrap(annotation: Any) -> tuple[Any, Any]:
    """The type of a field without `| None` and annotations, and the type of its items where it is a list."""
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) in (Union, types.UnionType):
        left = [argument for argument in get_args(annotation) if argument is not type(None)]
        if len(left) == 1:
            return _unwrap(left[0])
        return annotation, None
    if get_origin(annotation) is tuple:
        return None, _unwrap(get_args(annotation)[0])[0]
    return annotation, None


def _kind(name: str, annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    if annotation is PartialDate:
        return ("day" if name in ("added", "updated") else "date"), ()
    if get_origin(annotation) is Literal:
        return "text", _choices(annotation)
    if get_origin(annotation) in (Union, types.UnionType):
        return "any", ()
    if annotation is float:
        return "number", ()
    if annotation is int:
        return "integer", ()
    return ("address" if name in ("url", "archived_url") else "text"), ()


def _choices(annotation: Any) -> tuple[str, ...]:
    return tuple(map(str, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _reader(path: tuple[str, ...], shape: Callable[[Any], Value]) -> Callable[[Dataset, Any], Value]:
    def read(_: Dataset, record: Any) -> Value:
        for name in path:
            record = getattr(record, name, None)
        return shape(record)

    return read


def _plain(value: Any) -> Value:
    if isinstance(value, tuple):
        return [str(item) for item in value]
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _keys(citations: Sequence[r.Citation] | None) -> Value:
    return [citation.source for citation in citations or ()]


def _places(citations: Sequence[r.Citation] | None) -> Value:
    return [f"{citation.source}: {citation.at}" for citation in citations or () if citation.at]


def _objects(models: Sequence[BaseModel]) -> Value:
    return [
        {column.name: column.read(None, model) for column in _columns(type(model))}  # type: ignore[arg-type]
        for model in models
    ]
