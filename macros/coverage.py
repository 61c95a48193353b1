"""How much of what officials state can be named, and how well: the atlas's account of its own gaps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .dataset import Dataset
from .facts import number
from .html import Child, Markup, block, el, text
from .links import View, party_link, profiled
from .standing import about
from .tables import label


def share_confirmed(dataset: Dataset, table: str = "agreements") -> tuple[int, int]:
    """Records of a table that are confirmed, and all of them."""
    rows = dataset.table(table)
    return sum(row.confidence == "confirmed" for row in rows), len(rows)


def share_words(dataset: Dataset, table: str) -> str:
    """The confirmed records of a table as a share in words: `212 of 341 (62%)`."""
    confirmed, all_of_them = share_confirmed(dataset, table)
    percent = f" ({round(100 * confirmed / all_of_them)}%)" if all_of_them else ""
    return f"{number(confirmed)} of {number(all_of_them)}{percent}"


def coverage(view: View) -> Markup:
    """Instruments by decade and level, by region and confidence, and each partner's counts."""
    dataset = view.dataset
    agreements = dataset.table("agreements")
    decades = sorted({_decade(row) for row in agreements})
    levels = ("intergovernmental", "agency", "institute", "company")
    by_decade = Counter((_decade(row), row.level) for row in agreements)
    by_region = Counter(
        (region, row.confidence) for row in agreements for region in {dataset.region(party) for party in row.partners}
    )
    words = ("confirmed", "reported", "disputed")
    regions = sorted({region for region, _ in by_region})
    parts = [
        grid(
            "Instruments by decade and by who signed",
            "Decade",
            [label(level) for level in levels],
            [(decade, [by_decade[decade, level] for level in levels]) for decade in decades],
        ),
        grid(
            "Instruments by region and by how well they are sourced",
            "Region",
            list(words),
            [(region, [by_region[region, word] for word in words]) for region in regions],
        ),
        _partners(view),
    ]
    return block(text(parts))


def _decade(row: object) -> str:
    signed = getattr(row, "signed", None)
    return f"{signed.year // 10 * 10}s" if signed else "undated"


def grid(caption: str, corner: str, headings: Sequence[str], rows: Sequence[tuple[Child, Sequence[int]]]) -> Markup:
    """A table of counts with each row's sum; on a phone it scrolls in a frame that the keyboard reaches."""
    head = el(
        "tr",
        el("th", corner, scope="col"),
        [el("th", heading, scope="col", class_="figure") for heading in headings],
        el("th", "all", scope="col", class_="figure"),
    )
    body = [
        el(
            "tr",
            el("th", name, scope="row"),
            [
                el("td", number(value), class_="figure", data_label=heading)
                for heading, value in zip(headings, values, strict=True)
            ],
            el("td", number(sum(values)), class_="figure", data_label="all"),
        )
        for name, values in rows
    ]
    table = el("table", el("caption", caption), el("thead", head), el("tbody", body), class_="records records--grid")
    return el("div", table, class_="records-frame", role="region", aria_label=caption, tabindex=0)


def _partners(view: View) -> Markup:
    dataset = view.dataset
    kinds = ("agreements", "activities", "satellites", "ground-stations")
    rows: list[tuple[Child, list[int]]] = [
        (party_link(dataset, party, view.base), [len(about(dataset, party, kind)) for kind in kinds])
        for party in profiled(dataset)
    ]
    rows = sorted((row for row in rows if any(row[1])), key=lambda row: -sum(row[1]))
    return grid("What is documented, partner by partner", "Partner", [label(kind) for kind in kinds], rows)
