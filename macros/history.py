"""A partner's records as a readable history: each programme is one story, its later steps under its first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from . import records as r
from .dataset import Dataset, date_of
from .facts import references
from .html import Child, Markup, el, joined
from .links import View, party_link
from .loading import Place
from .standing import about
from .tables import badge, kind_words, remark, when


def history(view: View, rows: Sequence[Any], edit: str, party: str) -> Markup:
    """A party's records in order of time; what continues or belongs to another of them stands under it."""
    by_id = {row.id: row for row in rows}
    steps: dict[str, list[Any]] = {}
    roots = []
    for row in rows:
        root = _root(row, by_id)
        if root is row:
            roots.append(row)
        else:
            steps.setdefault(root.id, []).append(row)
    return el(
        "ol",
        [_entry(view, row, edit, party, _in_time(steps.get(row.id, []))) for row in _in_time(roots)],
        class_="history",
    )


def grounds(dataset: Dataset, party: str) -> list[Any]:
    """For an international body, the instruments that do not name it and on which it or its own records rest: the
    one by which its members joined, and those that its records follow or belong to."""
    if dataset.state_of(party):
        return []
    known = {row.id: row for table in ("agreements", "activities") for row in dataset.table(table)}
    own = {row.id: row for table in ("agreements", "activities") for row in about(dataset, party, table)}
    waiting = [row.instrument for row in dataset.table("memberships") if row.body == party]
    waiting += [link for row in own.values() for link in (*row.part_of, *row.follows)]
    found: dict[str, Any] = {}
    while waiting:
        link = waiting.pop()
        if link in known and link not in own and link not in found:
            found[link] = known[link]
            waiting += [*known[link].part_of, *known[link].follows]
    return [row for row in found.values() if isinstance(row, r.Agreement)]


def pencil(edit: str, place: Place, name: str) -> Markup | None:
    """A link that opens a record's file at its line for editing; none where the repository has no address."""
    if not edit:
        return None
    return el(
        "a", "edit", href=f"{edit}{place.file}#L{place.line}", class_="edit", aria_label=f"Edit the record {name}"
    )


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


def _entry(view: View, row: Any, edit: str, party: str, below: Sequence[Any] = (), heading: str = "h3") -> Markup:
    dataset = view.dataset
    instrument = isinstance(row, r.Agreement)
    who = _signatories(row) if instrument else None
    missions = ", ".join(name for name in row.missions if name.casefold() not in row.title.casefold())
    place = dataset.place("agreements" if instrument else "activities", row.id)
    steps = [_entry(view, step, edit, party, heading="h4") for step in below]
    return el(
        "li",
        # A heading of its own gives the record an entry of its own in the search.
        el(heading, row.title, id=row.id, class_="record"),
        el(
            "p",
            el("span", when(date_of(row), row.date_type if instrument else None), class_="date"),
            " ",
            el("span", kind_words(row), _others(view, row, party), class_="kind"),
            " ",
            badge(row.status),
            " ",
            el("small", f"as of {row.status_as_of.words}"),
            class_="meta",
        ),
        el("p", row.summary, " ", row.ended_why, class_="summary"),
        el("p", who, class_="who") if who else None,
        el("p", f"Missions: {missions}", class_="who") if missions else None,
        el("p", remark(row)) if remark(row) else None,
        el(
            "p",
            el("span", "[", references(dataset, view.base, row.sources), "]", class_="cite"),
            " ",
            pencil(edit, place, row.id),
            class_="proof",
        ),
        el("ol", steps) if steps else None,
        class_="instrument" if instrument else "activity",
    )


def _others(view: View, row: Any, party: str) -> Child:
    """Who else is party to a record, on one party's page."""
    others = [other for other in row.partners if other != party]
    if not others or len(row.partners) < 2:
        return None
    named = joined(party_link(view.dataset, other, view.base) for other in others[:8])
    return [" with ", named, " and others" if len(others) > 8 else None]


def _signatories(row: r.Agreement) -> str:
    sides = [", ".join(names) for names in (row.signatories.china, row.signatories.partner) if names]
    return "Signed by " + " and ".join(sides) if len(sides) == 2 else ""
