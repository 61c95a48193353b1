"""Which states hold ties on both sides? Accords states beside every documented tie of theirs with China."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .blocs import ARTEMIS, ILRS, STATE, members
from .blocs_map import sources
from .chart import Chart, Size, Table
from .chronicle import wrap
from .labels import text_width
from .maps import short_name
from .sheet import Sheet
from .template import TEXT

HEIGHT = (730, 800)
# Ties with China's side by column: (field, mark, filled, heading in lines, on a phone)
TIES: tuple[tuple[str, str, bool, tuple[str, ...], str], ...] = (
    ("ilrs", "square", True, ("ILRS",), "ILRS"),
    ("institution", "square", False, ("institution", "in the ILRS"), "instit."),
    ("apsco", "diamond", True, ("APSCO",), "APSCO"),
    ("brics", "diamond", False, ("BRICS",), "BRICS"),
)


@dataclass(frozen=True, slots=True)
class Tied:
    """One Accords state and its ties with China."""

    iso3: str
    name: str
    accords: str
    ilrs: bool
    institution: bool
    apsco: bool
    brics: bool
    instruments: int
    alive: int

    @property
    def bodies(self) -> int:
        """In how many of the bodies on China's side it stands."""
        return self.ilrs + self.institution + self.apsco + self.brics


def tied(dataset: Dataset) -> tuple[Tied, ...]:
    """Accords states with any documented tie to China's side, those in the ILRS first."""
    return tuple(row for row in _states(dataset) if row.bodies or row.instruments)


def untied(dataset: Dataset) -> tuple[str, ...]:
    """The names of the other Accords states."""
    return tuple(row.name for row in _untied(dataset))


def _untied(dataset: Dataset) -> tuple[Tied, ...]:
    return tuple(row for row in _states(dataset) if not row.bodies and not row.instruments)


@lru_cache(maxsize=2)
def _states(dataset: Dataset) -> tuple[Tied, ...]:
    ilrs = {row.member for row in members(dataset, ILRS) if row.level in STATE}
    institutions = {dataset.state_of(row.member) for row in members(dataset, ILRS) if row.level not in STATE}
    held = {body: {row.member for row in members(dataset, body)} for body in ("apsco", "brics")}
    signed = {row.member: str(row.joined or "") for row in members(dataset, ARTEMIS)}
    found = []
    for iso3, since in signed.items():
        rows = [row for row in dataset.agreements() if iso3 in {dataset.state_of(party) for party in row.partners}]
        alive = sum(row.status == "in-force" for row in rows)
        in_apsco, in_brics = (iso3 in held[body] for body in ("apsco", "brics"))
        row = Tied(
            iso3,
            dataset.party_name(iso3),
            since,
            iso3 in ilrs,
            iso3 in institutions,
            in_apsco,
            in_brics,
            len(rows),
            alive,
        )
        found.append(row)
    return tuple(sorted(found, key=lambda row: (-row.ilrs, -row.bodies, -row.instruments, row.name)))


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the columns stand, and how long a bar is for one instrument."""

    name: float
    accords: float
    first: float
    step: float
    bars: float
    columns: int
    room: float
    unit: float


def _grid(sheet: Sheet, rows: Sequence[Tied]) -> Grid:
    columns, room = (3, 106.0) if sheet.size == "wide" else (2, 88.0)
    bars = 536.0 if sheet.size == "wide" else 216.0
    longest = max([row.instruments for row in rows if row.bodies] + [1])
    listed = max([row.instruments for row in rows if not row.bodies] + [1])
    # One scale for all bars: a length means the same above and below.
    unit = min((sheet.width - 30 - bars) / longest, (sheet.width / columns - room - 36) / listed)
    if sheet.size == "wide":
        return Grid(156.0, 192.0, 292.0, 62.0, bars, columns, room, unit)
    return Grid(87.0, 99.0, 123.0, 24.0, bars, columns, room, unit)


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """States in a body on each side, then those with instruments alone, then those without a tie."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    rows = tied(dataset)
    grid = _grid(sheet, rows)
    wide, text = size == "wide", TEXT[size] - 1
    groups = (
        ("in both lunar blocs", "both", [row for row in rows if row.ilrs]),
        ("in the Accords and another body" + (" on China's side" if wide else ""), "ink",
         [row for row in rows if row.bodies and not row.ilrs]),
    )  # fmt: skip
    lower = [row for row in rows if not row.bodies]
    rest = wrap(", ".join(untied(dataset)), sheet.width - 8, text)
    top, head, ink_line = 60.0 if wide else 56.0, 26.0, text + 3.0
    each = -(-len(lower) // grid.columns)
    upper = sum(len(rows) for _, _, rows in groups)
    fixed = top + 4 * (head + 8) - 8 + len(rest) * ink_line
    line = min(21.0 if wide else 19.5, (sheet.height - fixed) / max(upper + 0.85 * each, 1))
    _heads(sheet, grid, top)
    y = top
    for title, ink, members_ in groups:
        _title(sheet, f"{len(members_)} {title}", y + 12, ink)
        y += head
        for index, row in enumerate(members_):
            _row(sheet, dataset, row, grid, y + line * (index + 0.5))
        y += line * len(members_) + 8
    _title(sheet, f"{len(lower)} in the Accords, with instruments alone", y + 12, "ink")
    y += head
    for index, row in enumerate(lower):
        left, at = sheet.width / grid.columns * (index // each), y + 0.85 * line * (index % each + 0.5)
        sheet.words.add(short_name(dataset, row.iso3, grid.room - 4, text), left + 2, at, ink="ink", size=text)
        _bar(sheet, row, left + grid.room + 4, at, grid.unit)
    y += 0.85 * line * each + 8
    _title(sheet, f"{len(untied(dataset))} in the Accords, without a documented tie", y + 12, "ink-soft")
    for index, names in enumerate(rest):
        sheet.words.add(names, 2, y + head + ink_line * (index + 0.5) - 2, size=text)
    return sheet.figure()


def _title(sheet: Sheet, words_: str, y: float, ink: str) -> None:
    sheet.line([(0, y - 12), (sheet.width, y - 12)], "rule")
    sheet.words.add(words_, 2, y + 2, ink=ink, bold=True)


def _heads(sheet: Sheet, grid: Grid, top: float) -> None:
    """What the columns are, each side in its colour."""
    wide, text = sheet.size == "wide", TEXT[sheet.size] - 1
    y = top - 12
    sheet.words.add("China's side", grid.first - (16 if wide else 14), 9, ink="ilrs", bold=True)
    sheet.line([(grid.first - 14, 19), (sheet.width - 4, 19)], "ilrs")
    if wide:
        sheet.words.add("Artemis", grid.accords, y - 15, "middle center", ink="artemis", bold=True)
        sheet.words.add("Accords", grid.accords, y, "middle center", ink="artemis", bold=True)
    else:
        sheet.words.add("Accords", grid.accords, y, "middle center", ink="artemis", size=text)
    for column, (_, _, _, heading, short) in enumerate(TIES):
        ink = "ilrs" if column < 2 else "treaty"
        # On a phone neighbours stand on two heights, or their words would touch.
        lines = heading if wide else (short, "") if column % 2 == 0 else (short,)
        for index, part in enumerate(reversed(lines)):
            x = grid.first + grid.step * column
            sheet.words.add(part, x, y - (13 if wide else 14) * index, "middle center", ink=ink, size=text)
    x = grid.bars if wide else grid.bars + 7
    sheet.words.add("instruments with China" if wide else "instruments", x - 2, y - 15, ink="ilrs", size=text)
    for ink, label in (("ilrs", "known to be in force" if wide else "in force"), ("neutral", "other")):
        sheet.bar(x, x + 10, y, 8, ink)
        sheet.words.add(label, x + 12, y, size=text)
        x += 20 + text_width(label, text)


def _row(sheet: Sheet, dataset: Dataset, row: Tied, grid: Grid, y: float) -> None:
    """A state: its mark for the Accords, joined to what it holds on the other side."""
    text = TEXT[sheet.size]
    ink = "both" if row.ilrs else "ink"
    held = [index for index, (field, *_) in enumerate(TIES) if getattr(row, field)]
    for column in range(len(TIES)):
        if column not in held:
            sheet.mark(grid.first + grid.step * column, y, "circle", "rule-strong", 2.5)
    far = grid.first + grid.step * max(held)
    sheet.line([(grid.accords, y), (far, y)], "both" if row.ilrs else "rule-strong", 2.6 if row.ilrs else 1.2)
    sheet.words.add(short_name(dataset, row.iso3, grid.name - 4, text), 2, y, ink=ink, bold=row.ilrs)
    sheet.mark(grid.accords, y, "circle", "artemis", 11, hover=f"{row.name}: Artemis Accords since {row.accords}")
    for index in held:
        _, symbol, filled, heading, _ = TIES[index]
        x = grid.first + grid.step * index
        sheet.mark(x, y, symbol, "ilrs" if index < 2 else "treaty", 11, filled=filled,
                   hover=f"{row.name}: {' '.join(heading)}")  # fmt: skip
    _bar(sheet, row, grid.bars, y, grid.unit)


def _bar(sheet: Sheet, row: Tied, left: float, y: float, unit: float) -> None:
    """How many instruments; the first part is known to be in force."""
    said = f"{row.name}: {words.count(row.instruments, 'instrument')}, {row.alive} known to be in force"
    if row.instruments:
        sheet.bar(left, left + unit * row.instruments, y, 8, "neutral", said)
    if row.alive:
        sheet.bar(left, left + unit * row.alive, y, 7.9, "ilrs", said)
    sheet.words.add(
        str(row.instruments) if row.instruments else "–", left + unit * row.instruments, y, off=1, ink="ink"
    )


def takeaway(dataset: Dataset) -> str:
    """Who is in both blocs, and how many more are tied to China otherwise."""
    rows = tied(dataset)
    both = [words.the(row.name) for row in rows if row.ilrs]
    other = len(rows) - len(both)
    signed = len(members(dataset, ARTEMIS))
    if not signed:
        return words.NOTHING
    first = f"{words.small_count(len(both), 'state')} {words.verb(len(both))} in the Artemis Accords and in the ILRS"
    tie = f"{words.verb(other, 'has', 'have')} a documented tie with China's side, so {len(rows)} of {signed} in all."
    return words.sentence(
        f"{first}: {words.listed(both)}." if both else "no state is in the Artemis Accords and in the ILRS.",
        f"{words.small(other)} more Accords {words.verb(other, 'state', 'states')} {tie}",
    )


def alt(dataset: Dataset) -> str:
    """The matrix in words."""
    rows = tied(dataset)
    if not rows:
        return words.NOTHING
    said = {
        "ilrs": "in the ILRS",
        "institution": "with an institution in the ILRS",
        "apsco": "in APSCO",
        "brics": "in BRICS",
    }
    parts = [f"{sum(getattr(row, field) for row in rows)} {phrase}" for field, phrase in said.items()]
    most = words.listed(
        [f"{row.name} ({row.instruments})" for row in sorted(rows, key=lambda row: -row.instruments)[:4]]
    )
    return (
        f"Matrix of {words.count(len(rows), 'Accords state')} and their ties with China: {words.listed(parts)}. Most "
        f"instruments with China: {most}. Without a documented tie: {len(untied(dataset))} more."
    )


def table(dataset: Dataset) -> Table:
    """One row a state of the Accords, those without a tie last."""
    yes = {True: "yes", False: ""}
    rows = (
        (
            row.name,
            row.iso3,
            row.accords,
            yes[row.ilrs],
            yes[row.institution],
            yes[row.apsco],
            yes[row.brics],
            row.instruments,
            row.alive,
        )
        for row in (*tied(dataset), *_untied(dataset))
    )
    columns = (
        "state",
        "code",
        "accords_since",
        "ilrs",
        "institution_in_ilrs",
        "apsco",
        "brics",
        "instruments_with_china",
        "in_force",
    )
    return Table(columns, tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What a tie means and what it does not."""
    rows = tied(dataset)
    unclear = sum(row.instruments > 0 and not row.alive for row in rows)
    return words.said(
        "A tie is a documented text or membership, not a statement of allegiance: the Accords and the "
        "ILRS do not exclude each other.",
        "“In the ILRS” is a signature of the government or the space agency; an institution is a "
        "university, institute, company or association of that state.",
        "The first part of a bar, in red, is known to be in force; for "
        f"{words.small(unclear)} of these states no instrument is."
        if unclear
        else None,
        "An instrument of an institute or a company is counted with its state.",
    )


CHART = Chart(
    id="both-camps",
    question="Which states hold ties on both sides?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, sources=sources,
    tables=("memberships", "agreements"), height=HEIGHT,
)  # fmt: skip
