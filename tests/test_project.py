"""What must agree between the project's own files: versions, licences, workflows and the README."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml
from plotly.offline import get_plotlyjs_version

from macros.publishing.assets import bundle
from macros.publishing.package import LICENCE, version


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


def test_the_data_has_one_version_and_one_licence(root: Path) -> None:
    citation = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version(root))
    assert citation["version"] == version(root)
    assert citation["license"] == LICENCE["name"]
    assert str(LICENCE["path"]) in (root / "data" / "LICENSE").read_text(encoding="utf-8")


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
        assert writers <= {"deploy"}, path.name
        assert "secrets." not in text, path.name
        assert "pull_request_target" not in text, path.name


def test_workflows_run_the_commands_of_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert readme.index("make serve") < readme.index("make test") < 200
    for path in workflows(root):
        steps = [
            step for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values() for step in job["steps"]
        ]
        assert {step["run"] for step in steps if "run" in step} <= {".ci/run", "make site"}, path.name
    assert "CI=true make test" in (root / ".ci" / "run").read_text(encoding="utf-8")
