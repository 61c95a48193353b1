"""The tables stay light when the atlas grows: the instruments ten times over, each with words and dates of its own."""

from __future__ import annotations

import gzip
import random

import pytest

from macros import tables
from macros.dataset import Dataset
from macros.dates import PartialDate
from macros.links import View

pytestmark = pytest.mark.slow

TIMES = 10
LIMIT = 312_000
"""Of the page's 400 KB its frame, scripts and chart take 117. The 283 left are for rows with real titles; the halves
put together here cost a tenth more than those."""


def grown(dataset: Dataset) -> Dataset:
    """The dataset with its instruments ten times over; each new title is half of one and half of another."""
    chance = random.Random(20260101)
    own = dataset.table("agreements")
    more = []
    for copy in range(1, TIMES):
        for row in own:
            first, last = row.title.split(), chance.choice(own).title.split()
            title = " ".join([*first[: len(first) // 2], *last[len(last) // 2 :]])[:300]
            date = PartialDate(chance.randrange(1980, 2027), chance.randrange(1, 13), chance.randrange(1, 29))
            named = chance.choice(own).id.rsplit("-", 1)[0][:70]
            update = {"id": f"{named}-{chance.randrange(10**6)}-{copy}", "title": title, "signed": date}
            more.append(row.model_copy(update={**update, "date_type": row.date_type or "signed"}))
    chance.shuffle(more)
    return Dataset(dataset.as_of, {**dataset.rows, "agreements": (*own, *more)}, dataset.places)


def weight(dataset: Dataset) -> int:
    drawn = tables.table(View(dataset, "../"), "agreements", url="agreements/")
    return len(gzip.compress(str(drawn).encode(), 6))


def test_the_table_of_instruments_stays_light_at_ten_times_the_records(dataset: Dataset) -> None:
    many = grown(dataset)
    assert len(many.table("agreements")) == TIMES * len(dataset.table("agreements"))
    found = weight(many)
    assert found <= LIMIT, f"{found:,} bytes gzip, {LIMIT:,} allowed"
    assert found <= TIMES * weight(dataset) * 1.2


def test_each_row_is_there_and_has_its_address(dataset: Dataset) -> None:
    drawn = str(tables.table(View(grown(dataset), "../"), "agreements", url="agreements/"))
    assert drawn.count("<tr id=") == TIMES * len(dataset.table("agreements"))
