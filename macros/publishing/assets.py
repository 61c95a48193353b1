"""plotly.js, served from the site itself and only to who asks for a live chart.

The small bundle where npm has brought it, else the whole one that Python's plotly carries: always the version
that Python's plotly names, so that figures and script fit.
"""

from __future__ import annotations

import json
from pathlib import Path

from plotly.offline import get_plotlyjs, get_plotlyjs_version

from .writing import write

BUNDLE = "assets/plotly/plotly.min.js"
MODULE = Path("node_modules/plotly.js-basic-dist-min")


def write_assets(root: Path, site: Path) -> None:
    """Put the bundle in its place under the site."""
    write(site / BUNDLE, bundle(root))


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
