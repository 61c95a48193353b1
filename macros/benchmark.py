"""What charts cost a reader, as last measured: the table of the benchmark and the ratios that its page quotes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .html import Markup, block, el, text

FILE = Path("docs") / "assets" / "benchmark.json"
FORMS = {
    "without": "The page without its charts",
    "ours": "The page as it is",
    "vega": "The same charts with Vega",
    "plotly": "The same charts the default Plotly way",
}
BUNDLES = {"small": "The small bundle", "full": "The full bundle"}


def benchmark(root: Path, what: str = "load") -> Markup:
    """The table `load` or `live`, or a fact: `measured`, `page`, `charts`, `runs`, `browser`, `phone`.

    `bytes plotly/ours` is how many times more the one takes than the other. Raises KeyError for anything else.
    """
    found: dict[str, Any] = json.loads((root / FILE).read_text(encoding="utf-8"))
    if what in ("load", "live"):
        return _table(found, what)
    if what in ("measured", "page", "charts", "runs", "browser", "processors"):
        return text(f"/{found[what]}" if what == "page" else str(found[what]))
    if what == "phone":
        return text(_phone(found["phone"]))
    measure, _, pair = what.partition(" ")
    over, _, under = pair.partition("/")
    rows = found["live"] if over in found["live"] else found["load"]
    if over not in rows or under not in rows or measure not in rows[over]:
        raise KeyError(f"the benchmark has no '{what}'; write 'load', 'live', or a ratio such as 'bytes plotly/ours'")
    ratio = rows[over][measure] / max(1, rows[under][measure])
    return text(f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}" if ratio >= 2 else f"{ratio:.2f}")


def _phone(phone: dict[str, int]) -> str:
    return (
        f"{phone['down_kbit'] / 1000:g} Mbit/s, {phone['latency_ms']} ms, "
        f"a processor slowed {phone['cpu_slowdown']} times, {phone['width']} × {phone['height']} px"
    )


def _table(found: dict[str, Any], what: str) -> Markup:
    load = what == "load"
    heads = ("Bytes", "Requests", "Largest paint", "Charts show", "Blocked", "Shift") if load else ("Bytes", "Time")
    head = el("tr", [el("th", name, scope="col") for name in ("Form" if load else "Script", *heads)])
    names = FORMS if load else BUNDLES
    rows = [
        el(
            "tr",
            el("th", names[key], scope="row"),
            [el("td", cell, class_="figure") for cell in _cells(found[what][key], load=load)],
        )
        for key in names
        if key in found[what]
    ]
    words = "The page in each form" if load else "Asking for the first live chart"
    table = el("table", el("caption", words), el("thead", head), el("tbody", rows), class_="chart-rows")
    return block(el("div", table, class_="chart-frame", role="region", aria_label=words, tabindex=0))


def _cells(row: dict[str, float], *, load: bool) -> list[str]:
    weight = f"{row['bytes'] / 1000:,.0f} KB"
    if not load:
        return [weight, _seconds(row["time"])]
    drawn = _seconds(row["drawn"]) if row["drawn"] else "–"
    shift = f"{row['shift']:.3f}"
    return [weight, f"{row['requests']:.0f}", _seconds(row["paint"]), drawn, _seconds(row["blocked"]), shift]


def _seconds(milliseconds: float) -> str:
    return f"{milliseconds / 1000:.1f} s"
