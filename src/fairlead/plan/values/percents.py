"""Shares of a whole: "80%"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from ._text import SIGNED, finite, hundredfold, hundredth, plain, refusal, schema_pattern

_REGEX = rf"(?P<number>{SIGNED})%"
_MATCH = re.compile(_REGEX).fullmatch
_BARE_NUMBER = re.compile(SIGNED).fullmatch

PATTERN = schema_pattern(_REGEX)
EXAMPLES = ("80%", "12.5%", "150%", "0%")


@dataclass(frozen=True, slots=True, order=True)
class Percent:
    """A share; `fraction` is 0.8 for 80%. May be negative or above 100%: the field it stands in decides."""

    fraction: Decimal

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        finite(self.fraction, "a percentage")

    @classmethod
    def parse(cls, text: str) -> Percent:
        """Return the share written as "80%"; the sign is not optional, because 0.8 and 80 both occur.

        Raises ValueError with both readings of a bare number.
        """
        return _parse(text)

    def __str__(self) -> str:
        return plain(hundredfold(self.fraction)) + "%"


@lru_cache(maxsize=1024)
def _parse(text: str) -> Percent:
    found = _MATCH(text) or _MATCH(text.strip())
    if found is None:
        raise refusal(text, "a percentage", f"write {_hint(text.strip())}")
    return Percent(hundredth(Decimal(found[1])))


def _hint(text: str) -> str:
    bare = text.removesuffix("%").strip().replace(",", ".")
    if not _BARE_NUMBER(bare):
        return "a number and %, like 80%"
    number = Decimal(bare)
    if not text.endswith("%") and 0 < abs(number) <= 1:
        return f"{plain(hundredfold(number))}% (or {plain(number)}%, if that is meant)"
    return f"{plain(number)}%"
