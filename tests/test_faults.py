"""The catalogue of faults (faults.yml): each mistake is answered with its file, its line and the remedy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.dataset import read
from macros.fixing import changes, fixed, save
from macros.problems import Problem
from macros.scaffold import write_missing

from .support import ROOT, SMALL, TODAY, edit, faults, small_copy, sound

CATALOGUE = yaml.safe_load((Path(__file__).parent / "faults.yml").read_text(encoding="utf-8"))
BRA, RUS, ILRS, VEN = "partners/bra.yml", "partners/rus.yml", "memberships/ilrs.yml", "partners/ven.yml"
SIGNED = "signed: 1988-07-06"
DATE = "write YYYY-MM-DD, YYYY-MM or YYYY"

# What is too long, or no text, for the catalogue's YAML.
LONG = {
    "huge number": (
        ("claims.yml", "value: 120", "value: " + "9" * 400),
        "data/claims.yml:17: claims.value: 99999999999999999999… has more digits than a number keeps; "
        "round it, or put it in quotes",
    ),
    "deep nesting": (
        (BRA, "title: Memorandum", "title: " + "[" * 5000 + "]" * 5000),
        f"data/{BRA}:33: the file is nested too deeply; a record is a flat list of fields",
    ),
    "too long": (
        (BRA, "title: Memorandum on data", "title: " + "x" * 301),
        f"data/{BRA}:33: title: is longer than 300 characters; shorten it; details belong in the note or in a page",
    ),
}
BYTES = {
    "byte-order mark": (
        b"\xef\xbb\xbfpartner: VEN\n",
        f"data/{VEN}:1: the file starts with a byte-order mark; save it as UTF-8 without a byte-order mark",
    ),
    "UTF-16": (
        "partner: VEN\n".encode("utf-16"),
        f"data/{VEN}:1: the file starts with UTF-16; save it as UTF-8 without a byte-order mark",
    ),
    "Latin-1": (
        "partner: VEN\n# café\n".encode("latin-1"),
        f"data/{VEN}:2: byte 0xe9 is not UTF-8; save the file as UTF-8",
    ),
    "enormous": (b"#" * 4_000_001, f"data/{VEN}:1: the file has 4,000,001 bytes; split it: at most 4,000,000"),
}


@pytest.mark.parametrize("entry", CATALOGUE, ids=[entry["fault"] for entry in CATALOGUE])
def test_a_fault_is_answered_with_exactly_these_words(tmp_path: Path, entry: dict[str, Any]) -> None:
    root = small_copy(tmp_path)
    if "instead" in entry:
        edit(root, entry["in"], entry["instead"], entry["write"])
        assert faults(root) == entry["says"]
        return
    path = root / "data" / entry["in"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(entry["write"], encoding="utf-8")
    found = [message for message in faults(root) if message.startswith(f"data/{entry['in']}:")]
    assert found[: len(entry["says"])] == entry["says"]


@pytest.mark.parametrize("name", LONG)
def test_what_is_out_of_all_measure_is_answered_shortly(tmp_path: Path, name: str) -> None:
    change, said = LONG[name]
    root = small_copy(tmp_path)
    edit(root, *change)
    assert faults(root) == [said]


@pytest.mark.parametrize("name", BYTES)
def test_a_file_that_is_no_plain_text_is_refused(tmp_path: Path, name: str) -> None:
    content, said = BYTES[name]
    root = small_copy(tmp_path)
    (root / "data" / VEN).write_bytes(content)
    assert faults(root) == [said]


def test_the_catalogue_is_large_enough_to_learn_from() -> None:
    assert len(CATALOGUE) >= 100
    assert len({entry["fault"] for entry in CATALOGUE}) == len(CATALOGUE)


def test_windows_line_ends_comments_and_a_file_mark_are_no_faults(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    path = root / "data" / BRA
    path.write_bytes(b"# A comment\r\n---\r\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    edit(root, RUS, "status: in-force", "status: in-force  # as the treaty base says")
    assert faults(root) == []


def test_all_faults_of_all_files_come_in_one_run_sorted(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, BRA, SIGNED, "signed: 2024-13-01")
    edit(root, RUS, "[RUS, VEN]", "[RUS, VNE]")
    edit(root, "claims.yml", "section: moon", "section: mon")
    edit(root, ILRS, "left: 2025-01-02", "left: 2022-01-02")
    found = faults(root)
    assert [message.split(":")[0] for message in found] == [
        "data/claims.yml",
        f"data/{ILRS}",
        f"data/{BRA}",
        f"data/{RUS}",
    ]


def test_a_broken_record_starts_no_avalanche(tmp_path: Path) -> None:
    """Others that name a record with a fault are not said to name nothing."""
    root = small_copy(tmp_path)
    edit(root, BRA, SIGNED, "signed: 2024-13-01")
    edit(root, "countries.yml", "latitude: 7.0", "latitude: 97.0")
    assert len(faults(root)) == 2


def check(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m macros check` as a contributor runs it."""
    return subprocess.run(
        [sys.executable, "-m", "macros", "check", "--root", str(root)],
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_lists_faults_and_fails(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, BRA, SIGNED, "signed: 2024-13-01")
    run = check(root)
    assert run.returncode == 1
    assert run.stdout == f"data/{BRA}:18: signed: '2024-13-01' is no date; {DATE}\n"
    assert "1 fault" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_command_is_content_with_sound_data() -> None:
    run = check(SMALL)
    assert run.returncode == 0
    assert run.stdout.startswith("The data is sound: 4 agreements")


def test_what_is_left_to_a_command_is_said_on_its_line_and_is_no_fault(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    save(root, changes(root, fixed(root)[0]))
    write_missing(root, sound(root), {})
    assert check(root).stdout.count("\n") == 1
    edit(root, BRA, "status: completed", "status: 'completed'")
    (root / "docs/countries/russia.md").unlink()
    run = check(root, GITHUB_ACTIONS="true")
    assert run.returncode == 0
    line = (root / "data" / BRA).read_text(encoding="utf-8").splitlines().index("    status: 'completed'") + 1
    left = "writes it; in GitHub's web editor, leave that to the reviewer"
    form = f"the file is not in its one form yet; here it has 'status: completed'; python -m macros check --fix {left}"
    page = f"this page is missing; python -m macros new pages {left}"
    assert run.stdout.splitlines()[1:] == [
        f"data/{BRA}:{line}: {form}",
        f"::warning file=data/{BRA},line={line}::{form}",
        f"docs/countries/russia.md:1: {page}",
        f"::warning file=docs/countries/russia.md,line=1::{page}",
    ]


def test_faults_are_annotations_where_github_runs_the_check(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, BRA, SIGNED, "signed: 2024-13-01")
    run = check(root, GITHUB_ACTIONS="true")
    assert f"::error file=data/{BRA},line=18::signed: '2024-13-01' is no date; {DATE}" in run.stdout.split("\n")


def test_an_annotation_escapes_what_would_end_it() -> None:
    problem = Problem("data/a,b:c%.yml", 3, "100% of\r\nit", field="title", hint="::error::")
    assert problem.annotation() == "::error file=data/a%2Cb%3Ac%25.yml,line=3::title: 100%25 of%0D%0Ait; ::error::"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    _, problems = read(tmp_path, TODAY)
    assert [str(problem) for problem in problems] == ["data:1: the folder is missing; run this in the project's root"]
