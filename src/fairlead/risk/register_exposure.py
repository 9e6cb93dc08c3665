"""What a risk would do where it strikes, without a simulation: how late work becomes, and what it costs.

Delays of several tasks add up only where the tasks follow one another: a risk's delay is the most by which any one
path through the network becomes longer, and no float is taken off. So it says how much time the risk takes from the
work it hits; what is left of that at the finish only a simulation knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt

from fairlead.plan.entities import Action, Risk
from fairlead.plan.values import Duration, Estimate, Impact, Money, Percent
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.outlook import Outlook
from fairlead.schedule.staffing.money import in_plan_currency

Three = npt.NDArray[np.float64]
"""Least, mean and greatest."""

_Ends = list[float]
"""Least, mean and greatest as plain numbers, of which there are many."""

_NOTHING: _Ends = [0.0, 0.0, 0.0]
FEW = 64
"""A risk that hits more tasks than these is looked at by a pass over the network of its own."""
_AT_ONCE = 1024  # places whose followers one pass over the network finds
_MOST_TIMES = 1000
"""A risk that comes round more often than that counts as so often."""


@dataclass(frozen=True, slots=True)
class Spread:
    """An amount that isn't certain: least, mean and greatest."""

    low: float = 0.0
    mean: float = 0.0
    high: float = 0.0

    @classmethod
    def of(cls, three: Three) -> Spread:
        """Return the spread of an array of three."""
        return cls(*(float(each) for each in three))

    def __bool__(self) -> bool:
        return bool(self.low or self.mean or self.high)


@dataclass(frozen=True, slots=True)
class Exposure:
    """How likely a risk is (None: nobody says), and what it does where it strikes.

    `delay` is in working minutes of the plan's calendar, `money` in the plan's currency; negative is a gain.
    """

    probability: float | None
    delay: Spread = Spread()
    money: Spread = Spread()

    @property
    def expected_delay(self) -> float:
        """The delay times the probability; 0 where nobody says how likely it is."""
        return self.delay.mean * (self.probability or 0.0)

    @property
    def expected_money(self) -> float:
        """The money times the probability; 0 where nobody says how likely it is."""
        return self.money.mean * (self.probability or 0.0)


class Exposures:
    """Works out what the risks of one plan would do, at the schedule's dates."""

    def __init__(self, outlook: Outlook, *, few: int = FEW) -> None:
        self.outlook = outlook
        self._few = few
        self.plan = outlook.plan
        self._compiled = outlook.schedule.compiled
        self._known: dict[tuple[object, ...], Exposure] = {}

    def of(self, risk: Risk, taken: Sequence[Action] = ()) -> Exposure:
        """Return what a risk would do once these actions are taken, each leaving what it says in the plan's order."""
        key = risk.id, *(id(each) for each in taken)
        if key not in self._known:
            self._known[key] = self._of(risk, taken)
        return self._known[key]

    def _of(self, risk: Risk, taken: Sequence[Action]) -> Exposure:
        probability, delays, costs = risk.probability, dict(risk.delays), risk.costs
        for action in taken:
            probability = action.probability if action.probability is not None else probability
            delays |= action.delays
            costs = action.costs if action.costs is not None else costs
        chance = None if probability is None else float(probability.fraction)
        if self.has_struck(risk):
            chance = 1.0
        delay, money = self._delay(risk, delays), self._money(costs)
        if risk.every is not None and chance is not None and not self.has_struck(risk):
            return _repeated(chance, self._times(risk), delay, money)
        return Exposure(chance, Spread.of(delay), Spread.of(money))

    def has_struck(self, risk: Risk) -> bool:
        """Tell whether it has happened: it says when, or is entered as a problem."""
        if risk.struck is not None:
            return self.is_past(self.outlook.moment(risk.struck))
        return risk.register_kind == "problem"

    def is_past(self, moment: datetime) -> bool:
        """Tell whether a moment lies before the end of the status date; without one every fact counts."""
        return self.plan.settings.status_date is None or moment <= self.outlook.now

    # ---------------------------------------------------------------- time

    def _delay(self, risk: Risk, delays: Mapping[str, Impact]) -> Three:
        weights: dict[int, Three] = {}
        for id, impact in delays.items():
            for place, weight in self._hit(id, impact):
                weights[place] = weights.get(place, np.zeros(3)) + weight
        for id in risk.repeats:
            for place in self._places(id):
                weights[place] = weights.get(place, np.zeros(3)) + self._minutes(place, whole=True)
        longest: Three = self._longest(weights)
        absent = [self._estimated(each) for id, each in risk.away.items() if id in self._busy]
        return longest + max(absent, key=lambda each: float(each[1]), default=np.zeros(3))

    def _hit(self, id: str, impact: Impact) -> Iterator[tuple[int, Three]]:
        """Yield where an impact on a task or summary delays, and by how much; nothing that is done is delayed."""
        places = [place for place in self._places(id) if not self._is_done(place)]
        if impact.percent:
            shares = _three(*(_fraction(each) for each in (impact.low, impact.mode, impact.high)))
            yield from ((place, shares * self._minutes(place)) for place in places)
            return
        minutes = self._spread(impact)
        if self.plan.outline.is_summary(id):
            # An amount comes once, at the summary's end: on every path out of it.
            places = [place for place in places if not self._goes_on_inside(place, places)]
        yield from ((place, minutes * self._density_of(place, impact)) for place in places)

    def _longest(self, weights: Mapping[int, Three]) -> Three:
        """Return the most by which a path becomes longer, and the most by which one becomes shorter, together."""
        if len(weights) < 2:
            return next(iter(weights.values()), np.zeros(3))
        places = sorted(weights)
        if len(places) > self._few or any(place not in self._reach[0] for place in places):
            longer, shorter = self._along_the_network(weights)
        else:
            longer, shorter = self._among_themselves(weights, places)
        both: Three = np.array(longer) + np.array(shorter)
        return both

    def _among_themselves(self, weights: Mapping[int, Three], places: Sequence[int]) -> tuple[_Ends, _Ends]:
        """Return both by who of few stands before whom, which is looked up for all risks at once."""
        late: list[_Ends] = []
        early: list[_Ends] = []
        for number, place in enumerate(places):
            before = [other for other in range(number) if self._stands_before(places[other], place)]
            own = weights[place].tolist()
            late.append(_most([late[each] for each in before], own))
            early.append(_least([early[each] for each in before], own))
        return _most(late, _NOTHING), _least(early, _NOTHING)

    def _along_the_network(self, weights: Mapping[int, Three]) -> tuple[_Ends, _Ends]:
        """Return both by one pass over the network, from the first place hit to the last."""
        reached: dict[int, tuple[_Ends, _Ends]] = {}
        for place in range(min(weights), max(weights) + 1):
            before = [reached[each] for each in self._predecessors[place] if each in reached]
            if before or place in weights:
                own = weights[place].tolist() if place in weights else _NOTHING
                reached[place] = (
                    _most([each[0] for each in before], own),
                    _least([each[1] for each in before], own),
                )
        ends = list(reached.values())
        return _most([each[0] for each in ends], _NOTHING), _least([each[1] for each in ends], _NOTHING)

    def _stands_before(self, one: int, other: int) -> bool:
        bits, reach = self._reach
        return bool(reach[other] >> bits[one] & 1)

    @cached_property
    def _reach(self) -> tuple[Mapping[int, int], Mapping[int, int]]:
        """The number of each place that any risk with few of them hits, and by these numbers what stands before it."""
        hit = sorted(self._hit_by_few())
        bits = {place: number for number, place in enumerate(hit)}
        reach = dict.fromkeys(hit, 0)
        for first in range(0, len(hit), _AT_ONCE):
            behind = [0] * len(self._predecessors)
            for place, before in enumerate(self._predecessors):
                found = 0
                for each in before:
                    found |= behind[each]
                number = bits.get(place, -1)
                if number >= 0:
                    reach[place] |= found << first
                    if first <= number < first + _AT_ONCE:
                        found |= 1 << (number - first)
                behind[place] = found
        return bits, reach

    def _hit_by_few(self) -> set[int]:
        found: set[int] = set()
        for risk in self.plan.risks.values():
            ids = {*risk.delays, *risk.repeats, *(id for action in risk.actions for id in action.delays)}
            places = {place for id in ids for place in self._places(id)}
            if 1 < len(places) <= self._few:
                found |= places
        return found

    @cached_property
    def _predecessors(self) -> list[list[int]]:
        network = self._compiled.network
        into, before = network.tasks[:, at.INTO].tolist(), network.links[:, at.BEFORE].tolist()
        return [before[into[place] : into[place + 1]] for place in range(network.size)]

    def _goes_on_inside(self, place: int, places: Sequence[int]) -> bool:
        network, inside = self._compiled.network, set(places)
        first, last = int(network.tasks[place, at.OUT_OF]), int(network.tasks[place + 1, at.OUT_OF])
        return any(int(each) in inside for each in network.successors[first:last])

    def _places(self, id: str) -> list[int]:
        found = []
        for leaf in self.plan.outline.leaves(id) if id in self.plan.tasks else ():
            row = self._compiled.row_of.get(leaf)
            place = -1 if row is None else int(self._compiled.network.place_of[row])
            if place >= 0:
                found.append(place)
        return found

    @cached_property
    def _id_of(self) -> dict[int, str]:
        place_of = self._compiled.network.place_of
        return {
            int(place_of[row]): id for id, row in self._compiled.row_of.items() if int(place_of[row]) >= 0
        }

    def _is_done(self, place: int) -> bool:
        task = self.plan.tasks.get(self._id_of.get(place, ""))
        return task is not None and task.done is not None

    def _minutes(self, place: int, *, whole: bool = False) -> float:
        """Return a task's minutes, those left of it unless `whole`, in working time of the plan's calendar."""
        network = self._compiled.network
        first, last = int(network.tasks[place, at.PART]), int(network.tasks[place + 1, at.PART])
        column = at.PART_MINUTES if whole else at.PART_REMAINING
        parts = network.parts[first:last, column]
        return float(parts.max(initial=0)) * self._own_density(place)

    def _density_of(self, place: int, impact: Impact) -> float:
        # Elapsed delays are turned into working time already; others run on the task's own calendar.
        elapsed = isinstance(impact.low, Duration) and impact.low.elapsed
        return 1.0 if elapsed else self._own_density(place)

    def _own_density(self, place: int) -> float:
        """Return what a minute of a task is worth in the plan's calendar where it has hours of its own, or elapses."""
        task = self.plan.tasks.get(self._id_of.get(place, ""))
        if task is None or not (task.calendar or (task.duration is not None and task.duration.elapsed)):
            return 1.0
        if task.duration is not None and task.duration.elapsed:
            return self._elapsed
        return self._elapsed / max(self._share_of_time(self._compiled.hours.of_task(task)), 1e-9)

    @cached_property
    def _elapsed(self) -> float:
        """What a minute on the clock is worth in working time of the plan's calendar."""
        return self._share_of_time(0)

    def _share_of_time(self, calendar: int) -> float:
        if calendar == CLOCK:
            return 1.0
        hours = self._compiled.hours.calendar(calendar)
        first, last = hours.window
        return hours.total / max(last - first, 1)

    def _spread(self, impact: Impact) -> Three:
        units = self._compiled.units
        ends = [
            None if each is None else float(units.minutes(each))
            for each in (impact.low, impact.mode, impact.high)
            if not isinstance(each, Percent)
        ]
        elapsed = isinstance(impact.low, Duration) and impact.low.elapsed
        return self._spaced(ends) * (self._elapsed if elapsed else 1.0)

    def _estimated(self, estimate: Estimate) -> Three:
        units = self._compiled.units
        resolved = estimate.resolved(dict(self.plan.settings.sizes))
        ends = resolved.in_minutes(units.day, units.week, units.month)
        return self._spaced(ends) * (self._elapsed if resolved.elapsed else 1.0)

    def _spaced(self, ends: Sequence[float | None]) -> Three:
        low, mode, high = ends
        return _three(low, mode, high, pert=self.plan.settings.distribution == "pert")

    @cached_property
    def _busy(self) -> frozenset[str]:
        """Who and what has something left to do: people, their teams, things and firms."""
        found: set[str] = set()
        for id, dates in self.outlook.tasks.items():
            task = self.plan.tasks.get(id)
            if task is None or dates.done or dates.kind == "summary":
                continue
            found.update(dates.assigned)
            found.update(each.what for need in task.needs for each in need.alternatives)
        for id in [*found]:
            person = self.plan.people.get(id)
            team = person.team if person else None
            while team in self.plan.teams and team is not None and team not in found:
                found.add(team)
                team = self.plan.teams[team].parent
        return frozenset(found)

    # ---------------------------------------------------------------- money and times

    def _money(self, costs: Money | None) -> Three:
        if costs is None:
            return np.zeros(3)
        day = self.outlook.now.date()
        one = in_plan_currency(self.plan.settings, Money(Decimal(1), costs.currency), day)
        amount = costs.range
        ends = [None if each is None else float(each) for each in (amount.low, amount.mode, amount.high)]
        return self._spaced(ends) * float(one or 0)

    def _times(self, risk: Risk) -> int:
        """Return how often a risk that comes round can strike: in its window, from now until what it hits is done."""
        assert risk.every is not None
        tasks = [self.outlook.tasks[id] for id in (*risk.delays, *risk.repeats) if id in self.outlook.tasks]
        first = max(self.outlook.now, min((each.start for each in tasks), default=self.outlook.start))
        last = max((each.finish for each in tasks), default=self.outlook.finish)
        if risk.window is not None and risk.window.first is not None:
            first = max(first, self.outlook.moment(risk.window.first))
        if risk.window is not None and risk.window.last is not None:
            last = min(last, self.outlook.moment(risk.window.last, end=True))
        if last <= first:
            return 0
        begin = risk.every.first or self.outlook.start.date()
        days = risk.every.occurrences(first.date(), (last - timedelta(minutes=1)).date(), begin)
        return sum(1 for _ in islice(days, _MOST_TIMES))


def _most(before: Sequence[_Ends], own: _Ends) -> _Ends:
    """Return the most by which what comes before is later, with what comes on top here; never less than nothing."""
    return [max([0.0, *(each[n] for each in before)]) + max(own[n], 0.0) for n in range(3)]


def _least(before: Sequence[_Ends], own: _Ends) -> _Ends:
    """Return the most by which what comes before is earlier, with what is gained here."""
    return [min([0.0, *(each[n] for each in before)]) + min(own[n], 0.0) for n in range(3)]


def _repeated(chance: float, times: int, delay: Three, money: Three) -> Exposure:
    """Return the exposure of a risk that may strike so often, each time by itself: that it does so at least once."""
    once = 1 - (1 - chance) ** times
    if once <= 0:
        return Exposure(0.0, Spread.of(delay), Spread.of(money))
    often = chance * times / once
    factor = np.array([1.0, often, float(times)])
    return Exposure(once, _scaled(delay, factor), _scaled(money, factor))


def _scaled(three: Three, factor: Three) -> Spread:
    if three[1] < 0:
        # Of a gain the least is the greatest number of times.
        factor = factor[::-1]
    return Spread.of(three * factor)


def _three(low: float | None, mode: float | None, high: float | None, *, pert: bool = False) -> Three:
    """Return least, mean and greatest: of a triangle, or by PERT; without a mode anything between is as likely."""
    assert low is not None
    assert high is not None
    if mode is None:
        return np.array([low, (low + high) / 2, high])
    mean = (low + 4 * mode + high) / 6 if pert else (low + mode + high) / 3
    return np.array([low, mean, high])


def _fraction(each: Duration | Percent | None) -> float | None:
    return float(each.fraction) if isinstance(each, Percent) else None
