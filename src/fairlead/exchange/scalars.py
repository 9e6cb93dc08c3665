"""Plain values as other tools write them: numbers, dates, lengths, texts; None where a text doesn't say one."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache

from fairlead.plan.values import Duration, Moment, Percent
from fairlead.plan.values.durations import Unit

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,20})?(?:[eE][+-]?[0-9]{1,2})?").fullmatch
_DATE = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)?)?(?:Z|[+-][0-9:]{4,6})?"
).fullmatch
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufeff]")

_DIGITS = 15
"""Digits before the point that every notation of a plan can write."""


def whole_number(text: str | None) -> int | None:
    """Return an integer, also where it is written with decimals."""
    number = decimal(text)
    return None if number is None else int(number)


def decimal(text: str | None) -> Decimal | None:
    """Return a number below 10^15, one with an exponent rounded to twelve decimals; None for anything else.

    Floating-point noise such as 1.4E-17 is nought, as far as anybody meant it.
    """
    if text is None or not _NUMBER(text.strip()):
        return None
    number = Decimal(text.strip())
    if number.adjusted() >= _DIGITS:
        return None
    return Decimal(f"{number:.12f}").normalize() if "e" in text.lower() else number


@lru_cache(maxsize=65_536)
def moment(text: str | None) -> Moment | None:
    """Return a moment, rounded to the minute."""
    found = _DATE(text.strip()) if text is not None else None
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        # The last second of a day is its end, and never the next day: other programs write 23:59:59 for 23:59.
        up = second >= 30 and (hour, minute, second) != (23, 59, 59)
        date = dt.datetime(year, month, day) + dt.timedelta(hours=hour, minutes=minute + up)
    except (ValueError, OverflowError):
        return None
    return Moment(date.date(), date.time())


def duration(length: Decimal, *, elapsed: bool = False) -> Duration:
    """Return a length in minutes as people read it, exactly: hours where they come out even, else minutes.

    Elapsed time is written in days where it can be, since these are 24 hours everywhere.
    """
    prefix = "e" if elapsed else ""
    if elapsed and length and length % 1440 == 0:
        return Duration(_tidy(length / 1440), "ed")
    unit: Unit = _unit(prefix, "h" if length * 100 % 60 == 0 else "m")
    return Duration(_tidy(length / 60 if unit.endswith("h") else length), unit)


def _unit(prefix: str, letter: str) -> Unit:
    units: dict[str, Unit] = {"h": "h", "m": "m", "eh": "eh", "em": "em"}
    return units[prefix + letter]


def _tidy(number: Decimal) -> Decimal:
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def share(text: str | None) -> Percent | None:
    """Return a share that is written as a fraction: 0.5 for 50 %."""
    number = decimal(text)
    return None if number is None else Percent(number)


def percent(text: str | None) -> Percent | None:
    """Return a share that is written in hundredths: 50 for 50 %."""
    number = decimal(text)
    return None if number is None else Percent(number / 100)


def words(text: str | None) -> str | None:
    """Return a text as a plan can hold it: line ends as `\\n`, no control characters; None where nothing is left."""
    if text is None:
        return None
    plain = _NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return plain or None


def line(text: str | None) -> str | None:
    """Return a text on one line."""
    plain = words(text)
    return " ".join(plain.split()) if plain else None
