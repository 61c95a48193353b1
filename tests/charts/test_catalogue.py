"""Every chart has its words and its rows, and the rows are what it draws."""

from __future__ import annotations

import datetime as dt
import json
import math
from collections import Counter
from typing import Any, get_args

import plotly.io
import pytest

from macros.charts import CHARTS
from macros.charts.chart import Chart, Size
from macros.charts.palette import tokens
from macros.charts.part import sources
from macros.charts.posters import figure_json
from macros.charts.template import TEXT, WIDTH
from macros.dataset import Dataset, read
from macros.loading import TABLES
from tests.support import SMALL

SIZES: tuple[Size, ...] = get_args(Size)
KINDS = {"scatter", "bar", "pie"}
every_chart = pytest.mark.parametrize("chart", CHARTS.values(), ids=lambda chart: chart.id)
both_sizes = pytest.mark.parametrize("size", SIZES)


def traces(dataset: Dataset, chart: Chart, size: Size = "wide") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(figure_json(dataset, chart, size))["data"]
    return found


def test_the_whole_catalogue_is_there() -> None:
    assert len(CHARTS) == 17
    assert all(name == chart.id for name, chart in CHARTS.items())


@every_chart
def test_words(dataset: Dataset, chart: Chart) -> None:
    assert chart.question.endswith("?")
    assert 40 <= len(chart.takeaway(dataset)) <= 420
    assert chart.takeaway(dataset).endswith(".")
    assert len(chart.alt(dataset)) >= 60
    assert chart.notes(dataset)
    assert all(note.strip() for note in chart.notes(dataset))
    assert " no of " not in chart.takeaway(dataset)


@every_chart
def test_table(dataset: Dataset, chart: Chart) -> None:
    table = chart.table(dataset)
    assert table.rows
    assert len(set(table.columns)) == len(table.columns)
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert len(set(table.rows)) == len(table.rows)


@every_chart
@both_sizes
def test_only_what_the_small_bundle_draws(dataset: Dataset, chart: Chart, size: Size) -> None:
    figure = json.loads(figure_json(dataset, chart, size))
    assert {trace["type"] for trace in figure["data"]} <= KINDS
    assert not {"geo", "map", "mapbox", "scene"} & set(figure["layout"])
    assert figure["layout"]["height"] == chart.height[SIZES.index(size)]


@every_chart
def test_a_figure_opens_in_python_in_real_colours_with_our_template(dataset: Dataset, chart: Chart) -> None:
    text = figure_json(dataset, chart)
    assert "rgb(1, 2," not in text
    figure = plotly.io.from_json(text)
    assert figure.layout.template.layout.dragmode is False
    assert len(figure.data) == len(json.loads(text)["data"])
    assert len(json.dumps(json.loads(text)["layout"]["template"])) < 1500
    named = json.loads(text)["layout"]["meta"]["palette"]
    assert all(tokens()[meaning] == value for value, meaning in named.items())


@every_chart
@both_sizes
def test_words_are_large_enough(dataset: Dataset, chart: Chart, size: Size) -> None:
    """At 360 px a page has 328 for a chart: its smallest words keep 10 CSS px."""
    figure = json.loads(figure_json(dataset, chart, size))
    sizes = [figure["layout"]["template"]["layout"]["font"]["size"]]
    for trace in figure["data"]:
        given = trace.get("textfont", {}).get("size", TEXT[size]) if "text" in trace.get("mode", "") else TEXT[size]
        sizes += given if isinstance(given, list) else [given]
    scale = 328 / WIDTH["narrow"] if size == "narrow" else 1
    assert min(sizes) * scale >= 10


@every_chart
@both_sizes
def test_no_data_is_read_as_markup(dataset: Dataset, chart: Chart, size: Size) -> None:
    for trace in traces(dataset, chart, size):
        for words in trace.get("text", []) if isinstance(trace.get("text"), list) else []:
            assert "<" not in str(words)


def points(dataset: Dataset, chart: Chart, *names: str) -> int:
    """How many points the traces of these names have."""
    return sum(len(trace["x"]) for trace in traces(dataset, chart) if trace.get("name", "") in names)


def test_partners_map_draws_its_rows(dataset: Dataset) -> None:
    chart = CHARTS["partners-map"]
    drawn = [trace for trace in traces(dataset, chart) if "customdata" in trace]
    assert sum(len(trace["x"]) for trace in drawn) == len(chart.table(dataset).rows)


def test_blocs_map_draws_its_rows(dataset: Dataset) -> None:
    from macros.charts.blocs_map import CAMPS

    chart = CHARTS["blocs-map"]
    assert points(dataset, chart, *(label for _, _, label, _ in CAMPS.values())) == len(chart.table(dataset).rows)


def test_the_last_step_of_the_years_is_the_picture(dataset: Dataset) -> None:
    figure = json.loads(figure_json(dataset, CHARTS["blocs-map"]))
    changes, drawn = figure["layout"]["sliders"][0]["steps"][-1]["args"]
    for index, trace in enumerate(drawn):
        assert changes["x"][index] == figure["data"][trace]["x"]
        assert changes["text"][index] == figure["data"][trace].get("text", [])


def test_in_each_year_only_states_with_a_mark_are_named(dataset: Dataset) -> None:
    figure = json.loads(figure_json(dataset, CHARTS["blocs-map"]))
    for step in figure["layout"]["sliders"][0]["steps"]:
        changes, drawn = step["args"]
        said = dict(zip(drawn, changes["text"], strict=True))
        marked = {name: figure["data"][trace]["name"] for trace in drawn[:4] for name in said[trace]}
        for trace in drawn:
            if figure["data"][trace]["name"] == "Names":
                in_both = figure["data"][trace]["textfont"]["weight"] == "bold"
                assert all((marked.get(name) == "both") is in_both for name in said[trace]), step["label"]
                assert set(said[trace]) <= set(marked), step["label"]


def test_timeline_draws_its_rows(dataset: Dataset) -> None:
    chart = CHARTS["agreements-timeline"]
    drawn = [trace for trace in traces(dataset, chart) if "customdata" in trace]
    assert sum(len(trace["x"]) for trace in drawn) == len(chart.table(dataset).rows)


def test_blocs_over_time_draws_its_rows(dataset: Dataset) -> None:
    chart = CHARTS["blocs-over-time"]
    lines = [trace for trace in traces(dataset, chart) if trace.get("line", {}).get("shape") == "hv"]
    # Each line begins at nothing and runs on to today.
    assert sum(len(trace["x"]) - 2 for trace in lines) == len(chart.table(dataset).rows)


def test_ground_stations_draws_its_rows(dataset: Dataset) -> None:
    chart = CHARTS["ground-stations"]
    assert points(dataset, chart, "Stations") == len(chart.table(dataset).rows)


@pytest.mark.parametrize("name", ["hub-and-spoke", "us-china", "us-attention", "satellites-for-others"])
def test_one_mark_a_row(dataset: Dataset, name: str) -> None:
    chart = CHARTS[name]
    hub = name == "hub-and-spoke"
    assert len(said(dataset, name)) - hub == len(chart.table(dataset).rows)


def test_both_camps_marks_are_its_cells(dataset: Dataset) -> None:
    chart = CHARTS["both-camps"]
    rows = chart.table(dataset).rows
    upper = [row for row in rows if "yes" in row]
    cells = sum(row.count("yes") for row in rows) + len(upper)
    assert len(said(dataset, "both-camps")) == cells


def said(dataset: Dataset, name: str) -> list[str]:
    """What the marks of a chart say on hovering, each mark once."""
    return [
        words
        for trace in traces(dataset, CHARTS[name])
        if trace.get("mode") == "markers"
        for words in trace.get("text", [])
        if words
    ]


@pytest.mark.parametrize("name", ["technology-buyers", "us-institutions", "multilateral"])
def test_a_matrix_has_a_mark_for_each_yes(dataset: Dataset, name: str) -> None:
    rows = CHARTS[name].table(dataset).rows
    assert len(said(dataset, name)) == sum(row.count("yes") for row in rows) > 0


def test_science_agreements_draw_their_rows(dataset: Dataset) -> None:
    rows = CHARTS["science-agreements-by-income"].table(dataset).rows
    assert sorted(words.split(":")[0] for words in said(dataset, "science-agreements-by-income")) == sorted(
        str(row[0]) for row in rows
    )


def test_decades_draw_their_cells(dataset: Dataset) -> None:
    rows = CHARTS["agreements-by-decade"].table(dataset).rows
    bars = [trace["y"] for trace in traces(dataset, CHARTS["agreements-by-decade"]) if trace["type"] == "bar"]
    assert [list(column) for column in zip(*bars, strict=True)] == [list(row[1:-1]) for row in rows]


def test_claimed_and_documented_draws_its_rows(dataset: Dataset) -> None:
    rows = CHARTS["claimed-and-documented"].table(dataset).rows
    drawn = traces(dataset, CHARTS["claimed-and-documented"])
    stated = [trace for trace in drawn if trace.get("name") == "Stated"]
    lines = [trace for trace in drawn if trace.get("name", "").startswith("Documented")]
    assert [row[2] for row in rows if row[1] == "stated"] == stated[0]["y"]
    assert Counter(row[2] for row in rows if row[1] == "documented") == Counter(y for line in lines for y in line["y"])


def test_attrition_draws_its_endings_and_its_model(dataset: Dataset) -> None:
    rows = CHARTS["attrition"].table(dataset).rows
    endings = [row for row in rows if row[0] == "ending"]
    marks = [words for words in said(dataset, "attrition") if "Later signed" in words]
    assert len(marks) == len(endings)
    figure = json.loads(figure_json(dataset, CHARTS["attrition"]))
    steps = figure["layout"]["sliders"][0]["steps"]
    model = [row for row in rows if row[0] == "model"]
    assert len(steps) == len(model)
    for step, row in zip(steps, model, strict=True):
        told = [int(words.split("%")[0]) / 100 for words in step["args"][0]["text"][1][1:]]
        assert told == pytest.approx([float(str(cell)) for cell in row[-3:]], abs=0.006)


def test_decades_add_up(dataset: Dataset) -> None:
    chart = CHARTS["agreements-by-decade"]
    for row in chart.table(dataset).rows:
        assert sum(cell for cell in row[1:-1] if isinstance(cell, int)) == row[-1]


def test_claimed_totals_are_claims(dataset: Dataset) -> None:
    rows = [row for row in CHARTS["claimed-and-documented"].table(dataset).rows if row[1] == "stated"]
    assert len(rows) >= 4
    assert all(isinstance(row[2], int) and row[2] > 0 for row in rows)


def test_the_model_of_attrition() -> None:
    from macros.charts.resilience_model import working

    assert working(30, 0) == (1.0, 1.0, 1.0)
    hub, treaty, brittle = working(30, 3)
    assert hub == pytest.approx(0.9)
    assert treaty == pytest.approx(27 * 26 / (30 * 29))
    assert brittle == 0.0
    assert working(1, 0) == (1.0, 1.0, 1.0)


@every_chart
def test_labels_lie_within_the_drawing(dataset: Dataset, chart: Chart) -> None:
    """In drawings whose coordinates are px, no words begin outside the form."""
    for size in SIZES:
        figure = json.loads(figure_json(dataset, chart, size))
        if figure["layout"]["xaxis"].get("visible") is not False:
            continue
        for trace in figure["data"]:
            if trace.get("mode") == "text":
                assert all(-1 <= x <= WIDTH[size] + 1 for x in trace["x"])
                assert all(-1 <= y <= figure["layout"]["height"] + 1 for y in trace["y"])
                assert not any(math.isnan(x) for x in trace["x"])


@every_chart
@both_sizes
def test_a_young_atlas_has_charts_too(chart: Chart, size: Size) -> None:
    """Neither an atlas of a few records nor an empty one stops a build."""
    small, _ = read(SMALL)
    empty = Dataset(dt.date(2026, 1, 1), dict.fromkeys(TABLES, ()), {})
    for data in (small, empty):
        chart.figure(data, size)
        assert chart.takeaway(data)
        assert chart.alt(data)
        chart.notes(data)
        chart.table(data)


def test_the_map_and_the_lines_count_the_same_members(dataset: Dataset) -> None:
    from macros.charts.blocs import ARTEMIS, ILRS, standings
    from macros.charts.blocs_over_time import whole

    assert whole(dataset, ARTEMIS, states_only=True) == sum(row.artemis for row in standings(dataset))
    assert whole(dataset, ILRS, states_only=True) == sum(row.ilrs for row in standings(dataset))


def test_originals_stand_before_copies_among_the_sources(dataset: Dataset) -> None:
    cited = [dataset.sources[key] for key in sources(dataset, CHARTS["both-camps"])]
    official = [source.copy_of is not None for source in cited if source.kind == "official"]
    assert any(official)
    assert official == sorted(official)
