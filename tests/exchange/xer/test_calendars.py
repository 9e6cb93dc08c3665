from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from fairlead.exchange.xer.shifts import said_days
from fairlead.plan.entities import Calendar
from tests.exchange.xer.exports import ALL_DAY, activity, calendar, hours, imported, scheduled

MONDAY_11 = (dt.date(2027, 1, 11) - dt.date(1899, 12, 30)).days


def _calendar(**said: object) -> Calendar:
    return next(iter(imported(activity(1), CALENDAR=[calendar(1, **said)]).plan.calendars.values()))


def test_a_week_and_its_exceptions() -> None:
    found = _calendar(clndr_data=hours(exceptions={MONDAY_11: (), MONDAY_11 + 1: (), MONDAY_11 + 5: (("08:00", "12:00"),)}))  # fmt: skip

    assert list(map(str, found.hours)) == ["Mon-Fri 08:00-12:00 13:00-17:00"]
    assert list(map(str, found.closed)) == ["2027-01-11..2027-01-12"]
    assert list(map(str, found.open)) == ["2027-01-16 08:00-12:00"]


def test_an_exception_with_the_usual_hours_says_nothing() -> None:
    found = _calendar(clndr_data=hours(exceptions={MONDAY_11: (("08:00", "12:00"), ("13:00", "17:00"))}))

    assert not found.open


def test_a_shift_from_midnight_to_midnight_is_the_whole_day() -> None:
    found = _calendar(clndr_data=hours(range(1, 8), ALL_DAY))

    assert list(map(str, found.hours)) == ["Mon-Sun 00:00-24:00"]


def test_spaces_and_ends_of_lines_between_the_brackets_dont_matter() -> None:
    text = hours()

    assert said_days(text) == said_days(text.replace("(0||", "\n  (0||").replace(")())", ") ( ) )"))


def test_times_may_be_written_with_am_and_pm() -> None:
    assert said_days(hours([2], [("8:00 AM", "12:00 PM"), ("1:00 PM", "5:00 PM")])).week[0] == (
        (480, 720),
        (780, 1020),
    )


def test_a_calendar_that_says_nothing_works_from_8_to_16() -> None:
    found = imported(activity(1), CALENDAR=[calendar(1, clndr_data="")])

    assert [finding.code for finding in found.findings] == ["calendar-without-hours"]
    assert list(map(str, found.plan.calendars["calendar-1"].hours)) == ["Mon-Fri 08:00-16:00"]


def test_a_calendar_takes_holidays_from_the_one_it_is_based_on() -> None:
    base = calendar(2, clndr_data=hours(exceptions={MONDAY_11: ()}))
    own = calendar(1, base_clndr_id=2, clndr_data=hours(shifts=[("08:00", "16:00")]))
    found = scheduled(activity(1, cstr_type="CS_MSOA", cstr_date="2027-01-11 08:00"), CALENDAR=[own, base])

    assert str(found["A1"].start) == "2027-01-12 08:00:00"
    assert str(found["A1"].finish) == "2027-01-12 16:00:00"


def test_an_activity_goes_by_its_own_calendar_else_by_the_projects() -> None:
    night = calendar(2, clndr_data=hours(shifts=[("20:00", "24:00")]))
    found = imported(
        activity(1), activity(2, clndr_id=2), activity(3, clndr_id=77), CALENDAR=[calendar(1), night]
    )

    assert [task.calendar for task in found.plan.tasks.values()] == [None, "calendar-2", None]
    assert found.lost["activities without a calendar of the file (they go by the project's)"] == 1


def test_calendars_that_nothing_goes_by_are_left_out_and_counted() -> None:
    found = imported(activity(1), CALENDAR=[calendar(1), calendar(2)])

    assert list(found.plan.calendars) == ["calendar-1"]
    assert found.lost["calendars that nothing goes by"] == 1


shift = st.tuples(st.integers(0, 11), st.integers(12, 23)).map(
    lambda ends: (f"{ends[0]:02}:00", f"{ends[1]:02}:30")
)


@given(st.sets(st.integers(1, 7)), st.lists(shift, max_size=1), st.dictionaries(st.integers(26_000, 90_000), st.lists(shift, max_size=1), max_size=5))  # fmt: skip
def test_what_is_written_is_what_is_read(
    days: set[int], shifts: list[tuple[str, str]], exceptions: dict[int, list[tuple[str, str]]]
) -> None:
    found = said_days(hours(days, shifts, exceptions))

    assert {day for day, worked in found.week.items() if worked} == {(day - 2) % 7 for day in days if shifts}
    assert {date.toordinal() for date in found.dates} == {693_594 + number for number in exceptions}
    assert found.odd == 0
