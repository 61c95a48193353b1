"""Do the sources' links still lead somewhere? What is dead, what only its archived copy saves, what to look at."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests
import yaml

from .asking import Answer, Manners, State, ask, session
from .dataset import Dataset
from .html import text
from .problems import Problem

UNASKED = Path("tools", "unasked.yml")
# In the order in which a reader wants them.
MEANING: dict[State, str] = {
    "dead": "Dead, and no archived copy answers",
    "archived": "Dead, but there is an archived copy",
    "front": "Leads to a front page, as pages that were removed often do",
    "silent": "No answer this time; look at it when it stays so",
    "refused": "Refused to a program; a person may find it alive",
    "unasked": "Not asked: the time was up",
    "listed": "Not asked, for the reason given in tools/unasked.yml",
    "alive": "Alive",
}


@dataclass(frozen=True, slots=True)
class Link:
    """An outside link: the source that has it, its archived copy, and its line in the data."""

    source: str
    url: str
    archived: str | None
    file: str
    line: int

    @property
    def host(self) -> str:
        """The host that is asked."""
        return urlsplit(self.url).netloc.lower()


def links(dataset: Dataset) -> list[Link]:
    """Every outside link of a source."""
    found = []
    for source in dataset.rows["sources"]:
        if source.url:
            place = dataset.place("sources", source.id)
            found.append(Link(source.id, source.url, source.archived_url, place.file, place.of("url")))
    return found


def unasked(root: Path) -> dict[str, str]:
    """The hosts that are not asked, each with the reason."""
    path = root / UNASKED
    listed = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    return {entry["host"]: entry["why"] for entry in listed or ()}


def ask_all(
    found: Iterable[Link],
    listed: Mapping[str, str],
    manners: Manners,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[Link, Answer]:
    """Ask every link: hosts side by side, the links of one host one after the other."""
    until = time.monotonic() + manners.seconds
    hosts: dict[str, list[Link]] = defaultdict(list)
    for link in found:
        hosts[link.host].append(link)

    def ask_host(host: str) -> dict[Link, Answer]:
        if host in listed:
            return dict.fromkeys(hosts[host], ("listed", listed[host]))
        answers: dict[Link, Answer] = {}
        with session(manners) as asking:
            for link in hosts[host]:
                if answers:
                    time.sleep(max(0, min(manners.pause, until - time.monotonic())))
                answers[link] = _asked(asking, link, manners, until)
        tell(f"{host}: {', '.join(sorted({state for state, _ in answers.values()}))} ({len(answers)})")
        return answers

    # The hosts with most links first: they take longest.
    order = sorted(hosts, key=lambda host: (-len(hosts[host]), host))
    with ThreadPoolExecutor(manners.hosts) as pool:
        return {link: answer for answers in pool.map(ask_host, order) for link, answer in answers.items()}


def _asked(asking: requests.Session, link: Link, manners: Manners, until: float) -> Answer:
    state, said = ask(asking, link.url, manners, until)
    if state != "dead" or not link.archived:
        return state, said
    copy, copied = ask(asking, link.archived, manners, until)
    # An archive that is busy may have the copy all the same.
    return ("dead", f"{said}, and its archived copy {copied}") if copy == "dead" else ("archived", said)


def offline(answers: Mapping[Link, Answer]) -> bool:
    """Whether links were asked and not one of them answered: that tells of this machine, not of them."""
    asked = {state for state, _ in answers.values()} - {"listed", "unasked"}
    return bool(asked) and asked <= {"dead", "silent"}


def faults(answers: Mapping[Link, Answer]) -> list[Problem]:
    """The dead links that nothing saves, each with its line and what to do."""
    hint = "give its archived copy as archived_url, or cite another page"
    return sorted(
        Problem(link.file, link.line, f"{link.url} {said}", field="url", hint=hint)
        for link, (state, said) in answers.items()
        if state == "dead"
    )


def told(answers: Mapping[Link, Answer]) -> str:
    """All answers as Markdown: the counts, then each link that is not simply alive. Addresses are text in it."""
    counts = {state: sum(answer[0] == state for answer in answers.values()) for state in MEANING}
    lines = [f"## {len(answers):,} outside links", "", "| links | |", "|---:|---|"]
    lines += [f"| {counts[state]:,} | {meaning} |" for state, meaning in MEANING.items() if counts[state]]
    for state, meaning in MEANING.items():
        rows = sorted((link.file, link.line, link.url, said) for link, (was, said) in answers.items() if was == state)
        if rows and state not in ("alive", "unasked"):
            lines += ["", f"### {meaning}", ""]
            lines += [f"- `{file}:{line}` {text(url)} {text(said)}".rstrip() for file, line, url, said in rows]
    return "\n".join(lines) + "\n"
