"""What is wrong with the data, where, and what would be right: faults as values until the edge."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault in one place. `message` says what is wrong, `hint` what would be right."""

    file: str
    line: int
    message: str
    field: str = ""
    record: str = ""
    hint: str = ""

    def __str__(self) -> str:
        """`data/partners/bra.yml:14: signed: '2024-13-01' is no date; write YYYY-MM-DD …`"""
        where = f"{self.file}:{self.line}: "
        what = f"{self.field}: {self.message}" if self.field else self.message
        return where + what + (f"; {self.hint}" if self.hint else "")

    def annotation(self, level: Literal["error", "warning"] = "error") -> str:
        """The same as a GitHub Actions workflow command, so that it shows on the line in a pull request."""
        text = str(self).split(": ", 1)[1]
        for raw, escaped in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A")):
            text = text.replace(raw, escaped)
        file = self.file.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
        return f"::{level} file={file},line={self.line}::{text}"


class DataError(Exception):
    """The data cannot be used; carries every problem found in the run."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        lines = [str(problem) for problem in self.problems]
        super().__init__("\n".join([*lines, f"{count} {'fault' if count == 1 else 'faults'} in the data"]))


def nearest(wrong: str, known: Iterable[str]) -> str:
    """A hint naming the known word closest to `wrong`, or an empty string if none is close."""
    if len(wrong) > 100:
        return ""
    by_fold = {word.casefold(): word for word in known}
    close = difflib.get_close_matches(str(wrong).casefold(), by_fold, n=1, cutoff=0.6)
    return f"did you mean '{by_fold[close[0]]}'?" if close else ""


def shown(value: object, limit: int = 60) -> str:
    """A value as a message quotes it: in quotation marks, on one line, cut where it is long."""
    words = " ".join(str(value).split())
    return f"'{words if len(words) <= limit else words[:limit] + '…'}'"
