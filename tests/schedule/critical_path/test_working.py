"""Work laid out on calendars: the guide that machine code looks spans up in, and the short ways beside the long ones."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import working
from fairlead.schedule.critical_path.guide import guide_to
from fairlead.schedule.critical_path.tables import CalendarArrays, Net

Spans = list[tuple[int, int]]


def net_of(calendars: list[Spans]) -> Net:
    """Return calendars as kernels see them, without any tasks."""
    spans = np.array([span for calendar in calendars for span in calendar], np.int64).reshape(-1, 2)
    lengths = [np.array([end - start for start, end in calendar], np.int64) for calendar in calendars]
    first = np.cumsum([0, *map(len, calendars)])
    cum = np.concatenate([np.cumsum(own) - own for own in lengths])
    arrays = CalendarArrays(spans[:, 0].copy(), spans[:, 1].copy(), cum, first)
    filled: tuple[Any, ...] = (*arrays, *[None] * 7, *guide_to(arrays), None, None)
    return Net(*filled)


@st.composite
def a_calendar(draw: st.DrawFn) -> Spans:
    """Some spans at any distance: the guide's steps are even, calendars are not."""
    steps = draw(
        st.lists(st.tuples(st.integers(1, 40) | st.integers(1, 5000), st.integers(1, 20)), max_size=12)
    )
    spans, at = [], draw(st.integers(-50, 50))
    for gap, length in steps:
        spans.append((at + gap, at + gap + length))
        at += gap + length
    return spans


CALENDARS = st.lists(a_calendar(), min_size=1, max_size=3)


def near(spans: Spans) -> st.SearchStrategy[int]:
    edges = [edge for span in spans for edge in span] or [0]
    return st.integers(edges[0] - 60, edges[-1] + 60) | st.sampled_from(edges)


@given(st.data(), CALENDARS)
def test_the_guide_leads_to_the_span_that_searching_finds(
    data: st.DataObject, calendars: list[Spans]
) -> None:
    net = net_of(calendars)
    for c, spans in enumerate(calendars):
        if not spans:
            continue
        lo, hi = int(net.first[c]), int(net.first[c + 1])
        moment, work = data.draw(near(spans)), data.draw(st.integers(0, 300))
        guided: Any = working.span_begun
        assert guided.__wrapped__(net, c, lo, hi, moment) == guided(net, c, lo, hi, moment)
        guided = working.span_worked
        assert guided.__wrapped__(net, c, lo, hi, work) == guided(net, c, lo, hi, work)


def test_the_guide_names_the_last_span_begun_before_each_step() -> None:
    net = net_of([[(0, 8), (24, 32), (48, 56), (168, 176)]])

    # 168 hours and four spans: steps of 32, from 0, 32, 64, ... to 160, and an entry more for the end.
    assert net.guided[0, 0] == 5
    assert [net.guide[step] for step in range(7)] == [0, 1, 2, 2, 2, 2, 3]


@given(st.data(), a_calendar().filter(bool), st.integers(1, 150))
@example(None, [(8, 12), (13, 17)], 5)
def test_work_laid_from_a_moment_begins_and_ends_as_single_steps_say(
    data: st.DataObject | None, spans: Spans, minutes: int
) -> None:
    net = net_of([spans])
    calendar = (net.starts, net.ends, net.cum, 0, len(spans))
    moment = data.draw(near(spans)) if data else 12

    begun, done = working.laid_from(net, 0, moment, minutes)
    assert begun == kernels.next_work(*calendar, moment)
    assert done == kernels.add_work(*calendar, moment, minutes) == working.add_on(net, 0, moment, minutes)


@given(st.data(), a_calendar().filter(bool), st.integers(1, 150))
def test_work_laid_to_a_moment_begins_and_ends_as_single_steps_say(
    data: st.DataObject, spans: Spans, minutes: int
) -> None:
    net = net_of([spans])
    calendar = (net.starts, net.ends, net.cum, 0, len(spans))
    moment = data.draw(near(spans))

    begun, done = working.laid_to(net, 0, moment, minutes)
    assert done == working.previous_work_on(net, 0, moment)
    there = kernels.work_before(*calendar, moment)
    if there >= minutes:
        assert begun == kernels.subtract_work(*calendar, moment, minutes)
    else:  # what doesn't fit passes on the clock before the calendar begins
        assert begun == min(moment, spans[0][0]) - (minutes - there)
    assert begun == working.subtract_on(net, 0, moment, minutes)


@given(st.data(), a_calendar())
def test_working_minutes_between_moments_are_those_of_the_calendar(data: st.DataObject, spans: Spans) -> None:
    net = net_of([spans])
    one, other = data.draw(near(spans)), data.draw(near(spans))

    flags = [start <= minute < end for minute in range(one, other) for start, end in spans]
    back = [start <= minute < end for minute in range(other, one) for start, end in spans]
    assert working.between_on(net, 0, one, other) == sum(flags) - sum(back)


@pytest.mark.parametrize(("moment", "minutes"), [(12, 5), (12, 0)])
def test_time_on_the_clock_simply_passes(moment: int, minutes: int) -> None:
    net = net_of([[(8, 12)]])
    assert working.laid_from(net, CLOCK, moment, minutes) == (moment, moment + minutes)
    assert working.laid_to(net, CLOCK, moment, minutes) == (moment - minutes, moment)
    assert working.between_on(net, CLOCK, moment, moment + minutes) == minutes


def test_a_calendar_without_hours_leads_nowhere() -> None:
    net = net_of([[]])
    assert working.laid_from(net, 0, 12, 5) == (kernels.BEYOND, kernels.BEYOND)
    assert working.subtract_on(net, 0, 12, 5) == -kernels.BEYOND
    assert working.between_on(net, 0, 12, 50) == 0
