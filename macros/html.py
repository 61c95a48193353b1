"""The one door through which data becomes HTML: everything that passes is text, unless it came through here.

Pages are Markdown, so markup from here meets a Markdown parser after Jinja. Besides what HTML needs, the
door therefore writes every character that Markdown (or an extension of it) could act on as a character
reference: a title such as `*[x](javascript:…)*` shows as just that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, TypeAlias

from markupsafe import Markup

from .characters import UNSEEN

__all__ = ["Child", "Markup", "address", "block", "el", "joined", "json_data", "text"]

Child: TypeAlias = "str | int | float | Markup | Iterable[Child] | None"

_ACTIVE = {ord(char): f"&#{ord(char)};" for char in "&<>\"'*_`[]{}\\|~^=#!$@:+"}
_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "source"}
_ADDRESSES = {"href", "src", "action", "formaction", "cite", "poster", "data"}


def text(value: Child) -> Markup:
    """A value as text in a page. Markup built here passes; sequences are joined; None is nothing."""
    if value is None:
        return Markup("")
    if isinstance(value, Markup):
        return value
    if isinstance(value, str | int | float):
        return _plain(str(value))
    return Markup("".join([text(child) for child in value]))  # noqa: S704 (each part came through here)


@lru_cache(maxsize=50_000)  # names, kinds and sources come again and again
def _plain(value: str) -> Markup:
    # A line that starts with a list or quotation mark is only active at the start of a Markdown block.
    return Markup(UNSEEN.sub(" ", value).translate(_ACTIVE))  # noqa: S704 (this is the door)


def address(url: str) -> str:
    """A URL if a page may link to it: http(s), or a path inside the site. Raises ValueError for others."""
    plain = UNSEEN.sub("", url).strip()
    scheme = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", plain)
    elsewhere = plain.replace("\\", "/").startswith("//")  # a browser reads a backslash as a slash
    if elsewhere or (scheme and scheme.group().lower() not in ("http:", "https:", "mailto:")):
        raise ValueError(f"'{url}' is no address a page may link to")
    return plain


def el(tag: str, *children: Child, **attributes: str | int | float | bool | None) -> Markup:
    """An element. Names of attributes lose a trailing `_` and turn inner `_` into `-` (`class_`, `aria_label`).

    True is an attribute without value; False and None leave it out. Children are escaped unless Markup.
    """
    parts = [f"<{tag}"]
    for name, value in attributes.items():
        if value is None or value is False:
            continue
        name = name.removesuffix("_").replace("_", "-")
        if name in _ADDRESSES:
            value = address(str(value))
        parts.append(f" {name}" if value is True else f' {name}="{_plain(str(value))}"')
    parts.append(">")
    if tag not in _VOID:
        parts += (text(children), f"</{tag}>")
    return Markup("".join(parts))  # noqa: S704 (this is the door)


def joined(parts: Iterable[Child], by: str = ", ") -> Markup:
    """Parts in a row with a separator between them."""
    return text(by).join(text(part) for part in parts)


def block(markup: Markup) -> Markup:
    """Markup as a block of its own in a Markdown page: without blank lines or indentation that would end it."""
    return Markup("\n\n" + re.sub(r"\n\s*", "\n", str(markup)).strip() + "\n\n")  # noqa: S704 (this is the door)


def json_data(value: Any) -> Markup:
    """A value as JSON for a script element that is data: nothing in it can end the element or open another."""
    plain = json.dumps(value, ensure_ascii=True, sort_keys=False, allow_nan=False)
    return Markup(re.sub("[<>&]", lambda char: f"\\u{ord(char[0]):04x}", plain))  # noqa: S704 (this is the door)
