"""The downloads box: each table of the atlas in plain words, with its formats."""

from __future__ import annotations

from .facts import number
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
    "technology-sales": "States that published lists name as buyers of Chinese space technology.",
    "science-agreements": "Science and technology agreements that name space.",
    "claims": "What the analysis and officials have stated, with a verdict and the newest value.",
    "events": "Hearings, reports, laws, decisions and other dated events that are not instruments.",
    "proposals": "What the analysis recommends, and what has happened since.",
    "countries": "Names, codes, regions and income groups of states and territories.",
    "organisations": "International and national bodies that are party to something.",
    "sources": "Every page, document and article that a record cites.",
    "bodies": "The treaties, organisations and programmes whose members are listed.",
}


def downloads(view: View, kind: str | None = None) -> Markup:
    """Links to the tables as JSON and CSV; of one kind if named. Raises KeyError for an unknown kind."""
    if kind is not None and kind not in ABOUT:
        raise KeyError(f"no table '{kind}'; {nearest(kind, TABLES) or 'tables: ' + ', '.join(ABOUT)}")
    if kind is not None:
        links = _links(view, kind)
        return block(el("p", f"Download all {label(kind)}: ", links, ".", class_="downloads"))
    items = [
        el(
            "div",
            el("dt", label(name), " ", el("small", f"{number(len(view.dataset.table(name)))} records")),
            el("dd", about, " ", _links(view, name)),
        )
        for name, about in ABOUT.items()
    ]
    return block(el("dl", items, class_="facts facts--downloads"))


def _links(view: View, kind: str) -> Markup:
    stem = f"{view.base}data/v1/{kind}"
    csv = el("a", "CSV", href=f"{stem}.csv", aria_label=f"{label(kind)} as CSV")
    return el("span", csv, " · ", el("a", "JSON", href=f"{stem}.json", aria_label=f"{label(kind)} as JSON"))
