"""What each table holds, in plain words, and the links under a table to its files."""

from __future__ import annotations

from .html import Markup, block, el
from .links import View
from .loading import TABLES
from .problems import nearest
from .tables import label

ABOUT = {
    "agreements": "Every instrument: a text that China and a partner signed or issued together.",
    "activities": "What was done together without being an instrument: missions, payloads, launches, grants, training.",
    "memberships": "Who is in which treaty, organisation or lunar bloc, and since when.",
    "ground-stations": "Stations that China runs, uses or built abroad, and foreign stations that serve its missions.",
    "satellites": "Satellites and payloads that China built, launched or shared with a partner.",
    "technology-sales": "Buyers of Chinese space technology and services, by published lists and the atlas's records.",
    "science-agreements": "Science and technology agreements that name space.",
    "claims": "What the analysis and officials have stated, with a verdict and the newest value.",
    "events": "Hearings, reports, laws, decisions and other dated events that are not instruments.",
    "proposals": "What the analysis recommends, and what has happened since.",
    "countries": "Names, codes, regions and income groups of states and territories.",
    "organisations": "International and national bodies that are party to something.",
    "sources": "Every page, document and article that a record cites.",
    "bodies": "The treaties, organisations and programmes whose members are listed.",
}


def downloads(view: View, kind: str) -> Markup:
    """Links to a table as CSV and JSON. Raises KeyError for an unknown kind."""
    if kind not in ABOUT:
        raise KeyError(f"no table '{kind}'; {nearest(kind, TABLES) or 'tables: ' + ', '.join(ABOUT)}")
    return block(el("p", f"Download all {label(kind)}: ", _links(view, kind), ".", class_="downloads"))


def _links(view: View, kind: str) -> Markup:
    stem = f"{view.base}data/v1/{kind}"
    csv = el("a", "CSV", href=f"{stem}.csv", aria_label=f"{label(kind)} as CSV")
    return el("span", csv, " · ", el("a", "JSON", href=f"{stem}.json", aria_label=f"{label(kind)} as JSON"))
