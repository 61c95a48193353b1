"""What an error of the YAML parser means for somebody who does not know YAML: the line, the fault, the remedy."""

from __future__ import annotations

import yaml

QUOTE = "put the whole text in double quotes"
PLAIN_QUOTE = "put the whole text in plain double quotes (\"), not in a word processor's"
NO_HEAD = "a record stands under no head", "write 'agreements:', or what it is, on a line of its own above it"


def yaml_fault(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str, str]:
    """The line at fault, what is wrong there and what would be right."""
    mark, start = error.problem_mark, error.context_mark
    said, where = error.problem or "", error.context or ""
    lines = text.split("\n")

    def at(place: yaml.Mark | None) -> int:
        return min(place.line + 1, len(lines)) if place else 1

    line = lines[mark.line] if mark and mark.line < len(lines) else ""
    before = lines[mark.line][: mark.column].strip() if mark and mark.line < len(lines) else ""
    if "mapping values are not allowed" in said:
        if ": " in before:
            curly = set("\u201c\u201d\u201e") & set(line)
            return at(mark), "a second ': ' on the line", PLAIN_QUOTE if curly else QUOTE
        if line.strip().startswith("- "):
            return at(mark), *NO_HEAD
        return at(mark), "the line is indented deeper than the field above it", "line it up with its neighbours"
    if "could not find expected ':'" in said:
        hint = "write 'field: value', with a space after the colon; a list item begins with '- '"
        return at(start or mark), "a field without its colon, or a text that runs on", hint
    if "quoted scalar" in where or "unexpected end of stream" in said:
        hint = "close it; a text with quotation marks inside stands in the other kind of quotation marks"
        return at(start or mark), "a quotation mark is not closed", hint
    if "cannot start any token" in said or "expected alphabetic or numeric character" in said:
        return at(mark), "the value starts with a character that means something in YAML", QUOTE
    if "flow sequence" in where or "flow mapping" in where:
        hint = "close it, with commas between its items; a text that begins with a bracket stands in double quotes"
        return at(start or mark), "a bracket is not closed", hint
    if "expected <block end>" in said or "did not find expected key" in said:
        if before.removeprefix("- "):
            return at(mark), "the text goes on after a closing quotation mark or bracket", QUOTE
        if line.startswith("- "):
            return at(mark), *NO_HEAD
        hint = "line the field up with its neighbours, two spaces a level"
        return at(mark), "the indentation does not fit the lines above", hint
    if "but found another document" in said or "expected '<document start>'" in said:
        return at(mark), "a second document starts here", "one file, one document: remove the '---'"
    return at(mark or start), f"YAML cannot read this: {said}", "compare with a neighbouring record"
