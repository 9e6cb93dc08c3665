"""The menu of options beside a plan: its numbers, applying one, and keeping one aside."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fairlead.cli.effects import effects, say_effects
from fairlead.cli.plans import STANDARD_INPUT, Given
from fairlead.cli.scenarios import chosen, must_be_the_plan_itself
from fairlead.cli.screen import counted, say, say_json, toned, warn, wrapped
from fairlead.exchange.importing import OpenedImport
from fairlead.plan.errors import RequestError, WriteError
from fairlead.plan.values.ids import parse_id

if TYPE_CHECKING:
    from fairlead.plan.changes import Change
    from fairlead.store.kept_options import KeptOption


def keep_ways(given: Given, options: Sequence[tuple[str, str, tuple[str, ...]]]) -> bool:
    """Keep the menu beside a plan's file, so that its numbers can be used, and return True; elsewhere there is no place
    for it.
    """
    from fairlead.store.kept_options import KeptOption, keep_options

    if chosen() is not None or not _can_be_written(given):
        return False
    try:
        keep_options(given.name, given.plan, [KeptOption(*each) for each in options])
    except WriteError as problem:
        # What took a minute to find is shown all the same.
        warn(f"{str(problem).partition(';')[0]}: --apply and --as-scenario won't know what is found here")
        return False
    return True


def say_how_to_apply(given: Given, number: str, *, kept: bool) -> None:
    """Print how what was found is written into the plan, or why it can't be."""
    said = (
        f"`fairlead options {given.name} --apply {number}` writes it into the plan, `--as-scenario {number}` keeps it "
        "aside."
        if kept
        else "None of it can be applied: it belongs to a scenario."
        if chosen() is not None
        else "None of it can be applied: that takes a plan's own file."
    )
    say()
    for part in wrapped(said):
        say(toned(part, "quiet"))


def apply_way(given: Given, number: int, *, dry_run: bool, as_json: bool) -> None:
    """Write an option of the last menu into the plan, and print what it does to the dates."""
    from fairlead.plan.editing import edit
    from fairlead.plan.rules import check

    option = _kept(given, number)
    changes = _allowed(given, number, option.lines)
    edited = edit(given.opened, changes, check=check)
    found = effects(given.plan, edited.after.plan, old_name=given.name, new_name=given.name)
    if not dry_run:
        edited.write()
    if as_json:
        said = found.to_json() if found is not None else None
        say_json({"plan": given.name, "written": not dry_run, "changes": list(option.lines), "effects": said})
        return
    say(toned(option.sentence, "heading"))
    for line in option.lines:
        for n, part in enumerate(wrapped(line, indent=4, first=2)):
            say(f"  {part}" if n == 0 else part)
    if found is not None:
        say_effects(found)
    if dry_run:
        say(f"{toned('Nothing written', 'doubtful')}: this was a dry run.")
    else:
        say(
            f"{toned('Changed', 'good')} {given.name}: {counted(len(option.lines), 'line')} of option {number}."
        )


def keep_aside(given: Given, number: int, name: str | None, *, as_json: bool) -> None:
    """Write an option of the last menu into the plan as a scenario of its own."""
    from fairlead.plan.changes import Add
    from fairlead.plan.editing import edit
    from fairlead.plan.entities import Scenario
    from fairlead.plan.rules import check
    from fairlead.plan.values import slug

    if name is not None:
        _must_be_an_id(name)
    option = _kept(given, number)
    _allowed(given, number, option.lines)
    id = name or slug(option.name, given.plan.scenarios, fallback="option")
    if id in given.plan.scenarios:
        raise RequestError(f"there is a scenario `{id}` already; give another one with --name")
    body = {"name": option.name, "changes": list(option.lines)}
    edit(given.opened, [Add(Scenario.kind, id, body)], check=check).write()
    if as_json:
        say_json({"plan": given.name, "scenario": id, "changes": list(option.lines)})
    else:
        say(f"{toned('Kept', 'good')} option {number} as the scenario `{id}` of {given.name}.")


def _must_be_an_id(name: str) -> None:
    try:
        parse_id(name)
    except ValueError as problem:
        raise RequestError(f"--name: {problem}") from None


def _kept(given: Given, number: int) -> KeptOption:
    from fairlead.store.kept_options import kept_option

    must_be_the_plan_itself("what is applied")
    if isinstance(given.opened, OpenedImport):
        raise RequestError(
            f"{given.name} is another tool's file, into which nothing is written; "
            f"`fairlead import {given.name} -o plan.yaml` makes a plan of it"
        )
    if not _can_be_written(given):
        raise RequestError(f"{given.name} can't be written to; name a plan's own file")
    return kept_option(given.name, given.plan, number)


def _can_be_written(given: Given) -> bool:
    is_file = given.name != STANDARD_INPUT and os.path.isfile(given.name)
    return is_file and not isinstance(given.opened, OpenedImport)


def _allowed(given: Given, number: int, lines: Sequence[str]) -> list[Change]:
    """Return the changes of an option; raises RequestError where the plan's levers forbid what it does."""
    from fairlead.plan.apply import apply
    from fairlead.plan.language.lines import parse_lines
    from fairlead.plan.levers import against_levers

    changes = parse_lines(lines, given.plan)
    forbidden = against_levers(given.plan, apply(given.plan, changes), changes)
    if forbidden:
        first = forbidden[0]
        raise RequestError(f"option {number} goes against the plan's levers: {first.message}. {first.remedy}")
    return changes
