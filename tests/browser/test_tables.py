"""Tables, comparison and the day's counts in a browser: what is asked stands in the address and comes back from it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from macros.dataset import Dataset


@pytest.fixture
def page(chrome: Browser, server: str) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    faults: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.goto(f"{server}agreements/")
    opened.wait_for_selector("atlas-table[ready]")
    yield opened
    context.close()
    assert not faults


def shown(page: Page, count: int) -> None:
    expect(page.locator("atlas-table [role=status]").first).to_have_text(
        f"{count:,} of {page.locator('atlas-table tbody tr').count():,} shown"
    )


def test_a_filter_survives_reload_back_forward_and_instant_navigation(page: Page, dataset: Dataset) -> None:
    brazil = len(dataset.agreements(partner="BRA"))
    tens = len(dataset.agreements(partner="BRA", decade="2010s"))
    page.select_option("select[name=partner]", "BRA")
    shown(page, brazil)
    page.select_option("select[name=decade]", "2010s")
    shown(page, tens)
    page.reload()
    shown(page, tens)
    page.go_back()
    shown(page, brazil)
    page.go_forward()
    shown(page, tens)
    page.locator("atlas-table tbody tr:not([hidden]) td a").first.click()
    page.wait_for_selector("ol.history")
    page.go_back()
    shown(page, tens)


def test_the_download_holds_exactly_the_rows_shown(page: Page, dataset: Dataset, tmp_path: Path) -> None:
    page.select_option("select[name=partner]", "EGY")
    page.get_by_role("button", name="Instrument").click()
    with page.expect_download() as download:
        page.locator("button.csv").click()
    target = tmp_path / "rows.csv"
    download.value.save_as(target)
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    assert {row["id"] for row in rows} == {row.id for row in dataset.agreements(partner="EGY")}
    signed = {row.id: str(row.signed or "undated") for row in dataset.agreements(partner="EGY")}
    assert {row["id"]: row["Date"] for row in rows} == signed
    titles = [row["Instrument"] for row in rows]
    assert titles == page.locator("atlas-table tbody tr:not([hidden]) th").all_inner_texts()


def test_headings_sort_and_say_so(page: Page, dataset: Dataset) -> None:
    signed = {row.id: row.signed for row in dataset.agreements()}
    heading = page.locator("atlas-table thead th", has_text="Date")
    assert heading.get_attribute("aria-sort") == "descending"
    heading.get_by_role("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    ids = page.locator("atlas-table tbody tr").evaluate_all("rows => rows.map(row => row.id)")
    dates = [str(signed.get(row_id) or "undated") for row_id in ids]  # what has no date comes last
    assert dates == sorted(dates)
    assert len(set(dates)) > 300
    assert "sort=date" in page.url


def test_nothing_found_offers_a_way_back(page: Page, dataset: Dataset) -> None:
    page.fill("input[name=find]", "no such word anywhere")
    expect(page.locator(".nothing")).to_be_visible()
    page.locator(".nothing").get_by_role("button", name="Show all").click()
    shown(page, len(dataset.agreements()))


def test_counts_for_a_day(page: Page, server: str, dataset: Dataset) -> None:
    for day in ("2024-02-15", "2022-06-30", "2021-01-01"):
        page.goto(f"{server}moon/?on={day}")
        sums = page.locator("atlas-day .sum")
        expect(sums.first).to_have_text(str(len(dataset.members("artemis-accords", on=day))))
        expect(sums.nth(1)).to_have_text(str(len(dataset.members("ilrs", on=day, kind="state"))))
    page.goto(f"{server}network/?on=2022-07-31")
    expect(page.locator("atlas-day .sum").first).to_have_text(str(len(dataset.agreements(on="2022-07-31"))))


def test_two_partners_side_by_side(page: Page, server: str) -> None:
    page.goto(f"{server}compare/?c=BRA,rus")
    expect(page.locator(".beside th[scope=col]")).to_have_text(["Brazil", "Russia"])
    page.locator("atlas-compare select").nth(2).select_option("PAK")
    expect(page).to_have_url(f"{server}compare/?c=BRA,RUS,PAK")
    page.go_back()
    expect(page.locator(".beside th[scope=col]")).to_have_text(["Brazil", "Russia"])


@pytest.mark.parametrize("path", ["agreements/", "claims/", "memberships/"])
def test_the_address_of_a_row_leads_to_it_on_a_phone(chrome: Browser, server: str, path: str) -> None:
    """Rows far below are laid out late there; what stands for their height must not lead astray."""
    context = chrome.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(server + path)
    rows = opened.eval_on_selector_all("atlas-table tbody tr[id]", "rows => rows.map(row => row.id)")
    for row in (rows[len(rows) // 3], rows[len(rows) * 2 // 3]):
        opened.goto("about:blank")
        opened.goto(f"{server}{path}#{row}")
        opened.wait_for_selector("atlas-table[ready]")
        expect(opened.locator(f"[id='{row}']")).to_be_in_viewport(ratio=1)
        assert opened.locator(f"[id='{row}']").evaluate("row => row.getBoundingClientRect().top") < 120, row
    context.close()


@pytest.mark.parametrize("path", ["moon/", "united-states/"])
def test_the_contents_lead_to_a_heading_below_long_lists_on_a_phone(chrome: Browser, server: str, path: str) -> None:
    context = chrome.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(server + path)
    heading = opened.eval_on_selector_all("article h2[id]", "found => found.map(one => one.id)")[-2]
    opened.locator(f".md-sidebar a[href$='#{heading}']").first.evaluate("link => link.click()")
    top = f"document.getElementById('{heading}').getBoundingClientRect().top"
    opened.wait_for_function(f"Math.abs({top}) < 120")
    opened.goto("about:blank")
    opened.goto(f"{server}{path}#{heading}")
    opened.wait_for_function(f"Math.abs({top}) < 120")
    context.close()


@pytest.mark.parametrize("path", ["agreements/", "moon/", "countries/brazil/"])
def test_a_phone_lays_out_what_was_left_for_later(chrome: Browser, server: str, path: str) -> None:
    """A picture of the whole page, its search by the browser and the bar that scrolls it need all of it."""
    context = chrome.new_context(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(server + path)
    late = "[...document.querySelectorAll('article :is(tr, li, div)')].filter(box => getComputedStyle(box)"
    opened.wait_for_function(late + ".contentVisibility === 'auto').length === 0")
    context.close()


EARLY = (
    ("agreements/", "find", "Amazonia", "find=Amazonia"),
    ("moon/", "on", "2024-02-15", "on=2024-02-15"),
    ("compare/", "c", "BRA", "c=BRA"),
    ("embed/", "theme", "dark", "theme=dark"),
)
"""A page, a control on it, what a quick reader enters there, and how the address then says it."""


@pytest.mark.parametrize(("path", "name", "value", "said"), EARLY, ids=lambda part: part)
def test_what_is_entered_before_the_scripts_come_stands(
    chrome: Browser, server: str, path: str, name: str, value: str, said: str
) -> None:
    page = chrome.new_page()
    held: list[Route] = []
    waiting = True
    page.route("**/assets/javascripts/*.js", lambda route: held.append(route) if waiting else route.continue_())
    page.goto(server + path, wait_until="commit")
    control = page.locator("article form").locator("select" if name == "c" else f"[name={name}]").first
    if control.evaluate("element => element.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)
    waiting = False
    for route in held:
        route.continue_()
    page.wait_for_selector("article [ready]")
    page.wait_for_url(f"**/{path}?{said}")
    expect(control).to_have_value(value)
    page.close()
