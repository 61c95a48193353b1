"""The picture that a shared link shows: of the size that others expect, its drawing whole and its words inside."""

from __future__ import annotations

import pytest

from macros.charts import CHARTS
from macros.charts.chart import Chart
from macros.charts.template import WIDTH
from macros.dataset import Dataset
from macros.publishing.cards import EDGE, PNG, TALL, card

ADDRESS = "https://example.org/atlas/"


@pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.id)
def test_a_card(dataset: Dataset, chart: Chart) -> None:
    figure, options = card(dataset, chart, ADDRESS)
    assert round(options["height"] * options["scale"]) == PNG[1]
    assert abs(options["width"] * options["scale"] - PNG[0]) <= 1
    layout = figure["layout"]
    said = " ".join(words["text"].replace("<br>", " ") for words in layout["annotations"])
    assert chart.question.replace("'", "") in said.replace("'", "")
    assert f"{ADDRESS}charts/{chart.id}/" in said
    assert (chart.takeaway(dataset) in said) is (chart.height[0] >= TALL)
    if layout["xaxis"].get("visible") is False:
        # A drawing by hand that is stretched comes apart.
        assert layout["width"] - layout["margin"]["l"] - layout["margin"]["r"] == pytest.approx(WIDTH["wide"], abs=1)
    assert layout["margin"]["l"] >= EDGE
