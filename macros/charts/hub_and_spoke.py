"""What does the network look like? China as the hub, a spoke to every partner, its weight the living instruments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .chart import Chart, Size, Table
from .labels import fitted, text_width
from .maps import short_name
from .partners_map import Partner, partners
from .sheet import Sheet
from .template import TEXT

HEIGHT = (740, 790)
_TEXT = 12
_KEY = 40
"""Room under the rim for the key."""
_MOST = 6
"""The thickest spoke stands for so many instruments in force, and for more."""
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
    wide = size == "wide"
    width, reach = (760.0, 236.0) if wide else (340.0, 43.0)
    found = []
    for right, regions in ((False, SIDES[0]), (True, SIDES[1])):
        entries: list[Partner | str] = []
        for region in regions:
            there = [row for row in rows if row.region == region]
            entries += [_LABELS.get(region, region), *there] if there else []
        step = (height - 24) / max(len(entries), 1)
        for index, entry in enumerate(entries):
            y = 12 + step * (index + 0.5)
            # An ellipse; on a phone nearly two columns, so that the spokes have room between them.
            bend = ((y - height / 2) / (height / 2 + 14)) ** 2
            across = (sqrt(max(0.0, 1 - bend)) if wide else 1 - 0.2 * bend) * reach
            x = width / 2 + (across if right else -across)
            partner = entry if isinstance(entry, Partner) else None
            found.append(Rim(round(x, 1), round(y, 1), right, partner, entry if isinstance(entry, str) else ""))
    return tuple(found)


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Spokes from the hub to the rim; names outside it."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    hub = (sheet.width / 2, (sheet.height - _KEY) / 2)
    text = _TEXT
    for place in rim(partners(dataset), size):
        side = "middle right" if place.right else "middle left"
        row = place.partner
        radius = min(1.5 + 0.75 * sqrt(row.instruments), 6.5) if row else 0.0
        off = max(11 if wide else 8, radius + 3)
        edge = place.x + (off if place.right else -off)
        room = (sheet.width - edge if place.right else edge) - 2
        if row is None:
            heading = fitted(place.heading, room, text) if wide else place.heading.removesuffix(" bodies")
            sheet.words.add(heading, edge, place.y, side, ink="ink", bold=True, size=text)
            continue
        said = f"{row.name}: {words.count(row.instruments, 'instrument')}, {row.alive} known to be in force"
        spoke = _curve(hub, (place.x, place.y))
        if row.alive:
            sheet.line(spoke, "ilrs", _weight(row.alive, size), hover=said, curved=True)
        else:
            sheet.line(spoke, "ended", 0.8, dash="dot", hover=said, curved=True)
        sheet.mark(place.x, place.y, "circle", "ilrs", round(2 * radius, 1), filled=row.alive > 0, hover=said)
        of = " of " if wide else "/"
        number = f"{row.alive}{of}{row.instruments}" if row.alive else str(row.instruments)
        name = short_name(dataset, row.party, room - text_width(f" {number}", text), text)
        sheet.words.add(
            f"{name}\u00a0 {number}", edge, place.y, side, ink="ink" if row.alive else "ink-soft", size=text
        )
    sheet.mark(*hub, "circle", "ink", 54 if wide else 44, hover="China")
    sheet.words.add("China", *hub, "middle center", ink="paper", bold=True, size=TEXT[size] + 1)
    _key(sheet)
    return sheet.figure()


def _weight(alive: int, size: Size) -> float:
    """How thick a spoke is."""
    return round((0.9 + 1.1 * min(alive, _MOST)) * (1 if size == "wide" else 0.62), 1)


def _key(sheet: Sheet) -> None:
    """What thick, dotted and the numbers say, under the rim."""
    y, text = sheet.height - 28.0, _TEXT
    wide = sheet.size == "wide"
    x = 40.0 if wide else 6.0
    for alive in (1, 3, _MOST):
        sheet.line([(x, y), (x + 18, y)], "ilrs", _weight(alive, sheet.size))
        sheet.words.add(f"{alive}{'+' if alive == _MOST else ''}", x + 22, y, size=text)
        x += 38
    sheet.words.add("instruments known to be in force" if wide else "known to be in force", x + 6, y, size=text)
    x = x + (236 if wide else 136)
    sheet.line([(x, y), (x + 18, y)], "ended", 0.8, dash="dot")
    sheet.words.add("none known" if wide else "none", x + 22, y, size=text)
    end = (x + 120, y) if wide else (6.0, y + 19)
    sheet.words.add(
        "2 of 11: in force, of all documented" if wide else "2/11: in force, of all documented", *end, size=text
    )


def _curve(hub: tuple[float, float], end: tuple[float, float]) -> list[tuple[float, float]]:
    """A spoke: it leaves the hub towards its partner's side and arrives level."""
    (x0, y0), (x3, y3) = hub, end
    x1, y1 = x0 + (x3 - x0) * 0.35, y0 + (y3 - y0) * 0.55
    x2, y2 = x0 + (x3 - x0) * 0.7, y3
    points = []
    for step in range(5):
        t = step / 4
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append((a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3))
    return points


def takeaway(dataset: Dataset) -> str:
    """How many spokes there are and how many of them are known to bear."""
    rows = partners(dataset)
    if not rows:
        return words.NOTHING
    alive = [row for row in rows if row.alive]
    single = sum(row.instruments == 1 for row in rows)
    strongest = words.listed(
        [f"{row.name} ({row.alive})" for row in sorted(alive, key=lambda row: (-row.alive, row.name))[:3]]
    )
    most = f", most with {strongest}" if len(alive) > 3 else f": {strongest}" if alive else ""
    return words.sentence(
        f"{words.count(len(rows), 'spoke')} {words.verb(len(rows), 'leads', 'lead')} from China to its partners; for "
        f"{words.some(len(alive))} an instrument is known to be in force{most}.",
        f"{words.small(single)} {words.verb(single, 'hangs', 'hang')} on a single instrument." if single else None,
    )


def alt(dataset: Dataset) -> str:
    """The network in words."""
    rows = partners(dataset)
    if not rows:
        return words.NOTHING
    regions = [
        f"{_LABELS.get(region, region)} {sum(row.region == region for row in rows)}"
        for side in SIDES
        for region in side
    ]
    return (
        f"Network with China at the hub and {words.count(len(rows), 'partner')} on the rim, by region: "
        f"{words.listed(regions)}. "
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
    return words.said(
        "A spoke's thickness is the number of instruments known to be in force; a dotted spoke has "
        "none, which is not to say that it is broken.",
        f"For {unclear:,} of {words.count(len(rows), 'instrument')} no dated source shows whether they are still in "
        "force."
        if unclear
        else None,
        "“2 of 11” is two instruments known to be in force of eleven documented; a number alone counts those "
        "documented where none is known to be in force. Ties between partners, such as joint membership of "
        "APSCO, are not drawn: the picture shows China's side of the network alone.",
        "The image of a hub with spokes is the analysis's; the atlas draws what can be sourced.",
    )


CHART = Chart(
    id="hub-and-spoke",
    question="What does China's network in space look like?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("agreements",), height=HEIGHT,
)  # fmt: skip
