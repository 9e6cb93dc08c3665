"""A guide to the spans of calendars, so that machine code finds one by looking it up instead of searching."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import CalendarArrays, Minutes, Table

Entries = npt.NDArray[np.int32]


class Guide(NamedTuple):
    """For equal steps of each calendar, counted from its first span, the last span begun by the beginning of the step.

    Once by time and once by working time, with an entry more at the end. Steps are about as long as spans are apart, so
    that the span looked for is the one named or the next; `rows` has the columns of `tables`.
    """

    entries: Entries
    rows: Table


def guide_to(calendars: CalendarArrays) -> Guide:
    """Return the guide to all calendars; one or two entries for each span in either direction."""
    first = calendars.first.tolist()
    rows = np.zeros((len(first) - 1, at.GUIDED_COLUMNS), np.int64)
    pieces: list[Entries] = []
    length = 0
    for c, (lo, hi) in enumerate(pairwise(first)):
        by_time = ((calendars.starts, at.SPAN_STEP), (calendars.cum, at.WORK_STEP))
        for values, column in by_time if hi > lo else ():
            rows[c, column], entries = _steps(values[lo:hi], lo)
            rows[c, column + 1] = length
            pieces.append(entries)
            length += len(entries)
    return Guide(np.concatenate(pieces) if pieces else np.zeros(0, np.int32), rows)


def _steps(values: Minutes, lo: int) -> tuple[int, Entries]:
    """Return the length of a step as a power of two, and the last of `values` at or before each; numbered from `lo`."""
    reach = int(values[-1] - values[0])
    power = max((reach // len(values)).bit_length() - 1, 0)
    step_after = (
        values - values[0] + (1 << power) - 1
    ) >> power  # the first that begins at or after the value
    counts = np.bincount(step_after, minlength=(reach >> power) + 2)
    return power, (np.cumsum(counts) + (lo - 1)).astype(np.int32)
