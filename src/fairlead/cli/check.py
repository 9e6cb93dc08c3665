"""`fairlead check`: everything that is wrong or doubtful, with place and remedy."""

from __future__ import annotations

from typing import Any

import click

from fairlead.cli.arguments import json_option, plans_argument
from fairlead.cli.findings import say_findings
from fairlead.cli.help import taught
from fairlead.cli.plans import Given, in_order, look_at, named
from fairlead.cli.screen import counted, listed, say, say_json, toned
from fairlead.plan.document import Plan
from fairlead.plan.errors import ReadError, RequestError
from fairlead.plan.findings import Finding, Severity


@taught(
    "check",
    ("fairlead check robotics.yaml", "everything wrong or doubtful in it"),
    ("fairlead check *.yaml --strict", "warnings count too: for a hook or CI"),
    ("fairlead check robotics.yaml --json", "the findings for another program"),
    more="Exit code 2 for errors; with --strict 1 for warnings.",
)
@plans_argument
@click.option("--strict", is_flag=True, help="Exit with 1 where there are warnings.")
@json_option
def command(plans: tuple[str, ...], strict: bool, as_json: bool) -> int:
    """Check each plan; the worst decides the exit code."""
    if len(plans) < 2:
        return _checked(plans[0] if plans else named(None), strict, as_json)
    return max(_checked_among_others(name, strict, as_json) for name in plans)


def _checked_among_others(name: str, strict: bool, as_json: bool) -> int:
    """A plan that isn't there is told in its place, and keeps no other from being checked."""
    try:
        return _checked(name, strict, as_json)
    except RequestError as problem:
        missing = Finding(Severity.ERROR, "missing-file", str(problem), file=name)
        return _unreadable(name, ReadError([missing]), as_json)


def _checked(name: str, strict: bool, as_json: bool) -> int:
    try:
        given = look_at(name)
    except ReadError as problem:
        return _unreadable(name, problem, as_json)
    if as_json:
        say_json(_json(name, given.findings))
    else:
        say_findings(given.findings)
        say(_summary(given))
    return _code(given.findings, strict)


def _unreadable(name: str, problem: ReadError, as_json: bool) -> int:
    if as_json:
        say_json(_json(name, in_order(problem.findings)))
    else:
        say_findings(in_order(problem.findings))
    return problem.exit_code


def _code(findings: tuple[Finding, ...], strict: bool) -> int:
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return 2
    return 1 if strict and Severity.WARNING in severities else 0


def _json(name: str, findings: tuple[Finding, ...]) -> dict[str, Any]:
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity in Severity}
    return {
        "plan": name,
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "notes": counts[Severity.NOTE],
        "findings": [finding.to_json() for finding in findings],
    }


def _summary(given: Given) -> str:
    words = [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "note")]
    counts = [counted(len(given.of(severity)), word) for severity, word in words if given.of(severity)]
    if counts:
        tone = "bad" if given.errors else "doubtful" if given.warnings else "quiet"
        return f"{given.name}: {toned(listed(counts), tone)}."
    return f"{given.name}: {toned('no problems', 'good')} in {contents(given.plan)}."


def contents(plan: Plan) -> str:
    """Return what a plan holds in words: 54 tasks, 3 goals and 9 people."""
    kinds = (
        (len(plan.tasks), "task", ""),
        (len(plan.goals), "goal", ""),
        (len(plan.people), "person", "people"),
        (len(plan.risks), "risk", ""),
        (len(plan.decisions), "decision", ""),
    )
    return listed(counted(number, one, many) for number, one, many in kinds if number) or "an empty plan"
