"""A compiled calendar, and many of them side by side as kernels read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeAlias

import numpy as np
import numpy.typing as npt

from fairlead.schedule.calendars.spans import Minutes, Spans, clipped, merged

Window: TypeAlias = tuple[int, int]
"""What was compiled: the first minute of the axis, and the one after the last."""


class Slice(NamedTuple):
    """The first five arguments of every kernel of `calendars.kernels`."""

    starts: Minutes
    ends: Minutes
    cum: Minutes
    lo: int
    hi: int


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """Working time inside a window of the axis.

    `starts` and `ends` have shape (spans,): sorted, neither overlapping nor touching, clipped to the
    window. `cum` has shape (spans + 1,): working minutes before each span, and the total at the end. All in
    minutes of the axis (UTC with a zone, floating local time without), int64 and read-only.
    """

    starts: Minutes
    ends: Minutes
    cum: Minutes
    window: Window

    @classmethod
    def of(cls, spans: Spans, window: Window) -> Self:
        """Return the calendar that works in these spans, which may overlap and reach out of the window."""
        return cls.of_sorted(merged(clipped(spans, *window)), window)

    @classmethod
    def of_sorted(cls, spans: Spans, window: Window) -> Self:
        """Return the calendar of spans that are sorted, don't touch, and lie inside the window."""
        starts, ends = spans
        cum = np.append(0, np.cumsum(ends - starts))
        for array in (starts, ends, cum):
            array.flags.writeable = False
        return cls(starts, ends, cum, window)

    def __len__(self) -> int:
        """Return the number of spans."""
        return len(self.starts)

    @property
    def total(self) -> int:
        """Return the working minutes in the whole window; 0: the calendar has no working time there."""
        return int(self.cum[-1])

    @property
    def spans(self) -> Spans:
        """Return starts and ends."""
        return self.starts, self.ends

    @property
    def slice(self) -> Slice:
        """Return the calendar as kernels take it: `kernels.next_work(*calendar.slice, moment)`."""
        return Slice(self.starts, self.ends, self.cum, 0, len(self.starts))

    def work_before(self, moments: npt.ArrayLike) -> Minutes:
        """Return the working minutes from the window's start to each of these moments inside it."""
        at = np.asarray(moments, np.int64)
        if not len(self):
            return np.zeros_like(at)
        i = np.maximum(np.searchsorted(self.starts, at, side="right") - 1, 0)
        return self.cum[i] + np.maximum(np.minimum(at, self.ends[i]) - self.starts[i], 0)

    def works_at(self, moments: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Return, for each moment, whether the minute that begins there is working time."""
        at = np.asarray(moments, np.int64)
        if not len(self):
            return np.zeros(at.shape, np.bool_)
        i = np.searchsorted(self.starts, at, side="right") - 1
        return (i >= 0) & (at < self.ends[i])


@dataclass(frozen=True, slots=True, eq=False)
class CalendarSet:
    """Many calendars in flat arrays, each content once.

    `starts`, `ends` and `cum` have shape (spans of all,); calendar `c` is the slice `first[c]:last[c]`, and
    its `cum` begins with 0. `rows` has shape (calendars put in,): which stored calendar each of them is.
    `window` is common to all.
    """

    starts: Minutes
    ends: Minutes
    cum: Minutes
    first: Minutes
    last: Minutes
    rows: Minutes
    window: Window

    @classmethod
    def of(cls, calendars: Sequence[Calendar]) -> Self:
        """Return the set of these calendars; ValueError unless they have one window."""
        windows = {calendar.window for calendar in calendars}
        if len(windows) > 1:
            raise ValueError(f"the calendars of a set must be compiled for one window; got {sorted(windows)}")
        known: dict[bytes, int] = {}
        different: list[Calendar] = []
        rows = np.empty(len(calendars), np.int64)
        for i, calendar in enumerate(calendars):
            content = calendar.starts.tobytes() + calendar.ends.tobytes()
            rows[i] = known.setdefault(content, len(different))
            if rows[i] == len(different):
                different.append(calendar)
        last = np.cumsum([len(calendar) for calendar in different], dtype=np.int64)
        return cls(
            starts=_joined([calendar.starts for calendar in different]),
            ends=_joined([calendar.ends for calendar in different]),
            cum=_joined([calendar.cum[:-1] for calendar in different]),
            first=np.append(0, last[:-1]).astype(np.int64)[: len(last)],
            last=last,
            rows=rows,
            window=windows.pop() if windows else (0, 0),
        )

    def __len__(self) -> int:
        """Return the number of different calendars."""
        return len(self.first)

    @property
    def bounds(self) -> Minutes:
        """Return `first` and `last` as one array of shape (calendars + 1,): row `c` is `bounds[c]:bounds[c + 1]`."""
        return np.append(0, self.last)

    def __getitem__(self, row: int) -> Calendar:
        """Return one of the different calendars by its row."""
        if not -len(self) <= row < len(self):
            raise IndexError(f"the set has {len(self)} calendars; there is no row {row}")
        spans = slice(self.first[row], self.last[row])
        return Calendar.of((self.starts[spans], self.ends[spans]), self.window)

    def __iter__(self) -> Iterator[Calendar]:
        """Yield the different calendars in order of their rows."""
        return (self[row] for row in range(len(self)))


def _joined(arrays: list[Minutes]) -> Minutes:
    return np.concatenate(arrays, dtype=np.int64) if arrays else np.empty(0, np.int64)
