"""How much of a stretch of work is overtime, and what it costs."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.codes import CLOCK, EARLIEST
from fairlead.schedule.staffing.money import HourlyRate
from fairlead.schedule.staffing.overtime import OvertimePay, OvertimeWork, overtime_factor
from tests.schedule.staffing.asking import demand, limits

EVENINGS = OvertimePay(Decimal("1.5"), (10, 30), (15, 40))
RATE = HourlyRate(((EARLIEST, Decimal(2)), (35, Decimal(4))), EVENINGS)


def test_an_hour_costs_more_while_it_is_overtime() -> None:
    assert list(RATE.between(0, 50)) == [
        (0, 10, 2),
        (10, 15, 3),
        (15, 30, 2),
        (30, 35, 3),
        (35, 40, 6),
        (40, 50, 4),
    ]
    assert list(RATE.between(12, 14)) == [(12, 14, 3)]
    assert [int(RATE.at(moment)) for moment in (9, 10, 14, 15, 39, 40)] == [2, 3, 3, 2, 6, 4]
    assert [int(RATE.usual_at(moment)) for moment in (9, 10, 39)] == [2, 2, 4]
    assert RATE.range(0) == (2, 6)
    assert RATE.changes
    assert not RATE.usual.overtime


def test_the_mean_of_a_week_counts_its_overtime() -> None:
    found = limits("""
        start: 2027-01-04
        people: [{id: ana, rate: 100/h, overtime: 1h/d at 150%}, {id: tom, rate: 100/h}]
        tasks: [{id: a, estimate: 18h, who: [ana]}, {id: t, estimate: 1d, who: [tom]}]
    """)
    two_days = [(found.compiled.ground.plan_start, found.compiled.ground.plan_start + 2 * 1440)]

    ana, tom = demand(found, "a").modes[0], demand(found, "t").modes[0]

    # One of nine hours is paid half as much again.
    assert overtime_factor(found, ana, ana.slots[0], 0, two_days) == 1 + Decimal(1) / 2 * 2 / 18
    assert overtime_factor(found, tom, tom.slots[0], 1, two_days) == 1


SETS = st.sets(st.integers(0, 60), min_size=1)


def spans_of(minutes: set[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    starts = sorted(minute for minute in minutes if minute - 1 not in minutes)
    return tuple(starts), tuple(
        next(end for end in range(start, 99) if end not in minutes) for start in starts
    )


@given(SETS, st.integers(1, 70))
def test_the_least_and_the_most_are_those_of_every_stretch(over: set[int], minutes: int) -> None:
    starts, ends = spans_of(over)
    work = OvertimeWork(OvertimePay(Decimal(2), starts, ends), None, CLOCK)  # type: ignore[arg-type]

    first, last = min(over), max(over) + 1
    counts = [len(over & set(range(begin, begin + minutes))) for begin in range(first, last - minutes + 1)]
    assert work.extremes(minutes) == ((min(counts), max(counts)) if counts else (0, minutes))
    assert work.over(0, last - first) == len(over)
