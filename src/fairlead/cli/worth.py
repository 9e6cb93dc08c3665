"""`fairlead risks --worth`: what each action against a risk is worth, and the best of them for a budget."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from fairlead.cli.agreements import agreed_for
from fairlead.cli.findings import say_findings
from fairlead.cli.forecasting import Asked, Run, money, simulating
from fairlead.cli.plans import Given
from fairlead.cli.schedules import today
from fairlead.cli.screen import listed, narrow, say, say_heading, say_json, say_table, toned, wrapped
from fairlead.cli.simulate import basis_in_words, in_working_minutes
from fairlead.cli.wording import Words
from fairlead.draw.shares import percent
from fairlead.plan.errors import RequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from fairlead.draw.tables import Cell, Tone
    from fairlead.risk.simulating import Wishes
    from fairlead.risk.worth import Change, Worth, Worths

_USUAL = 0.8


def say_worth(given: Given, budget: str | None, asked: Asked, *, as_json: bool) -> None:
    """Simulate the plan without the open actions, with each of them, and with sets that a budget pays for; say it."""
    from fairlead.risk.worth import worth_of

    most = _budget(budget)
    agreed = agreed_for(given.name, given.plan)

    def answer(run: Run, wishes: Wishes) -> Worths:
        return worth_of(given.plan, most, wishes, agreed=agreed, default_start=today(), run=run)

    found = simulating(given, asked, answer)
    say_findings(given.opened.locate(found.without.findings), err=True)
    if as_json:
        say_json({**found.to_json(), "plan": given.plan.title})
    else:
        _say(found, Words.of(given.plan, brief=narrow()), most)


def _budget(said: str | None) -> float | None:
    if said is None:
        return None
    try:
        budget = Decimal(said)
    except InvalidOperation:
        raise RequestError(f"--budget {said}: write a sum in the plan's currency, such as 20000") from None
    if budget < 0 or not budget.is_finite():
        raise RequestError(f"--budget {said}: write a sum of at least 0")
    return float(budget)


def _say(found: Worths, words: Words, budget: float | None) -> None:
    forecast = found.without
    say(toned(forecast.plan.title, "heading"))
    for line in wrapped(basis_in_words(forecast, words)):
        say(toned(line, "quiet"))
    if not found.each:
        say()
        say("No risk has an action that is still open; `actions:` of a risk names them.")
        return
    _say_actions(found, words)
    if found.chosen is not None and budget is not None:
        _say_best(found, words, budget)


def _say_actions(found: Worths, words: Words) -> None:
    from fairlead.draw.tables import Column, Table

    plan = found.without.plan
    chances = any(each.chance is not None for each in found.each)
    rows: list[tuple[Cell, ...]] = []
    for each in found.each:
        finish = _change(
            each.finish, lambda minutes: words.length(in_working_minutes(found.without, minutes))
        )
        cost = _change(each.money, lambda amount: money(amount, plan))
        chance = [_points(each.chance)] if chances else []
        rows.append(
            (
                f"{each.action.name} [{each.risk.id}]",
                money(each.cost, plan),
                finish,
                cost,
                *chance,
                _rate(each),
            )
        )
    titles = (
        "Action",
        "Price",
        f"P{round(100 * found.level)} of the finish",
        "P80 of the cost",
        *(["Every promise"] if chances else []),
        "For 1,000",
    )
    columns = tuple(Column(title, "right" if k else "left", wrap=not k) for k, title in enumerate(titles))
    if found.level < _USUAL:
        said = (
            f"P{round(100 * _USUAL)} of the finish is never in one case or another: "
            f"P{round(100 * found.level)} is compared."
        )
        say(toned(said, "quiet"))
    say_heading("What each open action changes, its price included")
    say_table(Table(columns, tuple(rows)), gap=False)
    said = "± is one standard error; changes within two of them may be chance. A minus is earlier or cheaper."
    for line in wrapped(said):
        say(toned(line, "quiet"))


def _change(change: Change, said: Callable[[float], str]) -> Cell:
    from fairlead.draw.tables import Toned

    if abs(change.by) < 1e-9 and change.error < 1e-9:
        return "none"
    sign = "−" if change.by < 0 else "+"
    tone: Tone = "" if not change.sure else "good" if change.by < 0 else "critical"
    return Toned(f"{sign}{said(abs(change.by))} ± {said(change.error)}", tone)


def _points(change: Change | None) -> str:
    if change is None:
        return ""
    return f"{100 * change.by:+.1f} ± {100 * change.error:.1f} points".replace("-", "−")


def _rate(each: Worth) -> str:
    days = each.days_for_each
    return "" if days is None else f"{round(days * 1000, 1) + 0.0:+.1f} days".replace("-", "−")


def _say_best(found: Worths, words: Words, budget: float) -> None:
    chosen, plan = found.chosen, found.without.plan
    assert chosen is not None
    say_heading(f"Best for {money(budget, plan)}")
    if not chosen.actions:
        say("  None: no set of actions that this pays for does better than none.")
        return
    names = listed(f"{each.action.name} [{each.risk.id}]" for each in chosen.actions)
    after = chosen.forecast.finish_at(0.8)
    before = found.without.finish_at(0.8)
    date = "never" if after is None else words.date(after)
    was = "never" if before is None else words.date(before)
    parts = [f"P80 of the finish {date} instead of {was}"]
    if chosen.forecast.chance_of_all is not None and found.without.chance_of_all is not None:
        parts.append(
            f"every promise kept with {percent(chosen.forecast.chance_of_all)} "
            f"instead of {percent(found.without.chance_of_all)}"
        )
    how = "all sets were tried" if chosen.all_sets else "built step by step"
    for line in wrapped(
        f"{names}, for {money(chosen.cost, plan)}: {', '.join(parts)} ({how}).", first=2, indent=2
    ):
        say(line if line.startswith(" ") else f"  {line}")
