"""How a path's outline is written in few bytes: rounded to tenths of a px, straight runs as steps."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_STRAIGHT = set("MLHVZmlhvz")


def compact(path: str) -> str:
    """The same outline, rounded to tenths. Only absolute straight lines are rewritten as relative steps."""
    tokens = _TOKEN.findall(path)
    letters = {token for token in tokens if token.isalpha()}
    if not letters <= set("MLHVZ"):
        return re.sub(r"-?\d*\.\d+(?:e-?\d+)?", lambda match: _number(round(float(match.group()) * 10)), path)
    return "".join(_steps(tokens))


def _steps(tokens: list[str]) -> list[str]:
    out: list[str] = []
    x = y = start_x = start_y = 0
    command, index = "M", 0
    while index < len(tokens):
        if tokens[index].isalpha():
            command = tokens[index]
            index += 1
            if command == "Z":
                out.append("z")
                x, y = start_x, start_y
            continue
        size = 1 if command in "HV" else 2
        values = [round(float(token) * 10) for token in tokens[index : index + size]]
        index += size
        new_x = values[0] if command != "V" else x
        new_y = values[-1] if command != "H" else y
        if command == "M":
            out.append(f"M{_number(new_x)}{_joined(new_y)}")
            start_x, start_y, command = new_x, new_y, "L"
        elif (new_x, new_y) != (x, y):
            out.append(_step(new_x - x, new_y - y, out))
        x, y = new_x, new_y
    return out


def _step(dx: int, dy: int, out: list[str]) -> str:
    if dy == 0:
        return f"h{_number(dx)}"
    if dx == 0:
        return f"v{_number(dy)}"
    repeated = bool(out) and out[-1][0] in "l- .0123456789"
    return (_joined(dx) if repeated else f"l{_number(dx)}") + _joined(dy)


def _joined(tenths: int) -> str:
    """A number after another one: a space only where no sign parts them."""
    number = _number(tenths)
    return number if number.startswith("-") else f" {number}"


def _number(tenths: int) -> str:
    if tenths % 10 == 0:
        return str(tenths // 10)
    sign = "-" if tenths < 0 else ""
    whole, rest = divmod(abs(tenths), 10)
    return f"{sign}{whole or ''}.{rest}"
