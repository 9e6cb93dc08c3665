"""Numbers that may be uncertain: "3", "1..2", "0..4000..9000"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from ._text import SIGNED, finite, plain, refusal, schema_pattern

RANGE_REGEX = rf"{SIGNED}(?:\.\.{SIGNED}){{0,2}}"
_MATCH = re.compile(RANGE_REGEX).fullmatch

PATTERN = schema_pattern(RANGE_REGEX)
EXAMPLES = ("3", "1..2", "0..4000..9000")


@dataclass(frozen=True, slots=True)
class DecimalRange:
    """A number, or least, most likely (`mode`) and greatest; `mode` is None for "a..c", anything between."""

    low: Decimal
    mode: Decimal | None
    high: Decimal

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        for number in (self.low, self.high, self.low if self.mode is None else self.mode):
            finite(number, "a range")
        middle = self.low if self.mode is None else self.mode
        if not self.low <= middle <= self.high:
            raise ValueError(f'"{self}" runs backwards: least first, greatest last, like 0..4000..9000')

    @classmethod
    def parse(cls, text: str) -> DecimalRange:
        """Return the range written as a, a..c or a..b..c; raises ValueError if it runs backwards."""
        return _parse(text)

    def __str__(self) -> str:
        if self.certain:
            return plain(self.low)
        numbers = (self.low, self.high) if self.mode is None else (self.low, self.mode, self.high)
        return "..".join(map(plain, numbers))

    @property
    def certain(self) -> bool:
        """Whether it is one number and no range."""
        return self.low == self.mode == self.high

    def most_likely(self) -> Decimal:
        """Return the mode, or the middle of a two-point range."""
        return (self.low + self.high) / 2 if self.mode is None else self.mode


@lru_cache(maxsize=2048)
def _parse(text: str) -> DecimalRange:
    stripped = text.strip()
    if not _MATCH(stripped):
        raise refusal(text, "a number or a range", number_hint(stripped))
    numbers = [Decimal(part) for part in stripped.split("..")]
    middle = {1: numbers[0], 2: None, 3: numbers[-2] if len(numbers) == 3 else None}[len(numbers)]
    return DecimalRange(numbers[0], middle, numbers[-1])


def number_hint(text: str) -> str:
    """Return what to write in place of a text that is no number."""
    if re.fullmatch(r"[+-]?[0-9]{1,3}(?:[,' _][0-9]{3})+(?:\.[0-9]+)?", text):
        return f"write {re.sub('[^0-9.+-]', '', text)}, without a sign between the thousands"
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", text):
        return f"write {text.replace(',', '.')} with a point, or {text.replace(',', '')} for thousands"
    return "write it like 3, 1..2 or 0..4000..9000"
