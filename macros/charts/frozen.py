"""A chart as it is today, for pages that take no iframe: one figure of plain HTML, whole in itself.

The drawing's colours are attributes, which a host's policy against styles leaves alone. One style inside it
adds the dark palette and the narrow form, and keeps the host's own rules out; where a host strips it, the
wide drawing stays on its own light paper.
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup

from ..dataset import Dataset
from ..html import el
from .chart import Chart, Size
from .palette import MEANINGS, tokens
from .posters import picture
from .template import FONTS, WIDTH
from .words import long_day

DARK = "(prefers-color-scheme:dark)"
"""In the figure's style; a copy for one palette has `all` or `not all` in its place."""
_STYLE = re.compile(r' style="([^"]*)"')
_INK = re.compile(r' (fill|stroke)="(#[0-9a-f]{6})"')
_HEAD = re.compile(r'<svg class="poster"')


@lru_cache(maxsize=64)
def frozen(dataset: Dataset, chart: Chart, place: str) -> Markup | None:
    """The figure, on one line; `place` is the chart's address. None where no browser could draw it."""
    name = f"atlas-{chart.id}-{dataset.as_of}"
    drawn: dict[Size, Markup | None] = {size: picture(dataset, chart, size) for size in WIDTH}
    wide, narrow = drawn["wide"], drawn["narrow"]
    if wide is None or narrow is None:
        return None
    pictures = _attributed(wide, chart, "wide", name, ""), _attributed(narrow, chart, "narrow", name, ' display="none"')
    style = el("style", Markup(_rules(name, "".join(pictures))))  # noqa: S704 (built of our palette's values)
    first = pictures[0].replace("</desc>", f"</desc>{style}", 1)
    figure = el(
        "figure",
        el("figcaption", el("strong", el("a", chart.question, href=place)), el("br"), chart.takeaway(dataset)),
        Markup(first + pictures[1]),  # noqa: S704 (cleaned by `svg.clean`)
        el(
            "p",
            el(
                "small",
                f"As of {long_day(dataset.as_of)}. Source: ",
                el("a", "Space Diplomacy Atlas", href=place),
                ", CC BY 4.0.",
            ),
        ),
        id=name,
        style=f"max-width:{WIDTH['wide']}px;margin:1em 0",
    )
    line = re.sub(r"\s*\n\s*", " ", figure)
    # Inside an attribute a colon is only that; people read what they paste.
    return Markup(re.sub(r'="[^"]*"', lambda match: match.group().replace("&#58;", ":"), line))  # noqa: S704


def _attributed(drawing: str, chart: Chart, size: Size, name: str, shown: str) -> str:
    """The drawing with attributes for styles, ids of its own, a width that fits, and the paper under it."""
    own = str(drawing).replace(f"{chart.id}-{size}-", f"{name}-{size}-")
    plain = _STYLE.sub(lambda match: "".join(_attribute(pair) for pair in match.group(1).split(";") if pair), own)
    font = FONTS.replace("'", "")
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="{size}" width="100%" font-family="{font}"{shown}'
    paper = f'<rect width="100%" height="100%" fill="{tokens()["paper"]}"/>'
    return _HEAD.sub(head, plain, count=1).replace("</desc>", "</desc>" + paper, 1)


def _attribute(pair: str) -> str:
    name, value = pair.split(":", 1)
    return f' {name}="{value}"'


def _rules(name: str, drawn: str) -> str:
    """The dark palette, the narrow form, and a wall against the host's rules, all under the figure's id."""
    light, dark = tokens(), tokens("slate")
    pairs = {light[meaning]: dark[meaning] for meaning in MEANINGS}
    found = sorted(set(_INK.findall(drawn)))
    # A space after each brace: to Jinja, which many hosts run over their pages, a brace and # open a comment.
    inks = "".join(f' #{name} [{kind}="{ink}"]{{{kind}:{pairs[ink]}!important}}' for kind, ink in found if ink in pairs)
    return (
        f"#{name}{{display:block!important;max-width:{WIDTH['wide']}px!important;container-type:inline-size!important}}"
        f" #{name} svg,#{name} svg *{{all:revert-layer!important}}"
        f" #{name} svg{{max-width:100%!important;height:auto!important}}"
        f" #{name} svg.narrow{{display:none!important}}"
        f" @container (max-width:599px){{ #{name} svg.narrow{{display:inline!important}}"
        f" #{name} svg.wide{{display:none!important}} }}"
        f" @media {DARK}{{{inks} }}"
    )
