"""One plan beside others: what they take of its people, and when what it waits for in them goes on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cached_property

from fairlead.plan.document import Plan
from fairlead.plan.templates import expanded
from fairlead.plan.values import Link
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.placed import PeopleSchedule, Placed
from fairlead.schedule.sharing.clock import Clock
from fairlead.schedule.sharing.held import Among, Ends, among_others, links_from
from fairlead.schedule.sharing.pool import pool_of
from fairlead.schedule.sharing.taken import Piece, Taken, pieces_of, taken

Target = tuple[str, str]
"""A task that another plan waits for: its plan, and its id there."""
Schedules = Mapping[str, PeopleSchedule]


class Neighbours:
    """Plans that share people and wait for each other; `compiled` and `begun` come in as they are known.

    `links` are the tasks in others that each plan waits for, `waits` the plans they are in, `tight` those of the tasks
    that mustn't come too early either. `begun` are schedules in which what has begun stands as it goes on.
    """

    def __init__(self, given: Mapping[str, Plan]) -> None:
        self.given = given
        self.plans = {name: expanded(plan) for name, plan in given.items()}
        self.pool = pool_of(self.plans)
        self.links: dict[str, tuple[Target, ...]] = {
            name: tuple(dict(self._links_to_others(name))) for name in given
        }
        self.waits = {name: frozenset(other for other, _ in links) for name, links in self.links.items()}
        self.tight = {
            target
            for name in given
            for target, link in self._links_to_others(name)
            if link.max_lag is not None
        }
        self.compiled: dict[str, Compiled] = {}
        self.begun: dict[str, PeopleSchedule] = {}
        self._titles = {
            f"{name}:{task.id}": task.title
            for name, plan in self.plans.items()
            for task in plan.tasks.values()
        }

    def _links_to_others(self, name: str) -> Iterator[tuple[Target, Link]]:
        """Yield what a plan waits for in others that are there, with the links."""
        for _, link in links_from(self.plans[name]):
            other, _, task = link.id.partition(":")
            if other != name and other in self.plans and task in self.plans[other].tasks:
                yield (other, task), link

    @cached_property
    def clock(self) -> Clock:
        """The clock of them all, once all are compiled."""
        return Clock.of(self.compiled[name].axis for name in self.plans)

    def finish(self, name: str, schedule: PeopleSchedule) -> int:
        """Return when a plan finishes, in minutes of the clock."""
        return self.clock.minute(self.compiled[name].axis, schedule.finish)

    def waited_for(self, name: str) -> set[Target]:
        """Return what others wait for in a plan."""
        return {target for links in self.links.values() for target in links if target[0] == name}

    def wanted(self, name: str, by: AbstractSet[str]) -> set[str]:
        """Return whom of a plan's people these other plans have, too."""
        return {who for other in by for who in self.pool.between(name, other)}

    def among(self, name: str, others: Schedules, ends: Mapping[Target, Ends] | None) -> Among:
        """Return a plan beside what others take, and beside what can't be moved of those that aren't among them.

        `ends` are when what it waits for goes on, in minutes of the clock; without them it waits for nothing.
        """
        compiled = self.compiled[name]
        waited_for: dict[str, Ends] = {}
        for target in self.links[name] if ends is not None else ():
            assert ends is not None
            start, finish = self.clock.own(compiled.axis, ends[target]).tolist()
            waited_for[":".join(target)] = start, finish
        return among_others(compiled, waited_for, self._pieces(name, others), self._titles)

    def _pieces(self, name: str, others: Schedules) -> Iterator[Piece]:
        """Yield what others take of everybody in a plan."""
        compiled = self.compiled[name]
        asked: dict[str, list[Taken]] = {}
        for each in self._taken_of(name, others):
            ends = self.clock.own(compiled.axis, (each.start, each.finish)).tolist()
            asked.setdefault(each.who, []).append(each._replace(start=ends[0], finish=ends[1]))
        # Where work goes on outside of people's hours, they are held between two of their days, too.
        by_night = any(task.ignore_hours for task in compiled.plan.tasks.values())
        first = compiled.ground.status_date
        if not compiled.options.from_finish:
            first = max(first, compiled.ground.plan_start)
        for who, found in asked.items():
            hours = compiled.hours.calendar(compiled.hours.of_party(who))
            room = self.pool.room(name, who)
            yield from pieces_of(found, room, None if by_night else hours.work_before, first)

    def _taken_of(self, name: str, others: Schedules) -> Iterator[Taken]:
        for other in self.plans:
            shared = self.pool.between(name, other)
            if other == name or not shared:
                continue
            if other in others:
                yield from taken(other, others[other], shared, self.clock)
            elif other in self.begun:
                yield from taken(other, self.begun[other], shared, self.clock, self._unmoved(other))

    def _unmoved(self, name: str) -> set[str]:
        """Return the tasks of a plan that have happened, have begun or are set by hand."""
        return {
            task.id
            for task in self.compiled[name].plan.tasks.values()
            if task.manual or task.started is not None or task.done is not None
        }

    def ends(self, schedules: Schedules, target: Target) -> Ends:
        """Return from when to when something goes on that is waited for, in minutes of the clock."""
        name, task = target
        schedule = schedules[name]
        span = schedule.span_of(task) or (schedule.start, schedule.start)
        start, finish = self.clock.common(self.compiled[name].axis, span).tolist()
        return start, finish

    def own(self, name: str, people: PeopleSchedule, among: Among) -> PeopleSchedule:
        """Return the schedule of a plan without what others have in it."""
        placed: dict[str, Placed] = {}
        for each in people:
            if each.id not in among.held:
                waits = each.waits_for
                if waits is not None and waits.task is not None and waits.task in among.held:
                    each = replace(each, waits_for=waits._replace(task=among.held[waits.task]))
                placed[each.id] = each
        findings = tuple(each for each in people.findings if each.id not in among.held)
        return replace(
            people,
            plan=self.given[name],
            compiled=self.compiled[name],
            placed=placed,
            findings=findings,
        )
