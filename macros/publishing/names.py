"""By which words a thing is known: each name, code and variant with its page, so that a search goes straight there."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..dataset import Dataset
from ..links import profile_path, profiled, record_path
from ..profiles import names

FILE = "assets/names.json"


def lookup(dataset: Dataset, terms: Iterable[str] = ()) -> str:
    """JSON of `{folded name: [name to show, path]}`: profiles first, then satellites, stations, bodies and the
    glossary's terms."""
    found: dict[str, tuple[str, str]] = {}
    defined = ((term, f"{term} in the glossary", f"glossary/#{toc_slug(term)}") for term in terms)
    for known_as, name, path in (*_named(dataset), *defined):
        if key := folded(known_as):
            found.setdefault(key, (name, path))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def toc_slug(heading: str) -> str:
    """The anchor that Markdown's table of contents gives a heading: `TT&C` is `ttc`."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


def folded(words: str) -> str:
    """Words as they are compared, here and in names.js: small letters and digits, without accents or marks."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", words.lower()))


def _named(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    for party in profiled(dataset):
        for known_as in names(dataset, party):
            yield known_as, dataset.party_name(party), profile_path(dataset, party)
    for satellite in dataset.table("satellites"):
        for known_as in (satellite.name, *satellite.other_names):
            yield known_as, satellite.name, record_path(dataset, satellite)
    for station in dataset.table("ground-stations"):
        yield station.name, station.name, record_path(dataset, station)
    for body in dataset.table("bodies"):
        for known_as in (body.name, body.short):
            yield known_as, body.short, f"memberships/?body={body.id}"
