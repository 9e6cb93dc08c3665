"""What if: changes tried on a plan, and what that does to dates, odds, money and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fairlead.feasibility.hopeless import NO_CHANCE, weeks_later
from fairlead.feasibility.verdict import confidence_of
from fairlead.plan.apply import apply
from fairlead.plan.changes import Change, Rename, Set, describe
from fairlead.plan.document import Plan
from fairlead.plan.entities import Goal, Settings, Task
from fairlead.plan.errors import FairleadError, PlanError
from fairlead.plan.findings import Finding
from fairlead.plan.language import parse_line
from fairlead.plan.language.lines import parse_lines
from fairlead.plan.levers import CODE, against_levers
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule, Placed
from fairlead.schedule.load import load_of

_A_YEAR = 525_600
_NEAR = 0.005
_SOMEBODY = ("person", "candidate", "supplier")


@dataclass(frozen=True, slots=True)
class Affected:
    """Somebody whom the changes reach: how many of their tasks move, come or go, and their work before and after.

    Work is in minutes of their own time; `tasks` are the ids, those that move farthest first.
    """

    who: str
    name: str
    tasks: tuple[str, ...]
    before: int
    after: int

    def to_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "who": self.who,
            "name": self.name,
            "tasks": list(self.tasks),
            "work_minutes": {"before": self.before, "after": self.after},
        }


@dataclass(frozen=True)
class WhatIf:
    """A plan today and after the changes, judged with the same luck; `after` is the changed plan.

    `forbidden` are what the changes do though the plan's levers forbid it: answered all the same, and said.
    """

    plan: Plan
    after: Plan
    changes: tuple[Change, ...]
    told: tuple[str, ...]
    today: Score
    then: Score
    affected: tuple[Affected, ...]
    forbidden: tuple[Finding, ...] = ()
    starts: tuple[datetime, datetime] | None = None
    """When work begins, today and then; None where one of them can't be levelled."""

    @property
    def same(self) -> bool:
        """Whether the plan says all of it already, so that nothing changes."""
        return self.after == self.plan

    @property
    def given_up(self) -> tuple[str, ...]:
        """The goals that nothing is left of: they are gone themselves, or all that they wait for is."""
        return tuple(id for id in self.today.goals_p80 if id not in self.then.goals_p80)

    @property
    def hopeless(self) -> tuple[str, ...]:
        """The goals that have no chance to be in time, neither today nor then: no change can make them less sure."""
        today, then = self.today.goals, self.then.goals
        return tuple(id for id in then if max(today.get(id, 1.0), then[id]) < NO_CHANCE)

    @property
    def decided(self) -> frozenset[str]:
        """What the changes promise otherwise: the goals whose deadline they set, `budget` where they set that."""
        said = [change for change in self.changes if isinstance(change, Set)]
        goals = {change.id for change in said if change.kind == Goal.kind and change.field == "deadline"}
        money = any(change.kind == Settings.kind and change.field.startswith("budget") for change in said)
        return frozenset(goals | {"budget"} if money else goals)

    @property
    def left_alone(self) -> tuple[str, ...]:
        """The tasks that somebody or something was needed for, and for which the changes leave nobody and nothing.

        The schedule takes them for work that does itself, at no cost: somebody has to say who takes over.
        """
        before, after = self.today.plan.tasks, self.after.tasks
        return tuple(
            id for id, task in after.items() if id in before and _asks(before[id]) and not _asks(task)
        )

    @property
    def worse(self) -> bool:
        """Whether anything promised is less sure than before and than asked for, or later where it has no chance or
        nothing is promised.
        """
        plan = self.plan
        chances: list[tuple[float | None, float | None, float]] = [
            (self.today.goals.get(id), chance, confidence_of(plan, id) if id in plan.goals else 0.0)
            for id, chance in self.then.goals.items()
        ]
        chances.append((self.today.chance_of_budget, self.then.chance_of_budget, confidence_of(plan)))
        compared = [(a, b, wanted) for a, b, wanted in chances if a is not None and b is not None]
        if any(b < min(a, wanted) - _NEAR for a, b, wanted in compared) or weeks_later(self.then, self.today):
            return True
        return not compared and self.then.finish_p80 > self.today.finish_p80


def what_if(
    plan: Plan,
    lines: Sequence[str],
    luck: Luck | None = None,
    *,
    agreed: Agreed | None = None,
    stopped: Callable[[], bool] | None = None,
) -> WhatIf:
    """Return what one-line changes do to a plan.

    Raises RequestError for a line that isn't understood, PlanError for changes that can't be carried out or a plan
    that can't be scheduled.
    """
    luck = luck or Luck()
    # A single line needs no number in front of what is wrong with it.
    changes = parse_line(lines[0], plan) if len(lines) == 1 else parse_lines(lines, plan)
    after = with_lines(plan, lines, check=_whatever_is_allowed)
    named = _renamed(plan, changes)
    today = scored(named, luck, agreed=agreed, stopped=stopped)
    try:
        then = scored(after, luck, agreed=agreed, stopped=stopped)
    except PlanError as problem:
        # Today's plan can be scheduled: whatever is in the way has come with the lines.
        found = [replace(each, message=f"after the changes: {each.message}") for each in problem.findings]
        raise PlanError(found) from problem
    laid = _levelled(named, after, luck, agreed)
    return WhatIf(
        plan=plan,
        after=after,
        changes=tuple(changes),
        told=tuple(_told(plan, changes)),
        today=today,
        then=then,
        affected=tuple(affected(*laid, _lost(today, then))) if laid else (),
        forbidden=tuple(against_levers(plan, after, changes)),
        starts=_starts(*laid) if laid else None,
    )


def _renamed(plan: Plan, changes: Sequence[Change]) -> Plan:
    """Return today's plan in the words of the changed one, so that what only got another name is no newcomer."""
    renames = [change for change in changes if isinstance(change, Rename)]
    try:
        return apply(plan, renames) if renames else plan
    except PlanError:
        # What other lines brought in got another name: nothing of today's.
        return plan


def _asks(task: Task) -> bool:
    return bool(task.who or task.needs)


def _whatever_is_allowed(plan: Plan) -> Iterable[Finding]:
    """Return what is wrong with a plan, leaving aside what its levers forbid: one may ask what if they didn't."""
    return (each for each in check(plan) if each.code != CODE)


def _told(plan: Plan, changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        yield describe(change, plan)
        plan = apply(plan, [change])


def _starts(old: PeopleSchedule, new: PeopleSchedule) -> tuple[datetime, datetime]:
    return old.local(old.start), new.local(new.start)


def _levelled(
    before: Plan, after: Plan, luck: Luck, agreed: Agreed | None
) -> tuple[PeopleSchedule, PeopleSchedule] | None:
    """Return both plans as they are laid, None where one of them can't be."""
    try:
        return (
            levelled(before, luck.default_start, agreed=agreed),
            levelled(after, luck.default_start, agreed=agreed),
        )
    except FairleadError:
        return None


def _lost(today: Score, then: Score) -> set[str]:
    """Return the tasks that found time today and often don't then, though a schedule shows them as if they did."""
    return set(then.forecast.blocked) - set(today.forecast.blocked)


def affected(old: PeopleSchedule, new: PeopleSchedule, lost: Collection[str] = ()) -> Iterator[Affected]:
    """Yield everybody whose tasks move, come or go between two schedules, those with most of that first.

    Tasks that are `lost` have moved as far as can be.
    """
    moved = {id: _distance(old, new, id) for id in dict.fromkeys((*old.placed, *new.placed))}
    moved |= {id: _A_YEAR for id in lost if id in moved}
    tasks: dict[str, list[str]] = {}
    for id, distance in moved.items():
        if distance:
            crew = dict.fromkeys([*_crew(old.placed.get(id)), *_crew(new.placed.get(id))])
            for who in crew:
                if not any(each.compiled.plan.find(who, _SOMEBODY) for each in (old, new)):
                    continue
                tasks.setdefault(who, []).append(id)
    was, now = _work(old), _work(new)
    for who in sorted(tasks, key=lambda each: -len(tasks[each])):
        party = new.compiled.plan.party(who) or old.compiled.plan.party(who)
        ordered = sorted(tasks[who], key=lambda id: -moved[id])
        title = party.title if party is not None else who
        yield Affected(who, title, tuple(ordered), was[who], now[who])


def _distance(old: PeopleSchedule, new: PeopleSchedule, id: str) -> int:
    """Return by how many minutes a task moves; other people count as one, coming or going as a year."""
    was, now = old.placed.get(id), new.placed.get(id)
    if was is None or now is None:
        return _A_YEAR
    moved = max(abs(was.start - now.start), abs(was.finish - now.finish))
    return moved or int(_crew(was) != _crew(now))


def _crew(placed: Placed | None) -> tuple[str, ...]:
    return tuple(each.who for each in placed.assigned) if placed is not None else ()


def _work(schedule: PeopleSchedule) -> Counter[str]:
    """Return the minutes of work of everybody."""
    return Counter({party.id: party.whole.work for party in load_of(schedule).parties})
