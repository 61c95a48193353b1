"""The dataset held against what is stated of it: a row too many or too few shows where a total is known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from . import records as r
from .dataset import Dataset
from .facts import measured
from .problems import Problem


def faults(dataset: Dataset) -> list[Problem]:
    """Every claim whose `measure` cannot be read, or counts what neither the claim nor its finding says."""
    return sorted(fault for claim in dataset.table("claims") if claim.measure for fault in _faults(dataset, claim))


def stated(dataset: Dataset, body: str) -> int:
    """How many are in a body by the newest total stated of all its members, or by name where the atlas names more.

    The totals are the claims that measure `members(body=…, on=…)` and nothing narrower. Raises KeyError for a body
    that is not held.
    """
    named = len(dataset.members(body))
    whole = re.compile(rf"members\(body={re.escape(body)}, on=[0-9-]+\)")
    totals = [
        (claim.as_of.last, claim.value)
        for claim in dataset.table("claims")
        if claim.as_of and isinstance(claim.value, int) and whole.fullmatch(claim.measure or "")
    ]
    return max(named, max(totals)[1]) if totals else named


def _faults(dataset: Dataset, claim: r.Claim) -> Iterator[Problem]:
    place = dataset.place("claims", claim.id)
    try:
        counted = measured(dataset, claim.measure or "")
    except (KeyError, ValueError) as error:
        said = str(error.args[0])
        message, _, hint = said.partition("; ")
        yield Problem(place.file, place.of("measure"), message, field="measure", record=claim.id, hint=hint)
        return
    if not isinstance(claim.value, int) or counted == claim.value or _explained(claim, counted):
        return
    yield Problem(
        place.file,
        place.of("measure"),
        f"{claim.measure} counts {counted:,}, the claim states {claim.value:,}",
        field="measure",
        record=claim.id,
        hint=_remedy(dataset, claim, counted - claim.value),
    )


def _explained(claim: r.Claim, counted: int) -> bool:
    """A row too many in a list of members is never explained but by its number; what is missing from a list, and
    what official totals have above the documented, the finding or the note explains, or the claim is unchecked yet."""
    if (claim.measure or "").startswith("members(") and isinstance(claim.value, int) and counted > claim.value:
        return f"{counted:,}" in (claim.finding or "")
    return claim.verdict == "unchecked" or bool(claim.finding or claim.note)


def _remedy(dataset: Dataset, claim: r.Claim, surplus: int) -> str:
    """Which rows to look at first: those that entered last."""
    body = (claim.measure or "").partition("body=")[2].split(",")[0].rstrip(")").strip()
    rows = [row for row in dataset.table("memberships") if row.body == body]
    if not rows or surplus < 0:
        return "add the record that is missing, or say in the finding why the two differ"
    newest = max(rows, key=lambda row: (row.added.last, dataset.place("memberships", row.id).line))
    place = dataset.place("memberships", newest.id)
    rows_too_many = "one row is" if surplus == 1 else f"{surplus} rows are"
    return (
        f"{rows_too_many} too many in {place.file}; the newest is '{newest.id}' in line {place.line}. "
        "Mend it, or say in the finding why the two differ"
    )
