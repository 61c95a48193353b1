"""What a broken field means for somebody who adds a record: what is wrong there, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from .problems import Problem, nearest, shown
from .yaml_nodes import Document
from .yaml_nodes import Path as NodePath

PARTIES = ("partners", "member", "partner", "buyer")
CODES = ("country", "iso3", "territory_of")
SOURCE_KEYS = ("source", "date_source", "position_source")
RECORD_IDS = ("id", "follows", "part_of", "agreements", "instrument", "replaced_by")
CITE_BY_KEY = "cite a source by its key, and declare the page under 'sources:' in this file"
ADD_PARTY = "add it to data/countries.yml or data/organisations.yml"
NUMBERS = ("float_parsing", "float_type", "int_parsing", "int_type", "int_from_float")


def explain(
    error: ValidationError,
    model: type[BaseModel],
    path: NodePath,
    document: Document,
    record: str,
    names: Mapping[str, str],
) -> Iterator[Problem]:
    """The faults of one record. `names` leads from the names of states and organisations to their codes and ids."""
    details = [(_place(detail), detail) for detail in error.errors(include_url=False)]
    places = [at for at, _ in details]
    for at, detail in details:
        # A list whose only item is at fault is not empty as well.
        if detail["type"] == "too_short" and any(other[: len(at)] == at and other != at for other in places):
            continue
        message, hint = _words(detail, model, at, names)
        name = ".".join(str(part) for part in at if isinstance(part, str))
        yield Problem(document.file, document.line((*path, *at)), message, field=name, record=record, hint=hint)


def fault_of(model: type[BaseModel], field: str, value: Any, names: Mapping[str, str]) -> str:
    """What is wrong with one value of a field, whatever the rest of the record says; empty where nothing is."""
    try:
        model.model_validate({field: value})
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            at = _place(detail)
            if at[:1] == (field,):
                return "; ".join(part for part in _words(detail, model, at, names) if part)
    return ""


def _place(detail: Any) -> NodePath:
    at = tuple(
        part for part in detail["loc"] if not (isinstance(part, str) and part.startswith(("function-", "tuple[")))
    )
    field = detail.get("ctx", {}).get("field")
    return (*at, field) if field else at


def _words(
    detail: Mapping[str, Any], model: type[BaseModel], at: NodePath, names: Mapping[str, str]
) -> tuple[str, str]:
    kind, given, context = detail["type"], detail.get("input"), detail.get("ctx", {})
    value = shown(given) if isinstance(given, str | int | float) else "this"
    field = next((part for part in reversed(at) if isinstance(part, str)), "")
    if kind in ("rule", "date"):
        return str(detail["msg"]), ""
    if kind == "missing":
        return "is missing", f"add it: {_about(model, at)}"
    if kind == "extra_forbidden":
        known = list(_model_at(model, at[:-1]).model_fields)
        return "unknown field", nearest(str(at[-1]), known) or "fields here: " + ", ".join(known)
    if kind == "literal_error":
        allowed = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "").split(", ")
        return f"{value} is not one of the words known here", _word(str(given), allowed)
    if kind == "string_pattern_mismatch":
        return f"{value} has not the right form", _form(field, str(given), str(context.get("pattern", "")), names)
    if kind == "string_type" and isinstance(given, int | float):
        return f"{value} is read as a number by YAML", f'write "{given}" in quotes if it is meant as text'
    if kind in NUMBERS:
        degrees = "; south and west are negative" if field in ("latitude", "longitude") else ""
        return f"{value} is no number", f"write digits with a point, like -5.8{degrees}"
    if kind in ("greater_than_equal", "less_than_equal"):
        return f"{value} is out of range", str(detail["msg"]).replace("Input should be", "it should be")
    if kind in ("tuple_type", "list_type") and field == "sources" and "/" in str(given):
        return "is no list", f"{CITE_BY_KEY}: [its-key]"
    return _shape(kind, given, context) or (str(detail["msg"]), _about(model, at))


def _word(given: str, allowed: list[str]) -> str:
    """Which words of a vocabulary may be meant; all of them where none looks like it."""
    # 'Memorandum' leaves open who signed it: to name one level would be a guess.
    held = [word for word in allowed if word.endswith(f"-{given.casefold()}")]
    if len(held) > 1:
        return "one of: " + ", ".join(held)
    return nearest(given, allowed) or "one of: " + ", ".join(allowed)


def _shape(kind: str, given: Any, context: Mapping[str, Any]) -> tuple[str, str] | None:
    """Faults of form: a text where a list belongs, nothing where something belongs."""
    if kind in ("tuple_type", "list_type"):
        single = isinstance(given, str) and len(given) < 60
        return "is no list", f"write it in brackets: [{given}]" if single else "write a list: [one, two]"
    if kind == "string_type":
        return "is no text", "write one text, without brackets"
    if kind == "too_short":
        return "is empty", "give at least one"
    if kind == "string_too_short":
        return "is empty", "write something, or remove the line"
    if kind == "string_too_long":
        most = f"is longer than {context.get('max_length')} characters"
        return most, "shorten it; details belong in the note or in a page"
    if kind in ("model_type", "dict_type", "model_attributes_type"):
        return "is no set of fields", "write its fields below it, indented by two spaces"
    return None


def _form(field: str, given: str, pattern: str, names: Mapping[str, str]) -> str:
    """What a value of a fixed form looks like, and which one was probably meant."""
    if field in (*PARTIES, *CODES):
        if given.casefold() in names:
            return f"write '{names[given.casefold()]}'"
        close = nearest(given, names)
        if close:
            name = close.removeprefix("did you mean '").removesuffix("'?")
            return f"did you mean '{names[name]}' ({name.title()})? Else {ADD_PARTY}"
        if field in CODES:
            return "write an ISO 3166-1 alpha-3 code in capitals, like BRA"
        return "write an ISO 3166-1 alpha-3 code in capitals (BRA) or an organisation's id (apsco)"
    if field in SOURCE_KEYS and "/" in given:
        return CITE_BY_KEY
    if field in SOURCE_KEYS and " " in given:
        return "one key, or several with commas between them: [one, two]"
    if field in (*SOURCE_KEYS, *RECORD_IDS):
        return "write small letters, digits and single hyphens, like bra-1988-protocol"
    if "url" in field:
        return "write a whole address that starts with http:// or https://, without spaces"
    if field == "language":
        return "write an ISO 639 code in small letters, like en, zh or pt"
    if field == "income_year":
        return "write the World Bank's fiscal year, like FY2026"
    return f"it must match {pattern}"


def _model_at(model: type[BaseModel], at: Iterable[str | int]) -> type[BaseModel]:
    """The type of the part of a record at a path (a citation inside `sources`, say)."""
    for part in at:
        if isinstance(part, str) and part in model.model_fields:
            model = _inner(model.model_fields[part].annotation) or model
    return model


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _inner(part))), None)


def _about(model: type[BaseModel], at: NodePath) -> str:
    """The first sentence of a field's description: what belongs there."""
    known = _model_at(model, at[:-1]).model_fields.get(str(at[-1])) if at else None
    words = " ".join(((known.description or "") if known else "").split()).split(". ")[0].rstrip(".")
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def words_of(value: Any) -> Iterator[str]:
    """Every text inside a row that could not be read: what it may have named is not reported as missing."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from words_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from words_of(part)
