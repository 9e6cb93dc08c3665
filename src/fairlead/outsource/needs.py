"""What the team lacks, from the shadow prices of its schedule: which skill, how much, from when to when, worth what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from fairlead.outsource.lacks import (
    Lack,
    lacks_of,
    stand_ins,
    unfilled_by,
    with_newcomer,
)
from fairlead.outsource.solving import Solved, broken, only_while_there, solved
from fairlead.plan.apply import apply
from fairlead.plan.changes import Change
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError, RequestError
from fairlead.plan.language import say
from fairlead.risk.scoring import Luck
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule

SHARES = (25, 50, 100)
"""Percent of somebody's time that are tried; the smallest with nearly all of the gain is asked for."""

_NEARLY_ALL = 0.9
_LEAST = 720
"""Minutes of the clock, over the finish and all goals, below which a gain is none."""


@dataclass(frozen=True)
class Need:
    """One gap, and the plan solved `before` and with somebody in it (`helped`).

    `gain` are the working minutes by which the plan finishes earlier with somebody for `share` percent of their time
    from `first` on, which is the latest day that brings all of it; `last` is their last day of work. `latest` is the
    latest first day that still helps (by half a day, of the finish and all goals together); where `nobody` can do some
    of the work now (the tasks of `without`), the latest that makes nothing later.

    `value` is the difference of the two solves in money: penalties and costs that are saved, the newcomer's own pay
    left out, and the days of the finish where a worth was given; `rate` is that for each of their `hours` of work.
    `lines` add such a person to the plan.
    """

    lack: Lack
    title: str
    share: int
    first: date
    last: date
    latest: date
    gain: int
    goals: Mapping[str, int]
    """By how many minutes of the clock each goal is met earlier."""
    value: float
    hours: float
    tasks: tuple[str, ...]
    without: tuple[str, ...]
    lines: tuple[str, ...]
    who: str
    """The id of the newcomer that `lines` add."""
    before: Solved = field(repr=False)
    helped: Solved = field(repr=False)

    @property
    def skill(self) -> str:
        """The skill, team or person of whom there is too little."""
        return self.lack.what

    @property
    def level(self) -> int:
        """The level that is enough."""
        return self.lack.level

    @property
    def nobody(self) -> bool:
        """Whether the plan has work that nobody can do without them, so that it has no worth that is finite."""
        return self.lack.nobody

    @property
    def penalties(self) -> float:
        """What is saved in penalties of late goals."""
        return self.before.penalty - self.helped.penalty

    @property
    def costs(self) -> float:
        """What is saved in standing costs and in others' hours."""
        return self.before.cost - self.helped.cost

    @property
    def rate(self) -> float | None:
        """The highest rate an hour worth paying; None where nothing says what a gain is worth."""
        return self.value / self.hours if self.value > 0 and self.hours > 0 and not self.nobody else None

    def to_json(self, currency: str | None) -> dict[str, Any]:
        """Return it as plain data."""
        rate = None if self.rate is None else {"amount": f"{self.rate:.2f}", "currency": currency}
        value = None if self.nobody else {"amount": f"{self.value:.2f}", "currency": currency}
        return {
            "kind": self.lack.kind,
            "skill": self.skill,
            "level": self.level,
            "title": self.title,
            "share": self.share / 100,
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "latest_start": self.latest.isoformat(),
            "gain_minutes": self.gain,
            "goals": [{"id": id, "gain_minutes": gain} for id, gain in self.goals.items()],
            "without": self.before.to_json(currency),
            "with": self.helped.to_json(currency),
            "value": value,
            "highest_rate": rate,
            "hours": self.hours,
            "tasks": list(self.tasks),
            "unfilled": list(self.without),
            "lines": list(self.lines),
        }


def needs_of(
    plan: Plan,
    luck: Luck | None = None,
    *,
    skill: str | None = None,
    day_worth: float = 0.0,
    stopped: Callable[[], bool] | None = None,
) -> tuple[Solved, list[Need]]:
    """Return the plan solved as it is, and what it lacks: what nobody can do, then the most valuable first.

    What nobody can do is taken as filled when the rest is priced, since a schedule that leaves it out promises too
    much. `day_worth` is what a day of the finish is worth beside penalties and costs. Raises PlanError for a plan that
    can't be scheduled, RequestError for one whose schedule doesn't pass the checker.
    """
    luck = replace(luck or Luck(), iterations=100)
    base = solved(plan, luck)
    if base is None:
        first = broken(plan, levelled(plan, luck.default_start))[0]
        raise RequestError(
            f"the schedule of the plan is not sound, and nothing is said on its ground: {first.message}"
        )
    lacks = lacks_of(plan, base.schedule)
    pricing = _Pricing.of(plan, luck, base, [lack for lack in lacks if lack.nobody], day_worth)
    found = []
    for lack in lacks:
        if stopped is not None and stopped():
            break
        if skill is None or lack.what == skill:
            need = pricing.missing(lack) if lack.nobody else pricing.helpful(lack)
            if need is not None:
                found.append(need)
    return base, sorted(found, key=lambda need: (not need.nobody, -need.value, -sum_of_gains(need)))


def sum_of_gains(need: Need) -> int:
    """Return how much earlier the plan and its goals are, all added up, in minutes."""
    return need.gain + sum(need.goals.values())


@dataclass(frozen=True)
class _Trial:
    """Somebody more in the plan: who, the lines that add them, and the plan solved with them."""

    who: str
    lines: tuple[str, ...]
    solved: Solved


@dataclass(frozen=True)
class _Pricing:
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
    def of(cls, plan: Plan, luck: Luck, base: Solved, missing: Sequence[Lack], day_worth: float) -> _Pricing:
        compiled = base.schedule.compiled
        today = compiled.axis.local(max(compiled.ground.plan_start, compiled.ground.status_date)).date()
        whole = _filled(plan, missing, today)
        others = {
            lack.what: _filled(plan, [each for each in missing if each is not lack], today)
            for lack in missing
        }
        filled = solved(whole, luck) if missing else base
        return cls(plan, whole, luck, today, filled or base, day_worth, base, others)

    def helpful(self, lack: Lack) -> Need | None:
        """Return the need for more of what there is too little of; None where it makes nothing earlier."""
        if lack.kind == "person" and not self._is_only_who(lack):
            return None
        full = self._with(lack, self.today, None, 100, costs=False)
        if full is None or self._helps(full) < _LEAST:
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
        latest = _last_day(first, end, lambda day, sure: self._helps_from(asked, day, share, sure) >= _LEAST)
        return self._need(asked, trial, share, first, last, latest)

    def missing(self, lack: Lack) -> Need | None:
        """Return the need for what nobody can do; None where even somebody more can't."""
        plan = self.others[lack.what]
        full = self._with(lack, self.today, None, 100, plan=plan)
        if full is None:
            return None
        without = unfilled_by(self.now.schedule, lack)

        def loses_nothing(trial: _Trial | None) -> bool:
            return trial is not None and _helps(trial.solved, full.solved) < _LEAST

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

    def _need(self, lack: Lack, trial: _Trial, share: int, first: date, last: date, latest: date) -> Need:
        base, helped = self.base, trial.solved
        gain = max(helped.worked_until(base), 0)
        day = base.schedule.compiled.units.day
        value = base.penalty - helped.penalty + base.cost - helped.cost + self.day_worth * gain / day
        does = [
            placed for placed in helped.schedule if any(each.who == trial.who for each in placed.assigned)
        ]
        does.sort(key=lambda placed: placed.start)
        return Need(
            lack, title_of(self.plan, lack), share, first, last, latest, gain, _goal_gains(base, helped), value,
            helped.work_of(trial.who) / 60, tuple(placed.id for placed in does), (), trial.lines, trial.who,
            base, helped,
        )  # fmt: skip

    def _is_only_who(self, lack: Lack) -> bool:
        """Tell whether asking for somebody instead of naming them changes nothing, so that a gain is the other's."""
        changes = list(stand_ins(self.whole, lack.what, lack.what))
        if not changes:
            return False
        same = _solved_with(self.whole, changes, self.luck, costs=False)
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
    ) -> _Trial | None:
        """Return the plan with one more solved; None where it can't be."""
        plan = plan or self.whole
        changes = with_newcomer(plan, lack, first, until, share)
        found = _solved_with(plan, changes, self.luck, costs=costs, checked=checked)
        if found is None or not only_while_there(found, changes[0].id, first, until):
            return None
        return _Trial(changes[0].id, tuple(say(each, plan) for each in changes), found)

    def _helps(self, trial: _Trial) -> int:
        return _helps(self.base, trial.solved)

    def _is_enough(self, lack: Lack, share: int, enough: float) -> bool:
        trial = self._with(lack, self.today, None, share, costs=False)
        return trial is not None and self._helps(trial) >= enough

    def _helps_from(self, lack: Lack, day: date, share: int, checked: bool) -> int:
        trial = self._with(lack, day, None, share, costs=False, checked=checked)
        return self._helps(trial) if trial is not None else 0

    def _of_extent(self, lack: Lack, begin: date, share: int, least: int) -> _Trial | None:
        """Return the plan with them there for their days of work alone, or on from then where that helps more."""
        whole = self._with(lack, begin, None, share)
        if whole is None:
            return None
        first, last = _days(whole.solved.schedule, whole.who, begin)
        short = self._with(lack, first, last, share)
        return short if short is not None and self._helps(short) >= least else whole

    def _day(self, minute: int) -> date:
        return self.base.schedule.compiled.axis.local(minute).date()


def title_of(plan: Plan, lack: Lack) -> str:
    """Return what is looked for, in a few words: `Backend, level 3 or more`."""
    if lack.kind == "team":
        return f"One more in the team {plan.teams[lack.what].title}"
    if lack.kind == "person":
        return f"Somebody beside {plan.people[lack.what].title}"
    level = f", level {lack.level} or more" if lack.level else ""
    return f"{lack.what[:1].upper()}{lack.what[1:]}{level}"


def _filled(plan: Plan, missing: Sequence[Lack], today: date) -> Plan:
    """Return the plan with somebody for everything that nobody can do."""
    for lack in missing:
        plan = apply(plan, with_newcomer(plan, lack, today, None, 100))
    return plan


def _solved_with(
    plan: Plan, changes: Sequence[Change], luck: Luck, *, costs: bool, checked: bool = True
) -> Solved | None:
    try:
        return solved(apply(plan, changes), luck, costs=costs, checked=checked)
    except FairleadError:
        return None


def _helps(base: Solved, helped: Solved) -> int:
    """Return by how many minutes of the clock the plan and its goals finish earlier, all added up."""
    return max(base.finish - helped.finish, 0) + sum(_goal_gains(base, helped).values())


def _goal_gains(base: Solved, helped: Solved) -> dict[str, int]:
    gains = {id: finish - helped.goals[id] for id, finish in base.goals.items() if id in helped.goals}
    return {id: gain for id, gain in gains.items() if gain > 0}


def _days(schedule: PeopleSchedule, who: str, since: date) -> tuple[date, date]:
    """Return the first and the last day on which somebody works; they are there since a day."""
    axis = schedule.compiled.axis
    spans = [
        (placed.start, placed.finish)
        for placed in schedule
        if any(each.who == who for each in placed.assigned)
    ]
    if not spans:
        return since, since
    first = axis.local(min(begin for begin, _ in spans)).date()
    return first, axis.local(max(end for _, end in spans) - 1).date()


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
