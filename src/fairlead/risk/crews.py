"""Who does what in the simulation: people, modes and order as agreed, else as levelled, held in every iteration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from fairlead.plan.document import Plan
from fairlead.risk.tables import FAR
from fairlead.schedule import codes
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import Compiled, compile_plan
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import BeyondCalendarsError
from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.levelling.crew import Manned, manned, slots_in_order
from fairlead.schedule.levelling.generating import Generated, Generator, ranked
from fairlead.schedule.levelling.holding import as_agreed, rank_as_agreed
from fairlead.schedule.levelling.levelled import best_by_rules, best_rank
from fairlead.schedule.levelling.overrun import with_overruns
from fairlead.schedule.network import Network
from fairlead.schedule.reach import out_of_hours
from fairlead.schedule.staffing import Demand, Mode, Staffed
from fairlead.schedule.staffing.from_plan import staffed


@dataclass(frozen=True)
class Crews:
    """A plan whose people are decided: each place has one mode, each of its slots one who fills it.

    `who` are the resources of each place, `rank` the order in which tasks are placed, `modes` what each place does.
    """

    staffed: Staffed
    rank: Ints
    who: tuple[tuple[int, ...], ...]
    modes: dict[int, Mode]
    outside: Ints
    """Of each resource whether it may be asked to work outside its hours, by whatever it could have been picked for."""
    laid: tuple[Manned, Generated] | None = None
    """The schedule that they are decided by."""

    def manned(self, with_facts: Iterable[int]) -> Manned:
        """Return the tables of the generator; `with_facts` are places that need a row of facts for themselves."""
        ready = manned(self.staffed)
        resources = ready.tables[to.RESOURCES].reshape(-1, to.RESOURCE_COLUMNS).copy()
        resources[:, to.OUTSIDE] = self.outside
        tables = {**ready.tables, to.RESOURCES: resources.ravel()}
        return replace(ready, network=with_own_facts(ready.network, with_facts), tables=tables)


def decided(compiled: Compiled, agreed: Agreed | None = None) -> Crews | None:
    """Return who does what; None for a plan that asks for nobody. Raises BeyondCalendarsError as levelling does."""
    limits = staffed(compiled)
    if not limits.demands:
        return None
    if compiled.options.from_finish:
        return _laid_back(limits, agreed)
    ready = manned(limits, held=bool(agreed))
    generator = Generator(ready)
    if agreed:
        found = as_agreed(generator, agreed)
        return replace(_held(limits, ready, found), laid=(ready, found))
    rank = best_rank(generator)
    found = best_by_rules(generator, [rank])
    crews = replace(_held(limits, ready, found), laid=(ready, found))
    return crews if _finish(crews) == _finish_of(ready, found) else replace(crews, rank=rank)


def decided_beyond_hours(
    plan: Plan, compiled: Compiled, default_start: date | None, years: int, agreed: Agreed | None
) -> Crews | None:
    """Return who does what where work comes too late for the hours of somebody it needs.

    What finds time is done as usual. What finds none asks for those who would do it if they went on after their last
    day, so that it is done only where luck brings it in time. Raises BeyondCalendarsError for a plan scheduled from its
    finish, and PlanError where it isn't for somebody's last day.
    """
    if compiled.options.from_finish:
        raise BeyondCalendarsError(0)

    def laid(said: Plan) -> tuple[Manned, Generated]:
        open_ended = compile_plan(said, default_start, years)
        ready = manned(staffed(open_ended), held=bool(agreed))
        generator = Generator(ready)
        try:
            return ready, as_agreed(generator, agreed) if agreed else best_by_rules(generator)
        except BeyondCalendarsError as beyond:
            raise out_of_hours(open_ended, beyond.place) from beyond

    limits = staffed(compiled)
    if not limits.demands:
        return None
    (open_ended, gone_on), _ = with_overruns(plan, laid)
    ready = manned(limits, held=bool(agreed))
    found = _as_far_as_it_goes(Generator(ready), agreed, gone_on)
    for place in np.flatnonzero(found.finish >= FAR).tolist():
        _ask_for_who_went_on(ready, found, place, open_ended, gone_on)
    return _held(limits, ready, found)


def _as_far_as_it_goes(generator: Generator, agreed: Agreed | None, gone_on: Generated) -> Generated:
    """Return the schedule, in the order of another, with whatever finds time in it; what finds none never ends."""
    generator.run(rank_as_agreed(generator, agreed) if agreed else ranked(generator.manned, gone_on.go_on))
    return generator.result()


def _ask_for_who_went_on(
    ready: Manned, found: Generated, place: int, open_ended: Manned, gone_on: Generated
) -> None:
    """Write into a schedule who would do a task if they went on; whoever comes first where others could by then."""
    demand = ready.staffed.demands.get(place)
    if demand is None or not demand.modes:
        return
    theirs = gone_on.picks[open_ended.pick_first[place] : open_ended.pick_first[place + 1]].tolist()
    mode, picks = next(
        ((m, theirs) for m, each in enumerate(demand.modes) if _can_be_filled(each, theirs)),
        (0, [eligible[k] if k < len(eligible) else -1 for k, eligible in _places_of(demand.modes[0])]),
    )
    found.chosen[place] = int(ready.mode_first[place]) + mode
    row = int(ready.pick_first[place])
    picks = picks[: int(ready.pick_first[place + 1]) - row]
    found.picks[row : row + len(picks)] = picks


def _can_be_filled(mode: Mode, picks: Sequence[int]) -> bool:
    places = list(_places_of(mode))
    return len(picks) >= len(places) and all(
        r < 0 or r in eligible for (_, eligible), r in zip(places, picks, strict=False)
    )


def _places_of(mode: Mode) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield each place of a mode, by its number within its slot, with who may fill it."""
    for slot in slots_in_order(mode):
        yield from ((k, slot.eligible) for k in range(slot.count))


def _laid_back(limits: Staffed, agreed: Agreed | None) -> Crews:
    from fairlead.schedule.levelling.from_finish import as_agreed_from_finish, laid_back

    ready, found = as_agreed_from_finish(limits, agreed) if agreed else laid_back(limits)
    crews = replace(_held(limits, ready, found), laid=(ready, found))
    compiled = crews.staffed.compiled
    held = _not_before(compiled.network, found.go_on)
    return replace(crews, staffed=replace(crews.staffed, compiled=replace(compiled, network=held)))


def _not_before(network: Network, moments: Ints) -> Network:
    """Return the network in which nothing that is planned starts before its moment, however early the plan could."""
    planned = np.flatnonzero((network.state == codes.PLANNED) & network.real)
    rules = network.rules.copy()
    rules[at.PLAN_START] = min(int(rules[at.PLAN_START]), *moments[planned].tolist(), codes.LATEST)
    network = with_own_facts(replace(network, rules=rules), planned.tolist())
    network.facts[network.tasks[planned, at.FACTS], at.HOLD] = moments[planned]
    return network


def _finish(crews: Crews) -> int:
    """Return when the plan finishes if tasks are placed in their order, each by those who are on it."""
    ready = crews.manned(())
    return _finish_of(ready, Generator(ready).generated(crews.rank))


def _finish_of(ready: Manned, found: Generated) -> int:
    return int(found.finish[ready.network.real].max(initial=0))


def _held(limits: Staffed, ready: Manned, found: Generated) -> Crews:
    demands: dict[int, Demand] = {}
    who: list[tuple[int, ...]] = [()] * ready.size
    modes: dict[int, Mode] = {}
    for place, demand in limits.demands.items():
        if not demand.modes:
            demands[place] = demand
            continue
        row = max(int(found.chosen[place] - ready.mode_first[place]), 0)
        modes[place] = mode = _as_picked(demand.modes[row], found, int(ready.pick_first[place]))
        who[place] = tuple(dict.fromkeys(r for slot in mode.slots for r in slot.eligible))
        demands[place] = replace(demand, modes=(mode,), same_as=(), not_as=())
    network = _with_parts_of(
        limits.compiled.network, modes
    )  # not that of `ready`, whose tasks may all have facts
    compiled = replace(limits.compiled, network=network)
    order = np.argsort(np.lexsort((np.arange(ready.size), found.go_on)))
    outside = ready.tables[to.RESOURCES].reshape(-1, to.RESOURCE_COLUMNS)[:, to.OUTSIDE]
    held = replace(limits, compiled=compiled, demands=demands)
    return Crews(held, ranked(ready, order), tuple(who), modes, outside)


def _as_picked(mode: Mode, found: Generated, pick: int) -> Mode:
    """Return a mode in which every slot is filled by those who were picked; places that nobody fills are left out."""
    slots = []
    for slot in slots_in_order(mode):
        for _ in range(slot.count):
            if (r := int(found.picks[pick])) >= 0:
                slots.append(slot._replace(eligible=(r,), count=1))
            pick += 1
    return replace(mode, slots=tuple(slots))


def _with_parts_of(network: Network, modes: dict[int, Mode]) -> Network:
    """Return the network in which tasks have the work of these modes, and as many parts as that has."""
    wanted = np.diff(network.tasks[:, at.PART])
    rows = [
        network.parts[a:b]
        for a, b in zip(network.tasks[:-1, at.PART], network.tasks[1:, at.PART], strict=True)
    ]
    for place, mode in modes.items():
        if mode.parts:
            rows[place] = np.array([list(part) for part in mode.parts], np.int64)
            wanted[place] = len(mode.parts)
    tasks = network.tasks.copy()
    tasks[:, at.PART] = np.append(0, np.cumsum(wanted))
    tasks[:-1, at.ORDINARY] &= wanted == 1
    return replace(network, tasks=tasks, parts=np.concatenate(rows) if rows else network.parts)


def with_own_facts(network: Network, places: Iterable[int]) -> Network:
    """Return the network in which each of these places has a row of facts that is nobody else's."""
    tasks, facts = network.tasks.copy(), [network.facts]
    count = len(network.facts)
    for place in sorted(set(places)):
        if tasks[place, at.FACTS] == 0:
            facts.append(network.facts[0][None, :])
            tasks[place, at.FACTS] = count
            tasks[place, at.ORDINARY] = 0
            count += 1
    return replace(network, tasks=tasks, facts=np.concatenate(facts))
