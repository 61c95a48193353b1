"""Old addresses that lead on: a page that was renamed keeps a stub at each address it had before.

A page names its former addresses in its front matter, as a list under `redirect_from:`.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath

from ..html import el
from .writing import write

_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.S)
_LIST = re.compile(r"^redirect_from:[ \t]*(?:\[(?P<row>[^\]\n]*)\]|(?P<rows>(?:\n[ \t]*- [^\n]+)+))", re.M)


def former(markdown: str) -> list[str]:
    """The former addresses that a page names, as paths below the site's root that end in a slash."""
    head = _HEAD.match(markdown)
    found = _LIST.search(head[1]) if head else None
    if not found:
        return []
    named = found["row"].split(",") if found["row"] is not None else re.findall(r"- ([^\n]+)", found["rows"])
    return [name.strip().strip("\"'").strip("/") + "/" for name in named if name.strip()]


def write_redirects(root: Path, site: Path) -> None:
    """Write a stub for every former address. Raises ValueError where one is a page's own or leaves the site."""
    for path in sorted((root / "docs").rglob("*.md")):
        name = path.relative_to(root).as_posix()
        here = path.relative_to(root / "docs").with_suffix("").as_posix()
        target = "" if here == "index" else here.removesuffix("/index") + "/"
        for old in former(path.read_text(encoding="utf-8")):
            if ".." in PurePosixPath(old).parts or ":" in old or "\\" in old:
                raise ValueError(f"{name}: redirect_from: '{old}' is no address inside the site")
            place = site / old / "index.html"
            if place.is_file() and 'http-equiv="refresh"' not in place.read_text(encoding="utf-8"):
                raise ValueError(f"{name}: redirect_from: '{old}' is a page of its own")
            write(place, stub("../" * old.count("/") + target))


def stub(target: str) -> str:
    """A page that leads on at once, for browsers, search engines and people."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("title", "This page has moved"),
        el("meta", http_equiv="refresh", content=f"0; url={target}"),
        el("link", rel="canonical", href=target),
        el("meta", name="robots", content="noindex"),
    )
    body = el("body", el("p", "This page has moved: ", el("a", "go there", href=target), "."))
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"
