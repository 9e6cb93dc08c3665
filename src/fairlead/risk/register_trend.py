"""How risks have changed since the register was last kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fairlead.risk.register_exposure import Exposure
from fairlead.risk.register_scales import Scales

Direction = Literal["new", "up", "down", "same"]

_NOTICEABLE = 0.05
"""A risk whose expected harm changes by less than this share is as it was."""


@dataclass(frozen=True, slots=True)
class KeptRisk:
    """What was kept of one risk: where it stood with what had been done about it by then.

    `delay_minutes` and `money` are what was expected: probability times impact.
    """

    id: str
    name: str
    status: str
    probability: float | None
    delay_minutes: float
    money: float
    score: int | None


@dataclass(frozen=True, slots=True)
class Kept:
    """The register as it was kept, for the plan's status date (else the day on which that was done)."""

    day: date
    risks: Mapping[str, KeptRisk]


@dataclass(frozen=True, slots=True)
class Trend:
    """Which way a risk went since the register was kept for `since`; `before` is None for a new one."""

    direction: Direction
    since: date
    before: KeptRisk | None = None


def last_before(kept: Sequence[Kept], day: date) -> Kept | None:
    """Return what to compare with: the last kept for an earlier day, else the last of all; None where nothing was."""
    earlier = [each for each in kept if each.day < day]
    return (earlier or list(kept) or [None])[-1]  # type: ignore[list-item]


def trend_of(kept: Kept, id: str, score: int | None, now: Exposure, scales: Scales) -> Trend:
    """Return a risk's trend: by its score, and within one score by the harm that is expected of it."""
    before = kept.risks.get(id)
    if before is None:
        return Trend("new", kept.day)
    if (before.score or 0) != (score or 0):
        return Trend("up" if (score or 0) > (before.score or 0) else "down", kept.day, before)
    then = scales.weight(before.delay_minutes, before.money)
    today = scales.weight(now.expected_delay, now.expected_money)
    if abs(today - then) <= _NOTICEABLE * max(then, today):
        return Trend("same", kept.day, before)
    return Trend("up" if today > then else "down", kept.day, before)
