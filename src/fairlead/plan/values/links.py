"""What a task waits for: "arm-fw", "arm-fw +1d", "bench SS +50%", "arm-fw FF +1d..+5d"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import ClassVar, Literal, cast

from ._text import NUMBER, finite, hundredth, plain, refusal, schema_pattern
from .durations import UNIT_PATTERN, Unit, as_unit, minutes_in, whole
from .ids import REFERENCE_REGEX, valid_reference

LinkType = Literal["FS", "SS", "FF", "SF"]
LagUnit = Literal["m", "h", "d", "w", "mo", "em", "eh", "ed", "ew", "emo", "%", "e%"]

_LAG_UNIT = rf"(?:{UNIT_PATTERN}|e?%)"
_LEAD = rf"[+-]{NUMBER}{_LAG_UNIT}"
_LAG_REGEX = rf"(?P<amount>[+-]?{NUMBER})(?P<unit>{_LAG_UNIT})"
_LINK_REGEX = (
    rf"(?P<id>{REFERENCE_REGEX})"
    rf"(?: (?P<type>FS|SS|FF|SF)(?: ?(?P<lag>{_LEAD})(?:\.\.(?P<most>[+-]?{NUMBER}{_LAG_UNIT}))?)?"
    rf"| (?P<plain_lag>{_LEAD})(?:\.\.(?P<plain_most>[+-]?{NUMBER}{_LAG_UNIT}))?)?"
)
_LAG_MATCH = re.compile(_LAG_REGEX).fullmatch
_LINK_MATCH = re.compile(_LINK_REGEX).fullmatch
_REMEDY = "write it like arm-fw, arm-fw +1d, arm-fw SS +50% or arm-fw FF +1d..+5d"

PATTERN = schema_pattern(_LINK_REGEX)
EXAMPLES = ("arm-fw", "arm-fw +1d", "bench SS +50%", "arm-fw FF +1d..+5d", "robot1.frame SF -2ed",
            "cdr +3ed", "bench FS +50e%", "other-plan:task SS")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lag:
    """Time between the two ends of a link; negative is a lead. "%" is of the predecessor's duration.

    Elapsed units, "e%" among them, pass on the clock; the others on the calendar that the plan's options say.
    """

    amount: Decimal
    unit: LagUnit

    PATTERN: ClassVar[str] = schema_pattern(_LAG_REGEX)
    EXAMPLES: ClassVar[tuple[str, ...]] = ("+1d", "-2ed", "+50%", "+50e%")

    def __post_init__(self) -> None:
        finite(self.amount, "a lag")

    @classmethod
    def parse(cls, text: str) -> Lag:
        """Return the lag written as "+1d", "-2ed" or "+50%"; a lag without a sign is positive."""
        return _parse_lag(text)

    def __str__(self) -> str:
        number = plain(self.amount)
        return f"{'' if number[0] == '-' else '+'}{number}{self.unit}"

    @property
    def elapsed(self) -> bool:
        """Whether the time passes on the clock, nights and holidays included."""
        return self.unit[0] == "e"

    @property
    def percent(self) -> bool:
        """Whether it is a share of the predecessor's duration."""
        return self.unit[-1] == "%"

    def to_minutes(self, day: int, week: int, month: int, of: int = 0) -> int:
        """Return the lag in whole minutes (half to even); `of` is the predecessor's duration in minutes.

        `day`, `week`, `month` are the working minutes of the units that a calendar decides.
        """
        if self.percent:
            return whole(hundredth(self.amount) * of)
        return whole(self.amount * minutes_in(cast(Unit, self.unit), day, week, month))


@dataclass(frozen=True, slots=True)
class Link:
    """A predecessor and how the task hangs on it; with `max_lag` the two are at most that far apart."""

    id: str
    type: LinkType = "FS"
    lag: Lag | None = None
    max_lag: Lag | None = None

    PATTERN: ClassVar[str] = PATTERN
    EXAMPLES: ClassVar[tuple[str, ...]] = EXAMPLES

    def __post_init__(self) -> None:
        if self.max_lag is None:
            return
        if self.lag is None:
            raise ValueError(f"the link to {self.id} has no least lag: write both, like +0d..{self.max_lag}")
        if self.lag.unit == self.max_lag.unit and self.lag.amount > self.max_lag.amount:
            raise ValueError(f'"{self}" runs backwards: least lag first, like {self.id} +1d..+5d')

    @classmethod
    def parse(cls, text: str) -> Link:
        """Return the link written as id [FS|SS|FF|SF] [lag | lag..greatest lag]; FS is understood.

        A space must stand before a lag, because ids may hold hyphens. Raises ValueError otherwise.
        """
        return _parse_link(text)

    def __str__(self) -> str:
        text = self.id if self.type == "FS" else f"{self.id} {self.type}"
        if self.lag is None:
            return text
        return f"{text} {self.lag}" if self.max_lag is None else f"{text} {self.lag}..{self.max_lag}"

    @property
    def plan(self) -> str | None:
        """The other plan that the predecessor is in, None for this one."""
        before, colon, _ = self.id.partition(":")
        return before if colon else None


@lru_cache(maxsize=1024)
def _parse_lag(text: str) -> Lag:
    found = _LAG_MATCH(text.strip())
    if found is None:
        raise refusal(text, "a lag", "write it like +1d, -2ed (elapsed) or +50%")
    return Lag(Decimal(found[1]), _lag_unit(found[2]))


@lru_cache(maxsize=8192)
def _parse_link(text: str) -> Link:
    found = _LINK_MATCH(text) or _LINK_MATCH(" ".join(text.split()))
    if found is None:
        raise refusal(text, "a link", _hint(text.split()))
    id_, type_, lag, most, plain_lag, plain_most = found.groups()
    least, greatest = lag or plain_lag, most or plain_most
    return Link(
        id_,
        cast(LinkType, type_ or "FS"),
        _parse_lag(least) if least else None,
        _parse_lag(greatest) if greatest else None,
    )


def _lag_unit(text: str) -> LagUnit:
    return cast(LagUnit, text) if text[-1] == "%" else as_unit(text)


def _hint(words: list[str]) -> str:
    """Return what to write in place of the slips that people make."""
    if not words or not valid_reference(words[0]):
        return _REMEDY
    id_, rest = words[0], words[1:]
    if rest and rest[0].upper() in ("FS", "SS", "FF", "SF"):
        type_, rest = f" {rest[0].upper()}", rest[1:]
    else:
        type_ = ""
    lag = "".join(rest)
    candidate = f"{id_}{type_}{f' {lag}' if lag else ''}"
    signed = f"{id_}{type_} +{lag}"
    for attempt in (candidate, signed):
        if _LINK_MATCH(attempt):
            return f"write {attempt}"
    return _REMEDY
