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
from .labels import fitted
from .maps import short_name
from .sheet import Sheet
from .template import TEXT

HEIGHT = (560, 660)
# Ties with China's side by column: (field, mark, filled, heading in lines)
TIES: tuple[tuple[str, str, bool, tuple[str, ...]], ...] = (
    ("ilrs", "square", True, ("in the", "ILRS")),
    ("institution", "square", False, ("institution", "in the ILRS")),
    ("apsco", "diamond", True, ("APSCO",)),
    ("brics", "diamond", False, ("BRICS",)),
)


_HEADINGS: dict[Size, tuple[tuple[str, ...], ...]] = {
    "wide": (("Accords",), *(heading for _, _, _, heading in TIES), ("instruments with China",)),
    "narrow": (("Accords",), ("ILRS", ""), ("instit.",), ("APSCO", ""), ("BRICS",), ("instruments", "")),
}


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


@lru_cache(maxsize=2)
def tied(dataset: Dataset) -> tuple[Tied, ...]:
    """Accords states with any documented tie to China's side, those in the ILRS first."""
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
        if row.bodies or row.instruments:
            found.append(row)
    return tuple(sorted(found, key=lambda row: (-row.ilrs, -row.bodies, -row.instruments, row.name)))


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Above, the states in a body on each side; below, those with instruments alone."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    rows = tied(dataset)
    upper = [row for row in rows if row.bodies]
    lower = [row for row in rows if not row.bodies]
    longest = max((row.instruments for row in rows), default=1)
    bottom = _matrix(dataset, sheet, upper, longest)
    _list(sheet, lower, bottom)
    return sheet.figure()


def _matrix(dataset: Dataset, sheet: Sheet, rows: Sequence[Tied], longest: int) -> float:
    wide = sheet.size == "wide"
    text = TEXT[sheet.size]
    name, accords, first, step = (150.0, 190.0, 276.0, 76.0) if wide else (84.0, 105.0, 138.0, 33.0)
    bars = first + step * len(TIES) - (10 if wide else 4)
    top, line = (58.0, 20.0) if wide else (84.0, 19.0)
    sheet.words.add("on both sides" if wide else "both sides", 4, top - 22, ink="ink", bold=True)
    # On a phone neighbours stand on two heights, or their words would touch.
    inks = ("artemis", "ilrs", "ilrs", "treaty", "treaty", "ilrs")
    spots = [accords, *(first + step * index for index in range(len(TIES))), bars]
    for x, heading, ink in zip(spots, _HEADINGS[sheet.size], inks, strict=True):
        side = "middle right" if x == bars else "middle center"
        for index, part in enumerate(reversed(heading)):
            sheet.words.add(part, x, top - 22 - 15 * index, side, ink=ink, size=text - 1)
    for index, row in enumerate(rows):
        y = top + line * index
        if index:
            sheet.line([(4, y - line / 2), (sheet.width - 4, y - line / 2)], "grid")
        ink = "both" if row.ilrs else "ink"
        sheet.words.add(short_name(dataset, row.iso3, name, text), 2, y, ink=ink, bold=row.ilrs)
        sheet.mark(accords, y, "circle", "artemis", 11, hover=f"{row.name}: Artemis Accords since {row.accords}")
        for column, (field, symbol, filled, heading) in enumerate(TIES):
            if getattr(row, field):
                tie_ink = "ilrs" if column < 2 else "treaty"
                said = f"{row.name}: {' '.join(heading)}"
                sheet.mark(first + step * column, y, symbol, tie_ink, 11, filled=filled, hover=said)
        _bar(sheet, row, bars + 4, sheet.width - 34, y, longest)
    return top + line * len(rows)


def _bar(sheet: Sheet, row: Tied, left: float, right: float, y: float, longest: int) -> None:
    """How many instruments; the dark part is known to be in force."""
    said = f"{row.name}: {words.count(row.instruments, 'instrument')}, {row.alive} known to be in force"
    unit = (right - left) / longest
    if row.instruments:
        sheet.bar(left, left + unit * row.instruments, y, 8, "level-3", said)
    if row.alive:
        sheet.bar(left, left + unit * row.alive, y, 7.9, "level-1", said)
    sheet.words.add(str(row.instruments), left + unit * row.instruments, y, off=1, ink="ink")


def _list(sheet: Sheet, rows: Sequence[Tied], top: float) -> None:
    columns = 3 if sheet.size == "wide" else 2
    each = -(-len(rows) // columns)
    line = min(19.0, (sheet.height - top - 44) / max(each, 1))
    width = sheet.width / columns
    room = 100.0 if sheet.size == "wide" else 88.0
    scale = max((row.instruments for row in rows), default=1)
    sheet.words.add("in the Accords, with instruments alone", 4, top + 22, ink="ink", bold=True)
    for index, row in enumerate(rows):
        left, y = width * (index // each), top + 46 + line * (index % each)
        sheet.words.add(fitted(row.name, room, TEXT[sheet.size] - 1), left + 2, y, ink="ink", size=TEXT[sheet.size] - 1)
        _bar(sheet, row, left + room + 8, left + width - 34, y, scale)


def takeaway(dataset: Dataset) -> str:
    """Who is in both blocs, and how many more are tied to China otherwise."""
    rows = tied(dataset)
    both = [row.name for row in rows if row.ilrs]
    other = [row for row in rows if not row.ilrs]
    signed = len(members(dataset, ARTEMIS))
    return (
        f"{words.upper_first(words.small(len(both)))} states are in the Artemis Accords and in the "
        f"ILRS: {words.listed(both)}. "
        f"{len(other)} more Accords states have a documented tie with China's side, so {len(rows)} of {signed} in all."
    )


def alt(dataset: Dataset) -> str:
    """The matrix in words."""
    rows = tied(dataset)
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
        f"Matrix of {len(rows)} Accords states and their ties with China: {words.listed(parts)}. Most "
        f"instruments with China: {most}."
    )


def table(dataset: Dataset) -> Table:
    """One row a state."""
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
        for row in tied(dataset)
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
    return (
        "A tie is a documented text or membership, not a statement of allegiance: the Accords and the "
        "ILRS do not exclude each other.",
        "“In the ILRS” is a signature of the government or the space agency; an institution is a "
        "university, institute, company or association of that state.",
        f"The dark part of a bar is known to be in force; for {words.small(unclear)} of these states no instrument is.",
        "An instrument of an institute or a company is counted with its state.",
    )


CHART = Chart(
    id="both-camps",
    question="Which states hold ties on both sides?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, sources=sources,
    tables=("memberships", "agreements"), height=HEIGHT,
)  # fmt: skip
