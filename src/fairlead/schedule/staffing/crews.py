"""Crews: each way in which a task's asks can be filled by people and things with known hours and pace."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from math import prod
from typing import NamedTuple

from fairlead.plan.entities import Task
from fairlead.plan.errors import PlanError
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.rates import pace_of, rate_of, stretch_of_work
from fairlead.schedule.staffing.eligibility import Ask, Eligibility, Option
from fairlead.schedule.staffing.resources import Pool
from fairlead.schedule.staffing.staffed import FULL, Slot, Use

MOST = 64
"""Ways of staffing one task that are kept; people who are alike count once."""
_LOOKED_AT = 2000
"""Choices for one ask that are looked at before `MOST` of them are kept."""
_MATCHED = 12
"""Places up to which it is checked that one person isn't counted on twice."""


class Kind(NamedTuple):
    """How a task's time depends on who does it: `attended` by all at once, `shared` among them, or not at all."""

    attended: bool = False
    shared: bool = False
    paced: bool = True  # False: an estimate that nobody made, of a day for everybody


ATTENDED, SHARED, HELD = Kind(attended=True), Kind(shared=True), Kind()
UNPACED = Kind(attended=True, paced=False)


class _Alike(NamedTuple):
    """What those who can stand in for each other have in common: the place of their hours, their pace, their limits."""

    place: int
    share: Decimal
    units: int
    limits: tuple[int, ...]
    shares_work: bool


class Group(NamedTuple):
    """Resources that can stand in for each other. `room` is how many places they fill, `rep` one of them by id."""

    resources: tuple[int, ...]
    room: int
    rep: str
    alike: _Alike


class Filling(NamedTuple):
    """One choice for one ask: so many of each group, or one use."""

    ask: Ask
    taken: tuple[tuple[Group, int], ...]
    use: Use | None = None


@dataclass(frozen=True, slots=True)
class Crew:
    """One way to staff a task. `rows` are of the hours of its parts: one, or one for each who shares the work;
    `places` where those stand in the network.

    `stretch` is what its minutes are multiplied by, `span` about how long a minute of it takes on the clock.
    """

    slots: tuple[Slot, ...]
    uses: tuple[Use, ...]
    rows: tuple[int, ...]
    places: tuple[int, ...]
    stretch: Decimal
    span: float


@dataclass(frozen=True, slots=True)
class Crews:
    """All crews of a task, quickest first; what nobody can do and is left out (ask, why); how many ways there are."""

    crews: tuple[Crew, ...]
    left_out: tuple[tuple[Ask, str], ...] = ()
    ways: int = 0


class Staffing:
    """Makes the crews for what tasks ask for. Asks with the same words are answered once."""

    def __init__(self, compiled: Compiled, pool: Pool, eligibility: Eligibility) -> None:
        self.plan, self.hours, self.pool, self.eligibility = compiled.plan, compiled.hours, pool, eligibility
        self._known: dict[tuple[object, ...], Crews] = {}

    def crews(self, task: Task, asks: Sequence[Ask], kind: Kind, key: tuple[object, ...]) -> Crews:
        """Return the crews for what a task asks for; `key` tells these asks from others."""
        timed = kind.attended or kind.shared
        whole = (*key, kind, task.calendar if timed else None, task.ignore_hours if timed else None)
        if whole not in self._known:
            self._known[whole] = _Crewing(self, task, kind).crews(asks)
        return self._known[whole]


class _Crewing:
    """The crews of one task."""

    def __init__(self, staffing: Staffing, task: Task, kind: Kind) -> None:
        self.task, self.kind = task, kind
        self.plan, self.hours = staffing.plan, staffing.hours
        self.pool, self.eligibility = staffing.pool, staffing.eligibility

    def crews(self, asks: Sequence[Ask]) -> Crews:
        left_out = [(ask, ask.problem) for ask in asks if ask.problem]
        asks = [ask for ask in asks if not ask.is_empty]
        choices: list[list[Filling]] = []
        kept: list[Ask] = []
        for ask in asks:
            found, problem = self._fillings(ask, kept)
            if problem:
                left_out.append((ask, problem))
            else:
                kept.append(ask)
                choices.append(found)
        return self._together(choices, left_out)

    def _together(self, choices: list[list[Filling]], left_out: list[tuple[Ask, str]]) -> Crews:
        """Return the crews of these choices; where no two go together, without the last of them."""
        choices = list(choices)
        while choices:
            ways = prod(map(len, choices))
            crews, problem = self._crews_of(_spread(choices, MOST))
            if crews:
                return Crews(tuple(crews), tuple(left_out), ways)
            left_out.append((choices.pop()[0].ask, problem))
        empty = self._crew(())
        return Crews((empty,) if empty else (), tuple(left_out), 1)

    def _crews_of(self, combinations: Iterable[tuple[Filling, ...]]) -> tuple[list[Crew], str]:
        crews: dict[Crew, None] = {}
        problem = "nobody; those who could are already on it"
        for fillings in combinations:
            if not self._enough(fillings):
                continue
            crew = self._crew(fillings)
            if crew is None:
                problem = "nobody who works at the same time as the others on it"
            else:
                crews[crew] = None
        return sorted(crews, key=lambda crew: crew.span), problem

    # One ask

    def _fillings(self, ask: Ask, before: list[Ask]) -> tuple[list[Filling], str]:
        """Return the choices for an ask, best first, or why there are none."""
        if ask.uses:
            return [Filling(ask, (), use) for use in ask.uses], ""
        groups = self._groups(ask, before)
        room = sum(group.room for group in groups)
        if ask.least > room:
            return [], self._too_few(ask, room)
        counts = [ask.least]
        if self.kind.shared and ask.most > ask.least and all(group.alike.shares_work for group in groups):
            counts = list(range(min(ask.most, room), ask.least - 1, -1))
        found: list[Filling] = []
        for count in counts:
            taken = islice(_taken(groups, count), _LOOKED_AT)
            found += [Filling(ask, each) for each in taken]
        return found, ""

    def _groups(self, ask: Ask, before: list[Ask]) -> list[Group]:
        taken = Counter[int]()
        for other in before:
            if len(other.options) == 1:
                taken[other.options[0].resource] += other.options[0].units * other.least
        by_kind: dict[_Alike, list[Option]] = {}
        for option in ask.options:
            key = self._alike(option)
            if key is not None and self._room(option, taken) > 0:
                by_kind.setdefault(key, []).append(option)
        groups = []
        for alike, options in by_kind.items():
            room = sum(self._room(each, taken) for each in options)
            rep = self.pool[options[0].resource].id
            groups.append(Group(tuple(each.resource for each in options), room, rep, alike))
        if self.kind.attended or self.kind.shared:
            groups.sort(
                key=lambda group: (-float(group.alike.share) * self._hours_of(group.rep), -group.room)
            )
        return groups

    def _alike(self, option: Option) -> _Alike | None:
        """Return what tells an option from others, as far as it matters; None where they have no hour for the task."""
        limits = self.pool.work_in_progress(option.resource)
        resource = self.pool[option.resource]
        if not (self.kind.attended or self.kind.shared):
            return _Alike(CLOCK, Decimal(1), option.units, limits, False)
        try:
            place = self.hours.place(self.hours.of_all(self.task, [resource.id]))
        except PlanError:
            return None
        shares_work = resource.kind != "equipment" or option.named
        return _Alike(place, self.eligibility.share(option), option.units, limits, shares_work)

    def _hours_of(self, id: str) -> int:
        return self.hours.calendar(self.hours.of_all(self.task, [id])).total

    def _room(self, option: Option, taken: Counter[int]) -> int:
        """Return how many places somebody can fill beside what else the task takes of them."""
        resource = self.pool[option.resource]
        left = (resource.capacity - taken[option.resource]) // option.units
        return min(left, resource.places(option.units))

    def _too_few(self, ask: Ask, room: int) -> str:
        titles = self.eligibility.titles(ask.options)
        if ask.named and len(ask.options) == 1 and ask.options[0].units > self._capacity(ask):
            return f"takes more of {titles} than the {self._capacity(ask) / FULL:.0%} there is"
        if not room:
            return f"nobody; {titles} could, but not in its hours or beside what else it takes"
        return f"only {room} of {ask.least}: {titles}"

    def _capacity(self, ask: Ask) -> int:
        return self.pool[ask.options[0].resource].capacity

    # All asks together

    def _enough(self, fillings: tuple[Filling, ...]) -> bool:
        """Tell whether nobody is counted on for more than they can give: each place is given to somebody, in turn."""
        places = [
            (group.resources, group.alike.units)
            for filling in fillings
            for group, count in filling.taken
            for _ in range(count)
        ]
        if len(fillings) < 2 or len(places) > _MATCHED:
            return True
        places.sort(key=lambda place: len(place[0]))
        return _filled(places, self.pool, Counter())

    def _crew(self, fillings: tuple[Filling, ...]) -> Crew | None:
        """Return the crew of these choices; None where their hours have nothing in common."""
        groups = [group for filling in fillings for group, _ in filling.taken]
        limits = dict.fromkeys(limit for group in groups for limit in group.alike.limits)
        uses = tuple(filling.use for filling in fillings if filling.use is not None)
        try:
            rows, part_of = self._rows(groups)
        except PlanError:
            return None
        slots = [
            Slot(
                group.resources,
                count,
                group.alike.units,
                part_of[group.alike.place],
                filling.ask.number,
            )
            for filling in fillings
            for group, count in filling.taken
        ]
        slots += [Slot((limit,), 1, FULL, 0, -1) for limit in limits]
        stretch = self._stretch(fillings, groups)
        places = tuple(map(self.hours.place, rows))
        return Crew(tuple(slots), uses, rows, places, stretch, float(stretch) * self._clock_minutes(rows))

    def _rows(self, groups: list[Group]) -> tuple[tuple[int, ...], dict[int, int]]:
        """Return the rows of the hours of each part, and on which part those with hours of their own work."""
        places = list(dict.fromkeys(group.alike.place for group in groups))
        if not (self.kind.attended or self.kind.shared):
            return (), dict.fromkeys(places, 0)
        # Those who share work with a thing beside them can only do it while it is there, so they come together.
        if self.kind.attended or not groups or not all(group.alike.shares_work for group in groups):
            together = dict.fromkeys(group.rep for group in groups)
            return (self.hours.of_all(self.task, together),), dict.fromkeys(places, 0)
        reps = {group.alike.place: group.rep for group in reversed(groups)}
        rows = tuple(self.hours.of_all(self.task, [reps[place]]) for place in places)
        return rows, {place: part for part, place in enumerate(places)}

    def _stretch(self, fillings: tuple[Filling, ...], groups: list[Group]) -> Decimal:
        if self.kind.shared:
            rates = [
                (count, rate_of(self.plan, group.rep, group.alike.share))
                for filling in fillings
                for group, count in filling.taken
                if group.alike.shares_work
            ]
            return stretch_of_work(self.plan, rates)
        if self.kind.attended and self.kind.paced:
            return 1 / pace_of(self.plan, [group.alike.share for group in groups])
        return Decimal(1)

    def _clock_minutes(self, rows: tuple[int, ...]) -> float:
        calendars = [self.hours.calendar(row) for row in rows]
        return max(((each.window[1] - each.window[0]) / each.total for each in calendars), default=1.0)


def _taken(groups: Sequence[Group], count: int) -> Iterator[tuple[tuple[Group, int], ...]]:
    """Yield how a number of places is filled from groups, the first groups first."""
    if count == 0:
        yield ()
    elif groups:
        first, *rest = groups
        for number in range(min(first.room, count), -1, -1):
            for others in _taken(rest, count - number):
                yield ((first, number), *others) if number else others


def _filled(places: Sequence[tuple[tuple[int, ...], int]], pool: Pool, taken: Counter[int]) -> bool:
    if not places:
        return True
    resources, units = places[0]
    if len(resources) >= len(places) and not taken:
        return True  # as many to choose from as places are left
    for resource in resources:
        if taken[resource] + units <= pool[resource].capacity:
            taken[resource] += units
            if _filled(places[1:], pool, taken):
                return True
            taken[resource] -= units
    return False


def _spread(choices: Sequence[Sequence[Filling]], most: int) -> Iterator[tuple[Filling, ...]]:
    """Yield at most so many combinations: those of the first choices, then some in which each has its turn."""
    if prod(map(len, choices)) <= most:
        yield from _by_rank(choices)
        return
    yield from islice(_by_rank(choices), most // 2)
    longest = max(map(len, choices))
    step = max(longest // (most - most // 2), 1)
    for turn in islice(range(0, longest, step), most - most // 2):
        yield tuple(each[(turn + number) % len(each)] for number, each in enumerate(choices))


def _by_rank(choices: Sequence[Sequence[Filling]]) -> Iterator[tuple[Filling, ...]]:
    """Yield all combinations, those with the least sum of ranks first."""
    for rank in range(sum(len(each) - 1 for each in choices) + 1):
        yield from _of_rank(choices, rank)


def _of_rank(choices: Sequence[Sequence[Filling]], rank: int) -> Iterator[tuple[Filling, ...]]:
    if not choices:
        if rank == 0:
            yield ()
        return
    first, *rest = choices
    for own in range(min(rank, len(first) - 1), -1, -1):
        for others in _of_rank(rest, rank - own):
            yield (first[own], *others)
