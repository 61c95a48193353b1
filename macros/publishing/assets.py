"""What pages load: our own styles and scripts, and plotly.js from the site itself for whoever asks for a live chart.

plotly.js is the small bundle where npm has brought it, else the whole one that Python's plotly carries: always the
version that Python's plotly names, so that figures and script fit.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from plotly.offline import get_plotlyjs, get_plotlyjs_version

from .writing import write

BUNDLE = "assets/plotly/plotly.min.js"
MODULE = Path("node_modules/plotly.js-basic-dist-min")


def write_assets(root: Path, site: Path) -> None:
    """Put the bundle in its place under the site, and our own files over MkDocs's copies of them, shortened."""
    write(site / BUNDLE, bundle(root))
    assets = root / "docs" / "assets"
    for path in sorted([*assets.glob("stylesheets/*.css"), *assets.glob("javascripts/*.js")]):
        write(site / "assets" / path.relative_to(assets), short(path))


@cache
def _shortened(path: Path, _changed: int) -> str:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//")) + "\n"


def short(path: Path) -> str:
    """One of our own styles or scripts without indentation, its blocks of comment and its lines of comment.

    They are a seventh of what a page loads of ours. Names and the rest stay as they were written, for whoever looks.
    """
    return _shortened(path, path.stat().st_mtime_ns)


def bundle(root: Path) -> bytes:
    """The script's bytes. Raises ValueError where npm's version is not the one Python's plotly names."""
    script = root / MODULE / "plotly-basic.min.js"
    if not script.is_file():
        full: str = get_plotlyjs()
        return full.encode("utf-8")
    found = json.loads((root / MODULE / "package.json").read_text(encoding="utf-8"))["version"]
    if found != get_plotlyjs_version():
        wanted = get_plotlyjs_version()
        raise ValueError(f"node_modules has plotly.js {found}, Python's plotly names {wanted}; run npm ci")
    return script.read_bytes()
