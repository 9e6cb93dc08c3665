"""Risks: each says how likely it is and what it would do."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning


def probabilities_are_probabilities(context: Context) -> Iterator[Finding]:
    """A probability lies between 0% and 100%."""
    for risk in context.whole.risks.values():
        given = [
            ("probability", risk.probability),
            *(("actions", action.probability) for action in risk.actions),
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
    for risk in context.whole.risks.values():
        if not (risk.delays or risk.costs or risk.away or risk.repeats or risk.closed):
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


RULES: tuple[Rule, ...] = (probabilities_are_probabilities, risks_do_something, risks_are_likely_or_not)
