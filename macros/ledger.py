"""The claims ledger on a page: what is stated, how it stands today, and the newest value beside the stated one."""

from __future__ import annotations

from collections import Counter

from . import records as r
from .facts import number, references
from .html import Child, Markup, block, el, text
from .links import View
from .problems import nearest
from .tables import badge, label, stated


def claims(view: View, section: str) -> Markup:
    """The claims of one section of the analysis, each with its verdict. Raises KeyError for an unknown section."""
    if section not in r.SECTIONS:
        raise KeyError(
            f"no section '{section}'; {nearest(section, r.SECTIONS) or 'sections: ' + ', '.join(r.SECTIONS)}"
        )
    rows = [row for row in view.dataset.table("claims") if row.section == section]
    if not rows:
        return block(el("p", "No claim of this section is recorded yet.", class_="empty"))
    tally = Counter(row.verdict for row in rows)
    said = ", ".join(f"{number(count)} {label(verdict)}" for verdict, count in tally.most_common())
    head = el(
        "p",
        el("b", r.SECTIONS[section]),
        f": {number(len(rows))} {'claim' if len(rows) == 1 else 'claims'} checked, {said}.",
        class_="tally",
    )
    return block(text([head, el("ul", [_card(view, row) for row in rows], class_="ledger")]))


def tally(view: View) -> Markup:
    """How all claims stand, as one sentence."""
    rows = view.dataset.table("claims")
    counted = Counter(row.verdict for row in rows)
    said = ", ".join(f"{number(count)} {label(verdict)}" for verdict, count in counted.most_common())
    return text(f"{number(len(rows))} claims: {said}")


def _card(view: View, row: r.Claim) -> Markup:
    values: list[Child] = []
    if row.value is not None:
        values.append(
            el(
                "span",
                "Stated: ",
                el("b", stated(row.value, row.unit)),
                f" {row.unit}" if row.unit else "",
                f", {row.as_of.words}" if row.as_of and row.as_of.words != str(row.value) else "",
                class_="stated",
            )
        )
    if row.newest:
        values.append(
            el(
                "span",
                "Newest: ",
                el("b", stated(row.newest.value, row.unit)),
                f", {row.newest.as_of.words} ",
                el("span", "[", references(view.dataset, view.base, row.newest.sources), "]", class_="cite"),
                class_="newest",
            )
        )
    return el(
        "li",
        el(
            "p",
            badge(row.verdict),
            " ",
            el("a", row.statement, href=f"{view.base}claims/#{row.id}"),
            class_="statement",
        ),
        el("p", values, class_="values") if values else None,
        el("p", row.finding, class_="finding") if row.finding else None,
        el("p", row.note, class_="note") if row.note else None,
        el(
            "p",
            el("span", f"{row.claimant}. ", class_="claimant"),
            el("span", "[", references(view.dataset, view.base, row.sources), "]", class_="cite"),
            class_="proof",
        ),
        class_=f"claim claim--{row.verdict}",
    )
