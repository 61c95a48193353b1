"""What a change does to the data, in words: records, counts, charts, sources, and the step of the version."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import BaseModel

from . import records as r
from .dataset import QUESTIONS, Dataset, count
from .loading import TABLES
from .problems import Problem

What = Literal["removed", "withdrawn", "ended", "added", "changed"]
Step = Literal["major", "minor", "patch", "none"]
# The field that says that something is over, where a kind of record has one.
ENDS = ("left", "ended", "closed")


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one record: `fields` names each field that differs, with its old and its new value.

    Of a list, the old value is what it lost and the new one what it gained; either may be empty.
    """

    what: What
    table: str
    id: str
    name: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes between two states of the data, and the counts that move: name, before, after."""

    before: Dataset
    after: Dataset
    changes: tuple[Change, ...]
    counts: tuple[tuple[str, int, int], ...]

    @property
    def step(self) -> Step:
        """How the version steps: a removed id is major, an added record minor, an edit a patch.

        Sources come and go with the records that cite them: alone they are an edit.
        """
        whats = {change.what for change in self.changes if change.table != "sources"}
        if "removed" in whats:
            return "major"
        if "added" in whats:
            return "minor"
        return "patch" if self.changes else "none"

    def of(self, what: What) -> tuple[Change, ...]:
        """The changes of a sort, sources last."""
        found = [change for change in self.changes if change.what == what]
        return tuple(sorted(found, key=lambda change: (change.table == "sources", change.table, change.id)))


def compare(before: Dataset, after: Dataset) -> Comparison:
    """What changed from one state of the data to another, both counted for the same day."""
    before = replace(before, as_of=after.as_of)
    changes = tuple(change for table in TABLES for change in _changes(table, before, after))
    counts = tuple((name, old, new) for name, old, new in _counts(before, after) if old != new)
    return Comparison(before, after, changes, counts)


def charts_moved(comparison: Comparison) -> list[str]:
    """Ids of the charts whose rows differ."""
    from .charts import CHARTS

    moved = []
    for chart in CHARTS.values():
        try:
            same = chart.table(comparison.before) == chart.table(comparison.after)
        except (IndexError, KeyError, ValueError):  # a chart that the older data could not fill
            same = False
        if not same:
            moved.append(chart.id)
    return moved


def date_faults(comparison: Comparison, since: dt.date) -> list[Problem]:
    """Records whose `added` and `updated` do not fit the change. `since` is the day on which it was begun."""
    faults = []
    earliest = since - dt.timedelta(days=1)  # a contributor's day may be the one before, by their own clock
    old_rows = {table: _by_id(comparison.before, table) for table in TABLES}
    new_rows = {table: _by_id(comparison.after, table) for table in TABLES}
    for change in comparison.changes:
        record = new_rows[change.table].get(change.id)
        if not isinstance(record, r.Record):
            continue
        place = comparison.after.place(change.table, change.id)
        old = old_rows[change.table].get(change.id)
        if old is None and record.added.last < earliest:
            faults.append(("added", f"{record.added}, but the record is new since {since}", str(since), place))
        elif old is not None and record.added != old.added:
            moved = f"was {old.added} and is {record.added}"
            faults.append(("added", moved, f"{old.added} (it never changes)", place))
        elif old is not None and record.updated.last < earliest:
            late = f"{record.updated}, but the record changed since {since}"
            faults.append(("updated", late, "the day of the change", place))
    return [
        Problem(place.file, place.of(field), message, field=field, hint=f"write {right}")
        for field, message, right, place in faults
    ]


def stepped(version: str, step: Step) -> str:
    """The version after a step: `1.4.2` is 2.0.0, 1.5.0 or 1.4.3."""
    major, minor, patch = (int(part) for part in version.split("."))
    return {
        "major": f"{major + 1}.0.0",
        "minor": f"{major}.{minor + 1}.0",
        "patch": f"{major}.{minor}.{patch + 1}",
        "none": version,
    }[step]


def named(record: Any, dataset: Dataset) -> str:
    """A record in a few words."""
    if isinstance(record, r.Membership):
        return f"{dataset.party_name(record.member)} in {dataset.bodies[record.body].short}"
    for field in ("title", "name", "statement", "summary"):
        if getattr(record, field, None):
            return str(getattr(record, field))
    return str(record.id)


def _by_id(dataset: Dataset, table: str) -> Mapping[str, Any]:
    return {row.id: row for row in dataset.rows[table]}


def _changes(table: str, before: Dataset, after: Dataset) -> Iterator[Change]:
    old, new = _by_id(before, table), _by_id(after, table)
    for key in old:
        if key not in new:
            yield Change("removed", table, key, named(old[key], before))
    for key, record in new.items():
        if key not in old:
            yield Change("added", table, key, named(record, after))
            continue
        fields = tuple(_fields(old[key], record))
        if not fields:
            continue
        what: What = "changed"
        if getattr(record, "withdrawn", None) and not getattr(old[key], "withdrawn", None):
            what = "withdrawn"
        elif any(getattr(record, name, None) and not getattr(old[key], name, None) for name in ENDS):
            what = "ended"
        if what != "changed" or any(name != "updated" for name, _, _ in fields):
            yield Change(what, table, key, named(record, after), fields)


def _fields(old: BaseModel, new: BaseModel) -> Iterator[tuple[str, str, str]]:
    for name in type(new).model_fields:
        was, now = getattr(old, name, None), getattr(new, name)
        if was == now:
            continue
        lost, gained = _difference(was, now)
        yield (name, _listed(lost), _listed(gained)) if lost or gained else (name, _shown(was), _shown(now))


def _difference(was: Any, now: Any) -> tuple[list[Any], list[Any]]:
    """What a list lost and gained; nothing for what is no list, was empty, or only changed its order."""
    if not (isinstance(was, tuple) and isinstance(now, tuple) and was and now):
        return [], []
    return [item for item in was if item not in now], [item for item in now if item not in was]


def _listed(items: list[Any]) -> str:
    return ", ".join(map(_shown, items))


def _shown(value: Any) -> str:
    if value is None or value == ():
        return "nothing"
    if isinstance(value, tuple):
        return ", ".join(_shown(item) for item in value)
    if isinstance(value, r.Citation):
        return f"{value.source} ({value.at})" if value.at else value.source
    if isinstance(value, BaseModel):
        parts = {name: _shown(getattr(value, name)) for name in type(value).model_fields}
        return "; ".join(f"{name} {said}" for name, said in parts.items() if said != "nothing") or "nothing"
    return str(value)


def _counts(before: Dataset, after: Dataset) -> Iterator[tuple[str, int, int]]:
    for question in QUESTIONS:
        if question != "members":
            yield question.replace("-", " "), _count(before, question), _count(after, question)
    for body in sorted({*before.bodies, *after.bodies}):
        name = (after.bodies.get(body) or before.bodies[body]).short
        yield f"members of {name}", _count(before, "members", body=body), _count(after, "members", body=body)


def _count(dataset: Dataset, question: str, **filters: str) -> int:
    try:
        return count(dataset, question, **filters)
    except KeyError:  # a body that one of the two does not have
        return 0
