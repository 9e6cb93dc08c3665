"""Spans of time as two arrays, starts and ends, and the one sweep behind all set algebra."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Minutes: TypeAlias = npt.NDArray[np.int64]
"""Shape (spans,): minutes on the plan's axis."""
Spans: TypeAlias = tuple[Minutes, Minutes]
"""Starts and ends; a span is [start, end)."""

_NEVER = np.iinfo(np.int64).max
NO_SPANS: Spans = (np.empty(0, np.int64), np.empty(0, np.int64))


def merged(spans: Spans) -> Spans:
    """Return the same time as sorted spans that neither overlap nor touch; empty ones are gone."""
    return covered_at_least(1, spans)


def covered_at_least(depth: int, *families: Spans, without: Spans | None = None) -> Spans:
    """Return the time that at least `depth` spans cover, as sorted spans that neither overlap nor touch.

    The spans of `without` count as minus one each. Empty and backward spans count as nothing. O(n log n).
    """
    signed = [(family, 1) for family in families] + ([(without, -1)] if without is not None else [])
    signed = [(_forward(family), sign) for family, sign in signed]
    times = np.concatenate([side for family, _ in signed for side in family], dtype=np.int64)
    if not times.size:
        return NO_SPANS
    steps = np.concatenate(
        [
            np.full(len(side), step)
            for (starts, ends), sign in signed
            for side, step in ((starts, sign), (ends, -sign))
        ]
    )
    order = np.argsort(times, kind="stable")
    times, covering = times[order], np.cumsum(steps[order])
    settled = np.append(times[1:] != times[:-1], True)  # several steps at one moment count together
    times, covered = times[settled], covering[settled] >= depth
    before = np.append(False, covered[:-1])
    return times[covered & ~before], times[~covered & before]


def common(some: Spans, others: Spans) -> Spans:
    """Return what two families have in common, each sorted and free of spans that overlap or touch, as the result is.

    Each span is met with those of the others that it reaches into, found by bisection: five times as fast as the sweep.
    """
    (starts, ends), (other_starts, other_ends) = some, others
    first = np.searchsorted(other_ends, starts, side="right")
    next_starts = np.append(other_starts, [_NEVER, _NEVER])
    if not (next_starts[first + 1] < ends).any():
        # No span meets two, as with hours of people that differ in their leave: no second bisection is needed.
        mine = np.flatnonzero(next_starts[first] < ends)
        theirs = first[mine]
    else:
        met = np.maximum(np.searchsorted(other_starts, ends, side="left") - first, 0)
        mine = np.repeat(np.arange(len(met)), met)
        theirs = np.arange(len(mine)) - np.repeat(np.cumsum(met) - met - first, met)
    return np.maximum(starts[mine], other_starts[theirs]), np.minimum(ends[mine], other_ends[theirs])


def clipped(spans: Spans, first: int, last: int) -> Spans:
    """Return what of the spans lies in [first, last)."""
    return _forward((np.clip(spans[0], first, last), np.clip(spans[1], first, last)))


def _forward(spans: Spans) -> Spans:
    starts, ends = spans
    some = starts < ends
    return (starts, ends) if some.all() else (starts[some], ends[some])
