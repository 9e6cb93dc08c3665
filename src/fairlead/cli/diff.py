"""`fairlead diff`: what differs between two plans, in words and in dates."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from fairlead.cli.arguments import json_option
from fairlead.cli.effects import Effects, effects, say_effects
from fairlead.cli.help import taught
from fairlead.cli.plans import named, open_named
from fairlead.cli.screen import counted, say, say_heading, say_json, wrapped
from fairlead.plan.apply import apply
from fairlead.plan.changes import Change, Rename, describe, to_json
from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError, RequestError


@taught(
    "diff",
    ("fairlead diff robotics.yaml robotics-new.yaml", "two files"),
    ("fairlead diff robotics.yaml@HEAD~3 robotics.yaml", "since three commits ago"),
    ("fairlead diff robotics.yaml", "since the last commit"),
)
@click.argument("a", required=False, type=click.Path())
@click.argument("b", required=False, type=click.Path())
@click.option("--all", "all_tasks", is_flag=True, help="Name every task that moved, not only the farthest.")
@json_option
def command(a: str | None, b: str | None, all_tasks: bool, as_json: bool) -> None:
    """Compare the plans."""
    from fairlead.plan.difference import difference

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
    for line in told:
        for number, part in enumerate(wrapped(line.replace(" -> ", " → "), first=2, indent=6)):
            say(f"  {part}" if number == 0 else part)
    _say_dates(effects(old, new, old_name=old_name, new_name=new_name), all_tasks)


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
