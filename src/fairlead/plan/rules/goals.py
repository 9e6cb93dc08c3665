"""Goals: each says when it is met."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, warning


def goals_say_when_they_are_met(context: Context) -> Iterator[Finding]:
    """A goal without `done_when` can't be watched."""
    for goal in context.plan.goals.values():
        if not goal.done_when:
            message = "doesn't say when it is met"
            yield warning(
                goal, "done_when", "goal-without-end", message, "Add `done_when: [a task or milestone]`"
            )


def goals_have_a_deadline(context: Context) -> Iterator[Finding]:
    """A goal without a deadline can't be missed."""
    for goal in context.plan.goals.values():
        if goal.deadline is None:
            message = "has no deadline, so nobody can say whether it is kept"
            yield warning(goal, "deadline", "goal-without-deadline", message, "Add `deadline: DATE`")


RULES: tuple[Rule, ...] = (goals_say_when_they_are_met, goals_have_a_deadline)
