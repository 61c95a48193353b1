"""The one door through which data becomes HTML: everything that passes is text, unless it came through here.

Pages are Markdown, so markup from here meets a Markdown parser after Jinja. Besides what HTML needs, the
door therefore writes every character that Markdown (or an extension of it) could act on as a character
reference: a title such as `*[x](javascript:…)*` shows as just that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from markupsafe import Markup

from .characters import UNSEEN

__all__ = ["Child", "Markup", "address", "block", "el", "joined", "text"]

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
        plain = UNSEEN.sub(" ", str(value))
        # A line that starts with a list or quotation mark is only active at the start of a Markdown block.
        return Markup(plain.translate(_ACTIVE))  # noqa: S704 (this is the door)
    return Markup("").join(text(child) for child in value)


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
        parts.append(f" {name}" if value is True else f' {name}="{text(str(value))}"')
    parts.append(">")
    if tag in _VOID:
        return Markup("".join(parts))  # noqa: S704 (this is the door)
    return Markup("".join(parts)) + text(children) + Markup(f"</{tag}>")  # noqa: S704 (this is the door)


def joined(parts: Iterable[Child], by: str = ", ") -> Markup:
    """Parts in a row with a separator between them."""
    return text(by).join(text(part) for part in parts)


def block(markup: Markup) -> Markup:
    """Markup as a block of its own in a Markdown page: without blank lines or indentation that would end it."""
    return Markup("\n\n" + re.sub(r"\n\s*", "\n", str(markup)).strip() + "\n\n")  # noqa: S704 (this is the door)
