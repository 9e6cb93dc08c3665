"""A schedule within the limits of people and things, in milliseconds: what every command shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fairlead.plan.document import Plan
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import critical_path
from fairlead.schedule.levelling.crew import Manned, manned
from fairlead.schedule.levelling.generating import Generated, Generator, priority_ranks, sampled_ranks
from fairlead.schedule.levelling.overrun import with_overruns
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.reading import people_schedule, unlimited
from fairlead.schedule.levelling.resting import rested, resting
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

    With `agreed` people and order are those of the agreed schedule, overtime is left unused by the same people, and
    dates move only as facts force them. A `schedule` by logic of the same plan saves compiling it again. What comes too
    late for the hours of those it needs is shown as if these went on, with a finding. Raises PlanError like `schedule`.
    """

    def answer(said: Plan) -> PeopleSchedule:
        compiled = schedule.compiled if schedule is not None and said is plan else None
        return within_calendars(said, default_start, lambda ready: _levelled(said, ready, agreed), compiled)

    unused = agreed.overtime_unused if agreed else ()
    found, findings = with_overruns(resting(plan, unused), answer)
    if findings:
        found = replace(found, plan=plan, findings=(*found.findings, *findings))
    return rested(found, plan, unused) if unused else found


def _levelled(plan: Plan, compiled: Compiled, agreed: Agreed | None) -> PeopleSchedule:
    from fairlead.schedule.staffing.from_plan import staffed

    limits = staffed(compiled)
    if not limits.demands:
        return unlimited(plan, compiled, critical_path(limits.compiled.network), limits.findings)
    if compiled.options.from_finish:
        from fairlead.schedule.levelling.from_finish import as_agreed_from_finish, laid_back

        return people_schedule(
            plan, *(as_agreed_from_finish(limits, agreed) if agreed else laid_back(limits))
        )
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
    best, last = _best_and_last(generator, ranks)
    if best.tobytes() == last.tobytes() and not generator.manned.network.max_lags:
        return generator.generated_already()
    return generator.generated(best)


def best_rank(generator: Generator) -> Ints:
    """Return the rank that gives the schedule of `best_by_rules`."""
    return _best_and_last(generator, None)[0]


def _best_and_last(generator: Generator, ranks: Iterable[Ints] | None) -> tuple[Ints, Ints]:
    """Return the best rank, and the one that was run last."""
    ready = generator.manned
    tried: dict[bytes, tuple[tuple[int, int, int], Ints]] = {}
    rules = rules_of(ready) if ranks is None else Rules(list(ranks))
    waiting = rules.ranks
    last = np.zeros(0, np.int64)
    while waiting:
        rank = waiting.pop(0)
        if rank.tobytes() in tried:
            continue
        last = rank
        finish, overloads = generator.finish_of(rank), generator.overloaded()
        if finish <= rules.enough and not overloads:
            return rank, last
        tried[last.tobytes()] = (len(overloads), finish, generator.sum_of_finishes()), rank
        if not waiting and len(tried) < _MOST_TRIALS:
            key, best = min(tried.values(), key=lambda each: each[0])
            if key[0]:
                waiting.append(ahead(ready, best, generator.overloads_of(best)))
    return min(tried.values(), key=lambda each: each[0])[1], last


def ahead(ready: Manned, rank: Ints, places: Sequence[int]) -> Ints:
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


class Rules(NamedTuple):
    """Ranks to try, in this order; a schedule that finishes at `enough` or before is taken at once."""

    ranks: list[Ints]
    enough: int = -1


def rules_of(ready: Manned) -> Rules:
    """Return the ranks by which a plan is tried: fewer for large ones, and there the finish by logic is enough."""
    path = critical_path(ready.staffed.compiled.network)
    ranks = priority_ranks(ready, path.late_start, path.late_finish, path.early_start)
    if ready.size <= _SAMPLED_UP_TO:
        return Rules(ranks + sampled_ranks(ready, path.late_start, _SAMPLES))
    enough = int(path.early_finish[ready.network.real].max(initial=-1))
    return Rules(ranks[:2] if ready.size >= _FEW_RULES_FROM else ranks, enough)
