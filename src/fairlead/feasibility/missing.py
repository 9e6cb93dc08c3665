"""What a plan doesn't say and a verdict would need, and what should be tried before it is believed."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.feasibility.verdict import Reason
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.templates import expanded


def missing(plan: Plan) -> Iterator[Reason]:
    """Yield what the plan doesn't say and a verdict would need, and what should be tried before it is believed."""
    if not plan.tasks:
        yield Reason("empty", "plan", "The plan has no tasks yet: nothing can be judged.")
        return
    if not any(goal.deadline for goal in plan.goals.values()):
        yield Reason("no-deadline", "plan", _no_deadline(plan))
    budget = plan.settings.budget
    if budget is None or budget.total is None:
        yield Reason(
            "no-budget", "plan", "There is no budget: write `budget: {total: ...}` to have the cost judged."
        )
    if not plan.people and not plan.equipment and not plan.suppliers:
        yield Reason(
            "no-people", "plan", "Nobody is in the plan: whether there are enough people can't be said."
        )
    elif plan.people and plan.settings.focus is None:
        sentence = (
            "`focus` isn't given, so everybody counts with all their hours. Nobody works 40 hours on a plan; "
            "80% is usual."
        )
        yield Reason("no-focus", "plan", sentence)
    whole = expanded(plan).tasks.values()
    if plan.people and _says_nothing_of_skills(plan) and any(_needs_skills(plan, task) for task in whole):
        sentence = (
            "Nobody has `skills`, so what tasks need isn't judged: write them on people, or `who` on tasks."
        )
        yield Reason("no-skills", "plan", sentence)
    if plan.people and not any(map(_asks_for_somebody, whole)):
        sentence = (
            "No task asks for anybody: write `who` or `needs` on tasks to have judged whether people suffice."
        )
        yield Reason("nobody-asked", "plan", sentence)
    for goal in plan.goals.values():
        if goal.deadline and not goal.done_when:
            sentence = f"{goal.title} doesn't say by what it is met: write `done_when: [...]` to have its date judged."
            yield Reason("no-work", goal.id, sentence)
    for task in whole:
        if task.unproven and task.started is None and task.done is None:
            sentence = (
                f"{task.title} has never been done before: plan a trial task first, its estimate is a guess."
            )
            yield Reason("unproven", task.id, sentence)


def _says_nothing_of_skills(plan: Plan) -> bool:
    """Tell whether needs are notes, as `schedule.staffing.eligibility` takes them: nothing is there to meet them."""
    things = (plan.equipment, plan.suppliers, plan.materials, plan.candidates)
    return not any(person.skills for person in plan.people.values()) and not any(things)


def _needs_skills(plan: Plan, task: Task) -> bool:
    known = {*plan.people, *plan.teams}
    return any(each.what not in known for need in task.needs for each in need.alternatives)


def _asks_for_somebody(task: Task) -> bool:
    return bool(
        task.who or task.needs or task.assignments or any(mode.who or mode.needs for mode in task.modes)
    )


def _no_deadline(plan: Plan) -> str:
    """Return what to do where no goal has a deadline; one of a task says only whether it can be kept at all."""
    dated = [task for task in plan.tasks.values() if task.deadline is not None and task.done is None]
    if not dated:
        return "No goal has a deadline: write one under `goals` to have dates judged."
    first = min(dated, key=lambda task: str(task.deadline))
    more = f" and of {len(dated) - 1} more" if len(dated) > 1 else ""
    return (
        f"No goal has a deadline. Whether that of {first.title}{more} can be kept at all is judged, its odds aren't: "
        f"write a goal with `done_when: [{first.id}]`."
    )
