"""Twenty questions of a journalist, each answered from the home page, on a phone, in two steps or one search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect

from macros.dataset import Dataset

Answer = Callable[[Dataset], str]


@dataclass(frozen=True)
class Question:
    """What is asked, the search or the steps that lead to the answer, and words that must then be seen."""

    asked: str
    answers: tuple[str | Answer, ...]
    search: str = ""
    lands_on: str = ""
    steps: tuple[str, ...] = field(default=())
    """A link's text; `name=value` sets the control of that name."""


def since(body: str, member: str) -> Answer:
    """The day on which a member joined, in words."""

    def answer(dataset: Dataset) -> str:
        row = next(row for row in dataset.memberships(body) if row.member == member)
        assert row.joined is not None
        return row.joined.words

    return answer


def newest(dataset: Dataset) -> str:
    """Who signed the Accords last."""
    return dataset.party_name([row for row in dataset.memberships("artemis-accords") if row.joined][-1].member)


def signatories(dataset: Dataset) -> str:
    return f"{len(dataset.members('artemis-accords', on='2024-02-15'))} states in the Artemis Accords"


QUESTIONS = (
    Question(
        "When did Serbia join the ILRS, and has it signed the Accords?",
        (since("ilrs", "SRB"), since("artemis-accords", "SRB")),
        search="Serbia",
        lands_on="countries/serbia/",
    ),
    Question("Since when is Venezuela in?", (since("ilrs", "VEN"),), search="Venezuela", lands_on="venezuela/"),
    Question("Is TUR in a bloc?", (since("artemis-accords", "TUR"),), search="TUR", lands_on="countries/turkiye/"),
    Question("And Turkey by its older name?", ("Türkiye",), search="Turkey", lands_on="countries/turkiye/"),
    Question("What has the UAE agreed?", ("United Arab Emirates",), search="UAE", lands_on="united-arab-emirates/"),
    Question("What has Czechia agreed?", ("Czechia",), search="Czechia", lands_on="countries/czechia/"),
    Question("Whose is CBERS-4A?", ("CBERS-4A",), search="CBERS-4A", lands_on="brazil/"),
    Question("Who built CFOSAT?", ("CFOSAT",), search="CFOSAT", lands_on="france/"),
    Question("Where is Espacio Lejano?", ("Espacio Lejano",), search="Espacio Lejano", lands_on="ground/"),
    Question("What does ILRSCO mean?", ("Cooperation Organization",), search="ILRSCO", lands_on="glossary/"),
    Question("Which African states host a station?", ("Namibia",), steps=("Ground stations", "region=Africa")),
    Question("What was signed in 2018?", (" 2018",), steps=("Who signed what, and when", "find=2018")),
    Question("What is signed with Egypt?", ("Egypt",), steps=("Who signed what, and when", "partner=EGY")),
    Question("Who left, and why?", ("Chang'e-7",), steps=("Who left, and why",)),
    Question("Who signed the Accords last?", (newest,), steps=("The two lunar blocs",)),
    Question("How many had signed in February 2024?", (signatories,), steps=("The two lunar blocs", "on=2024-02-15")),
    Question("Who stands on both sides?", ("States in both lunar blocs", "Serbia"), steps=("One country",)),
    Question("What was launched for Pakistan?", ("PakSat-1R",), steps=("Satellites", "partner=PAK")),
    Question("Which law bars NASA?", ("Wolf Amendment",), steps=("The United States and China",)),
    Question("Which claims were wrong?", ("contradicted",), steps=("Claims, checked", "verdict=contradicted")),
)  # fmt: skip


@pytest.fixture
def phone(chrome: Browser, server: str) -> Iterator[Page]:
    context = chrome.new_context(viewport={"width": 360, "height": 780}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(server)
    yield page
    context.close()


def first_found(page: Page, words: str, lands_on: str) -> None:
    """Open what the search puts first, which must lead there; results arrive one by one while the index is read."""
    page.locator("label.md-header__button[for=__search]").click()
    page.locator(".md-search__input").fill(words)
    found = page.locator(".md-search-result__item a.md-search-result__link").first
    expect(found).to_have_attribute("href", re.compile(re.escape(lands_on)), timeout=20_000)
    found.click()
    expect(page.locator(".md-search__output")).not_to_be_visible()


FIRST = {
    "United Arab Emirates": "united-arab-emirates", "South Africa": "south-africa", "Ireland": "ireland",
    "European Union": "european-union", "USA": "united-states", "Dominican Republic": "dominican-republic",
    "Czech Republic": "czechia", "Turkiye": "turkiye", "GBR": "united-kingdom", "APSCO": "apsco",
    "European Space Agency": "esa", "Republic of Serbia": "serbia",
}  # fmt: skip
"""Names that are part of other names, and the profiles they mean."""


def test_a_profile_comes_first_for_each_of_its_names(phone: Page) -> None:
    first_found(phone, "Brazil", "countries/brazil/")
    for name, profile in FIRST.items():
        phone.locator("label.md-header__button[for=__search]").click()
        field = phone.locator(".md-search__input")
        field.fill(name)
        field.dispatch_event("keyup")  # Material asks when a key is let go
        found = phone.locator(".md-search-result__item a.md-search-result__link").first
        expect(found).to_have_attribute("href", re.compile(f"/countries/{profile}/"), timeout=10_000)
        field.press("Escape")


NAMED = {
    "UK": "countries/united-kingdom/", "EU": "countries/european-union/", "ARE": "countries/united-arab-emirates/",
    "America": "countries/united-states/", "korea, rep.": "countries/south-korea/", "TÜRKIYE": "countries/turkiye/",
    "misrsat 2": "satellites/#misrsat-2", "cbers 4a": "satellites/#cbers-4a",
    "TT&C": "glossary/#ttc", "CNSA": "glossary/#cnsa", "artemis accords": "memberships/?body=artemis-accords",
}  # fmt: skip
"""What is no beginning of another word to whoever asks for it."""


def test_a_name_in_full_leads_straight_to_what_bears_it(phone: Page, server: str) -> None:
    for name, path in NAMED.items():
        phone.locator("label.md-header__button[for=__search]").click()
        field = phone.locator(".md-search__input")
        field.fill(name)
        named = phone.locator("a.named")
        expect(named).to_have_attribute("href", server + path, timeout=10_000)
        expect(named).to_be_visible()
        field.press("Enter")
        phone.wait_for_url(server + path)
        expect(phone.locator(".md-search__output")).not_to_be_visible()
    phone.locator("label.md-header__button[for=__search]").click()
    phone.locator(".md-search__input").fill("Brazil an")
    expect(phone.locator("a.named")).to_be_hidden()


def take(page: Page, step: str) -> None:
    """A link followed, or a control set."""
    name, is_control, value = step.partition("=")
    if not is_control:
        page.locator("article ul.ways").get_by_role("link", name=name, exact=True).click()
        page.wait_for_function("!document.querySelector('ul.ways')")
        return
    control = page.locator(f"article [name={name}]").first
    details = page.locator("atlas-table details").first
    if control.evaluate("element => element.tagName") == "SELECT":
        details.evaluate("element => { element.open = true; }")
        control.select_option(value)
    else:
        control.fill(value)


def test_there_are_twenty() -> None:
    assert len(QUESTIONS) == 20
    assert all(len(question.steps) <= 2 and bool(question.search) != bool(question.steps) for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.asked)
def test_question(phone: Page, dataset: Dataset, question: Question) -> None:
    if question.search:
        first_found(phone, question.search, question.lands_on)
        phone.wait_for_url(f"**/{question.lands_on}*", timeout=10_000)
    for step in question.steps:
        take(phone, step)
    for answer in question.answers:
        words = answer if isinstance(answer, str) else answer(dataset)
        expect(phone.locator("article").get_by_text(words).locator("visible=true").first).to_be_visible(timeout=10_000)
