"""Hours as plain lists answer as counting minute by minute does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.verifying.hours import FAR, Hours, shared

MINUTES = st.sets(st.integers(0, 40), min_size=1)


def hours_of(worked: set[int]) -> Hours:
    starts = sorted(minute for minute in worked if minute - 1 not in worked)
    return Hours((start, next(end for end in range(start, 99) if end not in worked)) for start in starts)


@given(MINUTES, st.integers(-3, 45), st.integers(-3, 45), st.integers(-20, 20))
def test_hours_count_minutes(worked: set[int], one: int, other: int, minutes: int) -> None:
    hours = hours_of(worked)
    between = sum(one <= minute < other for minute in worked) - sum(
        other <= minute < one for minute in worked
    )

    assert hours.between(one, other) == between
    assert hours.works_at(one) == (one in worked)
    assert hours.next(one) == min((minute for minute in worked if minute >= one), default=FAR)
    assert hours.previous(one) == max((minute + 1 for minute in worked if minute < one), default=-FAR)
    assert {m for begin, end in hours.stretches(one, other) for m in range(begin, end)} == {
        m for m in worked if one <= m < other
    }
    later = hours.moved(one, minutes)
    if minutes > 0:
        ahead = sorted(minute for minute in worked if minute >= one)
        assert later == (ahead[minutes - 1] + 1 if len(ahead) >= minutes else FAR)
    elif minutes < 0:
        behind = sorted((minute for minute in worked if minute < one), reverse=True)
        assert later == (behind[-minutes - 1] if len(behind) >= -minutes else -FAR)
    else:
        assert later == one


@given(MINUTES, MINUTES)
def test_shared_hours_are_those_of_both(one: set[int], other: set[int]) -> None:
    both = shared([hours_of(one), hours_of(other)])

    assert {
        m for begin, end in zip(both.starts, both.ends, strict=True) for m in range(begin, end)
    } == one & other
