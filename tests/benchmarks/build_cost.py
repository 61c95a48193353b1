"""What a build costs, as ratios of one run: beside MkDocs alone on the finished Markdown, and at ten times the records.

usage: python -m tests.benchmarks.build_cost   prints the ratios; wants a quiet machine
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from macros.yaml_nodes import FAST

ROOT = Path(__file__).parents[2]
RUNS = 3
TIMES = 10
# A hook, for this measurement alone, that keeps each page's Markdown as the macros leave it.
KEEP = """import os, pathlib
from mkdocs.plugins import event_priority

@event_priority(-100)
def on_page_markdown(markdown, page, **_):
    path = pathlib.Path(os.environ["KEEP"], page.file.src_uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = "---\\n" + __import__("yaml").safe_dump(dict(page.meta)) + "---\\n\\n"
    path.write_text(head + markdown, encoding="utf-8")
"""
REPEATED = {
    "partners/*.yml": ("agreements", "activities"),
    "satellites.yml": ("satellites",),
    "events.yml": ("events",),
    "proposals.yml": ("proposals",),
    "technology-sales.yml": ("technology-sales",),
    "science-agreements.yml": ("science-agreements",),
    "ground-stations.yml": ("ground-stations",),
}


def main() -> None:
    """Measure both and print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours, plain, large = (copy(place / name) for name in ("ours", "plain", "large"))
        grown = repeat(large / "data")
        finish(ours, plain)
        for root in (ours, large):
            build(root)  # draws the posters, which are kept
        cold = cold_build(ours)
        found: dict[str, list[tuple[float, float]]] = {"ours": [], "plain": [], "large": []}
        for _ in range(RUNS):
            for name, root in (("ours", ours), ("plain", plain), ("large", large)):
                found[name].append(build(root))
    seconds = {name: median(run[0] for run in runs) for name, runs in found.items()}
    memory = {name: median(run[1] for run in runs) for name, runs in found.items()}
    result = {
        "measured": dt.datetime.now(dt.UTC).strftime("%-d %B %Y"),
        "runs": RUNS,
        "processors": os.cpu_count(),
        "pages": len(list((ROOT / "docs").rglob("*.md"))),
        "times": TIMES,
        "records": grown,
        "warm": round(seconds["ours"] / seconds["plain"], 2),
        "cold_seconds": round(cold, 1),
        "growth_time": round(seconds["large"] / seconds["ours"], 2),
        "growth_memory": round(memory["large"] / memory["ours"], 2),
    }
    print(json.dumps({**result, "seconds": seconds, "memory": memory}, indent=1))


def copy(place: Path) -> Path:
    """The project without what it builds."""
    left = shutil.ignore_patterns(".git", ".venv", "node_modules", "site", ".cache", ".*_cache", "__pycache__")
    shutil.copytree(ROOT, place, ignore=left)
    (place / "node_modules").symlink_to(ROOT / "node_modules")
    if (ROOT / ".cache" / "posters").exists():
        shutil.copytree(ROOT / ".cache" / "posters", place / ".cache" / "posters")
    return place


def finish(ours: Path, plain: Path) -> None:
    """Put the Markdown that the macros make of `ours` into `plain`, which builds without them."""
    (ours / "keep.py").write_text(KEEP, encoding="utf-8")
    config = (ours / "mkdocs.yml").read_text(encoding="utf-8")
    (ours / "keep.yml").write_text(config + "\nhooks: [keep.py]\n", encoding="utf-8")
    build(ours, "keep.yml", KEEP=str(plain / "docs"))
    start = config.index("  - macros:\n")
    end = config.index("\nmarkdown_extensions:")
    # Links into what `publish` adds are none of MkDocs' business here.
    bare = (config[:start] + config[end:]).replace("strict: true", "strict: false")
    (plain / "mkdocs.yml").write_text(bare, encoding="utf-8")


def repeat(data: Path) -> dict[str, int]:
    """Write the records `TIMES` over, each copy with an id of its own; how many there are then."""
    counts: dict[str, int] = {}
    for pattern, keys in REPEATED.items():
        for path in data.glob(pattern):
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Words)
            for key in keys:
                rows = content.get(key) or []
                content[key] = rows + [_again(row, turn) for turn in range(1, TIMES) for row in rows]
                counts[key] = counts.get(key, 0) + len(content[key])
            path.write_text(yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return counts


def _again(row: dict[str, Any], turn: int) -> dict[str, Any]:
    changed = {"id": f"{row['id'][:72]}-again-{turn}"}
    for field in ("title", "name"):
        if field in row:
            changed[field] = f"{row[field]}, {turn}"
    return {**row, **changed}


# Plain values are read as the words that stand there and written back as the same words: no date, no number between.
_AS_WORDS: dict[str, Any] = {"yaml_implicit_resolvers": {}}
_Words = type("_Words", (FAST,), _AS_WORDS)
_Plain = type("_Plain", (yaml.SafeDumper,), {**_AS_WORDS, "ignore_aliases": lambda self, data: True})


def build(root: Path, config: str = "mkdocs.yml", **environment: str) -> tuple[float, float]:
    """Build once; seconds of processor time and the largest memory in MB, of the build and all that it starts."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", config, "--site-dir", "site"]
    day = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
    settings = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": day.stdout.strip(), **environment}
    process = subprocess.Popen(command, cwd=root, env=settings)
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{root.name}: the build failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def cold_build(root: Path) -> float:
    """Seconds by the clock of a build that draws every poster anew."""
    shutil.rmtree(root / ".cache", ignore_errors=True)
    start = time.perf_counter()
    build(root)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
