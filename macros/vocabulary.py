"""The words a page may use, and the check that it uses no others: before anything is built."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import jinja2
from jinja2 import nodes

from .problems import Problem, nearest

# Names that MkDocs, its macros plugin or Jinja itself bring along.
GIVEN = {
    "page",
    "config",
    "environment",
    "git",
    "navigation",
    "files",
    "macros_info",
    "now",
    "context",
    "range",
    "loop",
}


class PageError(Exception):
    """A page calls something that is not there; says which page, which line, and the nearest right name."""


def check_pages(root: Path, words: Iterable[str]) -> list[Problem]:
    """Every call in docs/ of a macro that does not exist, with page and line."""
    docs = root / "docs"
    stamp = tuple((str(path), path.stat().st_mtime_ns) for path in sorted(docs.rglob("*.md")))
    return list(_check(root, stamp, tuple(sorted(words))))


@lru_cache(maxsize=2)
def _check(root: Path, stamp: tuple[tuple[str, int], ...], words: tuple[str, ...]) -> tuple[Problem, ...]:
    jinja = jinja2.Environment(autoescape=True)
    problems = []
    known = "words: " + ", ".join(words)
    for path, _ in stamp:
        name = Path(path).relative_to(root).as_posix()
        source = Path(path).read_text(encoding="utf-8")
        if "{{" not in source and "{%" not in source:
            continue
        try:
            tree = jinja.parse(source)
        except jinja2.TemplateSyntaxError as error:
            problems.append(
                Problem(
                    name,
                    error.lineno,
                    f"the page's markup cannot be read: {error.message}",
                    hint="see /contribute/ for how a page calls a macro",
                )
            )
            continue
        local = {node.name for node in tree.find_all(nodes.Name) if node.ctx in ("store", "param")}
        problems += [
            Problem(name, node.lineno, f"unknown word '{node.name}'", hint=nearest(node.name, words) or known)
            for node in tree.find_all(nodes.Name)
            if node.ctx == "load" and node.name not in {*words, *GIVEN, *local}
        ]
    return tuple(problems)
