"""The atlas's own data: sound, and in agreement with every total that is stated of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from macros.dataset import Dataset, count, read
from macros.facts import measured
from macros.measures import faults, stated

from .support import ROOT, edit, small_copy, sound

ARTEMIS = "memberships/artemis-accords.yml"
EXTRA = """
  - id: artemis-accords-che-again
    member: {member}
    level: state
    joined: 2024-01-20
    sources: [{source}]
    confidence: reported
    added: 2026-11-22
    updated: 2026-11-22
"""


@pytest.fixture(scope="module")
def real() -> Dataset:
    dataset, problems = read(ROOT)
    assert not problems, "\n".join(map(str, problems))
    return dataset


def test_the_data_is_sound(real: Dataset) -> None:
    found = faults(real)
    assert not found, "\n".join(map(str, found))


def test_the_accords_had_36_signatories_on_15_february_2024(real: Dataset) -> None:
    assert count(real, "members", body="artemis-accords", on="2024-02-15") == 36


def test_a_row_too_many_is_named(real: Dataset, tmp_path: Path) -> None:
    """Were a state entered that never signed, the totals of the day would not agree, and the check says so."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    inside = set(real.members("artemis-accords", disputed=True))
    member = next(code for code in real.countries if code not in inside and code != "CHN")
    source = next(row for row in real.table("memberships") if row.body == "artemis-accords").sources[0].source
    path = tmp_path / "data" / ARTEMIS
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + EXTRA.format(member=member, source=source))
    dataset, problems = read(tmp_path)
    assert not problems, "\n".join(map(str, problems))
    said = "\n".join(map(str, faults(dataset)))
    assert "measure: members(body=artemis-accords, on=2024-02-15) counts 37, the claim states 36" in said
    assert f"one row is too many in data/{ARTEMIS}; the newest is 'artemis-accords-che-again'" in said


def test_every_measure_is_a_question_the_dataset_answers(real: Dataset) -> None:
    measures = [claim.measure for claim in real.table("claims") if claim.measure]
    assert len(measures) > 30
    for measure in measures:
        assert measured(real, measure) >= 0


@pytest.mark.parametrize(
    ("measure", "said"),
    [
        ("membrs(body=ilrs)", "data/claims.yml:10: measure: no question 'membrs'; did you mean 'members'?"),
        ("members(body=irls)", "data/claims.yml:10: measure: no body 'irls'; did you mean 'ilrs'?"),
        ("how many", "data/claims.yml:10: measure: 'how many' is no measure; write a question, like"),
        ("members(body=ilrs, on=2022)", "data/claims.yml:10: measure: '2022' is no full day; write YYYY-MM-DD"),
        (
            "members(body=ilrs, on=2024-01-01)",
            "data/claims.yml:10: measure: members(body=ilrs, on=2024-01-01) counts 2, the claim states 1; one row is "
            "too many in data/memberships/ilrs.yml; the newest is 'ilrs-inpe' in line 30. Mend it, or say in the "
            "finding why the two differ",
        ),
    ],
)
def test_a_measure_that_disagrees_or_is_none_is_said(tmp_path: Path, measure: str, said: str) -> None:
    root = small_copy(tmp_path)
    edit(root, "claims.yml", "members(body=ilrs, on=2022-01-01)", measure)
    found = [str(problem) for problem in faults(sound(root))]
    assert len(found) == 1
    assert found[0].startswith(said)


def test_a_finding_that_names_the_count_explains_it(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(
        root,
        "claims.yml",
        "measure: members(body=ilrs, on=2022-01-01)",
        "measure: members(body=ilrs, on=2024-01-01)\n    finding: The atlas lists 2.",
    )
    assert not faults(sound(root))


def test_a_stated_total_stands_where_names_are_missing_and_never_hides_a_name(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, "claims.yml", "value: 1\n", "value: 5\n    finding: Four are not named.\n")
    assert stated(sound(root), "ilrs") == 5
    edit(root, "claims.yml", "on=2022-01-01)", "on=2022-01-01, kind=state)")
    assert stated(sound(root), "ilrs") == 1, "a total of the states alone is none of the whole"
    edit(root, "claims.yml", "on=2022-01-01, kind=state)", "on=2022-01-01)")
    edit(root, "claims.yml", "value: 5\n", "value: 0\n")
    assert stated(sound(root), "ilrs") == 1, "who is named is counted, whatever was stated"
