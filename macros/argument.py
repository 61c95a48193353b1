"""The argument of the analysis as one piece: its steps in order, and where a page stands among them."""

from __future__ import annotations

from typing import NamedTuple

from .facts import number
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


PARTS = ("steps", "onward")


def argument(view: View, url: str, part: str = "steps") -> Markup:
    """The `steps` as a numbered list with the page's own marked; `onward`, for a page's end: the ones before and after.

    Raises KeyError for any other part.
    """
    if part not in PARTS:
        raise KeyError(f"no part '{part}' of the argument; parts: {', '.join(PARTS)}")
    here = next((index for index, step in enumerate(STEPS) if step.url == url), None)
    if part == "onward":
        return block(_onward(view, here))
    items = [
        el(
            "li",
            el("a", step.name, href=view.base + step.url, aria_current="page" if index == here else None),
            el("span", step.thesis, class_="thesis"),
        )
        for index, step in enumerate(STEPS)
    ]
    said = f" ({number(here + 1)} of {number(len(STEPS))})" if here is not None else ""
    listed = el("details", el("summary", f"The analysis's argument{said}"), el("ol", items))
    return block(el("nav", listed, class_="argument", aria_label="The argument"))


def _onward(view: View, here: int | None) -> Markup:
    ways = [
        ("Before in the argument", (here or 0) - 1),
        ("Next in the argument", len(STEPS) if here is None else here + 1),
    ]
    links = [
        el("p", el("span", said), " ", el("a", STEPS[place].thesis, href=view.base + STEPS[place].url))
        for said, place in ways
        if 0 <= place < len(STEPS)
    ]
    return el("nav", links, class_="argument onward", aria_label="Onward in the argument")
