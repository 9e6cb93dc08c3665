"""One clock for plans with and without zones."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.values import Moment
from fairlead.schedule.axis import Axis
from fairlead.schedule.sharing.clock import Clock

BERLIN, NOWHERE = Axis("Europe/Berlin"), Axis()


def test_the_wall_clock_of_a_plan_without_a_zone_is_that_of_the_first_plan_with_one() -> None:
    clock = Clock.of([NOWHERE, BERLIN, Axis("Asia/Tokyo")])
    noon = NOWHERE.minute(Moment.parse("2027-07-01T12:00"))

    assert clock.zone == "Europe/Berlin"
    assert clock.local(clock.minute(NOWHERE, noon)) == datetime(2027, 7, 1, 12)
    assert clock.iso(clock.minute(NOWHERE, noon)) == "2027-07-01T12:00:00+02:00"


def test_without_any_zone_minutes_are_what_they_are() -> None:
    assert Clock.of([NOWHERE, NOWHERE]).minute(NOWHERE, 7) == 7


@given(st.integers(29_000_000, 32_000_000))
def test_a_minute_of_a_zone_comes_back_from_the_common_clock(minute: int) -> None:
    clock = Clock("Europe/Berlin")

    assert clock.own(BERLIN, clock.common(BERLIN, [minute])).tolist() == [minute]
    # On a wall clock an hour comes twice in autumn; both are the same there.
    wall = clock.own(NOWHERE, [minute])
    assert clock.own(NOWHERE, clock.common(NOWHERE, wall)).tolist() == wall.tolist()
