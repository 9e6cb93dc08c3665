from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.draw.chart import FIRST_MINUTE, LAST_MINUTE, minutes
from fairlead.draw.errors import DrawingTooLarge
from fairlead.draw.scale import fitting_scale
from fairlead.draw.units import UNITS
from fairlead.plan.errors import RequestError

START = minutes(datetime(2026, 3, 2))
DAY = 1440.0


@pytest.mark.parametrize(
    ("days", "zoom"),
    [
        (0, "minute"),
        (0.3, "minute"),
        (2, "hour"),
        (5, "shift"),
        (50, "day"),
        (150, "week"),
        (365, "month"),
        (1000, "quarter"),
        (7300, "decade"),
    ],
)
def test_the_zoom_follows_the_span(days: float, zoom: str) -> None:
    assert fitting_scale(START, START + days * DAY).zoom.name == zoom


def test_pixels_for_a_day_are_those_of_the_zoom() -> None:
    for name, pixels in (("day", 34), ("week", 12), ("month", 4), ("quarter", 1.6)):
        scale = fitting_scale(START, START + 100 * DAY, name)
        assert scale.x(START + 10 * DAY) - scale.x(START) == pytest.approx(10 * pixels)


def test_a_zoom_too_fine_names_one_that_fits() -> None:
    with pytest.raises(DrawingTooLarge, match="choose 'week'"):
        fitting_scale(START, START + 2000 * DAY, "day")


def test_an_unknown_zoom_names_the_known_ones() -> None:
    with pytest.raises(RequestError, match="day, week, month"):
        fitting_scale(START, START + DAY, "fortnight")


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    scale = fitting_scale(START, START + 100 * DAY, "week")
    assert all(tick.begin.weekday() == 0 for tick in scale.ticks(UNITS["week"]))
    assert all(tick.begin.day == 1 for tick in scale.ticks(UNITS["month"]))


@given(st.floats(FIRST_MINUTE, LAST_MINUTE), st.floats(0, 1))
def test_ticks_cover_the_axis_without_gaps(first: float, share: float) -> None:
    scale = fitting_scale(first, first + share * (LAST_MINUTE - first))
    for unit in (scale.zoom.upper, scale.zoom.lower):
        ticks = list(scale.ticks(unit))
        assert ticks[0].left == 0
        assert ticks[-1].right == pytest.approx(scale.width)
        assert all(before.right == after.left for before, after in pairwise(ticks))


@given(st.datetimes(), st.sampled_from(sorted(UNITS)))
def test_every_moment_lies_between_its_turn_and_the_next(moment: datetime, name: str) -> None:
    unit = UNITS[name]
    turn = unit.floor(moment)
    assert turn <= moment
    if turn < datetime.max - timedelta(days=40_000):
        assert moment < unit.following(turn)
        assert unit.floor(unit.following(turn)) == unit.following(turn)
