"""Estimates that say how uncertain they are: outcomes, classes of certainty, escalation, scales of the heat map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from fairlead.plan.entities import Settings, Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, listed
from fairlead.plan.values import Percent
from fairlead.plan.values.ids import suggest

_STEPS = 4
"""Upper ends that a scale has: five steps, of which the last has none."""


def outcomes_make_the_whole(context: Context) -> Iterator[Finding]:
    """The shares of a task's outcomes add up to 100%."""
    for task in context.having("outcomes"):
        total = sum((outcome.share.fraction for outcome in task.outcomes), Decimal(0))
        if task.outcomes and total != 1:
            message = f"the outcomes add up to {Percent(total)}"
            yield error(
                task,
                "outcomes",
                "outcomes-sum",
                message,
                "Make the shares add up to 100%, like 4d at 60%, 8d at 40%",
            )


def outcomes_are_all_of_one_time(context: Context) -> Iterator[Finding]:
    """Outcomes are all in working time or all on the clock, since they are alternatives of one estimate."""
    for task in context.having("outcomes"):
        if len({outcome.time.elapsed for outcome in task.outcomes}) > 1:
            message = "the outcomes mix working and elapsed time"
            yield error(
                task, "outcomes", "outcomes-mixed", message, "Write all in one, like 3ed at 60%, 9ed at 40%"
            )


def certainties_are_known(context: Context) -> Iterator[Finding]:
    """A class of certainty is one of the plan's `certainties`."""
    settings = context.plan.settings
    asking: list[Settings | Task] = [settings, *context.having("certainty")]
    for entity in asking:
        name = entity.certainty
        if name is not None and name not in settings.certainties:
            near = suggest(name, list(settings.certainties))
            known = (
                f"The classes are {listed(settings.certainties)}"
                if settings.certainties
                else f"Add `certainties: {{{name}: 50%..100%..200%}}` to the plan"
            )
            message = f"there is no class of certainty `{name}`"
            yield error(
                entity,
                "certainty",
                "unknown-certainty",
                message,
                f"Did you mean `{near}`?" if near else known,
            )


def certainties_leave_time(context: Context) -> Iterator[Finding]:
    """A class of certainty multiplies estimates, which stay above nothing."""
    settings = context.plan.settings
    for name, factors in settings.certainties.items():
        if factors.low.fraction < 0 or factors.high.fraction == 0:
            message = f"the certainty `{name}` is `{factors}` of what is estimated"
            yield error(
                settings,
                "certainties",
                "percent-range",
                message,
                "Write shares of the estimate, like 50%..100%..200%",
            )


def plan_correlation_is_a_share(context: Context) -> Iterator[Finding]:
    """One factor behind all estimates moves them all the same way."""
    settings = context.plan.settings
    if settings.correlation is not None and not 0 <= settings.correlation.fraction <= 1:
        message = f"a correlation of {settings.correlation} between all estimates"
        remedy = "Write one from 0% to 100%; for some that go against each other use `correlations`"
        yield error(settings, "correlation", "correlation-range", message, remedy)


def escalation_leaves_something(context: Context) -> Iterator[Finding]:
    """Costs rise or fall year by year, but not below nothing."""
    settings = context.plan.settings
    said = [("escalation", "costs", settings.escalation)]
    said += [("escalations", f"account `{name}`", each) for name, each in settings.escalations.items()]
    for field, what, each in said:
        if each is not None and each.low.fraction <= -1:
            message = f"an escalation of {each} a year leaves nothing of the {what}"
            yield error(
                settings,
                field,
                "percent-range",
                message,
                "Write how much is added in a year, like 2%..3%..5%",
            )


def risk_scales_rise(context: Context) -> Iterator[Finding]:
    """A scale of the heat map says the upper ends of four steps, each above the one before."""
    settings = context.plan.settings
    scales = settings.risk_scales
    if scales is None:
        return
    examples: dict[str, tuple[str, Sequence[Decimal | int]]] = {
        "probability": ("10%, 30%, 50%, 70%", [each.fraction for each in scales.probability]),
        "delay": ("1w, 2w, 1mo, 2mo", [each.to_minutes(*context.units) for each in scales.delay]),
        "money": ("5000, 20000, 50000, 100000", [each.most_likely() for each in scales.money]),
    }
    for key, (example, ends) in examples.items():
        if ends and not _is_scale(ends):
            message = f"the scale `{key}` has {len(ends)} steps that don't all rise"
            if len(ends) != _STEPS:
                message = (
                    f"the scale `{key}` says {len(ends)} upper ends; it has {_STEPS} and a fifth step without"
                )
            remedy = f"Write {_STEPS} of them, each above the one before: `{key}: [{example}]`"
            yield error(settings, "risk_scales", "risk-scale", message, remedy)
    if any(not 0 < each.fraction < 1 for each in scales.probability):
        message = "the scale `probability` goes beyond what a probability can be"
        yield error(settings, "risk_scales", "risk-scale", message, "Write shares above 0% and below 100%")
    if len({each.currency or settings.currency for each in scales.money}) > 1:
        message = "the scale `money` is in several currencies"
        yield error(settings, "risk_scales", "risk-scale", message, "Write all of it in one")


def _is_scale(ends: Sequence[Decimal | int]) -> bool:
    return len(ends) == _STEPS and ends[0] > 0 and all(one < other for one, other in pairwise(ends))


RULES: tuple[Rule, ...] = (
    outcomes_make_the_whole,
    outcomes_are_all_of_one_time,
    certainties_are_known,
    certainties_leave_time,
    plan_correlation_is_a_share,
    escalation_leaves_something,
    risk_scales_rise,
)
