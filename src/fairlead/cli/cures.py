"""The cheapest cures of what a change has broken, as people read them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from fairlead.cli.forecasting import money
from fairlead.cli.screen import counted, listed, say, say_heading, toned, wrapped
from fairlead.draw.shares import percent

if TYPE_CHECKING:
    from fairlead.feasibility.options import Option
    from fairlead.risk.scoring import Score

_MOST_AFFECTED = 3
_MOST_GAINS = 2
_A_POINT = 0.01


def say_cures(
    cures: Sequence[Option],
    then: Score,
    name: str,
    lines: Sequence[str],
    heading: str = "The cheapest cures",
    partly: Sequence[Option] = (),
) -> None:
    """Print the cheapest ways to give back what a change has taken, and, given its `lines`, how to have both.

    Those that give back only a part of it, `partly`, are marked.
    """
    say_heading(heading)
    if not cures:
        say(toned("  No move on the menu gives any of it back.", "bad"))
        return
    priced = any(each.cost_p80 for each in (then, *(option.score for option in cures)))
    for number, option in enumerate(cures, 1):
        sentence = option.sentence.removesuffix(".")
        less = " That alone isn't enough." if option in partly else ""
        said = f"{sentence}. {_in_return(option, then, priced=priced)}.{less}{_whom(option)}"
        for n, part in enumerate(wrapped(said, indent=5, first=5)):
            say(f"  {number}. {part}" if n == 0 else part)
    if not priced:
        say(toned("  Nothing in the plan has a rate or a price, so what these cost isn't known.", "quiet"))
    if not lines:
        return
    say()
    say(toned("Both at once:", "quiet"))
    # Not wrapped, so that it can be copied.
    say(toned(f"  fairlead set {shlex.join([name, *lines, *cures[0].lines])}", "quiet"))


def _whom(option: Option) -> str:
    names = [each.name for each in option.affected]
    more = [f"{len(names) - _MOST_AFFECTED} more"] if len(names) > _MOST_AFFECTED else []
    return f" Affected: {listed([*names[:_MOST_AFFECTED], *more])}." if names else ""


def _in_return(option: Option, then: Score, *, priced: bool) -> str:
    """Return what a cure costs and what it gives back; its price only where anything in the plan has one.

    A larger budget costs nothing by itself, but nobody would call it free.
    """
    given = _given_back(option, then)
    free = abs(option.price) < 0.5 and (not priced or "budget" in option.kinds)
    return f"{given[0].upper()}{given[1:]}" if free else f"It {_costs(option)}; {given}"


def _costs(option: Option) -> str:
    if abs(option.price) < 0.5:
        return "costs nothing"
    return f"{'costs' if option.price > 0 else 'saves'} {money(abs(option.price), option.score.plan)}"


def _given_back(option: Option, then: Score) -> str:
    """Return what gets surer: all that is promised, else the goals that gain most."""
    score, plan = option.score, option.score.plan
    if score.chance_of_all is not None and percent(score.chance_of_all) != percent(then.chance_of_all or 0.0):
        everything = len(score.goals) > 1 or score.chance_of_budget is not None
        what = "all of it together" if everything else next(plan.goals[id].title for id in score.goals)
        return f"{what} has {percent(score.chance_of_all)} instead of {percent(then.chance_of_all or 0.0)}"
    gains = {id: chance - then.goals[id] for id, chance in score.goals.items() if id in then.goals}
    best = [id for id in sorted(gains, key=lambda id: -gains[id]) if gains[id] >= _A_POINT][:_MOST_GAINS]
    said = [
        f"{plan.goals[id].title} has {percent(score.goals[id])} instead of {percent(then.goals[id])}"
        for id in best
    ]
    held, holds = then.chance_of_budget, score.chance_of_budget
    if held is not None and holds is not None and holds - held >= _A_POINT:
        said.append(f"the budget holds with {percent(holds)} instead of {percent(held)}")
    if said:
        return listed(said)
    for id, end in score.goals_p80.items():
        days = round((then.goals_p80.get(id, end) - end) / 1440)
        if days > 0 and then.local(then.goals_p80[id]) is not None:
            said.append(f"{plan.goals[id].title} is {counted(days, 'day')} earlier at P80")
        elif days > 0:
            said.append(f"{plan.goals[id].title} is met with 80% at all")
    if said:
        return listed(said[:_MOST_GAINS])
    earlier = round((then.finish_p80 - score.finish_p80) / 1440)
    if earlier > 0 and then.local(then.finish_p80) is not None:
        return f"it is done {counted(earlier, 'day')} earlier at P80"
    return "nothing gets surer by more than a point"
