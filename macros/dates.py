"""What a date in the data means: EDTF level 0, a day, a month or a year."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import total_ordering
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
REMEDY = "write YYYY-MM-DD, YYYY-MM or YYYY"
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A calendar date known to the day, the month or the year.

    EDTF level 0 (Library of Congress, Extended Date/Time Format). It orders by its *last* day, because
    a partial date counts from the end of its period: what is dated 2021 is only certain once 2021 is over.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; raise ValueError with the remedy for anything else."""
        match = FORM.fullmatch(text)
        if not match:
            raise ValueError(f"'{text}' is no date; {REMEDY}")
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if not 1900 <= year <= 2200:
            raise ValueError(f"'{text}' is no date of the space age; {REMEDY}")
        if month is not None and not 1 <= month <= 12:
            raise ValueError(f"'{text}' is no date; {REMEDY}")
        if month is not None and day is not None:
            length = calendar.monthrange(year, month)[1]
            if not 1 <= day <= length:
                raise ValueError(f"'{text}' is no date: {MONTHS[month - 1]} {year} has {length} days")
        return cls(year, month, day)

    @property
    def first(self) -> dt.date:
        """The first day the date may mean."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day the date may mean: the day from which it counts ("known by")."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def precision(self) -> str:
        """`day`, `month` or `year`."""
        return "day" if self.day else "month" if self.month else "year"

    def __lt__(self, other: PartialDate) -> bool:
        return (self.last, self.precision) < (other.last, other.precision)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def words(self) -> str:
        """The date as prose has it: `20 June 2023`, `June 2023`, `2023`."""
        parts = [str(self.day)] if self.day else []
        parts += [MONTHS[self.month - 1]] if self.month else []
        return " ".join([*parts, str(self.year)])

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        def validate(value: object) -> PartialDate:
            if isinstance(value, PartialDate):
                return value
            if isinstance(value, int) and not isinstance(value, bool):  # YAML reads a bare year as a number
                value = str(value)
            if not isinstance(value, str):
                raise PydanticCustomError("date", "{given} is no date; " + REMEDY, {"given": repr(value)})
            try:
                return cls.parse(value)
            except ValueError as fault:
                raise PydanticCustomError("date", "{fault}", {"fault": str(fault)}) from None

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.plain_serializer_function_ser_schema(str)
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        written = {
            "type": "string",
            "pattern": r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$",
            "errorMessage": REMEDY,
        }
        if handler.mode == "serialization":
            return written
        return {"anyOf": [written, {"type": "integer", "minimum": 1900, "maximum": 2200}]}  # YAML's bare year


def day(text: str) -> dt.date:
    """A full day written YYYY-MM-DD; raise ValueError otherwise."""
    date = PartialDate.parse(text)
    if date.precision != "day":
        raise ValueError(f"'{text}' is no full day; write YYYY-MM-DD")
    return date.first
