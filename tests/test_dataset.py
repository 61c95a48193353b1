"""The dataset answers for a day: who was in, what was signed, and what a wrong question is told."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from macros.dataset import Dataset, as_of, count, date_of, known_by, open_dataset, parties
from macros.dates import PartialDate
from macros.problems import DataError

from .support import SMALL, edit, small_copy, sound


@pytest.fixture(scope="module")
def small() -> Dataset:
    return sound(SMALL)


def test_a_partial_date_counts_from_the_end_of_its_period(small: Dataset) -> None:
    july = PartialDate.parse("2023-07")
    assert not known_by(july, dt.date(2023, 7, 30))
    assert known_by(july, dt.date(2023, 7, 31))
    assert not known_by(None, dt.date(2030, 1, 1))
    assert small.members("ilrs", on="2023-07-30") == ("RUS",)
    assert small.members("ilrs", on="2023-07-31") == ("RUS", "VEN")


def test_who_left_is_out_from_that_day_on(small: Dataset) -> None:
    assert small.members("ilrs", on="2025-01-01") == ("RUS", "VEN")
    assert small.members("ilrs", on="2025-01-02") == ("RUS",)


def test_disputed_members_count_only_when_asked_for(small: Dataset) -> None:
    assert small.members("ilrs") == ("RUS",)
    assert small.members("ilrs", disputed=True) == ("RUS", "inpe")
    assert small.members("ilrs", level="agency", disputed=True) == ("inpe",)


def test_an_undated_member_has_no_day(small: Dataset) -> None:
    assert "inpe" not in small.members("ilrs", on="2026-01-31", disputed=True)


def test_instruments_come_by_date_and_undated_ones_last(small: Dataset) -> None:
    assert [row.id for row in small.agreements()] == [
        "bra-1988-protocol",
        "bra-2015-memorandum",
        "rus-2021-lunar-station",
        "rus-2013-talks",
    ]
    assert [row.id for row in small.agreements(on="2015-05-30")] == ["bra-1988-protocol"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"partner": "BRA"}, 1),
        ({"partner": "inpe"}, 1),
        ({"level": "agency"}, 1),
        ({"form": "memorandum"}, 2),
        ({"status": "in-force"}, 1),
        ({"topic": "moon"}, 1),
        ({"mission": "CBERS-1"}, 1),
        ({"region": "Americas"}, 3),
        ({"decade": "1980s"}, 1),
        ({"region": "Americas", "confidence": "disputed"}, 1),
    ],
)
def test_filters(small: Dataset, filters: dict[str, str], found: int) -> None:
    assert count(small, "agreements", **filters) == found


@pytest.mark.parametrize(
    ("question", "filters", "said"),
    [
        ("agreement", {}, "no question 'agreement'; did you mean 'agreements'?"),
        ("agreements", {"levl": "agency"}, "no filter 'levl'; did you mean 'level'?"),
        ("agreements", {"level": "agncy"}, "no level 'agncy'; did you mean 'agency'?"),
        ("agreements", {"topic": "mon"}, "no topic 'mon'; did you mean 'moon'?"),
        ("satellites", {"role": "bilt"}, "no role 'bilt'; did you mean 'built'?"),
        ("members", {"body": "irls"}, "no body 'irls'; did you mean 'ilrs'?"),
        ("members", {}, "the question 'members' takes no such filter"),
        ("members", {"body": "ilrs", "colour": "red"}, "no filter 'colour'; filters: "),
        ("partners", {"kind": "planet"}, "no kind of party 'planet'; kinds: state, organisation"),
    ],
)
def test_a_wrong_question_is_answered_with_the_nearest_right_one(
    small: Dataset, question: str, filters: dict[str, str], said: str
) -> None:
    with pytest.raises(KeyError) as raised:
        count(small, question, **filters)
    assert str(raised.value.args[0]).startswith(said)


def test_a_wrong_table_and_a_wrong_day_are_said(small: Dataset) -> None:
    with pytest.raises(KeyError, match="no table 'satelites'; did you mean 'satellites'"):
        small.table("satelites")
    with pytest.raises(ValueError, match="is no full day"):
        small.members("ilrs", on="2023")


def test_partners_are_counted_by_kind_region_and_day(small: Dataset) -> None:
    assert count(small, "partners") == 4
    assert count(small, "partners", kind="state") == 3
    assert count(small, "partners", kind="organisation") == 1
    assert count(small, "partners", region="Americas", on="1990-01-01") == 1


def test_both_camps_reckons_a_national_body_to_its_state(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    assert count(sound(root), "both-camps") == 0
    edit(
        root,
        "memberships/ilrs.yml",
        "confidence: disputed\n    note: Only The Courier lists it.",
        "confidence: confirmed",
    )
    assert count(sound(root), "both-camps") == 0
    assert count(sound(root), "both-camps", ties="any") == 1


def test_names_regions_and_states(small: Dataset) -> None:
    assert (small.party_name("BRA"), small.party_name("esa")) == ("Brazil", "ESA")
    assert (small.region("inpe"), small.region("esa")) == ("Americas", "International")
    assert (small.state_of("inpe"), small.state_of("esa"), small.state_of("BRA")) == ("BRA", None, "BRA")
    assert small.partners == ("BRA", "inpe", "RUS", "VEN")


def test_a_file_of_one_partner_fills_it_in(small: Dataset) -> None:
    by_id = {row.id: row for row in small.agreements()}
    assert by_id["bra-1988-protocol"].partners == ("BRA",)
    assert by_id["rus-2013-talks"].partners == ("RUS", "VEN")
    assert by_id["bra-2015-memorandum"].partners == ("inpe",)


def test_every_kind_of_record_has_its_parties_and_its_date(small: Dataset) -> None:
    first = {table: small.table(table)[0] for table in small.rows}
    assert parties(first["memberships"]) == ("BRA",)
    assert parties(first["technology-sales"]) == ("VEN",)
    assert parties(first["ground-stations"]) == ("BRA",)
    assert parties(first["claims"]) == ()
    assert str(date_of(first["satellites"])) == "1999-10-14"
    assert date_of(first["countries"]) is None


def test_a_withdrawn_record_leaves_every_count_and_keeps_its_place(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, "partners/rus.yml", "    summary: The two", "    withdrawn: Entered twice.\n    summary: The two")
    dataset = sound(root)
    assert count(dataset, "agreements") == 3
    assert dataset.place("agreements", "rus-2021-lunar-station").line == 3
    assert len(dataset.rows["agreements"]) == 4


def test_a_place_knows_the_line_of_each_field(small: Dataset) -> None:
    place = small.place("agreements", "bra-1988-protocol")
    assert place.file == "data/partners/bra.yml"
    assert (place.line, place.of("signed"), place.of("sources", 1), place.of("nothing")) == (12, 18, 27, 12)


def test_the_published_day_is_the_epoch_that_the_build_is_given(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert as_of(tmp_path) == dt.date(2026, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert as_of(tmp_path) == dt.date.today()


def test_a_build_with_a_fault_stops_with_all_of_them(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, "partners/bra.yml", "signed: 1988-07-06", "signed: 2024-13-01")
    edit(root, "partners/rus.yml", "[RUS, VEN]", "[RUS, VNE]")
    with pytest.raises(DataError) as raised:
        open_dataset(root)
    assert [problem.line for problem in raised.value.problems] == [18, 18]
    assert str(raised.value).endswith("2 faults in the data")


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    assert count(open_dataset(root), "agreements", status="in-force") == 1
    assert open_dataset(root) is open_dataset(root)
    edit(root, "partners/rus.yml", "status: in-force", "status: unclear")
    assert count(open_dataset(root), "agreements", status="in-force") == 0
