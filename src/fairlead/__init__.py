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
    from fairlead.feasibility.assessing import assess
    from fairlead.feasibility.first_look import first_look
    from fairlead.feasibility.options import bought, options_of
    from fairlead.feasibility.whatif import what_if
    from fairlead.feasibility.why_not import can_be_met, contradictions
    from fairlead.outsource.staffing import staffing
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
    from fairlead.plan.scenarios import with_lines, with_scenario
    from fairlead.risk.portfolio import simulated_all
    from fairlead.risk.promising import promised
    from fairlead.risk.scoring import Luck
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
    "Luck",
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
    "assess",
    "bought",
    "can_be_met",
    "check",
    "contradictions",
    "difference",
    "first_look",
    "gantt_chart",
    "inverse",
    "levelled",
    "open_any",
    "optimised",
    "options_of",
    "parse_line",
    "parse_lines",
    "promised",
    "read",
    "schedule",
    "simulated",
    "simulated_all",
    "staffing",
    "verify",
    "what_if",
    "why",
    "with_lines",
    "with_scenario",
]

_HOMES = {
    "FairleadError": "plan.errors",
    "Finding": "plan.findings",
    "Luck": "risk.scoring",
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
    "assess": "feasibility.assessing",
    "bought": "feasibility.options",
    "can_be_met": "feasibility.why_not",
    "check": "plan.rules",
    "contradictions": "feasibility.why_not",
    "difference": "plan.difference",
    "first_look": "feasibility.first_look",
    "gantt_chart": "schedule.charts",
    "inverse": "plan.apply",
    "levelled": "schedule.levelling.levelled",
    "open_any": "exchange.importing",
    "optimised": "schedule.optimising.optimised",
    "options_of": "feasibility.options",
    "parse_line": "plan.language.parsing",
    "parse_lines": "plan.language.lines",
    "promised": "risk.promising",
    "read": "exchange.importing",
    "simulated": "risk.simulating",
    "simulated_all": "risk.portfolio",
    "staffing": "outsource.staffing",
    "verify": "schedule.verifying",
    "what_if": "feasibility.whatif",
    "why": "schedule.why",
    "with_lines": "plan.scenarios",
    "with_scenario": "plan.scenarios",
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
