"""Marks in a row that look the same become one path: a matrix of a thousand marks is then a handful of elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from xml.etree.ElementTree import Element

from .outlines import TENTHS, WHOLE, compact, reach, scaled

_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1 0 1,1 0,-\1A\1,\1 0 0,1 \1,0Z")
_TRANSLATE = re.compile(r"translate\(([-\d.]+), ?([-\d.]+)\)")
_LONG, _FINE = 3000, 2
"""An outline of so many characters is a land silhouette: halves of a px do for it."""
_CURVE = 40.0
"""A curve that reaches so far, in px, may be rounded to whole ones."""
Style = dict[str, str]


def join(parent: Element, styles: dict[Element, Style], inherited: Mapping[str, str] | None = None) -> None:
    """Join what can be joined below an element, and write every outline short."""
    given = {**(inherited or {}), **{name: value for name, value in styles[parent].items() if name != "opacity"}}
    children: list[Element] = []
    for (plain, _), run in groupby(parent, key=lambda child: (_plain(child), sorted(styles[child].items()))):
        found = list(run)
        children += list(_joined(found, styles, {**given, **styles[found[0]]})) if plain else map(_shortened, found)
    for child in children:
        join(child, styles, given)
    parent[:] = children


def _shortened(element: Element) -> Element:
    """What stays as it is, but for a long way to say it."""
    path = element.get("d", "")
    if element.tag.endswith("}path") and not _CIRCLE.fullmatch(path):
        element.set("d", compact(path, per=_grain(path)))
    return element


def _plain(element: Element) -> bool:
    """A path with nothing but its outline and its place."""
    place = element.get("transform")
    return (
        element.tag.endswith("}path")
        and not element.attrib.keys() & {"id", "clip-path"}
        and (place is None or bool(_TRANSLATE.fullmatch(place)))
    )


def _joined(found: list[Element], styles: dict[Element, Style], style: Style) -> Iterator[Element]:
    own = styles[found[0]]
    outlines = [(element.get("d", ""), _place(element)) for element in found]
    circles = [_CIRCLE.fullmatch(path) for path, _ in outlines]
    if len(found) > 1 and all(circles) and _filled(style) and len({path for path, _ in outlines}) == 1 and circles[0]:
        # Dots: lines of no length with round ends.
        width = 2 * float(circles[0][1]) + _outline(style)
        dots = "".join(f"{compact('M0,0', place)}h0" for _, place in outlines)
        yield _made(found[0], styles, dots, {
            **own, "fill": "none", "stroke": style["fill"], "stroke-width": f"{width:g}px", "stroke-linecap": "round",
        })  # fmt: skip
    elif len(found) > 1 and not any(circles) and _may_overlap(style):
        yield _made(found[0], styles, "".join(compact(path, place, _grain(path)) for path, place in outlines), own)
    else:
        for element, (path, place), circle in zip(found, outlines, circles, strict=True):
            yield element if circle else _single(element, styles, style, path, place)


def _single(
    element: Element, styles: dict[Element, Style], style: Style, path: str, place: tuple[float, float]
) -> Element:
    own = styles[element]
    if len(path) > _LONG and place == (0, 0) and _filled(style):
        made = _made(element, styles, scaled(path, _FINE), own)
        made.set("transform", f"scale({1 / _FINE:g})")
        return made
    return _made(element, styles, compact(path, place, _grain(path)), own)


def _grain(path: str) -> int:
    return WHOLE if set("CQ") & set(path) and reach(path) > _CURVE else TENTHS


def _filled(style: Style) -> bool:
    """Whether a mark is of one colour to its edge, so that marks that overlap look alike in any order."""
    fill = style.get("fill", "none")
    return style.get("stroke", "none") in ("none", fill) and fill != "none" and "opacity" not in style


def _outline(style: Style) -> float:
    """How thick a mark's outline is."""
    return float(style.get("stroke-width", "1").removesuffix("px")) if style.get("stroke", "none") != "none" else 0.0


def _may_overlap(style: Style) -> bool:
    lines = style.get("fill") == "none" and style.get("stroke-opacity", "1") == "1" and "opacity" not in style
    return lines or (_filled(style) and style.get("fill-opacity", "1") == "1")


def _place(element: Element) -> tuple[float, float]:
    found = _TRANSLATE.fullmatch(element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _made(like: Element, styles: dict[Element, Style], path: str, style: Style) -> Element:
    made = Element(like.tag, {"d": path})
    styles[made] = dict(style)
    return made
