"""Calendars as wide as a schedule with people turns out to need."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from fairlead.plan.document import Plan
from fairlead.schedule.compiling import Compiled, compile_plan
from fairlead.schedule.critical_path.passes import BeyondCalendarsError
from fairlead.schedule.reach import FIRST_YEARS, out_of_hours, years_one_after_another

_Answer = TypeVar("_Answer")


def within_calendars(
    plan: Plan,
    default_start: date | None,
    answer: Callable[[Compiled], _Answer],
    compiled: Compiled | None = None,
) -> _Answer:
    """Return the answer for a compiled plan, asked again on wider calendars where dates leave them.

    Raises PlanError for a task that still has no hours where they reach as far as all work one after another would.
    """
    years = FIRST_YEARS
    compiled = compile_plan(plan, default_start, years) if compiled is None else compiled
    while True:
        try:
            return answer(compiled)
        except BeyondCalendarsError as beyond:
            most = years_one_after_another(compiled)
            if years >= most:
                raise out_of_hours(compiled, beyond.place) from beyond
            years = min(years * 4, most)
            compiled = compile_plan(plan, default_start, years)
