"""Scenarios: a plan as it would be after a named list of one-line changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.plan.entities import Scenario
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.language.lines import parse_lines
from fairlead.plan.language.parsing import MEANT
from fairlead.plan.values import suggest

Check = Callable[[Plan], Iterable[Finding]]


def with_lines(plan: Plan, lines: Iterable[str], *, check: Check | None = None) -> Plan:
    """Return the plan after these lines, each understood after those before it.

    Raises `RequestError` naming the line that isn't understood, `PlanError` for one that can't be carried out or,
    where `check` is given, for errors that the plan didn't have before.
    """
    return apply(plan, parse_lines(lines, plan), check=check)


def scenario_of(plan: Plan, id: str) -> Scenario:
    """Return a scenario of the plan; raises `RequestError` with the nearest for an unknown one."""
    found = plan.scenarios.get(id)
    if found is not None:
        return found
    if not plan.scenarios:
        raise RequestError(f"there is no scenario `{id}`: the plan has none under `scenarios`")
    near = suggest(id, plan.scenarios)
    known = ", ".join(f"`{each}`" for each in plan.scenarios)
    raise RequestError(
        f"there is no scenario `{id}`; {f'did you mean `{near}`?' if near else f'there are {known}'}"
    )


def with_scenario(plan: Plan, id: str, *, check: Check | None = None) -> Plan:
    """Return the plan as a scenario of it has it; its name then says which, and it has no scenarios itself.

    Raises `RequestError` for an unknown scenario, `PlanError` naming scenario and line for one that can't be applied.
    """
    scenario = scenario_of(plan, id)
    try:
        changed = with_lines(plan, scenario.changes, check=check)
    except RequestError as problem:
        message, _, meant = str(problem).partition(f"\n{MEANT}")
        remedy = f"Write `{meant}` under `scenarios`" if meant else "Correct the line under `scenarios`"
        raise PlanError(
            [Finding(Severity.ERROR, "scenario-line", message, remedy, scenario.kind, id, "changes")]
        ) from problem
    except PlanError as problem:
        raise PlanError([of_scenario(scenario, each) for each in problem.findings]) from problem
    named = changed.settings.model_copy(update={"name": f"{plan.title}: {scenario.name or id}"})
    # Their lines are about the plan as it was: in this one they would be found wrong.
    return changed.with_entities(named, without=[(Scenario.kind, each) for each in changed.scenarios])


def of_scenario(scenario: Scenario, finding: Finding) -> Finding:
    """Return what is wrong with the plan as a scenario has it, as a finding about the scenario's lines."""
    about = "" if finding.kind == "plan" or not finding.id else f"{finding.kind} {finding.id}: "
    message = f"{about}{finding.message}"
    return Finding(
        finding.severity, finding.code, message, finding.remedy, scenario.kind, scenario.id, "changes"
    )
