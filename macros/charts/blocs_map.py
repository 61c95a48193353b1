"""Who is in the ILRS, the Artemis Accords, or both? A map without frontiers, year by year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .blocs import ARTEMIS, ILRS, Camp, Standing, beyond, in_camp, members, standings
from .chart import Chart, Size, Table
from .labels import Box, Placed, Want, fitted, place, text_width
from .maps import Ground, add_leaders, ground, leaders
from .palette import colour
from .template import TEXT, Writing, plain

HEIGHT = (426, 536)
_TOP = {"wide": 30, "narrow": 4}
_BAND = 42
"""Room under the map: in the picture for a line of words, in the live chart for the years."""
# Each camp by colour and by shape: what it is called, and its mark.
CAMPS: dict[Camp, tuple[str, str, str, float]] = {
    "artemis": ("artemis", "circle", "Artemis Accords", 9),
    "ilrs": ("ilrs", "square", "ILRS", 9),
    "both": ("both", "diamond", "both", 13),
    "crossing": ("both", "circle-open-dot", "Accords, with an institution in the ILRS", 11),
}


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """The map of today; the live chart adds the years."""
    world = ground(size, HEIGHT[size == "narrow"], _TOP[size])
    writing = Writing(size, TEXT[size] - 1)
    for camp, (ink, symbol, label, mark) in CAMPS.items():
        rows = in_camp(dataset, camp)
        world.figure.add_scatter(
            **_spots(dataset, world, rows),
            mode="markers",
            name=label,
            hovertemplate="<b>%{text}</b><extra>%{fullData.name}</extra>",
            marker={
                "color": colour(ink),
                "symbol": symbol,
                "size": mark,
                "line": {
                    "width": 2 if "open" in symbol else 0.8,
                    "color": colour(ink if "open" in symbol else "paper"),
                },
            },
        )
    counts = _key(world, dataset, size, writing)
    placed = _placed(dataset, world, size)
    for ink, spots in zip(("both", "ink"), _names(dataset, placed), strict=False):
        world.figure.add_scatter(
            **spots, mode="text", textposition="middle right", hoverinfo="skip", cliponaxis=False, name="Names",
            textfont={"color": colour(ink), "size": TEXT[size] - 1, "weight": "bold" if ink == "both" else "normal"},
        )  # fmt: skip
    add_leaders(world, leaders(placed))
    line = "In both: " + words.listed([dataset.party_name(row.iso3) for row in in_camp(dataset, "both")])
    line = fitted(line, world.width - 8, TEXT[size] - 1)
    writing.add(line, 4, HEIGHT[size == "narrow"] - 18, ink="both", bold=True)
    writing.draw(world.figure)
    world.figure.update_layout(sliders=[_years(dataset, world, counts, placed)])
    return world.figure


def _spots(dataset: Dataset, world: Ground, rows: Sequence[Standing]) -> dict[str, Any]:
    places = [world.of(dataset, row.iso3) for row in rows]
    return {
        "x": [x for x, _ in places],
        "y": [y for _, y in places],
        "text": [plain(dataset.party_name(row.iso3)) for row in rows],
    }


def _counts(dataset: Dataset, on: dt.date | None = None) -> list[str]:
    return [str(len(in_camp(dataset, camp, on))) for camp in CAMPS]


def _key(world: Ground, dataset: Dataset, size: Size, writing: Writing) -> int:
    """What the marks mean and how many there are; returns the trace that holds the numbers."""
    if size == "wide":
        ends = list(accumulate((text_width(mark[2], TEXT[size]) + 58 for mark in CAMPS.values()), initial=8.0))
        spots = [(x, 12.0) for x in ends[:-1]]
    else:
        spots = [(212.0, 34.0 + 26 * index) for index in range(4)]
    marks = list(CAMPS.values())
    world.figure.add_scatter(
        x=[x for x, _ in spots],
        y=[y for _, y in spots],
        mode="markers",
        hoverinfo="skip",
        name="Key",
        marker={
            "color": [colour(mark[0]) for mark in marks],
            "symbol": [mark[1] for mark in marks],
            "size": [mark[3] for mark in marks],
            "opacity": 1,
            "line": {
                "width": [2 if "open" in mark[1] else 0 for mark in marks],
                "color": [colour(mark[0]) for mark in marks],
            },
        },
    )
    for (x, y), (_, _, label, _) in zip(spots, marks, strict=True):
        lines = (
            [label]
            if size == "wide"
            else label.replace("Accords, with an institution", "Accords, with|an institution|").split("|")
        )
        for index, line in enumerate(lines):
            writing.add(line.strip(), x + 36, y + 15 * index)
    world.figure.add_scatter(
        x=[x + 10 for x, _ in spots],
        y=[y for _, y in spots],
        text=_counts(dataset),
        mode="text",
        textposition="middle right",
        textfont={"color": colour("ink"), "size": TEXT[size] - 1, "weight": "bold"},
        hoverinfo="skip",
        name="Numbers",
        cliponaxis=False,
    )
    return len(world.figure.data) - 1


def _placed(dataset: Dataset, world: Ground, size: Size) -> list[Placed]:
    """Where the names of the leaders, of the states in both and of those in the ILRS stand, where there is room."""
    both = [row.iso3 for row in in_camp(dataset, "both")]
    first = [iso3 for iso3 in ("CHN", "RUS", "USA") if iso3 in dataset.countries]
    wants = [
        Want(iso3, dataset.party_name(iso3), *world.of(dataset, iso3), 7, must=iso3 in both)
        for iso3 in (*both, *first, *(row.iso3 for row in in_camp(dataset, "ilrs") if row.iso3 not in first))
    ]
    taken = [Box(x - 4, y - 4, x + 4, y + 4) for x, y in (world.of(dataset, row.iso3) for row in standings(dataset))]
    if size == "narrow":
        taken.append(Box(215, 20, 340, 170))
    return place(wants, TEXT[size] - 1, world.width, world.bottom, taken)


def _names(dataset: Dataset, placed: Sequence[Placed], on: dt.date | None = None) -> list[dict[str, Any]]:
    """The names of those in both on a day, of the others that have a mark then, and the lines to them."""
    camps = {row.iso3: row.camp for row in standings(dataset, on) if row.camp in CAMPS}
    shown = [label for label in placed if label.want.key in camps]
    both = [label for label in shown if camps[label.want.key] == "both"]
    others = [label for label in shown if label not in both]
    lines = leaders(shown)
    return [
        *(
            {
                "x": [label.at[0] for label in labels],
                "y": [label.at[1] for label in labels],
                "text": [plain(label.want.text) for label in labels],
            }
            for labels in (both, others)
        ),
        {"x": [x for x, _ in lines], "y": [y for _, y in lines], "text": []},
    ]


def _years(dataset: Dataset, world: Ground, counts: int, placed: Sequence[Placed]) -> dict[str, Any]:
    """A step for each year's end, and today."""
    days = [dt.date(year, 12, 31) for year in range(2020, dataset.as_of.year)]
    traces = [*range(1, 1 + len(CAMPS)), counts, counts + 1, counts + 2, counts + 3]
    numbers = world.figure.data[counts]
    steps = []
    for day in [*days, None]:
        spots = [
            *(_spots(dataset, world, in_camp(dataset, camp, day)) for camp in CAMPS),
            {"x": list(numbers.x), "y": list(numbers.y), "text": _counts(dataset, day)},
            *_names(dataset, placed, day),
        ]
        change = {part: [spot[part] for spot in spots] for part in ("x", "y", "text")}
        label = f"end of {day.year}" if day else "today"
        steps.append({"label": label, "method": "restyle", "args": [change, traces]})
    return {
        "active": len(steps) - 1, "steps": steps, "currentvalue": {"prefix": "As of the "}, "x": 0.02, "len": 0.96,
        "y": 0, "yanchor": "bottom", "pad": {"t": 0, "b": 4}, "name": "Year",
    }  # fmt: skip


def takeaway(dataset: Dataset) -> str:
    """How many in each, and who is in both."""
    both = [words.the(dataset.party_name(row.iso3)) for row in in_camp(dataset, "both")]
    crossing = [dataset.party_name(row.iso3) for row in in_camp(dataset, "crossing")]
    artemis = sum(row.artemis for row in standings(dataset))
    ilrs = sum(row.ilrs for row in standings(dataset))
    if not artemis and not ilrs:
        return words.NOTHING
    stated = beyond(dataset, ARTEMIS)
    signed = f"{words.count(artemis, 'state')} {words.verb(artemis, 'has', 'have')} signed the Artemis Accords"
    if stated:
        signed = f"{artemis} of the {stated} states that are said to have signed the Artemis Accords are known by name"
    of_both = f"{words.small(len(both))} {words.verb(len(both))} in both: {words.listed(both)}." if both else None
    return words.sentence(
        f"{signed}; {ilrs} "
        f"{words.verb(ilrs)} in the International Lunar Research Station through {words.verb(ilrs, 'its', 'their')} "
        "government or space agency.",
        of_both or "none is in both.",
        f"in {words.small(len(crossing))} more Accords {words.verb(len(crossing), 'state', 'states')} an institute, "
        "company or association has signed for the ILRS." if crossing else None,
    )  # fmt: skip


def alt(dataset: Dataset) -> str:
    """The map in words."""
    if not any(in_camp(dataset, camp) for camp in CAMPS):
        return words.NOTHING
    numbers = words.listed([f"{len(in_camp(dataset, camp))} {label}" for camp, (_, _, label, _) in CAMPS.items()])
    only = words.listed([dataset.party_name(row.iso3) for row in in_camp(dataset, "ilrs")])
    return (
        f"World map without frontiers, one mark a state, as of {words.long_day(dataset.as_of)}: {numbers}. "
        f"In the ILRS alone: {only}."
    )


def table(dataset: Dataset) -> Table:
    """One row a state."""
    names = {
        "artemis": "Artemis Accords",
        "ilrs": "ILRS",
        "both": "both",
        "crossing": "Accords; institution in the ILRS",
    }
    since = {body: {row.member: str(row.joined or "") for row in members(dataset, body)} for body in (ARTEMIS, ILRS)}
    rows = [
        (
            dataset.party_name(row.iso3),
            row.iso3,
            names[row.camp],
            since[ARTEMIS].get(row.iso3, ""),
            since[ILRS].get(row.iso3, ""),
            ", ".join(row.institutions),
        )
        for row in standings(dataset)
        if row.camp in names
    ]
    return Table(("state", "code", "camp", "accords_since", "ilrs_since", "institutions_in_ilrs"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What is disputed and undated."""
    rows = [row for row in dataset.table("memberships") if row.body == ILRS]
    disputed = [
        words.the(dataset.party_name(row.member))
        for row in rows
        if row.confidence == "disputed" and row.level in ("state", "agency")
    ]
    undated = [
        words.the(dataset.party_name(row.member))
        for row in (*members(dataset, ARTEMIS), *rows)
        if not row.joined and row.confidence != "disputed"
    ]
    found = [
        "No official list of ILRS members has been published; this one is built from signatures that sources report."
    ]
    if disputed:
        found.append(f"Left out because sources conflict: {words.listed(disputed)}.")
    if undated:
        found.append(f"Shown only for today, because no source dates their joining: {words.listed(undated)}.")
    others = [row.member for row in members(dataset, ILRS) if not dataset.state_of(row.member)]
    if others:
        found.append(
            f"International organisations have no dot; in the ILRS are "
            f"{words.listed([dataset.party_name(party) for party in others])}."
        )
    alone = [dataset.party_name(row.iso3) for row in standings(dataset) if row.camp == "other"]
    if alone:
        found.append(
            f"Not drawn: states with only an institution in the ILRS and no signature under the "
            f"Accords ({words.listed(alone)})."
        )
    return tuple(found)


def sources(dataset: Dataset) -> Sequence[str]:
    """Keys of the sources behind the two lists of members."""
    rows = (*dataset.table("bodies"), *dataset.table("memberships"))
    return tuple(
        citation.source for row in rows if getattr(row, "body", row.id) in (ARTEMIS, ILRS) for citation in row.sources
    )


CHART = Chart(
    id="blocs-map",
    question="Who is in the ILRS, the Artemis Accords, or both?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, sources=sources,
    tables=("memberships", "bodies", "countries"), height=HEIGHT,
)  # fmt: skip
