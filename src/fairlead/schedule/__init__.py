"""Calendars, timeline, network, critical path, and why a task is where it is.

The folder can be called like the function in it, so that `fairlead.schedule(plan)` works for people who import
`fairlead` alone, and `fairlead.schedule.charts` is found as well.
"""

from __future__ import annotations

import sys
from datetime import date
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairlead.plan.document import Plan
    from fairlead.schedule.schedule import Schedule


class _Callable(ModuleType):
    def __call__(self, plan: Plan, default_start: date | None = None) -> Schedule:
        from fairlead.schedule.schedule import schedule

        return schedule(plan, default_start)


sys.modules[__name__].__class__ = _Callable
