"""A schedule within the limits of people and things, in milliseconds: what every command shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fairlead.plan.document import Plan
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import critical_path
from fairlead.schedule.levelling.crew import Manned, manned
from fairlead.schedule.levelling.generating import Generated, Generator, priority_ranks, sampled_ranks
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.reading import people_schedule, unlimited
from fairlead.schedule.levelling.widening import within_calendars

if TYPE_CHECKING:
    from fairlead.schedule.agreed import Agreed
    from fairlead.schedule.critical_path.tables import Ints
    from fairlead.schedule.schedule import Schedule

_FEW_RULES_FROM = 3_000  # tasks; more are tried by two rules instead of five
_SAMPLED_UP_TO = 150  # tasks; for so few there is time to try the best rule with a little chance as well
_SAMPLES = 10
_MOST_TRIALS = 20  # of ranks, those that put overloaded tasks ahead among them


def levelled(
    plan: Plan,
    default_start: date | None = None,
    *,
    agreed: Agreed | None = None,
    schedule: Schedule | None = None,
) -> PeopleSchedule:
    """Return a schedule that respects people: the best of a few priority rules, or what is agreed as it stands.

    With `agreed` people and order are those of the agreed schedule, and dates move only as facts force them. A
    `schedule` by logic of the same plan saves compiling it again. Raises PlanError like `schedule`.
    """
    compiled = schedule.compiled if schedule is not None else None
    return within_calendars(plan, default_start, lambda ready: _levelled(plan, ready, agreed), compiled)


def _levelled(plan: Plan, compiled: Compiled, agreed: Agreed | None) -> PeopleSchedule:
    from fairlead.schedule.staffing.from_plan import staffed

    limits = staffed(compiled)
    if not limits.demands:
        return unlimited(plan, compiled, critical_path(limits.compiled.network), limits.findings)
    ready = manned(limits, held=bool(agreed))
    generator = Generator(ready)
    if agreed:
        from fairlead.schedule.levelling.holding import as_agreed

        return people_schedule(plan, ready, as_agreed(generator, agreed))
    return people_schedule(plan, ready, best_by_rules(generator))


def best_by_rules(generator: Generator, ranks: Iterable[Ints] | None = None) -> Generated:
    """Return the schedule of the rule that finishes first; of two of one length the one whose tasks finish earlier.

    Tasks that find no room where their dates hold them, such as a rare week at a laboratory, are tried again ahead of
    all others, with everything that they wait for.
    """
    ready = generator.manned
    tried: dict[bytes, tuple[tuple[int, int, int], Ints]] = {}
    waiting = list(rule_ranks(ready) if ranks is None else ranks)
    last = b""
    while waiting:
        rank = waiting.pop(0)
        last = rank.tobytes()
        if last in tried:
            continue
        finish, overloads = generator.finish_of(rank), generator.overloaded()
        tried[last] = (len(overloads), finish, generator.sum_of_finishes()), rank
        if not waiting and len(tried) < _MOST_TRIALS:
            key, best = min(tried.values(), key=lambda each: each[0])
            if key[0]:
                waiting.append(_ahead(ready, best, generator.overloads_of(best)))
    best = min(tried.values(), key=lambda each: each[0])[1]
    if best.tobytes() == last and not ready.network.max_lags:
        return generator.generated_already()
    return generator.generated(best)


def _ahead(ready: Manned, rank: Ints, places: Sequence[int]) -> Ints:
    """Return ranks in which these tasks, and all they wait for, go before everything else."""
    network = ready.network
    into, before = network.tasks[:, at.INTO].tolist(), network.links[:, at.BEFORE].tolist()
    first = set(places)
    for place in range(ready.size - 1, -1, -1):
        if place in first:
            first.update(before[row] for row in range(into[place], into[place + 1]))
    behind = np.ones(ready.size, bool)
    behind[list(first)] = False
    order = np.lexsort((rank, behind))
    found = np.empty(ready.size, np.int64)
    found[order] = np.arange(ready.size)
    found[rank < 0] = -1
    return found


def rule_ranks(ready: Manned) -> list[Ints]:
    """Return the ranks by which a plan is tried: fewer for large ones."""
    path = critical_path(ready.staffed.compiled.network)
    ranks = priority_ranks(ready, path.late_start, path.late_finish, path.early_start)
    if ready.size >= _FEW_RULES_FROM:
        return ranks[:2]
    if ready.size <= _SAMPLED_UP_TO:
        ranks += sampled_ranks(ready, path.late_start, _SAMPLES)
    return ranks
