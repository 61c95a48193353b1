"""What Git knows of earlier data: how it stood at a commit, where a change parted from it, when it began."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from .dataset import Dataset, read


def dataset_at(root: Path, revision: str) -> Dataset:
    """The data as it stood at a commit. Raises ValueError for a revision that Git does not know."""
    packed = subprocess.run(["git", "archive", revision, "data"], cwd=root, capture_output=True, check=False)
    if packed.returncode:
        raise ValueError(f"no data at '{revision}': {packed.stderr.decode(errors='replace').strip()}")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
            archive.extractall(folder, filter="data")
        return read(Path(folder))[0]


def committed(root: Path, revision: str) -> dt.date:
    """The day of a commit. Raises ValueError for a revision that Git does not know."""
    said = _git(root, "log", "-1", "--format=%ct", revision, "--")
    if not said:
        raise ValueError(f"no commit '{revision}'")
    return dt.datetime.fromtimestamp(int(said), dt.UTC).date()


def parted(root: Path, revision: str) -> str:
    """The commit from which the present state and `revision` went apart; where Git finds none, `revision` itself.

    What somebody else added to a branch since then is no part of the change.
    """
    return _git(root, "merge-base", revision, "HEAD") or revision


def began(root: Path, base: str) -> dt.date:
    """The day on which a change was begun: that of its first commit or of the commit it stands on, the earlier one.

    So the days in its records still fit after the branch has taken in later commits of another.
    """
    own = _git(root, "log", "--no-merges", "--format=%at", f"{base}..HEAD").split()
    first = [dt.datetime.fromtimestamp(int(seconds), dt.UTC).date() for seconds in own]
    return min([committed(root, base), *first])


def _git(root: Path, *arguments: str) -> str:
    said = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    return "" if said.returncode else said.stdout.strip()
