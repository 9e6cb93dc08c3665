"""The schedules of a given plan, and what they mean; the one place where the command line asks the clock for today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fairlead.cli.findings import say_findings
from fairlead.cli.screen import warn
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError, PlanError

if TYPE_CHECKING:
    from fairlead.plan.opening import Opened
    from fairlead.schedule.agreed import Agreed
    from fairlead.schedule.axis import Axis
    from fairlead.schedule.levelling.placed import PeopleSchedule
    from fairlead.schedule.outlook import Outlook
    from fairlead.schedule.schedule import Schedule


def today() -> date:
    """Return the day on which a plan without any date begins."""
    return date.today()


def axis_of(plan: Plan) -> Axis:
    """Return the axis of the plan's moments: in its zone, or floating where it has none."""
    from fairlead.schedule.axis import Axis
    from fairlead.schedule.calendars.from_plan import PlanCalendars

    day = today()
    return Axis(PlanCalendars(plan.settings.calendar, plan.calendars, day, day).axis_zone)


def scheduled(plan: Plan, opened: Opened | None = None) -> Schedule:
    """Return the plan's schedule by logic; a plan without any date begins today.

    Raises PlanError where there is none, with file and line where `opened` says what the plan was read from. What only
    scheduling finds, such as a maximum lag that can't be kept, is then said on standard error.
    """
    from fairlead.schedule.schedule import schedule

    try:
        found = schedule(plan, default_start=today())
    except PlanError as error:
        raise PlanError(opened.locate(error.findings) if opened else error.findings) from error
    if opened is not None:
        say_findings(opened.locate(found.findings), err=True)
    return found


def with_people(
    found: Schedule, opened: Opened | None = None, agreed: Agreed | None = None
) -> PeopleSchedule | None:
    """Return the schedule that respects people: what is agreed, else levelled.

    None where the plan asks for nobody, and where there is no such schedule; `opened` has that said on standard error.
    """
    from fairlead.schedule.levelling.levelled import levelled

    if not asks_for_anybody(found.compiled.plan):
        return None
    try:
        people = levelled(found.plan, today(), agreed=agreed, schedule=found)
    except FairleadError as problem:
        if opened is not None:
            warn(f"no schedule with your people: {problem}")
        return None
    if opened is not None:
        known = {*found.findings}
        say_findings(opened.locate(each for each in people.findings if each not in known), err=True)
    return people


def asks_for_anybody(plan: Plan) -> bool:
    """Tell whether any task asks for people or things, so that there is a limit to what goes on at a time."""
    return any(
        task.who or task.needs or task.modes or task.assignments or task.apart_from
        for task in plan.tasks.values()
    )


def outlook_of(
    plan: Plan, opened: Opened | None = None, *, name: str | None = None, logic: bool = False
) -> Outlook:
    """Return the plan's schedules and what they mean for people; with `logic`, of the one by logic alone.

    `name` is the plan's on the command line, by which what was agreed for it is found.
    """
    from fairlead.schedule.outlook import Outlook

    found = scheduled(plan, opened)
    if logic:
        return Outlook(found)
    agreed = _agreed(name, plan, quiet=opened is None)
    return Outlook(found, with_people(found, opened, agreed), agreed=agreed is not None)


def _agreed(name: str | None, plan: Plan, *, quiet: bool) -> Agreed | None:
    if name is None:
        return None
    from fairlead.cli.agreements import agreed_for

    return agreed_for(name, plan, quiet=quiet)
