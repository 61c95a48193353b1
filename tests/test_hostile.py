"""Hostile data: whatever a contributor writes reaches a page as text and nothing else, through every macro."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

import macros
from macros import browser, catalogue, tables
from macros import records as r
from macros.charts import CHARTS, fit, page, part
from macros.dataset import Dataset, read
from macros.html import Markup, el, text
from macros.links import View, profiled
from macros.problems import Problem

from .hostile import PAYLOADS, STATES, compare, poisoned, seen
from .hostile import dataset as build
from .support import ROOT, SMALL


@pytest.fixture(autouse=True, scope="module")
def _without_browser() -> Iterator[None]:
    """Charts without their pictures: those have a test of their own."""
    patch = pytest.MonkeyPatch()
    patch.setattr(browser, "find", lambda: None)
    yield
    patch.undo()


@lru_cache(maxsize=1)
def converter() -> markdown.Markdown:
    """Python-Markdown as the site sets it."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=config["markdown_extensions"], extension_configs=config["mdx_configs"])


def html(source: str) -> str:
    return str(converter().reset().convert(source))


class Env:
    """As much of the macros plugin's environment as the vocabulary touches."""

    def __init__(self) -> None:
        self.project_dir = str(SMALL)
        self.conf = {"repo_url": "https://forge.example/atlas", "site_url": "https://atlas.example/"}
        self.variables: dict[str, Any] = {}
        self.page = SimpleNamespace(url="one/page/", meta={"partner": "AAA"}, path="one/page.md")
        self.words: dict[str, Callable[..., str]] = {}

    def macro(self, word: Callable[..., str], name: str) -> None:
        self.words[name] = word


# What each word is called with; a word that needs nothing is called so.
INLINE = (
    "fact",
    "count",
    "cite",
    "country",
    "summary",
    "who",
    "stated",
    "verdicts",
    "confirmed_share",
    "as_of",
    "file",
    "repository",
    "citation",
)
# Made of what passed the reader only (tested with the exports), or of no record at all.
WRITTEN = ("example", "benchmark", "reading", "size")
CHARTS_OWN = ("chart", "chart_page", "chart_picture", "charts", "embed_snippet", "embed_gallery")


def calls(word: str, data: Dataset) -> list[tuple[Any, ...]]:
    found: dict[str, list[tuple[Any, ...]]] = {
        "table": [(kind,) for kind in tables.TABLES],
        "profile": [(party,) for party in profiled(data)],
        "claims": [(section,) for section in sorted({row.section for row in data.table("claims")})],
        "timeline": [(theme,) for theme in sorted({theme for row in data.table("events") for theme in row.themes})],
        "fact": [("claims-1", part) for part in ("value", "newest", "unit", "as_of")],
        "count": [("agreements",)],
        "who": [("partners",)],
        "stated": [("artemis-accords",)],
        "cite": [("s0", "s1")],
        "country": [(code,) for code in STATES[:3]],
        "confirmed_share": [("agreements",)],
        "file": [("feed.xml", "the feed")],
        "repository": [("blob/main/CHANGELOG.md", "changelog")],
        "fields": [("agreements",)],
        "on_a_day": [("moon",), ("network",)],
    }
    return found.get(word, [()])


def called(names: Callable[[str], bool]) -> Callable[[Dataset], list[tuple[str, str]]]:
    """What the words of the vocabulary make of a dataset, each call with its name."""

    def parts(data: Dataset) -> list[tuple[str, str]]:
        env, found = Env(), []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(macros, "open_dataset", lambda root: data)
            # Longer words make larger files, and are cut elsewhere: neither is what is asked here.
            patch.setattr(catalogue, "bytes_words", lambda size: "1 kB")
            patch.setattr(catalogue, "LONGEST", 100_000)
            macros.define_env(env)
            for word, macro in env.words.items():
                if names(word):
                    found += [(f"{word}{arguments}", macro(*arguments)) for arguments in calls(word, data)]
        return found

    return parts


blocks = called(lambda word: word not in (*INLINE, *CHARTS_OWN, *WRITTEN))
lines = called(lambda word: word in INLINE)


# The places of a page in which a macro may stand.
PLACES = {
    "paragraph": "{}",
    "sentence": "See {} here.",
    "item": "* one\n* {}\n* three",
    "cell": "| a | b |\n| --- | --- |\n| {} | 2 |",
    "heading": "## About {}",
    "quotation": "> {}",
    "emphasis": "*{}*",
}


def survives(one: Dataset, other: Dataset, given_out: list[str], parts: Callable[[Dataset], Any], place: str) -> None:
    for (name, peace), (_, war) in zip(parts(one), parts(other), strict=True):
        try:
            compare(html(place.format(peace)), html(place.format(war)), given_out)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from None


@pytest.fixture(scope="module")
def pair() -> tuple[Dataset, Dataset, list[str]]:
    peaceful, _ = build([""], rows=24)
    hostile, given_out = build(PAYLOADS, rows=24)
    return peaceful, hostile, given_out


@pytest.mark.slow
def test_every_block_is_the_peaceful_one_with_other_words(pair: tuple[Dataset, Dataset, list[str]]) -> None:
    survives(*pair, blocks, "Before.\n{}\nAfter.")


@pytest.mark.parametrize("place", PLACES)
def test_every_part_of_a_sentence_too(pair: tuple[Dataset, Dataset, list[str]], place: str) -> None:
    survives(*pair, lines, PLACES[place])


@pytest.fixture(scope="module")
def real_pair() -> tuple[Dataset, Dataset, list[str]]:
    everything, _ = read(ROOT)
    # A fifth of the longest tables is enough to attack, and fast.
    thin = {
        table: rows[:: 5 if len(rows) > 250 and table != "sources" else 1] for table, rows in everything.rows.items()
    }
    real = Dataset(everything.as_of, thin, everything.places)
    peaceful, _ = poisoned(real, [""])
    hostile, given_out = poisoned(real, PAYLOADS)
    return peaceful, hostile, given_out


@pytest.mark.slow
@pytest.mark.parametrize("chart", CHARTS)
def test_every_chart_and_its_page(
    real_pair: tuple[Dataset, Dataset, list[str]], chart: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # More words make a higher embed, and the snippet says how high: that alone may differ.
    monkeypatch.setattr(fit, "height", lambda *_: 500)
    monkeypatch.setattr(fit, "formula", lambda *_: "500px")

    def parts(data: Dataset) -> Iterator[tuple[str, str]]:
        view = View(data, "../../")
        yield "chart", part.chart(view, chart)
        yield "page", page.chart_page(view, chart, site="https://example.org/")

    survives(*real_pair, parts, "{}")


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in tables.TABLES if kind != "sources"])
def test_ten_thousand_records(kind: str) -> None:
    """A thousand records of each kind, every text of them an attack."""

    def drawn(data: Dataset) -> Iterator[tuple[str, str]]:
        yield kind, tables.table(View(data, "../"), kind)

    peaceful, _ = build([""], rows=1000, only=kind)
    hostile, given_out = build(PAYLOADS, rows=1000, only=kind)
    assert len(hostile.table(kind)) == 1000
    survives(peaceful, hostile, given_out, drawn, "Before.\n{}\nAfter.")


hostile_text = st.one_of(
    st.sampled_from(PAYLOADS),
    st.text(max_size=40),
    st.text(alphabet="<>&\"'`*_[](){}!#|\\~^=+-:;/ \n\taklzxh0123456789%$@.", max_size=40),
    st.lists(st.sampled_from(PAYLOADS), min_size=2, max_size=3).map("".join),
)


@pytest.mark.slow
@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(hostile_text, min_size=1, max_size=60))
def test_whatever_is_drawn_by_lot(payloads: list[str]) -> None:
    peaceful, _ = build([""], rows=2)
    hostile, given_out = build(payloads, rows=2)
    survives(peaceful, hostile, given_out, blocks, "Before.\n{}\nAfter.")
    for place in ("sentence", "cell", "item"):
        survives(peaceful, hostile, given_out, lines, PLACES[place])


MAKERS: tuple[Callable[[str], Markup], ...] = (
    lambda value: el("b", value),
    lambda value: el("a", "x", href="#a", title=value, aria_label=value),
    text,
)


@settings(max_examples=60)
@given(hostile_text)
def test_the_door_lets_text_through_as_text(payload: str) -> None:
    for place in PLACES.values():
        for make in MAKERS:
            if place == "*{}*" and seen(payload) != seen(payload).strip():
                continue  # Markdown's own rule: no emphasis ends after a space
            compare(html(place.format(make("w000000w y"))), html(place.format(make(f"w000000w y{payload}"))), [payload])


@given(hostile_text)
def test_no_field_of_an_address_takes_a_script(payload: str) -> None:
    """What the types let pass as an address, the door lets pass too, and it is http or https."""
    for url in (payload, f"https://example.org/{payload}", f"javascript:{payload}"):
        try:
            source = r.Source.model_validate(
                {"id": "s", "title": "T", "publisher": "P", "url": url, "accessed": "2026-01-05", "kind": "press"}
            )
        except ValueError:
            continue
        assert source.url
        assert source.url.startswith(("http://", "https://"))
        assert el("a", "x", href=source.url).startswith('<a href="http')


@given(st.text())
def test_a_message_is_one_line(payload: str) -> None:
    from macros.problems import shown

    said = str(Problem("data/a.yml", 1, f"{shown(payload)} is no date", field="signed"))
    assert len(said.splitlines()) == 1
    assert len(said) < 120


def test_states_of_the_fixture_are_drawn() -> None:
    data, _ = build(PAYLOADS)
    assert set(profiled(data)) >= set(STATES[:3])
