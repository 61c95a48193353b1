"""The field reference: what each field of a record means, read from the types themselves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .canonical import canonical, part_of, rank
from .dataset import Dataset
from .html import Child, Markup, block, el, joined, text
from .loading import TABLES
from .problems import nearest
from .tables import label
from .typed import is_list


def example(dataset: Dataset, table: str, record: str) -> Markup:
    """A record as its file has it, to copy: in canonical form, written from the record itself.

    Raises KeyError for a table or a record that is not there, naming the nearest.
    """
    rows = {row.id: row for row in dataset.table(table)}
    if record not in rows:
        raise KeyError(f"no record '{record}' in {table}; {nearest(record, rows)}")
    kind = TABLES[table]
    given = _given(rows[record].model_dump(mode="json", exclude_defaults=True))
    if kind.file.startswith("partners/") and len(given["partners"]) == 1:
        del given["partners"]  # the file says it
    file = kind.file.replace("*", "example")
    lines = canonical(file, f"{kind.key}:\n  - {json.dumps(given, ensure_ascii=False)}\n").splitlines()[2:]
    code = el("code", Markup("&#10;").join(el("span", line) for line in lines))
    return block(el("div", el("pre", code, tabindex=0), class_="highlight record"))


def _given(value: Any) -> Any:
    """A record as a person writes it: nothing that is empty, a source by its key alone, a year as a number."""
    if isinstance(value, dict):
        if set(value) == {"source"}:
            return value["source"]
        return {name: _given(held) for name, held in value.items() if held not in (None, [], {})}
    if isinstance(value, list):
        return [_given(item) for item in value]
    return int(value) if isinstance(value, str) and re.fullmatch(r"[12]\d{3}", value) else value


def fields(kind: str) -> Markup:
    """The fields of a kind of record: name, whether it is needed, what it means, and which words it chooses from.

    Raises KeyError for an unknown kind, naming the nearest.
    """
    if kind not in TABLES:
        raise KeyError(f"no kind of record '{kind}'; {nearest(kind, TABLES) or 'kinds: ' + ', '.join(TABLES)}")
    head = el("tr", [el("th", heading, scope="col") for heading in ("Field", "Needed", "Meaning")])
    rows = [
        el(
            "tr",
            el("th", el("code", name), scope="row", class_="name"),
            el("td", "yes" if needed else "no", data_label="Needed"),
            el("td", prose(info.description or ""), _choices(info), data_label="Meaning"),
        )
        for name, info, needed in _listed(TABLES[kind].type)
    ]
    caption = f"Fields: {label(kind)}"
    table = el("table", el("caption", caption), el("thead", head), el("tbody", rows), class_="records records--fields")
    return block(el("div", table, class_="records-frame", role="region", aria_label=caption, tabindex=0))


def _listed(model: type[BaseModel], within: str = "") -> Iterator[tuple[str, FieldInfo, bool]]:
    """Every field in the order in which a file has it, and under one that has parts, its parts."""
    for name in sorted(model.model_fields, key=lambda name: rank(model, name)):
        info = model.model_fields[name]
        yield f"{within}{name}", info, info.is_required() and name != "body"
        inner = part_of(model, name)
        if inner:
            yield from _listed(inner, f"{within}{name}.")


def prose(description: str) -> Markup:
    """A docstring as text, with what stands between back-ticks as code."""
    parts: list[Child] = []
    for index, part in enumerate(re.split(r"`([^`]+)`", " ".join(description.split()))):
        parts.append(el("code", part) if index % 2 else part)
    return text(parts)


def _choices(info: FieldInfo) -> Child:
    words = _literals(info.annotation)
    if not words:
        return None
    lead = "Any of: " if is_list(info.annotation) else "One of: "
    return text([el("br"), lead, joined([el("code", word) for word in words], " · ")])


def _literals(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return [word for argument in get_args(annotation) for word in _literals(argument)]
