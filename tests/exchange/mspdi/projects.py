"""Small projects as Microsoft Project writes them, for tests."""

from __future__ import annotations

from fairlead.exchange.imported import Imported
from fairlead.exchange.mspdi import read_mspdi
from fairlead.plan.entities import Calendar, Task

NAMESPACE = "http://schemas.microsoft.com/project"


def elements(**values: object) -> str:
    """XML elements in the order given; a text that begins with `<` stands as it is."""
    return "".join(f"<{name}>{value}</{name}>" for name, value in values.items())


def day(number: int, *shifts: str) -> str:
    """A day of the week (1 is Sunday) with its shifts, such as `08:00-12:00`; none: a day off."""
    times = "".join(
        f"<WorkingTime><FromTime>{a}:00</FromTime><ToTime>{b}:00</ToTime></WorkingTime>"
        for a, b in (shift.split("-") for shift in shifts)
    )
    working = f"<WorkingTimes>{times}</WorkingTimes>" if shifts else ""
    return (
        f"<WeekDay><DayType>{number}</DayType><DayWorking>{int(bool(shifts))}</DayWorking>{working}</WeekDay>"
    )


STANDARD_DAYS = "".join(
    day(number, "08:00-12:00", "13:00-17:00") if 2 <= number <= 6 else day(number) for number in range(1, 8)
)


def calendar(
    uid: int = 1, name: str = "Standard", base: int = -1, days: str = STANDARD_DAYS, more: str = ""
) -> str:
    week = f"<WeekDays>{days}</WeekDays>" if days else ""
    return f"<Calendar>{elements(UID=uid, Name=name, IsBaseCalendar=int(base < 0), BaseCalendarUID=base)}{week}{more}</Calendar>"


def exception(first: str, last: str, more: str = "<Type>1</Type><DayWorking>0</DayWorking>") -> str:
    period = f"<TimePeriod><FromDate>{first}T00:00:00</FromDate><ToDate>{last}T23:59:00</ToDate></TimePeriod>"
    return f"<Exceptions><Exception>{period}{more}</Exception></Exceptions>"


def task(uid: int, name: str = "", more: str = "", level: int = 1, **values: object) -> str:
    said = {"UID": uid, "ID": uid, "Name": name or f"Task {uid}", "OutlineLevel": level} | values
    said = {"Duration": "PT8H0M0S", "DurationFormat": 7} | said
    return f"<Task>{elements(**said)}{more}</Task>"


def resource(uid: int, name: str, more: str = "", **values: object) -> str:
    return f"<Resource>{elements(UID=uid, ID=uid, Name=name, **({'Type': 1} | values))}{more}</Resource>"


def assignment(task_uid: int, resource_uid: int, more: str = "", **values: object) -> str:
    said = {"Units": 1, "Work": "PT8H0M0S"} | values
    return f"<Assignment>{elements(UID=1, TaskUID=task_uid, ResourceUID=resource_uid, **said)}{more}</Assignment>"


def project(
    *tasks: str,
    head: str = "",
    calendars: str = "",
    resources: str = "",
    assignments: str = "",
    namespace: bool = True,
) -> str:
    """The text of a whole project with the standard calendar, beginning on Monday 4 January 2027."""
    where = f' xmlns="{NAMESPACE}"' if namespace else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Project{where}>'
        f"<Title>Bridge</Title><ScheduleFromStart>1</ScheduleFromStart><StartDate>2027-01-04T08:00:00</StartDate>"
        f"<CalendarUID>1</CalendarUID>{head}"
        f"<Calendars>{calendars or calendar()}</Calendars>"
        f"<Tasks>{''.join(tasks)}</Tasks>"
        f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments></Project>"
    )


def read(*tasks: str, **parts: str) -> Imported:
    """The project of these tasks, read."""
    return read_mspdi(project(*tasks, **parts).encode(), "bridge.xml")  # type: ignore[arg-type]


def the_task(more: str = "", **values: object) -> Task:
    """The plan's task for one element `Task`."""
    return next(iter(read(task(1, "Weld", more, **values)).plan.tasks.values()))


def the_calendar(more: str = "", days: str = STANDARD_DAYS) -> Calendar:
    """The plan's calendar for one element `Calendar`."""
    return read(calendars=calendar(days=days, more=more)).plan.calendars["standard"]
