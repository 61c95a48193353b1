"""A partner's page: what one state or organisation has with China, computed from the records that name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .dataset import Dataset, known_by
from .facts import number, references
from .history import grounds, history, pencil
from .html import Child, Markup, block, el, text
from .links import View, party_link, source_link
from .problems import nearest
from .records import Claim, Membership
from .standing import CAMP_BODIES, about
from .strip import strip
from .summaries import named, summary
from .tables import badge, draw, when

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
EVENTS = 40
"""As many events stand on a profile; the table of events has the rest."""
STATED = 8
"""As many statements stand on a profile; the ledger has the rest."""


def profile(view: View, party: str, *, edit: str = "", lead: bool = True) -> Markup:
    """The computed part of a partner's page. `edit` is the address under which the repository's files are edited.

    `lead=False` leaves out the opening sentence, for a page that opens with it and goes on with prose of its own.
    Raises KeyError for a party that is neither country nor organisation, naming the nearest.
    """
    dataset = view.dataset
    if party not in dataset.countries and party not in dataset.organisations:
        known = [*dataset.countries, *dataset.organisations]
        raise KeyError(f"no country or organisation '{party}'; {nearest(party, known)}")
    records = (*about(dataset, party, "agreements"), *about(dataset, party, "activities"))
    parts: list[Child] = [el("p", summary(dataset, party), class_="lead") if lead else None, _card(view, party, edit)]
    if records:
        parts += [el("h2", "What was agreed, and what was done", id="history"), strip(dataset, party, records)]
        parts += [history(view, records, edit, party)]
    if texts := grounds(dataset, party):
        parts += [el("h2", "Texts that these rest on", id="grounds")]
        parts += [el("p", "Each has parties of its own, and is counted with them."), history(view, texts, edit, party)]
    for table, heading in SECTIONS:
        if rows := about(dataset, party, table):
            parts += [el("h2", heading, id=table), *_section(view, party, table, rows, edit)]
    parts += [_stated(view, party), _neighbours(view, party), _sources(view, party), _data(view, party)]
    return block(text(parts))


def _section(view: View, party: str, table: str, rows: tuple[Any, ...], edit: str) -> Iterator[Child]:
    """The rows of one table that name the party: of its many events the newest, for the table has them all."""
    shown = rows
    if table == "events":
        shown = tuple(sorted(rows, key=lambda row: row.date.last, reverse=True)[:EVENTS])
    heading = dict(SECTIONS)[table]
    yield draw(view, table, shown, caption=f"{heading}: {view.dataset.party_name(party)}")
    if more := len(rows) - len(shown):
        all_ = el("a", f"all {number(len(rows))} events", href=f"{view.base}events/?partner={party}")
        yield el("p", f"These are the newest; {number(more, words=True)} more stand among ", all_, ".")
    yield _pencils(view.dataset, table, shown, edit)


def names(dataset: Dataset, party: str) -> list[str]:
    """The names by which readers search for a party: its own, its code, its official name and its variants."""
    if party in dataset.countries:
        country = dataset.countries[party]
        found = (country.name, country.iso3, country.official_name, *country.variants)
    else:
        body = dataset.organisations[party]
        found = (body.short, body.name, *body.variants)
    return [name for name in dict.fromkeys(found) if name]


def _card(view: View, party: str, edit: str) -> Markup:
    """The facts by which a reader places a partner."""
    dataset = view.dataset
    rows: list[tuple[str, Child]] = []
    if party in dataset.countries:
        country = dataset.countries[party]
        if country.official_name and country.official_name != country.name:
            rows.append(("Official name", country.official_name))
        rows.append(("Also found as", "; ".join(dict.fromkeys((country.iso3, *country.variants)))))
        both = f"{country.sub_region}, {country.region}"
        rows.append(("Region", both if country.sub_region != country.region else country.region))
        if country.income_group:
            rows.append(("Income group", f"{INCOME[country.income_group]} (World Bank, {country.income_year})"))
        if country.territory_of:
            rows.append(("Territory of", party_link(dataset, country.territory_of, view.base)))
    else:
        body = dataset.organisations[party]
        rows.append(("What it is", body.summary))
        also = [name for name in (body.name, *body.variants) if name != body.short]
        if also:
            rows.append(("Also found as", "; ".join(also)))
    rows += _memberships(view, party, edit)
    facts = [el("div", el("dt", term), el("dd", value)) for term, value in rows]
    return el(
        "dl", facts, class_="facts", data_search_exclude=""
    )  # terms and values run together in a search's excerpt


def _memberships(view: View, party: str, edit: str) -> Iterator[tuple[str, Child]]:
    """Bodies to which a party or one of its national bodies belongs, each with its lines."""
    found: dict[str, list[Membership]] = {}
    for row in about(view.dataset, party, "memberships"):
        found.setdefault(row.body, []).append(row)
    for body in sorted(view.dataset.bodies.values(), key=lambda body: (body.id not in CAMP_BODIES, body.short)):
        rows = sorted(found.get(body.id, ()), key=lambda row: (row.member != party, str(row.joined or "9999")))
        if rows:
            lines = [_membership(view, row, party, edit) for row in rows]
            yield body.short, lines


def _membership(view: View, row: Membership, party: str, edit: str) -> Markup:
    dataset = view.dataset
    who = f"{dataset.party_name(row.member)}: " if row.member != party else ""
    since: Child = ["since ", when(row.joined)] if row.joined else "member, no date known"
    if not row.joined and (row.signed or dataset.signed_only(row)):
        since = ["signed", [" ", when(row.signed)] if row.signed else None, ", not joined"]
    elif not row.joined and row.confidence == "disputed":
        since = "membership"
    return el(
        "span",
        who,
        since,
        [", left ", when(row.left)] if known_by(row.left, dataset.as_of) else None,
        [" ", badge("disputed")] if row.confidence == "disputed" else None,
        " ",
        el("span", "[", references(dataset, view.base, row.sources[:2]), "]", class_="cite"),
        " ",
        pencil(edit, dataset.place("memberships", row.id), row.id),
        class_="line",
    )


def _pencils(dataset: Dataset, table: str, rows: tuple[Any, ...], edit: str) -> Markup | None:
    """Under a table, a link for each of its records to edit it."""
    if not edit:
        return None
    links: list[Child] = []
    for row in rows:
        place = dataset.place(table, row.id)
        name = getattr(row, "name", None) or getattr(row, "title", None) or row.summary.rstrip(".")
        links += [el("a", name, href=f"{edit}{place.file}#L{place.line}"), " · "]
    return el("p", "Edit: ", links[:-1], class_="edit", data_search_exclude="")


def stating(dataset: Dataset, party: str) -> list[Claim]:
    """The claims whose statement names a party by its name or by a variant that cannot mean another."""
    if party in dataset.countries:
        country = dataset.countries[party]
        names = {country.name, *country.variants}
    else:
        body = dataset.organisations[party]
        names = {body.short, body.name, *body.variants}
    certain = [re.escape(name) for name in names if len(name) > 3 or (name.isupper() and len(name) == 3)]
    if not certain:
        return []
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(certain, key=len, reverse=True))})(?!\w)")
    return [row for row in dataset.table("claims") if pattern.search(row.statement)]


def _stated(view: View, party: str) -> Markup | None:
    rows = stating(view.dataset, party)
    if not rows:
        return None
    items = [
        el("li", badge(row.verdict), " ", el("a", row.statement, href=f"{view.base}claims/#{row.id}"), " ",
           el("small", row.claimant, class_="claimant"))
        for row in rows[:STATED]
    ]  # fmt: skip
    more = len(rows) - STATED
    return text(
        [
            el("h2", "What is stated, and how it stands", id="stated"),
            el("ul", items, class_="stated-here"),
            el("p", f"The claims page has {number(more, words=True)} more.") if more > 0 else None,
        ]
    )


def _neighbours(view: View, party: str) -> Markup | None:
    """Partners of the same sub-region with most instruments: the ones worth comparing."""
    dataset = view.dataset
    if party not in dataset.countries:
        return None
    here = dataset.countries[party]
    ties = {
        code: len(about(dataset, code, "agreements"))
        for code, country in dataset.countries.items()
        if code not in (party, "CHN") and country.sub_region == here.sub_region
    }
    best = sorted((code for code in ties if ties[code]), key=lambda code: (-ties[code], dataset.party_name(code)))[:5]
    if not best:
        return None
    links = [el("li", party_link(dataset, code, view.base), f" ({number(ties[code])})") for code in best]
    beside = el("a", "side by side", href=f"{view.base}compare/?c={','.join([party, *best[:2]])}")
    return text(
        [
            el("h2", "Worth comparing", id="neighbours"),
            el("p", f"Other partners in {here.sub_region}, by number of instruments; see the first ", beside, "."),
            el("ul", links, class_="neighbours"),
        ]
    )


def _sources(view: View, party: str) -> Markup | None:
    """Every source that a record of this partner cites, once."""
    dataset = view.dataset
    tables = ("agreements", "activities", "memberships", *(table for table, _ in SECTIONS))
    keys = {citation.source for table in tables for row in about(dataset, party, table) for citation in row.sources}
    if not keys:
        return None
    sources = sorted(
        (dataset.sources[key] for key in keys), key=lambda source: (source.publisher.casefold(), source.id)
    )
    items = [
        el("li", f"{source.publisher}: ", source_link(source, view.base, source.title),
           f", {source.published.words}" if source.published else None)
        for source in sources
    ]  # fmt: skip
    return text(
        [
            el("h2", "Sources", id="sources"),
            el(
                "details",
                el(
                    "summary",
                    f"The {number(len(items), words=True)} sources of the records above"
                    if len(items) > 1
                    else "The source of the records above",
                ),
                el("ul", items),
                class_="plain",
                data_search_exclude="",
            ),
        ]
    )


def _data(view: View, party: str) -> Markup:
    href = f"{view.base}data/v1/countries/{party}.json"
    return el(
        "p",
        f"Everything about {named(view.dataset, party)} as data: ",
        el("a", "JSON", href=href),
        ".",
        class_="downloads",
    )
