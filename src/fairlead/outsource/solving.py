"""A plan solved with somebody more in it: what is gained in dates and money, by the difference of two full solves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.entities import Goal
from fairlead.risk.scoring import Luck, scored
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.load import load_of
from fairlead.schedule.staffing.money import in_plan_currency
from fairlead.schedule.verifying import Violation, verify

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
    unkept: frozenset[tuple[str, str]] = frozenset()
    """What the plan itself can't keep, by the rule and the task; what it is compared with may break no more."""

    def worked_until(self, other: Solved) -> int:
        """Return the working minutes of the plan's calendar from the finish of this to that of another."""
        calendar = self.schedule.compiled.hours.calendar(0)
        before, after = calendar.work_before([self.finish, other.finish])
        return int(after - before)

    def iso(self, minute: int) -> str:
        """Return a moment as it is written in JSON."""
        return self.schedule.compiled.axis.iso(minute)

    def to_json(self, currency: str | None) -> dict[str, Any]:
        """Return dates and money as plain data."""
        return {
            "finish": self.iso(self.finish),
            "goals": [{"id": id, "finish": self.iso(finish)} for id, finish in self.goals.items()],
            "cost": {"amount": f"{self.cost:.2f}", "currency": currency},
            "penalty": {"amount": f"{self.penalty:.2f}", "currency": currency},
        }

    def work_of(self, who: str) -> int:
        """Return the minutes of work of somebody."""
        return next((party.whole.work for party in load_of(self.schedule).parties if party.id == who), 0)


def broken(
    plan: Plan, schedule: PeopleSchedule, unkept: frozenset[tuple[str, str]] | None = None
) -> list[Violation]:
    """Return the rules that a schedule breaks without saying so.

    Work that it says it leaves without anybody (`nobody-can`) may stay so: the checker lets needs pass that nobody in
    the plan could fill; here so do those that nobody is left for, since others who could must stay off (`not_as`).
    Both are gaps, and no gain is ever measured from them. A maximum lag that it says can't be kept (`maximum-lag`) may
    be broken where it is among `unkept`; None allows it everywhere, for the plan as it is.
    """
    return [each for each in verify(plan, schedule) if not _is_said(each, schedule, unkept)]


def unkept_by(plan: Plan, schedule: PeopleSchedule) -> frozenset[tuple[str, str]]:
    """Return what a plan can't keep as it is, by the rule and the task: no gain may break more."""
    return frozenset((each.code, each.tasks[0]) for each in verify(plan, schedule) if each.code == "max-lag")


def _is_said(each: Violation, schedule: PeopleSchedule, unkept: frozenset[tuple[str, str]] | None) -> bool:
    said = {(finding.code, finding.id) for finding in schedule.findings}
    for task in each.tasks[:1]:
        if each.code == "needs":
            return ("nobody-can", task) in said
        if each.code == "max-lag":
            return ("maximum-lag", task) in said and (unkept is None or (each.code, task) in unkept)
    return False


def only_while_there(found: Solved, who: str, first: date, until: date | None) -> bool:
    """Tell whether somebody works on no day before they come or after they leave.

    A `duration` passes whoever is there, so that it may be given to them all the same; a gain that rests on it is none.
    What is shared as `work` everybody does in hours of their own, and of what has begun only what is left counts.
    """
    compiled, now = found.schedule.compiled, found.schedule.decidable_from
    axis = compiled.axis
    return all(
        first <= axis.local(max(begin, now)).date() and (until is None or axis.local(end - 1).date() <= until)
        for placed in found.schedule
        if any(each.who == who for each in placed.assigned)
        and compiled.plan.tasks[placed.id.partition("#")[0]].work is None
        for begin, end in placed.segments
        if end > now
    )


def solved(
    plan: Plan,
    luck: Luck,
    *,
    costs: bool = True,
    checked: bool = True,
    unkept: frozenset[tuple[str, str]] | None = None,
) -> Solved | None:
    """Return a plan solved; None where its schedule doesn't pass the checker. Raises PlanError like `levelled`.

    What isn't `checked` is for steps of a search alone, whose outcome is solved again and checked. `unkept` is what the
    plan that this one is compared with can't keep either.
    """
    schedule = levelled(plan, luck.default_start)
    if checked and broken(plan, schedule, unkept):
        return None
    goals = {
        goal.id: finish
        for goal in schedule.compiled.plan.goals.values()
        if (finish := schedule.goal_finish(goal)) is not None
    }
    cost = scored(plan, luck).planned_cost if costs else 0.0
    penalty = penalty_of(plan, schedule, goals)
    if any(finding.code == "maximum-lag" for finding in schedule.findings):
        return Solved(plan, schedule, schedule.finish, goals, cost, penalty, unkept_by(plan, schedule))
    return Solved(plan, schedule, schedule.finish, goals, cost, penalty)


def penalty_of(plan: Plan, schedule: PeopleSchedule, goals: Mapping[str, int]) -> float:
    """Return what the goals' lateness costs, each by its `penalty`, in proportion to the time it is late."""
    return sum(_penalty(plan, schedule, plan.goals[id], finish) for id, finish in goals.items())


def _penalty(plan: Plan, schedule: PeopleSchedule, goal: Goal, finish: int) -> float:
    if goal.penalty is None or goal.deadline is None or goal.penalty.per not in _PERIOD:
        return 0.0
    late = max(finish - schedule.compiled.axis.minute(goal.deadline, end=True), 0)
    amount = in_plan_currency(plan.settings, goal.penalty.amount, goal.deadline.date)
    return float(amount or 0) * late / _PERIOD[goal.penalty.per]
