"""Who is party to what? States of the two blocs and their neighbours against treaties and bodies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .blocs import ILRS, STATE
from .chart import Cell, Chart, Size, Table
from .chronicle import wrap
from .labels import fitted
from .maps import short_name
from .sheet import Sheet
from .template import TEXT

HEIGHT = (740, 950)
_CAMPS = ("artemis-accords", "ilrs", "apsco", "brics")
_INKS = {"artemis-accords": "artemis", "ilrs": "ilrs"}
_ORDER = (
    "artemis-accords", "ilrs", "apsco", "brics", "outer-space-treaty", "rescue-agreement", "liability-convention",
    "registration-convention", "moon-agreement", "copuos",
)  # fmt: skip


def bodies(dataset: Dataset) -> tuple[str, ...]:
    """The bodies on record, blocs first, then treaties."""
    known = [body for body in _ORDER if body in dataset.bodies]
    return (*known, *sorted(body for body in dataset.bodies if body not in _ORDER))


@lru_cache(maxsize=2)
def parties(dataset: Dataset) -> tuple[tuple[str, frozenset[str]], ...]:
    """States in a bloc, APSCO or BRICS, each with every body it is in."""
    held = {body: _states(dataset, body) for body in bodies(dataset)}
    states = set().union(*(held[body] for body in _CAMPS if body in held))
    rows = [(state, frozenset(body for body, members in held.items() if state in members)) for state in states]
    return tuple(
        sorted(
            rows, key=lambda row: (-len(row[1] & {"artemis-accords", "ilrs"}), -len(row[1]), dataset.party_name(row[0]))
        )
    )


def _states(dataset: Dataset, body: str) -> set[str]:
    rows = dataset.memberships(body)
    return {row.member for row in rows if row.member in dataset.countries and (body != ILRS or row.level in STATE)}


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Columns of states, each with a mark for every body it is in."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    rows, columns = sorted(parties(dataset), key=lambda row: dataset.party_name(row[0])), bodies(dataset)
    blocks = 3 if wide else 2
    each = max(-(-len(rows) // blocks), 1)
    width = sheet.width / blocks
    top = 108.0 if wide else 82.0
    step = min(22.0, (sheet.height - top - 8) / max(each, 1))
    text = TEXT[size] - (1 if wide else 1.5)
    room = 127.0 if wide else 84.0
    pitch = (width - room - 6) / max(len(columns), 1)
    for index, (state, held) in enumerate(rows):
        left, y = width * (index // each), top + step * (index % each)
        name = dataset.party_name(state)
        ink = "both" if {"artemis-accords", ILRS} <= held else "ink"
        sheet.words.add(short_name(dataset, state, room - 4, text), left, y, ink=ink, bold=ink == "both", size=text)
        if index % each % 5 == 4:
            sheet.line([(left + 2, y + step / 2), (left + width - 8, y + step / 2)], "grid")
        for column, body in enumerate(columns):
            x = left + room + pitch * (column + 0.5)
            if body in held:
                symbol = "square" if body == ILRS else "circle" if body == "artemis-accords" else "diamond"
                sheet.mark(
                    x,
                    y,
                    symbol,
                    _INKS.get(body, "treaty"),
                    9 if wide else 6,
                    hover=f"{name}: {dataset.bodies[body].short}",
                )
            else:
                sheet.mark(x, y, "circle", "rule-strong", 2)
    _heads(sheet, dataset, columns, blocks, room, pitch, top)
    return sheet.figure()


def _heads(
    sheet: Sheet, dataset: Dataset, columns: Sequence[str], blocks: int, room: float, pitch: float, top: float
) -> None:
    """What the columns are: names that stand upright, on a phone letters and what they stand for."""
    # Upright names stand side by side: no larger than a column is wide.
    text = TEXT[sheet.size] - 1 if sheet.size == "narrow" else min(TEXT["wide"] - 1, max(10.0, 0.92 * pitch))
    for block in range(blocks):
        for column, body in enumerate(columns):
            x = sheet.width / blocks * block + room + pitch * (column + 0.5)
            ink = _INKS.get(body, "treaty")
            if sheet.size == "wide":
                sheet.upright(fitted(_head(dataset, body), top - 16, text), x, top - 13, ink=ink, size=text)
            else:
                sheet.words.add(chr(ord("a") + column), x, top - 18, "middle center", ink=ink, size=text, bold=True)
    if sheet.size == "narrow":
        said = [f"{chr(ord('a') + column)}\u00a0{_head(dataset, body)}" for column, body in enumerate(columns)]
        for index, line in enumerate(wrap(", ".join(said), sheet.width - 12, text)):
            sheet.words.add(line, 0, 8 + 15 * index, size=text)


def _head(dataset: Dataset, body: str) -> str:
    """A body's name over its column; a star where its list is known to lack members."""
    name = _in_short(dataset.bodies[body].short)
    return f"{name}*" if incomplete(dataset, body) else name


def _in_short(name: str) -> str:
    return re.sub(r"^Artemis | (?:Agreement|Convention|Treaty)$", "", name)


def incomplete(dataset: Dataset, body: str) -> bool:
    """Whether a body's list is known to lack members."""
    return (dataset.bodies[body].note or "").lower().startswith("not complete")


def takeaway(dataset: Dataset) -> str:
    """How the blocs overlap, and how they stand to the treaties whose lists are whole."""
    rows = dict(parties(dataset))
    if not rows:
        return words.NOTHING
    several = sum(len(held & set(_CAMPS)) > 1 for held in rows.values())
    found = [
        f"Of {words.count(len(rows), 'state')} in the Accords, the ILRS, APSCO or BRICS, {words.some(several)} "
        f"{words.verb(several)} in more than one of the four."
    ]
    for body, label in (("outer-space-treaty", "Outer Space Treaty"), ("moon-agreement", "Moon Agreement")):
        if body in dataset.bodies and not incomplete(dataset, body):
            parts = []
            for bloc, name in (("artemis-accords", "Accords"), (ILRS, "ILRS")):
                members = [held for held in rows.values() if bloc in held]
                inside = sum(body in held for held in members)
                parts += [f"{words.some(inside)} of {len(members)} {name} states"] if members else []
            if parts:
                found.append(f"{words.upper_first(words.listed(parts))} are party to the {label}.")
    partial = [dataset.bodies[body].short for body in bodies(dataset) if incomplete(dataset, body)]
    if partial:
        found.append(f"The list of {words.listed(partial)} is not complete.")
    return " ".join(found)


def alt(dataset: Dataset) -> str:
    """The matrix in words."""
    rows = parties(dataset)
    if not rows:
        return words.NOTHING
    parts = [f"{dataset.bodies[body].short} {sum(body in held for _, held in rows)}" for body in bodies(dataset)]
    return (
        f"Matrix of {words.count(len(rows), 'state')} against {len(parts)} treaties and bodies. "
        f"Of these states are in: {words.listed(parts)}."
    )


def table(dataset: Dataset) -> Table:
    """One row a state."""
    columns = bodies(dataset)
    rows: list[tuple[Cell, ...]] = [
        (dataset.party_name(state), state, *("yes" if body in held else "" for body in columns))
        for state, held in parties(dataset)
    ]
    return Table(
        ("state", "code", *(body.replace("-", "_") for body in columns)),
        tuple(sorted(rows, key=lambda row: str(row[0]))),
    )


def notes(dataset: Dataset) -> Sequence[str]:
    """How far the lists reach."""
    dates = [f"{dataset.bodies[body].short} {dataset.bodies[body].as_of.words}" for body in bodies(dataset)]
    starred = [dataset.bodies[body].short for body in bodies(dataset) if incomplete(dataset, body)]
    treaties = [body for body in bodies(dataset) if dataset.bodies[body].kind == "treaty"]
    return words.said(
        f"Lists checked up to: {words.listed(dates)}." if dates else None,
        f"Columns are named in short: {words.listed([_full(dataset, body) for body in bodies(dataset)])}.",
        f"A star marks a list that is not complete: {words.listed(starred)}." if starred else None,
        "Rows are the states of the Accords, the ILRS (government or agency), APSCO and BRICS; states "
        "in treaties alone are in the table of memberships.",
        "A state that has signed but not ratified a treaty is no party. A dot means that no record "
        "shows it, which for lists that could not be read in full is not proof.",
        *(
            f"{dataset.bodies[body].short}: {dataset.bodies[body].note}"
            for body in bodies(dataset)
            if dataset.bodies[body].note and (body in treaties or incomplete(dataset, body))
        ),
    )


def _full(dataset: Dataset, body: str) -> str:
    """A column's name with the body's own where they differ."""
    name = dataset.bodies[body].short
    return name if _in_short(name) == name else f"{_in_short(name)} for the {name}"


CHART = Chart(
    id="multilateral",
    question="Which states are in which treaties and bodies?",
    figure=figure,
    takeaway=takeaway,
    alt=alt,
    table=table,
    notes=notes,
    tables=("memberships", "bodies"),
    height=HEIGHT,
)
