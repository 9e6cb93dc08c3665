"""`fairlead set`: the plan changed in plain words, and what that does to its dates."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import click

from fairlead.cli.arguments import json_option
from fairlead.cli.completing import plans_and_ids
from fairlead.cli.effects import Effects, effects, say_effects
from fairlead.cli.findings import say_findings
from fairlead.cli.help import taught
from fairlead.cli.plans import STANDARD_INPUT, Given, in_order, look_at, plan_and_words
from fairlead.cli.screen import counted, say, say_json, toned, wrapped
from fairlead.exchange.importing import OpenedImport
from fairlead.plan.apply import apply
from fairlead.plan.changes import Add, Change, Plain, Set, describe, to_json
from fairlead.plan.document import Plan
from fairlead.plan.entities import Scenario
from fairlead.plan.errors import PlanError, RequestError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values import suggest


def _complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Any:
    return plans_and_ids(ctx.params.get("words") or (), incomplete)


@taught(
    "set",
    ('fairlead set robotics.yaml "bench estimate 6d"', "a length"),
    (
        'fairlead set robotics.yaml "motor deadline 2027-05-28" "ana away 2027-03-01..2027-03-12"',
        "several at once",
    ),
    ("fairlead set robotics.yaml \"add 'Pack the robot' 2d after soak @karl\"", "a new task"),
    (
        'fairlead set robotics.yaml "emc after +picks" --dry-run',
        "one link more: only look what it would do",
    ),
    ('fairlead set robotics.yaml --scenario lean "bench estimate 5d"', "kept aside as a scenario"),
    ('fairlead set robotics.yaml "arm-fw started 2027-02-26" "arm-fw left 6d"', "progress"),
    more=(
        "Each LINE names what it is about, then what to say of it. Several lines are one change: the plan is "
        "checked after the last one, and where it would be wrong nothing is written. Without any, lines are read "
        "from standard input."
    ),
    scenario=False,
)
@click.argument("words", nargs=-1, metavar='[PLAN] "LINE"...', shell_complete=_complete)
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option(
    "--scenario",
    metavar="NAME",
    help="Add the lines to this scenario, which is begun where there is none; the plan itself stays.",
)
@json_option
def command(words: tuple[str, ...], dry_run: bool, scenario: str | None, as_json: bool) -> None:
    """Read the lines, carry them out, write, say what changed."""
    from fairlead.plan.editing import edit
    from fairlead.plan.rules import check

    name, lines = plan_and_words(words)
    given = _own_plan(name)
    said = lines or _from_standard_input(name)
    before = _as_in(scenario, given)
    changes = _understood(said, before)
    if not changes:
        raise RequestError(f'say what to change, as in `fairlead set {name} "{_an_example(given.plan)}"`')
    try:
        after = before if scenario is None else apply(before, changes, check=check)
        kept = changes if scenario is None else [_kept(scenario, said, given.plan)]
        edited = edit(given.opened, kept, check=check)
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem
    told = list(_told(before, changes))
    after = edited.after.plan if scenario is None else after
    what_follows = effects(before, after, old_name=name, new_name=name)
    if not dry_run:
        edited.write()
    new = _new_findings(given, edited.after.locate(check(edited.after.plan)))
    if as_json:
        say_json(_json(name, changes, told, what_follows, new, written=not dry_run))
    else:
        where = name if scenario is None else f"scenario `{scenario}` of {name}"
        begun = scenario is not None and scenario not in given.plan.scenarios
        _say(where, told, what_follows, new, written=not dry_run, done="Began" if begun else "Changed")
        if begun and (near := suggest(str(scenario), given.plan.scenarios)):
            say(toned(f"There is a scenario `{near}`, too; it stays as it is.", "doubtful"))


def _understood(lines: Sequence[str], plan: Plan) -> list[Change]:
    from fairlead.plan.language.lines import parse_lines
    from fairlead.plan.language.parsing import parse_line

    # A single line needs no number in front of what is wrong with it.
    return parse_line(lines[0], plan) if len(lines) == 1 else parse_lines(lines, plan)


def _as_in(scenario: str | None, given: Given) -> Plan:
    """Return the plan that the lines are about: as the scenario has it, where there is such a one."""
    from fairlead.plan.scenarios import with_scenario

    if scenario is None or scenario not in given.plan.scenarios:
        return given.plan
    try:
        return with_scenario(given.plan, scenario)
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem


def _kept(id: str, lines: Sequence[str], plan: Plan) -> Change:
    """Return the change that puts the lines into a scenario."""
    more: list[Plain] = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if id in plan.scenarios:
        return Set(Scenario.kind, id, "changes", [*plan.scenarios[id].changes, *more])
    return Add(Scenario.kind, id, {"changes": more})


def _own_plan(name: str) -> Given:
    if name == STANDARD_INPUT:
        raise RequestError("a plan from standard input can't be written back; name its file")
    given = look_at(name)
    if isinstance(given.opened, OpenedImport):
        raise RequestError(
            f"{name} is another tool's file; `fairlead import {name} -o plan.yaml` makes a plan of it"
        )
    if not os.path.exists(name):
        raise RequestError(f"{name} is a revision in git, which nothing can change; name the file itself")
    if given.opened.errors:
        raise PlanError(in_order(given.opened.errors))
    return given


def _from_standard_input(name: str) -> Sequence[str]:
    if sys.stdin.isatty():
        raise RequestError(f'say what to change, as in `fairlead set {name} "bench estimate 6d"`')
    return sys.stdin.read().splitlines()


def _an_example(plan: Plan) -> str:
    task = next((task for task in reversed([*plan.tasks.values()]) if task.estimate), None)
    return f"{task.id if task else 'bench'} estimate 6d"


def _told(plan: Plan, changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line for each change, as it looks to a plan in which those before it are made."""
    for change in changes:
        yield describe(change, plan)
        plan = apply(plan, [change])


def _new_findings(before: Given, after: Sequence[Finding]) -> tuple[Finding, ...]:
    known = {(finding.code, finding.message, finding.id) for finding in before.findings}
    return in_order(
        finding
        for finding in after
        if (finding.code, finding.message, finding.id) not in known and finding.severity is not Severity.NOTE
    )


def _say(
    name: str,
    told: Sequence[str],
    what_follows: Effects | None,
    new: tuple[Finding, ...],
    *,
    written: bool,
    done: str,
) -> None:
    for line in told:
        for part in wrapped(line.replace(" -> ", " → "), indent=4):
            say(part)
    if what_follows is not None:
        say_effects(what_follows)
    say_findings(new)
    written_down = f"{toned(done, 'good')} {name}: {counted(len(told), 'change')}."
    say(written_down if written else f"{toned('Nothing written', 'doubtful')}: this was a dry run.")


def _json(
    name: str,
    changes: Sequence[Change],
    told: Sequence[str],
    what_follows: Effects | None,
    new: tuple[Finding, ...],
    *,
    written: bool,
) -> dict[str, Any]:
    return {
        "plan": name,
        "written": written,
        "changes": [{**to_json(change), "words": words} for change, words in zip(changes, told, strict=True)],
        "effects": what_follows.to_json() if what_follows else None,
        "findings": [finding.to_json() for finding in new],
    }
