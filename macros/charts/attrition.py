"""Which spokes broke, and did others follow? The endings on record, beside a plain model of what would be left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import plotly.graph_objects as go

from ..dataset import Dataset
from ..dates import PartialDate
from . import words
from .chart import Chart, Size, Table
from .chronicle import Axis, Entry, tell
from .resilience_model import Model, working
from .sheet import Sheet
from .template import TEXT

HEIGHT = (600, 1170)
_TREATY = "arctic-council-2022"
"""The analysis's own example of what befalls a body that needs all; no spoke of China's."""
_BAND = 46
_FOLLOWED_WITHIN = 365


@dataclass(frozen=True, slots=True)
class Break:
    """One ending: who, when, what, and what came after it."""

    date: PartialDate
    party: str
    title: str
    why: str
    later: int
    """Instruments that the same partner is known to have signed with China afterwards."""
    others: int
    """Endings with other partners within a year after it."""
    id: str


@lru_cache(maxsize=2)
def breaks(dataset: Dataset) -> tuple[Break, ...]:
    """Endings on record, oldest first: events of breaking off, and ended instruments that nothing replaced."""
    found: list[tuple[PartialDate, str, str, str, str]] = []
    for event in dataset.select("events", theme="resilience"):
        parties = [party for party in event.partners if party not in ("USA", "CHN")]
        if parties and event.id != _TREATY:
            found.append((event.date, parties[0], event.title, event.summary, event.id))
    succeeded = {followed for row in dataset.agreements() for followed in row.follows}
    for row in dataset.agreements(status="ended"):
        near = any(
            party in row.partners and row.ended and abs((date.last - row.ended.last).days) < 800
            for date, party, *_ in found
        )
        replaced = "eplaced" in (row.ended_why or "") or row.id in succeeded
        if row.ended and row.partners and not near and not replaced:
            found.append((row.ended, row.partners[0], f"{row.title} ended", row.ended_why or "", row.id))
    return tuple(_after(dataset, found, item) for item in sorted(found, key=lambda item: (item[0], item[1])))


def _after(
    dataset: Dataset,
    found: Sequence[tuple[PartialDate, str, str, str, str]],
    item: tuple[PartialDate, str, str, str, str],
) -> Break:
    date, party, title, why, key = item
    later = sum(row.signed is not None and row.signed.first > date.last for row in dataset.agreements(partner=party))
    others = sum(other[1] != party and 0 < (other[0].last - date.last).days <= _FOLLOWED_WITHIN for other in found)
    return Break(date, party, title, why, later, others, key)


def spokes(dataset: Dataset) -> int:
    """How many partners have an instrument that is known to be in force: the spokes of the model."""
    return len({party for row in dataset.agreements(status="in-force") for party in row.partners})


def figure(dataset: Dataset, size: Size) -> go.Figure:
    """The endings in time; beside or below them the model, with a slider for the departures."""
    sheet = Sheet(size, HEIGHT[size == "narrow"])
    wide = size == "wide"
    rows = breaks(dataset)
    foot = sheet.height - _BAND
    first = rows[0].date.year if rows else dataset.as_of.year - 1
    sheet.words.add("What broke off, and what was signed later", 0, 12, ink="ink", bold=True)
    for x, symbol, ink, label in ((6.0, "circle", "ilrs", "signed again later"), (150.0, "x", "neutral", "has not")):
        sheet.mark(x, 31, symbol, ink, 9)
        sheet.words.add(label, x + 9, 31, size=TEXT[size] - 1)
    axis = Axis(12.0, 62.0, foot - 12 if wide else 644.0, dt.date(first, 1, 1), dataset.as_of)
    entries = []
    for row in rows:
        said = f"{dataset.party_name(row.party)}: {row.title}. Later signed: {row.later or 'nothing'}"
        entries.append(
            Entry(row.date, said, "x" if not row.later else "circle", "neutral" if not row.later else "ilrs")
        )
    tell(sheet, axis, entries, room=(0.0, 330.0 if wide else 290.0), years=False)
    box = (452.0, 742.0, 108.0, foot - 156) if wide else (38.0, 326.0, 762.0, foot - 150)
    total, shown = spokes(dataset), len({row.party for row in rows})
    model = Model(total, box)
    model.draw(sheet)
    model.draw_hub_lost(sheet)
    return model.with_slider(sheet.figure(), min(shown, model.most), size)


def takeaway(dataset: Dataset) -> str:
    """How many endings, what followed them, and what the model says of that many."""
    rows = breaks(dataset)
    if not rows:
        return words.NOTHING
    again = sum(row.later > 0 for row in rows)
    most = max((row.others for row in rows), default=0)
    parties = len({row.party for row in rows})
    total = spokes(dataset)
    hub, treaty, _ = working(total, min(parties, Model(total).most))
    model = (
        f"in the model, {words.small_count(parties, 'departure')} from {total} "
        f"{words.verb(parties, 'leaves', 'leave')} a hub {hub:.0%} of its ties and a treaty "
        f"that goes on {treaty:.0%}; but the hub's own loss would end all."
    )
    return words.sentence(
        f"{words.small_count(len(rows), 'ending')} with {words.small_count(parties, 'partner')} "
        f"{words.verb(len(rows))} on record since {rows[0].date.year}; after {words.some(again)} of them "
        f"the same partner signed again, and no twelve months saw more than {words.small(most + 1)}.",
        model if total > parties else None,
    )


def alt(dataset: Dataset) -> str:
    """Both parts in words."""
    rows = breaks(dataset)
    if not rows:
        return words.NOTHING
    named = words.listed([f"{dataset.party_name(row.party)} ({row.date.year})" for row in rows])
    return (
        f"Timeline of {words.count(len(rows), 'ending')} of space ties with China: {named}. Beside it, a model of the "
        f"share of ties that work after departures: "
        f"it falls in a straight line for a hub, faster for a treaty that goes on, and at once to "
        f"nothing for a treaty that needs all."
    )


def table(dataset: Dataset) -> Table:
    """The endings, then the model's three lines point by point."""
    rows: list[tuple[str | int, ...]] = [
        ("ending", str(row.date), dataset.party_name(row.party), row.title, row.later, row.others, "", "", "")
        for row in breaks(dataset)
    ]
    total = spokes(dataset)
    for gone in range(Model(total).most + 1):
        shares = [f"{share:.3f}" for share in working(total, gone)]
        rows.append(("model", "", "", f"{words.count(gone, 'departure')} of {total}", "", "", *shares))
    columns = (
        "part",
        "date",
        "partner",
        "what",
        "signed_later",
        "other_endings_within_a_year",
        "hub",
        "treaty_that_goes_on",
        "treaty_that_needs_all",
    )
    return Table(columns, tuple(rows))


def notes(dataset: Dataset) -> Sequence[str]:
    """The assumptions and limits of both parts, in words."""
    total = spokes(dataset)
    left = [
        f"{words.the(dataset.party_name(row.member))} left the {dataset.bodies[row.body].short} in {row.left.year}"
        for row in dataset.table("memberships")
        if row.left and dataset.bodies[row.body].kind == "treaty"
    ]
    second = (
        f"for the second, {words.listed(left)}, and the treaty goes on" if len(left) == 1 else
        f"for the second there are {len(left)} departures ({words.listed(left)})" if left else
        "they cannot test the second, because no treaty in the atlas has lost a party"
    )  # fmt: skip
    return words.said(
        "The analysis argues that a hub survives the loss of a spoke where a treaty may not. The "
        f"endings on record fit the first half; {second}.",
        "What followed is what happened after, not because: a later signature does not show that the break was mended.",
        f"The model: {words.count(total, 'partner')}, those with an instrument known to be in force, all "
        f"alike. In a hub each has one tie, with the hub. In a treaty every pair of parties has one, "
        f"and a tie works while both are in. A treaty that needs all ends with the first departure.",
        "What the model leaves out: that partners differ in weight, that departures may cause others, "
        "that treaties have rules for leaving, and that a hub can offer new terms to those who waver.",
        "The analysis's own example, the pause in the Arctic Council in 2022, is not drawn: it is no "
        "tie of China's in space, and there seven states paused their work; none left.",
        "Failed launches and instruments that a newer one replaced are not counted as endings.",
    )


def _sources(dataset: Dataset) -> Sequence[str]:
    ids = {row.id for row in breaks(dataset)}
    rows = [row for name in ("events", "agreements") for row in dataset.table(name) if row.id in ids]
    return tuple(citation.source for row in rows for citation in row.sources)


CHART = Chart(
    id="attrition",
    question="Which ties with China in space broke, and did others follow?",
    figure=figure, takeaway=takeaway, alt=alt, table=table, notes=notes, sources=_sources,
    tables=("events", "agreements"), height=HEIGHT,
)  # fmt: skip
