"""A record asked for at the terminal: field by field, each answer checked as it comes, new sources described."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .authoring import Fields, Refused, identifier
from .explaining import PARTIES, fault_of
from .loading import SOURCES, Kind, Loaded, load
from .problems import Problem, nearest
from .typed import about, is_list, typed, words

# Filled in by the command, or too rare to ask everybody: all of them have their option.
NOT_ASKED = (
    "id", "added", "updated", "withdrawn", "replaced_by", "newest", "developments", "date_source", "position_source",
    "follows", "part_of", "agreements", "instrument", "left", "left_why", "series", "measure", "accessed",
)  # fmt: skip
STATES = ("country", "territory_of")
# Those whose id is a short name of their own, which others write.
NAMED = ("bodies", "organisations")
LAST = ("sources", "confidence", "note")
ASKED_OF_SOURCES = ("title", "publisher", "url", "published", "kind", "language", "copy_of")
# Asked only where another answer calls for it, and needed then: the field, and which answers call for it.
CALLED_FOR: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "date_type": ("signed", bool),
    "ended": ("status", ("ended", "completed").__contains__),
    "ended_why": ("status", "ended".__eq__),
    "closed": ("status", "closed".__eq__),
    "note": ("confidence", "disputed".__eq__),
    "as_of": ("value", bool),
    "income_year": ("income_group", bool),
}


def _wrapped(said: str) -> str:
    return textwrap.fill(said, 100, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)


class Interview:
    """One conversation about one record. `fields` is what is known of it already, `brought` its new sources."""

    def __init__(self, root: Path, kind: Kind, fields: Fields) -> None:
        self.kind, self.fields, self.brought = kind, fields, list[Fields]()
        self.known: Loaded = load(root)
        self.ids = {table: {row.id for row, _ in rows} for table, rows in self.known.rows.items()}
        self.urls = {row.url: row.id for row, _ in self.known.rows["sources"] if row.url}

    def hold(self) -> None:
        """Ask for everything that is not known yet."""
        click.echo("Enter alone leaves out what need not be said. Ctrl+C ends it; nothing is written before the end.")
        model = self.kind.type.model_fields
        for field in [*(name for name in model if name not in LAST), *(name for name in LAST if name in model)]:
            if self.fields.get(field) or (field in NOT_ASKED and not (field == "id" and self.kind.table in NAMED)):
                continue
            call = CALLED_FOR.get(field)
            if call is None or call[0] not in model or call[1](self.fields.get(call[0])):
                self.ask(field, needed=self._needed(field))

    def unknown(self, record: str) -> str:
        """A word on an id that no record has; nothing where one has it."""
        ids = set().union(*(known for table, known in self.ids.items() if table not in ("sources", "bodies")))
        return "" if record in ids else f"no record '{record}'; {nearest(record, ids)}".rstrip("; ")

    def _needed(self, field: str) -> bool:
        lone = field == "partners" and self.kind.table in ("agreements", "activities")
        return self.kind.type.model_fields[field].is_required() or lone or field == "date_type"

    def ask(self, field: str, *, needed: bool = True) -> None:
        """Ask for one field until the answer fits."""
        info = self.kind.type.model_fields[field]
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            parts = {
                name: self._answer(part, f"{field}, {name}", needed=False) for name, part in inner.model_fields.items()
            }
            self.fields[field] = {name: value for name, value in parts.items() if value}
            return
        if field == "sources":
            self._ask_sources(info)
            return
        value = self._answer(info, field, needed=needed)
        while fault := self._fault(field, value):
            click.echo(f"  {fault}")
            value = self._prompt(info, field, needed=needed)
        self.fields[field] = value

    def ask_again(self, problems: Iterable[Problem]) -> bool:
        """Say what is wrong with the whole, and ask again for the fields at fault; False where none is named."""
        named = dict.fromkeys(problem.field.split(".")[0] for problem in problems)
        click.echo("")
        for problem in problems:
            click.echo(f"  {str(problem).split(': ', 1)[1]}")
        fields = [field for field in named if field in self.kind.type.model_fields and field != "added"]
        for field in fields:
            self.ask(field, needed=self._needed(field))
        return bool(fields)

    def settle(self, refused: Refused) -> dict[str, bool]:
        """What to do about a record that looks like a double: another id, or a word that it is another one."""
        click.echo(f"\n  {refused}")
        if "--another" in str(refused):
            click.confirm("Is yours another one?", abort=True)
            return {"another": True}
        if "--id" not in str(refused):
            raise refused
        self.ask("id")
        return {}

    def _answer(self, info: FieldInfo, name: str, *, needed: bool) -> Any:
        """Say what belongs in a field, and ask for it."""
        choices = words(info.annotation)
        said = about(info).removesuffix(" Left out, it is the file's own partner.")
        if name in (*PARTIES, *STATES):
            said += " A name will do as well."
        click.echo(f"\n{_wrapped(said)}")
        if choices:
            click.echo(_wrapped(f"One of: {', '.join(choices)}"))
        return self._prompt(info, name, needed=needed)

    def _prompt(self, info: FieldInfo, name: str, *, needed: bool) -> Any:
        many = is_list(info.annotation)
        # Names of people and bodies have commas in them; codes, keys and words have none.
        plain = bool(words(info.annotation)) or name in ("partners", "sources")
        hint = " (several: with commas)" if many and plain else " (several: with ;)" if many else ""
        label = f"{name}{hint}" if needed else f"{name}{hint}, or Enter"
        said = str(click.prompt(label, default=None if needed else "", show_default=False)).strip()
        parts = [part.strip() for part in (said.replace(",", ";") if plain else said).split(";")] if many else [said]
        if name in (*PARTIES, *STATES):
            parts = [self.known.names.get(part.casefold(), part) for part in parts]
        answers = typed([part for part in parts if part], info.annotation)
        return answers if many else next(iter(answers), None)

    def _fault(self, field: str, value: Any) -> str:
        """What is wrong with one answer by itself; empty where nothing is."""
        if value in (None, []):
            return ""
        fault = fault_of(self.kind.type, field, value, self.known.names)
        if fault:
            return fault
        if field in (*PARTIES, *STATES):
            parties = {row.iso3 for row, _ in self.known.rows["countries"]}
            parties |= self.ids["organisations"] if field in PARTIES else set()
            said = value if isinstance(value, list) else [value]
            unknown = [party for party in said if party not in parties]
            if unknown:
                hint = nearest(unknown[0], parties) or "add it first: python -m macros new country (or organisation)"
                return f"nobody is known as '{unknown[0]}'; {hint}"
        if field in ("iso3", "member"):
            return self._double(field, value)
        if field == "body" and value not in self.ids["bodies"]:
            return f"no body '{value}'; {nearest(value, self.ids['bodies']) or ', '.join(sorted(self.ids['bodies']))}"
        return ""

    def _double(self, field: str, value: str) -> str:
        """Where the state, or the member of that body, stands already."""
        table = "countries" if field == "iso3" else "memberships"
        for row, place in self.known.rows[table]:
            if getattr(row, field) == value and getattr(row, "body", None) == self.fields.get("body"):
                return f"{value} is there already, at {place.file}:{place.line}; mend it there"
        return ""

    def _ask_sources(self, info: FieldInfo) -> None:
        """Keys or addresses of sources; what is not known here yet is described."""
        click.echo("\nAn address (https://…) will do as well as a key.")
        found: list[str] = []
        for said in self._answer(info, "sources", needed=True):
            said = self.urls.get(said, said)
            if said in self.ids["sources"] or any(said == source["id"] for source in self.brought):
                found.append(said)
                continue
            address = said.startswith(("http://", "https://"))
            hint = "" if address else nearest(said, self.ids["sources"])
            click.echo(f"\n  The atlas has no source '{said}' yet.")
            if hint and click.confirm(hint.capitalize(), default=True):
                found.append(hint.split("'")[1])
            elif click.confirm("Describe it now?", default=True):
                found.append(self._describe({"url": said} if address else {"id": said}))
        if found:
            self.fields["sources"] = found
        else:
            self._ask_sources(info)

    def _describe(self, fields: Fields) -> str:
        source = Interview.__new__(Interview)
        source.kind, source.fields, source.brought = SOURCES, fields, []
        source.known, source.ids, source.urls = self.known, self.ids, self.urls
        for field in ASKED_OF_SOURCES:
            if field not in fields:
                source.ask(field, needed=SOURCES.type.model_fields[field].is_required())
        described = {name: value for name, value in fields.items() if value}
        described = {"id": identifier(SOURCES, described), **described}
        self.brought.append(described)
        return str(described["id"])
