"""An atlas with few records, or none of a kind, has charts too: they say plainly what is not there yet."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, get_args

import pytest

from macros.charts import CHARTS, words
from macros.charts.chart import Chart, Size
from macros.dataset import Dataset, open_dataset, parties
from tests.conftest import ROOT

SIZES: tuple[Size, ...] = get_args(Size)
Rows = Mapping[str, tuple[Any, ...]]
REFERENCE = ("countries", "organisations", "bodies", "sources")
DATES = {"agreements": "signed", "memberships": "joined", "satellites": "launched", "claims": "as_of"}
BROKEN = (
    r"\bNo (?:are|is|has|have|were|was)\b", r"\bnone(?: and none)*\.$", r" no of ", r"\b0 of 0\b",
    r"\b(?:1|[Oo]ne) \w+s (?:are|have|lead)\b", r"\bmost (?:\w+ )?with none\b", r"\s{2}", r"\.\.",
)  # fmt: skip


def _kept(keep: Callable[[str, tuple[Any, ...]], tuple[Any, ...]]) -> Callable[[Rows], Rows]:
    return lambda rows: {name: found if name in REFERENCE else keep(name, found) for name, found in rows.items()}


def _at(place: float) -> Callable[[Rows], Rows]:
    """One record of each kind: the first, the last, or one between."""
    return _kept(lambda name, found: found[int(place * (len(found) - 1)) :][:1])


def _undated(rows: Rows) -> Rows:
    bare = {name: tuple(row.model_copy(update={date: None}) for row in rows[name]) for name, date in DATES.items()}
    return {**rows, **bare}


def _bare(rows: Rows) -> Rows:
    """A few records, and of states and bodies only those that they name."""
    few = dict(_kept(lambda name, found: found[:: max(1, len(found) // 5)])(rows))
    named = {party for name, found in few.items() if name not in REFERENCE for row in found for party in parties(row)}
    few["organisations"] = tuple(row for row in few["organisations"] if row.id in named)
    named |= {row.country for row in few["organisations"]}
    few["countries"] = tuple(row for row in few["countries"] if row.iso3 in named)
    few["bodies"] = tuple(row for row in few["bodies"] if row.id in {member.body for member in few["memberships"]})
    return few


KINDS: Mapping[str, Callable[[Rows], Rows]] = {
    "nothing": _kept(lambda name, found: ()),
    "one, the first": _at(0),
    "one, from the middle": _at(0.5),
    "one, the last": _at(1),
    "two": _kept(lambda name, found: found[:2]),
    "no dates": _undated,
    "no instruments": lambda rows: {**rows, "agreements": (), "activities": ()},
    "no members": lambda rows: {**rows, "memberships": (), "bodies": ()},
    "no events": lambda rows: {**rows, "events": (), "proposals": (), "claims": ()},
    "few, and only the states they name": _bare,
}


@cache
def sparse(kind: str) -> Dataset:
    """The atlas's own records, thinned."""
    whole = open_dataset(ROOT)
    return Dataset(whole.as_of, KINDS[kind](whole.rows), whole.places)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.id)
def test_a_sparse_atlas_has_charts(chart: Chart, kind: str) -> None:
    data = sparse(kind)
    for size in SIZES:
        assert chart.figure(data, size).to_json()
    takeaway = chart.takeaway(data)
    assert takeaway.endswith(".")
    assert not [said for pattern in BROKEN for said in re.findall(pattern, takeaway)], takeaway
    assert chart.alt(data).endswith(".")
    assert all(note.strip() for note in chart.notes(data))
    assert all(len(row) == len(chart.table(data).columns) for row in chart.table(data).rows)
    assert all(key in data.sources for key in chart.sources(data))


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.id)
def test_where_nothing_is_recorded_a_chart_says_so(chart: Chart) -> None:
    assert chart.takeaway(sparse("nothing")) == words.NOTHING
    assert chart.alt(sparse("nothing")) == words.NOTHING


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.id)
@pytest.mark.parametrize("day", [dt.date(1999, 1, 1), dt.date(2014, 1, 1), dt.date(2020, 1, 1), dt.date(2040, 6, 1)])
def test_the_day_of_the_data_may_be_any(chart: Chart, day: dt.date) -> None:
    data = Dataset(day, sparse("two").rows, sparse("two").places)
    for size in SIZES:
        chart.figure(data, size)
    assert chart.takeaway(data)
    assert chart.alt(data)
