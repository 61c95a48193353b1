"""Who buys? Buyers of Chinese space technology and services against what they bought."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from ..records import TechnologySale
from . import words
from .chart import Chart, Size, Table
from .maps import short_name
from .sheet import Sheet
from .template import TEXT

HEIGHT = (700, 760)
_OWN = "the atlas's own records"
_SHORT = {
    "launch": ("launch",), "satellite-manufacture": ("satellite",), "telecommunications": ("commu-", "nications"),
    "earth-observation": ("Earth obs.",), "ground-segment": ("ground", "stations"), "navigation": ("navig.",),
}  # fmt: skip


@lru_cache(maxsize=2)
def buyers(dataset: Dataset) -> tuple[tuple[str, tuple[TechnologySale, ...]], ...]:
    """Each buyer with its sales, those of published lists first, then by how much they bought."""
    sales: dict[str, list[TechnologySale]] = {}
    for row in dataset.table("technology-sales"):
        sales.setdefault(row.buyer, []).append(row)

    def order(item: tuple[str, list[TechnologySale]]) -> tuple[bool, int, str]:
        party, rows = item
        return not listed(rows), -len({field for row in rows for field in row.fields}), dataset.party_name(party)

    return tuple((party, tuple(rows)) for party, rows in sorted(sales.items(), key=order))


def listed(rows: Sequence[TechnologySale]) -> bool:
    """Whether a published list names the buyer."""
    return any(row.listed_in != _OWN for row in rows)


def fields(dataset: Dataset) -> tuple[str, ...]:
    """What was sold, the most frequent first."""
    counted = Counter(field for row in dataset.table("technology-sales") for field in row.fields)
    return tuple(field for field, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """Buyers down, fields across; filled where a published list names the buyer."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    rows, columns = buyers(dataset), fields(dataset)
    text = TEXT[size] - 1
    left, right = (168.0, sheet.width - 170.0) if wide else (100.0, sheet.width - 62.0)
    pitch = (right - left) / max(len(columns), 1)
    top = 66.0 if wide else 78.0
    split = sum(listed(sales) for _, sales in rows)
    step = (sheet.height - top - 40) / max(len(rows), 1)
    for index, field in enumerate(columns):
        for offset, part in enumerate(reversed(_SHORT.get(field, (field.replace("-", " "),)))):
            lift = 0 if wide else 24 * (index % 2)
            sheet.words.add(
                part,
                left + pitch * (index + 0.5),
                top - 20 - lift - 12 * offset,
                "middle center",
                ink="ilrs",
                size=text - (0 if wide else 0.5),
            )
    sheet.words.add("years", right + 10, top - 20, size=text)
    y = top
    for index, (party, sales) in enumerate(rows):
        if index == split:
            sheet.words.add("found in this atlas's records besides", 0, y + 8, ink="ink", bold=True, size=text)
            y += 26
        sheet.words.add(short_name(dataset, party, left - 8, text), 0, y, ink="ink", size=text)
        sheet.line([(left, y), (right, y)], "grid")
        bought = {field for sale in sales for field in sale.fields}
        for column, field in enumerate(columns):
            if field in bought:
                said = f"{dataset.party_name(party)}: {field.replace('-', ' ')}"
                sheet.mark(
                    left + pitch * (column + 0.5),
                    y,
                    "square",
                    "ilrs",
                    10 if wide else 9,
                    filled=index < split,
                    hover=said,
                )
        sheet.words.add(_years(sales), right + 10, y, size=text)
        y += step
    sheet.mark(8, 10, "square", "ilrs", 9)
    sheet.words.add("named in a published list" if wide else "in a published list", 18, 10)
    sheet.mark(220 if wide else 152, 10, "square", "ilrs", 9, filled=False)
    sheet.words.add("in this atlas's records alone" if wide else "in this atlas alone", 230 if wide else 162, 10)
    return sheet.figure()


def _years(sales: Sequence[TechnologySale]) -> str:
    dates = [date.year for sale in sales for date in (sale.first, sale.last) if date]
    if not dates:
        return ""
    return str(min(dates)) if min(dates) == max(dates) else f"{min(dates)}–{max(dates) % 100:02d}"


def takeaway(dataset: Dataset) -> str:
    """How many buyers, of what, and how many the lists miss."""
    rows = buyers(dataset)
    if not rows:
        return words.NOTHING
    named = sum(listed(sales) for _, sales in rows)
    made = sum(any("satellite-manufacture" in sale.fields for sale in sales) for _, sales in rows)
    carried = sum(
        any("launch" in sale.fields for sale in sales)
        and not any("satellite-manufacture" in sale.fields for sale in sales)
        for _, sales in rows
    )
    return (
        f"{words.count(len(rows), 'buyer')} of Chinese space technology or launches {words.verb(len(rows))} on record: "
        f"{words.some(named)} that a published list names and "
        f"{words.some(len(rows) - named)} from this atlas's own records alone. "
        f"{words.upper_first(words.some(made))} bought a satellite, {words.some(carried)} a launch without one."
    )


def alt(dataset: Dataset) -> str:
    """The matrix in words."""
    rows = buyers(dataset)
    if not rows:
        return words.NOTHING
    counts = [
        f"{sum(any(field in sale.fields for sale in sales) for _, sales in rows)} {field.replace('-', ' ')}"
        for field in fields(dataset)
    ]
    return f"Matrix of {words.count(len(rows), 'buyer')} and what they bought: {words.listed(counts)}."


def table(dataset: Dataset) -> Table:
    """One row a buyer."""
    columns = fields(dataset)
    rows = (
        (
            dataset.party_name(party),
            party,
            *("yes" if any(field in sale.fields for sale in sales) else "" for field in columns),
            _years(sales),
            "; ".join(dict.fromkeys(sale.listed_in for sale in sales)),
        )
        for party, sales in buyers(dataset)
    )
    return Table(("buyer", "code", *(field.replace("-", "_") for field in columns), "years", "listed_in"), tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """Whose list it is."""
    lists = sorted({row.listed_in for row in dataset.table("technology-sales")} - {_OWN})
    return (
        f"Published lists used: {words.listed(lists)}. What a list does not say about each buyer comes "
        f"from this atlas's records."
        if lists
        else "No published list is on record.",
        "A buyer may be a state, its agency or a company in it; prices are mostly unpublished.",
        "Launches of payloads carried for nothing are no sales and stand with the satellites.",
    )


CHART = Chart(
    id="technology-buyers",
    question="Who buys Chinese space technology?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, tables=("technology-sales",), height=HEIGHT,
)  # fmt: skip
