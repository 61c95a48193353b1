"""The command line: `python -m macros check | new | diff | links | version | release | forms | publish | …`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from .dataset import Dataset
    from .problems import Problem

ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=".",
    help="The project's folder.",
)


@click.group()
def main() -> None:
    """The Space Diplomacy Atlas: check the data, add to it, compare it, publish it."""


@main.command()
@ROOT
@click.option("--fix", is_flag=True, help="First bring every file into its one form, and show what that changes.")
def check(root: Path, *, fix: bool) -> None:
    """Check every file in data/ and list all faults; exit 1 if there are any. Say what is left to a command."""
    from .dataset import read
    from .fixing import out_of_form
    from .measures import faults
    from .scaffold import missing

    if fix:
        from .commands import fix as write

        write(root)
    dataset, problems = read(root)
    problems = problems or faults(dataset)
    for problem in problems:
        click.echo(str(problem))
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(problem.annotation())
    counts = ", ".join(f"{len(rows)} {table}" for table, rows in dataset.rows.items())
    if problems:
        files = len({problem.file for problem in problems})
        found = f"{len(problems)} {'fault' if len(problems) == 1 else 'faults'}"
        click.echo(f"{found} in {files} {'file' if files == 1 else 'files'}; read: {counts}", err=True)
        sys.exit(1)
    click.echo(f"The data is sound: {counts}.")
    for note in [*out_of_form(root, dataset), *missing(root, dataset)]:
        click.echo(str(note))
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(note.annotation("warning"))


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def new(arguments: tuple[str, ...]) -> None:
    """Add a record or the pages that are missing: new agreement, new membership, new source, new pages …"""
    from .commands import new_commands

    new_commands().main(list(arguments), prog_name="python -m macros new")


@main.command()
@ROOT
def forms(root: Path) -> None:
    """Write the issue forms from the types."""
    from .forms import forms as made

    for path, form in made().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(form, encoding="utf-8")
        click.echo(path.as_posix())


@main.command()
@ROOT
@click.argument("revision")
@click.option("--markdown", is_flag=True, help="For a pull request's summary.")
@click.option("--check", "strict", is_flag=True, help="Exit 1 where a record's added or updated day does not fit.")
def diff(root: Path, revision: str, *, markdown: bool, strict: bool) -> None:
    """Say in words what changed in the data since it parted from REVISION (a commit, a branch, a tag)."""
    from . import comparing, releasing, revisions, telling
    from .dataset import read

    root = root.resolve()
    try:
        base = revisions.parted(root, revision)
        before, since = revisions.dataset_at(root, base), revisions.began(root, base)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    after, problems = read(root)
    comparison = comparing.compare(before, after)
    said = f"{revision} ({revisions.committed(root, base)})"
    click.echo(telling.told(comparison, said, releasing.number(root), markdown=markdown), nl=False)
    faults = [*problems, *comparing.date_faults(comparison, since)]
    _list(faults, strict=strict)


@main.command()
@ROOT
@click.option("--since", help="The commit of the last version; left out, that of its tag or its entry.")
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
def version(root: Path, since: str | None, *, dry_run: bool) -> None:
    """Step the version of the data by what changed; tell it in CHANGELOG.md, CITATION.cff and .zenodo.json."""
    from . import comparing, releasing, telling

    root = root.resolve()
    after = _sound(root)
    if releasing.is_first(root):
        said = telling.first_entry(after, releasing.number(root))
        click.echo(said if dry_run else f"The first version is {releasing.begin(root, after)}.", nl=not dry_run)
        return
    try:
        comparison = releasing.since_release(root, after, since)
    except ValueError as error:
        raise click.ClickException(str(error)) from None
    if comparison.step == "none":
        click.echo(f"No record changed: the version stays {releasing.number(root)}.")
    elif dry_run:
        step = comparing.stepped(releasing.number(root), comparison.step)
        click.echo(telling.entry(comparison, step, after.as_of), nl=False)
    else:
        click.echo(f"The version is now {releasing.release(root, comparison, after.as_of)}.")


@main.command()
@ROOT
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def release(root: Path, site: Path, folder: Path) -> None:
    """Put into FOLDER what a release consists of: the version's notes, and the data from the built SITE."""
    from . import releasing

    try:
        for path in releasing.gather(root.resolve(), _sound(root.resolve()), site, folder):
            click.echo(path.as_posix())
    except (OSError, ValueError) as error:
        raise click.ClickException(str(error)) from None


def _sound(root: Path) -> Dataset:
    from .dataset import open_dataset
    from .problems import DataError

    try:
        return open_dataset(root)
    except DataError as error:
        raise click.ClickException(str(error)) from None


@main.command()
@ROOT
@click.option(
    "--base-url", envvar="SITE_URL", help="The site's own address, by which it names itself to those it asks."
)
@click.option("--minutes", default=45.0, show_default=True, help="What is not asked by then is told as not asked.")
def links(root: Path, base_url: str | None, minutes: float) -> None:
    """Ask every outside link of the sources; tell in Markdown, and exit 1 for dead ones without an archived copy."""
    from . import outside
    from .asking import SITE, Manners

    root = root.resolve()
    found = outside.links(_sound(root))
    manners = Manners(seconds=minutes * 60, site=base_url or SITE)
    answers = outside.ask_all(found, outside.unasked(root), manners, lambda line: click.echo(line, err=True))
    if outside.offline(answers):
        raise click.ClickException("not one link answers: is this machine online?")
    click.echo(outside.told(answers), nl=False)
    _list(outside.faults(answers))


def _list(faults: list[Problem], *, strict: bool = True) -> None:
    """Name faults beside the summary, on their lines where GitHub shows it; exit 1 for any if `strict`."""
    for fault in faults:
        click.echo(str(fault), err=True)
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(fault.annotation(), err=True)
    if faults and strict:
        sys.exit(1)


@main.command()
@ROOT
@click.argument("site", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--base-url", envvar="SITE_URL", help="The site's own address; left out, what its home page gives.")
def publish(root: Path, site: Path, base_url: str | None) -> None:
    """Put downloads, embeds and the feed beside the pages built in SITE (MkDocs' build does so by itself)."""
    from .problems import DataError
    from .publishing import base_of_site
    from .publishing import publish as write

    try:
        write(root.resolve(), site, base_url or base_of_site(site))
    except DataError as error:
        raise click.ClickException(str(error)) from None


@main.command()
def browser() -> None:
    """Find the Chrome or Chromium that draws the posters; install one where that needs no question."""
    from .browser import WITHOUT, ensure

    found = ensure()
    click.echo(f"Browser: {found}" if found else WITHOUT)


@main.command(context_settings={"ignore_unknown_options": True})
@ROOT
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def watch(root: Path, command: tuple[str, ...]) -> None:
    """Run COMMAND (a preview server) and start it again when macros/ changes."""
    from .watching import watch as run

    sys.exit(run(root, command))


if __name__ == "__main__":
    main()
