"""What the tests share: the project, its data, and the whole site built once."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.dataset import Dataset, open_dataset

ROOT = Path(__file__).resolve().parents[1]
BASE_URL = "https://atlas.example/base/"


# Material announces MkDocs 2 at every build; requirements.in pins what we build with.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The atlas's own data, read once."""
    return open_dataset(ROOT)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built strictly by MkDocs; once for all workers. ATLAS_SITE names one that is built already."""
    if given := os.environ.get("ATLAS_SITE"):
        return Path(given)
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    return once(shared, "site", build)


def once(shared: Path, name: str, make: Callable[[Path], None]) -> Path:
    """What `make` makes in shared/name, made by whichever worker comes first; the others wait."""
    done, place = shared / f"{name}.done", shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(place, ignore_errors=True)
            make(place)
            done.touch()
    return place


def build(place: Path) -> None:
    """Build the site into a folder, as `make site` does."""
    run([sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(place)])


def run(command: list[str], cwd: Path = ROOT) -> None:
    """Run a build that must succeed, for the day of the last commit whatever the folder."""
    committed = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    environment = {**os.environ, "SITE_URL": BASE_URL}
    if day := committed.stdout.strip():
        environment.setdefault("SOURCE_DATE_EPOCH", day)
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if result.returncode:
        pytest.fail(f"{' '.join(command)}\n{result.stdout[-3000:]}\n{result.stderr[-6000:]}", pytrace=False)


def pages() -> list[str]:
    """The address of every page under the site's root, from the files in docs/."""
    found = []
    for path in sorted((ROOT / "docs").rglob("*.md")):
        name = path.relative_to(ROOT / "docs").with_suffix("").as_posix()
        found.append("" if name == "index" else name.removesuffix("/index") + "/")
    return found
