"""`fairlead simulate PLAN PLAN ...`: the odds of each plan in a line, and what they cost together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairlead.cli.agreements import agreed_for
from fairlead.cli.findings import say_findings
from fairlead.cli.forecasting import Asked, forecasts_of
from fairlead.cli.plans import Given, sound
from fairlead.cli.screen import counted, narrow, say, say_json, say_table, toned, warn, wrapped
from fairlead.cli.wording import Words
from fairlead.draw.shares import percent
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError, PlanError, ReadError
from fairlead.plan.values import said_money

if TYPE_CHECKING:
    from fairlead.draw.tables import Cell
    from fairlead.risk.forecast import Forecast
    from fairlead.risk.portfolio import Odds, Together
    from fairlead.risk.tables import Floats


@dataclass(frozen=True)
class _Line:
    """What is kept of one plan: its answer, what it costs in each iteration, and what it promises."""

    name: str
    answer: dict[str, Any]
    cells: tuple[Cell, ...] = ()
    currency: str | None = None
    cost: Floats | None = None
    iterations: int = 0
    error: FairleadError | None = None


def portfolio(names: Sequence[str], asked: Asked, *, as_json: bool) -> int:
    """Simulate many plans and say the odds of each; one that is wrong is told in its place and keeps no other back.

    The worst decides the exit code.
    """
    opened = [_opened(name) for name in names]
    sound_ones = [each for each in opened if isinstance(each, Given)]
    agreed = [agreed_for(each.name, each.plan) for each in sound_ones]
    simulated = iter(forecasts_of(sound_ones, asked, agreed, _line_of))
    lines = [each if isinstance(each, _Line) else next(simulated, None) for each in opened]
    there = [line for line in lines if line is not None]
    if as_json:
        for line in there:
            say_json(line.answer)
    else:
        _say(there, asked)
    missing = len(lines) - len(there)
    if missing:
        warn(f"stopped before {counted(missing, 'plan')}")
    return max((line.error.exit_code for line in there if line.error is not None), default=0)


def _opened(name: str) -> Given | _Line:
    try:
        return sound(name)
    except FairleadError as error:
        return _wrong(name, error)


def _line_of(given: Given, odds: Odds) -> _Line:
    """Return what is kept of a plan's odds; what it lays every iteration on is long, and let go."""
    if isinstance(odds, FairleadError):
        error = PlanError(given.opened.locate(odds.findings)) if isinstance(odds, PlanError) else odds
        return _wrong(given.name, error)
    say_findings(given.opened.locate(odds.findings), err=True)
    answer = {**odds.to_json(), "plan": given.plan.title, "file": given.name}
    return _Line(
        given.name, answer, _cells(given.plan, odds), given.plan.settings.currency, odds.cost, odds.iterations
    )


def _wrong(name: str, error: FairleadError) -> _Line:
    found = error.findings if isinstance(error, PlanError | ReadError) else ()
    answer = {"file": name, "error": str(error), "findings": [finding.to_json() for finding in found]}
    return _Line(name, answer, error=error)


def _cells(plan: Plan, forecast: Forecast) -> tuple[Cell, ...]:
    from fairlead.cli.forecasting import money
    from fairlead.draw.tables import Toned

    words = Words.of(plan, brief=True)
    dates = [
        "never" if moment is None else words.date(moment) for moment in map(forecast.finish_at, (0.5, 0.8))
    ]
    sums = [money(forecast.cost_at(p), plan) if forecast.cost.any() else "" for p in (0.5, 0.8)]
    chance, confidence = forecast.chance_of_all, plan.settings.confidence
    wanted = float(confidence.fraction) if confidence is not None else 0.8
    tone = "" if chance is None else "good" if chance >= wanted else "critical"
    kept = Toned("" if chance is None else percent(chance), tone)  # type: ignore[arg-type]
    return plan.title, *dates, *sums, kept


def _say(lines: Sequence[_Line], asked: Asked) -> None:
    from fairlead.draw.tables import Column, Table

    told = [line for line in lines if line.error is None]
    say(toned(counted(len(lines), "plan"), "heading"))
    if told:
        basis = "within people's limits" if asked.people else "by logic alone"
        most = max(line.iterations for line in told)
        say(toned(f"{most:,} iterations each (seed {asked.seed}), {basis}.", "quiet"))
        names = ("", "P50", "P80", "P50 cost", "P80 cost", "All kept")
        keep = [0, 2, 4, 5] if narrow() else range(len(names))
        columns = tuple(Column(names[k], "left" if k == 0 else "right", wrap=k == 0) for k in keep)
        say_table(Table(columns, tuple(tuple(line.cells[k] for k in keep) for line in told)))
    _say_never(told)
    _say_together(told, asked)
    for line in lines:
        if line.error is not None:
            _say_wrong(line.name, line.error)


def _say_never(lines: Sequence[_Line]) -> None:
    late = [line.name for line in lines if line.answer["finish"]["never"] > 0]
    if late:
        name = late[0] if len(late) == 1 else "PLAN"
        said = f"Some work comes too late for its hours and windows; `fairlead simulate {name}` says which."
        say()
        for text in wrapped(said):
            say(toned(text, "bad"))


def _say_together(lines: Sequence[_Line], asked: Asked) -> None:
    from fairlead.risk.portfolio import costs_together

    costs = [(line.currency, line.cost) for line in lines if line.cost is not None and line.cost.any()]
    added = [each for each in costs_together(costs, asked.seed) if each.plans > 1]
    if added:
        say()
    for together in added:
        for text in wrapped(_together(together)):
            say(text)


def _together(together: Together) -> str:
    from fairlead.risk.forecast import percentile

    costs = sorted(together.cost.tolist())
    half, most = (said_money(float(percentile(costs, p)), together.currency) for p in (0.5, 0.8))  # type: ignore[arg-type]
    return (
        f"Together {counted(together.plans, 'plan')} cost {half} at P50 and {most} at P80, "
        "as if none had anything to do with another."
    )


def _say_wrong(name: str, error: FairleadError) -> None:
    if isinstance(error, PlanError | ReadError):
        say_findings(error.findings, err=True)
    else:
        warn(f"{name}: {error}")
