"""What does the network look like? China as the hub, a spoke to every partner, its weight the living instruments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .chart import Chart, Size, Table
from .labels import fitted
from .maps import short_name
from .partners_map import Partner, partners
from .sheet import Sheet
from .template import TEXT

HEIGHT = (740, 790)
_KEY = 40
"""Room under the rim for the key."""
# Which regions stand on which side, from the top down.
SIDES = (("Europe", "Africa", "Americas"), ("Asia", "Oceania", "International"))
_LABELS = {"International": "International bodies"}


@dataclass(frozen=True, slots=True)
class Rim:
    """A place on the rim: a partner, or the name of a region before its partners."""

    x: float
    y: float
    right: bool
    partner: Partner | None
    heading: str = ""


def rim(rows: Sequence[Partner], size: Size) -> tuple[Rim, ...]:
    """Where each partner stands on the rim: by region, the one with most instruments first."""
    height = HEIGHT[size == "narrow"] - _KEY
    width, reach = (760.0, 236.0) if size == "wide" else (340.0, 52.0)
    found = []
    for right, regions in ((False, SIDES[0]), (True, SIDES[1])):
        entries: list[Partner | str] = []
        for region in regions:
            there = [row for row in rows if row.region == region]
            entries += [_LABELS.get(region, region), *there] if there else []
        step = (height - 24) / max(len(entries), 1)
        for index, entry in enumerate(entries):
            y = 12 + step * (index + 0.5)
            across = sqrt(max(0.0, 1 - ((y - height / 2) / (height / 2 + 14)) ** 2)) * reach
            x = width / 2 + (across if right else -across)
            partner = entry if isinstance(entry, Partner) else None
            found.append(Rim(round(x, 1), round(y, 1), right, partner, entry if isinstance(entry, str) else ""))
    return tuple(found)


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Spokes from the hub to the rim; names outside it."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    hub = (sheet.width / 2, (sheet.height - _KEY) / 2)
    text = TEXT[size] - 1
    for place in rim(partners(dataset), size):
        side = "middle right" if place.right else "middle left"
        edge = place.x + (11 if place.right else -11)
        room = (sheet.width - edge if place.right else edge) - 26
        row = place.partner
        if row is None:
            heading = fitted(place.heading, room + 22, text) if wide else place.heading.removesuffix(" bodies")
            sheet.words.add(heading, edge, place.y, side, ink="ink", bold=True, size=text)
            continue
        said = f"{row.name}: {words.count(row.instruments, 'instrument')}, {row.alive} known to be in force"
        spoke = _curve(hub, (place.x, place.y))
        if row.alive:
            sheet.line(spoke, "ilrs", 1.2 + 1.1 * min(row.alive, 6), hover=said)
        else:
            sheet.line(spoke, "ended", 0.8, dash="dot", hover=said)
        radius = 3 + 1.5 * sqrt(row.instruments)
        sheet.mark(place.x, place.y, "circle", "ilrs", round(min(radius, 13), 1), filled=row.alive > 0, hover=said)
        name = short_name(dataset, row.party, room, text)
        label = f"{name}  {row.instruments}" if place.right else f"{row.instruments}  {name}"
        sheet.words.add(label, edge, place.y, side, ink="ink" if row.alive else "ink-soft", size=text)
    sheet.mark(*hub, "circle", "ink", 54 if wide else 44, hover="China")
    sheet.words.add("China", *hub, "middle center", ink="paper", bold=True, size=TEXT[size] + 1)
    _key(sheet)
    return sheet.figure()


def _key(sheet: Sheet) -> None:
    """What thick, dotted and the numbers say, under the rim."""
    y, text = sheet.height - 28.0, TEXT[sheet.size] - 1
    wide = sheet.size == "wide"
    left = 60.0 if wide else 6.0
    for width in (1.2, 3.4, 6.7):
        sheet.line([(left, y + width * 2 - 8), (left + 22, y + width * 2 - 8)], "ilrs", width)
    sheet.words.add("instruments known to be in force" if wide else "known to be in force", left + 24, y, size=text)
    x = left + (270 if wide else 168)
    sheet.line([(x, y), (x + 22, y)], "ended", 0.8, dash="dot")
    sheet.words.add("none known", x + 24, y, size=text)
    end = (x + 120, y) if wide else (left + 24, y + 19)
    sheet.words.add("numbers: all that is documented", *end, size=text)


def _curve(hub: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """A spoke: it leaves the hub towards its partner's side and arrives level."""
    (x0, y0), (x3, y3) = hub, end
    x1, y1 = x0 + (x3 - x0) * 0.35, y0 + (y3 - y0) * 0.55
    x2, y2 = x0 + (x3 - x0) * 0.7, y3
    points = []
    for step in range(9):
        t = step / 8
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def takeaway(dataset: Dataset) -> str:
    """How many spokes there are and how many of them are known to bear."""
    rows = partners(dataset)
    alive = [row for row in rows if row.alive]
    single = sum(row.instruments == 1 for row in rows)
    strongest = words.listed(
        [f"{row.name} ({row.alive})" for row in sorted(alive, key=lambda row: (-row.alive, row.name))[:3]]
    )
    return (
        f"{len(rows)} spokes lead from China to its partners; for {len(alive)} an instrument is known "
        f"to be in force, most with {strongest}. "
        f"{single} hang on a single instrument."
    )


def alt(dataset: Dataset) -> str:
    """The network in words."""
    rows = partners(dataset)
    regions = [
        f"{_LABELS.get(region, region)} {sum(row.region == region for row in rows)}"
        for side in SIDES
        for region in side
    ]
    return (
        f"Network with China at the hub and {len(rows)} partners on the rim, by region: {words.listed(regions)}. "
        f"{sum(row.alive > 0 for row in rows)} spokes are drawn thick, for instruments known to be in "
        f"force; the others are dotted."
    )


def table(dataset: Dataset) -> Table:
    """One row a spoke."""
    rows = (
        (row.name, row.party, row.region, row.instruments, row.alive, row.first, row.newest)
        for row in partners(dataset)
    )
    return Table(("partner", "code", "region", "instruments", "in_force", "first", "newest"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What a spoke stands for."""
    rows = dataset.agreements()
    unclear = sum(row.status == "unclear" for row in rows)
    return (
        "A spoke's thickness is the number of instruments known to be in force; a dotted spoke has "
        "none, which is not to say that it is broken.",
        f"For {unclear:,} of {len(rows):,} instruments no dated source shows whether they are still in force.",
        "Numbers count all documented instruments. Ties between partners, such as joint membership of "
        "APSCO, are not drawn: the picture shows China's side of the network alone.",
        "The image of a hub with spokes is the analysis's; the atlas draws what can be sourced.",
    )


CHART = Chart(
    id="hub-and-spoke",
    question="What does China's network in space look like?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("agreements",), height=HEIGHT,
)  # fmt: skip
