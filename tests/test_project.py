"""What must agree between the project's own files: versions, licences, workflows and the README."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from plotly.offline import get_plotlyjs_version

from macros.dataset import Dataset
from macros.facts import date_words
from macros.publishing.assets import bundle
from macros.publishing.package import LICENCE, descriptor, version


def test_npm_brings_the_plotly_that_python_names(root: Path) -> None:
    lock = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))
    found = lock["packages"]["node_modules/plotly.js-basic-dist-min"]
    asked = json.loads((root / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert asked == {"plotly.js-basic-dist-min": get_plotlyjs_version()}
    assert found["version"] == get_plotlyjs_version()
    assert found["integrity"].startswith("sha512-")


@pytest.mark.parametrize("name", ["package-lock.json", "requirements.lock", "requirements.in"])
def test_a_lock_names_no_registry(root: Path, name: str) -> None:
    assert not re.search(r"https?://|index-url|\"resolved\"", (root / name).read_text(encoding="utf-8"))


def test_every_locked_package_has_hashes(root: Path) -> None:
    blocks = re.split(r"\n(?=\S)", (root / "requirements.lock").read_text(encoding="utf-8").strip())
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_extra_that_a_locked_package_needs_is_locked_with_it(root: Path) -> None:
    """Else a pip before 23.3 finds the newest `coverage[toml]`, which has no hash, and no fresh clone is installed."""
    pins = [
        Requirement(line.rstrip("\\ "))
        for line in (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
        if re.match(r"[A-Za-z0-9]", line)
    ]
    locked = {canonicalize_name(pin.name): pin.extras for pin in pins}
    asked = [Requirement(line) for line in (root / "requirements.in").read_text(encoding="utf-8").splitlines() if line]
    for name, extras in locked.items():
        with suppress(PackageNotFoundError):  # locked for another system, or another Python
            asked += [
                needed
                for needed in map(Requirement, requires(name) or ())
                if needed.marker is None or any(needed.marker.evaluate({"extra": extra}) for extra in ("", *extras))
            ]
    lacking = [str(needed) for needed in asked if needed.extras - locked.get(canonicalize_name(needed.name), set())]
    assert len(asked) > len(locked) / 2, "are the locked packages installed?"
    assert not lacking, f"run: make lock UPGRADE= ({', '.join(lacking)})"


def test_the_small_bundle_is_the_one_of_that_version(root: Path, tmp_path: Path) -> None:
    full = bundle(tmp_path)
    assert f"plotly.js v{get_plotlyjs_version()}".encode() in full[:400]
    module = tmp_path / "node_modules" / "plotly.js-basic-dist-min"
    module.mkdir(parents=True)
    (module / "plotly-basic.min.js").write_bytes(b"small")
    (module / "package.json").write_text(json.dumps({"version": get_plotlyjs_version()}), encoding="utf-8")
    assert bundle(tmp_path) == b"small"
    (module / "package.json").write_text('{"version": "1.0.0"}', encoding="utf-8")
    with pytest.raises(ValueError, match="run npm ci"):
        bundle(tmp_path)


def test_the_data_has_one_version_and_one_licence(root: Path, dataset: Dataset) -> None:
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    zenodo = json.loads((root / ".zenodo.json").read_text(encoding="utf-8"))
    told = re.search(r"^## (\S+) \((.*)\)$", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert told, "run: make version"
    assert re.fullmatch(r"\d+\.\d+\.\d+", version(root))
    assert citation["version"] == zenodo["version"] == told[1] == version(root)
    assert date_words(citation["date-released"]) == told[2]
    assert str(citation["date-released"]) == zenodo["publication_date"]
    assert descriptor(dataset, version(root), "https://atlas.example.org/")["version"] == version(root)
    assert citation["license"] == LICENCE["name"]
    assert zenodo["license"].upper() == LICENCE["name"]
    for field in ("title", "keywords"):
        assert citation[field] == zenodo[field]
    assert str(LICENCE["path"]) in (root / "data" / "LICENSE").read_text(encoding="utf-8")


# The jobs that may write, and nothing else may.
WRITERS = {"publish.yml": {"deploy"}, "release.yml": {"publish"}, "weekly.yml": {"propose"}}


def workflows(root: Path) -> list[Path]:
    return sorted((root / ".github" / "workflows").glob("*.yml"))


def test_actions_are_pinned_and_rights_are_least(root: Path) -> None:
    assert workflows(root)
    for path in workflows(root):
        text = path.read_text(encoding="utf-8")
        for action in re.findall(r"uses: *(\S.*)", text):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), f"{path.name}: {action}"
        workflow = yaml.safe_load(text)
        assert workflow["permissions"] == {"contents": "read"}, path.name
        writers = {name for name, job in workflow["jobs"].items() if "write" in job.get("permissions", {}).values()}
        assert writers <= WRITERS.get(path.name, set()), path.name
        for name in writers:  # what may write runs no code of the project's packages
            assert not any("make" in step.get("run", "") for step in workflow["jobs"][name]["steps"]), name
        for job in workflow["jobs"].values():
            assert job["timeout-minutes"] <= 60
            checkouts = [step for step in job["steps"] if "checkout" in step.get("uses", "")]
            assert all(step["with"]["persist-credentials"] is False for step in checkouts)
        assert "secrets." not in text, path.name
        assert "pull_request_target" not in text, path.name


def test_workflows_run_the_commands_of_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    assert readme.index("make serve") < readme.index("make test") < 200
    for path in workflows(root):
        steps = [
            step for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values() for step in job["steps"]
        ]
        for command in (step["run"] for step in steps if "run" in step):
            found = re.fullmatch(
                r'(?:\.ci/run|make (?P<target>\w+)|(?P<tool>tools/\w+))(?: >> "\$GITHUB_STEP_SUMMARY")?', command
            )
            assert found, f"{path.name}: {command}"
            assert not found["target"] or f"\n# make {found['target']} " in f"\n{makefile}", command
            assert not found["tool"] or os.access(root / found["tool"], os.X_OK), command
    assert "CI=true make test" in (root / ".ci" / "run").read_text(encoding="utf-8")
