"""The commands that write: `new` asks for a record's fields, `fix` brings files into their one form."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import click
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from . import records as r
from .authoring import Refused, add, add_source, kind_named
from .dataset import read
from .dates import PartialDate
from .fixing import changes, difference, fixed, save, texts
from .loading import SOURCES, TABLES, Kind
from .problems import DataError
from .yaml_nodes import DECIMAL, INTEGER

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
    about = " ".join((kind.type.__doc__ or "").split()).split(". ")[0]
    return click.Command(name, params=options, callback=_callback(name), help=about)


def _options(field: str, info: FieldInfo, prefix: str = "") -> list[click.Parameter]:
    """The options of one field; the parts of a part (signatories) are options of their own."""
    inner = info.annotation
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        parts = inner.model_fields.items()
        return [option for part, held in parts for option in _options(part, held, f"{prefix}{field}-")]
    words = _words(inner)
    about = " ".join((info.description or "").split()).split(". ")[0].rstrip(".")
    needed = info.is_required() and not prefix
    return [
        click.Option(
            [f"--{prefix}{field}".replace("_", "-")],
            multiple=_is_list(inner),
            type=click.Choice(words) if words else str,
            help=f"{about}.{' Needed.' if needed and field != 'id' else ''}",
        )
    ]


def _callback(name: str) -> Callable[..., None]:
    def run(root: Path, **given: Any) -> None:
        kind = kind_named(name)
        fields, source = _gathered(kind, given)
        today = dt.date.today()
        try:
            if kind is SOURCES:
                file, record = _new_source(root, fields, given.get("cited_by"), today)
            else:
                another = bool(given.get("another"))
                file, record = add(root, kind, fields, source=source, today=today, another=another)
        except Refused as error:
            raise click.ClickException(str(error)) from None
        except DataError as error:
            raise click.ClickException(f"Nothing is written:\n{error}") from None
        click.echo(f"{file}: {record} is added. See it with: make serve")

    return run


def _gathered(kind: Kind, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The fields of the record and of the source it brings along, asked for where somebody sits at the terminal."""
    fields: dict[str, Any] = {}
    missing: dict[str, FieldInfo] = {}
    for field, info in kind.type.model_fields.items():
        if field in SKIPPED:
            continue
        inner = info.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            parts = {part: list(given.get(f"{field}_{part}") or ()) for part in inner.model_fields}
            fields[field] = {part: value for part, value in parts.items() if value}
            continue
        fields[field] = _typed(given.get(field), inner)
        needed = info.is_required() or (field == "partners" and kind.table in ("agreements", "activities"))
        if needed and field != "id" and not fields[field]:
            missing[field] = info
    _ask(missing, fields)
    source = {
        field: _typed(value, r.Source.model_fields[field].annotation)
        for field in ASKED_OF_SOURCES
        if (value := given.get(f"source_{field}"))
    }
    return fields, {"id": fields["sources"][0], **source} if source else None


def _ask(missing: dict[str, FieldInfo], fields: dict[str, Any]) -> None:
    """Ask for what is missing; where nobody can answer, name all of it at once."""
    if missing and not sys.stdin.isatty():
        listed = [f"  --{field.replace('_', '-')}: {_about(info)}" for field, info in missing.items()]
        raise click.UsageError("\n".join(["these are needed as well:", *listed]))
    for field, info in missing.items():
        words = _words(info.annotation)
        click.echo(f"\n{_about(info)}" + (f"\nOne of: {', '.join(words)}" if words else ""))
        many = _is_list(info.annotation)
        answer = click.prompt(field + (" (several with commas)" if many else ""))
        fields[field] = _typed([part.strip() for part in answer.split(",")] if many else answer, info.annotation)


def _about(info: FieldInfo) -> str:
    return " ".join((info.description or "").split())


def _new_source(root: Path, fields: dict[str, Any], cited_by: str | None, today: dt.date) -> tuple[str, str]:
    """A source is only added with a record that cites it."""
    if not cited_by:
        raise click.UsageError("--cited-by is needed: a source stands in the atlas for a record that cites it")
    return add_source(root, fields, cited_by, today)


def _typed(value: Any, annotation: Any) -> Any:
    """What was typed, as YAML has it: lists as lists; years, degrees and counts as numbers."""
    if isinstance(value, tuple | list):
        return [_typed(item, annotation) for item in value]
    if isinstance(value, str) and _holds(annotation, (PartialDate, int, float)):
        if INTEGER.fullmatch(value):
            return int(value)
        if DECIMAL.fullmatch(value):
            return float(value)
    return value


def _holds(annotation: Any, types: tuple[type, ...]) -> bool:
    return annotation in types or any(_holds(part, types) for part in get_args(annotation))


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple or any(_is_list(part) for part in _union(annotation))


def _words(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    inner = get_args(annotation) if get_origin(annotation) is tuple else _union(annotation)
    return [word for part in inner for word in _words(part)]


def _union(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) not in (tuple, Literal) else ()


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
        click.echo(f"{len(written)} pages are new.")

    return pages
