"""`python -m macros diff` and `version`: what a change does to the data, in words, and the step it is."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from macros import comparing, releasing, revisions, telling
from macros.__main__ import main
from macros.comparing import Comparison, compare, stepped

from .support import TODAY, edit, small_copy, sound

RUS, ILRS = "partners/rus.yml", "memberships/ilrs.yml"
NEW = """  - id: rus-2024-protocol
    title: Protocol on *data* | {{ 7*7 }}
    kind: agency-protocol
    topics: [data-sharing]
    status: unclear
    status_as_of: 2024
    sources: [gazette]
    confidence: reported
    summary: The agencies share data.
    added: 2026-01-20
    updated: 2026-01-20
"""
SOURCE = """sources:
  - id: gazette
    title: The gazette
    publisher: The Gazette
    url: https://gazette.example.org/
    accessed: 2026-01-20
    kind: press
agreements:
"""


def git(root: Path, *arguments: str, day: str = "2026-01-10") -> None:
    time = f"{day}T12:00:00Z"
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], cwd=root, check=True,
        capture_output=True, env={"PATH": "/usr/bin:/bin", "GIT_AUTHOR_DATE": time, "GIT_COMMITTER_DATE": time},
    )  # fmt: skip


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small project under Git, committed on 10 January 2026."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769904000")  # 1 February 2026
    made = small_copy(tmp_path)
    git(made, "init", "--quiet")
    git(made, "add", "data")
    git(made, "commit", "--quiet", "-m", "first")
    return made


def compared(root: Path) -> Comparison:
    return compare(revisions.dataset_at(root, "HEAD"), sound(root))


def add_agreement(root: Path) -> None:
    edit(root, RUS, "agreements:\n", SOURCE + NEW)


def test_nothing_changes_nothing(root: Path) -> None:
    found = compared(root)
    assert (found.changes, found.counts, found.step) == ((), (), "none")
    assert "No record changes." in telling.told(found, "HEAD", "1.0.0")


def test_an_added_record_is_a_minor_step_with_its_counts_and_sources(root: Path) -> None:
    add_agreement(root)
    found = compared(root)
    assert [(change.what, change.id) for change in found.changes] == [
        ("added", "rus-2024-protocol"),
        ("added", "gazette"),
    ]
    assert ("agreements", 4, 5) in found.counts
    assert found.step == "minor"
    said = telling.told(found, "HEAD", "1.4.2")
    assert "agreements rus-2024-protocol: Protocol on *data* | {{ 7*7 }}" in said
    assert "gazette: The Gazette: The gazette (press), https://gazette.example.org/" in said
    assert "  agreements-by-decade" not in said  # undated: no row of it moves
    assert "Version: a minor step, 1.4.2 → 1.5.0." in said


def test_in_markdown_data_is_text(root: Path) -> None:
    add_agreement(root)
    said = telling.told(compared(root), "HEAD", "1.0.0", markdown=True)
    assert (
        "- agreements `rus-2024-protocol`: Protocol on &#42;data&#42; &#124; &#123;&#123; 7&#42;7 &#125;&#125;" in said
    )


def test_a_changed_record_is_told_field_by_field(root: Path) -> None:
    edit(root, RUS, "status: in-force\n    status_as_of: 2024", "status: unclear\n    status_as_of: 2025")
    edit(root, RUS, "updated: 2026-01-05", "updated: 2026-01-20")
    found = compared(root)
    assert [change.fields[:2] for change in found.changes] == [
        (("updated", "2026-01-05", "2026-01-20"), ("status", "in-force", "unclear"))
    ]
    said = telling.told(found, "HEAD", "1.0.0")
    assert "status in-force → unclear; status_as_of 2024 → 2025" in said
    assert found.step == "patch"


def test_who_left_has_ended(root: Path) -> None:
    edit(root, ILRS, "joined: 2021-03-09", "joined: 2021-03-09\n    left: 2026-01-15\n    left_why: It said so.")
    found = compared(root)
    assert [(change.what, change.name) for change in found.changes] == [("ended", "Russia in ILRS")]
    assert ("members of ILRS", 1, 0) in found.counts


def test_withdrawn_is_a_patch_and_removed_is_major(root: Path) -> None:
    edit(root, RUS, "    summary: A launch", "    withdrawn: It was no text.\n    summary: A launch")
    assert [change.what for change in compared(root).changes] == ["withdrawn"]
    assert compared(root).step == "patch"
    edit(root, "events.yml", "hearing-2023", "hearing-of-2023")
    found = compared(root)
    assert found.step == "major"
    assert "Removed (an id that others may cite is gone" in telling.told(found, "HEAD", "1.0.0")


def test_the_days_of_a_record_fit_its_change(root: Path) -> None:
    since = revisions.committed(root, "HEAD")
    assert since == dt.date(2026, 1, 10)
    add_agreement(root)
    edit(root, RUS, "added: 2026-01-20", "added: 2026-01-02")
    edit(root, RUS, "title: Memorandum on a lunar", "title: The memorandum on a lunar")
    edit(root, ILRS, "added: 2026-01-05\n    updated: 2026-01-05", "added: 2026-01-06\n    updated: 2026-01-20")
    found = [str(problem) for problem in comparing.date_faults(compared(root), since)]
    assert sorted(found) == [
        "data/memberships/ilrs.yml:18: added: was 2026-01-05 and is 2026-01-06; write 2026-01-05 (it never changes)",
        "data/partners/rus.yml:19: added: 2026-01-02, but the record is new since 2026-01-10; write 2026-01-10",
        "data/partners/rus.yml:33: updated: 2026-01-05, but the record changed since 2026-01-10; "
        "write the day of the change",
    ]


@pytest.mark.parametrize(
    ("step", "then"), [("major", "2.0.0"), ("minor", "1.5.0"), ("patch", "1.4.3"), ("none", "1.4.2")]
)
def test_the_step(step: comparing.Step, then: str) -> None:
    assert stepped("1.4.2", step) == then


def test_the_command_says_it_and_checks_the_days(root: Path) -> None:
    add_agreement(root)
    run = CliRunner().invoke(main, ["diff", "HEAD", "--root", str(root), "--check"])
    assert run.exit_code == 0, run.output
    assert "1 added" not in run.output.split("\n")[0]
    assert "2 added." in run.output
    edit(root, RUS, "added: 2026-01-20", "added: 2026-01-02")
    assert CliRunner().invoke(main, ["diff", "HEAD", "--root", str(root), "--check"]).exit_code == 1
    run = CliRunner().invoke(main, ["diff", "nowhere", "--root", str(root)])
    assert "no data at 'nowhere'" in run.output
    assert run.exit_code == 1


def test_a_list_is_told_by_what_it_lost_and_gained(root: Path) -> None:
    edit(root, RUS, "topics: [moon]", "topics: [launch, moon]")
    assert "station. topics with launch\n" in telling.told(compared(root), "HEAD", "1.0.0")


def test_what_others_did_meanwhile_is_no_part_of_a_change(root: Path) -> None:
    git(root, "branch", "-M", "main")
    git(root, "checkout", "--quiet", "-b", "mine")
    add_agreement(root)
    git(root, "commit", "--quiet", "-am", "mine")
    git(root, "checkout", "--quiet", "main")
    edit(root, "events.yml", "hearing-2023", "hearing-of-2023")
    git(root, "commit", "--quiet", "-am", "theirs", day="2026-01-30")
    git(root, "checkout", "--quiet", "mine")
    run = CliRunner().invoke(main, ["diff", "main", "--root", str(root), "--check"])
    assert run.output.startswith("Since main (2026-01-10):\n\n2 added.\n"), run.output
    assert run.exit_code == 0
    # As on GitHub, where the branch is tried merged with what main has become.
    git(root, "merge", "--quiet", "--no-edit", "main", day="2026-01-31")
    run = CliRunner().invoke(main, ["diff", "main", "--root", str(root), "--check"])
    assert "2 added." in run.output
    assert run.exit_code == 0, run.output  # added on 20 January, begun on the 10th, though main is of the 30th


def version(root: Path, *options: str) -> str:
    return CliRunner().invoke(main, ["version", "--root", str(root), *options]).output


def release(root: Path) -> str:
    site = root.parent / "site" / "data" / "v1"
    site.mkdir(parents=True, exist_ok=True)
    for name in releasing.ATTACHED:
        (site / name).write_text(name, encoding="utf-8")
    run = CliRunner().invoke(main, ["release", "--root", str(root), str(root.parent / "site"), str(root / "out")])
    return run.output.removeprefix("Error: ")


def test_the_first_version_says_what_stands(root: Path) -> None:
    assert release(root) == "CHANGELOG.md tells nothing of 1.0.0; run: make version\n"
    assert version(root, "--dry-run").startswith("## 1.0.0 (1 February 2026)\n\nThe first version holds:\n\n- 4 agreem")
    assert version(root) == "The first version is 1.0.0.\n"
    assert (root / "CHANGELOG.md").read_text().startswith("# Changelog of the data")
    assert "- 4 agreements\n" in releasing.notes(root)
    assert "##" not in releasing.notes(root)


def test_a_release_is_numbered_told_and_cited(root: Path) -> None:
    (root / "CITATION.cff").write_text("version: 1.0.0\nlicense: CC-BY-4.0\n")
    (root / ".zenodo.json").write_text('{"title": "Atlas", "version": "1.0.0"}')
    version(root)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first version")
    assert "the version stays 1.0.0" in version(root)
    add_agreement(root)
    assert version(root, "--dry-run").startswith("## 1.1.0 (1 February 2026)")
    assert release(root) == "2 records changed since 1.0.0 was told; run make version, commit, build\n"
    assert releasing.number(root) == "1.0.0"
    assert version(root) == "The version is now 1.1.0.\n"
    assert releasing.number(root) == "1.1.0"
    assert (root / "CITATION.cff").read_text() == f"version: 1.1.0\ndate-released: {TODAY}\nlicense: CC-BY-4.0\n"
    zenodo = json.loads((root / ".zenodo.json").read_text())
    assert zenodo == {"title": "Atlas", "version": "1.1.0", "publication_date": str(TODAY)}
    assert "1 new source." in releasing.notes(root)
    assert "The first version" not in releasing.notes(root)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "second version")
    assert "the version stays 1.1.0" in version(root)
    # A credit added by hand does not make it another version.
    told = (root / "CHANGELOG.md").read_text().replace("1 new source.", "1 new source. Thanks to A. Reader.")
    (root / "CHANGELOG.md").write_text(told)
    git(root, "commit", "--quiet", "-am", "credit")
    assert len(release(root).splitlines()) == 1 + len(releasing.ATTACHED)
    assert "A. Reader" in (root / "out" / "notes.md").read_text()
    edit(root, RUS, "title: Memorandum on a lunar", "title: The memorandum on a lunar")
    assert version(root) == "The version is now 1.1.1.\n"
    told = (root / "CHANGELOG.md").read_text()
    assert told.index("## 1.1.1") < told.index("## 1.1.0") < told.index("## 1.0.0")
    assert told.count("# Changelog of the data") == 1


def test_a_first_version_can_be_told_anew(root: Path) -> None:
    version(root)
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "first version")
    add_agreement(root)
    (root / "CHANGELOG.md").unlink()
    assert version(root) == "The first version is 1.0.0.\n"
    git(root, "commit", "--quiet", "-am", "told anew")
    assert "the version stays 1.0.0" in version(root)


def test_a_tag_is_the_release(root: Path) -> None:
    git(root, "tag", "v1.0.0")
    add_agreement(root)
    git(root, "commit", "--quiet", "-am", "more")
    assert releasing.last_release(root) == revisions.parted(root, "v1.0.0")
    assert len(releasing.since_release(root, sound(root)).changes) == 2
