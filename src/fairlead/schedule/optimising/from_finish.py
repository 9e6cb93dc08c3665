"""Plans that are laid out from their finish, optimised: the finish is kept, and all begins as late as can be found.

The plan is read backwards (`mirrored`), where a late start is an early finish; what the search finds there is laid by
the plan's own generator, each task held back to its moment. Other goals are sought for forwards, from where the plan
begins at the latest; then whatever can be moved later at no loss is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from fairlead.plan.document import Plan
from fairlead.schedule.bounds.bound import Bound
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError, critical_path
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.from_finish import (
    Holding,
    Laid,
    as_agreed_from_finish,
    as_early_as_needed,
    beginning_at,
    laid_back,
    laid_forwards,
)
from fairlead.schedule.levelling.generating import Generator, modes_of, ranked
from fairlead.schedule.levelling.mirrored import Mirror, mirror_of
from fairlead.schedule.levelling.reading import people_schedule
from fairlead.schedule.optimising.answer import Optimised, all_that
from fairlead.schedule.optimising.neighbourhood import Found, found_by
from fairlead.schedule.optimising.objectives import Goal
from fairlead.schedule.optimising.optimisation import Optimisation
from fairlead.schedule.optimising.progress import Progress, Watch
from fairlead.schedule.staffing import Staffed

if TYPE_CHECKING:
    from fairlead.schedule.agreed import Agreed

_NEAR = 1e-6  # of an objective's value


def optimised_from_finish(
    plan: Plan, limits: Staffed, goal: Goal, watch: Watch, seed: int, agreed: Agreed | None
) -> Optimised:
    """Return the schedule that keeps the required finish and starts last, or is best by another goal.

    Where the finish can't be kept, however early people begin, it is the earliest that is sought for.
    """
    if not limits.demands:
        return _by_logic(plan, limits, goal, watch)
    back = laid_back(limits)
    if not back.keeps:
        return Optimisation(plan, as_early_as_needed(limits), goal, watch, seed, agreed).answer()
    search = _FromFinish(plan, limits, back, watch, seed, agreed)
    return search.latest() if goal == "finish" else search.best_by(goal)


def _by_logic(plan: Plan, limits: Staffed, goal: Goal, watch: Watch) -> Optimised:
    answer = Optimisation(plan, limits, goal, watch, 1).answer()
    assert answer.schedule is not None
    kept = answer.schedule.finish <= limits.compiled.network.rules[at.FINISH_BY]
    if goal != "finish" or not kept:
        return answer
    return replace(answer, keeps_finish=True, start_bound=answer.schedule.start)


class _Backwards(Optimisation):
    """A search for an early finish of a plan read backwards."""

    def explained(self, bound: Bound) -> str:
        """Return what makes a bound, without its moments, which lie on the other side of the finish."""
        names = [each.title for each in self.staffed.resources if each.id in bound.resources]
        if bound.method == "critical path":
            return "the longest chain of links, counted back from the finish"
        if not names and bound.method == "energy":
            return "what has to be done one after the other, and by the same people, until the finish"
        if not names:
            return "all orders of the tasks, counted back from the finish"
        return f"{all_that(names)} until the finish"


class _FromFinish:
    def __init__(
        self, plan: Plan, limits: Staffed, back: Laid, watch: Watch, seed: int, agreed: Agreed | None
    ) -> None:
        self.plan, self.limits, self.back = plan, limits, back
        self.watch, self.seed, self.agreed = watch, seed, agreed
        self.finish_by = int(limits.compiled.network.rules[at.FINISH_BY])
        self.bound: int | None = None
        self.proof = ""

    # As late as possible

    def latest(self) -> Optimised:
        """Return the schedule that starts last of those found; what is agreed counts among them."""
        found = [self.back, *self._as_agreed()]
        mirror = mirror_of(self.limits)
        if mirror is not None:
            first = max(found, key=lambda each: each.key)
            try:
                found += self._backwards(mirror, first)
            except BeyondCalendarsError:  # before the calendars begin; what is known lies within them
                self.bound, self.proof = None, ""
        return self._answer(max(found, key=lambda each: each.key))

    def _as_agreed(self) -> list[Laid]:
        laid = Laid(*as_agreed_from_finish(self.limits, self.agreed)) if self.agreed else None
        return [laid] if laid is not None and laid.keeps else []

    def _backwards(self, mirror: Mirror, first: Laid) -> list[Laid]:
        """Search the plan read backwards, lay what comes out forwards, and keep what is proven."""
        if not mirror.under_way:
            self._bound_quickly(mirror, first)
        if self.watch.time_limit <= 0 or self.watch.is_over() or first.start == self.bound:
            return []
        watch = Watch(self.watch.left, self._told(mirror), self.watch.is_interrupted)
        if self.bound is not None:
            watch.bound = float(mirror.moment(self.bound))
        search = _Backwards(self.plan, mirror.dated, "finish", watch, self.seed)
        found = search.sought()
        if mirror.is_exact and search.bound is not None:
            self._prove(mirror.moment(search.bound), search.proof)
        laid = laid_forwards(mirror, search.manned, found.finish, found.picks, found.modes)
        return [laid] if laid.keeps else []

    def _bound_quickly(self, mirror: Mirror, known: Laid) -> None:
        from fairlead.schedule.bounds.finish import finish_bound

        search = _Backwards(self.plan, mirror.staffed, "finish", self.watch, self.seed)
        bound = finish_bound(mirror.staffed, time_limit=0, upper=mirror.moment(known.start))
        self._prove(mirror.moment(bound.moment), search.explained(bound))

    def _told(self, mirror: Mirror) -> Callable[[Progress], None]:
        """Return what tells of starts as the search backwards finds them."""

        def tell(progress: Progress) -> None:
            if self.watch.report is not None and progress.best is not None:
                start = float(mirror.moment(progress.best))
                self.watch.report(Progress(self.watch.seconds, start, None))

        return tell

    def _prove(self, bound: int, why: str) -> None:
        if self.bound is None or bound < self.bound:
            self.bound, self.proof = bound, why

    def _answer(self, best: Laid) -> Optimised:
        schedule = people_schedule(self.plan, best.ready, best.result)
        cut = self.watch.is_interrupted()
        value = float(schedule.finish)
        if best.result.broken:
            return Optimised(schedule, "finish", "unknown", value, None, None, self.watch.seconds, "", cut)
        bound = None if self.bound is None else max(self.bound, schedule.start)
        length = max(schedule.finish - schedule.start, 1)
        return Optimised(
            schedule,
            "finish",
            "optimal" if bound == schedule.start else "feasible",
            value,
            None,
            None if bound is None else round((bound - schedule.start) / length, 6),
            self.watch.seconds,
            self.proof,
            cut,
            keeps_finish=True,
            start_bound=bound,
        )

    # By another goal

    def best_by(self, goal: Goal) -> Optimised:
        """Return the best by another goal of those that keep the finish, as late as that goal allows."""
        earliest = int(as_early_as_needed(self.limits).compiled.network.rules[at.PLAN_START])
        # Deadlines and rates may ask for an early start; weeks are even within what the work takes anyhow.
        begin = self.back.start if goal == "smooth" else earliest
        search = Optimisation(self.plan, beginning_at(self.limits, begin), goal, self.watch, self.seed)
        found = search.sought()
        if goal == "smooth":
            search.bound, search.proof = (
                None,
                "",
            )  # it counts the weeks from there on, and there could be more
        ready = manned(beginning_at(search.staffed, earliest), held=True)
        generator = Generator(ready)
        generator.wish(found.picks, found.modes)

        def is_as_good() -> bool:
            result = generator.result()
            return Laid(ready, result).keeps and search.objective.value(result) <= found.value + _NEAR

        path = critical_path(self.limits.compiled.network)
        late = np.maximum(np.asarray(path.late_start, np.int64), found.go_on)
        holding, rank = Holding(generator, late, is_as_good), ranked(ready, found.go_on)
        held = self._held(holding, found, rank)
        if held is None:
            return self._as_it_lies(search)
        holding.hold(held)
        search.manned, search.generator = ready, generator
        return search.answered(found_by(generator, search.objective, rank, found.picks, found.modes))

    def _held(self, holding: Holding, found: Found, rank: Ints) -> Ints | None:
        """Return holds that lie late and lose nothing; None where the finish isn't kept."""
        slack = max(self.finish_by - int(found.finish[holding.generator.real].max()), 0)
        if not holding.keeps(found.go_on, rank):
            return None
        held = holding.kept(np.minimum(found.go_on + slack, holding.late), slack, rank)
        if not holding.keeps(held, rank):
            held = found.go_on
        return holding.justified(held, rank)

    def _as_it_lies(self, search: Optimisation) -> Optimised:
        """Return what keeps the finish without any search for the goal, with its value."""
        ready, result = self.back
        search.staffed = replace(search.everybody, compiled=ready.staffed.compiled)
        search.prepare(held=True)
        Holding(search.generator, result.go_on, lambda: True).hold(result.go_on)
        rank = ranked(ready, result.go_on)
        modes = modes_of(ready, result)
        return search.answered(found_by(search.generator, search.objective, rank, result.picks, modes))
