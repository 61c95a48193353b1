"""Strict YAML: text in, plain values with their line numbers out, and every trap refused instead of guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from .characters import INVISIBLE
from .problems import Problem
from .yaml_words import yaml_fault

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
# What a word processor or an input method for Chinese leaves behind.
ODD_SPACE = re.compile("[ -]*[\u00a0\u2000-\u200a\u202f\u3000]")
WIDE_COLON = re.compile(" *(?:- )?([a-z_]+)\uff1a")
ODD_GAP = re.compile("( *(?:- )?[a-z_]+:|(?: *- ?))[ ]*([\u00a0\u2000-\u200a\u202f\u3000])")
MERGE_MARK = re.compile(r"(<{7}|>{7}|\|{7}|={7})(?= |$)", re.M)
BULLET = re.compile("[\u2010-\u2015\u2022*] ?(?=[a-z_]+:)|-(?=[a-z_]+: )")
CURLY = re.compile("[\u201c-\u201e\u2018-\u201a].*[\u201c\u201d\u2018\u2019]", re.S)
HASH = re.compile(r"\s+(#\S*)")


@dataclass
class Document:
    """One parsed file: its value and the line of every path in it (paths of keys and list positions)."""

    file: str
    value: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    _parts: dict[int, dict[Path, dict[Path, int]]] = field(default_factory=dict, repr=False)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest enclosing thing that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def under(self, path: Path) -> dict[Path, int]:
        """The line of everything inside a path, by the way from there."""
        size = len(path)
        if size not in self._parts:  # one pass over the lines for all paths of a length, not one for each record
            parts = self._parts[size] = {}
            for at, number in self.lines.items():
                if len(at) > size:
                    parts.setdefault(at[:size], {})[at[size:]] = number
        return self._parts[size].get(path, {})


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
            _comments(node, text.split("\n"), problem)
    except yaml.MarkedYAMLError as error:
        problem(*yaml_fault(error, text))
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
    lines = text.replace("\r\n", "\n").split("\n")
    merges = [(number, found[1]) for number, line in enumerate(lines, 1) if (found := MERGE_MARK.match(line))]
    for number, sign in merges:
        hint = "keep one of the two versions, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>"
        problem(number, f"'{sign}' marks two versions of this place", hint)
    if merges:
        return None
    for number, content in enumerate(lines, 1):
        if "\t" in content:
            problem(number, "the line has a tab", "indent with two spaces")
        if hidden := INVISIBLE.search(content):
            code = f"U+{ord(hidden.group()):04X}"
            problem(number, f"the line has an invisible character ({code})", "delete it and type the words again")
        if odd := ODD_SPACE.match(content):
            code = f"U+{ord(odd.group()[-1]):04X}"
            problem(number, f"the line is indented with a space that is none to YAML ({code})", "type plain spaces")
        elif gap := ODD_GAP.match(content):
            code = f"U+{ord(gap[2]):04X}"
            problem(number, f"the space after '{gap[1].strip()}' is none to YAML ({code})", "type a plain space")
        if bullet := BULLET.match(content.strip()):
            problem(
                number,
                f"the line begins with '{bullet.group().strip()}'",
                "a list item begins with '- ': a hyphen and a space",
            )
        if wide := WIDE_COLON.match(content):
            problem(
                number, f"the colon after '{wide[1]}' is a full-width one", f"write '{wide[1]}: ' with a plain colon"
            )
    return text


def _compose(text: str, problem: Report, loader: Any) -> yaml.Node | None:
    """The node tree; anchors, aliases, tags and second documents are refused before they can grow."""
    refused = False
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=loader):
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            problem(
                line,
                f"'*{event.anchor}' repeats another part of the file",
                "write the value out; a text that begins with * stands in double quotes",
            )
            refused = True
        elif getattr(event, "anchor", None):
            problem(
                line,
                f"'&{event.anchor}' names a part of the file to repeat it",
                "write each value out; a text that begins with & stands in double quotes",
            )
            refused = True
        tag = getattr(event, "tag", None)
        if tag not in (None, "!") and isinstance(event, yaml.NodeEvent):
            problem(
                line,
                f"the tag '{tag}' is not used here",
                "remove it, or put a text that begins with ! in double quotes",
            )
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
        if key is None or len(key) > 60 or INVISIBLE.search(key) or "\n" in key:
            problem(line, "a field name must be a plain word", "put a text that has braces or brackets in quotes", path)
            continue
        here = (*path, key)
        if key == "<<":
            problem(line, "'<<' merges another part of the file", "write the fields out", path)
        elif key in first:
            again = "a record of its own begins with '- id:'" if key == "id" else "keep one"
            problem(line, f"given twice (first in line {first[key]})", again, here)
            if key == "id":
                break
        first.setdefault(key, line)
        document.lines[here] = line
        yield key, _value(value_node, here, document, problem)


def _scalar(node: yaml.ScalarNode, path: Path, problem: Report) -> str | int | float | None:
    text: str = node.value
    line = node.start_mark.line + 1
    if node.style:
        text = text.rstrip("\n") if node.style in "|>" else text
        if hidden := INVISIBLE.search(text):
            code = f"U+{ord(hidden.group()):04X}"
            problem(line, f"the text has an invisible character ({code})", "delete it and type the words again", path)
        elif "\n" in text or "\t" in text:
            problem(line, "the text has a line break or a tab in it", "write it as one paragraph", path)
        elif text != text.strip():
            problem(line, "the text begins or ends with a space", "remove it", path)
        return text
    if text in ("", "~") or text.lower() == "null":
        problem(line, "has no value", "write one, or remove the line", path)
        return None
    if text.lower() in TRUTH_WORDS:
        read_as = "true" if text.lower() in ("y", "yes", "on", "true") else "false"
        norway = "; the code of Norway is NOR" if text == "NO" else ""
        problem(
            line, f"{text} is read as {read_as} by YAML", f'write "{text}" in quotes if the word is meant{norway}', path
        )
        return None
    if INTEGER.fullmatch(text) or DECIMAL.fullmatch(text):
        if len(text) > 15:
            shown = text if len(text) < 40 else f"{text[:20]}…"
            problem(line, f"{shown} has more digits than a number keeps", "round it, or put it in quotes", path)
            return None
        return float(text) if "." in text else int(text)
    if CURLY.fullmatch(text):
        problem(line, "the text stands in a word processor's quotation marks", 'write plain ones ("), or none', path)
        return None
    if AMBIGUOUS.fullmatch(text):
        problem(line, f"{text} can be read as more than one number", f'write "{text}" in quotes', path)
        return None
    return text


def _comments(node: yaml.Node, lines: list[str], problem: Report, path: Path = ()) -> None:
    """Refuse a plain text cut short by ` #…`, which YAML drops as a comment. A comment has a space after its `#`."""
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            _comments(value_node, lines, problem, (*path, str(key_node.value)))
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _comments(item, lines, problem, path)
    elif isinstance(node, yaml.ScalarNode) and not node.style and node.end_mark.line < len(lines):
        rest = HASH.match(lines[node.end_mark.line], node.end_mark.column)
        if rest and rest[1] != "#":
            line = node.end_mark.line + 1
            hint = "put the whole text in double quotes, or begin a comment with '# '"
            problem(line, f"YAML drops what stands from '{rest[1]}' on as a comment", hint, path)
