"""Risks: each says how likely it is and what it would do."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import Risk
from fairlead.plan.findings import Finding
from fairlead.plan.rules._circles import abridged, circles
from fairlead.plan.rules._context import Context, Rule, error, warning
from fairlead.plan.values import Duration, Estimate, Impact


def probabilities_are_probabilities(context: Context) -> Iterator[Finding]:
    """A probability lies between 0% and 100%."""
    for risk in context.whole.risks.values():
        given = [
            ("probability", risk.probability),
            *(("actions", action.probability) for action in risk.actions),
            *(("triggers", probability) for probability in risk.triggers.values()),
        ]
        for field, probability in given:
            if probability is not None and not 0 <= probability.fraction <= 1:
                message = f"a probability of {probability}"
                yield error(risk, field, "probability-range", message, "Write one from 0% to 100%")
    for task in context.having("retry"):
        if task.retry is not None and not 0 <= task.retry.chance.fraction < 1:
            message = f"a chance of {task.retry.chance} to be repeated"
            yield error(task, "retry", "probability-range", message, "Write one from 0% to below 100%")


def risks_do_something(context: Context) -> Iterator[Finding]:
    """A risk that delays nothing, costs nothing and keeps nobody away changes no forecast."""
    deciding = {id for task in context.having("only_if", "unless") for id in (*task.only_if, *task.unless)}
    for risk in context.whole.risks.values():
        matters = (
            risk.delays or risk.costs or risk.away or risk.repeats or risk.triggers or risk.id in deciding
        )
        if not (matters or risk.closed):
            message = "doesn't say what it would do"
            remedy = "Add `delays: {task: 5d}`, `costs: 4000` or `away: {person: 2w}`"
            yield warning(risk, None, "risk-without-impact", message, remedy)


def risks_are_likely_or_not(context: Context) -> Iterator[Finding]:
    """A risk says how likely it is, unless it has struck."""
    for risk in context.whole.risks.values():
        if risk.probability is None and risk.struck is None and risk.register_kind != "problem":
            yield warning(
                risk,
                "probability",
                "no-probability",
                "doesn't say how likely it is",
                "Add `probability: 30%`",
            )


def impacts_rise(context: Context) -> Iterator[Finding]:
    """What a risk would do runs from the least to the greatest, by the plan's own days and weeks."""
    for risk in context.whole.risks.values():
        for field, value in _ranges(risk):
            ends = [each for each in (value.low, value.mode, value.high) if isinstance(each, Duration)]
            minutes = [each.to_minutes(*context.units) for each in ends]
            if minutes != sorted(minutes):
                message = (
                    f"the range `{value}` doesn't rise: a day is {context.units[0] / 60:g} hours in this plan"
                )
                yield error(risk, field, "range-order", message, "Write least, most likely, greatest")


def triggers_were_seen_by_now(context: Context) -> Iterator[Finding]:
    """A trigger that has been seen was seen by the status date."""
    status = context.plan.settings.status_date
    for risk in context.whole.risks.values():
        if status is not None and risk.triggered is not None and risk.triggered.date > status.date:
            message = f"`triggered: {risk.triggered}` lies after the status date {status}"
            remedy = "Move the plan's `status_date`, or correct the date"
            yield warning(risk, "triggered", "fact-in-the-future", message, remedy)


def secondary_risks_end_somewhere(context: Context) -> Iterator[Finding]:
    """No action brings the very risk that it answers, directly or through others."""
    risks = context.whole.risks
    brings = {risk.id: [id for action in risk.actions for id in action.brings] for risk in risks.values()}
    for circle in circles(brings):
        message = f"brings itself about: {' -> '.join(abridged([*circle, circle[0]]))}"
        yield error(risks[circle[0]], "actions", "brings-cycle", message, "Take one of them out of `brings`")


def _ranges(risk: Risk) -> Iterator[tuple[str, Impact | Estimate]]:
    """Yield every range of time that a risk says, with its field."""
    yield from (("delays", value) for value in risk.delays.values())
    yield from (("away", value) for value in risk.away.values())
    yield from (("actions", value) for action in risk.actions for value in action.delays.values())


RULES: tuple[Rule, ...] = (
    probabilities_are_probabilities,
    risks_do_something,
    risks_are_likely_or_not,
    impacts_rise,
    triggers_were_seen_by_now,
    secondary_risks_end_somewhere,
)
