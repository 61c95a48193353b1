"""How high an embed is at each width of its host, for hosts that do not listen to what the embed says of it."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from ..dataset import Dataset
from .chart import Chart
from .chronicle import wrap
from .template import WIDTH
from .words import long_day

LEAST, WIDEST, TURN, FULL = 280, 504, 624, 1024
"""The narrowest host that is reckoned with; the width up to which the narrow form grows; that from which the wide
form shows; that up to which it grows."""
_EDGE = 24
_SPARE = 24
"""A line more than today's words need: they change with the data, a snippet that was pasted does not."""


def height(dataset: Dataset, chart: Chart, width: int) -> int:
    """The height in CSS px at a width: the drawing, and the words and controls around it."""
    if width < TURN:
        drawn = (min(width, WIDEST) - _EDGE) * chart.height[1] / WIDTH["narrow"]
    else:
        drawn = (min(width, FULL) - _EDGE) * chart.height[0] / WIDTH["wide"]
    return ceil(drawn + _around(dataset, chart, width))


@lru_cache(maxsize=64)
def formula(dataset: Dataset, chart: Chart) -> str:
    """The same for every width, as a CSS length in the units of a container: one line for each of the two forms."""
    narrow, wide = (_line(dataset, chart, *span) for span in ((LEAST, WIDEST), (TURN, FULL)))
    # Below the turn the last part is larger than any height, above it less than nothing.
    return f"min({narrow},max({wide},({TURN}px - 100cqw)*9999))"


def _line(dataset: Dataset, chart: Chart, first: int, last: int) -> str:
    """A straight line that is nowhere lower than what is needed; beyond the last width it rises no more."""
    needed = {width: height(dataset, chart, width) for width in (*range(first, last, 20), last)}
    slope = (needed[last] - needed[first]) / (last - first)
    base = ceil(max(high - slope * width for width, high in needed.items())) + 2
    return f"{base}px + {slope:.3f}*min(100cqw,{last}px)"


def _around(dataset: Dataset, chart: Chart, width: int) -> float:
    """The question, the takeaway, the button and the foot, as embed.css and charts.css set them."""
    room = width - _EDGE
    question = 26 * len(wrap(chart.question, room, 18.5))
    takeaway = 4 + 21.6 * len(wrap(chart.takeaway(dataset), min(room, 760), 14.4))
    foot = 10 + 24 * len(wrap(_foot(dataset), room, 13))
    return _EDGE + question + takeaway + 12 + 39 + foot + _SPARE


def _foot(dataset: Dataset) -> str:
    # The links break as a whole.
    return f"As of {long_day(dataset.as_of)}. Source: Space\u00a0Diplomacy\u00a0Atlas, CC BY 4.0. Data\u00a0(CSV)"
