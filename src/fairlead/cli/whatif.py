"""`fairlead whatif`: any changes, compared at once with today in dates, odds, money and people, and the way out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from fairlead.cli.agreements import agreed_for
from fairlead.cli.arguments import json_option
from fairlead.cli.completing import plans_and_ids
from fairlead.cli.help import taught
from fairlead.cli.plans import Given, plan_and_words, sound
from fairlead.cli.scenarios import chosen
from fairlead.cli.schedules import today
from fairlead.cli.screen import counted, listed, narrow, say, say_heading, say_json, say_table, toned, wrapped
from fairlead.cli.searching import searched
from fairlead.cli.side_by_side import say_scores
from fairlead.cli.simulate import basis_in_words, say_never
from fairlead.cli.wording import Words
from fairlead.plan.changes import to_json
from fairlead.plan.errors import PlanError, RequestError

if TYPE_CHECKING:
    from fairlead.cli.searching import Report, Searched, Stopped
    from fairlead.feasibility.options import Option
    from fairlead.feasibility.whatif import Affected, WhatIf
    from fairlead.risk.scoring import Score

_CURES = 3
_MOST_PEOPLE = 8
_MOST_ALONE = 4


def _complete(ctx: click.Context, _param: click.Parameter, incomplete: str) -> Any:
    return plans_and_ids(ctx.params.get("words") or (), incomplete)


@taught(
    "whatif",
    ('fairlead whatif robotics.yaml "ana away 2027-03-01..2027-03-14"', "an illness"),
    ('fairlead whatif robotics.yaml "motor duration 16ew"', "a slip"),
    ('fairlead whatif robotics.yaml "budget -15%"', "a cut"),
    ('fairlead whatif robotics.yaml "pilot deadline 2027-08-31" "drop ota"', "another date, less to do"),
    more="Each LINE is as for `fairlead set`; nothing is written. Both plans have the same luck, so that what differs "
    "comes from the changes. What they break is followed by the cheapest cures found.",
)
@click.argument("words", nargs=-1, metavar='[PLAN] "LINE"...', shell_complete=_complete)
@click.option(
    "--iterations", metavar="N", type=click.IntRange(100), default=2_000, help="How many (default 2000)."
)
@click.option("--seed", metavar="N", type=click.IntRange(0, 2**63 - 1), default=1, help="Draw other numbers.")
@click.option("--cures/--no-cures", default=True, help="Look for ways out of what gets worse (default).")
@json_option
def command(words: tuple[str, ...], iterations: int, seed: int, cures: bool, as_json: bool) -> None:
    """Try the lines, compare, look for cures."""
    name, lines = plan_and_words(words)
    if not any(line.strip() and not line.lstrip().startswith("#") for line in lines):
        raise RequestError(
            f'say what might be, as in `fairlead whatif {name} "ana away 2027-03-01..2027-03-14"`'
        )
    given = sound(name)
    tried = _tried(given, lines, iterations, seed, cures)
    if as_json:
        say_json(_json(given, tried.answer, ended_early=tried.stopped))
    else:
        _say(given, tried.answer, lines, cures=cures, ended_early=tried.stopped)


@dataclass(frozen=True)
class _Answer:
    """What the changes do, what cures them, and the changed plan laid anew where a schedule is agreed."""

    found: WhatIf
    ways: Sequence[Option] = ()
    anew: Score | None = None


def _tried(given: Given, lines: Sequence[str], iterations: int, seed: int, cures: bool) -> Searched[_Answer]:
    from fairlead.feasibility.whatif import what_if
    from fairlead.risk.scoring import Luck

    luck = Luck(iterations, seed, default_start=today())
    agreed = agreed_for(given.name, given.plan)

    def search(_report: Report, stopped: Stopped) -> _Answer:
        found = what_if(given.plan, lines, luck, agreed=agreed, stopped=stopped)
        if not cures or not found.worse or stopped():
            return _Answer(found)
        from fairlead.feasibility.options import cheapest_cures
        from fairlead.risk.scoring import scored

        ways = cheapest_cures(
            found.after, found.today, limit=_CURES, luck=luck, decided=found.decided, stopped=stopped
        )
        return _Answer(found, ways, scored(found.after, luck) if agreed is not None else None)

    try:
        return searched(search, lambda seconds, _: f"comparing, {seconds:.0f} s", limit=1.0)
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem


def _json(given: Given, answer: _Answer, *, ended_early: bool) -> dict[str, Any]:
    from fairlead.feasibility.options.curing import is_cured

    found = answer.found
    told = zip(found.changes, found.told, strict=True)
    return {
        "plan": given.plan.title,
        "changes": [{**to_json(change), "words": words} for change, words in told],
        "today": found.today.to_json(),
        "then": found.then.to_json(),
        "start": _start_json(found),
        "affected": [each.to_json() for each in found.affected],
        "against_levers": [each.to_json() for each in found.forbidden],
        "given_up": list(found.given_up),
        "left_alone": list(found.left_alone),
        "laid_anew": answer.anew.to_json() if answer.anew is not None else None,
        "cures": [{**each.to_json(), "cured": is_cured(each.score, found.today)} for each in answer.ways],
        "ended_early": ended_early,
    }


def _start_json(found: WhatIf) -> dict[str, str] | None:
    if found.starts is None:
        return None
    return {key: start.isoformat() for key, start in zip(("today", "then"), found.starts, strict=True)}


def _say(given: Given, answer: _Answer, lines: Sequence[str], *, cures: bool, ended_early: bool) -> None:
    found = answer.found
    words = Words.of(found.after, brief=narrow())
    say(toned(f"{given.plan.title}: what if", "heading"))
    for part in wrapped(basis_in_words(found.then.forecast, words)):
        say(toned(part, "quiet"))
    for line in found.told:
        for part in wrapped(line.replace(" -> ", " → "), indent=4, first=2):
            say(f"  {part}" if not part.startswith("  ") else part)
    for each in found.forbidden:
        for part in wrapped(f"Against the plan's levers: {each.message}. {each.remedy}."):
            say(toned(part, "doubtful"))
    if found.same:
        say()
        say("The plan says so already: nothing changes.")
        return
    say_scores([("Today", found.today), ("Then", found.then)], words, starts=found.starts)
    if found.then.forecast.never > found.today.forecast.never:
        say()
        say_never(found.then.forecast)
    _say_left_alone(found)
    _say_affected(found.affected, words, anybody=bool(found.plan.people or found.after.people))
    if cures:
        _say_cures(given, answer, lines, ended_early=ended_early)


def _say_left_alone(found: WhatIf) -> None:
    """Print what the figures don't show: goals without work, work without anybody."""
    said = []
    if found.given_up:
        goals = found.today.plan.goals
        said.append(f"Given up: {listed(goals[id].title for id in found.given_up)}.")
    if alone := found.left_alone:
        named = [found.after.tasks[id].title for id in alone[:_MOST_ALONE]]
        more = [f"{len(alone) - _MOST_ALONE} more"] if len(alone) > _MOST_ALONE else []
        said.append(
            f"Nobody is left for {listed([*named, *more])}; that counts as work that does itself. Say who takes over, "
            f"as in `{alone[0]} who {_somebody(found)}`."
        )
    if said:
        say()
    for sentence in said:
        for part in wrapped(sentence):
            say(toned(part, "doubtful"))


def _somebody(found: WhatIf) -> str:
    return next(iter(found.after.people), "WHO")


def _say_affected(people: Sequence[Affected], words: Words, *, anybody: bool) -> None:
    from fairlead.draw.tables import Column, Table

    if not people:
        if anybody:
            say()
            say("Nobody's tasks move.")
        return
    say_heading("Who is affected")
    rows = tuple(
        (each.name, counted(len(each.tasks), "task"), words.length(each.before), words.length(each.after),
         ", ".join(each.tasks[:3]) + (" ..." if len(each.tasks) > 3 else ""))
        for each in people[:_MOST_PEOPLE]
    )  # fmt: skip
    titles = ("", "Moved", "Work today", "Then", "Most")
    columns = tuple(
        Column(title, "right" if k in (2, 3) else "left", wrap=k in (0, 4)) for k, title in enumerate(titles)
    )
    say_table(Table(columns, rows), gap=False)
    if len(people) > _MOST_PEOPLE:
        for part in wrapped(f"and {listed(each.name for each in people[_MOST_PEOPLE:])}"):
            say(toned(part, "quiet"))


def _say_cures(given: Given, answer: _Answer, lines: Sequence[str], *, ended_early: bool) -> None:
    from fairlead.cli.cures import say_cures
    from fairlead.feasibility.options.curing import is_cured, undoes

    found, ways = answer.found, answer.ways
    if not found.worse:
        _say_no_worse(given, found)
        return
    anew_is_enough = answer.anew is not None and is_cured(answer.anew, found.today)
    if anew_is_enough or (answer.anew is not None and ways):
        _say_laid_anew(given, enough=anew_is_enough)
    if anew_is_enough and not ways:
        return
    if ended_early:
        say()
        say(toned("Stopped before all cures were tried.", "doubtful"))
        if not ways:
            return
    undone = bool(ways) and undoes(ways[0], found.decided)
    cured = bool(ways) and is_cured(ways[0].score, found.today)
    heading = "The cheapest cures"
    if undone:
        heading = "Nothing gives it back but to promise otherwise"
    elif ways and not cured:
        otherwise = any(is_cured(option.score, found.today) for option in ways)
        nothing = "Nothing but to promise otherwise" if otherwise else "Nothing"
        heading = f"{nothing} gives all of it back; this gives most"
    say_cures(
        ways,
        found.then,
        given.name,
        () if found.forbidden or undone or not _can_be_set(given) else (*_aside(), *lines),
        heading,
        partly=[option for option in ways if not is_cured(option.score, found.today)] if cured else (),
    )


def _say_laid_anew(given: Given, *, enough: bool) -> None:
    """Print that what is agreed stands in the way, and how to agree to what the cures are judged by."""
    anew = f"`fairlead optimize {given.name} --time-limit 0 --write`"
    said = (
        f"Everything would be as sure as before if the work were laid anew: make the change, then {anew}."
        if enough
        else f"A schedule is agreed; the cures are laid anew without it: after them, {anew} agrees to that."
    )
    say()
    for part in wrapped(said):
        say(toned(part, "good" if enough else "doubtful"))


def _say_no_worse(given: Given, found: WhatIf) -> None:
    """Print that nothing gets less sure, and what can't get less sure than it is."""
    say()
    goals = found.after.goals
    if found.hopeless:
        named = listed(goals[id].title for id in found.hopeless)
        has = "have" if len(found.hopeless) > 1 else "has"
        looks = f"`fairlead options {given.name}` looks for ways out"
        for part in wrapped(f"{named} {has} no chance to be in time, today or then: {looks}."):
            say(toned(part, "doubtful"))
    if len(found.hopeless) == len(found.then.goals) > 0 and found.then.chance_of_budget is None:
        return
    what = "Everything promised"
    if found.hopeless or found.given_up:
        what = "Whatever else is promised" if found.hopeless else "Whatever is still promised"
    doubtful = found.hopeless or found.given_up or found.left_alone
    say(toned(f"{what} stays as sure as before, or as asked for.", "quiet" if doubtful else "good"))


def _can_be_set(given: Given) -> bool:
    """Tell whether `fairlead set` could write the lines: into a plan's own file it can."""
    from fairlead.exchange.importing import OpenedImport

    return os.path.isfile(given.name) and not isinstance(given.opened, OpenedImport)


def _aside() -> tuple[str, ...]:
    """Return what keeps lines about a scenario in it."""
    id = chosen()
    return () if id is None else ("--scenario", id)
