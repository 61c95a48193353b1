"""What the cells of a table show: for each kind of column a function of the view and the row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import records as r
from ..dataset import date_of, parties
from ..facts import references
from ..html import Child, el
from ..links import View, has_profile, party_link, party_links, profile_path
from .words import badge, label, remark, stated, when

Row = Any


def heading(view: View, row: Row) -> Child:
    """A record's title, linked to its story where a profile tells one."""
    title = getattr(row, "title", None) or row.name
    told = isinstance(row, r.Agreement | r.Activity) and [p for p in parties(row) if has_profile(view.dataset, p)]
    if not told:
        return str(title)
    return el("a", title, href=f"{view.base}{profile_path(view.dataset, told[0])}#{row.id}")


def brief_status(view: View, row: Row) -> Child:
    """How a record stands and, where it is not plain, how sure that is."""
    return [badge(row.status), _unsure(row)]


def brief_outcome(view: View, row: Row) -> Child:
    """How a launch went and, where it is not plain, how sure the record is."""
    return [badge(row.outcome), _unsure(row)]


def _unsure(row: Row) -> str | None:
    return f" · {row.confidence}" if row.confidence != "confirmed" else None


def brief_date(view: View, row: Row) -> Child:
    """A date, with a word where it is not the day of signing: in words alone, for each row of thousands counts."""
    date, how = date_of(row), row.date_type if isinstance(row, r.Agreement) else None
    if not date:
        return "undated"
    return [date.words, " ", el("small", label(how), class_="date-type")] if how and how != "signed" else date.words


def title(view: View, row: Row) -> Child:
    """A record's title with its summary, its note and its confidence where that is not plain."""
    parts: list[Child] = [el("strong", heading(view, row))]
    parts.append(el("span", row.summary, class_="summary"))
    parts.append(remark(row))
    parts.append(el("span", references(view.dataset, view.base, row.sources), class_="cite"))
    return parts


def standing(view: View, row: Row) -> Child:
    """How something stands, and the day for which that is known."""
    return [badge(row.status), " ", el("small", f"as of {row.status_as_of.words}")]


def satellite(view: View, row: Row) -> Child:
    """A satellite by its names, with its first source."""
    also = f" ({', '.join(row.other_names)})" if row.other_names else None
    return [el("strong", row.name), also, " ", el("small", references(view.dataset, view.base, row.sources[:1]))]


def claim(view: View, row: Row) -> Child:
    """What is stated, and who states it."""
    return [row.statement, el("small", f" {row.claimant}", class_="claimant")]


def finding(view: View, row: Row) -> Child:
    """What the check of a claim found."""
    return [newest(view, row), el("span", row.note, class_="note") if row.note else None]


def body(view: View, row: Row) -> Child:
    """The body of a membership."""
    return view.dataset.bodies[row.body].short


def how(view: View, row: Row) -> Child:
    """How a member came in, and who signed."""
    return [label(row.how) if row.how else None, el("small", f" {row.signer}") if row.signer else None]


def joining_order(view: View, row: Row) -> Any:
    """Members in order of joining, then by name."""
    return str(row.joined or row.signed or ""), view.dataset.party_name(row.member)


def brief_joined(view: View, row: Row) -> Child:
    """Since when a member is in, and until when it was, in one line."""
    since = when(row.joined) if row.joined else ["signed ", when(row.signed)] if row.signed else "undated"
    disputed = " · disputed" if row.confidence == "disputed" else None
    return [since, [", left ", when(row.left)] if row.left else None, disputed]


def sources(view: View, row: Row) -> Child:
    """The sources of a record, one click away."""
    return references(view.dataset, view.base, row.sources)


def status(view: View, row: Row) -> Child:
    """How a record stands, since or until when, and why."""
    ended = f"{row.ended.words}" if getattr(row, "ended", None) and row.status in ("ended", "completed") else ""
    why = getattr(row, "ended_why", None)
    known = el("small", f"as of {row.status_as_of.words}", class_="as-of")
    return [badge(row.status, ended), " ", el("small", why, class_="why") if why else known]


def date_order(name: str) -> Callable[[View, Row], Any]:
    """Rows in order of a date field; those without one first."""
    return lambda view, row: (str(getattr(row, name) or ""), row.id)


def span(first: str, last: str) -> Callable[[View, Row], Child]:
    """A period from one date field to another."""

    def cell(view: View, row: Row) -> Child:
        start, end = getattr(row, first), getattr(row, last)
        if not start and not end:
            return el("span", "no date known", class_="none")
        return [when(start) if start else "?", [" to ", when(end)] if end else None]

    return cell


def values(view: View, row: Row) -> Child:
    """The figure that a claim states."""
    if row.value is None:
        return None
    unit = f" {row.unit}" if row.unit else ""
    parts: list[Child] = [el("b", stated(row.value, row.unit)), unit]
    if row.as_of and row.as_of.words != str(row.value):
        parts.append(el("small", f" ({row.as_of.words})"))
    return parts


def newest(view: View, row: Row) -> Child:
    """The newest figure for a claim, and what the check found."""
    parts: list[Child] = []
    if row.newest:
        parts.append(
            el(
                "span",
                el("b", stated(row.newest.value, row.unit)),
                el("small", f" ({row.newest.as_of.words}) "),
                references(view.dataset, view.base, row.newest.sources),
                class_="newest",
            )
        )
    if row.finding:
        parts.append(el("span", row.finding, class_="summary"))
    return parts


def place(view: View, row: Row) -> Child:
    """Where a station stands, with its position where a source gives one."""
    parts: list[Child] = [row.place, ", ", party_link(view.dataset, row.country, view.base)]
    if row.latitude is not None:
        parts.append(el("small", f" {_degrees(row.latitude, 'NS')} {_degrees(row.longitude, 'EW')}"))
    return parts


def _degrees(value: float, directions: str) -> str:
    return f"{abs(value):.2f}°{directions[0] if value >= 0 else directions[1]}"


def published(view: View, row: Row) -> Child:
    """A source by its title, with its archived copy."""
    copy = f" (read as a copy; first published by {row.copy_of})" if row.copy_of else ""
    archived = el("a", "archived copy", href=row.archived_url, rel="noopener") if row.archived_url else None
    href = row.url or row.archived_url
    title: Child = el("a", row.title, href=href, rel="noopener") if href else row.title
    return [title, copy, [" · ", archived] if archived else None]


def developments(view: View, row: Row) -> Child:
    """What has happened since a proposal was made."""
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


def member(view: View, row: Row) -> Child:
    """A member, with its home state for a national body."""
    extra = None
    if row.member in view.dataset.organisations:
        home = view.dataset.organisations[row.member].country
        extra = el("small", " ", view.dataset.party_name(home)) if home else None
    return [party_link(view.dataset, row.member, view.base), extra]


def joined(view: View, row: Row) -> Child:
    """Since when a member is in, and until when it was."""
    parts: list[Child] = []
    if row.joined:
        parts.append(when(row.joined))
    if row.signed and row.signed != row.joined:
        parts.append(el("small", " signed ", when(row.signed)))
    if row.left:
        parts.append(el("small", " left ", when(row.left), f": {row.left_why}"))
    return parts or el("span", "no date known", class_="none")


def partners(view: View, row: Row) -> Child:
    """The parties of a record beside China, linked to their profiles."""
    return party_links(view.dataset, row, view.base)
