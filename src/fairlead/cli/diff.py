"""`fairlead diff`: what differs between two plans, in words and in dates."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence

import click

from fairlead.cli.agreements import agreed_for
from fairlead.cli.arguments import json_option
from fairlead.cli.effects import Effects, effects, say_effects
from fairlead.cli.help import taught
from fairlead.cli.plans import named, open_named, sound
from fairlead.cli.schedules import today
from fairlead.cli.screen import counted, narrow, say, say_heading, say_json, toned, wrapped
from fairlead.cli.side_by_side import say_scores
from fairlead.cli.wording import Words
from fairlead.plan.apply import apply
from fairlead.plan.changes import Change, Rename, Set, describe, to_json
from fairlead.plan.document import Plan
from fairlead.plan.entities import Scenario
from fairlead.plan.errors import PlanError, RequestError


@taught(
    "diff",
    ("fairlead diff robotics.yaml robotics-new.yaml", "two files"),
    ("fairlead diff robotics.yaml@HEAD~3 robotics.yaml", "since three commits ago"),
    ("fairlead diff robotics.yaml", "since the last commit"),
    ("fairlead diff robotics.yaml --scenario lean", "the plan and a scenario of it, with their odds"),
    ("fairlead diff robotics.yaml --scenario lean --scenario fingers", "two scenarios or more, side by side"),
    scenario=False,
)
@click.argument("a", required=False, type=click.Path())
@click.argument("b", required=False, type=click.Path())
@click.option("--all", "all_tasks", is_flag=True, help="Name every task that moved, not only the farthest.")
@click.option("--scenario", "scenarios", metavar="NAME", multiple=True, help="Compare scenarios of one plan.")
@json_option
def command(a: str | None, b: str | None, all_tasks: bool, scenarios: tuple[str, ...], as_json: bool) -> None:
    """Compare the plans."""
    from fairlead.plan.difference import difference

    if scenarios:
        if b is not None:
            raise RequestError("--scenario compares scenarios of one plan; name only that")
        _compare_scenarios(named(a), scenarios, all_tasks, as_json=as_json)
        return
    old_name, new_name = _names(a, b)
    old, new = _readable(old_name), _readable(new_name)
    changes = difference(old, new)
    told = list(_told(old, changes))
    if as_json:
        said = [{**to_json(change), "words": words} for change, words in zip(changes, told, strict=True)]
        found = effects(old, new, old_name=old_name, new_name=new_name)
        say_json(
            {"a": old_name, "b": new_name, "changes": said, "effects": found.to_json() if found else None}
        )
        return
    if not changes:
        say(f"{old_name} and {new_name} say the same.")
        return
    say(f"{counted(len(changes), 'change')} from {old_name} to {new_name}:")
    _say_told(told)
    _say_dates(effects(old, new, old_name=old_name, new_name=new_name), all_tasks)


def _compare_scenarios(name: str, ids: Sequence[str], all_tasks: bool, *, as_json: bool) -> None:
    from fairlead.plan.difference import difference
    from fairlead.plan.rules import check
    from fairlead.plan.scenarios import of_scenario, scenario_of, with_scenario
    from fairlead.risk.scoring import Luck, scored

    if len({*ids}) < len(ids):
        twice = next(id for id in ids if ids.count(id) > 1)
        raise RequestError(f"the scenario `{twice}` is named twice; name each once")
    given = sound(name)
    luck = Luck(default_start=today())
    agreed = agreed_for(name, given.plan)
    variants: list[tuple[str, Plan]] = [] if len(ids) > 1 else [("The plan", given.plan)]
    scores = [(title, scored(plan, luck, agreed=agreed)) for title, plan in variants]
    for id in ids:
        scenario = scenario_of(given.plan, id)
        try:
            variants.append((scenario.title, with_scenario(given.plan, id, check=check)))
            scores.append((scenario.title, scored(variants[-1][1], luck, agreed=agreed)))
        except PlanError as problem:
            about = [
                each if each.kind == scenario.kind else of_scenario(scenario, each)
                for each in problem.findings
            ]
            raise PlanError(given.opened.locate(about)) from problem
    (_, old), (_, new) = variants[0], variants[-1]
    changes = [change for change in difference(old, new) if not _is_of_the_scenario(change)]
    told = list(_told(old, changes))
    found = effects(old, new, old_name=name, new_name=name)
    if as_json:
        said = [{**to_json(change), "words": words} for change, words in zip(changes, told, strict=True)]
        say_json({
            "plan": given.plan.title,
            "variants": [{"name": title, **score.to_json()} for title, score in scores],
            "changes": said if len(variants) == 2 else None,
            "effects": found.to_json() if found and len(variants) == 2 else None,
        })  # fmt: skip
        return
    say(toned(given.plan.title, "heading"))
    if len(variants) == 2 and not changes:
        say(f"{variants[0][0]} and {variants[1][0]} say the same.")
        return
    if len(variants) == 2:
        say(f"{counted(len(changes), 'change')} from {variants[0][0]} to {variants[1][0]}:")
        _say_told(told)
    say_scores(scores, Words.of(given.plan, brief=narrow()))
    if len(variants) == 2:
        _say_dates(found, all_tasks)


def _is_of_the_scenario(change: Change) -> bool:
    """Tell whether a change is none of its lines: a scenario has its own name, and no scenarios below it."""
    named = isinstance(change, Set) and change.kind == "plan" and change.field == "name"
    return named or change.kind == Scenario.kind


def _say_told(told: Iterable[str]) -> None:
    for line in told:
        for number, part in enumerate(wrapped(line.replace(" -> ", " → "), first=2, indent=6)):
            say(f"  {part}" if number == 0 else part)


def _names(a: str | None, b: str | None) -> tuple[str, str]:
    if b is not None and a is not None:
        return a, b
    new = named(a)
    if "@" in new and not os.path.exists(new):
        raise RequestError(
            f"say what to compare {new} with, as in `fairlead diff {new} {new.rpartition('@')[0]}`"
        )
    return f"{new}@HEAD", new


def _readable(name: str) -> Plan:
    opened = open_named(name)
    if opened.errors:
        raise PlanError(opened.findings)
    return opened.plan


def _told(plan: Plan, changes: list[Change]) -> Iterator[str]:
    """Yield each change in words; renames come first and are made, so that later ones find what they speak of."""
    renames = [change for change in changes if isinstance(change, Rename)]
    renamed = apply(plan, renames) if renames else plan
    for change in changes:
        yield describe(change, plan if isinstance(change, Rename) else renamed)


def _say_dates(found: Effects | None, all_tasks: bool) -> None:
    if found is None:
        say("One of them can't be scheduled; `fairlead check` says why.")
    elif found.any:
        say_heading("Dates")
        say_effects(found, most_tasks=len(found.tasks) if all_tasks else 12)
    else:
        say("No date moves.")
