"""Fairlead: a technical project manager as software.

A plan is data, everything else follows from it:

    import fairlead

    plan = fairlead.read("robot.yaml")
    print(fairlead.schedule(plan).finish)
    slower = fairlead.apply(plan, fairlead.parse_line("bench estimate 6d", plan))

These are the names a library user begins with; each is imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlead.exchange.importing import open_any as open_any
    from fairlead.exchange.importing import read_any as read
    from fairlead.plan.apply import apply, inverse
    from fairlead.plan.difference import difference
    from fairlead.plan.document import Plan
    from fairlead.plan.errors import (
        FairleadError,
        PlanError,
        ReadError,
        RequestError,
        SurroundingsError,
        WriteError,
    )
    from fairlead.plan.findings import Finding, Severity
    from fairlead.plan.language.lines import parse_lines
    from fairlead.plan.language.parsing import parse_line
    from fairlead.plan.rules import check
    from fairlead.risk.portfolio import simulated_all
    from fairlead.risk.promising import promised
    from fairlead.risk.simulating import Wishes, simulated
    from fairlead.schedule.charts import gantt_chart
    from fairlead.schedule.levelling.levelled import levelled
    from fairlead.schedule.optimising.optimised import optimised
    from fairlead.schedule.schedule import Schedule, schedule
    from fairlead.schedule.verifying import verify
    from fairlead.schedule.why import why

__version__ = "0.1.0"

__all__ = [
    "FairleadError",
    "Finding",
    "Plan",
    "PlanError",
    "ReadError",
    "RequestError",
    "Schedule",
    "Severity",
    "SurroundingsError",
    "Wishes",
    "WriteError",
    "__version__",
    "apply",
    "check",
    "difference",
    "gantt_chart",
    "inverse",
    "levelled",
    "open_any",
    "optimised",
    "parse_line",
    "parse_lines",
    "promised",
    "read",
    "schedule",
    "simulated",
    "simulated_all",
    "verify",
    "why",
]

_HOMES = {
    "FairleadError": "plan.errors",
    "Finding": "plan.findings",
    "Plan": "plan.document",
    "PlanError": "plan.errors",
    "ReadError": "plan.errors",
    "RequestError": "plan.errors",
    "Schedule": "schedule.schedule",
    "Severity": "plan.findings",
    "SurroundingsError": "plan.errors",
    "Wishes": "risk.simulating",
    "WriteError": "plan.errors",
    "apply": "plan.apply",
    "check": "plan.rules",
    "difference": "plan.difference",
    "gantt_chart": "schedule.charts",
    "inverse": "plan.apply",
    "levelled": "schedule.levelling.levelled",
    "open_any": "exchange.importing",
    "optimised": "schedule.optimising.optimised",
    "parse_line": "plan.language.parsing",
    "parse_lines": "plan.language.lines",
    "promised": "risk.promising",
    "read": "exchange.importing",
    "simulated": "risk.simulating",
    "simulated_all": "risk.portfolio",
    "verify": "schedule.verifying",
    "why": "schedule.why",
}
_OTHER_NAMES = {"read": "read_any"}


def __getattr__(name: str) -> Any:
    """Return one of the names above from the module it lives in."""
    if name == "schedule":
        # The folder of that name can be called: `fairlead.schedule(plan)`.
        return import_module("fairlead.schedule")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"fairlead.{_HOMES[name]}"), _OTHER_NAMES.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
