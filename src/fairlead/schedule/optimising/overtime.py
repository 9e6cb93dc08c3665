"""Overtime at a price: worked by those alone whose overtime pays, as the goal of little cost would have it.

Each person's overtime is worked or left as a whole. Levelled schedules with and without it are compared, first all of
it, then person by person; what is cheapest without missing a deadline by more than with all of it is searched further.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from fairlead.plan.document import Plan
from fairlead.plan.entities import Rates
from fairlead.plan.values import Moment
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.resting import rested, resting
from fairlead.schedule.optimising.answer import Optimised, gap_of
from fairlead.schedule.optimising.progress import Watch

_MOST_TRIALS = 24
_SHARE_OF_TIME, _LEAST_SECONDS = 0.3, 2.0  # for these trials

Best = Callable[[Plan, Watch], Optimised]


def with_overtime_that_pays(plan: Plan, watch: Watch, best: Best) -> Optimised:
    """Return the best schedule with the overtime of those alone with whom it is cheapest.

    `best` gives the best schedule of a plan, all overtime worked. Of a person whose overtime is left none is worked.
    """
    people = _dear(plan)
    if not people:
        return best(plan, watch)
    whole = best(plan, _at_once(watch))
    if whole.schedule is None or whole.value is None or whole.status == "unknown":
        return best(plan, watch)
    trials = _Trials(plan, watch, best, whole)
    unused = trials.cheapest_without(people)
    found = trials.known[unused]
    if watch.time_limit > 0 and not watch.is_interrupted():
        rest = Watch(watch.left, watch.report, watch.stopped)
        searched = best(resting(plan, unused), rest)
        if trials.is_as_punctual(searched) and _value(searched) <= _value(found):
            found = searched
    assert found.schedule is not None
    value = _value(found)
    bound = whole.lower_bound if whole.lower_bound is None else min(whole.lower_bound, value)
    is_best = bound is not None and bound >= value
    return replace(
        found,
        schedule=rested(found.schedule, plan, unused),
        status="optimal" if is_best else "feasible",
        lower_bound=bound,
        gap=gap_of(value, bound, 0.0),
        seconds=watch.seconds,
        proof=whole.proof,
    )


def _dear(plan: Plan) -> list[str]:
    """Return who is paid more for overtime than for other hours, by id."""
    paid = plan.of_kind(Rates.kind)
    return [
        person.id
        for person in plan.people.values()
        if person.overtime is not None
        and person.overtime.pay is not None
        and person.overtime.pay.fraction > 1
        and person.id in paid
    ]


class _Trials:
    def __init__(self, plan: Plan, watch: Watch, best: Best, whole: Optimised) -> None:
        self.plan, self.watch, self.best, self.whole = plan, watch, best, whole
        self.known: dict[frozenset[str], Optimised] = {frozenset(): whole}
        self.until = watch.seconds + max(watch.left * _SHARE_OF_TIME, _LEAST_SECONDS)
        assert whole.schedule is not None
        self.reached = dict(_lateness(whole.schedule))

    def cheapest_without(self, people: list[str]) -> frozenset[str]:
        """Return whose overtime is best left unused: all of it, then one by one, left or worked, while that pays."""
        unused = frozenset[str]()
        if self._is_cheaper(frozenset(people), unused):
            unused = frozenset(people)
        improves = True
        while improves:
            improves = False
            for id in people:
                if self._is_cheaper(unused ^ {id}, unused):
                    unused, improves = unused ^ {id}, True
        return unused

    def _is_cheaper(self, one: frozenset[str], other: frozenset[str]) -> bool:
        if one not in self.known:
            if len(self.known) > _MOST_TRIALS or self._is_over():
                return False
            self.known[one] = self.best(resting(self.plan, one), _at_once(self.watch))
        found = self.known[one]
        return self.is_as_punctual(found) and _value(found) < _value(self.known[other])

    def _is_over(self) -> bool:
        return self.watch.seconds > self.until or self.watch.is_interrupted()

    def is_as_punctual(self, found: Optimised) -> bool:
        """Return whether a schedule misses no deadline by more than the one with all overtime."""
        if found.schedule is None or found.value is None or found.status == "unknown":
            return False
        if self.whole.keeps_finish and not found.keeps_finish:
            return False
        return all(late <= self.reached.get(what, 0) for what, late in _lateness(found.schedule))


def _at_once(watch: Watch) -> Watch:
    return Watch(0.0, None, watch.stopped)


def _value(found: Optimised) -> float:
    return float("inf") if found.value is None else found.value


def _lateness(schedule: PeopleSchedule) -> Iterator[tuple[str, int]]:
    """Yield by how many minutes the deadlines of goals, tasks and the plan are missed; 0 where they are kept."""
    plan, axis = schedule.compiled.plan, schedule.compiled.axis

    def late(finish: int, deadline: Moment) -> int:
        return max(finish - axis.minute(deadline, end=True), 0)

    for goal in plan.goals.values():
        finish = schedule.goal_finish(goal)
        if goal.deadline is not None and finish is not None:
            yield f"goal {goal.id}", late(finish, goal.deadline)
    for task in plan.tasks.values():
        span = schedule.span_of(task.id) if task.deadline is not None else None
        if task.deadline is not None and span is not None:
            yield f"task {task.id}", late(span[1], task.deadline)
    for name in ("must_finish", "finish"):
        deadline = getattr(plan.settings, name)
        if deadline is not None:
            yield name, late(schedule.finish, deadline)
