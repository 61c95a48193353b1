"""How a path's outline is written in few bytes: rounded, and every command as a step from where the last one ended."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:e-?\d+)?")
_SIZE = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "C": 6, "A": 7, "Z": 0}
TENTHS, WHOLE = 10, 1
Point = tuple[float, float]


def compact(path: str, at: Point = (0.0, 0.0), per: int = TENTHS) -> str:
    """The same outline, moved to a point and rounded to so many parts of a px; nothing for what is no outline."""
    if not _is_outline(path):
        return ""
    if at == (0.0, 0.0) and set(re.sub(r"[^A-Za-z]", "", path)) <= set("MHV"):
        # A line in steps: its levels recur, which packs better than what lies between them.
        return re.sub(r"-?\d*\.\d+", lambda found: _number(round(float(found[0]) * per), per), path)
    return "".join(_Pen(per, at).steps(_TOKEN.findall(path)))


def _is_outline(path: str) -> bool:
    """Whether a path holds commands and numbers and nothing else: what is none is not drawn."""
    known = all(letter.upper() in _SIZE for letter in _TOKEN.findall(path) if letter.isalpha())
    return known and not _TOKEN.sub("", path).replace(",", " ").strip()


def scaled(path: str, by: int) -> str:
    """The outline so many times as large, in whole px: for a group that is drawn smaller by as much."""
    return "".join(_Pen(WHOLE, (0.0, 0.0), by).steps(_TOKEN.findall(path)))


def reach(path: str) -> float:
    """How far apart, in px, the outermost numbers of a path are: a rough size."""
    numbers = [float(token) for token in _TOKEN.findall(path) if not token.isalpha()]
    return max(numbers) - min(numbers) if numbers else 0.0


class _Pen:
    def __init__(self, per: int, at: Point, by: int = 1) -> None:
        self._per, self._by = per, by
        # Marks that look the same stay so wherever they stand: their place is rounded by itself.
        self._at = (round(at[0] * per), round(at[1] * per))
        self._out: list[str] = []
        self._x = self._y = 0
        self._start = (0, 0)
        self._given = self._given_start = (0.0, 0.0)
        self._last = ""

    def steps(self, tokens: list[str]) -> list[str]:
        command, index = "M", 0
        while index < len(tokens):
            if tokens[index].isalpha():
                command = tokens[index]
                index += 1
                if command in "Zz":
                    self._put("z")
                    (self._x, self._y), self._given = self._start, self._given_start
                continue
            size = _SIZE[command.upper()]
            numbers = [float(token) for token in tokens[index : index + size]]
            self._step(command.upper(), self._absolute(command, numbers))
            index += size
            command = {"M": "L", "m": "l"}.get(command, command)
        return self._out

    def _absolute(self, command: str, numbers: list[float]) -> list[float]:
        """The numbers of a command as those of its absolute form; remembers where it ends."""
        x, y = self._given
        if command.islower():
            shift = {"h": [x], "v": [y], "a": [0, 0, 0, 0, 0, x, y]}.get(command, [x, y] * (len(numbers) // 2))
            numbers = [number + by for number, by in zip(numbers, shift, strict=True)]
        kind = command.upper()
        self._given = (x if kind == "V" else numbers[0 if kind == "H" else -2], y if kind == "H" else numbers[-1])
        if kind == "M":
            self._given_start = self._given
        return numbers

    def _step(self, command: str, given: list[float]) -> None:
        if command == "A":
            radii = [round(value * self._per * self._by) for value in given[:2]]
            x, y = self._spot(given[5], given[6])
            flags = [int(value) * self._per for value in given[2:5]]
            self._put("a", *radii, *flags, x - self._x, y - self._y)
        elif command in "HV":
            x = self._spot(given[0], 0)[0] if command == "H" else self._x
            y = self._spot(0, given[0])[1] if command == "V" else self._y
            self._line(x, y)
        else:
            spots = [self._spot(*pair) for pair in zip(given[::2], given[1::2], strict=True)]
            x, y = spots[-1]
            if command == "M":
                self._put("M", x, y)
                self._start = (x, y)
            elif command == "L":
                self._line(x, y)
            else:
                self._put(command.lower(), *(number for px, py in spots for number in (px - self._x, py - self._y)))
        self._x, self._y = x, y

    def _spot(self, x: float, y: float) -> tuple[int, int]:
        scale = self._per * self._by
        return round(x * scale) + self._at[0], round(y * scale) + self._at[1]

    def _line(self, x: int, y: int) -> None:
        dx, dy = x - self._x, y - self._y
        if dx and dy:
            self._put("l", dx, dy)
        elif dx:
            self._put("h", dx)
        elif dy:
            self._put("v", dy)

    def _put(self, letter: str, *parts: int) -> None:
        """A command; a letter that repeats is left out, a space only stands where no sign parts two numbers."""
        said = [_number(part, self._per) for part in parts]
        again = letter == self._last and letter not in "Mz"
        text = "".join(one if one.startswith("-") or not index else f" {one}" for index, one in enumerate(said))
        self._out.append((text if text.startswith("-") else f" {text}") if again else letter + text)
        self._last = letter


def _number(value: int, per: int) -> str:
    whole, rest = divmod(abs(value), per)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"
