"""The units of a time axis: where they begin and what they are called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the calendar.

    `minutes` is its usual length, `floor` finds the turn at or before a moment, `following` the turn after a turn;
    `names` gives what a stretch is called, from the longest to the shortest, for a header to choose from.
    """

    minutes: float
    floor: Callable[[datetime], datetime]
    following: Callable[[datetime], datetime]
    names: Callable[[datetime], tuple[str, ...]]


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _monday(moment: datetime) -> datetime:
    # The year 1 begins on a Monday, so this never leaves the calendar.
    return _midnight(moment) - timedelta(days=moment.weekday())


def _month(moment: datetime, months: int = 1) -> datetime:
    """Return the turn of the group of so many months that the moment lies in."""
    return _midnight(moment).replace(month=(moment.month - 1) // months * months + 1, day=1)


def _months_later(turn: datetime, months: int) -> datetime:
    years, month = divmod(turn.month - 1 + months, 12)
    return turn.replace(year=turn.year + years, month=month + 1)


def _year(moment: datetime, years: int = 1) -> datetime:
    return _midnight(moment).replace(year=max(moment.year // years * years, 1), month=1, day=1)


def _years_later(turn: datetime, years: int) -> datetime:
    return turn.replace(year=turn.year // years * years + years)


def _hours(moment: datetime, hours: int) -> datetime:
    return moment.replace(hour=moment.hour // hours * hours, minute=0, second=0, microsecond=0)


def _day_names(day: datetime) -> tuple[str, ...]:
    weekday, month = WEEKDAYS[day.weekday()], MONTHS[day.month - 1]
    return f"{weekday} {day.day} {month} {day.year}", f"{weekday} {day.day} {month[:3]}", f"{day.day}"


def _week_names(day: datetime) -> tuple[str, ...]:
    return f"{day.day} {MONTHS[day.month - 1][:3]}", f"{day.day}"


def _month_names(day: datetime) -> tuple[str, ...]:
    name = MONTHS[day.month - 1]
    return f"{name} {day.year}", f"{name[:3]} {day.year}", name[:3], name[0]


def _quarter_names(day: datetime) -> tuple[str, ...]:
    quarter = (day.month + 2) // 3
    return f"Quarter {quarter}, {day.year}", f"Q{quarter} {day.year}", f"Q{quarter}", f"{quarter}"


def _time_names(moment: datetime) -> tuple[str, ...]:
    return f"{moment.hour:02d}:{moment.minute:02d}", f"{moment.hour:02d}"


UNITS = {
    "quarter-hour": Unit(
        15,
        lambda moment: moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0),
        lambda turn: turn + timedelta(minutes=15),
        lambda moment: _time_names(moment)[:1],
    ),
    "hour": Unit(60, lambda moment: _hours(moment, 1), lambda turn: turn + timedelta(hours=1), _time_names),
    "six-hours": Unit(
        360, lambda moment: _hours(moment, 6), lambda turn: turn + timedelta(hours=6), _time_names
    ),
    "day": Unit(1440, _midnight, lambda turn: turn + timedelta(days=1), _day_names),
    "week": Unit(10_080, _monday, lambda turn: turn + timedelta(days=7), _week_names),
    "month": Unit(43_830, _month, lambda turn: _months_later(turn, 1), _month_names),
    "quarter": Unit(
        131_490, lambda moment: _month(moment, 3), lambda turn: _months_later(turn, 3), _quarter_names
    ),
    "year": Unit(525_960, _year, lambda turn: _years_later(turn, 1), lambda day: (f"{day.year}",)),
    "decade": Unit(
        5_259_600,
        lambda moment: _year(moment, 10),
        lambda turn: _years_later(turn, 10),
        lambda day: (f"{day.year}s",),
    ),
    "century": Unit(
        52_596_000,
        lambda moment: _year(moment, 100),
        lambda turn: _years_later(turn, 100),
        lambda day: (f"{day.year // 100 + 1}. century", f"{day.year}"),
    ),
}
