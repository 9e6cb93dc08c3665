"""Shares that may be uncertain: "3%", "50%..200%", "95%..100%..110%"; and what the ends of ranges mean: "P10-P90"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar

from ._text import NUMBER, SIGNED, hundredth, refusal, schema_pattern
from .percents import Percent

_RANGE_REGEX = rf"{SIGNED}%?(?:\.\.{SIGNED}%?)?\.\.{SIGNED}%|{SIGNED}%"
_MATCH = re.compile(_RANGE_REGEX).fullmatch
_ENDS_REGEX = rf"[Pp](?P<low>{NUMBER}) ?(?:-|\.\.) ?[Pp](?P<high>{NUMBER})"
_ENDS_MATCH = re.compile(_ENDS_REGEX).fullmatch
_HALF, _WHOLE = Decimal("0.5"), Decimal(1)

PATTERN = schema_pattern(_RANGE_REGEX)
EXAMPLES = ("3%", "50%..200%", "95%..100%..110%", "2..3..5%")


@dataclass(frozen=True, slots=True)
class PercentRange:
    """A share, or least, most likely (`mode`) and greatest; `mode` is None for "a..c", anything between.

    All three are equal where it is certain. Low to high never falls; the field it stands in decides on the sign.
    """

    low: Percent
    mode: Percent | None
    high: Percent

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        middle = self.low if self.mode is None else self.mode
        if not self.low <= middle <= self.high:
            raise ValueError(f'"{self}" runs backwards: least first, greatest last, like 50%..100%..200%')

    @classmethod
    def parse(cls, text: str) -> PercentRange:
        """Return the range written as a, a..c or a..b..c, where the sign may stand once, at the end.

        Raises ValueError if it runs backwards or is no range of percentages.
        """
        return _parse_range(text)

    def __str__(self) -> str:
        if self.certain:
            return str(self.low)
        return "..".join(str(each) for each in (self.low, self.mode, self.high) if each is not None)

    @property
    def certain(self) -> bool:
        """Whether it is one share and no range."""
        return self.low == self.mode == self.high

    def most_likely(self) -> Percent:
        """Return the mode, or the middle of a two-point range."""
        return Percent((self.low.fraction + self.high.fraction) / 2) if self.mode is None else self.mode


@dataclass(frozen=True, slots=True)
class RangeEnds:
    """Which percentiles the two ends of a range are: at most the median below, at least the median above."""

    low: Percent
    high: Percent

    PATTERN: ClassVar[str] = schema_pattern(_ENDS_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = ("P10-P90", "P5-P95", "P0-P100")

    def __post_init__(self) -> None:
        low, high = self.low.fraction, self.high.fraction
        if not (0 <= low <= _HALF <= high <= _WHOLE and low < high):
            raise ValueError(
                f'"{self}" can\'t be the ends of a range: '
                "the lower is a percentile from 0 to 50, the upper from 50 to 100, like P10-P90"
            )

    @classmethod
    def parse(cls, text: str) -> RangeEnds:
        """Return the percentiles written as "P10-P90"; raises ValueError otherwise."""
        return _parse_ends(text)

    def __str__(self) -> str:
        return "-".join(f"P{str(end)[:-1]}" for end in (self.low, self.high))


@lru_cache(maxsize=512)
def _parse_range(text: str) -> PercentRange:
    stripped = text.strip()
    if not _MATCH(stripped):
        raise refusal(
            text, "a percentage or a range of them", "write it like 3%, 50%..200% or 95%..100%..110%"
        )
    parts = [Percent.parse(part.removesuffix("%") + "%") for part in stripped.split("..")]
    return PercentRange(parts[0], None if len(parts) == 2 else parts[len(parts) // 2], parts[-1])


@lru_cache(maxsize=64)
def _parse_ends(text: str) -> RangeEnds:
    found = _ENDS_MATCH(text.strip())
    if found is None:
        raise refusal(text, "a pair of percentiles", "write the lower and the upper one, like P10-P90")
    return RangeEnds(*(Percent(hundredth(Decimal(found[end]))) for end in ("low", "high")))
