"""What a test that fails repeats, as work of its own: whoever does it again is busy with it, round after round.

By logic alone a test simply takes longer. Within people's limits that would leave those whose work is repeated free for
something else meanwhile, so each round gets places of its own behind the test: what is repeated, one task after the
other by those who did it first, then the test. In iterations in which it doesn't fail so often they take no time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil, log
from typing import NamedTuple

import numpy as np

from fairlead.plan.entities import Task
from fairlead.plan.findings import Finding, Severity
from fairlead.risk.crews import Crews, with_own_facts
from fairlead.schedule import codes
from fairlead.schedule.adjacency import adjacency_of
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Ints, Table
from fairlead.schedule.levelling.reading import ids_in
from fairlead.schedule.network import Network, Part
from fairlead.schedule.staffing import FULL, Demand, Mode, Slot

_SELDOM = 1e-5  # what comes in fewer iterations isn't worth a round of its own
_MOST_ROUNDS = 20
_SPARE = 200  # places for rounds beyond as many as the plan has, which would make it slow
_FREE = (codes.NO_CONSTRAINT, codes.START_FROM)


class Retry(NamedTuple):
    """A test: the task, how likely it fails, and the places of what is then repeated, in this order."""

    task: Task
    chance: float
    places: tuple[int, ...]


class Again(NamedTuple):
    """A place in which `of` is done once more in a round of the test at `test`; the `last` holds all that follow."""

    place: int
    of: int
    test: int
    round: int
    last: bool


class Rounds(NamedTuple):
    """Crews with the rounds of their tests; `findings` name the tests whose repetitions take nobody's time."""

    crews: Crews
    repeated: tuple[Again, ...] = ()
    findings: tuple[Finding, ...] = ()


def retries_in(compiled: Compiled) -> dict[int, Retry]:
    """Return the tests that may fail, by their places in the network."""
    places: dict[str, list[int]] = {}
    for name, place in ids_in(compiled):
        places.setdefault(name.partition("#")[0], []).append(place)
    outline, found = compiled.plan.outline, {}
    for task in compiled.plan.tasks.values():
        if task.retry is None or task.done is not None or task.retry.chance.fraction <= 0:
            continue
        leaves = [
            leaf for id in task.retry.repeat if id in compiled.plan.tasks for leaf in outline.leaves(id)
        ]
        again = tuple(place for leaf in leaves for place in places.get(leaf, ()))
        for place in places.get(task.id, ()):
            found[place] = Retry(task, float(task.retry.chance.fraction), again)
    return found


def with_rounds(crews: Crews) -> Rounds:
    """Return crews that have places for what tests repeat of their people's work; the same ones where none does."""
    compiled = crews.staffed.compiled
    tests = retries_in(compiled)
    if not tests:
        return Rounds(crews)
    who = _named(crews)
    again = {place for test, retry in tests.items() for place in (test, *retry.places)}
    ways = {place: _once_more(crews, place, who.get(place, ())) for place in again}
    tests = {test: retry for test, retry in tests.items() if any(ways[place].slots for place in retry.places)}
    bound = {test for test in tests if not _is_free(compiled.network, test)}
    findings = tuple(_takes_nobody(tests[test].task) for test in sorted(bound))
    tests = {test: retry for test, retry in tests.items() if test not in bound}
    if not tests:
        return Rounds(crews, (), findings)
    return _unrolled(crews, tests, ways, findings)


def _is_free(network: Network, test: int) -> bool:
    """Return whether rounds can follow a test: it has no dates that its end must keep, and no maximum lag after it."""
    facts = network.facts[network.tasks[test, at.FACTS]]
    kinds = int(facts[at.CONSTRAINT]), int(facts[at.CONSTRAINT_2])
    held = any(network.links[row, at.BEFORE] == test for row, _ in network.max_lags)
    return (
        int(network.shape[test]) == codes.WORK
        and int(network.state[test]) in (codes.PLANNED, codes.STARTED)
        and all(kind in _FREE for kind in kinds)
        and int(facts[at.EXPECTED_FINISH]) == codes.MISSING
        and int(facts[at.LATE_AS_POSSIBLE]) == 0
        and not held
    )


def _takes_nobody(task: Task) -> Finding:
    message = "has a date or a maximum lag to keep, so that nobody is taken for busy with what it repeats"
    remedy = "Put the date on a milestone after it, or read the odds as if its people were free for that"
    return Finding(Severity.WARNING, "retry-unmanned", message, remedy, "task", task.id, "retry")


def _unrolled(
    crews: Crews, tests: Mapping[int, Retry], ways: Mapping[int, Mode], findings: tuple[Finding, ...]
) -> Rounds:
    compiled = crews.staffed.compiled
    sources = _sources(tests, compiled.network.size)
    network, repeated, new = _with_places(compiled.network, sources)
    manned = {each.place: each for each in repeated if ways[each.of].slots}
    demands = {int(new[place]): demand for place, demand in crews.staffed.demands.items()}
    modes = {int(new[place]): mode for place, mode in crews.modes.items()}
    rank = np.zeros(network.size, np.int64)
    who: list[tuple[int, ...]] = [()] * network.size
    rank[new] = crews.rank
    for place, resources in enumerate(crews.who):
        who[int(new[place])] = resources
    for each in repeated:
        rank[each.place] = crews.rank[each.test]
        if each.place in manned:
            modes[each.place] = mode = ways[each.of]
            who[each.place] = tuple(dict.fromkeys(r for slot in mode.slots for r in slot.eligible))
            demands[each.place] = _demand(crews.staffed.demands.get(each.of), mode)
    staffed = replace(
        crews.staffed, compiled=replace(compiled, network=network), demands=_renumbered(demands, new)
    )
    here = tuple(each._replace(of=int(new[each.of]), test=int(new[each.test])) for each in repeated)
    return Rounds(replace(crews, staffed=staffed, rank=rank, who=tuple(who), modes=modes), here, findings)


def _named(crews: Crews) -> dict[int, tuple[int, ...]]:
    """Return the people whom the plan names for each place; of finished work that is all there is to know."""
    plan, numbers = (
        crews.staffed.compiled.plan,
        {each.id: r for r, each in enumerate(crews.staffed.resources)},
    )
    return {
        place: tuple(numbers[who.id] for who in plan.tasks[name.partition("#")[0]].who if who.id in numbers)
        for name, place in ids_in(crews.staffed.compiled)
    }


def _once_more(crews: Crews, place: int, named: Sequence[int]) -> Mode:
    """Return how a place's work is done once more: by the same people, using nothing up. Without people: no slots."""
    network, mode = crews.staffed.compiled.network, crews.modes.get(place)
    if mode is not None:
        return replace(mode, uses=(), cost=Decimal(0))
    if int(network.state[place]) != codes.FINISHED:
        return Mode(0, (), ())
    first, last = network.tasks[place : place + 2, at.PART].tolist()
    parts = tuple(Part(*row) for row in network.parts[first:last].tolist())
    return Mode(parts[0].minutes, parts, tuple(Slot((r,), 1, FULL) for r in named))


def _demand(of: Demand | None, mode: Mode) -> Demand:
    if of is None:
        return Demand((mode,))
    return replace(of, modes=(mode,), same_as=(), not_as=(), not_before=codes.MISSING)


def _renumbered(demands: Mapping[int, Demand], new: Ints) -> dict[int, Demand]:
    return {
        place: replace(
            demand,
            same_as=tuple(int(new[each]) for each in demand.same_as),
            not_as=tuple(int(new[each]) for each in demand.not_as),
        )
        for place, demand in demands.items()
    }


def _sources(tests: Mapping[int, Retry], size: int) -> dict[int, list[Again]]:
    """Return the places to put behind each test, numbered as the network is now."""
    in_all = sum(_rounds(retry.chance) * (len(retry.places) + 1) for retry in tests.values())
    share = min((size + _SPARE) / in_all, 1.0)
    found = {}
    for test, retry in tests.items():
        count = max(int(_rounds(retry.chance) * share), 1)
        found[test] = [
            Again(-1, of, test, number, number == count)
            for number in range(1, count + 1)
            for of in (*retry.places, test)
        ]
    return found


def _rounds(chance: float) -> int:
    return min(max(ceil(log(_SELDOM) / log(chance)), 1), _MOST_ROUNDS)


# The network


def _with_places(
    network: Network, behind: Mapping[int, Sequence[Again]]
) -> tuple[Network, list[Again], Ints]:
    """Return the network with these places behind tests, each as it stands then, and where the others stand now.

    They follow one another from finish to start, and what waited for the end of the test waits for that of the last.
    """
    order: list[tuple[int, Again | None]] = []
    for place in range(network.size):
        order.append((place, None))
        order += [(each.of, each) for each in behind.get(place, ())]
    new = np.array([k for k, (_, again) in enumerate(order) if again is None], np.int64)
    repeated = [again._replace(place=k) for k, (_, again) in enumerate(order) if again is not None]
    tasks, parts = _work(network, order)
    links, link_row, max_lags = _links(network, new, repeated)
    ends = adjacency_of(links, len(order))
    tasks[:, at.INTO], tasks[:, at.OUT_OF] = ends.into, ends.out_of
    found = replace(
        network,
        tasks=tasks,
        parts=parts,
        links=links,
        link_row=link_row,
        max_lags=max_lags,
        by_predecessor=ends.by_predecessor,
        successors=ends.successors,
        ways=ends.ways,
        row_of=network.row_of[[source for source, _ in order]],
        place_of=np.where(network.place_of >= 0, new[network.place_of], -1),
        elsewhere=new[network.elsewhere],
    )
    return with_own_facts(found, (each.place for each in repeated)), repeated, new


def _work(network: Network, order: Sequence[tuple[int, Again | None]]) -> tuple[Table, Table]:
    """Return the rows of tasks and parts, those of repetitions planned and whole, without facts."""
    sources = np.array([source for source, _ in order], np.int64)
    again = np.array([each is not None for _, each in order], bool)
    tasks = network.tasks[np.append(sources, network.size)]
    counts = np.diff(network.tasks[:, at.PART])[sources]
    tasks[:, at.PART] = np.append(0, np.cumsum(counts))
    tasks[:-1][again, at.SHAPE] = codes.WORK
    tasks[:-1][again, at.CALENDAR] = codes.CLOCK  # without work they stand where the test ends, at any hour
    tasks[:-1][again, at.STATE] = codes.PLANNED
    tasks[:-1][again, at.ORDINARY] = tasks[:-1][again, at.FACTS] = 0
    rows = [np.arange(network.tasks[place, at.PART], network.tasks[place + 1, at.PART]) for place in sources]
    parts = network.parts[np.concatenate(rows)]
    mine = np.repeat(again, counts)
    parts[mine, at.PART_MINUTES] -= parts[mine, at.PART_DELAY]
    parts[mine, at.PART_DELAY] = 0
    parts[mine, at.PART_REMAINING] = parts[mine, at.PART_MINUTES]
    return tasks, parts


def _links(
    network: Network, new: Ints, repeated: Sequence[Again]
) -> tuple[Table, Ints, tuple[tuple[int, int], ...]]:
    """Return the links by successor, their rows in the draft, and those that have a maximum lag."""
    links = network.links.copy()
    end = {int(new[each.test]): each.place for each in repeated}  # that of the last round
    from_finish = np.isin(links[:, at.KIND], (codes.FS, codes.FF))
    links[:, at.BEFORE], links[:, at.AFTER] = new[links[:, at.BEFORE]], new[links[:, at.AFTER]]
    for test, last in end.items():
        links[from_finish & (links[:, at.BEFORE] == test), at.BEFORE] = last
    chain = np.zeros((len(repeated), at.LINK_COLUMNS), np.int64)
    chain[:, at.AFTER] = [each.place for each in repeated]
    chain[:, at.BEFORE] = chain[:, at.AFTER] - 1
    chain[:, at.KIND], chain[:, at.LAG_CALENDAR] = codes.FS, codes.CLOCK
    links = np.concatenate([links, chain])
    order = np.argsort(links[:, at.AFTER], kind="stable")
    moved = np.empty(len(order), np.int64)
    moved[order] = np.arange(len(order))
    link_row = np.append(network.link_row, np.full(len(chain), -1, np.int64))[order]
    return links[order], link_row, tuple((int(moved[row]), most) for row, most in network.max_lags)
