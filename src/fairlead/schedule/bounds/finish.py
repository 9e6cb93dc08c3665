"""The best bound on a plan's finish that a time limit allows, and the reasons for it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime

from fairlead.schedule.bounds.bound import Bound, explain
from fairlead.schedule.bounds.chains import pressed_heads
from fairlead.schedule.bounds.energy import Energy, Overload
from fairlead.schedule.bounds.heads import Frame, Heads
from fairlead.schedule.bounds.relaxed import relaxed_bound
from fairlead.schedule.bounds.windows import Search, Told
from fairlead.schedule.bounds.work import workload
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.staffing import FULL, Staffed
from fairlead.schedule.why.words import listed

_MOST_NAMED = 3
_SHARE_OF_PRICES = 0.6  # of the time limit, where the constraint solver can have the rest


def finish_bound(
    staffed: Staffed,
    *,
    time_limit: float,
    upper: int | None = None,
    report: Callable[[int], None] | None = None,
    stopped: Callable[[], bool] | None = None,
    frame: Frame | None = None,
) -> Bound:
    """Return a moment before which no schedule of a plan within the limits of its people can finish.

    `time_limit` in seconds; with 0 only what takes milliseconds is tried. `upper` is the finish of a schedule that
    there is: the bound is never later, and equal only where that schedule is proven to be the best. `report` is called
    with each better moment, `stopped` often; once it says True the best so far comes back. `frame` is that of the plan
    where there is one already. Raises BeyondCalendarsError where the plan can't be done inside its compiled calendars.
    """
    return _Effort(staffed, time_limit, upper, report, stopped, frame or Frame(staffed)).best()


class _Effort:
    def __init__(
        self,
        staffed: Staffed,
        time_limit: float,
        upper: int | None,
        report: Callable[[int], None] | None,
        stopped: Callable[[], bool] | None,
        frame: Frame,
    ) -> None:
        self.staffed, self.upper, self.frame = staffed, upper, frame
        self.report = report or (lambda moment: None)
        self.stopped = stopped or (lambda: False)
        self.end = time.monotonic() + time_limit
        self.limit = time_limit
        self.titles = {
            place: id for id in staffed.compiled.row_of if (place := staffed.place_of(id)) is not None
        }

    def best(self) -> Bound:
        frame = self.frame
        heads = frame.earliest
        moment, last = frame.finish_of(heads)
        if self.upper is not None:
            moment = min(moment, self.upper)
        bound = self._by_logic(frame, heads, moment, last)
        self.report(moment)
        if moment == self.upper:
            return bound
        load = workload(frame, heads)
        if not load.jobs:
            return bound
        heads = pressed_heads(frame, load, heads)
        search = Search(frame, load, heads, moment - 1, self.upper, self._is_over, self.report)
        pressed, last = frame.finish_of(heads)
        if not search.is_settled() and pressed > moment:
            pressed = pressed if self.upper is None else min(pressed, self.upper)
            search.raise_to(pressed - 1)
            bound = self._by_chain(pressed, last)
        before = search.known
        # Energy is counted to its end whatever the time limit: it takes milliseconds.
        search.ended = self.stopped
        energy = Energy(load)
        overload = search.by_energy(energy)
        if overload is not None and search.known > before:
            # Said of the finish by logic alone, where it is plain to see: at the bound itself there is just too little.
            plain = energy.overload(heads, frame.tails(moment), overload.group)
            bound = self._by_energy(search.known + 1, moment, plain or overload)
        search.ended = self._is_over
        if not self._is_over() and not search.is_settled():
            before = search.known
            share = self.limit * (1 if self.staffed.splitting else _SHARE_OF_PRICES)
            pause = self.end - self.limit + share
            search.ended = lambda: self.stopped() or time.monotonic() >= pause
            told = search.by_prices(lambda: max(pause - time.monotonic(), 0.001))
            if told is not None and search.known > before:
                bound = self._by_prices(search, told)
        if not self._is_over() and not search.is_settled() and not self.staffed.splitting:
            seconds = self.end - time.monotonic()
            found = relaxed_bound(
                frame, load, heads, search.known + 1, self.upper, seconds, self._report_capped, self.stopped
            )
            found = found if found is None or self.upper is None else min(found, self.upper)
            if found is not None and found > search.known:
                search.raise_to(found - 1)
                bound = self._by_solver(found)
        return bound

    def _report_capped(self, moment: int) -> None:
        self.report(moment if self.upper is None else min(moment, self.upper))

    def _is_over(self) -> bool:
        return self.stopped() or time.monotonic() >= self.end

    # Reasons

    def _by_logic(self, frame: Frame, heads: Heads, moment: int, last: int) -> Bound:
        path: list[int] = []
        place = last
        while place >= 0:
            path.append(place)
            link = heads.link[place]
            place = int(frame.network.links[link, at.BEFORE]) if link >= 0 else -1
        ids = tuple(self.titles[place] for place in path if place in self.titles)
        whom = (
            self._named(reversed(ids)) if ids else "the end"
        )  # a recurring task's last time has no id of its own
        said = (f"links, dates and working hours alone put {whom} at {self._said(moment)}",)
        return Bound(moment, "critical path", said, (), ids)

    def _by_chain(self, moment: int, last: int) -> Bound:
        ids = (self.titles[last],) if last in self.titles else ()
        whom = self._named(ids) if ids else "the end"
        said = f"what has to come before {whom} takes its people until then: {self._said(moment)}"
        return Bound(moment, "energy", (said,), (), ids)

    def _by_energy(self, moment: int, by_logic: int, overload: Overload) -> Bound:
        """The tasks between two moments need more than those who can do them have; exact, so in plain numbers."""
        who = [self.staffed.resources[r] for r in overload.group]
        names = self._joined([each.title for each in who])
        tasks = tuple(self.titles[place] for place in overload.places if place in self.titles)
        count = f"{len(tasks)} tasks" if len(tasks) != 1 else "one task"
        need, have = self._days(overload.needed), self._days(overload.available)
        proof = (
            f"to finish by {self._said(by_logic)}, as links and hours alone would let it, {count} would need {need} "
            f"from {self._said(overload.begin)} to {self._said(overload.end)}",
            f"{names} {'has' if len(who) == 1 else 'have'} {have if have != need else f'less than {need}'}",
        )
        return Bound(moment, "energy", proof, tuple(each.id for each in who), tasks)

    def _by_prices(self, search: Search, told: Told) -> Bound:
        prices, account = told
        dear = sorted(prices.of, key=lambda r: -int(prices.of[r].sum()))
        who = [self.staffed.resources[r] for r in dear]
        tasks = tuple(self.titles[place] for place in account.places if place in self.titles)
        proof = (
            f"the work of {self._joined([each.title for each in who])} can't all be placed before "
            f"{self._said(search.known + 1)}: {len(tasks)} tasks with what has to come before and after them",
        )
        return Bound(search.known + 1, "window work", proof, tuple(each.id for each in who), tasks)

    def _by_solver(self, moment: int) -> Bound:
        proof = (
            f"no order of the tasks finishes before {self._said(moment)}, even with each where its hours suit it best",
        )
        return Bound(moment, "constraint solver", proof)

    # Words

    def _said(self, moment: int) -> str:
        local: datetime = self.staffed.compiled.axis.local(moment)
        return f"{local.day} {local:%B %Y %H:%M}"

    def _days(self, energy: int) -> str:
        days = energy / FULL / self.staffed.compiled.units.day
        text = f"{days:.1f}".removesuffix(".0")
        return f"{text} person-day{'' if text == '1' else 's'}"

    def _named(self, ids: Iterable[str]) -> str:
        found = [f"`{id}`" for id in ids]
        if len(found) > _MOST_NAMED:
            return f"{found[0]} … {found[-1]} ({len(found)} tasks)"
        return self._joined(found)

    def _joined(self, names: list[str]) -> str:
        if len(names) > _MOST_NAMED:
            names = [*names[:_MOST_NAMED], f"{len(names) - _MOST_NAMED} more"]
        return listed(names)


__all__ = ["Bound", "explain", "finish_bound"]
