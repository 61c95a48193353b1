"""The argument of the analysis as one piece: its steps in order, and where a page stands among them."""

from __future__ import annotations

from typing import NamedTuple

from .html import Markup, block, el
from .links import View


class Step(NamedTuple):
    """A page that carries one step of the argument: its address, its name, and what the analysis holds there."""

    url: str
    name: str
    thesis: str


STEPS = (
    Step("network/", "The hub", "China builds a hub of many small bilateral ties."),
    Step("moon/", "The Moon", "The lunar station has become the centre of that effort."),
    Step("resilience/", "Resilience", "A hub can lose a spoke and stand; a treaty may not."),
    Step("multilateral/", "Treaties", "The United States relies on treaties and principles whose force is waning."),
    Step("united-states/", "Washington", "No institution clearly leads the American answer."),
    Step("us-china/", "The two", "Cooperation is hard and yet not to be ruled out; one law bars it most."),
    Step("proposals/", "What to do", "What the analysis recommends, and what has come of it."),
)


def argument(view: View, url: str) -> Markup:
    """The steps as a numbered list with the page's own marked, and the one that follows."""
    here = next((index for index, step in enumerate(STEPS) if step.url == url), None)
    items = [
        el(
            "li",
            el("a", step.name, href=view.base + step.url, aria_current="page" if index == here else None),
            el("span", step.thesis, class_="thesis"),
        )
        for index, step in enumerate(STEPS)
    ]
    following = None
    if here is not None and here + 1 < len(STEPS):
        after = STEPS[here + 1]
        following = el("p", "Next in the argument: ", el("a", after.thesis, href=view.base + after.url), class_="next")
    listed = el("details", el("summary", "The analysis's argument, step by step"), el("ol", items), following)
    return block(el("nav", listed, class_="argument", aria_label="The argument"))
