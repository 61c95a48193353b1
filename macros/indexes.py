"""Ways in: partners by region and camp, and what changed most recently."""

from __future__ import annotations

from typing import Any

from .dataset import Dataset
from .facts import number
from .html import Child, Markup, block, el, text
from .links import View, party_link, profiled, record_path, slug, source_home
from .loading import TABLES as KINDS
from .standing import CAMP_BODIES, about, camp, camps
from .tables import TABLES, draw_filtered, when


def partners_index(view: View) -> Markup:
    """Every profiled partner twice: by region, and by lunar camp."""
    dataset = view.dataset
    regions: dict[str, list[str]] = {}
    by_camp: dict[str, list[str]] = {}
    for party in profiled(dataset):
        regions.setdefault(dataset.region(party), []).append(party)
        if stands := camp(dataset, party):
            by_camp.setdefault(stands, []).append(party)
    parts = [
        _group(view, name if name != "International" else "International organisations", slug(name), regions[name])
        for name in sorted(regions, key=lambda name: (name == "International", name))
    ]
    headings = {"both": "States in both lunar blocs, themselves or by an institution"}
    headings |= {"ILRS": "States in the ILRS alone, themselves or by an institution"}
    headings |= {"Artemis Accords": "States in the Artemis Accords", "neither": "States in neither"}
    parts += [
        _group(view, heading, f"camp-{slug(stands)}", by_camp[stands])
        for stands, heading in headings.items()
        if stands in by_camp
    ]
    return block(text(parts))


def _group(view: View, heading: str, anchor: str, parties: list[str]) -> Markup:
    items = [
        el("li", party_link(view.dataset, party, view.base), " ", el("small", _standing(view.dataset, party)))
        for party in parties
    ]
    return text(
        [
            el("h2", f"{heading} ", el("small", f"({number(len(items))})"), id=anchor),
            el("ul", items, class_="partners"),
        ]
    )


def _standing(dataset: Dataset, party: str) -> str:
    instruments = len(about(dataset, party, "agreements"))
    ties = f"{number(instruments)} {'instrument' if instruments == 1 else 'instruments'}" if instruments else ""
    return " · ".join(part for part in (ties, _bloc(dataset, party)) if part)


def _bloc(dataset: Dataset, party: str) -> str:
    """The lunar blocs of a party; what only an institution of a state has joined is told as that."""
    own = [body for body in camps(dataset, party) if party in dataset.members(body)]
    if len(own) == len(CAMP_BODIES):
        return "both blocs"
    through = [
        f"an institution in the {dataset.bodies[body].short}" for body in camps(dataset, party) if body not in own
    ]
    return ", ".join([*(dataset.bodies[body].short for body in own), *through])


def bibliography(view: View, url: str) -> Markup:
    """The sources whose own page this is; on any other page all of them."""
    pages = {source_home(source) for source in view.dataset.table("sources")}
    rows = [row for row in view.dataset.table("sources") if url not in pages or source_home(row) == url]
    return draw_filtered(view, "sources", rows, anchors=url in pages)


def changes(view: View, *, limit: int = 60) -> Markup:
    """The records most recently added or changed, newest first."""
    found: list[tuple[str, str, Any]] = []
    for table in TABLES:
        if table == "sources":
            continue
        found += [(str(row.updated), table, row) for row in view.dataset.table(table)]
    # Of what changed on one day, what is new comes first.
    found.sort(key=lambda item: (item[0], str(item[2].added), item[2].id), reverse=True)
    items = [_change(view, table, row) for _, table, row in found[:limit]]
    return block(el("ol", items, class_="timeline timeline--changes"))


def _change(view: View, table: str, row: Any) -> Markup:
    name: Child = (
        getattr(row, "title", None)
        or getattr(row, "name", None)
        or getattr(row, "statement", None)
        or getattr(row, "summary", None)
    )
    if table == "memberships":
        name = f"{view.dataset.party_name(row.member)} in the {view.dataset.bodies[row.body].short}"
    verb = "added" if row.added == row.updated else "changed"
    kind = el("span", f"{KINDS[table].type.kind_name.replace('-', ' ')} {verb}", class_="kind")
    if table in ("memberships",):
        link = party_link(view.dataset, row.member, view.base, name)
    else:
        link = el("a", name, href=view.base + record_path(view.dataset, row))
    return el("li", el("p", el("span", when(row.updated), class_="date"), " ", link, " ", kind, class_="head"))
