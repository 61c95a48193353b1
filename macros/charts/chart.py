"""What a chart is: a question, the figure that draws the answer, and the words and rows that give it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

import plotly.graph_objects as go

from ..dataset import Dataset

Size = Literal["wide", "narrow"]
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows a chart draws, no more and no less: what its data table shows and its data.csv holds."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. Every callable takes the dataset and computes; nothing is typed by hand.

    `figure(dataset, size)` draws it for about 760 px (`wide`) or 360 px (`narrow`), with no title inside.
    `takeaway` answers the question in a sentence or two; `alt` says what a reader who cannot see it must know.
    """

    id: str
    question: str
    figure: Callable[[Dataset, Size], go.Figure]
    takeaway: Callable[[Dataset], str]
    alt: Callable[[Dataset], str]
    table: Callable[[Dataset], Table]
    tables: tuple[str, ...]
    """Tables of the dataset that it reads, for its list of sources and downloads."""
    notes: Callable[[Dataset], Sequence[str]] = field(default=lambda dataset: ())
    """What to know before quoting it: disputes, gaps, definitions."""
    height: tuple[int, int] = (460, 520)
    """Height in CSS px of the wide and of the narrow form."""
    sources: Callable[[Dataset], Sequence[str]] = field(default=lambda dataset: ())
    """Keys of the sources to show under it, the main ones first; empty: those of the rows it reads."""
