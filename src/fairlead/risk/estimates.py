"""How long each task may take: its estimate, by whatever says how uncertain that is, as a distribution."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from fairlead.plan.entities import Task
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values import Estimate
from fairlead.risk.distributions import LEAST_AND_GREATEST, Distribution, Ends
from fairlead.risk.history import Record, record_of
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.ground import Ground


def duration_of(compiled: Compiled | Ground, task: Task) -> Distribution | None:
    """Return how long a task may take, in working minutes of what it says; see `Estimates`."""
    return Estimates(compiled).duration_of(task)


class Estimates:
    """The uncertain estimates of a plan; reads its settings and its history once."""

    def __init__(self, compiled: Compiled | Ground) -> None:
        self.ground = compiled if isinstance(compiled, Ground) else compiled.ground
        settings = self.ground.plan.settings
        self._sizes = dict(settings.sizes)
        self._ends: Ends = LEAST_AND_GREATEST
        if settings.range_ends is not None:
            self._ends = float(settings.range_ends.low.fraction), float(settings.range_ends.high.fraction)

    def duration_of(self, task: Task) -> Distribution | None:
        """Return how long a task may take, or what is left of it, as it says; None where that is just what is said.

        In working minutes (of the clock for elapsed ones) times its template's scale, before anybody's share or
        pace stretches them: `said_of` is their most likely value, the measure of them. A range of `left` is taken as
        it is; a certain `left` keeps the proportions of the estimate. Without a range, the task's own `certainty`
        widens the estimate, else the record of `history` with `use: yes`, else the plan's `certainty`. A task with
        `modes` is asked in each of them (`task.ways`). Raises PlanError for a range that its distribution can't take.
        """
        if task.done is not None or task.modes:
            return None
        if task.left is not None and not self._resolved(task.left).certain:
            return self._of_range(task, "left", task.left, Decimal(1))
        whole = self._of_whole(task)
        if whole is None or task.left is None:
            return whole
        said, left = self._said_of_whole(task), self.said_of(task)
        return whole.scaled(left / said) if said > 0 and left > 0 else None

    def said_of(self, task: Task) -> int:
        """Return the most likely minutes of what `duration_of` is about: what is left if the task says so, else all."""
        if task.left is not None:
            return self.ground.units.most_likely(task.left, self._sizes)
        return self._said_of_whole(task)

    def _said_of_whole(self, task: Task) -> int:
        said = _said(task)
        if said is not None:
            return self.ground.units.most_likely(said, self._sizes, task.scale)
        likeliest = task.likeliest
        if likeliest is None:
            return 0
        return self.ground.units.most_likely(Estimate.of(likeliest.time), self._sizes, task.scale)

    def _of_whole(self, task: Task) -> Distribution | None:
        if task.outcomes:
            return self._of_outcomes(task)
        said = _said(task)
        if said is None:
            return None
        if not self._resolved(said).certain:
            field = "estimate" if said is task.estimate else "work" if said is task.work else "duration"
            return self._of_range(task, field, said, task.scale)
        return self._of_certain(task)

    def _of_outcomes(self, task: Task) -> Distribution | None:
        minutes = [float(self.ground.units.minutes(each.time) * task.scale) for each in task.outcomes]
        found = Distribution.discrete(minutes, [float(each.share.fraction) for each in task.outcomes])
        return None if found.kind == "certain" else found

    def _of_range(self, task: Task, field: str, said: Estimate, scale: Decimal) -> Distribution | None:
        units = self.ground.units
        low, mode, high = self._resolved(said).in_minutes(units.day, units.week, units.month)
        if low == high:
            return None
        found = self._spread(task, field, str(said), low, mode, high)
        return found.scaled(float(scale))

    def _of_certain(self, task: Task) -> Distribution | None:
        """Return what a single value becomes by its class of certainty or by the record of finished tasks."""
        settings = self.ground.plan.settings
        minutes = float(self._said_of_whole(task))
        if minutes <= 0:
            return None
        history = settings.history
        if task.certainty is None and history is not None and history.use:
            return self._record.ratio.scaled(minutes)
        name = task.certainty or settings.certainty
        factors = settings.certainties.get(name) if name is not None else None
        if factors is None:
            return None
        mode = None if factors.mode is None else float(factors.mode.fraction)
        low, high = float(factors.low.fraction), float(factors.high.fraction)
        if low == high == 1:
            return None
        shown = f"{_said(task)} x {factors}"
        return self._spread(task, "certainty", shown, low, mode, high).scaled(minutes)

    def _spread(
        self, task: Task, field: str, shown: str, low: float, mode: float | None, high: float
    ) -> Distribution:
        kind = task.distribution or self.ground.plan.settings.distribution
        try:
            return Distribution.from_range(low, mode, high, kind, self._ends).not_below(0.0)
        except ValueError as problem:
            reason, _, remedy = str(problem).rpartition(": ")
            message = f"`{field}: {shown}` can't be spread as said: {reason}"
            raise PlanError(
                [Finding(Severity.ERROR, "range-of-distribution", message, remedy, "task", task.id, field)]
            ) from None

    def _resolved(self, said: Estimate) -> Estimate:
        return said.resolved(self._sizes)

    @cached_property
    def _record(self) -> Record:
        return record_of(self.ground)


def _said(task: Task) -> Estimate | None:
    return task.estimate or task.work or task.duration
