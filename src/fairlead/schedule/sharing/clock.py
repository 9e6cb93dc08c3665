"""One clock for plans whose axes differ: minutes of UTC, as soon as any of them has a zone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import numpy as np
import numpy.typing as npt

from fairlead.schedule.axis import Axis
from fairlead.schedule.calendars.zones import to_local, to_utc

Minutes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Clock:
    """A clock in the zone of the first plan that has one. The wall clock of a plan without a zone is taken for its."""

    zone: str | None = None

    @classmethod
    def of(cls, axes: Iterable[Axis]) -> Self:
        """Return the clock for plans with these axes."""
        return cls(next((axis.zone for axis in axes if axis.zone is not None), None))

    def common(self, axis: Axis, minutes: npt.ArrayLike) -> Minutes:
        """Return minutes of a plan's axis as minutes of this clock."""
        there = np.asarray(minutes, np.int64)
        return there if axis.zone is not None or self.zone is None else to_utc(there, self.zone)

    def own(self, axis: Axis, minutes: npt.ArrayLike) -> Minutes:
        """Return minutes of this clock as minutes of a plan's axis."""
        here = np.asarray(minutes, np.int64)
        return here if axis.zone is not None or self.zone is None else to_local(here, self.zone)

    def minute(self, axis: Axis, minute: int) -> int:
        """Return one minute of a plan's axis as a minute of this clock."""
        return int(self.common(axis, np.array([minute]))[0])

    def local(self, minute: int) -> datetime:
        """Return the wall clock at a minute, without an offset."""
        return Axis(self.zone).local(minute)

    def iso(self, minute: int) -> str:
        """Return a minute as ISO text, with the offset from UTC where there is a zone."""
        return Axis(self.zone).iso(minute)
