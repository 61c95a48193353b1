"""Records in which every text is an attack, and the same records in peace, to compare what becomes of both.

Each text is a mark (`w000007w y`) and, in war, a payload after it. Everything else is equal, so a page made of one
must have the elements, attributes and order of a page made of the other, and its text with the payloads in it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
import types
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from macros import records as r
from macros.characters import UNSEEN
from macros.dataset import Dataset
from macros.dates import PartialDate
from macros.loading import TABLES, Place

PAYLOADS = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>", "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)", "` style=`x:expression(1)", "</td></tr></table></div><h1>out",
    "</title></textarea></style><b>", "<!-- ", "--> <b>", "<![CDATA[ ]]>", "<?php echo 1 ?>", "<!DOCTYPE html>",
    "</", "<a", "<b\n", "&lt;b&gt;", "&#60;b&#62;", "&amp", "&", "[link](javascript:alert(1))", "![image](x)",
    "<javascript:alert(1)>", "<https://evil.example>", "[a]: javascript:alert(1)", "[a][a]",
    "[x](data:text/html,<script>alert(1)</script> \"t\")", "https://evil.example/", "www.evil.example",
    "a@evil.example", "*emphasis*", "**strong**", "_under_", "__strong__", "~~gone~~", "`code`", "```\nfence\n```",
    "~~~\nfence\n~~~", "    indented", "# heading", "\n# heading\n", "\n\n# heading\n\n", "\n---\n", "\n===\n",
    "\n> quote\n", "\n* item\n", "\n1. item\n", "| a | b |\n|---|---|\n| 1 | 2 |", "{: onclick=alert(1) }",
    "{#id .class onclick=alert(1)}", "{ .x }", "*[w]: abbreviation", "[^1]", "[^1]: note", "!!! note",
    "=== \"Tab\"", "--8<-- \"/etc/passwd\"", "{{ config }}", "{% raw %}", "{% endraw %}{{ 7*7 }}", "{# comment #}",
    "{{ ''.__class__ }}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{0}", "%s", "\\",
    "=HYPERLINK(\"https://evil.example\")", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1", "＝1+1",
    "../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\con", "%2e%2e%2f", "a/b", "file:///etc/passwd", "\0",
    "con.txt", "; DROP TABLE agreements; --", "' OR 1=1 --", "\"; --", "\u202egnirts\u202c", "\u2066x\u2069",
    "\u200b", "\ufeff", "\x1b[31mred", "\x02klzzwxh:0\x03", "klzzwxh:0", "wzxhzdk:0", "\x85", "\u2028", "\ufffe",
    "e\u0301\u0301\u0301", "𝕊", "👩‍🚀", "中文，标题", "العربية", "0" * 200, "word " * 40,
)  # fmt: skip

Word = Callable[[], str]
DAY = dt.date(2026, 2, 1)
SOURCES = tuple(f"s{number}" for number in range(6))
STATES = ("AAA", "BBB", "CCC", "CHN")
BODIES = ("ilrs", "artemis-accords", "other-body")
ORGANISATIONS = ("agency-a", "union-b")
LINKED = tuple(f"agreements-{number}" for number in range(2))


def words(payloads: Sequence[str]) -> tuple[Word, list[str]]:
    """A source of marked texts that takes the payloads in turn, and the list of those it gave out."""
    given: list[str] = []
    turn = itertools.cycle(payloads)

    def word() -> str:
        given.append(next(turn))
        return f"w{len(given) - 1:06d}w y{given[-1]}"

    return word, given


def dataset(payloads: Sequence[str], rows: int = 3, only: str = "") -> tuple[Dataset, list[str]]:
    """A dataset of `rows` records a table (of one table, if named) whose texts carry the payloads."""
    word, given = words(payloads)
    tables: dict[str, tuple[Any, ...]] = {}
    for table, kind in TABLES.items():
        number = {"countries": len(STATES), "organisations": 2, "bodies": 3, "sources": len(SOURCES)}.get(table, rows)
        number = min(number, 6) if only and table != only else number
        tables[table] = tuple(_record(table, kind.type, index, word) for index in range(number))
    places = {
        (table, row.id): Place(f"data/{table}.yml", line, {})
        for table, found in tables.items()
        for line, row in enumerate(found, 1)
    }
    return Dataset(DAY, tables, places), given


# Texts of a fixed form, or the names of others: a contributor cannot write an attack there.
FIXED = {"id", "kind", "language", "income_year", "listed_in", "claimant", "url", "archived_url", "measure", "series"}


def poisoned(real: Dataset, payloads: Sequence[str]) -> tuple[Dataset, list[str]]:
    """A real dataset with a payload after every free text: short ones, because maps place names by their length."""
    word, given = words([payload for payload in payloads if len(payload) <= 40])

    def poison(value: Any, info: Any) -> Any:
        if isinstance(value, BaseModel):
            return spoil(value)
        if isinstance(value, tuple):
            return tuple(poison(item, info) for item in value)
        return f"{value} {word()}" if isinstance(value, str) and info else value

    def spoil(record: BaseModel) -> BaseModel:
        changed = {
            name: poison(getattr(record, name), name not in FIXED and _free(info.annotation, info.metadata))
            for name, info in type(record).model_fields.items()
        }
        return type(record).model_construct(**changed)

    tables = {table: tuple(map(spoil, rows)) for table, rows in real.rows.items()}
    return Dataset(DAY, tables, real.places), given


def _free(annotation: Any, limits: Sequence[Any] = ()) -> bool:
    """Whether a field holds free text: a string without a form."""
    if hasattr(annotation, "__metadata__"):
        inner = [limit for part in annotation.__metadata__ for limit in getattr(part, "metadata", ())]
        return _free(annotation.__origin__, inner)
    if annotation is str:
        return not any(getattr(limit, "pattern", None) for limit in limits)
    return any(_free(part, limits) for part in get_args(annotation) if get_origin(annotation) is not Literal)


def _record(table: str, model: type[r.Model], index: int, word: Word) -> Any:
    fixed: dict[str, Any] = {
        "id": f"{table}-{index}",
        "withdrawn": None,
        "replaced_by": None,
        "body": BODIES[index % 3],
    }
    named = {"countries": [code.lower() for code in STATES], "organisations": ORGANISATIONS, "sources": SOURCES}
    if table in named:
        fixed["id"] = named[table][index]
    if table == "countries":
        fixed |= {"iso3": STATES[index], "territory_of": None, "income_year": "FY2026"}
    if table == "bodies":
        fixed["id"] = BODIES[index]
    if table == "organisations":
        fixed["country"] = "AAA" if index == 0 else None
    if table == "memberships":
        fixed |= {"left": None, "signed": None} if index % 2 else {}
    if table == "claims" and index == 0:
        fixed["value"] = 1200
    return _model(model, index, word, fixed)


def _model(model: type[BaseModel], index: int, word: Word, fixed: dict[str, Any]) -> BaseModel:
    values = {
        name: fixed[name] if name in fixed else _value(name, info.annotation, index, word)
        for name, info in model.model_fields.items()
    }
    return model.model_construct(**values)


def _value(name: str, annotation: Any, index: int, word: Word) -> Any:
    if name in ("partners", "member", "partner", "buyer") and (
        name == "partners" or get_origin(annotation) is not tuple
    ):
        pick = (*STATES[:3], *ORGANISATIONS)[index % 5]
        return (pick, STATES[(index + 1) % 3]) if name == "partners" else pick
    references = {
        "follows": (), "part_of": LINKED[:1] if index else (), "agreements": LINKED, "instrument": LINKED[0],
        "source": SOURCES[index % 6], "date_source": SOURCES[0], "position_source": SOURCES[0], "series": "stated",
        "url": f"https://source-{index}.example/a?b=(1)&c=*_~$@!;[x]", "archived_url": f"https://archive.example/{index}",
        "language": "en", "country": "BBB",
    }  # fmt: skip
    if name in references:
        return references[name]
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    if get_origin(annotation) in (Union, types.UnionType):
        choices = [choice for choice in get_args(annotation) if choice not in (type(None), int, float)]
        return _value(name, choices[0] if choices else get_args(annotation)[0], index, word)
    if get_origin(annotation) is tuple:
        item = get_args(annotation)[0]
        return tuple(_value("", item, index + step, word) for step in range(2))
    if get_origin(annotation) is Literal:
        return get_args(annotation)[(index // 3 + len(name)) % len(get_args(annotation))]
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _model(annotation, index, word, {})
    if annotation is PartialDate:
        return PartialDate.parse(("2021-03-09", "2021-03", "2021")[index // 3 % 3])
    if annotation is float:
        return 10.0 + index
    return word()


# --- what a reader's browser makes of it ----------------------------------------------------------------------


class Events(HTMLParser):
    """A page as a row of events: elements with their attributes, and the text between them."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, Any]] = []
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((f"<{tag}>", tuple((name, _plain(_read(name, value or ""))) for name, value in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"</{tag}>", ()))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "text":
            data = f"{self.found.pop()[1]}{data}"
        if data.strip():
            self.found.append(("text", _plain(data)))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.found.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.found.append(("instruction", data))

    def unknown_decl(self, data: str) -> None:
        self.found.append(("declaration", data))


def _read(name: str, value: str) -> str:
    """An attribute's value; of one that holds JSON for a script, the texts in it."""
    if not name.startswith("data-") or value[:1] not in ("[", "{"):
        return value

    def texts(held: Any) -> Iterator[str]:
        if isinstance(held, dict):
            held = [part for pair in held.items() for part in pair]
        if isinstance(held, list):
            for part in held:
                yield from texts(part)
        else:
            yield seen(str(held))

    return " ".join(texts(json.loads(value)))


def _plain(value: str) -> str:
    return " ".join(value.split())


def expected(events: list[tuple[str, Any]], given: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """The events of the peaceful page with the payloads put in as text."""

    def put(value: str) -> str:
        return _plain(re.sub(r"[wW](\d{6})w y", lambda match: match.group() + seen(given[int(match[1])]), value))

    for kind, value in events:
        if kind == "text":
            yield kind, put(value)
        elif kind.startswith("<") and value:
            yield kind, tuple((name, put(held)) for name, held in value)
        else:
            yield kind, value


def seen(payload: str) -> str:
    """A payload as a page shows it: what cannot be seen is a space."""
    return UNSEEN.sub(" ", payload)


LINKS = re.compile(r"(https://[a-z0-9.-]+/|[A-Za-z0-9./#_-]*$|\.{0,2}/|#)", re.ASCII)


def compare(peace: str, war: str, given: Sequence[str]) -> None:
    """Assert that the hostile page is the peaceful one with other words in it."""
    wanted, found = list(expected(Events(peace).found, given)), Events(war).found
    for number, (one, other) in enumerate(zip(wanted, found, strict=False)):
        if one == other or (
            number and found[number - 1][0] in ("<style>", "<script>") and other[0] == one[0] == "text"
        ):
            continue
        assert one[0] == other[0], (
            f"event {number}: {one!r:.300} became {other!r:.300} after {found[number - 1]!r:.300}"
        )
        if one[0] == "text":
            raise AssertionError(f"event {number}: the text {one[1]!r:.2000} came out as {other[1]!r:.2000}")
        mine, theirs = dict(one[1]), dict(other[1])
        assert list(mine) == list(theirs), f"event {number}: {one!r:.300} became {other!r:.300}"
        for name in mine:
            if name in ("href", "id", "for", "src"):
                assert LINKS.match(theirs[name]), f"event {number}: {name}={theirs[name]!r}"
            else:
                assert mine[name] == theirs[name], (
                    f"event {number}: {name}: {mine[name]!r:.300} != {theirs[name]!r:.300}"
                )
    assert len(wanted) == len(found)
