"""One of several ways it may turn out: "8d at 30%"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from ._text import NUMBER, refusal, schema_pattern
from .durations import UNIT_PATTERN, Duration
from .percents import Percent

_REGEX = rf"(?P<time>{NUMBER}{UNIT_PATTERN}) at (?P<share>{NUMBER}%)"
_MATCH = re.compile(_REGEX).fullmatch

PATTERN = schema_pattern(_REGEX)
EXAMPLES = ("8d at 30%", "20d at 12.5%", "3ed at 60%", "0d at 10%")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A time, and how often out of all it takes just that: above 0% and up to 100%."""

    time: Duration
    share: Percent

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if self.time.amount < 0:
            raise ValueError(f'"{self}" is negative: work takes no less than 0, write it like 8d at 30%')
        if not 0 < self.share.fraction <= 1:
            raise ValueError(
                f'"{self}" has an impossible share: write one above 0% and up to 100%, or leave it out'
            )

    @classmethod
    def parse(cls, text: str) -> Outcome:
        """Return the outcome written as TIME at SHARE; raises ValueError otherwise."""
        return _parse(text)

    def __str__(self) -> str:
        return f"{self.time} at {self.share}"


@lru_cache(maxsize=512)
def _parse(text: str) -> Outcome:
    found = _MATCH(" ".join(text.split()))
    if found is None:
        raise refusal(text, "an outcome", "write a time and how often it takes that, like 8d at 30%")
    return Outcome(Duration.parse(found["time"]), Percent.parse(found["share"]))
