"""All records together, and the questions one may ask of them."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from . import records as r
from .crossref import check
from .dates import PartialDate
from .dates import day as full_day
from .loading import Place, load
from .problems import DataError, Problem, nearest

T = TypeVar("T", bound=r.Model)
Day = dt.date | str


def as_of(root: Path) -> dt.date:
    """The day the published figures stand for: SOURCE_DATE_EPOCH, else the last commit, else today.

    So one commit builds the same bytes on any day (reproducible-builds.org, SOURCE_DATE_EPOCH).
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        git = subprocess.run(
            ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True, check=False
        )
        epoch = git.stdout.strip() if git.returncode == 0 else ""
    if epoch.isdigit():
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC).date()
    return dt.date.today()


def read(root: Path, today: dt.date | None = None) -> tuple[Dataset, list[Problem]]:
    """The dataset under root/data and every fault in it. `today` (default: the clock) bounds all dates."""
    loaded = load(root)
    problems = loaded.problems + check(loaded, today or dt.date.today())
    rows = {table: tuple(record for record, _ in found) for table, found in loaded.rows.items()}
    places = {(table, record.id): place for table, found in loaded.rows.items() for record, place in found}
    return Dataset(as_of(root), rows, places), sorted(problems)


def open_dataset(root: Path) -> Dataset:
    """The dataset, read once for each state of the files; raises DataError with every fault."""
    files = sorted(path for path in (root / "data").rglob("*") if path.is_file())
    stamp = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
    return _open(root, stamp)


@lru_cache(maxsize=2)
def _open(root: Path, _stamp: tuple[tuple[str, int, int], ...]) -> Dataset:
    dataset, problems = read(root)
    if problems:
        raise DataError(problems)
    return dataset


def known_by(date: PartialDate | None, on: dt.date) -> bool:
    """Whether something dated so has certainly happened by a day. A partial date counts from its last day."""
    return date is not None and date.last <= on


def within(date: PartialDate | None, since: dt.date | None, on: dt.date | None) -> bool:
    """Whether something dated so lies certainly in a period, both days included; an open end does not bound."""
    if date is None:
        return since is None and on is None
    return (since is None or since <= date.first) and (on is None or date.last <= on)


def _bound(on: Day | None) -> dt.date | None:
    return full_day(on) if isinstance(on, str) else on


def _day(on: Day | None, default: dt.date) -> dt.date:
    if on is None:
        return default
    return full_day(on) if isinstance(on, str) else on


@dataclass(frozen=True, eq=False)
class Dataset:
    """Every record of the atlas on one day. Tables are tuples in file order; questions return new tuples."""

    as_of: dt.date
    rows: Mapping[str, tuple[Any, ...]]
    places: Mapping[tuple[str, str], Place]

    # --- tables -------------------------------------------------------------------------------------------

    def table(self, name: str) -> tuple[Any, ...]:
        """The standing records of a table (withdrawn ones left out); raises KeyError with the nearest name."""
        if name not in self.rows:
            raise KeyError(f"no table '{name}'; {nearest(name, self.rows) or 'tables: ' + ', '.join(self.rows)}")
        return self._standing(name)

    @cached_property
    def countries(self) -> Mapping[str, r.Country]:
        """Countries by ISO alpha-3 code."""
        return {country.iso3: country for country in self.table("countries")}

    @cached_property
    def organisations(self) -> Mapping[str, r.Organisation]:
        """Organisations by id."""
        return {organisation.id: organisation for organisation in self.table("organisations")}

    @cached_property
    def sources(self) -> Mapping[str, r.Source]:
        """Sources by key."""
        return {source.id: source for source in self.table("sources")}

    @cached_property
    def bodies(self) -> Mapping[str, r.Body]:
        """Bodies with a membership list, by id."""
        return {body.id: body for body in self.table("bodies")}

    @cached_property
    def claims(self) -> Mapping[str, r.Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.table("claims")}

    @lru_cache(maxsize=64)  # noqa: B019 (a dataset lives as long as the build)
    def _standing(self, name: str) -> tuple[Any, ...]:
        return tuple(record for record in self.rows[name] if not getattr(record, "withdrawn", None))

    def place(self, table: str, record: str) -> Place:
        """Where a record stands in data/."""
        return self.places[table, record]

    # --- parties ------------------------------------------------------------------------------------------

    def party_name(self, party: str) -> str:
        """The usual name of a state or the short name of an organisation."""
        if party in self.countries:
            return self.countries[party].name
        return self.organisations[party].short

    def region(self, party: str) -> str:
        """The M49 region of a state; that of a national body's state; else `International`."""
        if party in self.countries:
            return self.countries[party].region
        home = self.organisations[party].country
        return self.countries[home].region if home else "International"

    def state_of(self, party: str) -> str | None:
        """The ISO code a party belongs to: itself, its home state, or none for an international body."""
        return party if party in self.countries else self.organisations[party].country

    @cached_property
    def partners(self) -> tuple[str, ...]:
        """Every party with at least one agreement or activity with China, by name."""
        rows = (*self.table("agreements"), *self.table("activities"))
        return tuple(sorted({party for row in rows for party in row.partners}, key=self.party_name))

    # --- questions ----------------------------------------------------------------------------------------

    def agreements(
        self, *, since: Day | None = None, on: Day | None = None, partner: str | None = None, **fields: str
    ) -> tuple[r.Agreement, ...]:
        """Instruments, in order of date. `on`: those known to be signed by that day (undated ones never are);
        `since`: those certainly signed on that day or later.

        `fields` filter by value: kind, level, form, status, confidence, date_type, topic, mission, region, decade.
        Two values joined by `+` let either through: `level="intergovernmental+agency"`.
        """
        rows = [row for row in self._with("agreements", partner) if self._matches(row, **fields)]
        since, on = _bound(since), _bound(on)
        return tuple(row for row in rows if within(row.signed, since, on))

    def activities(self, *, on: Day | None = None, partner: str | None = None, **fields: str) -> tuple[r.Activity, ...]:
        """Activities, in order of date; same filters as agreements."""
        rows = [row for row in self._with("activities", partner) if self._matches(row, **fields)]
        if on is not None:
            rows = [row for row in rows if known_by(row.date, _day(on, self.as_of))]
        return tuple(rows)

    def memberships(
        self, body: str, *, on: Day | None = None, level: str | None = None, disputed: bool = False
    ) -> tuple[r.Membership, ...]:
        """Who was in a body on a day (default: the as-of day), in order of joining.

        Joined by then (a partial date counts from its last day) and not yet left. An undated row is counted
        only when no day is asked for; who has only signed is none. Disputed rows are left out unless asked for.
        """
        if body not in self.bodies:
            raise KeyError(f"no body '{body}'; {nearest(body, self.bodies) or 'bodies: ' + ', '.join(self.bodies)}")
        at = _day(on, self.as_of)
        found: list[r.Membership] = []
        for row in self._inside.get(body, ()):
            if (level and row.level != level) or (row.confidence == "disputed" and not disputed):
                continue
            dated = known_by(row.joined, at) if row.joined else on is None and not self.signed_only(row)
            if dated and not known_by(row.left, at):
                found.append(row)
        return tuple(found)

    def signed_only(self, row: r.Membership) -> bool:
        """Whether a state has signed and not joined, where these are two steps: a treaty, or a day of signature."""
        two_steps = row.signed is not None or self.bodies[row.body].kind == "treaty"
        return row.joined is None and row.how == "signature" and two_steps

    def members(
        self,
        body: str,
        *,
        on: Day | None = None,
        level: str | None = None,
        kind: str | None = None,
        disputed: bool = False,
        **fields: str,
    ) -> tuple[str, ...]:
        """The parties in a body on a day, each once. `members("artemis-accords", on="2024-02-15")` has 36.

        `kind="state"` keeps the states, whether the state itself or its space agency signed; `organisation` the
        rest: institutes, companies and international bodies. `fields`: how, confidence, region, sub_region.
        """
        rows = self.memberships(body, on=on, level=level, disputed=disputed)
        found = dict.fromkeys(row.member for row in rows if self._matches(row, **fields))
        return tuple(party for party in found if self.of_kind(party, kind))

    def of_kind(self, party: str, kind: str | None) -> bool:
        """Whether a party is of a kind: `state` or `organisation`; any party is of None."""
        if kind not in (None, "state", "organisation"):
            raise KeyError(f"no kind of party '{kind}'; kinds: state, organisation")
        return kind is None or (party in self.countries) == (kind == "state")

    def stations(self, **fields: str) -> tuple[r.GroundStation, ...]:
        """Ground stations by country and name. Filters: status, kind, country, region."""
        rows = [row for row in self.table("ground-stations") if self._matches(row, **fields)]
        return tuple(sorted(rows, key=lambda row: (self.party_name(row.country), row.name)))

    def satellites(
        self, *, since: Day | None = None, on: Day | None = None, without: str | None = None, **fields: str
    ) -> tuple[r.Satellite, ...]:
        """Satellites in order of launch. Filters: role, kind, outcome, partner, region, decade.

        `on`: flown by that day; `since`: flown on that day or later; `without`: roles that rule a satellite out.
        """
        barred = set((without or "").split("+"))
        rows = [
            row
            for row in self.table("satellites")
            if self._matches(row, **fields) and within(row.launched, _bound(since), _bound(on))
        ]
        rows = [row for row in rows if not barred & set(row.roles)]
        return tuple(sorted(rows, key=lambda row: (str(row.launched or "9999"), row.name)))

    def select(self, table: str, **fields: str) -> tuple[Any, ...]:
        """The standing records of a table that match, in file order. Raises KeyError for an unknown filter."""
        return tuple(row for row in self.table(table) if self._matches(row, **fields))

    @cached_property
    def _inside(self) -> Mapping[str, Sequence[r.Membership]]:
        """Memberships by body, in order of joining."""
        found: dict[str, list[r.Membership]] = {}
        for row in self.table("memberships"):
            found.setdefault(row.body, []).append(row)
        for rows in found.values():
            rows.sort(key=lambda row: (str(row.joined or "9999"), self.party_name(row.member)))
        return found

    def _with(self, table: str, partner: str | None) -> tuple[Any, ...]:
        """The records of a table with a party, or with one of several joined by `+`, in order of date; all for None."""
        if partner is None:
            return self._in_order(table)
        wanted = set(partner.split("+"))
        if len(wanted) > 1:
            return tuple(row for row in self._in_order(table) if wanted & set(parties(row)))
        return self._by_party(table).get(partner, ())

    @lru_cache(maxsize=8)  # noqa: B019 (a dataset lives as long as the build)
    def _in_order(self, table: str) -> tuple[Any, ...]:
        """Agreements or activities, sorted once: hundreds of questions are asked of the same rows."""
        date = attrgetter("signed" if table == "agreements" else "date")
        return tuple(sorted(self.table(table), key=lambda row: (str(date(row) or "9999"), row.id)))

    @lru_cache(maxsize=8)  # noqa: B019 (a dataset lives as long as the build)
    def _by_party(self, table: str) -> Mapping[str, tuple[Any, ...]]:
        found: dict[str, list[Any]] = {}
        for row in self._in_order(table):
            for party in dict.fromkeys(parties(row)):
                found.setdefault(party, []).append(row)
        return {party: tuple(rows) for party, rows in found.items()}

    def _matches(self, row: r.Model, **fields: str | None) -> bool:
        return all(wanted is None or self._has(row, name, wanted) for name, wanted in fields.items())

    def _has(self, row: r.Model, name: str, wanted: str) -> bool:
        if "+" in wanted:
            return any(self._has(row, name, value) for value in wanted.split("+"))
        if name == "region":
            return wanted in {self.region(party) for party in parties(row)}
        if name == "sub_region":
            return wanted in {self.countries[party].sub_region for party in parties(row) if party in self.countries}
        if name == "partner":
            return wanted in parties(row)
        if name == "decade":
            date = date_of(row)
            return date is not None and f"{date.year // 10 * 10}s" == wanted
        plural = {"role": "roles", "topic": "topics", "mission": "missions", "theme": "themes", "field": "fields"}.get(
            name, name
        )
        if not hasattr(row, plural):
            derived = [word for word, value in vars(type(row)).items() if isinstance(value, property)]
            known = [*type(row).model_fields, *derived, "region", "sub_region", "partner", "decade"]
            raise KeyError(f"no filter '{name}'; {nearest(name, known) or 'filters: ' + ', '.join(known)}")
        words = vocabulary(type(row), plural)
        if words and wanted not in words:
            raise KeyError(f"no {name} '{wanted}'; {nearest(wanted, words) or 'one of: ' + ', '.join(words)}")
        value = getattr(row, plural)
        return wanted in value if isinstance(value, tuple) else str(value) == wanted


@lru_cache(maxsize=256)
def vocabulary(model: type[r.Model], field: str) -> tuple[str, ...]:
    """The words that a field of a record may be; empty where it may be anything."""
    if field in ("level", "form") and model is r.Agreement:
        return get_args(r.Level if field == "level" else r.Form)
    info = model.model_fields.get(field)
    return _words(info.annotation) if info else ()


def _words(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(word for part in get_args(annotation) for word in _words(part))


def parties(row: r.Model) -> tuple[str, ...]:
    """The states and organisations a record is about, beside China."""
    for name in ("partners", "member", "partner", "buyer", "country"):
        value = getattr(row, name, None)
        if value:
            return value if isinstance(value, tuple) else (value,)
    return ()


def date_of(row: r.Model) -> PartialDate | None:
    """The date by which a record is placed in time, whatever its kind calls it."""
    for name in ("signed", "date", "joined", "launched", "opened", "as_of", "first", "published"):
        value = getattr(row, name, None)
        if isinstance(value, PartialDate):
            return value
    return None


# --- counts a page may ask for --------------------------------------------------------------------------------

Question = Callable[..., Sequence[Any]]


def _partners(
    dataset: Dataset,
    *,
    since: Day | None = None,
    on: Day | None = None,
    region: str | None = None,
    kind: str | None = None,
    income: str | None = None,
    **fields: str,
) -> list[str]:
    """Parties to the instruments that match; `region`, `kind` and `income` group are those of the party."""
    rows: Iterable[Any] = dataset.agreements(since=since, on=on, **fields)
    named = {party for row in rows for party in row.partners}
    return sorted(
        party
        for party in named
        if dataset.of_kind(party, kind)
        and (region is None or dataset.region(party) == region)
        and (income is None or (party in dataset.countries and dataset.countries[party].income_group == income))
    )


def _both_camps(dataset: Dataset, *, on: Day | None = None, ties: str = "state") -> list[str]:
    """States in the Artemis Accords and in the ILRS: by the state or its agency, or (`any`) by any body of theirs."""
    if ties not in ("state", "any"):
        raise KeyError(f"no ties '{ties}'; ties: state, any")
    inside = dataset.members("ilrs", on=on, kind="state" if ties == "state" else None)
    states = {state for party in inside if (state := dataset.state_of(party))}
    return sorted(states & set(dataset.members("artemis-accords", on=on)))


def _launches(dataset: Dataset, **filters: Any) -> list[tuple[str, str]]:
    """Rockets that carried satellites that match: each day and vehicle once."""
    return sorted({(str(row.launched), str(row.vehicle)) for row in dataset.satellites(**filters) if row.launched})


def _customers(dataset: Dataset, **filters: Any) -> list[str]:
    """Parties for or with whom satellites that match were built or flown."""
    return sorted({party for row in dataset.satellites(**filters) for party in row.partners})


def _hosts(dataset: Dataset, **filters: str) -> list[str]:
    """States in which stations that match stand."""
    return sorted({row.country for row in dataset.stations(**filters)})


# One line a question: its name in `count(...)` and in a claim's `measure`.
QUESTIONS: Mapping[str, Question] = {
    "agreements": Dataset.agreements,
    "activities": Dataset.activities,
    "members": lambda dataset, body, **fields: dataset.members(body, **fields),
    "partners": _partners,
    "stations": Dataset.stations,
    "satellites": Dataset.satellites,
    "launches": _launches,
    "customers": _customers,
    "hosts": _hosts,
    "both-camps": _both_camps,
    "memberships": lambda dataset, **fields: dataset.select("memberships", **fields),
    "claims": lambda dataset, **fields: dataset.select("claims", **fields),
    "events": lambda dataset, **fields: dataset.select("events", **fields),
    "proposals": lambda dataset, **fields: dataset.select("proposals", **fields),
    "technology-sales": lambda dataset, **fields: dataset.select("technology-sales", **fields),
    "science-agreements": lambda dataset, **fields: dataset.select("science-agreements", **fields),
    "sources": lambda dataset, **fields: dataset.select("sources", **fields),
    "countries": lambda dataset, **fields: dataset.select("countries", **fields),
}


def count(dataset: Dataset, question: str, **filters: Any) -> int:
    """How many there are: `count(dataset, "members", body="ilrs", level="state")`.

    Raises KeyError for an unknown question, filter or value, naming the nearest.
    """
    if question not in QUESTIONS:
        raise KeyError(
            f"no question '{question}'; {nearest(question, QUESTIONS) or 'questions: ' + ', '.join(QUESTIONS)}"
        )
    try:
        return len(QUESTIONS[question](dataset, **filters))
    except TypeError as error:
        raise KeyError(f"the question '{question}' takes no such filter: {error}") from None
