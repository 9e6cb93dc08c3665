"""Scales of moments and amounts."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.draw.chart import minutes
from fairlead.draw.measure import Measure, measure_of, roomy


def names(measure: Measure, most: int) -> list[str]:
    return [notch.name for notch in measure.notches(most)]


def test_amounts_are_ticked_at_ones_twos_and_fives() -> None:
    assert names(Measure("amount", 0, 1000), 5) == ["0", "200", "400", "600", "800", "1,000"]
    assert names(Measure("amount", 410_000, 490_000), 5) == ["420k", "440k", "460k", "480k"]
    assert names(Measure("amount", 41_000, 42_100), 3) == ["41.0k", "41.5k", "42.0k"]


def test_months_say_their_year_once() -> None:
    measure = Measure("moment", minutes(datetime(2026, 10, 20)), minutes(datetime(2027, 2, 20)))
    assert [(notch.name, notch.group) for notch in measure.notches(6)] == [
        ("Nov", "2026"),
        ("Dec", ""),
        ("Jan", "2027"),
        ("Feb", ""),
    ]


def test_hours_say_their_day_once() -> None:
    measure = Measure("moment", minutes(datetime(2027, 3, 1, 7)), minutes(datetime(2027, 3, 1, 11)))
    assert [(notch.name, notch.group) for notch in measure.notches(4)] == [
        ("07:00", "1 Mar 2027"),
        ("08:00", ""),
        ("09:00", ""),
        ("10:00", ""),
    ]


def test_a_moment_is_named_with_its_time_where_days_are_few() -> None:
    day = minutes(datetime(2027, 3, 1, 8, 30))
    assert Measure("moment", day, day + 1440).named(day) == "1 Mar 2027 08:30"
    assert Measure("moment", day, day + 14_400).named(day) == "1 Mar 2027"
    assert Measure("amount", 0, 1, "EUR").named(1234.5) == "EUR 1,234"


def test_what_is_marked_far_away_does_not_squeeze_what_is_measured() -> None:
    near = measure_of("amount", [100, 200], [250])
    far = measure_of("amount", [100, 200], [2000])
    assert near.shows(250)
    assert not far.shows(2000)
    assert far.last < 210


@pytest.mark.parametrize("limit", [100.0, 150.0, 200.0])
def test_a_limit_can_be_given_room_at_both_sides(limit: float) -> None:
    wide = roomy(Measure("amount", 100, 200), limit, 0.2)
    assert wide.share(limit) >= 0.2 - 1e-9
    assert wide.share(limit) <= 0.8 + 1e-9


@given(st.lists(st.floats(-4e7, 4e7), max_size=5), st.integers(1, 40), st.sampled_from(("moment", "amount")))
def test_any_values_have_a_scale_with_ticks_on_it(values: list[float], most: int, kind: str) -> None:
    measure = measure_of(kind, values)  # type: ignore[arg-type]
    assert measure.first < measure.last
    assert all(0 <= measure.share(value) <= 1 for value in values)
    places = [notch.value for notch in measure.notches(most)]
    assert places == sorted(places)
    assert len(places) <= most + 2
