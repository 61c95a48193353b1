"""The commands that write: `new` asks for a record's fields, `fix` brings files into their one form."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from . import records as r
from .authoring import Fields, Refused, add, add_source, kind_named
from .dataset import read
from .fixing import changes, difference, fixed, save, texts
from .interview import Interview
from .loading import BODIES, SOURCES, TABLES, Kind
from .problems import DataError
from .typed import about, is_list, said_shortly, typed, words

SKIPPED = ("added", "updated", "withdrawn", "replaced_by", "newest", "developments", "accessed")
ASKED_OF_SOURCES = ("title", "publisher", "url", "published", "kind", "language", "author", "copy_of")


def fix(root: Path) -> None:
    """Write every readable file in canonical form and show what changed."""
    found, _ = fixed(root)
    before = texts(root)
    changed = changes(root, found)
    for file, text in changed.items():
        click.echo(difference(before.get(file, ""), text, file))
    save(root, changed)


def new_commands() -> click.Group:
    """`python -m macros new KIND`: one command for each kind of record, made from its type."""
    group = click.Group("new", help="Add a record: in its file, with an id of its own, and only if it passes.")
    for kind in TABLES.values():
        group.add_command(_command(kind))
    group.add_command(_pages())
    return group


def _command(kind: Kind) -> click.Command:
    name = str(kind.type.kind_name)
    options: list[click.Parameter] = [
        click.Option(
            ["--root"], type=click.Path(path_type=Path, exists=True), default=".", help="The project's folder."
        )
    ]
    for field, info in kind.type.model_fields.items():
        if field not in SKIPPED:
            options += _options(field, info)
    if kind is SOURCES:
        options.append(click.Option(["--cited-by"], required=False, help="Id of the record that cites it."))
    elif "sources" in kind.type.model_fields:
        for field in ASKED_OF_SOURCES:
            info = r.Source.model_fields[field]
            options += _options(field, info, prefix="source-")
    if kind.table in ("agreements", "activities"):
        options.append(click.Option(["--another"], is_flag=True, help="It is another than the one of the same day."))
    said = " ".join((kind.type.__doc__ or "").split()).split(". ")[0]
    return click.Command(name, params=options, callback=_callback(name), help=said)


def _options(field: str, info: FieldInfo, prefix: str = "") -> list[click.Parameter]:
    """The options of one field; the parts of a part (signatories) are options of their own."""
    inner = info.annotation
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        parts = inner.model_fields.items()
        return [option for part, held in parts for option in _options(part, held, f"{prefix}{field}-")]
    choices = words(inner)
    said = said_shortly(info)
    needed = info.is_required() and not prefix
    return [
        click.Option(
            [f"--{prefix}{field}".replace("_", "-")],
            multiple=is_list(inner),
            type=click.Choice(choices) if choices else str,
            help=f"{said}.{' Needed.' if needed and field != 'id' else ''}",
        )
    ]


def _callback(name: str) -> Callable[..., None]:
    def run(root: Path, **given: Any) -> None:
        kind = kind_named(name)
        fields, sources = _gathered(kind, given)
        missing = {field: info for field, info in kind.type.model_fields.items() if _lacks(kind, fields, field)}
        interview = None
        if missing and not at_terminal():
            listed = [f"  --{field.replace('_', '-')}: {about(info)}" for field, info in missing.items()]
            raise click.UsageError("\n".join(["these are needed as well:", *listed]))
        if kind is SOURCES and not given.get("cited_by"):
            raise click.UsageError("--cited-by is needed: a source stands in the atlas for a record that cites it")
        if missing:
            interview = Interview(root, kind, fields)
            if unknown := kind is SOURCES and interview.unknown(str(given["cited_by"])):
                raise click.ClickException(unknown)
            interview.hold()
            sources += interview.brought
        file, record = _written(root, kind, fields, sources, given, interview)
        click.echo(f"{file}: {record} is added. See it with: make serve")

    return run


def at_terminal() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty()


def _written(
    root: Path, kind: Kind, fields: Fields, sources: list[Fields], given: dict[str, Any], interview: Interview | None
) -> tuple[str, str]:
    """Write the record. What stands against it is asked about where somebody answers, else it ends the command."""
    today = dt.date.today()
    try:
        if kind is SOURCES:
            return add_source(root, fields, str(given["cited_by"]), today)
        return add(root, kind, fields, sources=sources, today=today, another=bool(given.get("another")))
    except Refused as refused:
        if interview is None:
            raise click.ClickException(str(refused)) from None
        try:
            given |= interview.settle(refused)
        except Refused:
            raise click.ClickException(str(refused)) from None
    except DataError as error:
        if interview is None or not interview.ask_again(error.problems):
            raise click.ClickException(f"Nothing is written:\n{error}") from None
    sources += [source for source in interview.brought if source not in sources]
    return _written(root, kind, fields, sources, given, interview)


def _lacks(kind: Kind, fields: Fields, field: str) -> bool:
    needed = kind.type.model_fields[field].is_required()
    needed = needed or (field == "partners" and kind.table in ("agreements", "activities"))
    made = field == "id" and kind is not BODIES  # of the other fields
    return needed and not made and field not in SKIPPED and not fields[field]


def _gathered(kind: Kind, given: dict[str, Any]) -> tuple[Fields, list[Fields]]:
    """The fields that the options give of the record, and of the source it brings along."""
    fields: Fields = {}
    for field, info in kind.type.model_fields.items():
        if field in SKIPPED:
            continue
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            parts = {part: list(given.get(f"{field}_{part}") or ()) for part in inner.model_fields}
            fields[field] = {part: value for part, value in parts.items() if value}
            continue
        fields[field] = typed(given.get(field), inner)
    source = {
        field: typed(value, r.Source.model_fields[field].annotation)
        for field in ASKED_OF_SOURCES
        if (value := given.get(f"source_{field}"))
    }
    if source and not fields["sources"]:
        raise click.UsageError("--sources is needed with --source-…: the key by which the record cites it")
    return fields, [{"id": fields["sources"][0], **source}] if source else []


def _pages() -> click.Command:
    @click.command("pages")
    @click.option("--root", type=click.Path(path_type=Path, exists=True), default=".", help="The project's folder.")
    def pages(root: Path) -> None:
        """Write the pages that the data calls for and docs/ has not: one for each partner, one for each chart."""
        from .charts import CHARTS
        from .scaffold import write_missing

        dataset, problems = read(root)
        if problems:
            raise click.ClickException(str(DataError(problems)))
        written = write_missing(root.resolve(), dataset, {id_: chart.question for id_, chart in CHARTS.items()})
        for path in written:
            click.echo(path.relative_to(root.resolve()).as_posix())
        click.echo(f"{len(written)} {'page is' if len(written) == 1 else 'pages are'} new.")

    return pages
