"""Strict YAML: text in, plain values with their line numbers out, and every trap refused instead of guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from .problems import Problem

Path = tuple[str | int, ...]
Report = Callable[..., None]
MAX_BYTES = 4_000_000
# libyaml where the package brings it: ten times as fast, same nodes.
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TRUTH_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false"}
INTEGER = re.compile(r"-?(0|[1-9]\d*)")
DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.\d+")
AMBIGUOUS = re.compile(
    r"[-+]?(0[0-9_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|\.inf|\.nan|\d+(\.\d+)?e[+-]?\d+)", re.I
)
# C0 and C1 controls, the bidirectional overrides and isolates, zero-width marks and the byte-order mark:
# they change how a line reads without being seen, and no field needs them.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass
class Document:
    """One parsed file: its value and the line of every path in it (paths of keys and list positions)."""

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest enclosing thing that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(file: str, raw: bytes) -> Document:
    """Parse the bytes of one YAML file. Faults are collected in the document; with any, its value is None."""
    document = Document(file)

    def problem(line: int, message: str, hint: str = "", where: Path = ()) -> None:
        name = ".".join(str(part) for part in where if isinstance(part, str))
        document.problems.append(Problem(file, line, message, field=name, hint=hint))

    text = _text(raw, problem)
    if text is None or document.problems:
        return document

    try:
        try:
            node = _compose(text, problem, FAST)
        except yaml.MarkedYAMLError:  # the slow reader says more precisely where
            document.problems.clear()
            node = _compose(text, problem, yaml.SafeLoader)
        if node is not None and not document.problems:
            document.value = _value(node, (), document, problem)
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        problem(place.line + 1 if place else 1, *_explain(error))
    except yaml.reader.ReaderError as unread:
        line = text[: unread.position].count("\n") + 1
        problem(line, f"the line has a character that YAML does not allow (U+{int(unread.character):04X})", "delete it")
    except RecursionError:
        problem(1, "the file is nested too deeply", "a record is a flat list of fields")
    if document.problems:
        document.value = None
    return document


def _text(raw: bytes, problem: Report) -> str | None:
    """The bytes as text, or None: only UTF-8 without marks, tabs or characters that cannot be seen."""
    if len(raw) > MAX_BYTES:
        problem(1, f"the file has {len(raw):,} bytes", f"split it: at most {MAX_BYTES:,}")
        return None
    for mark, name in ((b"\xef\xbb\xbf", "a byte-order mark"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if raw.startswith(mark):
            problem(1, f"the file starts with {name}", "save it as UTF-8 without a byte-order mark")
            return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        problem(line, f"byte 0x{raw[error.start]:02x} is not UTF-8", "save the file as UTF-8")
        return None
    for number, content in enumerate(text.split("\n"), 1):
        if "\t" in content:
            problem(number, "the line has a tab", "indent with two spaces")
        if hidden := INVISIBLE.search(content):
            code = f"U+{ord(hidden.group()):04X}"
            problem(number, f"the line has an invisible character ({code})", "delete it and type the words again")
    return text


def _compose(text: str, problem: Report, loader: Any) -> yaml.Node | None:
    """The node tree; anchors, aliases, tags and second documents are refused before they can grow."""
    refused = False
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            problem(line, f"'*{event.anchor}' repeats another part of the file", "write the value out")
            refused = True
        elif getattr(event, "anchor", None):
            problem(line, f"'&{event.anchor}' names a part of the file to repeat it", "write each value out")
            refused = True
        tag = getattr(event, "tag", None)
        if tag not in (None, "!") and isinstance(event, yaml.NodeEvent):
            problem(line, f"the tag '{tag}' is not used here", "remove it")
            refused = True
        if (
            isinstance(event, yaml.DocumentStartEvent)
            and event.explicit
            and line > 1
            and text.split("\n", 1)[0].startswith("---")
        ):
            problem(line, "a second document starts here", "one file, one document: remove the '---'")
            refused = True
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > 12:
                problem(line, "the file is nested too deeply", "a record is a flat list of fields")
                return None
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None if refused else yaml.compose(text, Loader=loader)


def _explain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """What a parser error means for somebody who does not know YAML, and the usual remedy."""
    said = error.problem or "cannot be read"
    if "mapping values are not allowed" in said:
        return "a second ': ' on the line", "put the text in double quotes"
    if "could not find expected ':'" in said:
        return "a field without its colon, or a text that runs on", "write 'field: value' and indent the next lines"
    if "expected <block end>" in said or "did not find expected key" in said:
        return (
            "the indentation does not fit the lines above",
            "line the field up with its neighbours, two spaces a level",
        )
    if "cannot start any token" in said:
        return "the value starts with a character that means something in YAML", "put the text in double quotes"
    if "quoted scalar" in (error.context or "") or "unexpected end of stream" in said:
        return "a quotation mark is not closed", "close it, or use the other kind of quotation mark"
    if "but found another document" in said:
        return "a second document starts here", "one file, one document: remove the '---'"
    return f"YAML cannot read this: {said}", "compare with a neighbouring record"


def _value(node: yaml.Node, path: Path, document: Document, problem: Report) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(node, path, document, problem))
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*path, index), document, problem) for index, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    return _scalar(node, path, problem)


def _pairs(node: yaml.MappingNode, path: Path, document: Document, problem: Report) -> Iterator[tuple[str, Any]]:
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
        if key is None:
            problem(line, "a field name must be a plain word", "put a text that has braces or brackets in quotes", path)
            continue
        here = (*path, key)
        if key == "<<":
            problem(line, "'<<' merges another part of the file", "write the fields out", path)
        elif key in first:
            problem(line, f"given twice (first in line {first[key]})", "keep one", here)
        first.setdefault(key, line)
        document.lines[here] = line
        yield key, _value(value_node, here, document, problem)


def _scalar(node: yaml.ScalarNode, path: Path, problem: Report) -> str | int | float | None:
    text: str = node.value
    line = node.start_mark.line + 1
    if node.style:
        return text
    if text in ("", "~") or text.lower() == "null":
        problem(line, "has no value", "write one, or remove the line", path)
        return None
    if text.lower() in TRUTH_WORDS:
        read_as = "true" if text.lower() in ("y", "yes", "on", "true") else "false"
        problem(line, f"{text} is read as {read_as} by YAML", f'write "{text}" in quotes if the word is meant', path)
        return None
    if INTEGER.fullmatch(text) and len(text) < 16:
        return int(text)
    if DECIMAL.fullmatch(text):
        return float(text)
    if AMBIGUOUS.fullmatch(text):
        problem(line, f"{text} can be read as more than one number", f'write "{text}" in quotes', path)
        return None
    return text
