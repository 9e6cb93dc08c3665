"""Plans on one calendar in which people and ways can be chosen: a model for CP-SAT, which searches and proves.

The model is exact for several modes, skills, stocks, people shared or avoided, and maximum lags. Set-ups are left out,
so that its bound holds, and what it finds is laid by the generator, which knows them.
"""

from __future__ import annotations

from collections.abc import Callable
from math import gcd
from typing import Any

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.codes import MISSING
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.optimising.model import Activity, ChoiceModel, Chosen, Report
from fairlead.schedule.optimising.one_calendar import Activities
from fairlead.schedule.staffing import Mode, Staffed


def chosen(
    staffed: Staffed,
    activities: Activities,
    *,
    time_limit: float,
    horizon: int | None = None,
    hint: Ints | None = None,
    hint_modes: Ints | None = None,
    seed: int = 1,
    report: Report | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Chosen:
    """Return the schedule of least makespan that CP-SAT finds in `time_limit` seconds, with its bound.

    `horizon` is the makespan of a known schedule, `hint` its starts, `hint_modes` its modes. Moments are working
    minutes of the activities' axis.
    """
    model = _WorkingTime(staffed, activities, horizon)
    model.hint(None if hint is None else hint // model.period, hint_modes)
    return model.solved(time_limit, seed, report, stopped)


class _WorkingTime(ChoiceModel):
    """Time is counted in periods of the one calendar's working time."""

    def __init__(self, staffed: Staffed, activities: Activities, horizon: int | None) -> None:
        super().__init__(staffed, activities.places.tolist())
        self.activities = activities
        self.period = self._period()
        self.horizon = self._horizon(horizon)
        self.loads: dict[
            int, list[tuple[Any, int, Any]]
        ] = {}  # resource -> interval, units, whether it is there
        self.build(0, self.horizon)

    def _period(self) -> int:
        """Return the greatest number of minutes that divides everything."""
        values = [*self.activities.duration.tolist(), *self.activities.release.tolist()]
        values += [value for value in self.activities.links[:, 3:].ravel().tolist() if value != MISSING]
        values += [_length(mode) for demand in self.demands if demand for mode in demand.modes]
        return gcd(*(abs(value) for value in values)) or 1

    def _horizon(self, known: int | None) -> int:
        if known is not None:
            return -(-known // self.period)
        links = self.activities.links
        lags = np.maximum(
            np.where(links[:, 4] == MISSING, links[:, 3], np.maximum(links[:, 3], links[:, 4])), 0
        )
        longest = [
            max([int(duration), *(_length(mode) for mode in (demand.modes if demand else ()))])
            for duration, demand in zip(self.activities.duration, self.demands, strict=True)
        ]
        whole = sum(longest) + int(lags.sum()) + int(self.activities.release.max(initial=0))
        return whole // self.period + 1

    def activity(self, i: int) -> Activity:
        """Return a task's variables, with an interval for each mode."""
        model, name = self.model, f"t{i}"
        release = int(self.activities.release[i]) // self.period
        start = model.new_int_var(min(release, self.horizon), self.horizon, f"{name}.start")
        demand = self.demands[i]
        if demand is None or not demand.modes:
            length = int(self.activities.duration[i]) // self.period
            return Activity(start, start + length)
        row = Activity(start, model.new_int_var(0, self.horizon, f"{name}.end"))
        self.take_modes(row, len(demand.modes), name)
        for m, mode in enumerate(demand.modes):
            self._laid(row, m, mode)
        return row

    def _laid(self, row: Activity, m: int, mode: Mode) -> None:
        model, length, taken = self.model, _length(mode) // self.period, row.taken[m]
        model.add(row.end == row.start + length).only_enforce_if(taken)
        if length == 0:
            return
        whole = model.new_optional_fixed_size_interval_var(row.start, length, taken, "")

        def take(r: int, units: int, there: Any) -> None:
            own = whole
            if there is not taken:
                own = model.new_optional_fixed_size_interval_var(row.start, length, there, "")
            self.loads.setdefault(r, []).append((own, units, there))

        for k, slot in enumerate(mode.slots):
            self.fill(row, m, k, slot, take)

    def add_links(self) -> None:
        """Keep lags and greatest lags, in periods."""
        for before, after, kind, lag, most in self.activities.links.tolist():
            first, second = self.rows[before], self.rows[after]
            source = first.end if kind in (codes.FS, codes.FF) else first.start
            target = second.end if kind in (codes.FF, codes.SF) else second.start
            self.model.add(target >= source + lag // self.period)
            if most != MISSING:
                self.model.add(target <= source + most // self.period)

    def add_capacities(self) -> None:
        """Keep everybody's intervals within what they can do at a time."""
        for r, loads in self.loads.items():
            capacity = self.staffed.resources[r].capacity
            self.share_out([load[0] for load in loads], [load[1] for load in loads], capacity)
            for _, each, there in loads:
                if each > capacity:
                    self.model.add(there == 0)


def _length(mode: Mode) -> int:
    return mode.parts[0].remaining if mode.parts else mode.minutes


__all__ = ["Chosen", "chosen"]
