"""How long work takes ("4d", "5d..8d..15d", "M", "5pt"), and what a risk adds to it ("15%", "5d..30d")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, TypeVar

from ._text import NUMBER, SIGNED, finite, plain, refusal, schema_pattern
from .durations import (
    FIXED_MINUTES,
    UNIT_PATTERN,
    UNITS,
    WORDS,
    Duration,
    minutes_in,
    near_miss,
    whole,
)
from .percents import Percent

_Value = TypeVar("_Value")

SIZE_REGEX = r"[A-Za-z][A-Za-z0-9_-]{0,19}"
_DURATIONS = (
    rf"{SIGNED}{UNIT_PATTERN}?(?:\.\.{SIGNED}{UNIT_PATTERN}?)?\.\.{SIGNED}{UNIT_PATTERN}"
    rf"|{SIGNED}{UNIT_PATTERN}|0"
)
_PERCENTS = rf"{SIGNED}%?(?:\.\.{SIGNED}%?)?\.\.{SIGNED}%|{SIGNED}%"
_SIZED = rf"(?:[0-9]{{1,15}}(?:\.[0-9]{{1,40}})?)?{SIZE_REGEX}"

_PART_MATCH = re.compile(rf"({SIGNED})({UNIT_PATTERN}|%)?").fullmatch

# Words that somebody writes for a unit; as the name of a size they would hide the slip until much later.
_UNIT_WORDS = frozenset(UNITS) | frozenset(WORDS) | {"y", "year", "years"}

_REMEDY = "write it like 4d, 5d..8d..15d, 3d..5d, or the name of a size like M or 5pt"

PATTERN = schema_pattern(f"{_DURATIONS}|{_SIZED}")
EXAMPLES = ("4d", "5d..8d..15d", "3d..5d", "5..8..15d", "10ew..12ew..18ew", "M", "5pt")


@dataclass(frozen=True, slots=True)
class Estimate:
    """One duration, a range of them, or a size of the plan's `sizes`.

    Durations: `low`, `mode`, `high`; all equal if certain, `mode` None for "a..c", anything between. Sizes:
    only `size`, and `count` where one was written (5 for "5pt"). Never negative. Low to high must not fall:
    checked here where no calendar can change the answer; what `in_minutes` returns shows the rest.
    """

    low: Duration | None = None
    mode: Duration | None = None
    high: Duration | None = None
    size: str | None = None
    count: Decimal | None = None

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if self.size is not None:
            self._must_be_a_size(self.size)
        elif self.low is None or self.high is None:
            raise ValueError(f"an estimate needs a duration or a size: {_REMEDY}")
        else:
            _must_rise(self)
            if (
                self.low.amount < 0
                or self.high.amount < 0
                or (self.mode is not None and self.mode.amount < 0)
            ):
                raise ValueError(f'"{self}" is negative: work takes no less than 0, write it like 4d')

    @classmethod
    def parse(cls, text: str) -> Estimate:
        """Return the estimate written as a duration, a range (the unit may stand once, at the end) or a size.

        Raises ValueError for a negative or falling one, and for a mix of working and elapsed time.
        """
        return _parse_estimate(text)

    @classmethod
    def of(cls, duration: Duration) -> Estimate:
        """Return a certain duration as an estimate."""
        return cls(duration, duration, duration)

    def __str__(self) -> str:
        if self.size is not None:
            return (plain(self.count) if self.count is not None else "") + self.size
        return _range_text(self.low, self.mode, self.high)

    @property
    def certain(self) -> bool:
        """Whether it is one duration, neither range nor size."""
        return self.size is None and self.low == self.mode == self.high

    @property
    def elapsed(self) -> bool:
        """Whether the time passes on the clock; False for a size."""
        return self.low is not None and self.low.elapsed

    def resolved(self, sizes: Mapping[str, Estimate]) -> Estimate:
        """Return the durations that a size stands for, itself if it has none.

        Raises KeyError with the size's name if `sizes` lacks it, ValueError if that is itself a size.
        """
        if self.size is None:
            return self
        meaning = sizes[self.size]
        if meaning.size is not None:
            raise ValueError(f'size {self.size} is "{meaning}", a size again: give it a time, like 3d..5d')
        return meaning if self.count is None else meaning.scaled(self.count)

    def scaled(self, factor: Decimal) -> Estimate:
        """Return the estimate times `factor` (of at least 0); of a size the count."""
        if self.size is not None:
            return Estimate(size=self.size, count=(Decimal(1) if self.count is None else self.count) * factor)
        low, mode, high = (each and Duration(each.amount * factor, each.unit) for each in self._durations())
        return Estimate(low, mode, high)

    def in_minutes(self, day: int, week: int, month: int) -> tuple[int, int | None, int]:
        """Return low, mode (None if there is none) and high in minutes; the arguments are working minutes.

        Raises ValueError for a size, which must be `resolved` first.
        """
        low, mode, high = self._durations()
        assert low is not None
        assert high is not None
        return (
            low.to_minutes(day, week, month),
            None if mode is None else mode.to_minutes(day, week, month),
            high.to_minutes(day, week, month),
        )

    def most_likely(self, day: int = 480, week: int = 2400, month: int = 10400) -> Duration:
        """Return the mode, or the middle of a two-point range.

        The middle keeps the unit if both ends share it; otherwise it is in minutes, for which the arguments
        say how many working minutes the units have. Raises ValueError for a size: `resolved` comes first.
        """
        low, mode, high = self._durations()
        if mode is not None:
            return mode
        assert low is not None
        assert high is not None
        if low.unit == high.unit:
            return Duration((low.amount + high.amount) / 2, low.unit)
        ends = (end.amount * minutes_in(end.unit, day, week, month) for end in (low, high))
        return Duration(Decimal(whole(sum(ends, Decimal(0)) / 2)), "em" if low.elapsed else "m")

    def _durations(self) -> tuple[Duration | None, Duration | None, Duration | None]:
        if self.size is not None:
            raise ValueError(f'"{self}" has no duration of its own: the plan\'s `sizes` give {self.size} one')
        return self.low, self.mode, self.high

    def _must_be_a_size(self, size: str) -> None:
        if self.low or self.mode or self.high:
            raise ValueError(f"an estimate is either a duration or a size, not {self.low} and {size}")
        if not _names_a_size(size):
            raise ValueError(f'"{size}" can\'t name a size: {_REMEDY}')
        if self.count is not None:
            finite(self.count, "an estimate")
            if self.count < 0:
                raise ValueError(f'"{self}" is negative: work takes no less than 0, write it like 5{size}')


@dataclass(frozen=True, slots=True)
class Impact:
    """What happens to a task's time: durations come once, percentages stretch it; negative is a gain.

    `low`, `mode`, `high` as in an Estimate, all of one type: see `percent`.
    """

    low: Duration | Percent
    mode: Duration | Percent | None
    high: Duration | Percent

    PATTERN: ClassVar[str] = schema_pattern(f"{_DURATIONS}|{_PERCENTS}")
    EXAMPLES: ClassVar[tuple[str, ...]] = ("5d..10d..30d", "5d", "-3d", "15%", "10%..20%", "2w..6w")

    def __post_init__(self) -> None:
        kinds = {type(each) for each in (self.low, self.mode, self.high) if each is not None}
        if len(kinds) > 1:
            raise ValueError(f'"{self}" mixes time and percent: write either, like 5d..10d or 10%..20%')
        _must_rise(self)

    @classmethod
    def parse(cls, text: str) -> Impact:
        """Return the impact written as a duration or percentage or a range of them.

        Raises ValueError for a falling range and for a mix of kinds.
        """
        return _parse_impact(text)

    def __str__(self) -> str:
        return _range_text(self.low, self.mode, self.high)

    @property
    def percent(self) -> bool:
        """Whether it stretches the task by a share instead of adding time."""
        return isinstance(self.low, Percent)

    @property
    def certain(self) -> bool:
        """Whether it is one value and no range."""
        return self.low == self.mode == self.high


@lru_cache(maxsize=4096)
def _parse_estimate(text: str) -> Estimate:
    stripped = text.strip()
    parts = _range_parts(stripped)
    if parts is not None:
        durations = [part for part in parts if isinstance(part, Duration)]
        if len(durations) == len(parts):
            return Estimate(*_three(durations))
    # A minus is read, so that what is negative is told so.
    found = re.fullmatch(rf"(?P<count>-?{NUMBER})?(?P<size>{SIZE_REGEX})", stripped)
    if found is None or not _names_a_size(found["size"]):
        raise refusal(text, "an estimate", _estimate_hint(stripped))
    count = found["count"]
    return Estimate(size=found["size"], count=None if count is None else Decimal(count))


@lru_cache(maxsize=2048)
def _parse_impact(text: str) -> Impact:
    parts = _range_parts(text.strip())
    if parts is None:
        raise refusal(text, "a delay", "write it like 5d, 5d..10d..30d, -3d, 15% or 10%..20%")
    return Impact(*_three(parts))


def _names_a_size(text: str) -> bool:
    unit_word = text != "M" and text.lower() in _UNIT_WORDS
    return not unit_word and re.fullmatch(SIZE_REGEX, text) is not None


def _range_parts(text: str) -> list[Duration | Percent] | None:
    """Return the values of a, a..c or a..b..c, else None; a number without a unit takes the next one's."""
    if text == "0":
        return [Duration(Decimal(0), "d")]
    numbers = text.split("..", 3)
    if len(numbers) > 3:
        return None
    values: list[Duration | Percent] = []
    unit = ""
    for number in reversed(numbers):
        found = _PART_MATCH(number)
        if found is None or not (unit := found[2] or unit):
            return None
        # By way of `parse`, because it remembers: of all parts of a plan few are different.
        values.append(Percent.parse(found[1] + unit) if unit == "%" else Duration.parse(found[1] + unit))
    values.reverse()
    return values


def _three(values: list[_Value]) -> tuple[_Value, _Value | None, _Value]:
    return values[0], (None if len(values) == 2 else values[len(values) // 2]), values[-1]


def _range_text(low: object, mode: object, high: object) -> str:
    if low == mode == high:
        return str(low)
    return "..".join(str(value) for value in (low, mode, high) if value is not None)


def _must_rise(shown: Estimate | Impact) -> None:
    """Raise ValueError if a range falls whatever the calendar, or mixes working with elapsed time."""
    low, mode, high = shown.low, shown.mode, shown.high
    if low is high:
        return
    for one, other in ((low, high),) if mode is None else ((low, mode), (mode, high)):
        if _elapsed(one) != _elapsed(other):
            raise ValueError(f'"{shown}" mixes working and elapsed time: write all in one, like 10ew..12ew')
        if _falls(one, other):
            raise ValueError(f'"{shown}" runs backwards: least first, greatest last, like 5d..8d..15d')


def _elapsed(value: Duration | Percent | None) -> bool:
    return isinstance(value, Duration) and value.unit[0] == "e"


def _falls(one: Duration | Percent | None, other: Duration | Percent | None) -> bool:
    if isinstance(one, Percent) and isinstance(other, Percent):
        return one > other
    if not (isinstance(one, Duration) and isinstance(other, Duration)):
        return False
    if one.unit == other.unit:
        return one.amount > other.amount
    if one.unit in FIXED_MINUTES and other.unit in FIXED_MINUTES:
        return one.amount * FIXED_MINUTES[one.unit] > other.amount * FIXED_MINUTES[other.unit]
    return False


def _estimate_hint(text: str) -> str:
    meant = near_miss(text)
    return f"write {meant}" if meant else _REMEDY
