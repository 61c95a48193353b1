"""Ways to an answer: filters on rows, a page for each partner, terms, and old addresses that lead on."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest

from macros import asof, glossary, lately, tables
from macros.dataset import Dataset, parties
from macros.history import grounds
from macros.links import HOMES, View, profile_path, profiled
from macros.profiles import EVENTS, profile, stating
from macros.publishing.redirects import former, write_redirects
from macros.standing import about
from macros.summaries import summary
from tests.conftest import ROOT

VIEW = "../"


def test_each_partner_has_its_page_and_each_page_its_partner(dataset: Dataset) -> None:
    wanted = {f"docs/{profile_path(dataset, party).rstrip('/')}.md" for party in profiled(dataset)}
    found = {path.relative_to(ROOT).as_posix() for path in (ROOT / "docs/countries").glob("*.md")}
    assert found - {"docs/countries/index.md"} == wanted


def test_the_partners_with_most_ties_have_a_story_of_their_own(dataset: Dataset) -> None:
    told = {
        party for party in profiled(dataset) if 'cite("' in (ROOT / f"docs/{_page(dataset, party)}").read_text("utf-8")
    }
    ties = {party: sum(len(about(dataset, party, table)) for table in ("agreements", "activities"))
            for party in profiled(dataset)}  # fmt: skip
    # A few more than thirty are written, so that one record more does not ask for a page of prose at once.
    assert len(told) >= 30
    assert set(sorted(ties, key=lambda party: -ties[party])[:25]) <= told


def _page(dataset: Dataset, party: str) -> str:
    return f"{profile_path(dataset, party).rstrip('/')}.md"


@pytest.mark.parametrize("kind", tables.TABLES)
def test_each_code_of_a_row_names_a_choice_of_the_form(dataset: Dataset, kind: str) -> None:
    drawn = str(tables.table(View(dataset, VIEW), kind, url=HOMES[kind]))
    choices = [part.count("<option") - 1 for part in drawn.split("<select")[1:]]
    for codes in re.findall(r'data-f="([^"]*)"', drawn):
        fields = codes.split(".") if choices else []
        assert len(fields) == len(choices)
        for places, size in zip(fields, choices, strict=True):
            assert all(int(place, 36) < size for place in places.split(",") if place)


@pytest.mark.parametrize("kind", [kind for kind in tables.TABLES if kind != "sources"])
def test_each_record_has_an_address_on_the_home_of_its_kind(dataset: Dataset, kind: str) -> None:
    drawn = str(tables.table(View(dataset, VIEW), kind, url=HOMES[kind]))
    assert {row.id for row in dataset.table(kind)} == set(re.findall(r'<tr id="([^"]+)"', drawn))


def test_summaries_read_well(dataset: Dataset) -> None:
    for party in profiled(dataset):
        said = summary(dataset, party)
        assert said.startswith("The atlas documents ")
        assert said.endswith(".")
        assert "  " not in said
        assert ".." not in said


def test_a_summary_names_the_institution_in_full(dataset: Dataset) -> None:
    assert "only through an institution: International Lunar Observatory Association." in summary(dataset, "USA")


def test_a_profile_of_many_events_shows_the_newest_and_leads_to_all(dataset: Dataset) -> None:
    party = max(profiled(dataset), key=lambda party: len(about(dataset, party, "events")))
    rows = sorted(about(dataset, party, "events"), key=lambda row: row.date.last)
    assert len(rows) > EVENTS
    drawn = unescape(str(profile(View(dataset, "../../"), party)))
    assert f'<a href="../../events/?partner={party}">all {len(rows)} events</a>' in drawn
    assert rows[-1].title in drawn
    assert rows[0].title not in drawn


def test_a_claim_is_found_by_the_partner_it_names(dataset: Dataset) -> None:
    assert all("Serbia" in row.statement for row in stating(dataset, "SRB"))
    assert not [row for row in stating(dataset, "OMN") if "Oman" not in row.statement]


def test_the_last_twelve_months_are_told_once_and_newest_first(dataset: Dataset) -> None:
    since = lately.period(dataset)
    assert (dataset.as_of - since).days in (364, 365)
    found = lately.happened(dataset)
    flown = {(str(fact.date), party) for group, facts in found if group.table == "satellites"
             for fact in facts for party in parties(fact.row)}  # fmt: skip
    for group, facts in found:
        dates = [fact.date for fact in facts]
        assert dates == sorted(dates, reverse=True)
        assert all(since <= date.first and date.last <= dataset.as_of for date in dates)
        if group.table == "activities":
            assert not [fact for fact in facts for party in parties(fact.row) if (str(fact.date), party) in flown]
    signed = next(facts for group, facts in found if (group.table, group.field) == ("agreements", "signed"))
    reckoned = dataset.agreements(since=since, on=dataset.as_of)
    assert {fact.row.id for fact in signed} == {row.id for row in reckoned if row.confidence != "disputed"}
    drawn = str(lately.lately(View(dataset, VIEW)))
    assert drawn.count("<li>") == sum(min(len(facts), lately.SHOWN + lately.FOLDED) for _, facts in found)


def test_a_body_shows_the_text_that_founded_it(dataset: Dataset) -> None:
    assert "apsco-2005-convention" in {row.id for row in grounds(dataset, "apsco")}
    assert grounds(dataset, "BRA") == []


def test_terms_are_read_off_the_glossary() -> None:
    terms = glossary.terms(ROOT)
    asked = {"CNSA", "CLEP", "DSEL", "ILRS", "ILRSCO", "STA", "MoU", "TT&C", "ITAR", "Wolf Amendment", "APSCO"}
    assert asked | {"COPUOS", "CBERS", "EDTF"} <= set(terms)
    assert terms["STA"] == (
        "Science and technology agreement, a frame under which two states do research together; "
        "some name space among its subjects"
    )


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("redirect_from: [old/, 'older']", ["old/", "older/"]),
        ("redirect_from:\n  - /a/b\n  - c/", ["a/b/", "c/"]),
        ("title: x", []),
    ],
)
def test_former_addresses_are_read_from_the_front_matter(head: str, found: list[str]) -> None:
    assert former(f"---\n{head}\n---\n\n# Page\n") == found


def test_an_old_address_leads_on_and_none_hides_a_page(tmp_path: Path) -> None:
    docs, site = tmp_path / "docs" / "new", tmp_path / "site"
    docs.mkdir(parents=True)
    page = docs / "page.md"
    page.write_text("---\nredirect_from:\n  - old/place/\n---\n", encoding="utf-8")
    write_redirects(tmp_path, site)
    assert 'href="../../new/page/"' in (site / "old/place/index.html").read_text(encoding="utf-8")
    write_redirects(tmp_path, site)
    for wrong in ("../out", "old/place"):
        page.write_text(f"---\nredirect_from: [{wrong}]\n---\n", encoding="utf-8")
        (site / "old/place/index.html").write_text("a page", encoding="utf-8")
        with pytest.raises(ValueError, match="redirect_from"):
            write_redirects(tmp_path, site)


def test_the_counts_of_a_day_are_those_of_today_before_any_script(dataset: Dataset) -> None:
    sums = re.findall(r'class="sum">([\d,]+)</b>', str(asof.day_control(View(dataset, VIEW), "moon")))
    counted = (dataset.members("artemis-accords"), dataset.members("ilrs", kind="state"))
    assert sums == [str(len(members)) for members in counted]
