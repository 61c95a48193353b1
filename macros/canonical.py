"""The one form in which a data file is written: the order of its fields, quotation marks, spacing, comments kept."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import yaml
from pydantic import BaseModel

from . import records as r
from .loading import BODIES, SOURCES, kinds_of
from .yaml_nodes import AMBIGUOUS, CURLY, DECIMAL, FAST, INTEGER, TRUTH_WORDS, parse

# Where the schemas are published: mkdocs.yml's own address; editors fetch them from there.
SCHEMAS = "https://space-diplomacy-atlas.github.io/atlas/data/v1/schema/"
SCHEMA_LINE = "# yaml-language-server: $schema="
WIDTH = 120
LAST = tuple(name for name in r.Record.model_fields if name != "id")
_STARTS_OTHERWISE = re.compile(r"[-?:,\[\]{}#&*!|>'\"%@`\s=~.]|---")
_FLOW = re.compile(r"[,\[\]{}]")


def schema_of(file: str) -> str:
    """The address of the schema of a file (path under data/)."""
    return f"{SCHEMAS}{re.split('[/.]', file)[0]}-file.json"


def canonical(file: str, text: str) -> str:
    """A data file (path under data/) in its canonical form. Raises ValueError for a file that cannot be read."""
    before = parse(file, text.encode())
    if before.problems or not isinstance(before.value, dict):
        raise ValueError("\n".join(map(str, before.problems)) or f"{file} holds no fields")
    node = yaml.compose(text, Loader=FAST)
    written = _Writer(file, text, node).written()
    if written == text:
        return text
    after = parse(file, written.encode())
    kept = {key: value for key, value in before.value.items() if value != []}
    assert after.value == kept, f"{file} would change its meaning"
    return written


class _Writer:
    """Writes a node tree line by line, each comment beside or above what it stood at."""

    def __init__(self, file: str, text: str, node: Any) -> None:
        self.file, self.node = file, node
        self.lines: list[str] = []
        starts = sorted(set(_starts(node)))
        self.above: dict[int, list[str]] = {}
        self.beside: dict[int, list[str]] = {}
        for number, comment, alone in _comments(text):
            if comment.startswith(SCHEMA_LINE):
                continue
            if alone:
                at = bisect_left(starts, number)
                self.above.setdefault(starts[at] if at < len(starts) else -1, []).append(comment)
            else:
                self.beside.setdefault(starts[max(bisect_right(starts, number) - 1, 0)], []).append(comment)

    def written(self) -> str:
        self.lines.append(SCHEMA_LINE + schema_of(self.file))
        pairs = {key.value: (key, value) for key, value in self.node.value}
        head = {"partners": "partner", "memberships": "body"}.get(PurePosixPath(self.file).parts[0])
        kinds = {kind.key: kind for kind in (SOURCES, *kinds_of(self.file))}
        for name in [*([head] if head else []), *kinds, *pairs]:
            if name not in pairs:
                continue
            key, value = pairs.pop(name)
            if isinstance(value, yaml.SequenceNode) and not value.value:
                continue
            if len(self.lines) > 1:
                self.lines.append("")
            model = BODIES.type if name == "body" else kinds[name].type if name in kinds else None
            self._field(key, value, "", model, spaced=True)
        self.lines += self.above.pop(-1, [])
        for left in (*self.above.values(), *self.beside.values()):
            self.lines += left
        return "\n".join(self.lines) + "\n"

    def _put(self, line: str, number: int, indent: str) -> None:
        self.lines += [indent + comment for comment in self.above.pop(number, [])]
        beside = self.beside.pop(number, [])
        self.lines.append(line + "".join(f"  {comment}" for comment in beside))

    def _field(self, key: Any, value: Any, indent: str, model: Any, *, lead: str = "", spaced: bool = False) -> None:
        """One field; `lead` is what stands before its name where it opens a list item."""
        start = lead or indent
        margin = lead.removesuffix("- ") if lead else indent
        number = key.start_mark.line
        name = f"{start}{key.value}:"
        if isinstance(value, yaml.ScalarNode):
            self._put(f"{name} {_scalar(value)}", number, margin)
        elif isinstance(value, yaml.MappingNode) and not value.value:
            self._put(f"{name} {{}}", number, margin)
        elif isinstance(value, yaml.MappingNode):
            self._put(name, number, margin)
            self._mapping(value, indent + "  ", part_of(model, key.value) if indent else model)
        else:
            self._list(key, value, indent, name, model, spaced=spaced)

    def _list(self, key: Any, value: Any, indent: str, name: str, model: Any, *, spaced: bool) -> None:
        number = key.start_mark.line
        if all(isinstance(item, yaml.ScalarNode) for item in value.value) and not spaced:
            flow = f"{name} [{', '.join(_scalar(item, flow=True) for item in value.value)}]"
            if len(flow) <= WIDTH or not value.value:
                for item in value.value:
                    for kept in (self.above, self.beside):
                        if item.start_mark.line != number:
                            self.above.setdefault(number, []).extend(kept.pop(item.start_mark.line, []))
                self._put(flow, number, indent)
                return
        self._put(name, number, indent)
        inner = model if spaced else part_of(model, key.value)
        for index, item in enumerate(value.value):
            if spaced and index:
                self.lines.append("")
            if isinstance(item, yaml.ScalarNode):
                self._put(f"{indent}  - {_scalar(item)}", item.start_mark.line, f"{indent}  ")
            else:
                self._mapping(item, f"{indent}    ", inner, lead=f"{indent}  - ")

    def _mapping(self, node: Any, indent: str, model: Any, lead: str = "") -> None:
        pairs = {key.value: (key, value) for key, value in node.value}
        margin = lead.removesuffix("- ") if lead else indent
        self.lines += [margin + text for text in self.above.pop(node.start_mark.line, [])]
        for name in sorted(pairs, key=lambda name: rank(model, name)):
            key, value = pairs[name]
            self._field(key, value, indent, model, lead=lead)
            lead = ""


def rank(model: type[BaseModel] | None, name: str) -> int:
    """The place of a field: the id, the record's own fields as its type has them, then what all records have."""
    known = list(model.model_fields) if model else []
    if model and issubclass(model, r.Record):
        known = ["id", *(field for field in known if field not in r.Record.model_fields), *LAST]
    return known.index(name) if name in known else len(known)


def part_of(model: Any, name: str) -> Any:
    """The type of a field's parts, where they are records of their own (signatories, citations)."""
    info = model.model_fields.get(name) if model else None

    def find(annotation: Any) -> Any:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
        return next((found for part in getattr(annotation, "__args__", ()) if (found := find(part))), None)

    return find(info.annotation) if info else None


def _scalar(node: yaml.ScalarNode, *, flow: bool = False) -> str:
    """A value as it is written: plain where YAML takes it as just that, else in double quotes."""
    text: str = node.value.rstrip("\n") if node.style in ("|", ">") else node.value
    if not node.style and (INTEGER.fullmatch(text) or DECIMAL.fullmatch(text)):
        return text
    read_otherwise = bool(node.style) and (
        INTEGER.fullmatch(text)
        or DECIMAL.fullmatch(text)
        or AMBIGUOUS.fullmatch(text)
        or CURLY.fullmatch(text)
        or text.lower() in (*TRUTH_WORDS, "null", "")
    )
    unsafe = _STARTS_OTHERWISE.match(text) or ": " in text or " #" in text or text.endswith((":", " "))
    if read_otherwise or unsafe or (flow and (_FLOW.search(text) or text.endswith("?"))):
        return json.dumps(text, ensure_ascii=False)
    return text


def _starts(node: Any) -> Iterator[int]:
    """The line of every field and item that is written on a line of its own, or may be."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.start_mark.line
            yield from _starts(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if not isinstance(item, yaml.ScalarNode) or not node.flow_style:
                yield item.start_mark.line
            yield from _starts(item)


def _comments(text: str) -> Iterator[tuple[int, str, bool]]:
    """Every comment: its line from 0, its text, and whether it stands alone on the line."""
    if not re.search(r"^#(?! yaml-language-server)|\s#", text, re.M):
        return
    ends: dict[int, int] = {}
    inside: set[int] = set()
    for token in yaml.scan(text, Loader=FAST):
        if token.end_mark.index == token.start_mark.index:
            continue
        ends[token.end_mark.line] = max(ends.get(token.end_mark.line, 0), token.end_mark.column)
        if isinstance(token, yaml.ScalarToken):
            last = token.end_mark.line - (0 if token.end_mark.column else 1)
            inside |= set(range(token.start_mark.line + (1 if token.style in ("|", ">") else 0), last))
            if token.style in ("|", ">"):
                inside.add(last)
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
        rest = line[ends.get(number, 0) :].strip()
        if number not in inside and rest.startswith("#"):
            yield number, rest, not line[: ends.get(number, 0)].strip()
