"""`fairlead whatif`: any changes, compared at once with today in dates, odds, money and people, and the way out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from fairlead.cli.agreements import agreed_for
from fairlead.cli.arguments import json_option
from fairlead.cli.completing import plans_and_ids
from fairlead.cli.help import taught
from fairlead.cli.plans import Given, plan_and_words, sound
from fairlead.cli.schedules import today
from fairlead.cli.screen import counted, listed, narrow, say, say_heading, say_json, say_table, toned, wrapped
from fairlead.cli.searching import searched
from fairlead.cli.side_by_side import say_scores
from fairlead.cli.wording import Words
from fairlead.plan.changes import to_json
from fairlead.plan.errors import PlanError, RequestError

if TYPE_CHECKING:
    from fairlead.cli.searching import Report, Stopped
    from fairlead.feasibility.options import Option
    from fairlead.feasibility.whatif import Affected, WhatIf

_CURES = 3
_MOST_PEOPLE = 8


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
    if not lines:
        raise RequestError(
            f'say what might be, as in `fairlead whatif {name} "ana away 2027-03-01..2027-03-14"`'
        )
    given = sound(name)
    found, ways = _tried(given, lines, iterations, seed, cures)
    if as_json:
        say_json(_json(given, found, ways))
    else:
        _say(given, found, ways, lines, cures=cures)


def _tried(
    given: Given, lines: Sequence[str], iterations: int, seed: int, cures: bool
) -> tuple[WhatIf, Sequence[Option]]:
    from fairlead.feasibility.whatif import what_if
    from fairlead.risk.scoring import Luck

    luck = Luck(iterations, seed, default_start=today())
    agreed = agreed_for(given.name, given.plan)

    def search(_report: Report, stopped: Stopped) -> tuple[WhatIf, Sequence[Option]]:
        found = what_if(given.plan, lines, luck, agreed=agreed, stopped=stopped)
        ways: Sequence[Option] = ()
        if cures and found.worse and not stopped():
            from fairlead.feasibility.options import cheapest_cures

            ways = cheapest_cures(found.after, found.today, limit=_CURES, luck=luck, stopped=stopped)
        return found, ways

    try:
        return searched(search, lambda seconds, _: f"comparing, {seconds:.0f} s", limit=1.0).answer
    except PlanError as problem:
        raise PlanError(given.opened.locate(problem.findings)) from problem


def _json(given: Given, found: WhatIf, ways: Sequence[Option]) -> dict[str, Any]:
    told = zip(found.changes, found.told, strict=True)
    return {
        "plan": given.plan.title,
        "changes": [{**to_json(change), "words": words} for change, words in told],
        "today": found.today.to_json(),
        "then": found.then.to_json(),
        "affected": [each.to_json() for each in found.affected],
        "against_levers": [each.to_json() for each in found.forbidden],
        "cures": [each.to_json() for each in ways],
    }


def _say(given: Given, found: WhatIf, ways: Sequence[Option], lines: Sequence[str], *, cures: bool) -> None:
    words = Words.of(found.after, brief=narrow())
    say(toned(f"{given.plan.title}: what if", "heading"))
    for line in found.told:
        for part in wrapped(line.replace(" -> ", " → "), indent=4, first=2):
            say(f"  {part}" if not part.startswith("  ") else part)
    for each in found.forbidden:
        for part in wrapped(f"Against the plan's levers: {each.message}. {each.remedy}."):
            say(toned(part, "doubtful"))
    say_scores([("Today", found.today), ("Then", found.then)], words)
    _say_affected(found.affected, words)
    if cures:
        _say_cures(given, found, ways, lines)


def _say_affected(people: Sequence[Affected], words: Words) -> None:
    from fairlead.draw.tables import Column, Table

    if not people:
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
        say(toned(f"and {listed(each.name for each in people[_MOST_PEOPLE:])}", "quiet"))


def _say_cures(given: Given, found: WhatIf, ways: Sequence[Option], lines: Sequence[str]) -> None:
    from fairlead.cli.options import say_cures

    if not found.worse:
        say()
        say(toned("Everything promised stays as sure as before, or as asked for.", "good"))
        return
    say_cures(ways, found.then, given.name, () if found.forbidden else lines)
