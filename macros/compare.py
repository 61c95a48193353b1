"""Partners side by side: the figures of each in one table, from which a reader picks two or three."""

from __future__ import annotations

from .dataset import Dataset
from .facts import number
from .html import Child, Markup, block, el
from .links import View, party_link, profiled
from .profiles import INCOME
from .standing import CAMP_BODIES, about
from .tables import badge, when

COUNTED = (
    ("Instruments", "agreements"),
    ("Activities", "activities"),
    ("Satellites", "satellites"),
    ("Stations", "ground-stations"),
)
PICKS = 3


def compare(view: View) -> Markup:
    """A table of all partners; scripts let two or three of them stand side by side, by the address `?c=BRA,ARG`."""
    dataset = view.dataset
    found = profiled(dataset)
    headings = ["Partner", "Region", "Income", *(dataset.bodies[body].short for body in _bodies(dataset))]
    headings += [heading for heading, _ in COUNTED] + ["In force", "First", "Newest"]
    head = el("tr", [el("th", heading, scope="col") for heading in headings])
    drawn = el(
        "table",
        el("caption", "All parties and their figures ", el("span", f"({number(len(found))})", class_="count")),
        el("thead", head),
        el("tbody", [_row(view, party, headings) for party in found]),
        class_="records records--compare",
        data_search_exclude="",
    )
    frame = el("div", drawn, class_="records-frame", role="region", aria_label="Every partner", tabindex=0)
    return block(el("div", el("atlas-compare", _form(dataset, found), frame), class_="atlas-rows"))


def _bodies(dataset: Dataset) -> list[str]:
    return [body for body in CAMP_BODIES if body in dataset.bodies]


def _form(dataset: Dataset, found: tuple[str, ...]) -> Markup:
    options: list[Child] = [el("option", "none", value="")]
    options += [el("option", dataset.party_name(party), value=party) for party in found]
    labels = ("First", "Second", "Third")
    picks = [el("label", el("span", f"{labels[place]} partner"), el("select", options)) for place in range(PICKS)]
    return el(
        "form",
        el("div", picks, class_="choices"),
        el("p", role="status", class_="shown"),
        el("p", el("button", "Show all partners", type="reset", disabled=True), class_="acts"),
        class_="filters",
        aria_label="Partners to compare",
        data_search_exclude="",
    )


def _row(view: View, party: str, headings: list[str]) -> Markup:
    dataset = view.dataset
    country = dataset.countries.get(party)
    agreements = about(dataset, party, "agreements")
    dates = sorted(row.signed for row in agreements if row.signed)
    cells: list[Child] = [
        dataset.region(party),
        INCOME[country.income_group].removesuffix(" income") if country and country.income_group else None,
        *(_standing(dataset, party, body) for body in _bodies(dataset)),
        *(number(len(about(dataset, party, table))) for _, table in COUNTED),
        number(sum(row.status == "in-force" for row in agreements)),
        when(dates[0]) if dates else None,
        when(dates[-1]) if dates else None,
    ]
    named = el("th", party_link(dataset, party, view.base), scope="row", class_="name")
    shown = [el("td", cell, data_label=heading) for cell, heading in zip(cells, headings[1:], strict=True)]
    return el("tr", named, shown, data_c=party)


def _standing(dataset: Dataset, party: str, body: str) -> Child:
    rows = [row for row in dataset.memberships(body) if (dataset.state_of(row.member) or row.member) == party]
    own = next((row for row in rows if row.member == party), None)
    if own:
        return ["since ", when(own.joined)] if own.joined else "member, no date known"
    if rows:
        return "only through " + ", ".join(dict.fromkeys(dataset.party_name(row.member) for row in rows))
    disputed = any(row.member == party for row in dataset.memberships(body, disputed=True))
    return badge("disputed") if disputed else None
