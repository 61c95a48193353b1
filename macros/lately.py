"""What happened in the twelve months up to the as-of day: the facts by their own dates, by kind, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from . import records as r
from .dataset import Dataset, parties, within
from .dates import PartialDate
from .facts import date_words, number, references
from .html import Child, Markup, block, el, joined, text
from .links import View, party_link, party_links, record_path
from .tables import badge, when

SHOWN, FOLDED = 5, 40
"""As many of a kind are shown at once, and as many under a fold; the table has the rest."""


class Group(NamedTuple):
    """Facts of one kind: where they stand, which date makes them news, and how many are said in a sentence."""

    table: str
    field: str
    heading: str
    said: tuple[str, str]
    more: str


class Fact(NamedTuple):
    """One thing that happened: when, and the record that tells it."""

    date: PartialDate
    row: Any


GROUPS = (
    Group("agreements", "signed", "Instruments", ("instrument", "instruments"), "agreements/?decade={decade}"),
    Group("memberships", "joined", "Who joined", ("new membership", "new memberships"), "memberships/?decade={decade}"),
    Group("memberships", "left", "Who left", ("departure", "departures"), "memberships/"),
    Group("agreements", "ended", "What ended", ("ending", "endings"), "agreements/?status=ended"),
    Group("ground-stations", "opened", "Stations opened", ("station opened", "stations opened"), "ground/"),
    Group("ground-stations", "closed", "Stations closed", ("station closed", "stations closed"), "ground/"),
    Group("satellites", "launched", "Satellites flown", ("satellite flown", "satellites flown"),
          "satellites/?decade={decade}"),
    Group("activities", "date", "What was done together", ("joint activity", "joint activities"),
          "agreements/activities/?decade={decade}"),
    Group("events", "date", "Other events", ("other event", "other events"), "events/?decade={decade}"),
)  # fmt: skip


def lately(view: View) -> Markup:
    """The facts of the last twelve months, each once, with its record and its sources."""
    dataset = view.dataset
    since, found = period(dataset), happened(dataset)
    said = [f"{number(len(facts), words=True)} {group.said[len(facts) != 1]}" for group, facts in found if facts]
    opening = f"From {date_words(since)} to {date_words(dataset.as_of)} the atlas records "
    parts: list[Child] = [el("p", opening, _listed(said) if said else "nothing", ".")]
    parts += [_section(view, group, facts) for group, facts in found if facts]
    if vague := _vague(dataset):
        records = f"{number(vague, words=True)} {'record' if vague == 1 else 'records'}"
        note = f"Left out: {records} dated only to a year or a month that began before this period."
        parts.append(el("p", note, class_="downloads"))
    return block(el("div", text(parts), class_="lately"))


def period(dataset: Dataset) -> dt.date:
    """The first of the twelve months' days."""
    last = dataset.as_of
    day = 28 if (last.month, last.day) == (2, 29) else last.day
    return last.replace(year=last.year - 1, day=day) + dt.timedelta(days=1)


def happened(dataset: Dataset) -> list[tuple[Group, list[Fact]]]:
    """Each kind with its facts, newest first; what two records tell stands once, with the first kind."""
    since = period(dataset)
    told: list[Fact] = []
    found = []
    for group in GROUPS:
        facts = [fact for fact in _dated(dataset, group) if within(fact.date, since, dataset.as_of)]
        if group.table in ("activities", "events"):
            facts = [fact for fact in facts if not any(_same(fact, other) for other in told)]
        if group.table != "agreements" or group.field != "signed":
            told += facts
        found.append((group, sorted(facts, key=lambda fact: (fact.date, fact.row.id), reverse=True)))
    return found


def _dated(dataset: Dataset, group: Group) -> Iterator[Fact]:
    """Every fact of a kind; of what ended only what was broken off, of what is disputed nothing."""
    for row in dataset.table(group.table):
        date: PartialDate | None = getattr(row, group.field)
        if date is None or row.confidence == "disputed" or (group.field == "ended" and row.status != "ended"):
            continue
        yield Fact(date, row)


def _same(fact: Fact, other: Fact) -> bool:
    """Whether two records tell one thing: a party of both, and the same day, a source in common or the same bloc."""
    if not set(parties(fact.row)) & set(parties(other.row)):
        return False
    if fact.date == other.date and fact.date.precision == "day":
        return True
    overlap = fact.date.first <= other.date.last and other.date.first <= fact.date.last
    sources = {citation.source for citation in fact.row.sources} & {citation.source for citation in other.row.sources}
    bloc = getattr(other.row, "body", None) in getattr(fact.row, "themes", ())
    return overlap and bool(sources or bloc)


def _vague(dataset: Dataset) -> int:
    """How many facts may lie in the period and need not: a year or a month that it cuts."""
    since = period(dataset)
    rows = [fact for group in GROUPS for fact in _dated(dataset, group)]
    return sum(fact.date.first < since <= fact.date.last for fact in rows)


def _section(view: View, group: Group, facts: list[Fact]) -> Markup:
    items = [el("li", _line(view, group, fact)) for fact in facts[: SHOWN + FOLDED]]
    folded, beyond = items[SHOWN:], len(facts) - len(items)
    href = view.base + group.more.format(decade=f"{facts[0].date.year // 10 * 10}s")
    table = el("p", el("a", f"{number(beyond, words=True)} more in the table", href=href)) if beyond else None
    summary = el("summary", f"{number(len(folded), words=True)} earlier in these months")
    return text(
        [
            el("h3", group.heading, " ", el("small", f"({number(len(facts))})")),
            el("ul", items[:SHOWN]),
            el("details", summary, el("ul", folded), table, class_="plain") if folded else None,
        ]
    )


def _line(view: View, group: Group, fact: Fact) -> list[Child]:
    row = fact.row
    how = row.date_type if isinstance(row, r.Agreement) and group.field == "signed" else None
    sources = references(view.dataset, view.base, row.sources[:2])
    mark = [" ", badge(row.confidence)] if row.confidence != "confirmed" else None
    told = el("span", _name(view, row), mark, " ", el("span", "[", sources, "]", class_="cite"))
    return [el("span", when(fact.date, how), class_="date"), " ", told]


def _name(view: View, row: Any) -> Child:
    """What happened, after the name of whom it concerns."""
    dataset = view.dataset
    if isinstance(row, r.Membership):
        return [party_link(dataset, row.member, view.base), ": ", dataset.bodies[row.body].short]
    link = el("a", getattr(row, "title", None) or row.name, href=view.base + record_path(dataset, row))
    return link if isinstance(row, r.Event) else [party_links(dataset, row, view.base, 3), ": ", link]


def _listed(said: Iterable[str]) -> Markup:
    *first, last = said
    return text([joined(first), " and " if first else "", last])
