"""Compiled calendars and sets of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from fairlead.schedule.calendars import Calendar, CalendarSet
from fairlead.schedule.calendars.spans import Spans

from .helpers import a_few_spans, minutes_of, spans


def test_cum_counts_the_work_before_each_span_and_ends_with_the_total() -> None:
    calendar = Calendar.of(spans((10, 20), (30, 35), (90, 120)), (0, 100))
    assert calendar.cum.tolist() == [0, 10, 15, 25]
    assert calendar.total == 25
    assert len(calendar) == 3


def test_a_compiled_calendar_cannot_be_changed_by_accident() -> None:
    calendar = Calendar.of(spans((10, 20)), (0, 100))
    with pytest.raises(ValueError, match="read-only"):
        calendar.starts[0] = 5


@settings(max_examples=100, deadline=None)
@given(a_few_spans(reach=60))
def test_arrays_of_moments_get_the_answers_of_sets_of_minutes(some: Spans) -> None:
    calendar = Calendar.of(some, (0, 60))
    work = minutes_of(calendar.spans)
    assert calendar.works_at(range(60)).tolist() == [minute in work for minute in range(60)]
    assert calendar.work_before(range(61)).tolist() == [sum(w < t for w in work) for t in range(61)]


def test_a_set_keeps_equal_calendars_once_and_each_cum_begins_with_nothing() -> None:
    office, never = Calendar.of(spans((10, 20), (30, 40)), (0, 100)), Calendar.of(spans(), (0, 100))
    twin = Calendar.of(spans((30, 40), (10, 15), (15, 20)), (0, 100))
    night = Calendar.of(spans((50, 60)), (0, 100))

    together = CalendarSet.of([office, never, twin, night])

    assert together.rows.tolist() == [0, 1, 0, 2]
    assert together.first.tolist() == [0, 2, 2]
    assert together.last.tolist() == [2, 2, 3]
    assert together.bounds.tolist() == [0, 2, 2, 3]
    assert together.cum.tolist() == [0, 10, 0]
    assert [calendar.total for calendar in together] == [20, 0, 10]


def test_an_empty_set_is_a_set() -> None:
    assert len(CalendarSet.of([])) == 0


def test_calendars_of_different_windows_do_not_make_a_set() -> None:
    with pytest.raises(ValueError, match="one window"):
        CalendarSet.of([Calendar.of(spans(), (0, 100)), Calendar.of(spans(), (0, 101))])
