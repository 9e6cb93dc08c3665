"""Work that has to be done before a goal's deadline, against the time of all who can do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np

from fairlead.feasibility.phrases import quoted, said_between
from fairlead.feasibility.why_not.words import said_day
from fairlead.plan.entities import Task
from fairlead.schedule.bounds.energy import Energy, Overload
from fairlead.schedule.bounds.heads import Frame, Heads, Tails
from fairlead.schedule.bounds.work import workload
from fairlead.schedule.codes import LATEST
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.staffing import FULL, Staffed
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.why.words import listed

_MOST_NAMED = 3
_FULL_SHARE = 0.85
"""Who is asked for so much of their time has little left for bad luck."""
_LEAST_DAYS = 5
"""Less work than this in all says nothing about a team."""


@dataclass(frozen=True, slots=True)
class Load:
    """The work for a goal of a group of people or things, and the time that they have for it until its deadline.

    Between `begin` and `end` (axis minutes) `tasks` need so many minutes of `who`, who have so many. Estimates are at
    their most likely value. Where more is needed than there is, no order of the work keeps the deadline.
    """

    goal: str
    who: tuple[str, ...]
    skills: tuple[str, ...]
    tasks: tuple[str, ...]
    begin: int
    end: int
    needed: int
    available: int
    sentence: str

    @property
    def short(self) -> int:
        """The minutes that are missing, negative for those that are left."""
        return self.needed - self.available

    def to_json(self, compiled: Compiled) -> dict[str, Any]:
        """Return it as plain data."""
        return {
            "goal": self.goal,
            "who": list(self.who),
            "skills": list(self.skills),
            "tasks": list(self.tasks),
            "from": compiled.axis.iso(self.begin),
            "until": compiled.axis.iso(self.end),
            "needed_minutes": self.needed,
            "available_minutes": self.available,
            "sentence": self.sentence,
        }


def shortages(compiled: Compiled) -> Iterator[Load]:
    """Yield for each goal with a deadline the group most short of time before it, where there is one."""
    yield from (each for each in loads(compiled) if each.short > 0)


def loads(compiled: Compiled) -> Iterator[Load]:
    """Yield for each goal with a deadline the group most short of time before it; where none is, the one with the
    smallest part of its time left, if that is little.

    Source: energetic reasoning, as `schedule.bounds.energy` has it, with the goals' deadlines for the plan's finish.
    """
    limits = staffed(compiled)
    if not limits.demands:
        return
    frame = Frame(limits)
    heads = frame.heads()
    load = workload(frame, heads)
    if not load.jobs:
        return
    energy = Energy(load)
    origin = min(heads.start[job.place] for job in load.jobs)
    for goal, deadline, ends in _ends(limits):
        tails = frame.tails(LATEST, dict.fromkeys(ends, deadline))
        bounds = _in_time_by_logic(heads, tails)
        found = energy.overload(heads, bounds) or _fullest(energy, heads, bounds, compiled.units.day)
        if found is not None:
            yield _named(limits, heads, origin, goal, found)


def _fullest(energy: Energy, heads: Heads, tails: Tails, day: int) -> Overload | None:
    """Return the group that is asked for the largest part of its time, from the first of its work up to an end."""
    starts, finishes = np.array(heads.start, np.int64), np.array(tails.finish, np.int64)
    fullest, most = None, _FULL_SHARE
    for group, places, amounts in energy.groups:
        bound = finishes[places] < LATEST
        if not bound.any():
            continue
        order = np.argsort(finishes[places[bound]], kind="stable")
        within, asked = places[bound][order], np.cumsum(amounts[bound][order])
        begin, ends = int(starts[within].min()), np.unique(finishes[within])
        needed = asked[np.searchsorted(finishes[within], ends, side="right") - 1]
        room = energy.available(group, ends) - energy.available(group, np.array([begin]))
        shares = np.where(
            (needed >= _LEAST_DAYS * day * FULL) & (room > 0), needed / np.maximum(room, 1), 0.0
        )
        k = int(shares.argmax())
        if shares[k] >= most:
            inside = within[finishes[within] <= ends[k]]
            fullest = Overload(
                group, begin, int(ends[k]), int(needed[k]), int(room[k]), tuple(inside.tolist())
            )
            most = float(shares[k])
    return fullest


def _in_time_by_logic(heads: Heads, tails: Tails) -> Tails:
    """Return the tails without those of tasks that come too late whatever people do: they lack no people."""
    late = [head > tail for head, tail in zip(heads.finish, tails.finish, strict=True)]
    return Tails(
        [LATEST if each else tail for each, tail in zip(late, tails.start, strict=True)],
        [LATEST if each else tail for each, tail in zip(late, tails.finish, strict=True)],
    )


def _ends(limits: Staffed) -> Iterator[tuple[str, int, list[int]]]:
    """Yield each goal with its deadline (axis minutes) and the places that have to be done by then."""
    plan, axis = limits.compiled.plan, limits.compiled.axis
    for goal in plan.goals.values():
        if goal.deadline is None:
            continue
        leaves = [leaf for id in goal.done_when if id in plan.tasks for leaf in plan.outline.leaves(id)]
        places = [place for leaf in leaves if (place := limits.place_of(leaf)) is not None]
        yield goal.id, axis.minute(goal.deadline, end=True), places


def _named(limits: Staffed, heads: Heads, origin: int, goal: str, found: Overload) -> Load:
    compiled = limits.compiled
    ids = {place: id for id in compiled.row_of if (place := limits.place_of(id)) is not None}
    tasks = [ids[place] for place in found.places if place in ids]
    tasks.sort(key=lambda id: heads.start[limits.place_of(id) or 0])
    who = tuple(limits.resources[r].id for r in found.group)
    needed, available = -(-found.needed // FULL), found.available // FULL
    skills = _skills(compiled, tasks)
    sentence = _sentence(limits, origin, who, skills, tasks, found, needed, available)
    return Load(goal, who, skills, tuple(tasks), found.begin, found.end, needed, available, sentence)


def _sentence(
    limits: Staffed,
    origin: int,
    who: tuple[str, ...],
    skills: tuple[str, ...],
    tasks: list[str],
    found: Overload,
    needed: int,
    available: int,
) -> str:
    compiled = limits.compiled
    plan, units = compiled.plan, compiled.units
    # The end of a day is midnight, which is read as that day.
    first, last = (compiled.axis.local(moment).date() for moment in (found.begin, found.end - 1))
    # What can begin at once has all the time there is.
    when = f"by {said_day(last)}" if found.begin <= origin else said_between(first, last)
    names = [limits.resources[r].title for r in found.group]
    people = listed(names) if len(names) <= _MOST_NAMED else f"the {len(names)} who can do it"
    have = "has" if len(names) == 1 else "have"
    titles = [
        quoted(plan.tasks[id.partition("#")[0]].title) for id in tasks if id.partition("#")[0] in plan.tasks
    ]
    if len(skills) == 1 and len(titles) > 1:
        work = f"{skills[0].capitalize()} work"
    else:
        more = [f"{len(titles) - _MOST_NAMED} more"] if len(titles) > _MOST_NAMED else []
        work = listed([*titles[:_MOST_NAMED], *more]) if titles else "The work"
    verb = "need" if len(titles) > 1 and len(skills) != 1 else "needs"
    kind = "person-days" if any(id in plan.people for id in who) else "days"
    # Where it fits, what matters is how little is left for bad luck.
    asked, there = (_days(minutes, units.day) for minutes in (needed, available))
    if asked == there and needed > available:
        asked, there = (f"{minutes / units.day:.4g}" for minutes in (needed, available))
    left = Decimal(there) - Decimal(asked)
    spare = "" if available < needed else f": {left} to spare" if left else ": none to spare"
    return f"{work} {verb} {asked} {kind} {when}; {people} {have} {there}{spare}."


def _days(minutes: int, day: int) -> str:
    days = minutes / day
    return f"{days:.0f}" if days >= 10 or days == int(days) else f"{days:.1f}"


def _skills(compiled: Compiled, tasks: list[str]) -> tuple[str, ...]:
    """Return the skills that all these tasks have in common, else those they ask for, the most frequent first."""
    asked: Counter[str] = Counter()
    for id in tasks:
        task = compiled.plan.tasks.get(id.partition("#")[0])
        if task is not None:
            asked.update(set(_asked(compiled, task)))
    common = tuple(skill for skill, count in asked.items() if count == len(tasks))
    return common or tuple(skill for skill, _ in asked.most_common(_MOST_NAMED))


def _asked(compiled: Compiled, task: Task) -> Iterator[str]:
    plan = compiled.plan
    for need in task.needs:
        for each in need.alternatives:
            if (
                each.what not in plan.materials
                and each.what not in plan.equipment
                and each.what not in plan.suppliers
            ):
                yield each.what
