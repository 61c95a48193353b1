"""What others' own tools say of the project's files: workflows, forms, citation, data, feed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import feedparser
import pytest

from macros.dataset import Dataset
from macros.publishing.feeds import newest, write_feeds
from macros.publishing.schemas import write_schemas

BASE = "https://atlas.example.org/base/"
BIN = Path(sys.executable).parent


def accepted(*command: str | Path) -> None:
    """The tool finds nothing; else the test fails with what it says. No tool asks the network."""
    environment = {**os.environ, "ZIZMOR_OFFLINE": "true", "NO_COLOR": "1"}
    run = subprocess.run(
        [str(BIN / command[0]), *map(str, command[1:])], capture_output=True, text=True, env=environment, check=False
    )
    if run.returncode:
        pytest.fail(f"{run.stdout[-4000:]}\n{run.stderr[-2000:]}", pytrace=False)


def test_zizmor_finds_nothing_in_the_workflows(root: Path) -> None:
    accepted("zizmor", "--no-progress", "--quiet", root / ".github")


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", ".github/workflows/*.yml"),
        ("dependabot", ".github/dependabot.yml"),
        ("github-issue-forms", ".github/ISSUE_TEMPLATE/[0-9]*.yml"),
        ("github-issue-config", ".github/ISSUE_TEMPLATE/config.yml"),
        ("citation-file-format", "CITATION.cff"),
    ],
)
def test_github_and_citers_can_read_their_files(root: Path, schema: str, files: str) -> None:
    found = sorted(root.glob(files))
    assert found
    accepted("check-jsonschema", "--builtin-schema", f"vendor.{schema}", *found)


@pytest.mark.slow
def test_check_jsonschema_accepts_every_data_file(root: Path, tmp_path: Path) -> None:
    write_schemas(tmp_path, BASE)
    by_schema: dict[str, list[Path]] = defaultdict(list)
    for path in sorted((root / "data").rglob("*.yml")):
        kind = path.parent.name if path.parent.name != "data" else path.stem
        by_schema[kind].append(path)
    for kind, paths in by_schema.items():
        accepted("check-jsonschema", "--schemafile", tmp_path / f"{kind}-file.json", *paths)


def test_feed_readers_read_the_feed(dataset: Dataset, tmp_path: Path) -> None:
    write_feeds(dataset, tmp_path, BASE)
    feed = feedparser.parse((tmp_path / "feed.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert len(feed.entries) == len(newest(dataset))
    for entry in feed.entries:
        assert entry.id.startswith("urn:uuid:")
        assert entry.link.startswith(BASE)
        assert entry.title
        assert entry.published_parsed <= entry.updated_parsed


def test_zenodo_gets_what_it_asks_for(root: Path) -> None:
    """Zenodo publishes no schema of this file: these are the fields that its API names as needed for a data set."""
    about = json.loads((root / ".zenodo.json").read_text(encoding="utf-8"))
    assert about["upload_type"] == "dataset"
    assert about["access_right"] == "open"
    assert all(set(creator) <= {"name", "affiliation", "orcid"} for creator in about["creators"])
    assert about["description"].startswith("<p>")
