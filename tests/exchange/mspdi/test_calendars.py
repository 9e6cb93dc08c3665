from __future__ import annotations

import datetime as dt

import pytest

from fairlead.plan.values import Rhythm
from tests.exchange.mspdi.projects import (
    STANDARD_DAYS,
    calendar,
    day,
    exception,
    read,
    resource,
    task,
    the_calendar,
)


def hours(days: str, more: str = "") -> list[str]:
    return [str(each) for each in the_calendar(more, days).hours]


def recurring(kind: int, more: str, first: str = "2001-01-01", last: str = "2003-12-31") -> list[str]:
    found = the_calendar(
        exception(first, last, f"<Type>{kind}</Type>{more}<DayWorking>0</DayWorking>")
    ).closed
    return [str(each) for each in found]


def test_days_with_the_same_shifts_are_one_entry() -> None:
    assert hours(STANDARD_DAYS) == ["Mon-Fri 08:00-12:00 13:00-17:00"]


def test_an_end_at_midnight_is_the_end_of_the_day() -> None:
    assert hours("".join(day(number, "00:00-00:00") for number in range(1, 8))) == ["Mon-Sun 00:00-24:00"]


def test_a_shift_may_run_past_midnight() -> None:
    week = "".join(day(number, "22:00-06:00") if number == 2 else day(number) for number in range(1, 8))
    assert hours(week) == ["Mon 22:00-06:00"]


def test_shifts_that_touch_are_one() -> None:
    week = "".join(
        day(number, "08:00-12:00", "12:00-16:00") if number == 2 else day(number) for number in range(1, 8)
    )
    assert hours(week) == ["Mon 08:00-16:00"]


def test_a_week_without_work_says_so() -> None:
    assert hours("".join(day(number) for number in range(1, 8))) == ["Mon-Sun closed"]


def test_an_exception_takes_days_off() -> None:
    assert [str(each) for each in the_calendar(exception("2027-12-24", "2027-12-26")).closed] == [
        "2027-12-24..2027-12-26"
    ]


def test_an_exception_may_give_hours() -> None:
    times = "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime></WorkingTime></WorkingTimes>"
    found = the_calendar(
        exception("2027-12-18", "2027-12-18", f"<Type>1</Type><DayWorking>1</DayWorking>{times}")
    )
    assert [str(each) for each in found.open] == ["2027-12-18 08:00-12:00"]


def test_old_exceptions_stand_among_the_days() -> None:
    old = (
        "<WeekDay><DayType>0</DayType><DayWorking>0</DayWorking><TimePeriod><FromDate>2027-12-24T00:00:00</FromDate>"
        "<ToDate>2027-12-24T23:59:00</ToDate></TimePeriod></WeekDay>"
    )
    assert [str(each) for each in the_calendar(days=STANDARD_DAYS + old).closed] == ["2027-12-24"]
    both = the_calendar(exception("2027-12-24", "2027-12-24"), days=STANDARD_DAYS + old)
    assert [str(each) for each in both.closed] == ["2027-12-24"]


@pytest.mark.parametrize(
    ("kind", "more", "said"),
    [
        (7, "<Period>3</Period>", "3 days from 2001-01-01 until 2003-12-31"),
        (
            6,
            "<Period>2</Period><DaysOfWeek>4</DaysOfWeek>",
            "2 weeks on Tue from 2001-01-01 until 2003-12-31",
        ),
        (4, "<Period>5</Period><MonthDay>4</MonthDay>", "5 months on 4 from 2001-01-01 until 2003-12-31"),
        (
            5,
            "<Period>2</Period><MonthItem>4</MonthItem><MonthPosition>0</MonthPosition>",
            "2 months on 1st Mon from 2001-01-01 until 2003-12-31",
        ),
        (
            5,
            "<Period>1</Period><MonthItem>8</MonthItem><MonthPosition>4</MonthPosition>",
            "month on last Fri from 2001-01-01 until 2003-12-31",
        ),
        (2, "<Month>1</Month><MonthDay>29</MonthDay>", "year on 29 Feb from 2001-01-01 until 2003-12-31"),
        (
            3,
            "<Month>2</Month><MonthItem>5</MonthItem><MonthPosition>1</MonthPosition>",
            "12 months on 2nd Tue from 2001-03-01 until 2003-12-31",
        ),
    ],
)
def test_recurring_exceptions_are_rhythms(kind: int, more: str, said: str) -> None:
    assert recurring(kind, more) == [said]


def test_weeks_count_from_sunday() -> None:
    # As stored by Microsoft Project: nine Sundays, seven weeks apart, counted from Monday 1 January 2001.
    found = recurring(6, "<Period>7</Period><DaysOfWeek>1</DaysOfWeek>", last="2002-03-17")
    assert (len(found), found[0], found[-1]) == (9, "2001-02-18", "2002-03-17")


def test_a_recurrence_from_a_sunday_counts_the_week_that_begins_with_it() -> None:
    (said,) = recurring(
        6, "<Period>2</Period><DaysOfWeek>2</DaysOfWeek>", first="2001-01-07", last="2001-02-01"
    )
    dates = Rhythm.parse(said).occurrences(dt.date(2001, 1, 1), dt.date(2001, 12, 31))
    assert list(dates) == [dt.date(2001, 1, 8), dt.date(2001, 1, 22)]


def test_the_first_weekday_of_each_month() -> None:
    found = recurring(
        5, "<MonthItem>1</MonthItem><MonthPosition>0</MonthPosition>", "2027-05-01", "2027-08-31"
    )
    assert found == ["2027-05-03", "2027-06-01", "2027-07-01", "2027-08-02"]


def test_a_work_week_keeps_the_days_it_says_nothing_about() -> None:
    week = (
        "<WorkWeeks><WorkWeek><TimePeriod><FromDate>2027-07-01T00:00:00</FromDate><ToDate>2027-07-31T23:59:00</ToDate>"
        f"</TimePeriod><Name>Summer</Name><WeekDays>{day(6, '08:00-12:00')}</WeekDays></WorkWeek></WorkWeeks>"
    )
    (found,) = the_calendar(week).weeks
    assert str(found.when) == "2027-07-01..2027-07-31"
    assert [str(each) for each in found.hours] == [
        "Mon-Thu 08:00-12:00 13:00-17:00",
        "Fri 08:00-12:00",
        "Sat Sun closed",
    ]


def test_days_off_of_a_resource_are_its_leave() -> None:
    own = calendar(2, "Ana", base=1, days="", more=exception("2027-02-01", "2027-02-05"))
    plan = read(calendars=calendar() + own, resources=resource(1, "Ana", CalendarUID=2)).plan
    assert list(plan.calendars) == ["standard"]
    assert plan.people["ana"].calendar is None
    assert [str(each) for each in plan.people["ana"].away] == ["2027-02-01..2027-02-05"]


def test_hours_of_a_resource_are_a_calendar_of_its_own_with_all_days() -> None:
    own = calendar(2, "Ana", base=1, days=day(6))
    plan = read(calendars=calendar() + own, resources=resource(1, "Ana", CalendarUID=2)).plan
    assert plan.people["ana"].calendar == "ana"
    assert plan.calendars["ana"].base == "standard"
    assert [str(each) for each in plan.calendars["ana"].hours] == [
        "Mon-Thu 08:00-12:00 13:00-17:00", "Fri-Sun closed",
    ]  # fmt: skip


def test_a_resource_on_another_base_calendar_names_it() -> None:
    night = calendar(2, "Night", days="".join(day(number, "22:00-06:00") for number in range(2, 7)))
    own = calendar(3, "Ana", base=2, days="")
    plan = read(calendars=calendar() + night + own, resources=resource(1, "Ana", CalendarUID=3)).plan
    assert plan.people["ana"].calendar == "night"


def test_a_task_may_have_a_calendar_and_ignore_those_of_its_people() -> None:
    night = calendar(2, "Night", days=day(2, "22:00-06:00"))
    plan = read(task(1, "Weld", CalendarUID=2, IgnoreResourceCalendar=1), calendars=calendar() + night).plan
    assert plan.tasks["weld"].calendar == "night"
    assert plan.tasks["weld"].ignore_hours


def test_calendars_based_on_each_other_are_told() -> None:
    imported = read(
        calendars=calendar() + calendar(2, "A", base=3) + calendar(3, "B", base=2),
        resources=resource(1, "Ana", CalendarUID=2),
    )
    assert {each.code for each in imported.findings} == {"calendar-cycle"}
