"""The same site from each engine: MkDocs today, ProperDocs and Zensical after it. What readers see is compared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest

from macros.publishing import base_of_site

from .conftest import BASE_URL, ROOT, once, pages, run

pytestmark = [pytest.mark.site, pytest.mark.slow]
ENGINES = {
    "properdocs": ["properdocs", "build", "--strict", "-f", "mkdocs.yml"],
    "zensical": ["zensical", "build", "--strict", "--clean"],
}
# What an engine puts into an article by itself, and may word or place as it likes.
OWN = {"headerlink", "md-content__button", "md-source-file", "md-tags", "md-feedback"}


class Reading(HTMLParser):
    """What a reader of a page's article meets, in order: headings, cells, words, charts, pictures and links."""

    VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    @property
    def _reads(self) -> bool:
        return any(tag == "article" for tag, _ in self._open) and not any(skip for _, skip in self._open)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        skip = bool(OWN & set((given.get("class") or "").split())) or tag in ("script", "style")
        if tag not in self.VOID:
            self._open.append((tag, skip))
        if not self._reads:
            return
        if tag in ("h1", "h2", "h3", "td", "th", "tr", "table", "atlas-chart", "svg", "details"):
            self.found.append(f"<{tag}>")
        if given.get("id") and tag in ("h2", "tr", "li"):
            self.found.append(f"id={given['id']}")
        for name in ("href", "data-src", "data-bundle"):
            if given.get(name):
                self.found.append(f"{name}={urljoin(self._address, given[name] or '')}")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._reads:
            self.found += data.split()


def read(site: Path, path: str) -> list[str]:
    """The reading of a built page, its links as a browser resolves them."""
    reading = Reading(BASE_URL + path)
    reading.feed((site / path / "index.html").read_text(encoding="utf-8"))
    return reading.found


@pytest.fixture(scope="session", params=ENGINES)
def other(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The site as another engine builds it, from a copy of the project and its unchanged mkdocs.yml."""
    engine = str(request.param)
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def make(place: Path) -> None:
        for name in ("docs", "data", "macros"):
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("mkdocs.yml", "package.json"):
            shutil.copy(ROOT / name, place / name)
        (place / ".cache").mkdir()
        (ROOT / ".cache" / "posters").mkdir(parents=True, exist_ok=True)
        (place / ".cache" / "posters").symlink_to(ROOT / ".cache" / "posters")
        run([sys.executable, "-m", *ENGINES[engine]], cwd=place)

    return engine, once(shared, engine, make) / "site"


def test_the_same_pages_with_the_same_tables_and_figures(site: Path, other: tuple[str, Path]) -> None:
    engine, theirs = other
    faults = []
    for path in pages():
        if not (theirs / path / "index.html").is_file():
            faults.append(f"{path}: no page")
            continue
        here, there = read(site, path), read(theirs, path)
        assert here, path
        if here != there:
            at = next((place for place, pair in enumerate(zip(here, there, strict=False)) if pair[0] != pair[1]), 3)
            faults.append(f"{path}: {' '.join(here[at - 3 : at + 6])} | {' '.join(there[at - 3 : at + 6])}")
    assert not faults, f"{engine} shows {len(faults)} pages differently:\n" + "\n".join(faults[:20])


def test_publishing_is_one_command_for_every_engine(site: Path, other: tuple[str, Path], tmp_path: Path) -> None:
    """Zensical ignores on_post_build: `python -m macros publish SITE` writes the same files beside its pages."""
    _, theirs = other
    copy = tmp_path / "site"
    copy.mkdir()
    shutil.copy(theirs / "index.html", copy / "index.html")
    assert base_of_site(copy) == BASE_URL
    run([sys.executable, "-m", "macros", "publish", str(copy)], cwd=ROOT)
    for name in ("data/v1/agreements.json", "data/v1/datapackage.json", "feed.xml", "charts/partners-map/embed.html"):
        assert (copy / name).read_bytes() == (site / name).read_bytes(), name


def test_an_engine_stops_at_a_fault(tmp_path: Path) -> None:
    """`--strict` alone lets Zensical and the macros plugin end well over an error on a page; our settings do not."""
    for name in ("data", "macros"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text('# A page\n\n{{ count("agrements") }}\n', encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nnav:")[0]
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    for command in (["mkdocs", "build", "--strict"], *ENGINES.values()):
        result = subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        said = result.stdout + result.stderr
        assert result.returncode, command
        assert "docs/index.md:3" in said, command
        assert "did you mean 'agreements'" in said, command
        assert not (tmp_path / "site" / "index.html").exists(), command
