"""What if: changes tried on a plan, and what that does to dates, odds, money and people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fairlead.feasibility.verdict import confidence_of
from fairlead.plan.changes import Change, describe
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.plan.findings import Finding
from fairlead.plan.language.lines import parse_lines
from fairlead.plan.levers import CODE, against_levers
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule, Placed
from fairlead.schedule.load import load_of

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

    @property
    def worse(self) -> bool:
        """Whether anything promised is less sure than before and than asked for, or, without promises, later."""
        plan = self.plan
        chances: list[tuple[float | None, float | None, float]] = [
            (self.today.goals.get(id), chance, confidence_of(plan, id) if id in plan.goals else 0.0)
            for id, chance in self.then.goals.items()
        ]
        chances.append((self.today.chance_of_budget, self.then.chance_of_budget, confidence_of(plan)))
        compared = [(a, b, wanted) for a, b, wanted in chances if a is not None and b is not None]
        if any(b < min(a, wanted) - _NEAR for a, b, wanted in compared):
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
    changes = parse_lines(lines, plan)
    after = with_lines(plan, lines, check=_whatever_is_allowed)
    today = scored(plan, luck, agreed=agreed, stopped=stopped)
    then = scored(after, luck, agreed=agreed, stopped=stopped)
    affected = tuple(_affected(plan, after, luck, agreed))
    forbidden = tuple(against_levers(plan, after, changes))
    return WhatIf(plan, after, tuple(changes), tuple(_told(plan, changes)), today, then, affected, forbidden)


def _whatever_is_allowed(plan: Plan) -> Iterable[Finding]:
    """Return what is wrong with a plan, leaving aside what its levers forbid: one may ask what if they didn't."""
    return (each for each in check(plan) if each.code != CODE)


def _told(plan: Plan, changes: Sequence[Change]) -> Iterator[str]:
    from fairlead.plan.apply import apply

    for change in changes:
        yield describe(change, plan)
        plan = apply(plan, [change])


def _affected(before: Plan, after: Plan, luck: Luck, agreed: Agreed | None) -> Iterator[Affected]:
    try:
        old, new = (levelled(each, luck.default_start, agreed=agreed) for each in (before, after))
    except FairleadError:
        return
    yield from affected(old, new)


def affected(old: PeopleSchedule, new: PeopleSchedule) -> Iterator[Affected]:
    """Yield everybody whose tasks move, come or go between two schedules, those with most of that first."""
    moved = {id: _distance(old, new, id) for id in dict.fromkeys((*old.placed, *new.placed))}
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
        return 525_600
    moved = max(abs(was.start - now.start), abs(was.finish - now.finish))
    return moved or int(_crew(was) != _crew(now))


def _crew(placed: Placed | None) -> tuple[str, ...]:
    return tuple(each.who for each in placed.assigned) if placed is not None else ()


def _work(schedule: PeopleSchedule) -> Counter[str]:
    """Return the minutes of work of everybody."""
    return Counter({party.id: party.whole.work for party in load_of(schedule).parties})
