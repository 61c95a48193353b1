"""Is the reach across income levels real? Partners of science agreements that name space, by region and income."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from . import words
from .chart import Chart, Size, Table
from .labels import text_width
from .maps import short_name
from .sheet import Sheet
from .template import TEXT

HEIGHT = (370, 360)
REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania")
Cells = dict[tuple[str, str], tuple[str, ...]]
INCOMES = (("high", "high"), ("upper-middle", "upper middle"), ("lower-middle", "lower middle"), ("low", "low"))


@lru_cache(maxsize=2)
def cells(dataset: Dataset) -> Cells:
    """The states in each pair of region and income, by name; unclassified ones under an empty income."""
    found: dict[tuple[str, str], list[str]] = {}
    for state in sorted(
        {dataset.state_of(row.partner) or "" for row in dataset.table("science-agreements")} - {""},
        key=dataset.party_name,
    ):
        country = dataset.countries[state]
        found.setdefault((country.region, country.income_group or ""), []).append(state)
    return {key: tuple(states) for key, states in found.items()}


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Incomes across, regions down, the partners' names in the cells; on a phone each income group as a list."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    held = cells(dataset)
    incomes = [*INCOMES, ("", "unclassified")] if any(income == "" for _, income in held) else list(INCOMES)
    if size == "wide":
        _matrix(sheet, dataset, held, incomes)
    else:
        _lists(sheet, dataset, held, incomes)
    return sheet.figure()


def _matrix(sheet: Sheet, dataset: Dataset, held: Cells, incomes: Sequence[tuple[str, str]]) -> None:
    text, left, top, line = TEXT["wide"] - 1, 84.0, 64.0, 17.0
    pitch = (sheet.width - left) / len(incomes)
    regions = [region for region in REGIONS if any(key[0] == region for key in held)]
    for column, (income, label) in enumerate(incomes):
        x = left + pitch * column + 6
        sheet.words.add(label, x, 12, ink="ink", bold=True, size=text)
        sheet.words.add(f"{_total(dataset, income)} of {sum(map(len, held.values()))}", x, 29, ink="ilrs", size=text)
    depth = {region: max([len(held.get((region, income), ())) for income, _ in incomes] + [1]) for region in regions}
    pad = max(4.0, min(30.0, (sheet.height - top - 6 - sum(depth.values()) * line) / max(len(regions), 1)))
    y = top
    for region in regions:
        sheet.line([(0, y - pad / 2), (sheet.width, y - pad / 2)], "rule")
        sheet.words.add(region, 0, y + line / 2, ink="ink", bold=True, size=text)
        for column, (income, _) in enumerate(incomes):
            for index, state in enumerate(held.get((region, income), ())):
                x, at = left + pitch * column + 10, y + line * (index + 0.5)
                sheet.mark(
                    x,
                    at,
                    "circle",
                    "ilrs",
                    8,
                    hover=f"{dataset.party_name(state)}: {region}, {income or 'unclassified'}",
                )
                sheet.words.add(short_name(dataset, state, pitch - 22, text), x + 6, at, ink="ink", size=text)
        y += depth[region] * line + pad


def _lists(sheet: Sheet, dataset: Dataset, held: Cells, incomes: Sequence[tuple[str, str]]) -> None:
    text, y = TEXT["narrow"], 12.0
    lines = sum(20 + 12 + 20 * sum(bool(held.get((region, income))) for region in REGIONS) for income, _ in incomes)
    line = max(15.0, min(17.0, 17.0 * sheet.height / max(lines, 1)))
    for income, label in incomes:
        heading = f"{label} income" if income else label
        sheet.words.add(heading, 0, y, ink="ink", bold=True)
        sheet.words.add(
            f"{_total(dataset, income)} of {sum(map(len, held.values()))}",
            sheet.width - 4,
            y,
            "middle left",
            ink="ilrs",
        )
        y += 20
        for region in REGIONS:
            states = held.get((region, income), ())
            if not states:
                continue
            sheet.words.add(region, 8, y)
            x = 78.0
            for state in states:
                name = dataset.party_name(state)
                if x + text_width(name, text) + 12 > sheet.width and x > 78:
                    x, y = 78.0, y + line
                sheet.mark(x + 4, y, "circle", "ilrs", 8, hover=f"{name}: {region}, {income or 'unclassified'}")
                sheet.words.add(name, x + 9, y, ink="ink")
                x += text_width(name, text) + 20
            y += line + 2
        sheet.line([(0, y - 4), (sheet.width, y - 4)], "rule")
        y += 12


def _total(dataset: Dataset, income: str) -> int:
    return sum(len(states) for (_, one), states in cells(dataset).items() if one == income)


def takeaway(dataset: Dataset) -> str:
    """How the partners are spread over the income groups."""
    held = cells(dataset)
    total = sum(map(len, held.values()))
    if not total:
        return words.NOTHING
    parts = [f"{words.some(_total(dataset, income))} of {label} income" for income, label in INCOMES]
    empty = [region for region in REGIONS if not any(key[0] == region for key in held)]
    without = f" No state of {words.listed(empty)} is among them." if empty else ""
    states = words.count(total, "state")
    return f"Science agreements that name space are on record with {states}: {words.listed(parts)}.{without}"


def alt(dataset: Dataset) -> str:
    """The matrix in words."""
    parts = [
        f"{region}, {income or 'unclassified'}: {words.listed([dataset.party_name(state) for state in states])}"
        for (region, income), states in sorted(cells(dataset).items())
    ]
    return (
        "Matrix of states by region and World Bank income group. " + "; ".join(parts) + "." if parts else words.NOTHING
    )


def table(dataset: Dataset) -> Table:
    """One row a state."""
    rows = []
    for (region, income), states in sorted(cells(dataset).items()):
        for state in states:
            signed = [row for row in dataset.table("science-agreements") if dataset.state_of(row.partner) == state]
            first = min((str(row.signed) for row in signed if row.signed), default="")
            rows.append((dataset.party_name(state), state, region, income or "unclassified", len(signed), first))
    return Table(("state", "code", "region", "income_group", "agreements", "first_signed"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """What is listed, and by which classes."""
    years = sorted({country.income_year for country in dataset.countries.values() if country.income_year})
    lists = sorted({row.listed_in for row in dataset.table("science-agreements")})
    study = dataset.claims.get("wagner-simon-18-space-agreements")
    found = [
        f"Lists used: {words.listed(lists)}." if lists else "No list is on record.",
        f"Income groups are the World Bank's of today ({words.listed(years)}), not of the day of signing.",
    ]
    if study:
        found.append(
            f"The study by Wagner and Simon (2023) lists {study.value} {study.unit}; its table could "
            f"not be read in full, so this is not its list."
        )
    return tuple(found)


CHART = Chart(
    id="science-agreements-by-income",
    question="Is the reach across income levels real?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("science-agreements",), height=HEIGHT,
)  # fmt: skip
