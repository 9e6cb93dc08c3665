"""Moments to working minutes and back: Fairlead's compiled kernels beside other ways, in one run.

    python benchmarks/calendars.py [--moments 1000000] [--years 10]

The question is always the same: when are `w` working minutes done that begin at moment `t`? Asked of a calendar with
two shifts a day and the public holidays of Bavaria. `numpy.busday_offset` only counts whole days, so it
answers an easier question; the walk over days answers a few thousand and is scaled up. All others must give
the same answers.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from fairlead.schedule.calendars import Calendar, DayException, WorkingTime, compile_calendar, kernels
from fairlead.schedule.calendars.holidays import public_holidays
from fairlead.schedule.jit import load_compiled

Minutes = npt.NDArray[np.int64]
WALKED = 2_000
SHIFTS = ((480, 720), (780, 1020))


def main() -> None:
    """Print the time and the ratio of each way."""
    arguments = _arguments()
    first, last = date(2027, 1, 1), date(2027 + arguments.years - 1, 12, 31)
    holidays = list(public_holidays("DE", "BY", range(first.year, last.year + 1)))
    spec = WorkingTime(exceptions=tuple(DayException(day, day) for day in holidays))

    seconds, calendar = timed(lambda: compile_calendar(spec, first, last))
    zoned, _ = timed(lambda: compile_calendar(spec, first, last, "Europe/Berlin"))
    print(
        f"a calendar of {arguments.years} years compiles into {len(calendar)} spans in {seconds * 1e3:.2f} ms,"
    )
    print(f"with daylight saving in {zoned * 1e3:.2f} ms\n")

    random = np.random.default_rng(1)
    begin, end = calendar.window
    t = random.integers(begin, end - (end - begin) // 10, arguments.moments)
    w = random.integers(1, 20 * 480, arguments.moments)
    print(f"{arguments.moments:,} times: when are w working minutes done that begin at t?")
    compare(calendar, holidays, t, w)


def compare(calendar: Calendar, holidays: list[date], t: Minutes, w: Minutes) -> None:
    """Time every way and check that the answers agree."""
    compiled = _compiled_loop()
    compiled(*calendar.slice, t[:1], w[:1])
    ours, expected = timed(lambda: compiled(*calendar.slice, t, w))
    searched, found = timed(lambda: by_searchsorted(calendar, t, w))
    assert (found == expected).all()
    counted, _ = timed(lambda: by_busday(holidays, t, w))
    few = slice(0, WALKED)
    closed = set(holidays)
    walked, steps = timed(
        lambda: [by_walking(closed, *pair) for pair in zip(t[few].tolist(), w[few].tolist(), strict=True)]
    )
    assert steps == expected[few].tolist()
    lists = (calendar.starts.tolist(), calendar.ends.tolist(), calendar.cum.tolist(), 0, len(calendar))
    plain, steps = timed(
        lambda: [
            kernels.add_work(*lists, *pair) for pair in zip(t[few].tolist(), w[few].tolist(), strict=True)
        ]
    )
    assert steps == expected[few].tolist()

    each = ours / len(t)
    for name, one in (
        ("compiled kernel, one thread", each),
        ("numpy.searchsorted, twice", searched / len(t)),
        ("numpy.busday_offset, whole days only", counted / len(t)),
        ("plain kernel, on lists", plain / WALKED),
        ("walk over days", walked / WALKED),
    ):
        print(f"  {name:40} {one * 1e9:10.0f} ns each {one / each:10.1f} x")


def by_searchsorted(calendar: Calendar, t: Minutes, w: Minutes) -> Minutes:
    """Return the finishes by two binary searches over whole arrays."""
    done = calendar.work_before(t) + w
    i = np.searchsorted(calendar.cum[:-1], done, side="left") - 1
    finish: Minutes = calendar.starts[i] + done - calendar.cum[i]
    return finish


def by_busday(holidays: list[date], t: Minutes, w: Minutes) -> Any:
    """Return the days on which whole days of work end."""
    calendar = np.busdaycalendar(holidays=np.array(holidays, "datetime64[D]"))
    return np.busday_offset((t // 1440).astype("datetime64[D]"), w // 480, roll="forward", busdaycal=calendar)


def by_walking(closed: set[date], t: int, w: int) -> int:
    """Return the finish found day by day."""
    day = date(1970, 1, 1) + timedelta(days=t // 1440)
    while True:
        if day.weekday() < 5 and day not in closed:
            midnight = (day - date(1970, 1, 1)).days * 1440
            for start, end in SHIFTS:
                begin = max(t, midnight + start)
                length = max(0, midnight + end - begin)
                if length >= w:
                    return begin + w
                w -= length
        day += timedelta(days=1)


def timed(work: Callable[[], Any], repeat: int = 3) -> tuple[float, Any]:
    """Return the best of a few times in seconds, and what came back."""
    best = float("inf")
    for _ in range(repeat):
        begin = time.perf_counter()
        answer = work()
        best = min(best, time.perf_counter() - begin)
    return best, answer


def _compiled_loop() -> Any:
    import numba

    add_work = load_compiled(kernels.__name__).add_work

    @numba.njit(nogil=True)
    def finishes(
        starts: Minutes, ends: Minutes, cum: Minutes, lo: int, hi: int, t: Minutes, w: Minutes
    ) -> Minutes:
        found = np.empty_like(t)
        for i in range(len(t)):
            found[i] = add_work(starts, ends, cum, lo, hi, t[i], w[i])
        return found

    return finishes


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--moments", type=int, default=1_000_000)
    parser.add_argument("--years", type=int, default=10)
    return parser.parse_args()


if __name__ == "__main__":
    main()
