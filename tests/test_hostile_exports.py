"""Hostile data in what is published beside the pages: CSV, JSON, SQLite, the feed, figures, pictures, embeds."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from macros import browser
from macros.charts import CHARTS
from macros.charts.posters import figure_json
from macros.charts.svg import clean
from macros.dataset import Dataset, read
from macros.loading import TABLES
from macros.publishing import embeds, feeds
from macros.publishing.columns import columns, rows
from macros.publishing.database import build as build_database
from macros.publishing.downloads import as_csv, cell, write_tables
from macros.publishing.writing import as_lines
from macros.reference import example
from macros.yaml_nodes import parse

from .hostile import PAYLOADS, Events, compare, poisoned
from .hostile import dataset as build
from .support import ROOT

SPREADSHEET = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def writable(payload: str) -> bool:
    """Whether the reader of YAML lets a contributor write it at all."""
    return not parse("x.yml", f"x: {json.dumps('w' + payload, ensure_ascii=False)}\n".encode()).problems


# What a file may hold is only what passed the reader.
WRITABLE = [payload for payload in PAYLOADS if writable(payload)]


@pytest.fixture(scope="module")
def hostile() -> Dataset:
    return build(WRITABLE, rows=24)[0]


@pytest.fixture(scope="module")
def peaceful() -> Dataset:
    return build([""], rows=24)[0]


@pytest.fixture(scope="module")
def charted() -> Iterator[tuple[Dataset, Dataset, list[str]]]:
    patch = pytest.MonkeyPatch()
    patch.setattr(browser, "find", lambda: None)
    everything, _ = read(ROOT)
    thin = {
        table: rows[:: 5 if len(rows) > 250 and table != "sources" else 1] for table, rows in everything.rows.items()
    }
    real = Dataset(everything.as_of, thin, everything.places)
    yield poisoned(real, [""])[0], *poisoned(real, WRITABLE)
    patch.undo()


def test_the_reader_refuses_what_cannot_be_seen_and_lets_the_rest_pass() -> None:
    refused = {payload for payload in PAYLOADS if payload not in WRITABLE}
    assert {"\0", "\ufeff", "\x1b[31mred", "\u2028", "\ufffe"} <= refused
    assert {"<script>alert(1)</script>", "{{ config }}", "中文，标题", "👩‍🚀"} <= set(WRITABLE)


@pytest.mark.parametrize("table", TABLES)
def test_csv_gives_every_text_back_and_no_formula(hostile: Dataset, table: str) -> None:
    names = [column.name for column in columns(table)]
    written = rows(hostile, table)
    read_back = list(csv.DictReader(io.StringIO(as_csv(names, written), newline="")))
    assert len(read_back) == len(written)
    for row, line in zip(written, read_back, strict=True):
        assert list(line) == names
        for name in names:
            if isinstance(row[name], str):
                assert line[name].removeprefix("'") == str(row[name]).removeprefix("'")
                assert not line[name].startswith(SPREADSHEET)


@pytest.mark.parametrize("payload", [*PAYLOADS, *(f"{sign}1+1" for sign in SPREADSHEET)])
def test_no_cell_begins_like_a_formula(payload: str) -> None:
    for value in (payload, [payload], ["a", payload], [{"what": payload}]):
        assert not str(cell(value)).startswith(SPREADSHEET)


@pytest.mark.parametrize("table", TABLES)
def test_json_gives_every_text_back(hostile: Dataset, table: str) -> None:
    assert json.loads(as_lines(rows(hostile, table))) == rows(hostile, table)


def test_the_database_gives_every_text_back(hostile: Dataset) -> None:
    with sqlite3.connect(":memory:") as base:
        build_database(base, hostile, "1.0.0")
        for table in TABLES:
            single = [column.name for column in columns(table) if column.kind in ("text", "any", "address")]
            quoted = ", ".join(f'"{name}"' for name in single)
            found = base.execute(f'SELECT {quoted} FROM "{table.replace("-", "_")}" ORDER BY rowid').fetchall()
            assert sorted(map(repr, found)) == sorted(
                repr(tuple(row[name] for name in single)) for row in rows(hostile, table)
            )
    base.close()


def test_the_feed_is_xml_with_the_same_elements(hostile: Dataset, peaceful: Dataset) -> None:
    trees = [ElementTree.fromstring(feeds.feed(data, "https://example.org/")) for data in (peaceful, hostile)]
    shapes = [[(item.tag, sorted(item.attrib)) for item in tree.iter()] for tree in trees]
    assert shapes[0] == shapes[1]
    for item in trees[1].iter():
        assert item.get("href", "https://").startswith("https://")


def test_no_text_names_a_file(hostile: Dataset, tmp_path: Path) -> None:
    write_tables(hostile, tmp_path / "v1")
    written = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    for path in written:
        assert all(part.replace("-", "").replace(".", "").isalnum() for part in path.split("/")), path


def test_an_example_shows_every_text_as_text(hostile: Dataset) -> None:
    for row in hostile.table("agreements"):
        kinds = {kind for kind, _ in Events(str(example(hostile, "agreements", row.id))).found}
        assert kinds == {"<div>", "<pre>", "<code>", "<span>", "text", "</span>", "</code>", "</pre>", "</div>"}


def strings(value: Any) -> Iterator[str]:
    """Every text in a figure."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, held in value.items():
            yield name
            yield from strings(held)
    elif isinstance(value, list):
        for held in value:
            yield from strings(held)


@pytest.mark.slow
@pytest.mark.parametrize("chart", CHARTS)
def test_a_figure_has_no_markup_of_its_data(charted: tuple[Dataset, Dataset, list[str]], chart: str) -> None:
    """Plotly reads a little HTML in its texts: what is data must not be read so."""
    ours = {"<br>", "<b>", "</b>", "<extra>", "</extra>", "<i>", "</i>", "<span", "</span>", "<sup>", "</sup>"}
    for said in strings(json.loads(figure_json(charted[1], CHARTS[chart]))):
        for piece in said.split("<")[1:]:
            assert any(f"<{piece}".startswith(known) for known in ours), said[:300]
        assert "javascript:" not in said or "<a" not in said


@pytest.mark.slow
@pytest.mark.parametrize("chart", CHARTS)
def test_an_embed_is_the_peaceful_one_with_other_words(charted: tuple[Dataset, Dataset, list[str]], chart: str) -> None:
    peace, war, given = charted
    made = [str(embeds.document(data, CHARTS[chart], "https://example.org/")) for data in (peace, war)]
    compare(made[0], made[1], given)


@pytest.mark.parametrize("payload", WRITABLE)
def test_a_picture_keeps_its_words_as_words(payload: str) -> None:
    root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 9 9"})
    ElementTree.SubElement(root, "text", {"x": "1", "onclick": "alert(1)", "style": f"fill: {payload}"}).text = payload
    ElementTree.SubElement(root, "script").text = "alert(1)"
    ElementTree.SubElement(root, "path", {"d": f"M0 0L9 9{payload}", "transform": payload, "id": payload})
    link = ElementTree.SubElement(root, "a", {"href": "javascript:alert(1)"})
    ElementTree.SubElement(link, "text", {"x": "2"}).text = "x"
    found = Events(clean(ElementTree.tostring(root, encoding="unicode"), "p", payload, payload)).found
    for kind, held in found:
        if kind.startswith("<"):
            assert kind.strip("</>") in {"svg", "title", "desc", "g", "path", "circle", "text", "tspan"}
            allowed = {"class", "viewbox", "role", "aria-labelledby", "aria-describedby", "style", "id", "d", "x", "y"}
            assert {name for name, _ in held} <= allowed | {"cx", "cy", "r", "transform"}
