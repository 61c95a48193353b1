"""A small sound project to break: copies of tests/small with edits, and what the check says of them."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

from macros.dataset import Dataset, read

ROOT = Path(__file__).parent.parent
SMALL = Path(__file__).parent / "small"
TODAY = dt.date(2026, 2, 1)


def small_copy(folder: Path) -> Path:
    """A copy of the small project in `folder`; returns its root."""
    root = folder / "atlas"
    shutil.copytree(SMALL, root)
    return root


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Replace the first `old` in a file under root/data; the file must hold it."""
    path = root / "data" / file
    content = path.read_text(encoding="utf-8")
    assert old in content, f"{file} holds no {old!r}"
    path.write_text(content.replace(old, new, 1), encoding="utf-8")


def faults(root: Path) -> list[str]:
    """Every fault of the project's data, as the contributor reads it."""
    return [str(problem) for problem in read(root, TODAY)[1]]


def sound(root: Path, today: dt.date = TODAY) -> Dataset:
    """The project's dataset, which must be without fault."""
    dataset, problems = read(root, today)
    assert not problems, "\n".join(map(str, problems))
    return dataset
