"""What a field of a record takes when a person types it: words to choose from, lists, numbers, a sentence on it."""

from __future__ import annotations

import re
from typing import Any, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from .dates import PartialDate
from .yaml_nodes import DECIMAL, INTEGER


def typed(value: Any, annotation: Any) -> Any:
    """What was typed, as YAML has it: lists as lists; years, degrees and counts as numbers."""
    if isinstance(value, tuple | list):
        return [typed(item, annotation) for item in value]
    if isinstance(value, str) and _holds(annotation, (PartialDate, int, float)):
        if INTEGER.fullmatch(value):
            return int(value)
        if DECIMAL.fullmatch(value):
            return float(value)
    return value


def about(info: FieldInfo) -> str:
    """What belongs in the field."""
    return " ".join((info.description or "").split())


def said_shortly(info: FieldInfo) -> str:
    """The first sentence of it. A point after `e.g` ends none."""
    return re.split(r"(?<!e\.g)\. ", about(info))[0].rstrip(".")


def is_list(annotation: Any) -> bool:
    """Whether the field takes several values."""
    return get_origin(annotation) is tuple or any(is_list(part) for part in _union(annotation))


def words(annotation: Any) -> list[str]:
    """The words that the field chooses from; none where it takes any text."""
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    inner = get_args(annotation) if get_origin(annotation) is tuple else _union(annotation)
    return [word for part in inner for word in words(part)]


def _holds(annotation: Any, types: tuple[type, ...]) -> bool:
    return annotation in types or any(_holds(part, types) for part in get_args(annotation))


def _union(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) not in (tuple, Literal) else ()
