"""Small plans, exactly: whether all that has to be done by certain dates can be, by CP-SAT on exact calendars."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from fairlead.feasibility.why_not.case import Case
from fairlead.schedule import codes
from fairlead.schedule.bounds.heads import Frame, Tails
from fairlead.schedule.bounds.hours import Hours
from fairlead.schedule.codes import CLOCK, LATEST
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Indices
from fairlead.schedule.optimising.model import Activity, Chosen, interrupting
from fairlead.schedule.optimising.own_hours import OnTheClock, Taking, until
from fairlead.schedule.staffing import Staffed

More = Callable[[OnTheClock], None]
"""Writes into a model what else has to hold."""

MOST_TASKS = 150
_FEW, _WORKERS = 12, 8


def decided_exactly(
    case: Case,
    *,
    seconds: float,
    least_of: Sequence[int] = (),
    more: More | None = None,
    amount: bool = False,
) -> tuple[Indices, Chosen] | None:
    """Return the places that count for a case's dates, and what is found of them; None where the model can't show it.

    "infeasible" is a proof: all that the model leaves out only relaxes it. With `least_of` the last finish of these
    places is as early as can be, and the case's ends only say how late it may be; then `lower_bound` is a moment before
    which it can't be. `more` writes further demands into the model; with `amount` it also says what is to be least, and
    `lower_bound` is of that. `seconds` are for writing the model as well as for the search.
    """
    end = time.monotonic() + seconds
    tails = case.tails()
    places = _places(case.limits, case.frame, tails)
    if places is None:
        return None
    model = _InTime(case, places, tails, set(least_of), until(end, case.stopped))
    if not model.fits:
        return None
    if more is not None:
        more(model)
    if end <= time.monotonic():
        return None
    origin = model.origin
    found = model.solved(end - time.monotonic(), 1, None, case.stopped)
    start = None if found.start is None else found.start + origin
    bound = found.lower_bound + (0 if amount else origin)
    return places, Chosen(found.status, bound, start, found.modes, found.picks)


def core_of(case: Case, seconds: float) -> tuple[set[int], set[int]] | None:
    """Return the places whose work, and the numbers of the people and things whose limits, refute a case's dates.

    By assumptions of CP-SAT: each task asks for people, and each of them is limited, only as long as that is assumed; a
    part of the assumptions that can't hold comes back. None where nothing is refuted in the time. The part is no
    smallest one, and what links alone need isn't in it.
    """
    end = time.monotonic() + seconds
    tails = case.tails()
    places = _places(case.limits, case.frame, tails)
    if places is None:
        return None
    model = _Assumed(case, places, tails, set(), until(end, case.stopped))
    return model.core(end - time.monotonic(), case.stopped) if model.fits else None


def _places(staffed: Staffed, frame: Frame, tails: Tails) -> Indices | None:
    """Return the unfinished places that the model can show and something binds; the others are left out."""
    found = [t for t in range(frame.size) if tails.finish[t] < LATEST and _is_shown(staffed, frame, t)]
    return np.array(found, np.int64) if 0 < len(found) <= MOST_TASKS else None


def _is_shown(staffed: Staffed, frame: Frame, t: int) -> bool:
    if frame.state[t] in (codes.FINISHED, codes.FIXED) or frame.shape[t] == codes.GATE_FIRST:
        return False
    if frame.pinned[t] or frame.by_expected[t] or frame.splits(t):
        return False
    if frame.shape[t] != codes.WORK:
        return True
    demand = staffed.demands.get(t)
    busy = demand is not None and bool(demand.modes)
    if busy and not frame.real[t]:
        return False
    return all(
        len(parts) == 1 and not parts[0].delay and frame.minutes(t, parts[0]) > 0 for parts in frame.modes[t]
    )


class _InTime(OnTheClock):
    """The model with latest dates for some places, and maximum lags as far as they bind on the clock."""

    def __init__(
        self,
        case: Case,
        places: Indices,
        tails: Tails,
        least_of: set[int],
        stopped: Callable[[], bool],
    ) -> None:
        self.least_of = least_of
        self.workers = 1 if len(places) <= _FEW else _WORKERS  # for a few tasks threads take longer to begin
        upper = max(*(tails.finish[place] for place in places if tails.finish[place] < LATEST), 0)
        super().__init__(case.limits, case.frame, places, upper, -LATEST, tails, stopped)
        if self.fits:
            self._begin_in_time(case.begun_by)
            self._keep_maximum_lags(case)
            for place, row in zip(self.places, self.rows, strict=True):
                self.model.add(row.end <= max(self.tails.finish[place] - self.origin, -1))

    def counts(self, i: int) -> bool:
        return self.places[i] in self.least_of

    def _begin_in_time(self, begun_by: Mapping[int, int]) -> None:
        for place, latest in begun_by.items():
            if place in self.number:
                self.model.add(self.rows[self.number[place]].start <= latest - self.origin)

    def _keep_maximum_lags(self, case: Case) -> None:
        """Let no successor come later than the greatest time on the clock that its maximum lag can take."""
        for link, most in case.greatest_lags():
            before, after = link[at.BEFORE], link[at.AFTER]
            if before not in self.number or after not in self.number:
                continue
            source, target = self._ends_of(link[at.KIND], before, after)
            span = most if link[at.LAG_CALENDAR] == CLOCK else self._greatest(link[at.LAG_CALENDAR], most)
            if span is not None:
                self.model.add(target <= source + span)

    def _ends_of(self, kind: int, before: int, after: int) -> tuple[Any, Any]:
        one: Activity = self.rows[self.number[before]]
        other: Activity = self.rows[self.number[after]]
        source = one.end if kind in (codes.FS, codes.FF) else one.start
        return source, other.end if kind in (codes.FF, codes.SF) else other.start

    def _greatest(self, calendar: int, minutes: int) -> int | None:
        """Return how long so many working minutes can take on the clock at most, closed hours behind them included."""
        hours: Hours = self.frame.hours(calendar)
        if hours.always:
            return minutes
        if minutes < 0:
            return None
        moments = [
            m for m in (*hours.starts.tolist(), *hours.ends.tolist()) if self.origin <= m <= self.upper
        ]
        moments += [hours.latest(hours.before(m) - minutes) for m in list(moments)] + [
            self.origin,
            self.upper,
        ]
        spans = [
            hours.latest(hours.before(m) + minutes) - m for m in moments if self.origin <= m <= self.upper
        ]
        greatest = max(spans, default=None)
        return None if greatest is None or greatest > LATEST // 2 else greatest


class _Assumed(_InTime):
    """The model in which that a task asks for people, and that each of them is limited, are assumptions."""

    def add_capacities(self) -> None:
        """Keep people's work apart as far as it is assumed."""
        self.asks: dict[int, Any] = {}
        self.limited: dict[int, Any] = {}
        for r, takings in self.takings.items():
            self.limited[r] = self.model.new_bool_var("")
            self.takings[r] = [self._assumed(r, each) for each in takings]
        super().add_capacities()
        self.model.add_assumptions([*self.asks.values(), *self.limited.values()])

    def _assumed(self, r: int, taking: Taking) -> Taking:
        asks = self.asks.setdefault(taking.place, self.model.new_bool_var(""))
        there = self.model.new_bool_var("")
        conditions = [asks, self.limited[r], *([] if isinstance(taking.there, int) else [taking.there])]
        self.model.add_bool_or([there, *(~each for each in conditions)])
        return taking._replace(there=there)

    def core(self, seconds: float, stopped: Callable[[], bool] | None) -> tuple[set[int], set[int]] | None:
        """Return the places and the resources, by number, of assumptions that can't hold together."""
        self.model.clear_objective()
        solver = self.cp.CpSolver()
        solver.parameters.max_time_in_seconds = max(seconds, 0.01)
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        with interrupting(solver, stopped):
            if solver.solve(self.model) != self.cp.INFEASIBLE:
                return None
        found = set(solver.sufficient_assumptions_for_infeasibility())
        places = {place for place, literal in self.asks.items() if literal.index in found}
        return places, {r for r, literal in self.limited.items() if literal.index in found}
