"""The schedule of a given plan, and what it means; the one place where the command line asks the clock for today."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fairlead.cli.findings import say_findings
from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError

if TYPE_CHECKING:
    from fairlead.plan.opening import Opened
    from fairlead.schedule.outlook import Outlook
    from fairlead.schedule.schedule import Schedule


def scheduled(plan: Plan, opened: Opened | None = None) -> Schedule:
    """Return the plan's schedule; a plan without any date begins today.

    Raises PlanError where there is none, with file and line where `opened` says what the plan was read from. What only
    scheduling finds, such as a maximum lag that can't be kept, is then said on standard error.
    """
    from fairlead.schedule.schedule import schedule

    try:
        found = schedule(plan, default_start=date.today())
    except PlanError as error:
        raise PlanError(opened.locate(error.findings) if opened else error.findings) from error
    if opened is not None:
        say_findings(opened.locate(found.findings), err=True)
    return found


def outlook_of(plan: Plan, opened: Opened | None = None) -> Outlook:
    """Return the plan's schedule and what it means for people."""
    from fairlead.schedule.outlook import Outlook

    return Outlook(scheduled(plan, opened))
