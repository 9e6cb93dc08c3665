"""From a compiled plan to its limits: who is there, who can do what, and the ways in which each task can be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from fairlead.plan.entities import Task
from fairlead.plan.errors import PlanError
from fairlead.plan.findings import Finding, Severity
from fairlead.plan.values import Duration, Estimate, Need, Who
from fairlead.schedule import codes
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.network import Part
from fairlead.schedule.progress import parts_left
from fairlead.schedule.spanning import is_spanning
from fairlead.schedule.staffing.apart import apart
from fairlead.schedule.staffing.assigned import slots_of_assignments
from fairlead.schedule.staffing.consumables import Stock, within
from fairlead.schedule.staffing.crews import (
    ATTENDED,
    HELD,
    MOST,
    SHARED,
    UNPACED,
    Crew,
    Crews,
    Kind,
    Staffing,
)
from fairlead.schedule.staffing.eligibility import Ask, Eligibility
from fairlead.schedule.staffing.money import in_plan_currency
from fairlead.schedule.staffing.resources import Pool
from fairlead.schedule.staffing.same_people import with_people_of
from fairlead.schedule.staffing.staffed import FULL, Demand, Mode, Resource, Slot, Staffed, Use
from fairlead.schedule.working_time import Work, attended, said_minutes, shared, stretched, work_of

_PRIORITY = 500
_SHOWN = 2  # tasks that are named when many ask for too much
_NOTHING = Decimal(0)
_REMEDY = "Train somebody, ask for less, or look outside; until then it is scheduled without"


def staffed(compiled: Compiled) -> Staffed:
    """Return a compiled plan with its limits: people and things, and what each task asks of them.

    The network has the calendars on top that people have in common; what stood in it stays where it was.
    """
    return _Demands(compiled).staffed()


class _Demands:
    def __init__(self, compiled: Compiled) -> None:
        self.compiled, self.plan, self.network = compiled, compiled.plan, compiled.network
        self.pool = Pool(compiled)
        self.stock = Stock(compiled)
        self.eligibility = Eligibility(self.pool, self.stock)
        self.staffing = Staffing(compiled, self.pool, self.eligibility)
        self.findings: list[Finding] = []
        self.crowded: list[tuple[str, int]] = []
        self.overasked: dict[int, list[tuple[str, int]]] = {}
        self._state = self.network.state.tolist()
        self._shape = self.network.shape.tolist()
        self._first_part = self.network.tasks[:, at.PART].tolist()
        self._parts = [Part(*row) for row in self.network.parts.tolist()]
        self._minutes = self.network.tasks[:-1, at.DURATION].tolist()
        self._modes: dict[tuple[object, ...], tuple[Mode, ...]] = {}
        self._asks: dict[tuple[int, int], tuple[Ask, Who | Need]] = {}

    def staffed(self) -> Staffed:
        limits = apart(self.plan, self.pool)
        self._take_what_is_used_up()
        demands: dict[int, Demand] = {}
        for task in self.plan.tasks.values():
            places = self.places_of(task)
            if places and not is_spanning(task):
                demand = self._demand(task, places[0], limits.get(task.id, ()))
                if demand is not None:
                    demands |= dict.fromkeys(places, demand)
        if self.stock.consumables:
            tasks = {place: task for task in self.plan.tasks.values() for place in self.places_of(task)}
            demands, short = within(self.stock, demands, tasks)
            self.findings += short
        if self.crowded:
            self.findings.append(_cut(self.crowded))
        self.findings += [_too_much(self.pool[r], asked) for r, asked in self.overasked.items()]
        options = self.plan.settings.options
        return Staffed(
            self._with_calendars(),
            tuple(self.pool.resources),
            {place: demands[place] for place in sorted(demands)},
            tuple(self.stock.consumables),
            tuple(self.findings),
            bool(options.split_when_levelling),
        )

    def _take_what_is_used_up(self) -> None:
        """Take what finished tasks have used of what there was for the whole plan."""
        for task in self.plan.tasks.values():
            if task.done is None or task.id not in self.compiled.row_of or task.modes:
                continue
            asks = [self._ask(entry, number) for number, entry in enumerate(_entries(task))]
            uses = [ask.uses[0] for ask in asks if ask.uses]
            for use in (*uses, *self._money(task, -1)[0]):
                self.stock.take(use)

    def places_of(self, task: Task) -> list[int]:
        """Return where a task with work to do stands in the network; all its occurrences where it has a rhythm."""
        row = self.compiled.row_of.get(task.id)
        if row is None:
            return []
        rows = np.flatnonzero(self.network.parent == row).tolist() if task.every is not None else [row]
        places = [int(self.network.place_of[each]) for each in rows]
        return [place for place in places if place >= 0 and self._has_work(place)]

    def _has_work(self, place: int) -> bool:
        if self._shape[place] != codes.WORK or self._state[place] == codes.FINISHED:
            return False
        if self._state[place] == codes.FIXED:
            return True
        return any(part.minutes > 0 for part in self._own_parts(place))

    def _own_parts(self, place: int) -> tuple[Part, ...]:
        return tuple(self._parts[self._first_part[place] : self._first_part[place + 1]])

    # One task

    def _demand(self, task: Task, place: int, limits: Sequence[Slot]) -> Demand | None:
        modes = self._possible(task, place)
        if limits:
            modes = [replace(mode, slots=(*mode.slots, *limits)) for mode in modes]
        if not any(mode.slots or mode.uses or mode.number >= 0 for mode in modes):
            return None
        return Demand(
            _logic_first(modes, self._own_parts(place)),
            self._places(task.same_as),
            self._places(task.not_as),
            task.setup,
            self._priority(task),
            task.split,
            self._not_before(modes),
        )

    def _possible(self, task: Task, place: int) -> Sequence[Mode]:
        """Return the modes of a task; those in which something can't be had are left aside while there are others."""
        if not task.modes:
            ways = self._with_people(task)
            return [mode for way in ways for mode in self._modes_of(task, way, place, -1)]
        whole: list[Mode] = []
        wanting: list[Mode] = []
        aside: list[Finding] = []
        said_before = len(self.findings)
        for number, way in enumerate(task.ways):
            known = len(self.findings)
            try:
                modes = self._modes_of(task, way, place, number)
            except PlanError as problem:
                self._warn(task, "modes", problem.findings[0].message)
                modes = ()
            problems = self.findings[known:]
            (wanting if problems else whole).extend(modes)
            aside += [_left_aside(task, number, each) for each in problems]
        if whole:
            self.findings[said_before:] = aside
        return whole or wanting

    def _not_before(self, modes: Sequence[Mode]) -> int:
        """Return when what a task uses up can be there at the earliest, in whichever mode."""
        if not self.stock.ordered:
            return codes.MISSING
        late = [self.stock.not_before(mode.uses) for mode in modes]
        return min(each if each is not None else codes.MISSING for each in late)

    def _with_people(self, task: Task) -> tuple[Task, ...]:
        """Return the task with the people of those it is the same as, way by way, where it has none itself."""
        if task.same_as and not (task.who or task.needs or task.assignments):
            return with_people_of(self.plan, task)
        return (task,)

    def _modes_of(self, task: Task, way: Task, place: int, number: int) -> tuple[Mode, ...]:
        uses, cost = self._money(task, number)
        if not (way.who or way.needs or way.assignments):
            return (self._plain(way, place, number, uses, cost),)
        kind, said = self._kind(way, place)
        crews = self._crews(way, kind)
        self._complain(task, crews)
        if kind is HELD:
            held = self._plain(way, place, number, uses, cost)
            assigned = tuple(self._assigned(task, way, len(held.parts)))
            return tuple(
                replace(held, slots=(*assigned, *crew.slots), uses=(*uses, *crew.uses))
                for crew in crews.crews
            )
        if crews.crews and not (crews.crews[0].slots or crews.crews[0].uses):
            return (self._plain(way, place, number, uses, cost),)
        if not _is_plain(way):
            return tuple(
                self._mode(self._work(way, kind, said, crew), crew.slots, (*uses, *crew.uses), cost, number)
                for crew in crews.crews
            )
        minutes = (
            said_minutes(self.compiled.ground, way, said) if said is not None else self.compiled.units.day
        )
        key = (id(crews), minutes, number, uses, cost)
        if key not in self._modes:
            self._modes[key] = tuple(_as_said(crew, minutes, number, uses, cost) for crew in crews.crews)
        return self._modes[key]

    def _assigned(self, task: Task, way: Task, parts: int) -> Iterator[Slot]:
        """Yield the places of assignments; one that asks for more of somebody than there is takes all there is."""
        for slot in slots_of_assignments(self.pool, way, parts):
            resource = self.pool[slot.eligible[0]]
            if slot.units <= resource.capacity:
                yield slot
                continue
            self.overasked.setdefault(slot.eligible[0], []).append((task.title, slot.units))
            yield slot._replace(units=resource.capacity)

    def _plain(self, way: Task, place: int, number: int, uses: tuple[Use, ...], cost: Decimal) -> Mode:
        """Return the mode in which nobody is asked for: as the network has it."""
        if number < 0 or self._state[place] == codes.FIXED:
            parts = self._own_parts(place)
            return Mode(self._minutes[place], parts, (), uses, cost, number)
        return self._mode(work_of(self.compiled.ground, way), (), uses, cost, number)

    def _work(self, way: Task, kind: Kind, said: Estimate | None, crew: Crew) -> Work:
        ground = self.compiled.ground
        if said is None:
            said = Estimate.of(Duration(Decimal(ground.units.day), "m"))
            way = way.model_copy(update={"size": None})
        if kind is SHARED:
            return shared(ground, way, said, crew.stretch, crew.rows)
        return attended(ground, way, said, crew.stretch, crew.rows[0])

    def _mode(
        self, work: Work, slots: tuple[Slot, ...], uses: tuple[Use, ...], cost: Decimal, number: int
    ) -> Mode:
        place = self.compiled.hours.place
        parts = tuple(part._replace(calendar=place(part.calendar)) for part in parts_left(work))
        return Mode(work.minutes, parts, slots, uses, cost, number)

    def _kind(self, way: Task, place: int) -> tuple[Kind, Estimate | None]:
        """Return how a task's time depends on its people, and the time that it says."""
        if self._state[place] == codes.FIXED or way.assignments or way.duration is not None:
            return HELD, way.duration
        if way.work is not None:
            return SHARED, way.work
        if way.estimate is None:
            return UNPACED, None
        sizes = dict(self.plan.settings.sizes)
        # Elapsed time passes by the clock, at the pace that the network has.
        return (HELD if way.estimate.resolved(sizes).elapsed else ATTENDED), way.estimate

    def _crews(self, way: Task, kind: Kind) -> Crews:
        assigned = {each.who for each in way.assignments}
        entries = enumerate(_entries(way))
        asks = [self._ask(entry, number) for number, entry in entries if not _is_of(entry, assigned)]
        return self.staffing.crews(way, asks, kind, tuple(map(id, asks)))

    def _ask(self, entry: Who | Need, number: int) -> Ask:
        key = (id(entry), number)
        if key not in self._asks:
            of = self.eligibility
            ask = of.of_who(entry, number) if isinstance(entry, Who) else of.of_need(entry, number)
            self._asks[key] = (ask, entry)  # the entry is kept, so that no other can take its id
        return self._asks[key][0]

    def _money(self, task: Task, number: int) -> tuple[tuple[Use, ...], Decimal]:
        """Return the money that is used up, and what a mode costs on top of its people."""
        of_mode = task.modes[number].cost if number >= 0 else None
        if of_mode is None and (task.cost is None or self.stock.money is None):
            return (), _NOTHING
        settings, day = self.plan.settings, self.pool.today
        sums = [in_plan_currency(settings, each, day) or _NOTHING for each in (task.cost, of_mode) if each]
        use = self.stock.spend(sum(sums, _NOTHING))
        own = in_plan_currency(settings, of_mode, day) if of_mode is not None else None
        return (use,) if use is not None else (), own or _NOTHING

    # What else a demand says

    def _places(self, ids: Sequence[str]) -> tuple[int, ...]:
        leaves = [leaf for id in ids if id in self.plan.tasks for leaf in self.plan.outline.leaves(id)]
        return tuple(place for leaf in leaves for place in self.places_of(self.plan.tasks[leaf]))

    def _priority(self, task: Task) -> int:
        """Return a task's own priority, else that of the nearest summary above that has one."""
        above: Task | None = task
        while above is not None:
            if above.priority is not None:
                return above.priority
            above = self.plan.tasks.get(above.parent) if above.parent else None
        return _PRIORITY

    # The whole

    def _complain(self, task: Task, crews: Crews) -> None:
        for ask, problem in crews.left_out:
            self._warn(task, "who" if ask.named else "needs", f"`{ask.text}`: {problem}")
        if crews.ways > MOST:
            self.crowded.append((task.id, crews.ways))

    def _warn(self, task: Task, field: str, message: str) -> None:
        finding = Finding(Severity.WARNING, "nobody-can", message, _REMEDY, "task", task.id, field)
        self.findings.append(finding)

    def _with_calendars(self) -> Compiled:
        """Return the compiled plan with the calendars asked for on the way; all others stay in their places."""
        hours = self.compiled.hours
        distinct = 1 + max(hours.place(row) for row in range(len(hours.all())))
        if distinct == len(self.network.calendars.first) - 1:
            return self.compiled
        calendars, _ = hours.arrays()
        return replace(self.compiled, network=self.network.with_calendars(calendars))


def _too_much(resource: Resource, asked: Sequence[tuple[str, int]]) -> Finding:
    """Return one finding for all tasks that another tool gave more of somebody than there is."""
    shown = ", ".join(f"{name} at {units / FULL:.0%}" for name, units in asked[:_SHOWN])
    more = f" and {len(asked) - _SHOWN:,} more" if len(asked) > _SHOWN else ""
    there = f"{resource.capacity / FULL:.0%}"
    message = f"is given to tasks at more than the {there} there is ({shown}{more}); each takes all there is"
    remedy = "Say how many of it there are (`count`), or give it at less"
    return Finding(Severity.WARNING, "over-asked", message, remedy, resource.kind, resource.id, "count")


def _left_aside(task: Task, number: int, problem: Finding) -> Finding:
    name = task.modes[number].name or number + 1
    message = f"its mode {name} is left aside: {problem.message}"
    remedy = "It is done in another mode; change this one or remove it"
    return replace(problem, severity=Severity.NOTE, message=message, remedy=remedy, field="modes")


def _entries(task: Task) -> tuple[Who | Need, ...]:
    return (*task.who, *task.needs)


def _is_of(entry: Who | Need, ids: set[str]) -> bool:
    return bool(ids) and isinstance(entry, Who) and entry.id in ids


def _as_said(crew: Crew, minutes: int, number: int, uses: tuple[Use, ...], cost: Decimal) -> Mode:
    """Return the mode of a crew whose work nothing but its minutes decides."""
    length = stretched(minutes, crew.stretch)
    parts = tuple(Part(place, length, length) for place in crew.places)
    return Mode(length, parts, crew.slots, (*uses, *crew.uses), cost, number)


def _is_plain(way: Task) -> bool:
    """Tell whether nothing but what a task says of its time decides how long it takes."""
    facts = (way.left, way.left_work, way.percent, way.percent_work, way.done)
    return all(each is None for each in facts) and not way.parts


def _logic_first(modes: Sequence[Mode], parts: tuple[Part, ...]) -> tuple[Mode, ...]:
    """Return the modes with the first that takes the time of the network in front of all others."""
    for place, mode in enumerate(modes):
        if mode.parts == parts:
            return (mode, *modes[:place], *modes[place + 1 :]) if place else tuple(modes)
    return tuple(modes)


def _cut(crowded: list[tuple[str, int]]) -> Finding:
    id, ways = max(crowded, key=lambda each: each[1])
    message = (
        f"{len(crowded)} tasks can be staffed in more than {MOST} ways (`{id}` in {ways:,}); of each, the quickest "
        "and some in which everybody has a turn are looked at"
    )
    remedy = "Ask for fewer people at once, or name some of them under `who`"
    return Finding(Severity.NOTE, "many-ways", message, remedy, "plan", "plan")
