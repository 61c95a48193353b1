"""Colours mean one thing, are those of tokens.css, and can be told from the paper in both palettes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import get_args

import pytest

from macros.charts.palette import MEANINGS, Scheme, colour, real, themed, tokens, used

SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
# Marks need 3:1, words 4.5:1 (WCAG 2.2, 1.4.11 and 1.4.3). Paper, grid and land are neither.
TEXT = ("ink", "ink-soft", "ink-faint", "ilrs", "artemis", "both", "treaty", "stated", "neutral", "level-1")
MARKS = (*TEXT, "ended", "rule-strong", "level-2", "level-3", "level-4")


def luminance(value: str) -> float:
    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(int(value[index : index + 2], 16)) for index in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(names: tuple[str, ...], least: float) -> Iterator[tuple[Scheme, str, float]]:
    for scheme, name in itertools.product(SCHEMES, names):
        yield scheme, name, least


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_meaning_has_a_value_in_tokens_css(scheme: Scheme) -> None:
    assert set(MEANINGS) <= set(tokens(scheme))


@pytest.mark.parametrize(("scheme", "name", "least"), [*pairs(TEXT, 4.5), *pairs(MARKS, 3.0)])
def test_contrast_with_the_paper(scheme: Scheme, name: str, least: float) -> None:
    assert contrast(tokens(scheme)[name], tokens(scheme)["paper"]) >= least


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", ["ilrs", "artemis", "both", "ink", "ink-faint"])
def test_what_stands_on_land_can_be_told_from_it(scheme: Scheme, name: str) -> None:
    assert contrast(tokens(scheme)[name], tokens(scheme)["land"]) >= 3.0


def test_stand_ins_become_variables_and_values() -> None:
    drawing = f"fill:{colour('ilrs')};stroke:{colour('paper')}"
    assert themed(drawing) == "fill:var(--ilrs);stroke:var(--paper)"
    assert real(drawing) == f"fill:{tokens()['ilrs']};stroke:{tokens()['paper']}"
    assert used(drawing) == ("paper", "ilrs")


def test_colours_of_one_light_value_share_the_dark_one() -> None:
    """A live chart finds a colour's meaning by its light value, so equal values must mean equal values in the dark."""
    for one, other in itertools.combinations(MEANINGS, 2):
        if tokens("default")[one] == tokens("default")[other]:
            assert tokens("slate")[one] == tokens("slate")[other], (one, other)


def test_an_unknown_meaning_is_refused() -> None:
    with pytest.raises(KeyError):
        colour("pink")
    assert not re.search(r"rgb\(1, 2,", themed(colour("grid")))
