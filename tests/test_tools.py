"""The maintainers' scripts: what they would push and publish, with a bare repository and a gh of our own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tools.packages import table

from .support import ROOT

GH = """#!/bin/sh
echo "$@" >> "$GH_SAID"
case "$1 $2" in
    "pr list") cat "$GH_OPEN" ;;
    "pr create" | "pr edit") while [ $# -gt 0 ]; do [ "$1" = --body-file ] && cat "$2" >> "$GH_SAID"; shift; done ;;
esac
"""


def run(root: Path, *command: str, **more: str) -> str:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))},
        "PATH": f"{root.parent / 'bin'}:{os.environ['PATH']}",
        "GH_SAID": str(root.parent / "said"), "GH_OPEN": str(root.parent / "open"),
        "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **more,
    }  # fmt: skip
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def git(root: Path, *arguments: str) -> str:
    return run(root, "git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments).strip()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of the files that the scripts read, with an origin to push to."""
    made = tmp_path / "atlas"
    (made / "tools").mkdir(parents=True)
    for name in ("packages.py", "propose", "release"):
        (made / "tools" / name).write_bytes((ROOT / "tools" / name).read_bytes())
        (made / "tools" / name).chmod(0o755)
    (made / "requirements.lock").write_text("click==8.0 \\\n    --hash=sha256:00\nold==1\n")
    (made / "package.json").write_text("{}")
    (made / "package-lock.json").write_text("{}")
    (made / "data").mkdir()
    (made / "data" / "VERSION").write_text("1.2.0\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH)
    (tmp_path / "bin" / "gh").chmod(0o755)
    (tmp_path / "open").write_text("0\n")
    (tmp_path / "said").write_text("")
    run(made, "git", "init", "--quiet", "--bare", str(tmp_path / "origin.git"))
    git(made, "init", "--quiet", "--initial-branch", "main")
    git(made, "remote", "add", "origin", str(tmp_path / "origin.git"))
    git(made, "add", ".")
    git(made, "commit", "--quiet", "-m", "first")
    return made


def said(root: Path) -> str:
    return (root.parent / "said").read_text(encoding="utf-8")


def test_nothing_renewed_proposes_nothing(root: Path) -> None:
    assert run(root, "tools/propose") == "The locks are up to date.\n"
    assert said(root) == ""


def test_renewed_locks_become_one_pull_request(root: Path) -> None:
    (root / "requirements.lock").write_text("click==8.1 \\\n    --hash=sha256:11\n")
    (root / "beside.txt").write_text("no part of it")
    run(root, "tools/propose", GITHUB_ACTIONS="true")
    assert git(root, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    pushed = git(root, "--git-dir", str(root.parent / "origin.git"), "show", "--stat", "--format=%an %s", "renew-locks")
    assert pushed.startswith("github-actions[bot] Packages are those of today")
    assert "1 file changed" in pushed
    told = said(root)
    assert "pr create --head renew-locks" in told
    assert "| click | 8.0 | 8.1 |" in told
    assert "| old | 1 |  |" in told
    assert told.endswith("workflow run test.yml --ref renew-locks\n")
    # A week later the same one is brought up to date.
    (root.parent / "open").write_text("1\n")
    (root / "requirements.lock").write_text("click==8.2 \\\n    --hash=sha256:22\n")
    run(root, "tools/propose", GITHUB_ACTIONS="true")
    assert "pr edit renew-locks" in said(root)
    log = git(root, "--git-dir", str(root.parent / "origin.git"), "log", "--format=%s", "renew-locks")
    assert log.count("Packages are those of today") == 1


def test_a_release_is_published_under_its_version(root: Path) -> None:
    run(root, "tools/release")
    head = git(root, "rev-parse", "HEAD")
    assert said(root).startswith(
        f"release create v1.2.0 --target {head} --title Data 1.2.0 --notes-file release/notes.md"
    )
    assert "release/atlas.zip release/atlas.sqlite" in said(root)


def test_a_lock_is_compared_by_its_packages() -> None:
    assert table("a==1 \\\n", "a==1 ; python_version < '3.12' \\\n") == "No package changes.\n"
    both = "b==1 ; x\nb==2 ; y\n"
    assert table("b==1\n", both) == "| package | from | to |\n|---|---|---|\n| b | 1 | 1, 2 |\n"


def test_the_newest_lifts_every_upper_bound() -> None:
    script = (ROOT / "tools" / "newest").read_text(encoding="utf-8")
    expression = next(line.split("'")[1] for line in script.splitlines() if line.startswith("sed -E"))
    asked = (ROOT / "requirements.in").read_text(encoding="utf-8") + "x<3,>=1\n"
    lifted = subprocess.run(["sed", "-E", expression], input=asked, capture_output=True, text=True, check=True).stdout
    assert "<" not in lifted
    assert "mkdocs>=1.6.1\n" in lifted
    assert "x>=1\n" in lifted
    assert len(lifted.splitlines()) == len(asked.splitlines())
