"""Which colours a chart may use, and what each is on paper, on a dark screen and in a poster.

A chart names a meaning (`colour("ilrs")`) and gets a stand-in colour that occurs nowhere else. A poster turns
stand-ins into CSS variables, so one drawing serves every palette; a PNG or figure.json turns them into the
values that docs/assets/stylesheets/tokens.css gives those variables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Scheme = Literal["default", "slate"]

TOKENS = Path(__file__).parents[2] / "docs" / "assets" / "stylesheets" / "tokens.css"
MEANINGS = (
    "ink", "ink-soft", "ink-faint", "rule", "rule-strong", "grid", "paper", "paper-raised", "land",
    "ilrs", "artemis", "both", "treaty", "stated", "neutral", "ended", "level-1", "level-2", "level-3", "level-4",
)  # fmt: skip
_STAND_INS = {name: f"rgb(1, 2, {10 + index})" for index, name in enumerate(MEANINGS)}
_NAMES = {value: name for name, value in _STAND_INS.items()}
_STAND_IN = re.compile(r"rgb\(1, ?2, ?(\d+)\)")


def colour(meaning: str) -> str:
    """The stand-in for a meaning. Raises KeyError for a colour that means nothing."""
    return _STAND_INS[meaning]


@cache
def tokens(scheme: Scheme = "default") -> Mapping[str, str]:
    """The value of every colour variable in a palette, as tokens.css has it."""
    blocks = re.findall(r"([^{}]+)\{([^}]*)\}", TOKENS.read_text(encoding="utf-8"))
    body = next(body for selector, body in blocks if f'data-md-color-scheme="{scheme}"' in selector)
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\b", body))


def themed(drawing: str) -> str:
    """A drawing with its stand-ins as CSS variables."""
    return _STAND_IN.sub(lambda match: f"var(--{_name(match.group(1))})", drawing)


def real(drawing: str, scheme: Scheme = "default") -> str:
    """A drawing with its stand-ins as the values of a palette."""
    return _STAND_IN.sub(lambda match: tokens(scheme)[_name(match.group(1))], drawing)


def used(drawing: str) -> tuple[str, ...]:
    """The meanings that a drawing uses, each once, in the order of the palette."""
    found = {_name(number) for number in _STAND_IN.findall(drawing)}
    return tuple(name for name in MEANINGS if name in found)


def _name(number: str) -> str:
    return _NAMES[f"rgb(1, 2, {number})"]
