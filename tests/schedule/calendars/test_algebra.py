"""Set algebra on calendars, against sets of minutes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.schedule.calendars import Calendar, difference, intersection, union
from fairlead.schedule.calendars.spans import Spans, common, covered_at_least, merged

from .helpers import a_few_spans, as_minutes, minutes_of, spans


def a_calendar(*pairs: tuple[int, int], window: tuple[int, int] = (0, 100)) -> Calendar:
    return Calendar.of(spans(*pairs), window)


def test_an_early_and_a_late_shift_share_their_overlap() -> None:
    early, late = a_calendar((6, 14)), a_calendar((13, 22))
    assert minutes_of(intersection(early, late).spans) == {13}
    assert union(early, late).total == 16


def test_calendars_without_a_common_hour_have_an_empty_intersection() -> None:
    assert intersection(a_calendar((6, 14)), a_calendar((14, 22))).total == 0


def test_leave_cuts_into_working_time() -> None:
    assert list(difference(a_calendar((0, 10), (20, 30)), spans((25, 90), (8, 22), (9, 10))).starts) == [
        0,
        22,
    ]


def test_different_windows_leave_their_common_part() -> None:
    both = union(a_calendar((0, 80), window=(0, 60)), a_calendar((0, 80), window=(50, 90)))
    assert both.window == (50, 60)
    assert both.total == 10


def test_windows_apart_have_no_algebra() -> None:
    with pytest.raises(ValueError, match="nothing in common"):
        intersection(a_calendar(window=(0, 5)), a_calendar(window=(6, 9)))


@settings(max_examples=150, deadline=None)
@given(st.lists(a_few_spans(reach=60), min_size=1, max_size=4))
def test_intersection_and_union_are_those_of_sets_of_minutes(many: list[Spans]) -> None:
    calendars = [Calendar.of(some, (0, 60)) for some in many]
    sets = as_minutes(calendars)
    assert minutes_of(intersection(*calendars).spans) == set.intersection(*sets)
    assert minutes_of(union(*calendars).spans) == set.union(*sets)


@settings(max_examples=150, deadline=None)
@given(a_few_spans(reach=60), a_few_spans(reach=60))
def test_difference_is_that_of_sets_of_minutes(some: Spans, absences: Spans) -> None:
    calendar = Calendar.of(some, (0, 60))
    assert minutes_of(difference(calendar, absences).spans) == minutes_of(calendar.spans) - minutes_of(
        absences
    )


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=12),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=12),
)
def test_what_two_families_have_in_common_is_what_both_cover(
    some: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    families = [
        merged((np.array([a for a, _ in each], np.int64), np.array([a + n for a, n in each], np.int64)))
        for each in (some, others)
    ]

    starts, ends = common(*families)

    swept = covered_at_least(2, *families)
    assert starts.tolist() == swept[0].tolist()
    assert ends.tolist() == swept[1].tolist()
