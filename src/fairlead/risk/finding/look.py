"""What every detector looks at: the plan, its dates, and what follows from both, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property

from fairlead.plan.entities import Task
from fairlead.plan.values import Need
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.outlook import Outlook, TaskDates
from fairlead.schedule.why.words import listed as in_a_row
from fairlead.schedule.why.words import said_date

_MOST = 6
_ELAPSED_WEEK = 7 * 1440


class Look:
    """A plan at its schedule's dates, asked what detectors ask. Lengths are working minutes of its calendar."""

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.plan = outlook.plan
        self.units = outlook.schedule.compiled.units

    # ---------------------------------------------------------------- tasks

    @cached_property
    def open(self) -> dict[str, TaskDates]:
        """What is still to be done, summaries left out, in outline order."""
        return {
            id: each for id, each in self.outlook.tasks.items() if each.kind != "summary" and not each.done
        }

    @cached_property
    def work(self) -> dict[str, TaskDates]:
        """The same without milestones."""
        return {id: each for id, each in self.open.items() if each.kind == "task"}

    @cached_property
    def critical(self) -> dict[str, TaskDates]:
        """What decides the finish and each goal: with people whoever waits for whom, else the critical path."""
        if self.outlook.people is None:
            return {each.id: each for each in self.outlook.critical_path() if each.id in self.open}
        from fairlead.schedule.why.people_chain import chain

        ends = {id for goal in self.plan.goals.values() for id in goal.done_when if id in self.outlook.tasks}
        ends |= {max(self.open.values(), key=lambda each: each.finish).id} if self.open else set()
        steps = {
            step.id for end in sorted(ends) for step in chain(self.outlook.schedule, self.outlook.people, end)
        }
        return {id: each for id, each in self.open.items() if id in steps}

    def range_of(self, id: str) -> tuple[int, int, int] | None:
        """Return least, most likely and greatest minutes of what a task says is left; None where it says one value.

        What elapses is counted as the working time that passes meanwhile.
        """
        task = self.plan.tasks[id]
        if task.outcomes:
            minutes = sorted(self.units.minutes(each.time) for each in task.outcomes)
            likely = max(task.outcomes, key=lambda each: each.share)
            return minutes[0], self.units.minutes(likely.time), minutes[-1]
        estimate = task.left or task.estimate or task.work or task.duration
        if estimate is None:
            return None
        resolved = estimate.resolved(dict(self.plan.settings.sizes))
        if resolved.certain:
            return None
        low, _, high = resolved.in_minutes(self.units.day, self.units.week, self.units.month)
        middle = self.units.most_likely(resolved, {})
        scale = float(task.scale) if task.left is None else 1.0
        if resolved.elapsed:
            scale *= self.units.week / _ELAPSED_WEEK
        return round(low * scale), round(middle * scale), round(high * scale)

    def has_range_otherwise(self, id: str) -> bool:
        """Tell whether something else spreads a certain estimate: a class of certainty, or a record that is used."""
        settings = self.plan.settings
        certainty = self.plan.tasks[id].certainty or settings.certainty
        return certainty in settings.certainties or bool(settings.history and settings.history.use)

    def spread(self, ids: Iterable[str]) -> tuple[float, float]:
        """Return by how much tasks one after another take longer than likely on average, and the standard deviation.

        Source: mean and variance of a triangle, added up as PERT adds them.
        """
        longer = variance = 0.0
        for id in ids:
            if (found := self.range_of(id)) is not None:
                low, likely, high = found
                longer += (low + likely + high) / 3 - likely
                variance += (low**2 + likely**2 + high**2 - low * likely - low * high - likely * high) / 18
        return longer, variance**0.5

    # ---------------------------------------------------------------- what comes before what

    def before(self, id: str) -> list[str]:
        """Return the tasks that a task waits for directly, what stands behind summaries' links included."""
        place = self._place_of.get(id)
        return [] if place is None else [self._ids[each] for each in self._real_before(place)]

    def behind(self, ids: Iterable[str]) -> set[str]:
        """Return what can't be done before all of these are, directly or not, themselves included."""
        found = {place for id in ids if (place := self._place_of.get(id)) is not None}
        # Places are in network order: whatever comes before a task stands before it.
        for place, before in enumerate(self._predecessors):
            if place not in found and any(each in found for each in before):
                found.add(place)
        return {self._ids[place] for place in found if place in self._ids}

    def _real_before(self, place: int) -> list[int]:
        """Return the tasks before a place; decisions and the gates of summaries are seen through."""
        found, seen = [], set[int]()
        waiting = list(self._predecessors[place])
        while waiting:
            each = waiting.pop()
            if each in seen:
                continue
            seen.add(each)
            if each in self._ids and self._ids[each] in self.plan.tasks:
                found.append(each)
            else:
                waiting += self._predecessors[each]
        return sorted(found)

    @cached_property
    def _predecessors(self) -> list[list[int]]:
        network = self.outlook.schedule.compiled.network
        into, before = network.tasks[:, at.INTO].tolist(), network.links[:, at.BEFORE].tolist()
        return [before[into[place] : into[place + 1]] for place in range(network.size)]

    @cached_property
    def _place_of(self) -> dict[str, int]:
        compiled = self.outlook.schedule.compiled
        places = {id: int(compiled.network.place_of[row]) for id, row in compiled.row_of.items()}
        return {id: place for id, place in places.items() if place >= 0}

    @cached_property
    def _ids(self) -> dict[int, str]:
        return {place: id for id, place in self._place_of.items()}

    # ---------------------------------------------------------------- people

    def able(self, need: Need) -> list[str] | None:
        """Return the people who can fill a need; None where firms, things or whole teams can, or nobody is asked."""
        found: dict[str, None] = {}
        for each in need.alternatives:
            if each.what in self.plan.people:
                found[each.what] = None
                continue
            holders = [id for id, one in self.plan.people.items() if each.what in one.skills]
            if not holders:
                return None
            level = each.level or 0
            found |= {id: None for id in holders if self.plan.people[id].skills[each.what] >= level}
        return list(found)

    # ---------------------------------------------------------------- words

    @property
    def remaining(self) -> int:
        """The working minutes from now to the finish."""
        return max(self.outlook.between(self.outlook.now, self.outlook.finish), self.units.day)

    def called(self, id: str) -> str:
        """Return a task as people call it, with its id: `Arm controller [arm-fw]`."""
        task = self.plan.tasks.get(id)
        return f"{task.title} [{id}]" if task is not None and task.title != id else f"[{id}]"

    def named(self, ids: Iterable[str]) -> str:
        """Return tasks in a row, the first few of many."""
        names = [self.called(id) for id in ids]
        if len(names) > _MOST:
            return f"{', '.join(names[:_MOST])} and {len(names) - _MOST} more"
        return in_a_row(names) if names else ""

    def person(self, id: str) -> str:
        """Return a person's name."""
        return self.outlook.called(id)

    def day(self, moment: datetime) -> str:
        """Return a date."""
        return said_date(moment)

    def until(self, moment: datetime) -> str:
        """Return the date of an end: midnight is the end of the day before."""
        return said_date(moment - timedelta(minutes=1))

    def length(self, minutes: float) -> str:
        """Return working minutes in days: `3d`."""
        return f"{minutes / self.units.day:.1f}".removesuffix(".0") + "d"

    def days(self, minutes: float) -> str:
        """Return working minutes in whole days, at least one, as a draft writes them."""
        return f"{max(round(minutes / self.units.day), 1)}d"

    def matching(self, pattern: re.Pattern[str], ids: Iterable[str]) -> list[str]:
        """Return the tasks whose name, id, results or tests speak of something."""
        return [id for id in ids if pattern.search(said_by(self.plan.tasks[id]))]


def said_by(task: Task) -> str:
    """Return what a task is about in its own words."""
    return " · ".join([task.title, task.id, *task.delivers, *task.accept])


def in_steps(probability: float) -> str:
    """Return a proposed probability in steps of 5%, from 5% to 95%."""
    return f"{min(max(round(probability * 20) * 5, 5), 95)}%"


def counted(number: int, singular: str, plural: str = "") -> str:
    """Return the number with its noun: 1 task, 2 tasks."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def slug(text: str) -> str:
    """Return a text as a part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:40].strip("-") or "risk"
