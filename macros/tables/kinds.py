"""The kinds of table: for each kind of record its columns, its filters and its order. A table is an entry here."""

from __future__ import annotations

from collections.abc import Mapping

from ..html import el
from ..links import party_link
from . import cells
from . import facets as by
from .spec import Column, TableSpec
from .words import badge, label, remark, when

SOURCES = Column("Sources", cells.sources, "sources")
STATUS = Column("Status", cells.status)
WITH = Column("With", cells.partners)
KIND = Column("Kind", lambda view, row: label(row.kind))
INSTRUMENT_KIND = Column("Kind", lambda view, row: f"{label(row.level)} {label(row.form)}")
BRIEF_DATE = Column("Date", cells.brief_date, "date")
BRIEF_STATUS = Column("Status", cells.brief_status)
PLACED = (by.PARTNER, by.REGION, by.CAMP)

TABLES: Mapping[str, TableSpec] = {
    "agreements": TableSpec(
        "Instruments between China and its partners",
        (
            Column("Date", lambda view, row: when(row.signed, row.date_type), "date"),
            WITH,
            Column("Instrument", cells.title, "name"),
            INSTRUMENT_KIND,
            STATUS,
        ),
        cells.date_order("signed"),
        newest_first=True,
        facets=(*PLACED, by.LEVEL, by.FORM, by.TOPIC, by.DECADE, by.STATUS, by.CONFIDENCE),
        brief=(BRIEF_DATE, WITH, Column("Instrument", cells.heading, "name"), INSTRUMENT_KIND, BRIEF_STATUS),
    ),
    "activities": TableSpec(
        "What was done together",
        (
            Column("Date", lambda view, row: when(row.date), "date"),
            WITH,
            Column("Activity", cells.title, "name"),
            KIND,
            STATUS,
        ),
        cells.date_order("date"),
        newest_first=True,
        facets=(*PLACED, by.KIND, by.TOPIC, by.DECADE, by.STATUS, by.CONFIDENCE),
        brief=(BRIEF_DATE, WITH, Column("Activity", cells.heading, "name"), KIND, BRIEF_STATUS),
    ),
    "memberships": TableSpec(
        "Members",
        (
            Column("Member", cells.member, "name"),
            Column("Body", cells.body, "varied"),
            Column("Since", cells.joined, "date"),
            Column("Level", lambda view, row: label(row.level)),
            Column("How", cells.how),
            Column("Note", lambda view, row: remark(row)),
            SOURCES,
        ),
        cells.joining_order,
        newest_first=True,
        facets=(by.BODY, *PLACED, by.MEMBER_LEVEL, by.DECADE, by.CONFIDENCE),
        brief=(
            Column("Member", cells.member, "name"),
            Column("Body", cells.body, "varied"),
            Column("Since", cells.brief_joined, "date"),
            Column("Level", lambda view, row: label(row.level)),
            Column("How", lambda view, row: label(row.how) if row.how else None),
        ),
    ),
    "ground-stations": TableSpec(
        "Ground stations",
        (
            Column("Station", cells.title, "name"),
            Column("Place", cells.place),
            Column("Run by", lambda view, row: [row.operator, f"; owned by {row.owner}" if row.owner else None]),
            Column("When", cells.span("opened", "closed"), "date"),
            Column("Status", cells.standing),
            Column("Terms", lambda view, row: row.access),
        ),
        lambda view, row: (view.dataset.party_name(row.country), row.name),
        facets=(*PLACED, by.KIND, by.STATUS, by.CONFIDENCE),
    ),
    "satellites": TableSpec(
        "Satellites and payloads",
        (
            Column("Launched", lambda view, row: when(row.launched), "date"),
            Column("For or with", cells.partners, "varied"),
            Column("Satellite", cells.title, "name"),
            Column("China's part", lambda view, row: ", ".join(label(role) for role in row.roles)),
            Column("Vehicle", lambda view, row: row.vehicle),
            Column("Outcome", lambda view, row: badge(row.outcome)),
        ),
        cells.date_order("launched"),
        newest_first=True,
        facets=(*PLACED, by.ROLE, by.KIND, by.OUTCOME, by.DECADE, by.CONFIDENCE),
        brief=(
            Column("Launched", cells.brief_date, "date"),
            Column("For or with", cells.partners, "varied"),
            Column("Satellite", cells.satellite, "name"),
            Column("China's part", lambda view, row: ", ".join(label(role) for role in row.roles)),
            Column("Vehicle", lambda view, row: row.vehicle),
            Column("Outcome", cells.brief_outcome),
        ),
    ),
    "technology-sales": TableSpec(
        "Buyers of space technology and services",
        (
            Column("Buyer", lambda view, row: party_link(view.dataset, row.buyer, view.base), "name"),
            Column("What", lambda view, row: [row.summary, remark(row)]),
            Column("Period", cells.span("first", "last"), "date"),
            Column("Listed in", lambda view, row: row.listed_in, "varied"),
            SOURCES,
        ),
        lambda view, row: view.dataset.party_name(row.buyer),
        facets=(*PLACED, by.SOLD, by.CONFIDENCE),
        prefix="sales-",
    ),
    "science-agreements": TableSpec(
        "Science and technology agreements that name space",
        (
            Column("Partner", lambda view, row: party_link(view.dataset, row.partner, view.base), "name"),
            Column("When", cells.span("signed", "ended"), "date"),
            Column("Form", lambda view, row: row.form),
            Column("On space", lambda view, row: [row.summary, remark(row)]),
            Column("Listed in", lambda view, row: row.listed_in, "varied"),
            SOURCES,
        ),
        lambda view, row: (view.dataset.party_name(row.partner), str(row.signed or "9999")),
        facets=(*PLACED, by.DECADE, by.CONFIDENCE),
    ),
    "claims": TableSpec(
        "Claims, and how they stand",
        (
            Column("Claim", cells.claim, "name"),
            Column("Stated", cells.values),
            Column("Verdict", lambda view, row: badge(row.verdict)),
            Column("What the check found", cells.finding),
            SOURCES,
        ),
        lambda view, row: 0,
        facets=(by.SECTION, by.VERDICT, by.CLAIMANT, by.CONFIDENCE),
    ),
    "events": TableSpec(
        "Events",
        (
            Column("Date", lambda view, row: when(row.date), "date"),
            Column("What happened", cells.title, "name"),
            KIND,
            Column("Who", lambda view, row: ", ".join(row.actors)),
        ),
        cells.date_order("date"),
        newest_first=True,
        facets=(by.THEME, by.KIND, by.PARTNER, by.DECADE, by.CONFIDENCE),
    ),
    "proposals": TableSpec(
        "What the analysis recommends, and what has happened since",
        (
            Column(
                "Recommendation",
                lambda view, row: [el("strong", row.title), el("span", row.what, class_="summary")],
                "name",
            ),
            Column("Who should act", lambda view, row: ", ".join(row.who)),
            Column("Status", cells.standing),
            Column("Since then", lambda view, row: [cells.developments(view, row), remark(row)]),
            SOURCES,
        ),
        lambda view, row: 0,
        facets=(by.SECTION, by.STATUS, by.WHO),
    ),
    "sources": TableSpec(
        "Sources",
        (
            Column("Publisher", lambda view, row: row.publisher),
            Column("Title", cells.published, "name"),
            Column("Published", lambda view, row: when(row.published), "date"),
            KIND,
            Column("Language", lambda view, row: by.language(row.language)),
        ),
        lambda view, row: (row.publisher.casefold(), str(row.published or ""), row.id),
        facets=(by.SOURCE_KIND, by.LANGUAGE, by.DECADE),
        brief=(
            Column("Publisher", lambda view, row: row.publisher),
            Column("Title", cells.published, "name"),
            Column("Published", lambda view, row: when(row.published) if row.published else None, "date"),
            Column("Kind", lambda view, row: label(row.kind)),
            Column("Language", lambda view, row: by.language(row.language)),
        ),
    ),
}
