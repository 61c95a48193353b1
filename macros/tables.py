"""The tables of the atlas: for each kind of record its columns, and one way to draw them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .dates import PartialDate
from .facts import number, references
from .html import Child, Markup, block, el
from .links import HOMES, View, party_link, party_links, source_link
from .problems import nearest

Row = Any


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, what a cell shows, and whether it is a figure, a lead or the row's name."""

    heading: str
    cell: Callable[[View, Row], Child]
    role: str = ""
    """`name`: the row's own heading; `figure`: right-aligned; `date`: never wrapped."""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A kind of table: what it is called, its columns, and the order of its rows."""

    caption: str
    columns: tuple[Column, ...]
    order: Callable[[View, Row], Any]
    newest_first: bool = False


def table(view: View, kind: str, *, url: str = "", caption: str = "", **filters: str) -> Markup:
    """All standing records of a kind that match the filters, as a table.

    On the kind's home page, unfiltered, each row carries its record's permanent anchor. Raises KeyError for
    an unknown kind or filter, naming the nearest.
    """
    if kind not in TABLES:
        raise KeyError(f"no table '{kind}'; {nearest(kind, TABLES) or 'tables: ' + ', '.join(TABLES)}")
    rows = view.dataset.select(kind, **filters)
    anchors = url == HOMES.get(kind) and not filters
    return draw(view, kind, rows, caption=caption, anchors=anchors)


def draw(view: View, kind: str, rows: Iterable[Row], *, caption: str = "", anchors: bool = False) -> Markup:
    """Given records as a table of their kind; a line that says so where there are none."""
    spec = TABLES[kind]
    ordered = sorted(rows, key=lambda row: spec.order(view, row), reverse=spec.newest_first)
    title = caption or spec.caption
    if not ordered:
        return block(el("p", f"{title}: no record yet.", class_="empty"))
    head = el("tr", [el("th", column.heading, scope="col", class_=column.role or None) for column in spec.columns])
    body = [_row(view, spec, row, anchors=anchors) for row in ordered]
    drawn = el(
        "table",
        el("caption", title, " ", el("span", f"({number(len(ordered))})", class_="count")),
        el("thead", head),
        el("tbody", body),
        class_=f"records records--{kind}",
    )
    return block(el("div", drawn, class_="records-frame", role="region", aria_label=title, tabindex=0))


def _row(view: View, spec: TableSpec, row: Row, *, anchors: bool) -> Markup:
    cells = []
    for column in spec.columns:
        content = column.cell(view, row)
        if column.role == "name":
            cells.append(el("th", content, scope="row", class_="name"))
        else:
            cells.append(el("td", content, class_=column.role or None, data_label=column.heading))
    return el("tr", cells, id=row.id if anchors else None)


# --- cells ------------------------------------------------------------------------------------------------

LABELS = {
    "in-force": "in force", "first-reported": "first reported", "joint-statement": "joint statement",
    "under-way": "under way", "upper-middle": "upper middle", "lower-middle": "lower middle",
    "no-step-known": "no step known", "steps-taken": "steps taken",
}  # fmt: skip
SIGNS = {
    "in-force": "●", "operating": "●", "under-way": "●", "completed": "✓", "success": "✓", "supported": "✓",
    "done": "✓", "ended": "○", "closed": "○", "failure": "✕", "contradicted": "✕", "disputed": "≠", "refined": "≈",
    "outdated": "↻", "unchecked": "?", "unclear": "?",
}  # fmt: skip


def label(word: str) -> str:
    """A vocabulary word as a reader would say it: `first-reported` is `first reported`."""
    return LABELS.get(word, word.replace("-", " "))


def badge(word: str, after: str = "") -> Markup:
    """A status in words, with a sign beside the colour so that colour never stands alone."""
    sign = SIGNS.get(word)
    shown: list[Child] = [el("span", sign, " ", aria_hidden="true", class_="sign")] if sign else []
    return el("span", shown, label(word), f" {after}" if after else "", class_=f"badge badge--{word}")


def when(date: PartialDate | None, how: str | None = None) -> Child:
    """A date, machine-readable, with what it is where it is not the day of signing."""
    if date is None:
        return el("span", "no date known", class_="none")
    shown = el("time", date.words, datetime=str(date))
    return [shown, " ", el("small", label(how), class_="date-type")] if how and how != "signed" else shown


def _title(view: View, row: Row) -> Child:
    """A record's title with its summary, its note and its confidence where that is not plain."""
    parts: list[Child] = [el("strong", getattr(row, "title", None) or row.name)]
    parts.append(el("span", row.summary, class_="summary"))
    parts.append(remark(row))
    parts.append(el("span", references(view.dataset, view.base, row.sources), class_="cite"))
    return parts


def remark(row: Row) -> Child:
    """What a reader must know of a record: that it is reported or disputed, and its note."""
    if row.confidence == "confirmed" and not row.note:
        return None
    mark = badge(row.confidence) if row.confidence != "confirmed" else None
    return el("span", mark, " " if mark and row.note else None, row.note, class_="note")


def _sources(view: View, row: Row) -> Child:
    return references(view.dataset, view.base, row.sources)


def _status(view: View, row: Row) -> Child:
    ended = f"{row.ended.words}" if getattr(row, "ended", None) and row.status in ("ended", "completed") else ""
    why = getattr(row, "ended_why", None)
    known = el("small", f"as of {row.status_as_of.words}", class_="as-of")
    return [badge(row.status, ended), " ", el("small", why, class_="why") if why else known]


def _missions(view: View, row: Row) -> Child:
    return ", ".join(row.missions)


def _date_order(name: str) -> Callable[[View, Row], Any]:
    return lambda view, row: (str(getattr(row, name) or ""), row.id)


def _span(first: str, last: str) -> Callable[[View, Row], Child]:
    def cell(view: View, row: Row) -> Child:
        start, end = getattr(row, first), getattr(row, last)
        if not start and not end:
            return el("span", "no date known", class_="none")
        return [when(start) if start else "?", [" to ", when(end)] if end else None]

    return cell


def _values(view: View, row: Row) -> Child:
    if row.value is None:
        return None
    unit = f" {row.unit}" if row.unit else ""
    stated: list[Child] = [el("b", number(row.value)), unit]
    if row.as_of:
        stated.append(el("small", f" ({row.as_of.words})"))
    return stated


def _newest(view: View, row: Row) -> Child:
    parts: list[Child] = []
    if row.newest:
        parts.append(
            el(
                "span",
                el("b", number(row.newest.value)),
                el("small", f" ({row.newest.as_of.words}) "),
                references(view.dataset, view.base, row.newest.sources),
                class_="newest",
            )
        )
    if row.finding:
        parts.append(el("span", row.finding, class_="summary"))
    return parts


def _place(view: View, row: Row) -> Child:
    parts: list[Child] = [row.place, ", ", party_link(view.dataset, row.country, view.base)]
    if row.latitude is not None:
        parts.append(el("small", f" {_degrees(row.latitude, 'NS')} {_degrees(row.longitude, 'EW')}"))
    return parts


def _degrees(value: float, directions: str) -> str:
    return f"{abs(value):.2f}°{directions[0] if value >= 0 else directions[1]}"


def _published(view: View, row: Row) -> Child:
    copy = f" (read as a copy; first published by {row.copy_of})" if row.copy_of else ""
    archived = el("a", "archived copy", href=row.archived_url, rel="noopener") if row.archived_url else None
    return [source_link(row, view.base, row.title), copy, [" · ", archived] if archived else None]


def _developments(view: View, row: Row) -> Child:
    if not row.developments:
        return el("span", "No development found.", class_="none")
    items = [
        el(
            "li",
            when(step.date),
            ": ",
            step.what,
            " ",
            el("span", "[", references(view.dataset, view.base, step.sources), "]", class_="cite"),
        )
        for step in row.developments
    ]
    return el("ol", items, class_="developments")


def _member(view: View, row: Row) -> Child:
    extra = None
    if row.member in view.dataset.organisations:
        home = view.dataset.organisations[row.member].country
        extra = el("small", " ", view.dataset.party_name(home)) if home else None
    return [party_link(view.dataset, row.member, view.base), extra]


def _joined(view: View, row: Row) -> Child:
    parts: list[Child] = []
    if row.joined:
        parts.append(when(row.joined))
    if row.signed and row.signed != row.joined:
        parts.append(el("small", " signed ", when(row.signed)))
    if row.left:
        parts.append(el("small", " left ", when(row.left), f": {row.left_why}"))
    return parts or el("span", "no date known", class_="none")


DATE, NAME, FIGURE = "date", "name", "figure"
SOURCES = Column("Sources", _sources, "sources")
STATUS = Column("Status", _status)


def _partners(view: View, row: Row) -> Child:
    return party_links(view.dataset, row, view.base)


# A table is a line here. A column is a heading and a function of the row.
TABLES: Mapping[str, TableSpec] = {
    "agreements": TableSpec(
        "Instruments between China and its partners",
        (
            Column("Date", lambda view, row: when(row.signed, row.date_type), DATE),
            Column("With", _partners),
            Column("Instrument", _title, NAME),
            Column("Kind", lambda view, row: label(row.level) + " " + label(row.form)),
            STATUS,
        ),
        _date_order("signed"),
        newest_first=True,
    ),
    "activities": TableSpec(
        "What was done together",
        (
            Column("Date", lambda view, row: when(row.date), DATE),
            Column("With", _partners),
            Column("Activity", _title, NAME),
            Column("Kind", lambda view, row: label(row.kind)),
            STATUS,
        ),
        _date_order("date"),
        newest_first=True,
    ),
    "memberships": TableSpec(
        "Members",
        (
            Column("Member", _member, NAME),
            Column("Since", _joined, DATE),
            Column("Level", lambda view, row: label(row.level)),
            Column(
                "How",
                lambda view, row: [
                    label(row.how) if row.how else None,
                    el("small", f" {row.signer}") if row.signer else None,
                ],
            ),
            Column("Note", lambda view, row: remark(row)),
            SOURCES,
        ),
        lambda view, row: (str(row.joined or row.signed or ""), view.dataset.party_name(row.member)),
        newest_first=True,
    ),
    "ground-stations": TableSpec(
        "Ground stations",
        (
            Column("Station", _title, NAME),
            Column("Place", _place),
            Column("Run by", lambda view, row: [row.operator, f"; owned by {row.owner}" if row.owner else None]),
            Column("Years", _span("opened", "closed"), DATE),
            Column(
                "Status", lambda view, row: [badge(row.status), " ", el("small", f"as of {row.status_as_of.words}")]
            ),
            Column("Terms", lambda view, row: row.access),
        ),
        lambda view, row: (view.dataset.party_name(row.country), row.name),
    ),
    "satellites": TableSpec(
        "Satellites and payloads",
        (
            Column("Launched", lambda view, row: when(row.launched), DATE),
            Column("For or with", _partners),
            Column("Satellite", _title, NAME),
            Column("China's part", lambda view, row: ", ".join(label(role) for role in row.roles)),
            Column("Vehicle", lambda view, row: row.vehicle),
            Column("Outcome", lambda view, row: badge(row.outcome)),
        ),
        _date_order("launched"),
        newest_first=True,
    ),
    "technology-sales": TableSpec(
        "Buyers of space technology and services",
        (
            Column("Buyer", lambda view, row: party_link(view.dataset, row.buyer, view.base), NAME),
            Column("What", lambda view, row: [row.summary, remark(row)]),
            Column("Period", _span("first", "last"), DATE),
            Column("Listed in", lambda view, row: row.listed_in),
            SOURCES,
        ),
        lambda view, row: view.dataset.party_name(row.buyer),
    ),
    "science-agreements": TableSpec(
        "Science and technology agreements that name space",
        (
            Column("Partner", lambda view, row: party_link(view.dataset, row.partner, view.base), NAME),
            Column("Years", _span("signed", "ended"), DATE),
            Column("Form", lambda view, row: row.form),
            Column("On space", lambda view, row: [row.summary, remark(row)]),
            Column("Listed in", lambda view, row: row.listed_in),
            SOURCES,
        ),
        lambda view, row: (view.dataset.party_name(row.partner), str(row.signed or "9999")),
    ),
    "claims": TableSpec(
        "Claims, and how they stand",
        (
            Column(
                "Claim", lambda view, row: [row.statement, el("small", f" {row.claimant}", class_="claimant")], NAME
            ),
            Column("Stated", _values),
            Column("Verdict", lambda view, row: badge(row.verdict)),
            Column(
                "What the check found",
                lambda view, row: [_newest(view, row), el("span", row.note, class_="note") if row.note else None],
            ),
            SOURCES,
        ),
        lambda view, row: 0,
    ),
    "events": TableSpec(
        "Events",
        (
            Column("Date", lambda view, row: when(row.date), DATE),
            Column("What happened", _title, NAME),
            Column("Kind", lambda view, row: label(row.kind)),
            Column("Who", lambda view, row: ", ".join(row.actors)),
        ),
        _date_order("date"),
        newest_first=True,
    ),
    "proposals": TableSpec(
        "What the analysis recommends, and what has happened since",
        (
            Column(
                "Recommendation",
                lambda view, row: [el("strong", row.title), el("span", row.what, class_="summary")],
                NAME,
            ),
            Column("Who should act", lambda view, row: ", ".join(row.who)),
            Column(
                "Status", lambda view, row: [badge(row.status), " ", el("small", f"as of {row.status_as_of.words}")]
            ),
            Column("Since then", lambda view, row: [_developments(view, row), remark(row)]),
            SOURCES,
        ),
        lambda view, row: 0,
    ),
    "sources": TableSpec(
        "Sources",
        (
            Column("Publisher", lambda view, row: row.publisher),
            Column("Title", _published, NAME),
            Column("Published", lambda view, row: when(row.published), DATE),
            Column("Kind", lambda view, row: label(row.kind)),
            Column("Language", lambda view, row: row.language),
        ),
        lambda view, row: (row.publisher.casefold(), str(row.published or ""), row.id),
    ),
}
