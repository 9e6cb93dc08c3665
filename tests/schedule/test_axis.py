"""Moments on the axis, and the units of a plan."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from fairlead.plan.entities import Settings
from fairlead.plan.entities.settings import SchedulingOptions
from fairlead.plan.values import Duration, Estimate, Moment
from fairlead.schedule.axis import EPOCH, Axis, Units
from fairlead.schedule.calendars.spec import WorkingTime


def _minutes(moment: datetime) -> int:
    return int((moment - EPOCH).total_seconds() // 60)


def test_a_date_alone_is_the_start_of_its_day_or_its_end() -> None:
    axis = Axis()

    assert axis.minute(Moment.parse("2027-01-04")) == _minutes(datetime(2027, 1, 4))
    assert axis.minute(Moment.parse("2027-01-04"), end=True) == _minutes(datetime(2027, 1, 5))
    assert axis.minute(Moment.parse("2027-01-04 09:30"), end=True) == _minutes(datetime(2027, 1, 4, 9, 30))


def test_floating_time_ignores_offsets_and_zoned_time_keeps_them() -> None:
    moment = Moment.parse("2027-07-01T12:00+02:00")

    assert Axis().local(Axis().minute(moment)) == datetime(2027, 7, 1, 12)
    berlin, york = Axis("Europe/Berlin"), Axis("America/New_York")
    assert berlin.minute(moment) == york.minute(moment) == _minutes(datetime(2027, 7, 1, 10))
    assert york.local(york.minute(moment)) == datetime(2027, 7, 1, 6)


def test_iso_text_carries_the_offset_where_the_plan_has_a_zone() -> None:
    minute = _minutes(datetime(2027, 7, 1, 10))

    assert Axis().iso(minute) == "2027-07-01T10:00:00"
    assert Axis("Europe/Berlin").iso(minute) == "2027-07-01T12:00:00+02:00"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1d", 480), ("1w", 2400), ("1mo", 10400), ("1ed", 1440), ("90m", 90), ("0.5d", 240)],
)
def test_units_are_those_of_the_standard_week(text: str, minutes: int) -> None:
    assert Units.of(Settings(), WorkingTime()).minutes(Duration.parse(text)) == minutes


def test_options_say_other_units() -> None:
    options = SchedulingOptions(minutes_per_day=450, minutes_per_week=2250, days_per_month=20)

    assert Units.of(Settings(options=options), WorkingTime()) == Units(450, 2250, 9000)


@pytest.mark.parametrize(
    ("estimate", "minutes"),
    [("2d..3d..9d", 1440), ("2d..4d", 1440), ("M", 1920), ("3pt", 720), ("2h", 120)],
)
def test_the_most_likely_of_an_estimate(estimate: str, minutes: int) -> None:
    sizes = {"M": Estimate.parse("3d..4d..9d"), "pt": Estimate.parse("4h")}

    assert Units().most_likely(Estimate.parse(estimate), sizes) == minutes


def test_a_scale_multiplies_before_rounding() -> None:
    assert Units().most_likely(Estimate.parse("3m"), {}, Decimal("0.5")) == 2


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "0d"), (480, "1d"), (720, "1.5d"), (120, "2h"), (-1920, "-4d"), (45, "45m"), (4800, "10d")],
)
def test_minutes_are_said_in_days_hours_or_minutes(minutes: int, text: str) -> None:
    assert Units().shown(minutes) == text
