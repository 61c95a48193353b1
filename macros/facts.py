"""Figures and citations for the prose: a number a reader sees comes from here, with the source behind it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from .dataset import QUESTIONS, Dataset, count
from .html import Markup, el, joined, text
from .links import party_link, source_link
from .problems import nearest
from .records import Citation
from .standing import about

SMALL = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def number(value: int | float | str, *, words: bool = False) -> str:
    """A figure as prose has it: grouped by thousands; as a word up to twelve if asked."""
    if isinstance(value, int) and words and 0 <= value < len(SMALL):
        return SMALL[value]
    return f"{value:,}" if isinstance(value, int | float) else value


def date_words(date: dt.date) -> str:
    """`22 November 2026`."""
    return f"{date.day} {date:%B %Y}"


def cite(dataset: Dataset, base: str, *keys: str | Citation) -> Markup:
    """References to sources, each one click from the page read. Raises KeyError for an unknown key."""
    links = []
    for key in keys:
        citation = key if isinstance(key, Citation) else Citation(source=key)
        if citation.source not in dataset.sources:
            hint = nearest(citation.source, dataset.sources) or "declare it in data/sources.yml"
            raise KeyError(f"no source '{citation.source}'; {hint}")
        links.append(source_link(dataset.sources[citation.source], base, hint=True))
    return el("span", "[", joined(links, "; "), "]", class_="cite")


def fact(dataset: Dataset, base: str, claim_id: str, part: str = "value", *, sources: bool = True) -> Markup:
    """A claim's figure with its citation. `part`: value (as stated), newest, unit, as_of or newest_as_of."""
    if claim_id not in dataset.claims:
        raise KeyError(f"no claim '{claim_id}'; {nearest(claim_id, dataset.claims) or 'claims are in data/claims.yml'}")
    claim = dataset.claims[claim_id]
    newest = part.startswith("newest")
    if newest and claim.newest is None:
        raise KeyError(f"the claim '{claim_id}' has no newest value; use fact('{claim_id}')")
    found: Any = {
        "value": claim.value,
        "unit": claim.unit,
        "as_of": claim.as_of.words if claim.as_of else None,
        "newest": claim.newest.value if claim.newest else None,
        "newest_as_of": claim.newest.as_of.words if claim.newest else None,
    }.get(part, KeyError)
    if found is KeyError:
        raise KeyError(f"no part '{part}' of a claim; parts: value, newest, unit, as_of, newest_as_of")
    if found is None:
        raise KeyError(f"the claim '{claim_id}' has no {part}")
    # A number without a unit is a year or a name, and is not grouped by thousands.
    shown = el("span", number(found) if claim.unit else str(found), class_="fact")
    if not sources or part in ("unit", "as_of", "newest_as_of"):
        return shown
    cited = claim.newest.sources if newest and claim.newest else claim.sources
    return shown + text(" ") + cite(dataset, base, *cited[:2])


def counted(dataset: Dataset, question: str, *, words: bool = False, **filters: Any) -> Markup:
    """How many the dataset holds, as a figure for the prose."""
    return el("span", number(count(dataset, question, **filters), words=words), class_="fact")


def who(dataset: Dataset, base: str, question: str, *, most: int | None = None, **filters: Any) -> Markup:
    """The parties that answer a question, by name and linked; with `most`, that many with most instruments.

    Raises KeyError for a question that is answered by records and not by parties.
    """
    count(dataset, question, **filters)  # refuses a wrong question or filter in its own words
    found = QUESTIONS[question](dataset, **filters)
    if not all(party in dataset.countries or party in dataset.organisations for party in found):
        raise KeyError(f"'{question}' is not answered by parties, and names nobody")
    ranked = sorted(found, key=dataset.party_name)
    if most:
        ranked = sorted(ranked, key=lambda party: -len(about(dataset, party, "agreements")))[:most]
    links = [party_link(dataset, party, base) for party in ranked]
    if len(links) < 2:
        return joined(links)
    return joined(links[:-1]) + text(" and ") + links[-1]


def references(dataset: Dataset, base: str, citations: Iterable[Citation]) -> Markup:
    """The sources of one record as a short run of links, with locators."""
    links = []
    for citation in citations:
        source = dataset.sources[citation.source]
        at = f", {citation.at}" if citation.at else ""
        copy = " (copy)" if source.copy_of else ""
        links.append(source_link(source, base) + text(at + copy))
    return joined(links, "; ")


# <prefix>(a=b, c=d): the way a claim names the question that recomputes it. A comma ends a value only before a name.
_MEASURE = re.compile(r"([a-z-]+)\((.*)\)")
_NEXT = re.compile(r",\s*(?=[a-z_]+\s*=)")


def measured(dataset: Dataset, measure: str) -> int:
    """The dataset's own answer to a claim's `measure`. Raises KeyError for a measure it cannot read."""
    match = _MEASURE.fullmatch(measure)
    if not match:
        raise KeyError(f"'{measure}' is no measure; write a question, like members(body=ilrs, on=2024-02-15)")
    filters = dict(part.strip().split("=", 1) for part in _NEXT.split(match[2]) if part.strip())
    return count(dataset, match[1], **{name.strip(): value.strip() for name, value in filters.items()})
