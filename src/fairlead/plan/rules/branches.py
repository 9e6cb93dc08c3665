"""Branches: what a task's being there depends on can be known, can come about, and doesn't lead in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from fairlead.plan.conditions import condition_of, options_in
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules._circles import abridged, circles
from fairlead.plan.rules._context import Context, Rule, error, listed, warning
from fairlead.plan.values import Percent
from fairlead.plan.values.ids import suggest

_CONDITIONS = ("only_if", "unless")


def chances_are_probabilities(context: Context) -> Iterator[Finding]:
    """A chance lies between 0% and 100%."""
    for task in context.having("chance"):
        if task.chance is not None and not 0 <= task.chance.fraction <= 1:
            message = f"a chance of {task.chance} to be there"
            yield error(task, "chance", "probability-range", message, "Write one from 0% to 100%")


def conditions_are_known(context: Context) -> Iterator[Finding]:
    """A condition names a risk, a task, or an option of a decision."""
    for task, field, said in _conditions(context):
        meant = condition_of(context.whole, said)
        if meant is None:
            yield _unknown(context.whole, task, field, said)
        elif meant.kind == "task" and meant.id != task.id and not _may_be_missing(context.whole, meant.id):
            message = f"`{field}` names the task `{said}`, which is always there"
            remedy = f"Give `{said}` a `chance`, or take it out; to come after it, write `after: [{said}]`"
            yield warning(task, field, "always-there", message, remedy)


def conditions_can_come_about(context: Context) -> Iterator[Finding]:
    """What is there only if something is so isn't also there only if it is not."""
    for task in context.having("only_if"):
        needed = {said: condition_of(context.whole, said) for said in task.only_if}
        both = [said for said in task.only_if if said in task.unless]
        if both:
            message = f"needs and excludes `{both[0]}`, so that it is never there"
            yield warning(task, "unless", "never-there", message, "Take it out of `only_if` or of `unless`")
        chosen: dict[str, set[str | None]] = {}
        for meant in needed.values():
            if meant is not None and meant.kind == "decision":
                chosen.setdefault(meant.id, set()).add(meant.option)
        for decision, options in chosen.items():
            if len(options) > 1:
                message = f"needs {len(options)} options of `{decision}`, of which only one is chosen"
                remedy = "All of `only_if` must be so; keep one, or name the others under `unless`"
                yield warning(task, "only_if", "never-there", message, remedy)


def no_circles_of_conditions(context: Context) -> Iterator[Finding]:
    """Whether a task is there doesn't depend on whether it is there."""
    tasks = context.whole.tasks
    depends: dict[str, list[str]] = {}
    for task, _, said in _conditions(context):
        if said in tasks and said not in context.whole.risks:
            depends.setdefault(task.id, []).append(said)
    if not depends:
        return
    # A task below a summary is there only if the summary is.
    graph = {id: [*depends.get(id, ()), *filter(None, [task.parent])] for id, task in tasks.items()}
    for circle in circles(graph):
        told = next((id for id in circle if id in depends), None)
        if told is not None:
            start = circle.index(told)
            path = " -> ".join(abridged([*circle[start:], *circle[:start], told]))
            field = "only_if" if tasks[told].only_if else "unless"
            message = f"is there only if it is there: {path}"
            yield error(tasks[told], field, "condition-cycle", message, "Remove one of these conditions")


def odds_are_of_the_options(context: Context) -> Iterator[Finding]:
    """The odds of a decision name its options and make 100%."""
    for decision in context.plan.decisions.values():
        for option, share in decision.odds.items():
            if option not in decision.options:
                message = f"`odds` names `{option}`, which is none of its options"
                yield error(
                    decision, "odds", "unknown-option", message, _options_remedy(option, decision.options)
                )
            if not 0 <= share.fraction <= 1:
                message = f"odds of {share} for `{option}`"
                yield error(decision, "odds", "probability-range", message, "Write shares from 0% to 100%")
        total = sum((share.fraction for share in decision.odds.values()), Decimal(0))
        if decision.odds and total != 1:
            message = f"the odds of its options add up to {Percent(total)}"
            yield error(decision, "odds", "odds-sum", message, "Make them add up to 100%")


def _conditions(context: Context) -> Iterator[tuple[Task, str, str]]:
    for field in _CONDITIONS:
        for task in context.having(field):
            yield from ((task, field, said) for said in getattr(task, field))


def _unknown(plan: Plan, task: Task, field: str, said: str) -> Finding:
    for decision, option in options_in(plan, said):
        options = plan.decisions[decision].options
        message = f"`{field}` names `{said}`, but `{option}` is no option of the decision `{decision}`"
        return error(task, field, "unknown-option", message, _options_remedy(option, options, f"{decision}."))
    if said in plan.decisions:
        message = f"`{field}` names the decision `{said}`, but not which of its options"
        options = plan.decisions[said].options
        remedy = (
            f"Write `{said}.{options[0]}`"
            if options
            else f"Give `{said}` its `options`, and name one of them"
        )
        return error(task, field, "unknown-option", message, remedy)
    other = plan.work(said) or plan.party(said)
    if other is not None:
        message = f"`{said}` is a {other.kind}, which can't stand in `{field}`"
        return error(
            task, field, "wrong-kind", message, "Name a risk, a task or an option as in `decision.option`"
        )
    options_there = [f"{each.id}.{option}" for each in plan.decisions.values() for option in each.options]
    near = suggest(said, [*plan.risks, *options_there, *plan.tasks])
    message = f"`{field}` names `{said}`, but there is no risk, task or option called so"
    remedy = f"Did you mean `{near}`?" if near else f"Add it to the plan, or take it out of `{field}`"
    return error(task, field, "unknown-id", message, remedy)


def _options_remedy(option: str, options: tuple[str, ...], before: str = "") -> str:
    near = suggest(option, options)
    if near:
        return f"Did you mean `{before}{near}`?"
    return f"The options are {listed(options)}" if options else f"Add it under `options: [{option}]`"


def _may_be_missing(plan: Plan, id: str) -> bool:
    """Tell whether a task, or a summary above it, is there only sometimes."""
    seen: set[str] = set()
    here: str | None = id
    while here is not None and here in plan.tasks and here not in seen:
        task = plan.tasks[here]
        if task.chance is not None or task.only_if or task.unless:
            return True
        seen.add(here)
        here = task.parent
    return False


RULES: tuple[Rule, ...] = (
    chances_are_probabilities,
    conditions_are_known,
    conditions_can_come_about,
    no_circles_of_conditions,
    odds_are_of_the_options,
)
