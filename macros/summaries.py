"""What the records say of one partner in a sentence or two, computed: its instruments, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .dataset import Dataset
from .facts import number
from .standing import CAMP_BODIES, about

OTHER = (("satellites", "satellite"), ("ground-stations", "ground station"), ("technology-sales", "purchase"))
ARTICLE = (
    "United ", "Netherlands", "Philippines", "Maldives", "Bahamas", "Gambia", "Comoros", "Dominican Republic",
    "Central African Republic", "Democratic Republic of the Congo", "Republic of ", "Marshall Islands",
    "Solomon Islands", "Holy See", "Congo", "Faroe Islands", "Cook Islands", "Cayman Islands",
)  # fmt: skip
BODIES = {
    "african-union", "africa-business-alliance", "arab-league", "belt-road-alliance-science", "disasters-charter",
    "european-union", "foundation-space-development-africa", "gcc", "iadc", "sco", "wmo",
}  # fmt: skip


def named(dataset: Dataset, party: str) -> str:
    """A party's name as a sentence needs it: `the Netherlands`, `the Arab League`, `ESA`."""
    name = dataset.party_name(party)
    takes = name.startswith(ARTICLE) if party in dataset.countries else party in BODIES
    return f"the {name}" if takes else name


def summary(dataset: Dataset, party: str) -> str:
    """What the records say of a party in one or two sentences."""
    return " ".join(filter(None, (_ties(dataset, party), _place(dataset, party), _camp(dataset, party))))


def _ties(dataset: Dataset, party: str) -> str:
    name = named(dataset, party)
    agreements, activities = about(dataset, party, "agreements"), about(dataset, party, "activities")
    rest = [_some(noun, rows) for table, noun in OTHER if (rows := about(dataset, party, table))]
    if not agreements:
        done = [*([_some("joint activity", activities)] if activities else []), *rest]
        but = f", but {_listed(done)}" if done else " and no joint activity"
        return f"The atlas documents no instrument between China and {name}{but}."
    alive = sum(row.status == "in-force" for row in agreements)
    living = f"; {number(alive, words=True)} {'is' if alive == 1 else 'are'} known to be in force" if alive else ""
    if alive and alive == len(agreements):
        living = ", known to be in force" if alive == 1 else ", all known to be in force"
    return (
        f"The atlas documents {_some('instrument', agreements)} between China and {name}{_years(agreements)}{living}."
    )


def _years(agreements: Sequence[Any]) -> str:
    dated = sorted(row.signed.year for row in agreements if row.signed)
    if not dated:
        return ""
    if dated[0] == dated[-1]:
        if len(dated) == len(agreements):
            return f", {'' if len(dated) == 1 else 'both ' if len(dated) == 2 else 'all '}of {dated[0]}"
        return f", {number(len(dated), words=True)} of them dated, to {dated[0]}"
    return f", the earliest of {dated[0]} and the newest of {dated[-1]}"


def _some(noun: str, rows: Sequence[Any]) -> str:
    many = noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s"
    return f"{number(len(rows), words=True)} {noun if len(rows) == 1 else many}"


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _place(dataset: Dataset, party: str) -> str:
    country = dataset.countries.get(party)
    if country is None or not country.territory_of:
        return ""
    return f"{_upper(named(dataset, party))} is a territory of {named(dataset, country.territory_of)}."


def _camp(dataset: Dataset, party: str) -> str:
    clauses, disputed = [], []
    for body in (body for body in CAMP_BODIES if body in dataset.bodies):
        short = dataset.bodies[body].short
        rows = [row for row in dataset.memberships(body) if (dataset.state_of(row.member) or row.member) == party]
        own = next((row for row in rows if row.member == party), None)
        if own:
            clauses.append(f"has been in the {short} since {own.joined.words}" if own.joined else f"is in the {short}")
        elif rows:
            who = list(dict.fromkeys(dataset.organisations[row.member].name for row in rows))
            shown = who if len(who) < 4 else [*who[:2], f"{number(len(who) - 2, words=True)} more"]
            through = "an institution" if len(who) == 1 else "institutions"
            clauses.append(f"is in the {short} only through {through}: {_listed(shown)}")
        elif any(row.member == party for row in dataset.memberships(body, disputed=True)):
            disputed.append(short)
    name = named(dataset, party)
    if all(clause.startswith("has been ") for clause in clauses):
        clauses[1:] = [clause.removeprefix("has been ") for clause in clauses[1:]]
    sentences = [f"{_upper(name)} {' and '.join(clauses)}."] if clauses else []
    if disputed:
        sentences.append(f"Whether {name} has joined the {disputed[0]} is disputed.")
    country = dataset.countries.get(party)
    if not sentences and country and not country.territory_of:
        return f"{_upper(name)} is in neither lunar bloc."
    return " ".join(sentences)


def _upper(name: str) -> str:
    return f"T{name[1:]}" if name.startswith("the ") else name
