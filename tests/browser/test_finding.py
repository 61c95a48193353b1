"""Finding things: an address that is not there, and the data page as search engines and readers come to it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .test_live import at_home
from .test_pages import axe, listen


@pytest.fixture
def page(chrome: Browser, server: str) -> Iterator[Page]:
    """A phone, for which the site is at home at the test's address."""
    context = chrome.new_context(viewport={"width": 360, "height": 780}, reduced_motion="reduce")
    opened = context.new_page()
    at_home(opened, server)
    yield opened
    opened.unroute_all(behavior="ignoreErrors")
    context.close()


@pytest.mark.parametrize(
    ("path", "asked", "near"),
    [
        ("countries/brasil/", "brasil", "countries/brazil/"),
        ("countries/united-arab-emirate", "united arab emirate", "countries/united-arab-emirates/"),
        ("satelites.html", "satelites", "satellites/"),
    ],
)
def test_an_unknown_address_leads_on(page: Page, server: str, path: str, asked: str, near: str) -> None:
    faults: list[str] = []
    listen(page, server.split("/base/")[0], faults)
    answer = page.goto(server + path)
    assert answer is not None
    assert answer.status == 404
    expect(page.locator("h1")).to_have_text("This page is not here")
    expect(page.locator(".near a").first).to_have_attribute("href", server + near)
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert axe(page) == []
    links = page.locator("article a").evaluate_all("links => links.map(link => link.href)")
    assert len(links) >= 8
    for link in links:
        assert link.startswith(server), link
        assert page.request.get(link).ok, link
    page.get_by_role("link", name=f"Search the atlas for “{asked}”").click()
    expect(page.locator(".md-search__input")).to_have_value(asked)
    assert [fault for fault in faults if path not in fault and "404" not in fault] == []


def test_a_search_from_an_unknown_address_finds(page: Page, server: str) -> None:
    page.goto(f"{server}cfosat")
    page.get_by_role("link", name="Search the atlas for “cfosat”").click()
    found = page.locator(".md-search-result__item a.md-search-result__link").first
    expect(found).to_be_visible(timeout=20_000)
    assert "france/" in (found.get_attribute("href") or "")


def test_the_data_is_described_in_the_head_whichever_way_one_comes(page: Page, server: str) -> None:
    faults: list[str] = []
    listen(page, server.split("/base/")[0], faults)
    described = page.locator("head > script[type='application/ld+json']")
    with page.expect_response("**/sitemap.xml"):
        page.goto(server)
    assert described.count() == 0
    page.evaluate("window.same = true")
    page.locator("article ul.ways").get_by_role("link", name="The data", exact=True).click()
    expect(page.locator("h1")).to_have_text("How do I get the data?¶")
    expect(described).to_have_count(1)
    assert page.evaluate("window.same"), "the page was loaded anew"
    assert json.loads(described.inner_text())["@type"] == "Dataset"
    assert page.locator("body script[type='application/ld+json']").count() == 0
    page.go_back()
    expect(described).to_have_count(0)
    page.goto(f"{server}data/")
    expect(described).to_have_count(1)
    assert faults == []
