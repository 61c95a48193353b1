"""A version of the data: its number stepped by what changed, told in the changelog, the citation kept in step."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from pathlib import Path

from .comparing import Comparison, stepped
from .telling import entry

HEAD = """# Changelog of the data

Each version is told by `python -m macros version` from the records themselves: a removed id is a major step, an
added record a minor one, an edit a patch.
"""


def number(root: Path) -> str:
    """The version that data/VERSION holds."""
    return (root / "data" / "VERSION").read_text(encoding="utf-8").strip()


def last_release(root: Path) -> str:
    """The commit that set the present version. Raises ValueError where there is none."""
    said = subprocess.run(
        ["git", "log", "-1", "--format=%H", "--", "data/VERSION"], cwd=root, capture_output=True, text=True, check=False
    )
    if said.returncode or not said.stdout.strip():
        raise ValueError("no commit has set data/VERSION yet; say --since REV")
    return said.stdout.strip()


def release(root: Path, comparison: Comparison, day: dt.date) -> str:
    """Write the next version into data/VERSION, CHANGELOG.md and CITATION.cff; returns it."""
    version = stepped(number(root), comparison.step)
    changelog = root / "CHANGELOG.md"
    told = changelog.read_text(encoding="utf-8") if changelog.exists() else HEAD
    head, _, older = told.partition("\n## ")
    older = f"\n## {older}" if older else ""
    changelog.write_text(f"{head.rstrip()}\n\n{entry(comparison, version, day)}{older}", encoding="utf-8")
    (root / "data" / "VERSION").write_text(f"{version}\n", encoding="utf-8")
    citation = root / "CITATION.cff"
    if citation.exists():
        text = citation.read_text(encoding="utf-8")
        text = re.sub(r"^version: .*$", f"version: {version}", text, flags=re.M)
        text = re.sub(r"^date-released: .*$", f"date-released: {day}", text, flags=re.M)
        citation.write_text(text, encoding="utf-8")
    return version
