"""Interrupted tasks: the stretches that are worked, from the work that assignments plan day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from fairlead.exchange.hours import DAY, Week
from fairlead.exchange.mspdi.parsing import Record
from fairlead.exchange.mspdi.scalars import minutes
from fairlead.exchange.scalars import decimal, moment
from fairlead.plan.values import Moment, Period
from fairlead.plan.values.moments import EPOCH

_WORK = frozenset({"1", "2"})
"""Types of timephased data: 1 what is left, 2 what was done."""
_MOST_DAYS = 62
Stretch = tuple[int, int]


def parts_of(assignments: Sequence[tuple[Record, Week]]) -> tuple[Period, ...]:
    """Return the worked stretches of a task that is interrupted; none for one that is worked in one go.

    Each assignment comes with the ordinary hours of the calendar it goes by. A span with a value of zero is working
    time without work; a span without a value is no working time. Where the day beside a gap is worked in part, the
    part is laid at the gap's other side. Source: what Microsoft Project writes for split tasks.
    """
    if not any(record.all("TimephasedData") for record, _ in assignments):
        return ()
    stretches = [stretch for record, week in assignments for stretch in _stretches(record, week)]
    week = assignments[0][1]
    merged: list[Stretch] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    kept = _without_empty_gaps(merged, week)
    return tuple(Period(_moment(start), _moment(end)) for start, end in kept) if len(kept) > 1 else ()


def _without_empty_gaps(stretches: list[Stretch], week: Week) -> list[Stretch]:
    """Join stretches between which nobody works: no interruption."""
    kept: list[Stretch] = []
    for start, end in stretches:
        if kept and _next_work(kept[-1][1], week) >= _next_work(start, week):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept


def _stretches(assignment: Record, week: Week) -> Iterator[Stretch]:
    """Yield the stretches that one assignment works, cut at its gaps; one without gaps has no timephased data here."""
    spans = sorted(_spans(assignment), key=lambda span: span[:2])
    if not spans:
        start, finish = moment(assignment.get("Start")), moment(assignment.get("Finish"))
        if start is not None and finish is not None and minutes(assignment.get("Work")):
            yield start.minutes(), finish.minutes()
        return
    rate = _rate(assignment)
    run: list[tuple[int, int, Decimal | None]] = []
    after_gap = False
    for span in spans:
        if span[2] != 0:
            run.append(span)
        elif run:
            yield from _stretch(run, week, rate, after_gap=after_gap, before_gap=True)
            run, after_gap = [], True
    yield from _stretch(run, week, rate, after_gap=after_gap, before_gap=False)


def _stretch(
    run: list[tuple[int, int, Decimal | None]],
    week: Week,
    rate: Decimal,
    *,
    after_gap: bool,
    before_gap: bool,
) -> Iterator[Stretch]:
    worked = [span for span in run if span[2]]
    if not worked:
        return
    first, last = worked[0], worked[-1]
    begin, end = _next_work(first[0], week), _last_work(last[1], week)
    if before_gap:
        end = min(end, _forward(_next_work(last[0], week), _length(last[2], rate), week))
    if after_gap:
        begin = max(begin, _back(_last_work(first[1], week), _length(first[2], rate), week))
    if end > begin:
        yield begin, end


def _length(work: Decimal | None, rate: Decimal) -> int:
    return round((work or Decimal(0)) / rate)


def _rate(assignment: Record) -> Decimal:
    units = decimal(assignment.get("Units"))
    return units if units is not None and units > 0 else Decimal(1)


def _spans(assignment: Record) -> Iterator[tuple[int, int, Decimal | None]]:
    for span in assignment.all("TimephasedData"):
        if span.get("Type") not in _WORK:
            continue
        start, end = moment(span.get("Start")), moment(span.get("Finish"))
        if start is not None and end is not None and end.minutes() > start.minutes():
            yield start.minutes(), end.minutes(), minutes(span.get("Value"))


def _worked_from(at: int, week: Week) -> Iterator[Stretch]:
    """Yield the working spans from a moment on, for some weeks."""
    day = at // DAY - 1
    for number in range(day, day + _MOST_DAYS):
        for start, end in week[(number + 3) % 7]:  # 1970-01-01 was a Thursday
            if number * DAY + end > at:
                yield max(number * DAY + start, at), number * DAY + end


def _worked_until(at: int, week: Week) -> Iterator[Stretch]:
    """Yield the working spans before a moment, the latest first, for some weeks."""
    day = at // DAY
    for number in range(day, day - _MOST_DAYS, -1):
        for start, end in reversed(week[(number + 3) % 7]):
            if number * DAY + start < at:
                yield number * DAY + start, min(number * DAY + end, at)


def _next_work(at: int, week: Week) -> int:
    return next((start for start, _ in _worked_from(at, week)), at)


def _last_work(at: int, week: Week) -> int:
    return next((end for _, end in _worked_until(at, week)), at)


def _forward(at: int, length: int, week: Week) -> int:
    for start, end in _worked_from(at, week):
        if end - start >= length:
            return start + length
        length -= end - start
    return at


def _back(at: int, length: int, week: Week) -> int:
    for start, end in _worked_until(at, week):
        if end - start >= length:
            return end - length
        length -= end - start
    return at


def _moment(minute: int) -> Moment:
    day, rest = divmod(minute, DAY)
    return Moment(dt.date.fromordinal(EPOCH + day), dt.time(rest // 60, rest % 60))
