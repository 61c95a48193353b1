"""The command line: `python -m macros check | new | diff | publish`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from .dataset import read


@click.group()
def main() -> None:
    """The Space Diplomacy Atlas: check the data, add to it, compare it, publish it."""


@main.command()
@click.option("--root", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path("."), help="The project's folder.")
def check(root: Path) -> None:
    """Check every file in data/ and list all faults; exit 1 if there are any."""
    dataset, problems = read(root)
    for problem in problems:
        click.echo(str(problem))
        if os.environ.get("GITHUB_ACTIONS") == "true":
            click.echo(problem.annotation())
    counts = ", ".join(f"{len(rows)} {table}" for table, rows in dataset.rows.items())
    if problems:
        files = len({problem.file for problem in problems})
        click.echo(f"{len(problems)} faults in {files} files; read: {counts}", err=True)
        sys.exit(1)
    click.echo(f"The data is sound: {counts}.")


if __name__ == "__main__":
    main()
