"""Links: no task waits for itself, by whatever way round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from fairlead.plan.document import Plan
from fairlead.plan.findings import Finding
from fairlead.plan.rules._circles import abridged, circles
from fairlead.plan.rules._context import Context, Rule, error, warning


def summary_and_its_own(context: Context) -> Iterator[Finding]:
    """A summary and a task below it can't wait for each other: the summary lasts as long as what is below."""
    outline = context.whole.outline
    for task in context.having("after"):
        for link in task.after:
            if link.id == task.id:
                yield error(
                    task, "after", "link-to-itself", "waits for itself", f"Take `{link.id}` out of `after`"
                )
            elif outline.is_summary(link.id) and _is_above(context.whole, link.id, task.id):
                message = f"waits for `{link.id}`, the summary it stands in"
                yield error(
                    task,
                    "after",
                    "link-to-own-summary",
                    message,
                    "Link to a task in it, or move one of them out",
                )
            elif outline.is_summary(task.id) and _is_above(context.whole, task.id, link.id):
                message = f"a summary that waits for `{link.id}`, which stands in it"
                yield error(
                    task, "after", "link-to-own-child", message, "Put the link on the task that has to wait"
                )


def parents_in_a_circle(context: Context) -> Iterator[Finding]:
    """A task stands below one that exists, and not below itself."""
    tasks = context.whole.tasks
    for task in tasks.values():
        if task.parent and task.parent not in tasks:
            message = f"stands below `{task.parent}`, which isn't there"
            yield error(task, "parent", "unknown-id", message, "Put it below a task that exists")
        elif task.parent and _is_above(context.whole, task.id, task.parent):
            message = "stands below itself"
            yield error(task, "parent", "parent-cycle", message, "Put it below another task")


def said_twice(context: Context) -> Iterator[Finding]:
    """The same link twice says nothing more; two different links between one pair are legal."""
    for task in context.having("after"):
        if len(task.after) > 1 and len(set(task.after)) < len(task.after):
            twice = next(link for index, link in enumerate(task.after) if link in task.after[:index])
            yield warning(task, "after", "link-twice", f"the link `{twice}` stands twice", "Remove one")


def lags_in_order(context: Context) -> Iterator[Finding]:
    """A maximum lag is not smaller than the lag it limits, by the plan's own days and weeks."""
    for task in context.having("after"):
        for link in task.after:
            if link.lag and link.max_lag and link.lag.elapsed == link.max_lag.elapsed:
                least, most = (lag.to_minutes(*context.units, of=10_000) for lag in (link.lag, link.max_lag))
                if most < least and link.lag.percent == link.max_lag.percent:
                    message = (
                        f"the link `{link}` allows at most {link.max_lag} but asks for at least {link.lag}"
                    )
                    yield error(task, "after", "lag-order", message, "Write the smaller lag first")


def no_cycles(context: Context) -> Iterator[Finding]:
    """Nothing waits for itself, through links, summaries, decisions and `in_order`."""
    if _reads_forwards(context.whole):
        return
    for cycle in _cycles(context.whole):
        path = " -> ".join((*abridged(cycle), cycle[0]))
        task = context.whole.tasks.get(cycle[0]) or context.whole.decisions[cycle[0]]
        yield error(task, "after", "cycle", f"waits for itself: {path}", "Remove one of these links")


def _is_above(plan: Plan, upper: str, lower: str) -> bool:
    tasks, seen = plan.tasks, set()
    parent = tasks[lower].parent if lower in tasks else None
    while parent is not None and parent not in seen:
        if parent == upper:
            return True
        seen.add(parent)
        parent = tasks[parent].parent if parent in tasks else None
    return False


def _cycles(plan: Plan) -> Iterator[list[str]]:
    """Yield circles of waiting, each as the ids on it; one for every knot, since cutting it may free the rest."""
    for circle in circles(_waits_for(plan)):
        names = list(dict.fromkeys(id for id, _ in reversed(circle)))
        # A summary with its own child is told by a rule of its own, in clearer words.
        if len(names) > 1 or len(circle) > 2:
            yield names


def _reads_forwards(plan: Plan) -> bool:
    """Tell whether every link comes from further up, as in most plans; then nothing can wait for itself.

    Counting the starts and ends of tasks as the outline is walked, a link may only lead from an end to a later start.
    """
    if plan.decisions or any(task.in_order for task in plan.tasks.values()):
        return False
    ended = _ends(plan)
    for position, (id, task) in enumerate(plan.tasks.items()):
        for link in task.after:
            if link.id in ended and not (link.id != id and ended[link.id] <= position):
                return False
    return True


def _ends(plan: Plan) -> dict[str, int]:
    """Return, for each task, how many tasks the outline has counted when it and all below it are through."""
    ended: dict[str, int] = {}
    for position, (id, task) in enumerate(plan.tasks.items(), start=1):
        ended[id] = position
        parent = task.parent
        while parent in ended and ended[parent] < position:
            ended[parent] = position
            parent = plan.tasks[parent].parent
    return ended


Node = tuple[str, bool]
"""A task's start (False) or finish (True): a summary starts before its children and finishes after them."""


def _waits_for(plan: Plan) -> dict[Node, list[Node]]:
    outline, tasks = plan.outline, plan.tasks
    graph: dict[Node, list[Node]] = {}
    for id, task in tasks.items():
        begins: list[Node] = [] if task.inactive else [(link.id, True) for link in task.after]
        if task.parent in tasks:
            begins.append((str(task.parent), False))
        graph[id, False] = begins
        graph[id, True] = [(id, False), *((child, True) for child in outline.children.get(id, ()))]
    for parent, children in outline.children.items():
        if parent is not None and tasks[parent].in_order:
            for before, after in pairwise(children):
                graph[after, False].append((before, True))
    for id, decision in plan.decisions.items():
        graph[id, False] = [(link.id, True) for link in decision.after]
        graph[id, True] = [(id, False)]
    return graph


RULES: tuple[Rule, ...] = (parents_in_a_circle, summary_and_its_own, said_twice, lags_in_order, no_cycles)
