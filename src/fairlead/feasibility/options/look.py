"""What every lever looks at: the plan, its odds, its schedule, what decides and who keeps it waiting."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from fairlead.feasibility.verdict import confidence_of
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate, Levers, Person, Supplier, Task
from fairlead.plan.levers import never_of, spared_by
from fairlead.plan.regions import is_inside
from fairlead.plan.templates import expanded
from fairlead.risk.scoring import Luck, Score, scored
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule

_COUNTS = 0.05
"""A task that decides the finish more seldom isn't worth a lever of its own."""


class Look:
    """A plan with its score, asked what levers ask. `plan` is as people wrote it: lines change that one."""

    def __init__(self, plan: Plan, luck: Luck, score: Score | None = None) -> None:
        self.plan, self.luck = plan, luck
        self.whole = expanded(plan)
        self.score = score if score is not None else scored(plan, luck)
        self.schedule: PeopleSchedule = levelled(plan, luck.default_start)

    @property
    def levers(self) -> Levers:
        """What the plan allows; without a word everything is allowed."""
        return self.plan.settings.levers or Levers()

    def is_never(self, *words: str) -> bool:
        """Tell whether the plan's `levers: {never: [...]}` forbids any of these: a kind of move, or an id."""
        return bool({*self.levers.never} & {*words})

    def forbids(self, kind: str, ids: Iterable[str]) -> bool:
        """Tell whether `never` forbids a move: its kind, anything that it is about, or both together (`drop audit`)."""
        return never_of(self.levers, kind, {word for id in ids for word in id.split()}) is not None

    @cached_property
    def today(self) -> date:
        """The first day on which anything can be decided."""
        return self.schedule.local(self.schedule.decidable_from).date()

    @cached_property
    def decisive(self) -> dict[str, float]:
        """The open tasks by how often they decide the finish, those that keep a goal waiting among them; most first."""
        found: dict[str, float] = defaultdict(float)
        for id, share in self.score.forecast.criticality.items():
            if self._is_open(id):
                found[id] = share
        for placed in self.schedule:
            id = placed.id.partition("#")[0]
            waits = placed.waits_for
            if waits is not None and waits.minutes > 0 and self._is_open(id):
                found[id] = max(found[id], _COUNTS)
                busy = (waits.task or "").partition("#")[0]
                if self._is_open(busy):
                    found[busy] = max(found[busy], _COUNTS)
        return {id: share for id, share in _most_first(found) if share >= _COUNTS}

    def _is_open(self, id: str) -> bool:
        """Tell whether a task is the plan's own (no copy of a template) and still to be begun."""
        task = self.plan.tasks.get(id)
        return (
            task is not None
            and task.done is None
            and not task.inactive
            and not self.plan.outline.is_summary(id)
        )

    def untouched(self, id: str) -> Task | None:
        """Return a task that hasn't begun; None for others."""
        task = self.plan.tasks.get(id)
        return task if task is not None and task.started is None and self._is_open(id) else None

    @cached_property
    def bottlenecks(self) -> dict[str, int]:
        """Whom work waits for, by the minutes of waiting; the worst first."""
        waits: Counter[str] = Counter()
        for placed in self.schedule:
            if placed.waits_for is not None and placed.waits_for.minutes > 0:
                waits[placed.waits_for.resource] += placed.waits_for.minutes
        return dict(waits.most_common())

    @cached_property
    def busy(self) -> dict[str, float]:
        """Who is on decisive work, by its weight, and by how long work waits for them that decides anything."""
        found: dict[str, float] = defaultdict(float)
        day = self.schedule.compiled.units.day
        criticality = self.score.forecast.criticality
        for placed in self.schedule:
            waits, id = placed.waits_for, placed.id.partition("#")[0]
            if waits is not None and waits.minutes > 0 and waits.resource in self.plan.people:
                found[waits.resource] += max(criticality.get(id, 0.0), _COUNTS) * waits.minutes / day / 10
        for id, share in self.decisive.items():
            placed_at = self.schedule.placed.get(id)
            for each in placed_at.assigned if placed_at is not None else ():
                if each.who in self.plan.people:
                    found[each.who] += share
        return dict(_most_first(found))

    def people(self) -> dict[str, Person]:
        """Return everybody there, hired ones among them."""
        return dict(self.whole.people)

    @cached_property
    def late_goals(self) -> tuple[str, ...]:
        """The goals whose deadline is kept less surely than asked for."""
        return tuple(
            id for id, chance in self.score.goals.items() if chance < confidence_of(self.plan, id) - 1e-9
        )

    def spares(self, person: Person) -> bool:
        """Tell whether the plan asks no overtime of somebody, or of their team."""
        return spared_by(self.plan, person) is not None

    def allows(self, party: Candidate | Supplier) -> bool:
        """Tell whether the plan allows somebody from outside: by `never`, and by `regions` where they say a place."""
        if self.is_never(party.id, party.kind):
            return False
        regions, place = self.levers.regions, party.location
        return not regions or place is None or is_inside(place, regions)

    def span_of_skill(self, skill: str) -> tuple[date, date] | None:
        """Return the first and the last day of open work that asks for a skill, or is done by those who have it."""
        axis = self.schedule.compiled.axis
        spans = [
            (placed.start, placed.finish)
            for placed in self.schedule
            if (task := self.whole.tasks.get(placed.id.partition("#")[0])) is not None
            and task.done is None
            and skill in self.skills_of(task)
        ]
        if not spans:
            return None
        first, last = min(a for a, _ in spans), max(b for _, b in spans)
        return max(axis.local(first).date(), self.today), axis.local(last).date()

    def skills_of(self, task: Task) -> set[str]:
        """Return the skills that a task asks for."""
        return {
            each.what
            for need in task.needs
            for each in need.alternatives
            if self.whole.find(each.what, ("material", "equipment", "supplier")) is None
        }


def _most_first(found: Mapping[str, float]) -> Iterable[tuple[str, float]]:
    return sorted(found.items(), key=lambda each: -each[1])
