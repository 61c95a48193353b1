"""What a table is made of: its columns, the filters that make sense for it, and the order of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ..html import Child
from ..links import View
from .words import label

Row = Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what a cell shows, and whether it is a figure, a date or the row's name."""

    heading: str
    cell: Callable[[View, Row], Child]
    role: str = ""
    """`name`: the row's own heading; `figure`: right-aligned; `date`: never wrapped; `sources`: not sortable;
    `varied`: left out where all rows say the same."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its name in the address, its label, the values of a row, and how a value is shown."""

    name: str
    heading: str
    values: Callable[[View, Row], Iterable[str]]
    shown: Callable[[View, str], str] = lambda view, value: label(value)
    newest_first: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A kind of table: what it is called, its columns, its filters, and the order of its rows."""

    caption: str
    columns: tuple[Column, ...]
    order: Callable[[View, Row], Any]
    newest_first: bool = False
    facets: tuple[Facet, ...] = ()
    brief: tuple[Column, ...] = ()
    """The columns where there are too many rows to tell each in full: one line for each, the rest on the profile."""
    prefix: str = ""
    """What its filters are called in the address where it shares its home page with another table."""
