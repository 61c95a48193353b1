"""The issue forms for people who do not write YAML: their fields are the record's, made from the types."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .loading import TABLES

FOLDER = Path(".github", "ISSUE_TEMPLATE")
# The forms: which kind of record, its title, and what its number in the list is.
OFFERED = (
    ("agreements", "An agreement that is missing"),
    ("activities", "An activity that is missing"),
    ("memberships", "A membership that is missing or has changed"),
    ("satellites", "A satellite that is missing"),
    ("ground-stations", "A ground station that is missing"),
)
# Filled in by whoever makes the record of it.
OURS = (
    "id", "confidence", "added", "updated", "withdrawn", "replaced_by", "follows", "part_of", "agreements",
    "instrument", "date_source", "position_source", "status_as_of", "sources", "note",
)  # fmt: skip
SOURCES = {
    "type": "textarea",
    "id": "sources",
    "attributes": {
        "label": "Sources",
        "description": "Where you read it: the address of each page, best the agency's, the ministry's or the "
        "depositary's own. Without a source that can be read, nothing enters the atlas.",
        "placeholder": "https://…",
    },
    "validations": {"required": True},
}
NOTE = {
    "type": "textarea",
    "id": "note",
    "attributes": {
        "label": "Note",
        "description": "What is uncertain, or disputed between sources; and how you want to be credited.",
    },
}
# Fields whose name alone is no heading.
LABELS = {
    "signatories.china": "Who signed for China",
    "signatories.partner": "Who signed for the other side",
    "how": "How it joined",
    "ended_why": "Why it ended",
    "left_why": "Why it left",
}
# What a field means to somebody who fills in a form and sees no file.
OTHERWISE = {
    "partners": "Which states and organisations take part beside China: their names, or their codes.",
    "country": "In which state it stands: its name, or its code.",
    "body": "Which treaty, organisation, programme or bloc.",
    "member": "Who is in: the name, or the code, of the state or the organisation.",
}


def forms() -> dict[Path, str]:
    """Every form that is made from a type, by its path."""
    return {
        FOLDER / f"{number}-{TABLES[table].type.kind_name}.yml": _form(table, title)
        for number, (table, title) in enumerate(OFFERED, 1)
    }


def _form(table: str, title: str) -> str:
    model = TABLES[table].type
    about = " ".join((model.__doc__ or "").split())
    body: list[dict[str, Any]] = [{"type": "markdown", "attributes": {"value": about}}]
    for name, info in model.model_fields.items():
        if name not in OURS:
            body += _questions(name, info)
    form = {
        "name": title,
        "description": f"Tell us of it; whoever looks after the data makes the record ({model.kind_name}).",
        "title": f"New {str(model.kind_name).replace('-', ' ')}: ",
        "labels": ["data"],
        "body": [*body, SOURCES, NOTE],
    }
    head = "# Made from the types by: python -m macros forms\n"
    return head + yaml.safe_dump(form, sort_keys=False, allow_unicode=True, width=110)


def _questions(name: str, info: FieldInfo, prefix: str = "") -> list[dict[str, Any]]:
    """A field as a question; the parts of a part (signatories) are questions of their own."""
    inner = info.annotation
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        parts = inner.model_fields.items()
        return [question for part, held in parts for question in _questions(part, held, f"{name}.")]
    words = _words(inner)
    attributes: dict[str, Any] = {
        "label": LABELS.get(prefix + name) or name.replace("_", " ").capitalize(),
        "description": OTHERWISE.get(name) or " ".join((info.description or "").split()),
    }
    if words:
        attributes |= {"options": words, "multiple": True} if _is_list(inner) else {"options": words}
    needed = info.is_required() or name == "partners"
    return [
        {
            "type": "dropdown" if words else "textarea" if name in ("summary", "statement") else "input",
            "id": (prefix + name).replace(".", "-"),
            "attributes": attributes,
            "validations": {"required": needed},
        }
    ]


def _words(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    return [word for part in get_args(annotation) for word in _words(part)]


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple
