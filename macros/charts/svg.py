"""What of a drawing by Plotly may stand in a page: known elements and attributes, rounded, named and themed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree

from markupsafe import Markup

from ..html import text
from .joining import join

_SVG = "{http://www.w3.org/2000/svg}"
_KEPT = {"g", "path", "rect", "circle", "text", "tspan", "clipPath", "defs"}
_ATTRIBUTES = (
    "id",
    "class",
    "x",
    "y",
    "dx",
    "dy",
    "cx",
    "cy",
    "r",
    "width",
    "height",
    "d",
    "transform",
    "clip-path",
)
_STYLES = {
    "fill": "",
    "stroke": "none",
    "stroke-width": "1px",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "opacity": "1",
    "font-size": "",
    "font-weight": "normal",
    "font-style": "normal",
    "text-anchor": "start",
    "stroke-dasharray": "none",
    "fill-rule": "nonzero",
    "stroke-linejoin": "miter",
    "stroke-linecap": "butt",
}
_INHERITED = tuple(name for name in _STYLES if name != "opacity")
_SAFE = re.compile(r"[\w\s.,()%#-]*")
_NUMBER = re.compile(r"-?\d*\.\d+(?:e-?\d+)?")
_CIRCLE = re.compile(r"M([\d.]+),0A\1,\1 0 1,1 0,-\1A\1,\1 0 0,1 \1,0Z")
_TRANSLATE = re.compile(r"translate\(([-\d.]+), ?([-\d.]+)\)")

Element = ElementTree.Element
Styles = dict[Element, dict[str, str]]


def clean(drawing: str, prefix: str, title: str, description: str) -> Markup:
    """Plotly's SVG as an inline picture: role, name and description; ids under `prefix`; nothing unknown in it.

    The same drawing gives the same bytes: Plotly's random ids are replaced in the order in which they occur.
    """
    root = ElementTree.fromstring(drawing)  # noqa: S314 (written by Plotly's exporter, which escapes what it draws)
    styles = {element: _style(f"{_anchor(element)};{element.get('style', '')}") for element in root.iter()}
    for group in [root, *root.iter(f"{_SVG}defs")]:
        _prune(group, styles)
    styles = {element: styles[element] for element in root.iter()}
    _names(root, prefix)
    _forget(styles)
    _hoist(root, styles)
    _flatten(root, styles)
    _merge(root, styles)
    join(root, styles)
    box = root.get("viewBox", "")
    head = (
        f'<svg class="poster" viewBox="{box}" role="img" aria-labelledby="{prefix}-t" aria-describedby="{prefix}-d" '
        f'style="{_css({name: value for name, value in styles[root].items() if name in _INHERITED})}">'
    )
    words = f'<title id="{prefix}-t">{text(title)}</title><desc id="{prefix}-d">{text(description)}</desc>'
    inner = "".join(_write(child, styles) for child in root)
    return Markup(head.replace(' style=""', "") + words + inner + "</svg>")  # noqa: S704 (built of the lists above)


def _anchor(element: Element) -> str:
    """Plotly writes this one style as an attribute."""
    return f"text-anchor:{element.get('text-anchor', 'start')}" if element.tag == f"{_SVG}text" else ""


def _style(given: str) -> dict[str, str]:
    pairs = (part.split(":", 1) for part in given.split(";") if ":" in part)
    style = {name.strip(): value.strip() for name, value in pairs}
    if style.get("stroke-width") in ("0px", "0") or style.get("stroke-opacity") == "0":
        style["stroke"] = "none"
    if style.get("stroke") == "none":
        for name in ("stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linejoin", "stroke-linecap"):
            style.pop(name, None)
    if style.get("fill-opacity") == "0":
        del style["fill-opacity"]
        style["fill"] = "none"
    if style.get("opacity") == "1":
        del style["opacity"]
    return {name: value for name, value in style.items() if name in _STYLES and _SAFE.fullmatch(value)}


def _prune(parent: Element, styles: Styles) -> None:
    """Drop what is unknown, empty or invisible."""
    for child in list(parent):
        _prune(child, styles)
        tag = child.tag.removeprefix(_SVG)
        style = styles[child]
        empty = tag in ("g", "defs", "clipPath") and not len(child)
        blank = tag == "text" and not "".join(child.itertext()).strip()
        still = tag == "path" and child.get("d", "") in ("", "M0,0")
        bare = tag in ("rect", "path") and style.get("fill") == "none" and style.get("stroke", "none") == "none"
        hidden = "display: none" in child.get("style", "") or style.get("opacity") == "0"
        if tag not in _KEPT or empty or blank or still or bare or hidden:
            parent.remove(child)


def _forget(styles: Styles) -> None:
    """Drop a style that has its initial value wherever it occurs."""
    for name in _INHERITED:
        if {style[name] for style in styles.values() if name in style} == {_STYLES[name]}:
            for style in styles.values():
                style.pop(name, None)


def _names(root: Element, prefix: str) -> None:
    """Ids and references under the prefix, numbered in order; those that nothing refers to are dropped."""
    _unclip(root)
    wanted = {
        match
        for element in root.iter()
        for match in re.findall(r"url\(['\"]?#([^)'\"]+)['\"]?\)", element.get("clip-path", ""))
    }
    names: dict[str, str] = {}
    for element in root.iter():
        element.attrib.pop("class", None)
        if "id" in element.attrib and element.attrib["id"] not in wanted:
            del element.attrib["id"]
        elif "id" in element.attrib:
            element.set("id", names.setdefault(element.attrib["id"], f"{prefix}-{len(names)}"))
    for element in root.iter():
        if "clip-path" in element.attrib:
            found = re.search(r"#([^)'\"]+)", element.attrib["clip-path"])
            name = names.get(found[1]) if found else None
            if name:
                element.set("clip-path", f"url(#{name})")
            else:
                del element.attrib["clip-path"]
    for defs in root.iter(f"{_SVG}defs"):
        for group in list(defs):
            for clip in list(group):
                if "id" not in clip.attrib:
                    group.remove(clip)


def _hoist(parent: Element, styles: Styles) -> None:
    """A style that all children share moves to their group."""
    for child in parent:
        _hoist(child, styles)
    if parent.tag.removeprefix(_SVG) not in ("g", "svg") or not len(parent):
        return
    for name in _INHERITED:
        values = {styles[child].get(name) for child in parent}
        if len(values) == 1 and (value := values.pop()) is not None:
            styles[parent][name] = value
            for child in parent:
                del styles[child][name]


def _flatten(parent: Element, styles: Styles) -> None:
    """A group that says nothing gives way to its children."""
    children: list[Element] = []
    for child in parent:
        _flatten(child, styles)
        bare = (
            child.tag in (f"{_SVG}g", f"{_SVG}defs")
            and not child.attrib.keys() & {"transform", "clip-path"}
            and not styles[child]
        )
        children += (
            list(child)
            if bare and child.tag == f"{_SVG}g"
            else []
            if child.tag == f"{_SVG}defs" and not len(child)
            else [child]
        )
    parent[:] = children


def _merge(parent: Element, styles: Styles) -> None:
    """Groups in a row that say the same become one."""
    children: list[Element] = []
    for child in parent:
        _merge(child, styles)
        last = children[-1] if children else None
        if (
            last is not None
            and child.tag == last.tag == f"{_SVG}g"
            and child.attrib == last.attrib
            and styles[child] == styles[last]
            and "opacity" not in styles[child]
        ):
            last.extend(child)
        else:
            children.append(child)
    parent[:] = children


def _unclip(root: Element) -> None:
    """Drop a clip that is as large as the whole drawing, and what says nothing else."""
    _, _, wide, high = (float(number) for number in root.get("viewBox", "0 0 0 0").split())
    whole = {
        clip.get("id", "")
        for clip in root.iter(f"{_SVG}clipPath")
        for rect in clip
        if float(rect.get("width", 0)) >= wide and float(rect.get("height", 0)) >= high
    }
    for element in root.iter():
        if any(f"#{name}" in element.get("clip-path", "") for name in whole):
            del element.attrib["clip-path"]
        if element.get("transform") == "":
            del element.attrib["transform"]


def _write(element: Element, styles: Styles) -> str:
    tag = element.tag.removeprefix(_SVG)
    attributes = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES}
    if tag == "path":
        tag, attributes = _shape(tag, attributes)
    parts = [f"<{tag}"]
    for name in _ATTRIBUTES:
        if name in attributes and _SAFE.fullmatch(attributes[name]):
            value = attributes[name] if name in ("id", "d", "clip-path") else _rounded(attributes[name])
            parts.append(f' {name}="{value}"')
    style = _css(styles[element])
    parts.append(f' style="{style}"' if style else "")
    inner = "".join(_content(element, styles))
    return "".join([*parts, f">{inner}</{tag}>" if inner else "/>"])


def _content(element: Element, styles: Styles) -> Iterable[str]:
    if element.tag.removeprefix(_SVG) in ("text", "tspan"):
        yield str(text(element.text))
        for child in element:
            yield _write(child, styles)
            yield str(text(child.tail))
    else:
        yield from (_write(child, styles) for child in element)


def _shape(tag: str, attributes: dict[str, str]) -> tuple[str, dict[str, str]]:
    """A path that is a full circle as one."""
    circle = _CIRCLE.fullmatch(attributes.get("d", ""))
    place = _TRANSLATE.fullmatch(attributes.get("transform", "translate(0,0)"))
    if circle and place:
        return "circle", {"cx": place[1], "cy": place[2], "r": circle[1]}
    return tag, attributes


def _rounded(value: str) -> str:
    return _NUMBER.sub(lambda match: f"{float(match.group()):.1f}".removesuffix(".0"), value)


def _css(style: dict[str, str]) -> str:
    return ";".join(f"{name}:{value.removesuffix('px') if value == '0px' else value}" for name, value in style.items())
