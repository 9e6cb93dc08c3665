"""Lengths of time: "4d", "1.5h", "30m", "6w", "2mo", and elapsed ones: "3ed", "12ew"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache
from typing import ClassVar, Literal, cast, get_args

from ._text import NUMBER, SIGNED, finite, plain, refusal, schema_pattern

Unit = Literal["m", "h", "d", "w", "mo", "em", "eh", "ed", "ew", "emo"]

UNITS: tuple[Unit, ...] = get_args(Unit)
UNIT_PATTERN = r"(?:min|emo|em|eh|ed|ew|mo|m|h|d|w)"

# Units whose length no calendar can change; an elapsed month is 30 days, as in Microsoft Project.
FIXED_MINUTES: dict[str, int] = {
    "m": 1, "h": 60, "em": 1, "eh": 60, "ed": 1440, "ew": 7 * 1440, "emo": 30 * 1440,
}  # fmt: skip

WORDS: dict[str, Unit] = {
    "m": "m", "min": "m", "mins": "m", "minute": "m", "minutes": "m",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "d": "d", "day": "d", "days": "d", "w": "w", "wk": "w", "wks": "w", "week": "w", "weeks": "w",
    "mo": "mo", "mon": "mo", "mons": "mo", "month": "mo", "months": "mo",
    "em": "em", "eh": "eh", "ed": "ed", "edays": "ed", "ew": "ew", "emo": "emo",
}  # fmt: skip

_REGEX = rf"(?P<amount>{SIGNED})(?P<unit>{UNIT_PATTERN})|0"
_MATCH = re.compile(_REGEX).fullmatch

_RULE = "a number and a unit (m, h, d, w, mo; ed, ew for elapsed time), like 4d, 1.5h or 6w"

PATTERN = schema_pattern(_REGEX)
EXAMPLES = ("4d", "1.5h", "30m", "6w", "2mo", "-3d", "3ed", "12ew")


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time as people say it; the plan's calendar decides how many minutes a d, w or mo has."""

    amount: Decimal
    unit: Unit

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        finite(self.amount, "a duration")

    @classmethod
    def parse(cls, text: str) -> Duration:
        """Return the duration written as number and unit ("4d"); "0" alone is 0d, `min` is `m`.

        Raises ValueError, with the text to write instead where it can be guessed.
        """
        return _parse(text)

    def __str__(self) -> str:
        return plain(self.amount) + self.unit

    @property
    def elapsed(self) -> bool:
        """Whether the time passes on the clock, nights and holidays included."""
        return self.unit[0] == "e"

    def to_minutes(self, day: int, week: int, month: int) -> int:
        """Return the length in whole minutes (half to even); `day`, `week`, `month` are working minutes.

        Elapsed units ignore them: ed is 1440 minutes, ew 10080, emo 43200.
        """
        return whole(self.amount * minutes_in(self.unit, day, week, month))


def minutes_in(unit: Unit, day: int, week: int, month: int) -> int:
    """Return the minutes in one `unit`, working minutes for those a calendar decides."""
    fixed = FIXED_MINUTES.get(unit)
    if fixed is not None:
        return fixed
    return day if unit == "d" else week if unit == "w" else month


def whole(minutes: Decimal) -> int:
    """Return minutes rounded half to even."""
    return int(minutes.to_integral_value(ROUND_HALF_EVEN))


@lru_cache(maxsize=4096)
def _parse(text: str) -> Duration:
    found = _MATCH(text) or _MATCH(text.strip())
    if found is None:
        raise refusal(text, "a duration", f"write {near_miss(text) or _RULE}")
    amount, unit = found.groups()
    return Duration(Decimal(amount or 0), as_unit(unit or "d"))


def as_unit(text: str) -> Unit:
    """Return a unit as matched by UNIT_PATTERN: `min` becomes `m`."""
    return "m" if text == "min" else cast(Unit, text)


def near_miss(text: str) -> str | None:
    """Return what to write in place of "4 days" ("4d") or "4" ("4d or 4h"), None if that can't be guessed."""
    stripped = text.strip()
    if re.fullmatch(NUMBER, stripped):
        return f"a unit after the number, like {stripped}d or {stripped}h"
    found = re.fullmatch(rf"({SIGNED})\s*([A-Za-z]+)", stripped)
    unit = WORDS.get(found[2].lower()) if found else None
    return plain(Decimal(found[1])) + unit if found and unit else None
