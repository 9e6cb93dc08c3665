"""The best schedule of several plans with shared people: one plan after the other, by priority.

Every plan is scheduled by its own rules, calendars and options, around what the plans before it take of the people and
things that have one id in both. What has begun or is set by hand goes before everything, in whichever plan it is.
Beyond that, plans of the highest priority go first, as if the others weren't there: nothing that a plan of a lower
priority only plans delays them, whatever time there is. Of plans of one priority several orders are tried for the one
in which the last of them finishes first; then each in turn is laid anew beside the others.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple, TypeVar

from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising.answer import Optimised, Status
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.optimising.progress import Progress
from fairlead.schedule.sharing.answer import Part, Together, Waiting
from fairlead.schedule.sharing.circling import circles_between
from fairlead.schedule.sharing.clock import Clock
from fairlead.schedule.sharing.held import Ends, links_from
from fairlead.schedule.sharing.neighbours import Neighbours, Schedules, Target
from fairlead.schedule.sharing.ordering import groups_of, orders_of, wait_for_each_other
from fairlead.schedule.sharing.pool import differences
from fairlead.schedule.sharing.proven import better, gap_of, problems, with_schedule
from fairlead.schedule.sharing.sparing import without_choice
from fairlead.schedule.sharing.work import bound_by_work
from fairlead.schedule.verifying import Violation, verify

_FOR_EACH_ALONE = 0.4  # of the time; the rest is for the plans among each other
_FOR_SEARCH = 0.8  # of the time; then what was found is checked
_FOR_ORDERS = 0.6  # of the time; no further order is begun then
_FEW_TASKS = 600  # of all plans; where no time is given, two orders of more are tried
_MOST_ROUNDS = 8  # of laying plans that wait for each other
_MOST_PASSES = 3  # of laying each anew beside all others
_BETWEEN_PLANS = ("over-capacity", "link", "max-lag")
Report = Callable[[str, Progress], None]
_Answer = TypeVar("_Answer")


def optimised_together(
    plans: Mapping[str, Plan],
    *,
    time_limit: float = 60.0,
    seed: int = 1,
    default_start: date | None = None,
    files: Mapping[str, str] | None = None,
    report: Report | None = None,
    stopped: Callable[[], bool] | None = None,
) -> Together:
    """Return the best schedule of these plans together that a search of `time_limit` seconds finds, by priority.

    Each plan is called by an id, by which the others may wait for its tasks: `after: [robot:weld]`. `files` says what
    the plans are called in messages. 0 seconds: priority rules alone. Raises PlanError like `schedule`, with findings
    whose ids begin with the plan's (`robot:weld`).
    """
    files = {name: (files or {}).get(name, name) for name in plans}
    return _Scheduling(plans, files, time_limit, seed, default_start, report, stopped).together()


class _NoneError(Exception):
    """A plan that has no schedule, so that there is none of all together."""

    def __init__(self, name: str, found: Optimised) -> None:
        super().__init__(name)
        self.name, self.found = name, found


class _Laid(NamedTuple):
    """Plans laid one after the other; `settled`: each waits for what it comes after in the others."""

    settled: bool
    schedules: dict[str, PeopleSchedule]


class _Scheduling:
    def __init__(
        self,
        plans: Mapping[str, Plan],
        files: Mapping[str, str],
        time_limit: float,
        seed: int,
        default_start: date | None,
        report: Report | None,
        stopped: Callable[[], bool] | None,
    ) -> None:
        self.given, self.files, self.time_limit = plans, files, time_limit
        self.seed, self.default_start = seed, default_start
        self.report, self.stopped = report, stopped
        self.began = time.perf_counter()
        self.near = Neighbours(plans)
        self.groups = groups_of(
            {name: plan.settings.priority for name, plan in plans.items()}, self.near.waits
        )
        self.alone: dict[str, Optimised] = {}
        self.by_itself: dict[str, PeopleSchedule] = {}
        self.beside: dict[str, int] = {}

    def together(self) -> Together:
        if any(self.near.waits.values()) and (findings := circles_between(self.near.plans)):
            raise PlanError(findings)
        try:
            for name in self.near.plans:
                self._lay_alone(name)
            self._settle_what_has_begun()
            found: dict[str, PeopleSchedule] = {}
            for group in self.groups:
                found |= self._group(group, found)
        except _NoneError as none:
            return self._none(none)
        return self._together(found)

    def _lay_alone(self, name: str) -> None:
        share = _FOR_EACH_ALONE / len(self.near.plans) if len(self.near.plans) > 1 else 1.0
        found = self._optimised(name, self.given[name], self.time_limit * share)
        if found.schedule is None:
            raise _NoneError(name, found)
        self.alone[name], self.by_itself[name] = found, found.schedule
        self.near.compiled[name] = found.schedule.compiled

    def _settle_what_has_begun(self) -> None:
        """Lay what has begun in a plan beside what has begun in those before it; it goes before all that is planned."""
        for name in (name for group in self.groups for name in group):
            among = self.near.among(name, {}, None)
            found = self._optimised(name, among.plan, None).schedule if among.held else None
            self.near.begun[name] = (
                self.near.own(name, found, among) if found is not None else self.by_itself[name]
            )

    def _optimised(self, name: str, plan: Plan, seconds: float | None) -> Optimised:
        """Return the better of what the priority rules find and what a search finds, with the better of the bounds.

        Without `seconds` nothing is sought and nothing proven.
        """
        if seconds is None:
            people = self._located(name, lambda: levelled(plan, self.default_start))
            status: Status = "unknown" if problems(people) else "feasible"
            return Optimised(people, "finish", status, float(people.finish), None, None, 0.0)
        began = time.perf_counter()
        quick = self._sought(name, plan, 0.0)
        left = seconds - (time.perf_counter() - began)
        if left <= 0 or quick.status == "optimal":
            return quick
        found = self._sought(name, plan, left)
        return found if found.schedule is None or quick.schedule is None else better(quick, found)

    def _sought(self, name: str, plan: Plan, seconds: float) -> Optimised:
        report = self.report
        return self._located(
            name,
            lambda: optimised(
                plan,
                time_limit=seconds,
                seed=self.seed,
                default_start=self.default_start,
                report=None if report is None else lambda progress: report(name, progress),
                stopped=self.stopped,
            ),
        )

    def _located(self, name: str, answer: Callable[[], _Answer]) -> _Answer:
        """Return an answer about a plan; errors say whose they are."""
        try:
            return answer()
        except PlanError as error:
            findings = [replace(each, id=f"{name}:{each.id or ''}") for each in error.findings]
            raise PlanError(findings) from error

    # Plans of one priority

    def _group(self, group: Sequence[str], before: Schedules) -> dict[str, PeopleSchedule]:
        """Return the schedules of plans that count the same, beside those that count for more."""
        left = self.groups[self.groups.index(tuple(group)) :]
        seconds = self._left() / sum(1 if len(each) == 1 else 2 * len(each) for each in left)
        if len(group) == 1:
            return self._in_order(group, before, seconds).schedules
        orders = orders_of(
            group, self.near.waits, {name: self.near.finish(name, self.by_itself[name]) for name in group}
        )
        if self.time_limit <= 0 and sum(len(each.placed) for each in self.by_itself.values()) > _FEW_TASKS:
            del orders[2:]
        tried: list[tuple[_Laid, tuple[str, ...]]] = []
        for order in orders:
            if not tried or self.time_limit <= 0 or not self._has_spent(_FOR_ORDERS):
                tried.append((self._in_order(order, before, None), order))
        best, order = min(tried, key=lambda each: self._key(each[0]))
        seconds = min(seconds, self._left() / len(group))
        if seconds > 0:
            best = min(best, self._in_order(order, before, seconds), key=self._key)
        found = best.schedules
        for _ in range(_MOST_PASSES):
            known = found
            for name in sorted(group, key=lambda name: -self.near.finish(name, known[name])):
                if self.time_limit <= 0 or self._left() > 0:
                    found = self._laid_anew(name, found, before, min(seconds, self._left()) or None)
            if found is known:
                break
        self.beside.clear()  # those before them have moved since, or may have
        return found

    def _left(self) -> float:
        """Return the seconds that are left for the search; none once it was stopped."""
        if self.stopped is not None and self.stopped():
            return 0.0
        return max(self.time_limit * _FOR_SEARCH - (time.perf_counter() - self.began), 0.0)

    def _has_spent(self, share: float) -> bool:
        """Tell whether so much of the time is over, or somebody stopped the search."""
        spent = time.perf_counter() - self.began
        return spent >= self.time_limit * share or (self.stopped is not None and self.stopped())

    def _in_order(self, order: Sequence[str], before: Schedules, seconds: float | None) -> _Laid:
        """Return the schedules of plans laid in this order, each beside those before it.

        Plans that wait for each other are laid again until every task waits for what it comes after; what is waited for
        is never taken to come earlier than in a round before, so that this ends.
        """
        rounds = _MOST_ROUNDS if wait_for_each_other(order, self.near.waits) else 1
        ends: dict[Target, Ends] = {}
        found: dict[str, PeopleSchedule] = {}
        for _ in range(rounds):
            known = {**self.by_itself, **before, **found}
            found = {}
            for name in order:
                for target in self.near.links[name]:
                    ends[target] = _later(ends.get(target), self.near.ends(known, target))
                found[name] = known[name] = self._beside(
                    name, {**before, **found}, ends, seconds and seconds / rounds
                )
            now = {**before, **found}
            if all(
                _later(ends[each], self.near.ends(now, each)) == ends[each]
                for name in order
                for each in self.near.links[name]
            ):
                return _Laid(True, found)
        return _Laid(False, found)

    def _laid_anew(
        self, name: str, found: dict[str, PeopleSchedule], before: Schedules, seconds: float | None
    ) -> dict[str, PeopleSchedule]:
        """Return the schedules with this plan's laid again beside all others, where it finishes earlier then."""
        others = {**before, **{each: schedule for each, schedule in found.items() if each != name}}
        ends = {
            target: self.near.ends({**others, name: found[name]}, target) for target in self.near.links[name]
        }
        again = self._beside(name, others, ends, seconds)
        if self.near.finish(name, again) >= self.near.finish(name, found[name]):
            return found
        if all(self._may_move(target, found, again) for target in self.near.waited_for(name)):
            return {**found, name: again}
        return found

    def _may_move(self, target: Target, found: Schedules, again: PeopleSchedule) -> bool:
        """Tell whether those that wait for something in a plan may stay when the plan is laid so."""
        before, after = self.near.ends(found, target), self.near.ends({target[0]: again}, target)
        return (
            after == before if target in self.near.tight else after[0] <= before[0] and after[1] <= before[1]
        )

    def _key(self, laid: _Laid) -> tuple[bool, int, int, int]:
        ends = [self.near.finish(name, schedule) for name, schedule in laid.schedules.items()]
        return not laid.settled, sum(map(problems, laid.schedules.values())), max(ends), sum(ends)

    # One plan among others

    def _beside(
        self, name: str, others: Schedules, ends: Mapping[Target, Ends], seconds: float | None
    ) -> PeopleSchedule:
        """Return a plan's schedule beside others, and beside what can't be moved of those that aren't among them.

        Where it finishes no later without choosing people whom others have, too, it leaves them to those.
        """
        among = self.near.among(name, others, ends)
        sparing = without_choice(among.plan, self.near.wanted(name, self.given.keys() - {name, *others}))
        if not among.held:
            schedule = self.by_itself[name]
        else:
            found = self._optimised(
                name, among.plan, seconds and (seconds if sparing is None else seconds / 2)
            )
            if found.schedule is None:
                raise _NoneError(name, found)
            if found.lower_bound is not None and found.status != "unknown":
                self.beside[name] = int(found.lower_bound)
            schedule = self.near.own(name, found.schedule, among)
        if sparing is not None:
            again = self._optimised(name, sparing, seconds / 2 if seconds else None)
            if again.schedule is not None:
                spared = self.near.own(name, again.schedule, among)
                no_worse = problems(spared) <= problems(schedule) and spared.finish <= schedule.finish
                return spared if no_worse else schedule
        return schedule

    # What comes of it

    def _together(self, found: Schedules) -> Together:
        violations = [each for name in self.near.plans for each in self._violations(name, found)]
        parts = {name: self._part(name, people) for name, people in found.items()}
        finish = max(self.near.finish(name, people) for name, people in found.items())
        start = min(self.near.clock.minute(people.compiled.axis, people.start) for people in found.values())
        bound, proof = self._bound(parts)
        bound = min(bound, finish) if bound is not None else None
        unkept = bool(violations) or any(part.found.status == "unknown" for part in parts.values())
        return Together(
            self.given,
            self.near.pool,
            self.near.clock,
            {name: parts[name] for name in self.near.plans},
            self.groups,
            "unknown" if unkept else "optimal" if bound == finish else "feasible",
            finish,
            None if unkept else bound,
            None if unkept else gap_of(finish, bound, start),
            time.perf_counter() - self.began,
            "" if unkept else proof,
            self._findings(),
            tuple(violations),
        )

    def _part(self, name: str, people: PeopleSchedule) -> Part:
        alone = self.alone[name]
        if people.finish < self.by_itself[name].finish:
            # What it is among the others it could be alone.
            alone = with_schedule(alone, people)
        waits = []
        for each in people:
            if each.waits_for is not None and ":" in (each.waits_for.task or ""):
                other, _, task = (each.waits_for.task or "").partition(":")
                waits.append(Waiting(each.id, each.waits_for.resource, other, task, each.waits_for.minutes))
        priority = self.given[name].settings.priority
        beside = self.beside.get(name)
        if beside is not None:
            beside = min(beside, people.finish)
        return Part(name, priority, with_schedule(alone, people), alone, beside, tuple(waits))

    def _violations(self, name: str, found: Schedules) -> Iterator[Violation]:
        """Yield every rule that is broken: of the plan by its schedule, and between it and the others."""
        yield from verify(self.given[name], found[name])
        others = {other: people for other, people in found.items() if other != name}
        ends = {target: self.near.ends(found, target) for target in self.near.links[name]}
        among = self.near.among(name, others, ends)
        if among.held:
            whole = replace(found[name], placed={**found[name].placed, **among.placed}, plan=among.plan)
            held = {*among.held}
            for each in verify(among.plan, whole):
                if each.code in _BETWEEN_PLANS and held & {*each.tasks}:
                    yield each

    def _bound(self, parts: Mapping[str, Part]) -> tuple[int | None, str]:
        """Return before when they can't all be finished, and what proves it: the plan that takes longest by itself, or
        all that somebody has to do in them.
        """
        proven = [
            (self.near.clock.minute(part.schedule.compiled.axis, int(part.alone.lower_bound)), part)
            for part in parts.values()
            if part.alone.lower_bound is not None
        ]
        if not proven:
            return None, ""
        bound, part = max(proven, key=lambda each: each[0])
        work = bound_by_work(self.near.pool, self.near.clock, self.by_itself)
        if work is not None and work[0] > bound:
            return work[
                0
            ], f"all that {self._title(work[1])} has to do in these plans, one thing after the other"
        return bound, f"{self.files[part.name]} by itself: {part.alone.proof}" if part.alone.proof else ""

    def _title(self, who: str) -> str:
        party = next(iter(self.given.values())).party(who)
        return party.title if party is not None else who

    def _findings(self) -> tuple[Finding, ...]:
        return (*differences(self.near.pool, self.files), *self._unknown_links())

    def _unknown_links(self) -> Iterator[Finding]:
        for name, plan in self.near.plans.items():
            for id, link in links_from(plan):
                other, _, task = link.id.partition(":")
                if other in self.near.plans and task not in self.near.plans[other].tasks:
                    message = f"`{link.id}` isn't waited for: {self.files[other]} has no task `{task}`"
                    kind = "task" if id in plan.tasks else "decision"
                    yield Finding(Severity.WARNING, "unknown-reference", message, "Name one of its tasks", kind,
                                  f"{name}:{id}", "after")  # fmt: skip

    def _none(self, none: _NoneError) -> Together:
        status: Status = none.found.status if none.found.status == "infeasible" else "unknown"
        proof = f"{self.files[none.name]}: {none.found.proof}" if none.found.proof else self.files[none.name]
        return Together(self.given, self.near.pool, Clock(), {}, self.groups, status, None, None, None,
                        time.perf_counter() - self.began, proof, self._findings())  # fmt: skip


def _later(one: Ends | None, other: Ends) -> Ends:
    return other if one is None else (max(one[0], other[0]), max(one[1], other[1]))
