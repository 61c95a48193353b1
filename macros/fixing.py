"""Every data file brought into its one form, and every source where it belongs, with what that changes."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from .canonical import canonical
from .crossref import cited
from .dataset import Dataset
from .loading import TABLES, Place, load
from .problems import Problem, shown

SHARED = "sources.yml"
LEAVE_FORM = "python -m macros check --fix writes it; in GitHub's web editor, leave that to the reviewer"
Texts = dict[str, str]


def texts(root: Path) -> Texts:
    """The text of every YAML file under root/data, by its path there."""
    data = root / "data"
    files = [path for path in sorted(data.rglob("*.yml")) if "geo" not in path.relative_to(data).parts]
    return {path.relative_to(data).as_posix(): path.read_bytes().decode("utf-8", "surrogateescape") for path in files}


def fixed(root: Path) -> tuple[Texts, list[Problem]]:
    """The canonical text of every file that can be read, shared sources in data/sources.yml; and what cannot be."""
    loaded = load(root)
    broken = {problem.file.removeprefix("data/") for problem in loaded.problems}
    found = {file: _formed(file, text) for file, text in texts(root).items() if file not in broken}
    if not broken:
        _share(found, _to_share(loaded.rows))
    return found, loaded.problems


def _formed(file: str, text: str) -> str:
    return canonical(file, text.replace("\r\n", "\n"))


def out_of_form(root: Path, dataset: Dataset) -> list[Problem]:
    """Of sound data, each file that is not in its one form, with the first line to change."""
    before = texts(root)
    found = {file: _formed(file, text) for file, text in before.items()}
    rows = {table: [(row, dataset.place(table, row.id)) for row in dataset.rows[table]] for table in TABLES}
    _share(found, _to_share(rows))
    notes = []
    for file, text in changes(root, found).items():
        was, now = before.get(file, "").splitlines(), text.splitlines()
        pairs = enumerate(zip_longest(was, now), 1)
        line, wanted = next(((at, new) for at, (old, new) in pairs if old != new), (1, None))
        said = f"here it has {shown(wanted)}" if wanted and wanted.strip() else "it has other line ends or empty lines"
        notes.append(Problem(f"data/{file}", line, "the file is not in its one form yet", hint=f"{said}; {LEAVE_FORM}"))
    return notes


def changes(root: Path, found: Mapping[str, str]) -> Texts:
    """Those of the texts that differ from what stands in root/data."""
    before = texts(root)
    return {file: text for file, text in found.items() if before.get(file) != text}


def save(root: Path, new: Mapping[str, str]) -> None:
    """Write files under root/data: all of them beside their places first, so that none is ever half there."""
    ready = []
    for file, text in new.items():
        path = root / "data" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.new")
        beside.write_text(text, encoding="utf-8", newline="\n")
        ready.append((beside, path))
    for beside, path in ready:
        beside.replace(path)


def difference(before: str, after: str, file: str) -> str:
    """What changes in a file, as `diff -u` shows it."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"data/{file}", f"data/{file} (canonical)"
    )
    return "".join(lines)


def _to_share(rows: Mapping[str, Iterable[tuple[Any, Place]]]) -> dict[str, str]:
    """Sources that records of several files cite, and the file in which each is declared."""
    cited_in: dict[str, set[str]] = defaultdict(set)
    for table in TABLES:
        for record, place in rows[table]:
            for key in cited(record):
                cited_in[key].add(place.file)
    home = {source.id: place.file.removeprefix("data/") for source, place in rows["sources"]}
    return {key: file for key, file in home.items() if file != SHARED and len(cited_in[key]) > 1}


def _share(found: Texts, moving: Mapping[str, str]) -> None:
    """Move source records, with the comments above them, from canonical texts to the shared file."""
    taken: list[str] = []
    for key, file in moving.items():
        block = re.search(rf"(?:^  #.*\n)*^  - id: {key}\n(?:    .*\n)*\n?", found[file], re.M)
        assert block, f"{key} stands nowhere in {file}"
        found[file] = found[file].replace(block.group(), "", 1)
        taken.append(block.group().rstrip("\n") + "\n")
    for file in set(moving.values()):
        left = re.sub(r"^sources:\n(?!  )", "", found[file], flags=re.M)
        found[file] = canonical(file, left)
    if taken:
        found[SHARED] = canonical(SHARED, found.get(SHARED, "sources:\n") + "".join(taken))
