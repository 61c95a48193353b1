"""The page of the benchmark quotes what was measured, and a measure that was not taken stops the build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from macros.benchmark import FILE, benchmark


def test_ratios_and_tables_come_from_the_file(root: Path) -> None:
    found = json.loads((root / FILE).read_text(encoding="utf-8"))
    ours, plotly = found["load"]["ours"]["bytes"], found["load"]["plotly"]["bytes"]
    assert float(benchmark(root, "bytes plotly/ours")) == pytest.approx(plotly / ours, rel=0.05)
    assert str(benchmark(root, "live")).count("<tr>") == 3
    assert str(benchmark(root)).count("<tr>") == 1 + len(found["load"])
    assert "Mbit/s" in str(benchmark(root, "phone"))
    with pytest.raises(KeyError, match="bytes plotly/ours"):
        benchmark(root, "bytes plotly/theirs")


def test_what_was_measured_keeps_its_promises(root: Path) -> None:
    found = json.loads((root / FILE).read_text(encoding="utf-8"))
    load, live = found["load"], found["live"]
    assert load["ours"]["bytes"] <= 160_000
    assert load["ours"]["shift"] <= 0.02
    assert load["ours"]["requests"] == load["without"]["requests"]
    assert load["ours"]["blocked"] <= 1.5 * load["without"]["blocked"]
    assert load["plotly"]["drawn"] >= 5 * load["ours"]["drawn"]
    assert load["plotly"]["bytes"] >= 10 * load["ours"]["bytes"]
    assert live["small"]["bytes"] <= 420_000
