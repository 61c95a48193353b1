"""What does the network look like? China as the hub, a spoke to every partner, its weight the living instruments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, sin, sqrt

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .chart import Chart, Size
from .labels import fitted, text_width
from .maps import short_name
from .partners_map import Partner, partners, table, unclear
from .projection import Point
from .sheet import Sheet

HEIGHT = (740, 790)
_TEXT = 12
_KEY = 40
"""Room under the rim for the key."""
_MOST = 6
"""The thickest spoke stands for so many instruments in force, and for more."""
_HUB, _SMALL, _AXLE = 52, 24, 620
"""The hub's radius, that on a phone, and how long its axle is there."""
_FAN = 1.42
"""How far from level, in radians, the outermost spokes leave the hub."""
_GAP = 1.0
"""Room between two spokes where they leave it, beside how thick they are."""
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
    places = rim(partners(dataset), size)
    for right in (False, True):
        _spokes(sheet, [place for place in places if place.right is right])
    for place in places:
        side = "middle right" if place.right else "middle left"
        row = place.partner
        radius = min(1.5 + 0.75 * sqrt(row.instruments), 6.5) if row else 0.0
        off = max(11 if wide else 8, radius + 3)
        edge = place.x + (off if place.right else -off)
        room = (sheet.width - edge if place.right else edge) - 2
        if row is None:
            heading = fitted(place.heading, room, _TEXT) if wide else place.heading.removesuffix(" bodies")
            sheet.words.add(heading, edge, place.y, side, ink="ink", bold=True, size=_TEXT)
            continue
        said = f"{row.name}: {words.count(row.instruments, 'instrument')}, {row.alive} known to be in force"
        sheet.mark(place.x, place.y, "circle", "ilrs", round(2 * radius, 1), filled=row.alive > 0, hover=said)
        of = " of " if wide else "/"
        number = f"{row.alive}{of}{row.instruments}" if row.alive else str(row.instruments)
        name = short_name(dataset, row.party, room - text_width(f" {number}", _TEXT), _TEXT)
        sheet.words.add(
            f"{name}\u00a0 {number}", edge, place.y, side, ink="ink" if row.alive else "ink-soft", size=_TEXT
        )
    _hub(sheet)
    _key(sheet)
    return sheet.figure()


def _spokes(sheet: Sheet, places: Sequence[Rim]) -> None:
    """The spokes of one side. Each leaves the hub at a place of its own, as wide as it is: none covers another."""
    thick = [_weight(place.partner.alive, sheet.size) if place.partner else 0.0 for place in places]
    whole, before = sum(thick) + _GAP * len(places), 0.0
    for place, width in zip(places, thick, strict=True):
        share = 2 * (before + (_GAP + width) / 2) / whole - 1
        before += _GAP + width
        if place.partner is None:
            continue
        alive = place.partner.alive
        sheet.curve(
            *_course(sheet, place, share), (place.x, place.y), "ilrs" if alive else "ended", width if alive else 0.8,
            dash="solid" if alive else "dot",
        )  # fmt: skip


def _course(sheet: Sheet, place: Rim, share: float) -> tuple[Point, Point, Point]:
    """Where a spoke leaves the hub, towards where, and from where it arrives. Its share is -1 at the top, then to 1."""
    x, y = sheet.width / 2, (sheet.height - _KEY) / 2
    side = 1 if place.right else -1
    if sheet.size == "wide":
        out = (side * cos(share * _FAN), sin(share * _FAN))
        start = (x + _HUB * out[0], y + _HUB * out[1])
        far = 0.4 * hypot(place.x - start[0], place.y - start[1])
        return start, (start[0] + far * out[0], start[1] + far * out[1]), ((place.x + start[0]) / 2, place.y)
    up = share * _AXLE / 2
    start = (x + side * sqrt(max(_SMALL**2 - up**2, 4)), y + up)
    half = (place.x - start[0]) / 2
    return start, (start[0] + half, start[1]), (place.x - half, place.y)


def _hub(sheet: Sheet) -> None:
    """China; on a phone with an axle, for there the spokes have little room to part in."""
    x, y = sheet.width / 2, (sheet.height - _KEY) / 2
    wide = sheet.size == "wide"
    if not wide:
        sheet.line([(x, y - _AXLE / 2), (x, y + _AXLE / 2)], "ink", 5)
    sheet.mark(x, y, "circle", "ink", 2 * (_HUB if wide else _SMALL), hover="China")
    sheet.words.add("China", x, y, "middle center", ink="paper", bold=True, size=20 if wide else 13)


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


def takeaway(dataset: Dataset) -> str:
    """How many spokes there are and how many of them are known to bear."""
    rows = partners(dataset)
    if not rows:
        return words.NOTHING
    alive = [row for row in rows if row.alive]
    single = sum(row.instruments == 1 for row in rows)
    strongest = words.listed(
        [f"{words.the(row.name)} ({row.alive})" for row in sorted(alive, key=lambda row: (-row.alive, row.name))[:3]]
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


def notes(dataset: Dataset) -> Sequence[str]:
    """What a spoke stands for."""
    return words.said(
        "A spoke's thickness is the number of instruments known to be in force; a dotted spoke has "
        "none, which is not to say that it is broken.",
        unclear(dataset),
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
