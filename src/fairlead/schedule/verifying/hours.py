"""Working hours as plain lists of stretches, with the few questions that the checker asks of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

FAR = 1 << 50  # minutes: beyond everything that is scheduled


class Hours:
    """Stretches [start, end) of working time in minutes of the axis: sorted, neither overlapping nor touching."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        listed = list(stretches)
        self.starts = [start for start, _ in listed]
        self.ends = [end for _, end in listed]
        self.before = list(accumulate((end - start for start, end in listed), initial=0))

    def __len__(self) -> int:
        """Return the number of stretches."""
        return len(self.starts)

    def until(self, moment: int) -> int:
        """Return the working minutes before a moment."""
        i = bisect_right(self.starts, moment) - 1
        return 0 if i < 0 else self.before[i] + min(moment, self.ends[i]) - self.starts[i]

    def between(self, first: int, last: int) -> int:
        """Return the working minutes from one moment to another, negative when the other is earlier."""
        return self.until(last) - self.until(first)

    def within(self, segments: Iterable[tuple[int, int]]) -> int:
        """Return the working minutes in all of these segments."""
        return sum(self.between(begin, end) for begin, end in segments)

    def works_at(self, moment: int) -> bool:
        """Tell whether the minute that begins at a moment is worked."""
        i = bisect_right(self.starts, moment) - 1
        return i >= 0 and moment < self.ends[i]

    def next(self, moment: int) -> int:
        """Return the first working moment at or after a moment; FAR where there is none."""
        if self.works_at(moment):
            return moment
        i = bisect_left(self.starts, moment)
        return self.starts[i] if i < len(self.starts) else FAR

    def previous(self, moment: int) -> int:
        """Return the last moment up to a moment at which work ends; -FAR where there is none."""
        i = bisect_left(self.starts, moment) - 1
        return min(moment, self.ends[i]) if i >= 0 else -FAR

    def moved(self, moment: int, minutes: int) -> int:
        """Return the moment so many working minutes later, as work ends; for a negative earlier, as work begins."""
        if minutes == 0:
            return moment
        done = self.until(moment) + minutes
        if minutes > 0:
            i = bisect_left(self.before, done) - 1
            return self.starts[i] + done - self.before[i] if i < len(self.starts) else FAR
        i = bisect_right(self.before, done) - 1
        return self.starts[i] + done - self.before[i] if 0 <= i < len(self.starts) else -FAR

    def stretches(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """Yield what is worked between two moments."""
        i = max(bisect_right(self.starts, first) - 1, 0)
        while i < len(self.starts) and self.starts[i] < last:
            begin, end = max(self.starts[i], first), min(self.ends[i], last)
            if begin < end:
                yield begin, end
            i += 1


CLOCK = Hours([(-FAR, FAR)])
"""Time that passes on the clock."""


def shared(many: Sequence[Hours]) -> Hours:
    """Return the hours that all of these have in common."""
    common = many[0]
    for other in many[1:]:
        common = Hours(_both(common, other))
    return common


def _both(one: Hours, other: Hours) -> Iterator[tuple[int, int]]:
    starts, ends, other_starts, other_ends = one.starts, one.ends, other.starts, other.ends
    i, j, last, other_last = 0, 0, len(starts), len(other_starts)
    while i < last and j < other_last:
        begin, end = max(starts[i], other_starts[j]), min(ends[i], other_ends[j])
        if begin < end:
            yield begin, end
        if ends[i] < other_ends[j]:
            i += 1
        else:
            j += 1
