"""What the team lacks, from the shadow prices of its schedule: which skill, how much, from when to when, worth what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from fairlead.outsource.solving import Solved, newcomer, solved
from fairlead.plan.apply import apply
from fairlead.plan.changes import Add
from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.errors import FairleadError
from fairlead.plan.language import say
from fairlead.plan.templates import expanded
from fairlead.risk.scoring import Luck
from fairlead.schedule.levelling.placed import PeopleSchedule

SHARES = (25, 50, 100)
"""Percent of somebody's time that are tried; the smallest with nearly all of the gain is asked for."""

_NEARLY_ALL = 0.9
_LEAST_DAYS = 0.5
_MOST_STEPS = 9


@dataclass(frozen=True)
class Need:
    """One gap. `gain` are the working minutes by which the plan finishes earlier with somebody of these skills for
    `share` percent of their time from `first` on; `last` is their last day of work, `latest` the latest first day that
    still helps at all.

    `value` is the difference of two full solves in money: penalties and costs that are saved, the newcomer's own pay
    left out; `rate` that for each of their hours of work: the highest worth paying. `without` are tasks that nobody can
    do now. `line` adds such a person to the plan.
    """

    skill: str
    level: int
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
    line: str
    helped: Solved = field(repr=False)

    @property
    def rate(self) -> float | None:
        """The highest rate an hour worth paying; None where nothing says what a gain is worth."""
        return self.value / self.hours if self.value > 0 and self.hours > 0 else None

    @property
    def title(self) -> str:
        """What is looked for, in a few words."""
        level = f", level {self.level} or more" if self.level else ""
        return f"{self.skill}{level}"

    def to_json(self, currency: str | None) -> dict[str, Any]:
        """Return it as plain data."""
        rate = None if self.rate is None else {"amount": f"{self.rate:.2f}", "currency": currency}
        return {
            "skill": self.skill,
            "level": self.level,
            "share": self.share / 100,
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "latest_start": self.latest.isoformat(),
            "gain_minutes": self.gain,
            "goals": [{"id": id, "gain_minutes": gain} for id, gain in self.goals.items()],
            "value": {"amount": f"{self.value:.2f}", "currency": currency},
            "highest_rate": rate,
            "hours": self.hours,
            "tasks": list(self.tasks),
            "unfilled": list(self.without),
            "line": self.line,
        }


def needs_of(
    plan: Plan,
    luck: Luck | None = None,
    *,
    skill: str | None = None,
    day_worth: float = 0.0,
    stopped: Callable[[], bool] | None = None,
) -> tuple[Solved, list[Need]]:
    """Return the plan solved as it is, and what it lacks, the most valuable first.

    `day_worth` is what a day of the finish is worth beside penalties and costs. Raises PlanError for a plan that can't
    be scheduled.
    """
    luck = replace(luck or Luck(), iterations=100)
    ended = stopped or (lambda: False)
    base = solved(plan, luck)
    if base is None:
        # What the checker doesn't pass, such as work that nobody can do, is still the plan to start from.
        base = _as_it_is(plan, luck)
    found = []
    for asked, level in _asked_for(plan, base.schedule).items():
        if ended():
            break
        if skill is None or asked == skill:
            need = _need(plan, luck, base, asked, level, day_worth)
            if need is not None:
                found.append(need)
    return base, sorted(found, key=lambda need: (-len(need.without), -need.value, -need.gain))


def _as_it_is(plan: Plan, luck: Luck) -> Solved:
    from fairlead.outsource.solving import penalty_of
    from fairlead.risk.scoring import scored
    from fairlead.schedule.levelling.levelled import levelled

    schedule = levelled(plan, luck.default_start)
    spans = {
        goal.id: max(
            (span[1] for id in goal.done_when if (span := schedule.span_of(id)) is not None), default=0
        )
        for goal in plan.goals.values()
    }
    goals = {id: finish for id, finish in spans.items() if finish}
    return Solved(
        plan,
        schedule,
        schedule.finish,
        goals,
        scored(plan, luck).planned_cost,
        penalty_of(plan, schedule, goals),
    )


def skills_in(plan: Plan) -> dict[str, int]:
    """Return the skills that open work asks for, with the highest level of each."""
    found: dict[str, int] = {}
    for task in expanded(plan).tasks.values():
        if task.done is None and not task.inactive:
            for name, level in _skills(plan, task):
                found[name] = max(found.get(name, 0), level)
    return found


def _asked_for(plan: Plan, schedule: PeopleSchedule) -> dict[str, int]:
    """Return the skills of work that waits for somebody, or that nobody can do; those most waited for first."""
    whole = schedule.compiled.plan
    waits: dict[str, int] = {}
    for placed in schedule:
        task = whole.tasks.get(placed.id.partition("#")[0])
        if task is None or task.done is not None:
            continue
        waiting = placed.waits_for.minutes if placed.waits_for is not None else 0
        for name, _ in _skills(plan, task):
            waits[name] = waits.get(name, 0) + waiting
    for id in _unfilled(schedule):
        for name, level in _skills(plan, whole.tasks[id]):
            if not _somebody_can(whole, name, level):
                waits[name] = waits.get(name, 0) + 10**9
    levels = skills_in(plan)
    return {
        name: levels.get(name, 0) for name in sorted(waits, key=lambda each: -waits[each]) if waits[name] > 0
    }


def _skills(plan: Plan, task: Task) -> Iterator[tuple[str, int]]:
    for need in task.needs:
        each = need.alternatives[0]
        if plan.find(each.what, ("material", "equipment", "supplier", "person", "candidate")) is None:
            yield each.what, each.level or 0


def _somebody_can(plan: Plan, skill: str, level: int) -> bool:
    return any(person.skills.get(skill, -1) >= level for person in plan.people.values())


def _unfilled(schedule: PeopleSchedule) -> list[str]:
    named = (finding.id for finding in schedule.findings if finding.code == "nobody-can" and finding.id)
    found = dict.fromkeys(id.partition("#")[0] for id in named)
    return [id for id in found if id in schedule.compiled.plan.tasks]


def _need(plan: Plan, luck: Luck, base: Solved, skill: str, level: int, day_worth: float) -> Need | None:
    compiled = base.schedule.compiled
    today = compiled.axis.local(max(compiled.ground.plan_start, compiled.ground.status_date)).date()
    whole = _with(plan, luck, skill, level, today, 100)
    if whole is None:
        return None
    helped, line, who = whole
    without = tuple(id for id in _unfilled(base.schedule) if id not in _unfilled(helped.schedule))
    gain = helped.worked_until(base)
    if _helps(base, helped) < _LEAST_DAYS * 1440 and not without:
        return None
    share = 100
    for less in SHARES[:-1]:
        tried = _with(plan, luck, skill, level, today, less)
        if tried is None:
            continue
        fills = len(_unfilled(tried[0].schedule)) <= len(_unfilled(helped.schedule))
        if fills and _helps(base, tried[0]) >= _NEARLY_ALL * _helps(base, helped):
            (helped, line, who), share = tried, less
            gain = helped.worked_until(base)
            break
    first, last = _days(helped.schedule, who, today)
    end = compiled.axis.local(base.finish).date()
    latest = _latest(plan, luck, base, skill, level, share, first, end) if gain > 0 else last
    value = base.penalty - helped.penalty + base.cost - helped.cost + day_worth * gain / compiled.units.day
    tasks = tuple(placed.id for placed in helped.schedule if any(each.who == who for each in placed.assigned))
    return Need(
        skill, level, share, first, last, latest, gain, _goal_gains(base, helped), value,
        helped.work_of(who) / 60, tasks, without, line, helped,
    )  # fmt: skip


def _helps(base: Solved, helped: Solved) -> int:
    """Return by how many minutes the plan and its goals finish earlier, all added up."""
    return max(base.finish - helped.finish, 0) + sum(_goal_gains(base, helped).values())


def _goal_gains(base: Solved, helped: Solved) -> dict[str, int]:
    gains = {id: finish - helped.goals[id] for id, finish in base.goals.items() if id in helped.goals}
    return {id: gain for id, gain in gains.items() if gain > 0}


def _with(
    plan: Plan, luck: Luck, skill: str, level: int, first: date, share: int, *, costs: bool = True
) -> tuple[Solved, str, str] | None:
    """Return the plan with one more solved, the line that adds them, and their id."""
    change: Add = newcomer(plan, {skill: level}, first, share, f"One more for {skill}")
    try:
        changed = apply(plan, [change])
        found = solved(changed, luck, costs=costs)
    except FairleadError:
        return None
    return (found, say(change, plan), change.id) if found is not None else None


def _days(schedule: PeopleSchedule, who: str, today: date) -> tuple[date, date]:
    """Return the first and the last day on which somebody works."""
    axis = schedule.compiled.axis
    spans = [
        (placed.start, placed.finish)
        for placed in schedule
        if any(each.who == who for each in placed.assigned)
    ]
    if not spans:
        return today, today
    return axis.local(min(a for a, _ in spans)).date(), axis.local(max(b for _, b in spans) - 1).date()


def _latest(
    plan: Plan, luck: Luck, base: Solved, skill: str, level: int, share: int, first: date, last: date
) -> date:
    """Return the latest day from which somebody still makes the plan earlier, found by halving."""
    low, high = first, max(last, first)
    for _ in range(_MOST_STEPS):
        if high - low <= timedelta(days=1):
            break
        middle = low + (high - low) // 2
        tried = _with(plan, luck, skill, level, middle, share, costs=False)
        if tried is not None and tried[0].worked_until(base) > 0:
            low = middle
        else:
            high = middle
    return low
