"""Figures, citations, links, tables, profiles: what a page gets when it asks, and is told when it asks wrongly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from macros import argument, coverage, downloads, indexes, ledger, profiles, reference, standing, tables, timelines
from macros.dataset import Dataset
from macros.facts import cite, counted, fact, measured, number, who
from macros.links import View, base_of, has_profile, party_link, profile_path, profiled, record_path, slug, source_link
from macros.loading import TABLES

from .support import SMALL, edit, small_copy, sound


@pytest.fixture(scope="module")
def data() -> Dataset:
    return sound(SMALL)


@pytest.fixture(scope="module")
def view(data: Dataset) -> View:
    return View(data, "../")


def plain(markup: object) -> str:
    """What a reader reads of a piece of HTML."""
    import html

    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", str(markup))).split())


# --- figures and citations ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "words", "shown"),
    [(0, True, "no"), (12, True, "twelve"), (13, True, "13"), (1234, False, "1,234"), ("a lot", False, "a lot")],
)
def test_numbers(value: int | str, words: bool, shown: str) -> None:
    assert number(value, words=words) == shown


def test_a_fact_has_its_source_one_click_away(data: Dataset) -> None:
    shown = fact(data, "../", "partners-stated")
    assert plain(shown) == "120 [ The Courier ]"
    assert 'href="https&#58;//courier.example.org/china"' in shown
    assert plain(fact(data, "../", "partners-stated", "newest")).startswith("149 [ The Daily 2025")
    assert plain(fact(data, "../", "partners-stated", "newest_as_of")) == "2024"
    assert plain(fact(data, "../", "partners-stated", sources=False)) == "120"


@pytest.mark.parametrize(
    ("claim", "part", "said"),
    [
        ("partner-stated", "value", "no claim 'partner-stated'; did you mean 'partners-stated'?"),
        ("ilrs-members", "newest", "the claim 'ilrs-members' has no newest value"),
        ("partners-stated", "unit", "the claim 'partners-stated' has no unit"),
        ("partners-stated", "colour", "no part 'colour' of a claim; parts: value"),
    ],
)
def test_a_wrong_fact_is_refused(data: Dataset, claim: str, part: str, said: str) -> None:
    with pytest.raises(KeyError) as raised:
        fact(data, "../", claim, part)
    assert str(raised.value.args[0]).startswith(said)


def test_citations_and_counts(data: Dataset) -> None:
    assert plain(cite(data, "../", "daily", "courier")) == "[ The Daily 2025 ; The Courier ]"
    with pytest.raises(KeyError, match="no source 'dayly'; did you mean 'daily'"):
        cite(data, "../", "dayly")
    assert plain(counted(data, "agreements", words=True)) == "four"
    assert measured(data, "members(body=ilrs, on=2024-01-01)") == 2


def test_who_is_named_and_linked(data: Dataset) -> None:
    named = re.findall(r">([^<]+)</a>", str(who(data, "../", "partners")))
    assert named == sorted(named)
    assert len(named) == len(data.partners)
    ties = {party: len(standing.about(data, party, "agreements")) for party in data.partners}
    first = re.findall(r">([^<]+)</a>", str(who(data, "../", "partners", most=1)))
    assert first[0] in {data.party_name(party) for party, count in ties.items() if count == max(ties.values())}
    with pytest.raises(KeyError, match="not answered by parties"):
        who(data, "../", "claims")


def test_a_year_that_is_stated_is_no_number() -> None:
    assert tables.stated(1967, None) == "1967"
    assert tables.stated(1967, "agreements") == "1,967"


def test_the_argument_leads_back_and_on(view: View) -> None:
    onward = plain(argument.argument(view, "moon/", "onward"))
    assert onward.startswith("Before in the argument China builds a hub")
    assert "Next in the argument A hub can lose a spoke" in onward
    assert "Before" not in plain(argument.argument(view, "network/", "onward"))
    assert "Next" not in plain(argument.argument(view, "proposals/", "onward"))
    with pytest.raises(KeyError, match="no part 'ahead'"):
        argument.argument(view, "moon/", "ahead")


# --- links ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("url", "base"), [("", "./"), ("moon/", "../"), ("countries/brazil/", "../../")])
def test_the_way_back_to_the_root(url: str, base: str) -> None:
    assert base_of(url) == base


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Côte d'Ivoire", "cote-divoire"),
        ("Türkiye", "turkiye"),
        ("São Tomé & Príncipe", "sao-tome-principe"),
        ("../x", "x"),
    ],
)
def test_slugs(name: str, made: str) -> None:
    assert slug(name) == made


def test_who_has_a_profile(data: Dataset) -> None:
    assert profiled(data) == ("BRA", "RUS", "VEN")
    assert has_profile(data, "inpe")
    assert profile_path(data, "inpe") == "countries/brazil/"
    assert not has_profile(data, "esa")
    assert str(party_link(data, "esa", "../")) == "<span>ESA</span>"
    assert party_link(data, "BRA", "../") == '<a href="../countries/brazil/">Brazil</a>'


def test_every_record_with_a_page_has_a_permanent_address(data: Dataset) -> None:
    assert record_path(data, data.agreements()[0]) == "agreements/#bra-1988-protocol"
    assert record_path(data, data.claims["ilrs-members"]) == "claims/#ilrs-members"
    with pytest.raises(KeyError):
        record_path(data, data.countries["BRA"])


def test_a_printed_source_links_to_its_entry(tmp_path: Path) -> None:
    root = small_copy(tmp_path)
    edit(root, "sources.yml", "    url: https://courier.example.org/china\n", "")
    assert '/&#35;courier"' in source_link(sound(root).sources["courier"], "")


# --- tables and profiles --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", tables.TABLES)
def test_every_table_draws_every_row_with_its_sources(view: View, kind: str) -> None:
    drawn = tables.table(view, kind)
    assert len(re.findall("<tr", drawn)) == len(view.dataset.table(kind)) + 1
    assert "<caption>" in drawn
    assert drawn.count('scope="row"') == len(view.dataset.table(kind))
    if kind != "sources":
        assert ".example.org" in drawn


def test_a_table_on_its_home_page_carries_the_records_anchors(view: View) -> None:
    assert 'id="bra-1988-protocol"' in tables.table(view, "agreements", url="agreements/")
    assert 'id="bra-1988-protocol"' not in tables.table(view, "agreements", url="moon/")
    assert 'id="bra-1988-protocol"' not in tables.table(
        view, "agreements", url="agreements/", level="intergovernmental"
    )


def test_an_empty_table_says_so_and_wrong_ones_are_refused(view: View) -> None:
    assert "no record yet" in tables.table(view, "agreements", level="institute")
    with pytest.raises(KeyError, match="no table 'agrement'"):
        tables.table(view, "agrement")
    with pytest.raises(KeyError, match="did you mean 'status'"):
        tables.table(view, "agreements", state="ended")


def test_what_a_reader_must_know_stands_in_the_row(view: View) -> None:
    drawn = plain(tables.table(view, "agreements"))
    assert "disputed The Daily reports a contract, The Courier only talks." in drawn
    assert "first reported" in drawn
    assert "no date known" in drawn
    assert "The buyer withdrew." in drawn


@pytest.mark.parametrize("party", ["BRA", "RUS", "VEN", "esa"])
def test_a_profile_says_where_a_partner_stands(view: View, party: str) -> None:
    made = plain(profiles.profile(view, party))
    assert view.dataset.party_name(party) in made
    assert f"data/v1/countries/{party}.json" in profiles.profile(view, party)


def test_a_profile_follows_its_programmes_and_offers_to_edit(view: View) -> None:
    made = profiles.profile(view, "BRA", edit="https://forge.example/edit/")
    assert made.index('id="bra-1988-protocol"') < made.index('id="bra-2015-memorandum"')
    assert "https&#58;//forge.example/edit/data/partners/bra.yml&#35;L12" in made
    with pytest.raises(KeyError, match="no country or organisation 'BRZ'; did you mean 'BRA'"):
        profiles.profile(view, "BRZ")


def test_camps_count_those_inside_on_the_day(data: Dataset) -> None:
    assert standing.camps(data, "BRA") == ("artemis-accords",)
    assert standing.camps(data, "RUS") == ("ilrs",)
    assert standing.camps(data, "VEN") == ()


# --- the other words ------------------------------------------------------------------------------------------


def test_the_ledger_the_timeline_and_the_lists(view: View) -> None:
    assert "Stated: 1 members" in plain(ledger.claims(view, "moon"))
    assert "No claim of this section" in plain(ledger.claims(view, "wolf"))
    assert "2 claims" in plain(ledger.tally(view))
    assert "Hearing on the lunar station" in plain(timelines.timeline(view, "ilrs"))
    assert "Memorandum on a lunar research station" in plain(timelines.timeline(view, "ilrs", partner="RUS"))
    assert "No dated event" in plain(timelines.timeline(view, "ilrs", since="2024"))
    assert "Brazil" in plain(indexes.partners_index(view))
    assert "2021 2 2 4" not in plain(coverage.coverage(view))
    assert "1980s" in plain(coverage.coverage(view))
    assert coverage.share_words(view.dataset, "agreements") == "2 of 4 (50%)"
    changed = plain(indexes.changes(view))
    assert changed.index("Memorandum on data") < changed.index("Talk more")


@pytest.mark.parametrize("kind", TABLES)
def test_every_kind_has_its_fields_and_its_downloads_explained(view: View, kind: str) -> None:
    explained = plain(reference.fields(kind))
    for field in TABLES[kind].type.model_fields:
        assert field in explained
    assert f"data/v1/{kind}.csv" in downloads.downloads(view, kind)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda view: ledger.claims(view, "mon"), "no section 'mon'; did you mean 'moon'"),
        (lambda view: timelines.timeline(view, "us-chna"), "no theme 'us-chna'; did you mean 'us-china'"),
        (lambda view: downloads.downloads(view, "satelites"), "no table 'satelites'; did you mean 'satellites'"),
        (lambda view: reference.fields("agreement"), "no kind of record 'agreement'; did you mean 'agreements'"),
    ],
)
def test_wrong_names_are_answered_with_the_nearest(view: View, ask: object, said: str) -> None:
    assert callable(ask)
    with pytest.raises(KeyError, match=said):
        ask(view)
