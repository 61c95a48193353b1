"""A partner's page: what one state or organisation has with China, computed from the records that name it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from . import records as r
from .dataset import Dataset, date_of, known_by
from .facts import number, references
from .html import Child, Markup, block, el, joined, text
from .links import View, party_link
from .problems import nearest
from .standing import CAMP_BODIES, about
from .tables import badge, draw, label, remark, when

SECTIONS = (
    ("ground-stations", "Ground stations"),
    ("satellites", "Satellites and payloads"),
    ("technology-sales", "Purchases"),
    ("science-agreements", "Science agreements"),
    ("events", "Events"),
)
INCOME = {
    "high": "high income",
    "upper-middle": "upper middle income",
    "lower-middle": "lower middle income",
    "low": "low income",
}


def summary(dataset: Dataset, party: str) -> str:
    """What the records say of a party in one or two sentences, computed."""
    name = dataset.party_name(party)
    agreements, activities = about(dataset, party, "agreements"), about(dataset, party, "activities")
    dated = sorted(row.signed for row in agreements if row.signed)
    if agreements:
        since = f", the earliest of {dated[0].year}" if dated else ""
        if len(dated) > 1 and dated[-1].year != dated[0].year:
            since += f" and the newest of {dated[-1].year}"
        alive = sum(row.status == "in-force" for row in agreements)
        living = f"; {number(alive, words=True)} {'is' if alive == 1 else 'are'} known to be in force" if alive else ""
        first = f"The atlas documents {_some('instrument', agreements)} between China and {name}{since}{living}."
    elif activities:
        first = f"The atlas documents no instrument between China and {name}, but {_some('activity', activities)}."
    else:
        first = f"The atlas documents no instrument and no joint activity between China and {name}."
    return f"{first} {_camp_sentence(dataset, party)}".strip()


def _some(noun: str, rows: Sequence[Any]) -> str:
    many = noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s"
    return f"{number(len(rows), words=True)} {noun if len(rows) == 1 else many}"


def _camp_sentence(dataset: Dataset, party: str) -> str:
    name = dataset.party_name(party)
    said = []
    for body in CAMP_BODIES:
        if body not in dataset.bodies:
            continue
        rows = [row for row in dataset.memberships(body) if (dataset.state_of(row.member) or row.member) == party]
        short = dataset.bodies[body].short
        own = [row for row in rows if row.member == party]
        if own:
            since = f" since {own[0].joined.words}" if own[0].joined else ""
            said.append(f"in the {short}{since}")
        elif rows:
            said.append(
                f"in the {short} only through {' and '.join(dataset.party_name(row.member) for row in rows[:2])}"
            )
    if not said:
        return f"{name} is in neither lunar bloc." if party in dataset.countries else ""
    return f"{name} is {' and '.join(said)}."


def profile(view: View, party: str, *, edit: str = "") -> Markup:
    """The computed part of a partner's page. `edit` is the address under which the repository's files are edited.

    Raises KeyError for a party that is neither country nor organisation, naming the nearest.
    """
    dataset = view.dataset
    if party not in dataset.countries and party not in dataset.organisations:
        known = [*dataset.countries, *dataset.organisations]
        raise KeyError(f"no country or organisation '{party}'; {nearest(party, known)}")
    instruments, activities = about(dataset, party, "agreements"), about(dataset, party, "activities")
    parts: list[Child] = [
        el("p", summary(dataset, party), class_="lead"),
        _card(view, party),
    ]
    if instruments or activities:
        parts += [el("h2", "What was agreed, and what was done", id="history")]
        parts += [_history(view, (*instruments, *activities), edit)]
    for table, heading in SECTIONS:
        rows = about(dataset, party, table)
        if rows:
            parts += [
                el("h2", heading, id=table),
                draw(view, table, rows, caption=f"{heading}: {dataset.party_name(party)}"),
            ]
    parts += [_neighbours(view, party), _data(view, party)]
    return block(text(parts))


def _card(view: View, party: str) -> Markup:
    """The facts by which a reader places a partner."""
    dataset = view.dataset
    rows: list[tuple[str, Child]] = []
    if party in dataset.countries:
        country = dataset.countries[party]
        if country.official_name and country.official_name != country.name:
            rows.append(("Official name", country.official_name))
        rows.append(("Also found as", ", ".join((country.iso3, *country.variants))))
        rows.append(
            (
                "Region",
                f"{country.sub_region}, {country.region}" if country.sub_region != country.region else country.region,
            )
        )
        if country.income_group:
            rows.append(("Income group", f"{INCOME[country.income_group]} (World Bank, {country.income_year})"))
        if country.territory_of:
            rows.append(("Territory of", party_link(dataset, country.territory_of, view.base)))
    else:
        rows.append(("What it is", dataset.organisations[party].summary))
    rows += _membership_rows(view, party)
    return el("dl", [[el("div", el("dt", term), el("dd", value))] for term, value in rows], class_="facts")


def _membership_rows(view: View, party: str) -> list[tuple[str, Child]]:
    dataset = view.dataset
    rows: list[tuple[str, Child]] = []
    for body in dataset.bodies.values():
        found = [
            row
            for row in dataset.table("memberships")
            if row.body == body.id and (dataset.state_of(row.member) or row.member) == party
        ]
        if not found:
            continue
        values: list[Child] = []
        for row in sorted(found, key=lambda row: (row.member != party, str(row.joined or "9999"))):
            who = f"{dataset.party_name(row.member)}: " if row.member != party else ""
            since: Child = (
                ["since ", when(row.joined)]
                if row.joined
                else ["signed ", when(row.signed)]
                if row.signed
                else "member, no date known"
            )
            gone: Child = [", left ", when(row.left)] if known_by(row.left, dataset.as_of) else None
            disputed = [" ", badge("disputed")] if row.confidence == "disputed" else None
            values.append(
                el(
                    "span",
                    who,
                    since,
                    gone,
                    disputed,
                    " ",
                    el("span", "[", references(dataset, view.base, row.sources[:2]), "]", class_="cite"),
                    class_="line",
                )
            )
        rows.append((body.short, values))
    return rows


def _history(view: View, rows: Sequence[Any], edit: str) -> Markup:
    """Records as a readable history: each programme is one story, its later steps under its first."""
    by_id = {row.id: row for row in rows}
    children: dict[str, list[Any]] = {}
    roots = []
    for row in rows:
        parent = _root(row, by_id)
        if parent is row:
            roots.append(row)
        else:
            children.setdefault(parent.id, []).append(row)
    items = [_entry(view, row, edit, _in_time(children.get(row.id, []))) for row in _in_time(roots)]
    return el("ol", items, class_="history")


def _root(row: Any, by_id: dict[str, Any]) -> Any:
    seen = {row.id}
    while True:
        above = next((link for link in (*row.part_of, *row.follows) if link in by_id and link not in seen), None)
        if above is None:
            return row
        row = by_id[above]
        seen.add(above)


def _in_time(rows: Iterable[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: (str(date_of(row) or "9999"), row.id))


def _entry(view: View, row: Any, edit: str, below: Sequence[Any] = ()) -> Markup:
    dataset = view.dataset
    instrument = isinstance(row, r.Agreement)
    kind = f"{label(row.level)} {label(row.form)}" if instrument else label(row.kind)
    who = _signatories(row) if instrument else None
    others = row.partners
    with_ = (
        [
            " with ",
            joined(party_link(dataset, party, view.base) for party in others[:8]),
            " and others" if len(others) > 8 else None,
        ]
        if len(others) > 1
        else None
    )
    place = dataset.place("agreements" if instrument else "activities", row.id)
    pencil = (
        el("a", "edit", href=f"{edit}{place.file}#L{place.line}", class_="edit", aria_label=f"Edit the record {row.id}")
        if edit
        else None
    )
    return el(
        "li",
        el(
            "p",
            el("span", when(date_of(row), row.date_type if instrument else None), class_="date"),
            " ",
            el("strong", row.title),
            class_="head",
        ),
        el(
            "p",
            el("span", kind, with_, class_="kind"),
            " ",
            badge(row.status),
            " ",
            el("small", f"as of {row.status_as_of.words}"),
            class_="meta",
        ),
        el("p", row.summary, " ", row.ended_why, class_="summary"),
        el("p", who, class_="who") if who else None,
        el("p", remark(row)) if remark(row) else None,
        el(
            "p",
            el("span", "[", references(dataset, view.base, row.sources), "]", class_="cite"),
            " ",
            pencil,
            class_="proof",
        ),
        el("ol", [_entry(view, step, edit) for step in below]) if below else None,
        class_="instrument" if instrument else "activity",
        id=row.id,
    )


def _signatories(row: r.Agreement) -> str:
    sides = [", ".join(names) for names in (row.signatories.china, row.signatories.partner) if names]
    return "Signed by " + " and ".join(sides) if len(sides) == 2 else ""


def _neighbours(view: View, party: str) -> Markup | None:
    """Partners of the same sub-region with most instruments: the ones worth comparing."""
    dataset = view.dataset
    if party not in dataset.countries:
        return None
    here = dataset.countries[party]
    ties = {
        code: len(about(dataset, code, "agreements"))
        for code, country in dataset.countries.items()
        if code != party and country.sub_region == here.sub_region
    }
    best = sorted((code for code in ties if ties[code]), key=lambda code: (-ties[code], dataset.party_name(code)))[:5]
    if not best:
        return None
    links = [el("li", party_link(dataset, code, view.base), f" ({number(ties[code])})") for code in best]
    return text(
        [
            el("h2", "Worth comparing", id="neighbours"),
            el("p", f"Other partners in {here.sub_region}, by number of instruments:"),
            el("ul", links, class_="neighbours"),
        ]
    )


def _data(view: View, party: str) -> Markup:
    href = f"{view.base}data/v1/countries/{party if party in view.dataset.countries else party.upper()}.json"
    return el("p", "Everything above as data: ", el("a", "JSON", href=href), ".", class_="downloads")
