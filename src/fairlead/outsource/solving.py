"""A plan solved with somebody more in it: what is gained in dates and money, by the difference of two full solves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fairlead.plan.changes import Add
from fairlead.plan.document import Plan
from fairlead.plan.entities import Goal
from fairlead.plan.references import space_kinds
from fairlead.plan.values import slug
from fairlead.risk.scoring import Luck, scored
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.load import load_of
from fairlead.schedule.staffing.money import in_plan_currency
from fairlead.schedule.verifying import verify

_PERIOD = {"h": 60, "d": 1440, "w": 7 * 1440, "mo": 30 * 1440}


@dataclass(frozen=True)
class Solved:
    """A plan levelled and verified: when it and its goals finish (axis minutes), what it costs as planned, and the
    penalties of its goals.
    """

    plan: Plan = field(repr=False)
    schedule: PeopleSchedule = field(repr=False)
    finish: int
    goals: Mapping[str, int]
    cost: float
    penalty: float

    def worked_until(self, other: Solved) -> int:
        """Return the working minutes of the plan's calendar from the finish of this to that of another."""
        calendar = self.schedule.compiled.hours.calendar(0)
        before, after = calendar.work_before([self.finish, other.finish])
        return int(after - before)

    def work_of(self, who: str) -> int:
        """Return the minutes of work of somebody."""
        return next((party.whole.work for party in load_of(self.schedule).parties if party.id == who), 0)


def solved(plan: Plan, luck: Luck, *, costs: bool = True) -> Solved | None:
    """Return a plan solved; None where its schedule doesn't pass the checker. Raises PlanError like `levelled`."""
    schedule = levelled(plan, luck.default_start)
    if verify(plan, schedule):
        return None
    goals = dict(_goals(plan, schedule))
    cost = scored(plan, luck).planned_cost if costs else 0.0
    return Solved(plan, schedule, schedule.finish, goals, cost, penalty_of(plan, schedule, goals))


def _goals(plan: Plan, schedule: PeopleSchedule) -> list[tuple[str, int]]:
    found = []
    for goal in plan.goals.values():
        spans = [span for id in goal.done_when if (span := schedule.span_of(id)) is not None]
        if spans:
            found.append((goal.id, max(finish for _, finish in spans)))
    return found


def penalty_of(plan: Plan, schedule: PeopleSchedule, goals: Mapping[str, int]) -> float:
    """Return what the goals' lateness costs, each by its `penalty`, in proportion to the time it is late."""
    return sum(_penalty(plan, schedule, plan.goals[id], finish) for id, finish in goals.items())


def _penalty(plan: Plan, schedule: PeopleSchedule, goal: Goal, finish: int) -> float:
    if goal.penalty is None or goal.deadline is None or goal.penalty.per not in _PERIOD:
        return 0.0
    late = max(finish - schedule.compiled.axis.minute(goal.deadline, end=True), 0)
    amount = in_plan_currency(plan.settings, goal.penalty.amount, goal.deadline.date)
    return float(amount or 0) * late / _PERIOD[goal.penalty.per]


def newcomer(plan: Plan, skills: Mapping[str, int], first: date, share: int, name: str) -> Add:
    """Return the change that adds somebody with these skills from a day on, for so many percent of their time."""
    taken = {id for kind in space_kinds("person") for id in plan.of_kind(kind)}
    body = {
        "name": name,
        "skills": {skill: str(max(level, 1)) for skill, level in skills.items()},
        "from": first.isoformat(),
        "share": f"{share}%",
    }
    return Add("person", slug(name, {*taken, *_skills(plan)}, fallback="newcomer"), body)


def _skills(plan: Plan) -> set[str]:
    return {skill for person in plan.people.values() for skill in person.skills}
