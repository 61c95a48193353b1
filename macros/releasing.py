"""A version of the data: its number stepped by what changed, told in the changelog, the citations kept in step."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
import subprocess
from pathlib import Path

from .comparing import Comparison, compare, stepped
from .dataset import Dataset
from .revisions import dataset_at
from .telling import entry, first_entry

CHANGELOG, CITATION, ZENODO = "CHANGELOG.md", "CITATION.cff", ".zenodo.json"
HEAD = """# Changelog of the data

Each version is told by `make version` from the records themselves: a removed id is a major step, an added record a
minor one, an edit a patch. Whoever reported a correction is credited under its version as they wish.
"""
ATTACHED = ("atlas.zip", "atlas.sqlite", "datapackage.json")
"""What a release carries, from data/v1/ of the built site."""


def number(root: Path) -> str:
    """The version that data/VERSION holds."""
    return (root / "data" / "VERSION").read_text(encoding="utf-8").strip()


def last_release(root: Path) -> str:
    """The commit of the present version: its tag, else what wrote its entry in the changelog, else what set its number.

    Raises ValueError where there is none.
    """
    version = number(root)
    for question in (
        ["rev-parse", "--verify", "--quiet", f"v{version}^{{commit}}"],
        # Its heading or, of a first version told anew, one of its counts.
        ["log", "-1", "--format=%H", "-E", rf"-G^(## {version} \(|- [0-9,]+ [a-z ]+$)", "--", CHANGELOG],
        ["log", "-1", "--format=%H", "--", "data/VERSION"],
    ):
        said = subprocess.run(["git", *question], cwd=root, capture_output=True, text=True, check=False)
        if said.returncode == 0 and said.stdout.strip():
            return said.stdout.strip()
    raise ValueError("no commit has set data/VERSION yet; say --since REV")


def since_release(root: Path, after: Dataset, since: str | None = None) -> Comparison:
    """What changed since the present version was told, or since a commit. Raises ValueError where Git knows none."""
    return compare(dataset_at(root, since or last_release(root)), after)


def is_first(root: Path) -> bool:
    """Whether no version has been told yet."""
    return not (root / CHANGELOG).exists()


def begin(root: Path, dataset: Dataset) -> str:
    """Tell the first version in the changelog, under the number that data/VERSION holds; returns it."""
    version = number(root)
    _write(root, version, dataset.as_of, first_entry(dataset, version))
    return version


def release(root: Path, comparison: Comparison, day: dt.date) -> str:
    """Write the next version into data/VERSION, the changelog and both citations; returns it."""
    version = stepped(number(root), comparison.step)
    _write(root, version, day, entry(comparison, version, day))
    return version


def notes(root: Path) -> str:
    """What the changelog tells of the present version, without its heading. Raises ValueError for nothing."""
    version = number(root)
    told = (root / CHANGELOG).read_text(encoding="utf-8") if not is_first(root) else ""
    _, heading, rest = told.partition(f"\n## {version} (")
    if not heading:
        raise ValueError(f"{CHANGELOG} tells nothing of {version}; run: make version")
    return rest.partition("\n")[2].partition("\n## ")[0].strip() + "\n"


def gather(root: Path, dataset: Dataset, site: Path, folder: Path) -> list[Path]:
    """Put into a folder what a release consists of: its notes and the data from the built site.

    Raises ValueError where records changed since the version was told.
    """
    said = notes(root)
    changed = len(since_release(root, dataset).changes)
    if changed:
        raise ValueError(f"{changed} records changed since {number(root)} was told; run make version, commit, build")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "notes.md").write_text(said, encoding="utf-8")
    return [folder / "notes.md", *(Path(shutil.copy(site / "data" / "v1" / name, folder)) for name in ATTACHED)]


def _write(root: Path, version: str, day: dt.date, said: str) -> None:
    changelog = root / CHANGELOG
    told = changelog.read_text(encoding="utf-8") if changelog.exists() else HEAD
    head, _, older = told.partition("\n## ")
    older = f"\n## {older}" if older else ""
    changelog.write_text(f"{head.rstrip()}\n\n{said}{older}", encoding="utf-8")
    (root / "data" / "VERSION").write_text(f"{version}\n", encoding="utf-8")
    _cite(root, version, day)


def _cite(root: Path, version: str, day: dt.date) -> None:
    """Bring CITATION.cff and .zenodo.json, where they are, in step with a version."""
    citation, zenodo = root / CITATION, root / ZENODO
    if citation.exists():
        text = re.sub(r"^date-released: .*\n", "", citation.read_text(encoding="utf-8"), flags=re.M)
        text = re.sub(r"^version: .*$", f"version: {version}\ndate-released: {day}", text, flags=re.M)
        citation.write_text(text, encoding="utf-8")
    if zenodo.exists():
        about = json.loads(zenodo.read_text(encoding="utf-8")) | {"version": version, "publication_date": str(day)}
        zenodo.write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
