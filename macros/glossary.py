"""The field's terms: defined once, on the glossary's own page, and shown beside the word where a page asks for it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from .html import Markup, text

PAGE = Path("docs", "glossary.md")
_TERM = re.compile(r"^### (?P<term>[^\n{]+?)\s*(?:\{[^}]*\})?\n+(?P<said>[^\n]+)", re.M)


def terms(root: Path) -> dict[str, str]:
    """Each term with the first sentence of its entry, read off the headings of the glossary's page."""
    path = root / PAGE
    return _read(path, path.stat().st_mtime_ns) if path.is_file() else {}


@lru_cache(maxsize=4)
def _read(path: Path, _stamp: int) -> dict[str, str]:
    return {match["term"]: _first(match["said"]) for match in _TERM.finditer(path.read_text(encoding="utf-8"))}


def _first(said: str) -> str:
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*_`]", r"\1", said)
    return re.split(r"(?<=[a-z)])\. ", plain, maxsplit=1)[0].rstrip(".")


def abbreviations(root: Path) -> Markup:
    """The terms as the abbr extension reads them; a page that calls this explains each of them where it stands."""
    lines = [f"*[{term}]: {text(said)}" for term, said in terms(root).items()]
    return Markup("\n\n" + "\n".join(lines) + "\n")
