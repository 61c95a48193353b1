"""The prose types no figure by hand: every number on a page is computed, a date, or part of a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
# Names that carry a number of their own. A name with letters and digits in one word (CBERS-4A, M49) needs no entry.
NAMES = r"Chang'e-\d+|CC BY 4\.0|ISO 3166-1(?: alpha-3)?|EDTF level 0|WCAG 2\.2|BRICS|Long March \d\w*|AMP|1200 × 628"


def bare_numbers(markdown: str) -> list[tuple[int, str]]:
    """Line and text of every number in a page's prose that no macro computed and no name or date explains."""

    def blank(match: re.Match[str]) -> str:
        return re.sub(r"[^\n]", " ", match.group())

    text = re.sub(r"\A---\n.*?\n---\n", blank, markdown, flags=re.S)
    for pattern in (
        r"```.*?```",
        r"`[^`\n]*`",
        r"\{\{.*?\}\}",
        r"\{%.*?%\}",
        r"\]\([^)]*\)",
        r"<[^>]*>",
        r"https?://\S+",
        rf"\b(?:{NAMES})",
        rf"\b\d{{1,2}} (?:{MONTH})\b",
        r"\b(?:19|20)\d\d(?:s|–\d+|-\d+)?\b",
        r"^\s*\d+\. ",
        r"\b[\w'’-]*[A-Za-z][\w'’-]*\d[\w'’-]*",
        r"\b\d[\w'’-]*[A-Za-z][\w'’-]*",
    ):
        text = re.sub(pattern, blank, text, flags=re.S | re.M if pattern.startswith(("```", r"\{")) else re.M)
    return [
        (number, match.group())
        for number, line in enumerate(text.split("\n"), 1)
        for match in re.finditer(r"\d[\d,.]*", line)
    ]


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_no_figure_is_typed_by_hand(page: Path) -> None:
    found = bare_numbers(page.read_text(encoding="utf-8"))
    name = page.relative_to(DOCS.parent).as_posix()
    assert not found, "\n".join(
        f"{name}:{line}: '{text}' is typed by hand; use fact() or count()" for line, text in found
    )


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("China has signed 149 agreements.", ["149"]),
        ("About 20 percent of 13 states", ["20", "13"]),
        ("Signed on 20 June 2023 in the 1990s.", []),
        ("CBERS-4A, M49 and Chang'e-7", []),
        ('There are {{ count("agreements", on="2024-02-15") }} of them', []),
        ("See [the list](page-2.md) and `code 42`.", []),
    ],
)
def test_the_check_sees_figures_and_lets_names_and_dates_pass(prose: str, found: list[str]) -> None:
    assert [text.rstrip(".") for _, text in bare_numbers(prose)] == found
