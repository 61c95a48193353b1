"""The words a page may use, and the check that it uses no others: before anything is built."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2 import nodes

from .problems import Problem, nearest
from .yaml_nodes import FAST

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
# What the engines all tell of a page, and the filters that the plugin adds to Jinja's own.
OF_A_PAGE = ("meta", "path", "title", "url")
FILTERS = ("pretty", "relative_url")


class PageError(Exception):
    """A page calls something that is not there; says which page, which line, and the nearest right name."""


def check_pages(root: Path, words: Iterable[str]) -> list[Problem]:
    """Every word in docs/ that does not exist (a macro, a filter, a field of the page), with page and line."""
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
        filters = {*jinja.filters, *FILTERS}
        problems += [
            Problem(name, node.lineno, f"unknown filter '{node.name}'", hint=nearest(node.name, filters))
            for node in tree.find_all(nodes.Filter)
            if node.name not in filters
        ]
        problems += _fields(name, tree, {"page": dict.fromkeys(OF_A_PAGE) | {"meta": _front(source)}})
    return tuple(problems)


def _front(source: str) -> dict[str, Any]:
    """What stands between the two lines of dashes with which a page begins."""
    parts = source.split("---\n", 2)
    try:
        found = yaml.load(parts[1], Loader=FAST) if len(parts) == 3 and not parts[0] else {}  # noqa: S506 (FAST is a safe one)
    except yaml.YAMLError:
        return {}
    return found if isinstance(found, dict) else {}


def _fields(name: str, tree: nodes.Template, known: dict[str, Any]) -> Iterable[Problem]:
    """Fields that a page reads of itself and does not have: `page.titel`, or a key its front matter lacks."""

    def value(node: nodes.Node) -> Any:
        """What a chain of names stands for, as far as the front matter tells; None beyond that."""
        if isinstance(node, nodes.Name):
            return known.get(node.name)
        inner = value(node.node) if isinstance(node, nodes.Getattr) else None
        return inner.get(node.attr) if isinstance(node, nodes.Getattr) and isinstance(inner, dict) else None

    for assigned in tree.find_all(nodes.Assign):
        if isinstance(assigned.target, nodes.Name):
            known[assigned.target.name] = value(assigned.node)
    for node in tree.find_all(nodes.Getattr):
        inner = value(node.node)
        if isinstance(inner, dict) and node.attr not in inner:
            hint = nearest(node.attr, map(str, inner)) or "fields: " + ", ".join(map(str, inner))
            yield Problem(name, node.lineno, f"unknown field '{node.attr}'", hint=hint)
