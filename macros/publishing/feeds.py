"""What readers and robots are told: feed.xml (Atom) of records added and changed, llms.txt and robots.txt."""

from __future__ import annotations

import re
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

from ..dataset import Dataset
from ..downloads import ABOUT
from ..links import has_profile, profile_path, record_path
from ..loading import TABLES
from ..records import Record
from .package import LICENCE, TITLE
from .writing import write

LIMIT = 100
ATOM = "http://www.w3.org/2005/Atom"
# XML 1.0 has no way to write these at all, escaped or not.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feeds(dataset: Dataset, site: Path, base_url: str) -> None:
    """The feed and the two notes for robots, at the site's root."""
    write(site / "feed.xml", feed(dataset, base_url))
    write(site / "llms.txt", notes(dataset, base_url))
    write(site / "robots.txt", f"User-agent: *\nAllow: /\nSitemap: {urljoin(base_url, 'sitemap.xml')}\n")


def newest(dataset: Dataset, limit: int = LIMIT) -> list[tuple[str, Record]]:
    """The records last added or changed with their tables: the newest day first, and of one day those added."""
    kinds = [table for table, kind in TABLES.items() if issubclass(kind.type, Record)]
    found = [(table, record) for table in kinds for record in dataset.table(table)]
    found.sort(key=lambda item: (item[0], item[1].id))
    found.sort(key=lambda item: (str(item[1].updated), str(item[1].added)), reverse=True)
    return found[:limit]


def feed(dataset: Dataset, base_url: str) -> bytes:
    """The Atom feed. Every text passes through the XML library, so data stays text."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    entries = newest(dataset)
    _add(root, "title", f"{TITLE}: records added and changed")
    _add(root, "subtitle", "Who works with whom in space, each fact with its source.")
    _add(root, "id", _name("feed"))
    _add(root, "updated", _time(max((record.updated for _, record in entries), default=dataset.as_of)))
    _add(root, "rights", str(LICENCE["title"]))
    _link(root, "self", urljoin(base_url, "feed.xml"), "application/atom+xml")
    _link(root, "alternate", urljoin(base_url, "changes/"), "text/html")
    _add(_add(root, "author"), "name", f"Contributors of the {TITLE}")
    for table, record in entries:
        _entry(root, dataset, table, record, base_url)
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def heading(dataset: Dataset, table: str, record: Any) -> str:
    """A record in a few words, whatever its kind calls its name."""
    if table == "memberships":
        return f"{dataset.party_name(record.member)} in the {dataset.bodies[record.body].short}"
    for name in ("title", "name", "statement"):
        if getattr(record, name, None):
            return str(getattr(record, name))
    party = getattr(record, "buyer", None) or getattr(record, "partner", None)
    return f"{dataset.party_name(party)}: {record.summary}" if party else str(record.id)


def _entry(root: ElementTree.Element, dataset: Dataset, table: str, record: Any, base_url: str) -> None:
    entry = _add(root, "entry")
    verb = "added" if record.added == record.updated else "changed"
    _add(entry, "title", heading(dataset, table, record))
    _add(entry, "id", _name(f"{table}/{record.id}"))
    _add(entry, "published", _time(record.added))
    _add(entry, "updated", _time(record.updated))
    _link(entry, "alternate", urljoin(base_url, _path(dataset, table, record)), "text/html")
    _add(entry, "category").set("term", table)
    summary = getattr(record, "summary", None) or getattr(record, "finding", None) or getattr(record, "what", None)
    _add(entry, "summary", f"{table.replace('-', ' ').capitalize()}, {verb}. {summary or ''}".strip())


def _path(dataset: Dataset, table: str, record: Any) -> str:
    """The page a record is read on; those without an anchor of their own, the page of their party."""
    if table in ("countries", "organisations", "memberships"):
        party = getattr(record, "member", None) or getattr(record, "iso3", None) or record.id
        return profile_path(dataset, party) if has_profile(dataset, party) else "countries/"
    return record_path(dataset, record)


def _add(parent: ElementTree.Element, tag: str, text: str | None = None) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}")
    element.text = UNWRITABLE.sub("\ufffd", text) if text is not None else None
    return element


def _link(parent: ElementTree.Element, relation: str, address: str, kind: str) -> None:
    link = _add(parent, "link")
    for name, value in (("rel", relation), ("href", address), ("type", kind)):
        link.set(name, value)


def _name(path: str) -> str:
    """A permanent name that no move of the site changes."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"space-diplomacy-atlas/{path}").urn


def _time(day: object) -> str:
    return f"{day}T00:00:00Z"


def notes(dataset: Dataset, base_url: str) -> str:
    """llms.txt: what the site is and where its data is, for programs that read text."""
    pages = {
        "claims/": "every claim of the analysis and of officials, with a verdict and the newest value",
        "method/": "what counts, how dates and confidence are read, what is left out",
        "data/": "the tables in plain words, and how to cite them",
        "charts/": "every chart with its question, answer, data and sources",
        "countries/": "one profile for each partner",
    }
    page_lines = [f"- [{path.strip('/')}]({urljoin(base_url, path)}): {about}" for path, about in pages.items()]
    table_lines = [
        f"- [{table}]({urljoin(base_url, f'data/v1/{table}.json')}): {about} {len(dataset.rows[table]):,} records."
        for table, about in ABOUT.items()
    ]
    return "\n".join(
        [
            f"# {TITLE}",
            "",
            "> Who works with whom in space: instruments and activities between China and its partners, the lunar",
            "> blocs, ground stations, satellites and the United States' answer. Every fact is a record with a source.",
            "",
            f"As of {dataset.as_of}. Data under CC BY 4.0: name the {TITLE} and link to {base_url}.",
            "The atlas reports arguments and makes none of its own. Cite a record's own sources for a single fact.",
            "",
            "## Pages",
            "",
            *page_lines,
            "",
            "## Data (JSON; the same as .csv)",
            "",
            *table_lines,
            f"- [atlas.zip]({urljoin(base_url, 'data/v1/atlas.zip')}): all tables with a data package.",
            f"- [atlas.sqlite]({urljoin(base_url, 'data/v1/atlas.sqlite')}): all tables with keys and views.",
            "",
        ]
    )
