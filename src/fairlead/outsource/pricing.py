"""What somebody more is worth to a plan, solved with and without them, and the least of them that is enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fairlead.outsource.lacks import Lack, stand_ins, unfilled_by, with_newcomer
from fairlead.outsource.needs import LEAST_GAIN, Need, title_of
from fairlead.outsource.solving import Solved, only_while_there, solved
from fairlead.plan.apply import apply
from fairlead.plan.changes import Change
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.plan.language import say
from fairlead.risk.scoring import Luck
from fairlead.schedule.levelling.placed import PeopleSchedule

SHARES = (25, 50, 100)
"""Percent of somebody's time that are tried; the smallest with nearly all of the gain is asked for."""

_NEARLY_ALL = 0.9

_MOST_TOGETHER = 3
"""People who only help together: more at a time nobody brings in."""

_LEAST_TOGETHER = 3 * 1440
"""Minutes of the clock that they gain at least: by less a schedule with more people may be earlier by chance."""


@dataclass(frozen=True)
class Trial:
    """Somebody more in the plan: who, the lines that add them, and the plan solved with them."""

    who: str
    lines: tuple[str, ...]
    solved: Solved


@dataclass(frozen=True)
class Pricing:
    """The ground on which everybody more is priced: the plan with all its work filled, solved (`base`)."""

    plan: Plan
    whole: Plan
    luck: Luck
    today: date
    base: Solved
    day_worth: float
    now: Solved
    others: Mapping[str, Plan]
    """For each thing that nobody can do the plan in which everything else is filled."""

    @classmethod
    def of(cls, plan: Plan, luck: Luck, base: Solved, missing: Sequence[Lack], day_worth: float) -> Pricing:
        """Return the ground for a plan that has been solved and work that nobody in it can do."""
        today = base.schedule.local(base.schedule.decidable_from).date()
        whole = filled(plan, missing, today)
        others = {
            lack.what: filled(plan, [each for each in missing if each is not lack], today) for lack in missing
        }
        complete = solved(whole, luck) if missing else base
        return cls(plan, whole, luck, today, complete or base, day_worth, base, others)

    def helpful(self, lack: Lack) -> Need | None:
        """Return the need for more of what there is too little of; None where it makes nothing earlier."""
        if lack.kind == "person" and not self._is_only_who(lack):
            return None
        full = self._with(lack, self.today, None, 100, costs=False)
        if full is None or self._helps(full) < LEAST_GAIN:
            return None
        enough = _NEARLY_ALL * self._helps(full)
        level = next(
            (lower for lower in lack.levels if self._is_enough(lack.at(lower), 100, enough)), lack.level
        )
        asked = lack.at(level)
        share = next((less for less in SHARES if self._is_enough(asked, less, enough)), 100)
        best = self._with(asked, self.today, None, share, costs=False) or full
        end, least = self._day(self.base.finish), self._helps(best)
        begin = _last_day(
            self.today, end, lambda day, sure: self._helps_from(asked, day, share, sure) >= least
        )
        trial = self._of_extent(asked, begin, share, least)
        if trial is None:
            return None
        first, last = _days(trial.solved.schedule, trial.who, begin)
        latest = _last_day(
            first, end, lambda day, sure: self._helps_from(asked, day, share, sure) >= LEAST_GAIN
        )
        return self._need(asked, trial, share, first, last, latest)

    def missing(self, lack: Lack) -> Need | None:
        """Return the need for what nobody can do; None where even somebody more can't."""
        plan = self.others[lack.what]
        full = self._with(lack, self.today, None, 100, plan=plan)
        if full is None:
            return None
        without = unfilled_by(self.now.schedule, lack)

        def loses_nothing(trial: Trial | None) -> bool:
            return trial is not None and helps(trial.solved, full.solved) < LEAST_GAIN

        share = next(
            (
                less
                for less in SHARES
                if less == 100
                or loses_nothing(self._with(lack, self.today, None, less, costs=False, plan=plan))
            ),
            100,
        )
        trial = self._with(lack, self.today, None, share, plan=plan) or full
        first, last = _days(trial.solved.schedule, trial.who, self.today)
        trial = self._with(lack, first, last, share, plan=plan) or trial
        latest = _last_day(
            first,
            self._day(full.solved.finish),
            lambda day, sure: loses_nothing(
                self._with(lack, day, None, share, costs=False, checked=sure, plan=plan)
            ),
        )
        need = self._need(lack, trial, share, first, last, latest)
        return replace(need, gain=0, goals={}, value=0.0, without=without)

    def _need(self, lack: Lack, trial: Trial, share: int, first: date, last: date, latest: date) -> Need:
        base, helped = self.base, trial.solved
        gain = max(helped.worked_until(base), 0)
        return Need(
            lack, title_of(self.plan, lack), share, first, last, latest, gain, goal_gains(base, helped),
            self.value_of(helped),
            helped.work_of(trial.who) / 60, tasks_of(helped, trial.who), (), trial.lines, trial.who,
            base, helped,
        )  # fmt: skip

    def value_of(self, helped: Solved) -> float:
        """Return what is saved in penalties and costs, and what the days of the finish are worth, in another solve."""
        base = self.base
        days = max(helped.worked_until(base), 0) / base.schedule.compiled.units.day
        return base.penalty - helped.penalty + base.cost - helped.cost + self.day_worth * days

    def with_filled(self, lacks: Sequence[Lack]) -> Pricing:
        """Return the same ground with somebody for each of these there already, all of their time."""
        whole = filled(self.whole, lacks, self.today)
        return replace(self, whole=whole, base=solved(whole, self.luck) or self.base)

    def complements(self, lacks: Sequence[Lack], stopped: Callable[[], bool] | None = None) -> list[Lack]:
        """Return the lacks that help when all are filled, less those that can be left out; none where none do."""
        group = [lack for lack in lacks if lack.kind != "person" or self._is_only_who(lack)]
        gain = self._gain_of(group) if len(group) > 1 else 0
        if gain < _LEAST_TOGETHER:
            return []
        for lack in reversed(list(group)):
            if stopped is not None and stopped():
                return []
            fewer = [each for each in group if each is not lack]
            if self._gain_of(fewer) >= _NEARLY_ALL * gain:
                group = fewer
        return group if len(group) <= _MOST_TOGETHER else []

    def _gain_of(self, lacks: Sequence[Lack]) -> int:
        """Return by how many minutes the plan and its goals are earlier with somebody for each of these."""
        try:
            found = solved(
                filled(self.whole, lacks, self.today), self.luck, costs=False, unkept=self.base.unkept
            )
        except FairleadError:
            return 0
        return helps(self.base, found) if found is not None else 0

    def _is_only_who(self, lack: Lack) -> bool:
        """Tell whether asking for somebody instead of naming them changes nothing, so that a gain is the other's."""
        changes = list(stand_ins(self.whole, lack.what, lack.what))
        if not changes:
            return False
        same = _solved_with(self.whole, changes, self.base, self.luck, costs=False)
        return same is not None and (same.finish, same.goals) == (self.base.finish, self.base.goals)

    def _with(
        self,
        lack: Lack,
        first: date,
        until: date | None,
        share: int,
        *,
        costs: bool = True,
        checked: bool = True,
        plan: Plan | None = None,
    ) -> Trial | None:
        """Return the plan with one more solved; None where it can't be."""
        plan = plan or self.whole
        changes = with_newcomer(plan, lack, first, until, share)
        found = _solved_with(plan, changes, self.base, self.luck, costs=costs, checked=checked)
        if found is None or not only_while_there(found, changes[0].id, first, until):
            return None
        return Trial(changes[0].id, tuple(say(each, plan) for each in changes), found)

    def _helps(self, trial: Trial) -> int:
        return helps(self.base, trial.solved)

    def _is_enough(self, lack: Lack, share: int, enough: float) -> bool:
        trial = self._with(lack, self.today, None, share, costs=False)
        return trial is not None and self._helps(trial) >= enough

    def _helps_from(self, lack: Lack, day: date, share: int, checked: bool) -> int:
        trial = self._with(lack, day, None, share, costs=False, checked=checked)
        return self._helps(trial) if trial is not None else 0

    def _of_extent(self, lack: Lack, begin: date, share: int, least: int) -> Trial | None:
        """Return the plan with them there for their days of work alone, or on from then where that helps more."""
        whole = self._with(lack, begin, None, share)
        if whole is None:
            return None
        first, last = _days(whole.solved.schedule, whole.who, begin)
        short = self._with(lack, first, last, share)
        return short if short is not None and self._helps(short) >= least else whole

    def _day(self, minute: int) -> date:
        return self.base.schedule.compiled.axis.local(minute).date()


def filled(plan: Plan, missing: Sequence[Lack], today: date) -> Plan:
    """Return the plan with somebody for everything that nobody can do."""
    for lack in missing:
        plan = apply(plan, with_newcomer(plan, lack, today, None, 100))
    return plan


def _solved_with(
    plan: Plan, changes: Sequence[Change], base: Solved, luck: Luck, *, costs: bool, checked: bool = True
) -> Solved | None:
    try:
        return solved(apply(plan, changes), luck, costs=costs, checked=checked, unkept=base.unkept)
    except FairleadError:
        return None


def helps(base: Solved, helped: Solved) -> int:
    """Return by how many minutes of the clock the plan and its goals finish earlier, all added up."""
    return max(base.finish - helped.finish, 0) + sum(goal_gains(base, helped).values())


def tasks_of(found: Solved, who: str) -> tuple[str, ...]:
    """Return the tasks that somebody does, in the order in which they begin."""
    does = [placed for placed in found.schedule if any(each.who == who for each in placed.assigned)]
    return tuple(placed.id for placed in sorted(does, key=lambda placed: placed.start))


def goal_gains(base: Solved, helped: Solved) -> dict[str, int]:
    """Return by how many minutes of the clock each goal is met earlier, of those that are."""
    gains = {id: finish - helped.goals[id] for id, finish in base.goals.items() if id in helped.goals}
    return {id: gain for id, gain in gains.items() if gain > 0}


def _days(schedule: PeopleSchedule, who: str, since: date) -> tuple[date, date]:
    """Return the first and the last day on which somebody works; they are there since a day, at work that may have
    begun before.
    """
    axis = schedule.compiled.axis
    spans = [
        (placed.start, placed.finish)
        for placed in schedule
        if any(each.who == who for each in placed.assigned)
    ]
    if not spans:
        return since, since
    first = max(axis.local(min(begin for begin, _ in spans)).date(), since)
    return first, max(axis.local(max(end for _, end in spans) - 1).date(), first)


def _last_day(first: date, end: date, holds: Callable[[date, bool], bool]) -> date:
    """Return the last day for which something holds that holds for the first, found by halving up to the end.

    On the day after it no longer does; both days are checked (the second argument of `holds`), the steps on the way
    aren't. Where it comes and goes, that is one of the days on which it ends. `first` where the check fails.
    """
    low, high = first, max(end, first) + timedelta(days=1)
    while high - low > timedelta(days=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if holds(middle, False) else (low, middle)
    return low if low == first or (holds(low, True) and (high > end or not holds(high, True))) else first
