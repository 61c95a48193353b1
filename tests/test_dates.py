"""Dates: what they mean when only a month or a year is known, and what is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from macros.dates import PartialDate, day

dates = st.dates(dt.date(1900, 1, 1), dt.date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "first", "last", "words", "precision"),
    [
        ("2023-06-20", "2023-06-20", "2023-06-20", "20 June 2023", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024", "month"),
        ("2023", "2023-01-01", "2023-12-31", "2023", "year"),
    ],
)
def test_a_date_spans_its_period(text: str, first: str, last: str, words: str, precision: str) -> None:
    date = PartialDate.parse(text)
    assert (str(date.first), str(date.last), date.words, date.precision) == (first, last, words, precision)


@pytest.mark.parametrize(
    "text",
    ["", "23", "2024-13", "2024-00", "2024-1-1", "2023-02-30", "1899", "2201", "2024-01-00", "20240101", "2024-01-01Z"],
)
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        PartialDate.parse(text)


def test_a_partial_date_comes_after_the_days_it_may_mean() -> None:
    """2021 is only certain once 2021 is over, so it stands behind 20 June 2021."""
    written = ["2022-01", "2021", "2021-06-20", "2021-06", "2020"]
    assert [str(date) for date in sorted(map(PartialDate.parse, written))] == [
        "2020",
        "2021-06-20",
        "2021-06",
        "2021",
        "2022-01",
    ]


@given(dates)
def test_a_day_reads_back_as_it_was_written(date: dt.date) -> None:
    for text in (str(date), str(date)[:7], str(date)[:4]):
        assert str(PartialDate.parse(text)) == text
        assert PartialDate.parse(text).first <= date <= PartialDate.parse(text).last


@given(dates, dates)
def test_order_is_that_of_the_calendar(one: dt.date, other: dt.date) -> None:
    assert (PartialDate.parse(str(one)) < PartialDate.parse(str(other))) == (one < other)


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text: str) -> None:
    try:
        PartialDate.parse(text)
    except ValueError as error:
        assert "is no date" in str(error)  # noqa: PT017 (the words are the point)


def test_yaml_reads_a_bare_year_as_a_number() -> None:
    read = TypeAdapter(PartialDate).validate_python
    assert str(read(2024)) == "2024"
    for wrong in (True, 20240, 2024.5, None, [2024]):
        with pytest.raises(ValidationError, match="is no date"):
            read(wrong)


def test_a_question_needs_a_full_day() -> None:
    assert day("2024-02-15") == dt.date(2024, 2, 15)
    with pytest.raises(ValueError, match="is no full day; write YYYY-MM-DD"):
        day("2024-02")
