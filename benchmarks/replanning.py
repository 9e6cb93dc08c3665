"""What is moved when one task takes half as long again, beside a free re-optimisation, in one run on one machine.

    python benchmarks/replanning.py [--set j60 ...] [--every 5] [--limit 3] [--seeds 1]
        [--agreed 10]

An optimised schedule is agreed; then one task, begun (every second time) or not, takes half as long again. `replanned`
gets the time limit, and so does a free `optimised` that starts from scratch and knows nothing of what is agreed. It is
the same search, so where a plan is easy it finds much of what is agreed again. Printed are both finishes, in hours from
the start, and the tasks that begin elsewhere; `fewest` where no schedule with this finish moves fewer, which is proven.
Goal: the finish of the free one (or an earlier one), and less than half of its moves. Every schedule is verified.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from rcpsp_files import DATA

from fairlead.exchange.importing import open_any
from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.plan.language.lines import parse_lines
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.moves import moves
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.replanning import replanned
from fairlead.schedule.verifying import verify

SUFFIXES = {"j30": ".sm", "j60": ".sm", "j90": ".sm", "j120": ".sm", "RG300": ".rcp"}


def after_growing(
    plan: Plan, agreed: PeopleSchedule, dice: random.Random, *, begun: bool
) -> tuple[Plan, str]:
    """Return the plan in which one task takes half as long again, and that task's id."""
    long = [each for each in agreed if each.finish - each.start >= 120]
    grown = dice.choice(long)
    hours = (grown.finish - grown.start) // 60
    more = f"{grown.id} duration {hours + (hours + 1) // 2}h"
    if not begun:
        return apply(plan, parse_lines([more], plan)), grown.id
    now = grown.start + 60
    lines = [f"plan status_date {agreed.local(now):%Y-%m-%dT%H:%M}", more]
    for each in agreed:
        started = f"{each.id} started {agreed.local(each.start):%Y-%m-%dT%H:%M}"
        if each.finish <= now:
            lines += [started] if each.finish > each.start else []
            lines.append(f"{each.id} done {agreed.local(each.finish):%Y-%m-%dT%H:%M}")
        elif each.start < now:
            left = (each.finish - now) // 60 + ((hours + 1) // 2 if each.id == grown.id else 0)
            lines += [started, f"{each.id} left {left}h"]
    return apply(plan, parse_lines(lines, plan)), grown.id


def compare(which: str, every: int, limit: float, seeds: int, settled: float) -> None:
    """Print one line for each instance and seed, and the sums of the set."""
    files = sorted(path for path in (DATA / which).glob("*") if path.suffix == SUFFIXES[which])[::every]
    if not files:
        print(f"There are no instances in {DATA / which}.")
        return
    later, earlier, fewer, fewest, ours, theirs, count = 0, 0, 0, 0, 0, 0, 0
    print(f"{which}, {limit:g} s; finish and moves of replanning, of a free optimisation")
    for number, path in enumerate(files):
        plan = open_any(path).plan
        agreed = optimised(plan, time_limit=settled).schedule
        assert agreed is not None
        for seed in range(1, seeds + 1):
            changed, grown = after_growing(
                plan, agreed, random.Random(f"{path.name} {seed}"), begun=(number + seed) % 2 == 0
            )
            kept = replanned(changed, Agreed.of(agreed), time_limit=limit, seed=seed)
            free = optimised(changed, time_limit=limit, seed=seed).schedule
            assert free is not None
            for each in (kept.schedule, free):
                broken = verify(changed, each)
                assert not broken, f"{path.name}: {broken[0]}"
            own, other = len(kept.moved), len(moves(agreed, free))
            later += kept.schedule.finish > free.finish
            earlier += kept.schedule.finish < free.finish
            is_half = 2 * own < other or own == other == 0
            fewer += is_half
            fewest += kept.is_fewest and not is_half
            ours, theirs, count = ours + own, theirs + other, count + 1
            print(
                f"{path.stem:12} {grown:>5} | {_hours(kept.schedule):>6} {own:>4} | {_hours(free):>6} {other:>4} | "
                f"{own / max(other, 1):>5.2f}{' fewest' if kept.is_fewest else ''}",
                flush=True,
            )
    print(
        f"{which}: {ours / max(theirs, 1):.2f} of the moves of free optimisations ({ours} of {theirs}); less than half "
        f"in {fewer} of {count}, proven fewest in {fewest} of the others; a later finish in {later}, an earlier one in "
        f"{earlier}"
    )


def _hours(schedule: PeopleSchedule) -> int:
    return (schedule.finish - schedule.start) // 60


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", nargs="*", default=["j60", "j120"], choices=tuple(SUFFIXES))
    parser.add_argument("--every", type=int, default=5, help="take each n-th instance")
    parser.add_argument("--limit", type=float, default=3.0, help="seconds for each answer")
    parser.add_argument("--seeds", type=int, default=1, help="tasks that grow, for each instance")
    parser.add_argument(
        "--agreed", type=float, help="seconds for what is agreed; as many as --limit otherwise"
    )
    arguments = parser.parse_args()
    if not Path(DATA).is_dir():
        print(f"The benchmark instances aren't in {DATA}.")
        return
    for which in arguments.set:
        settled = arguments.agreed if arguments.agreed is not None else arguments.limit
        compare(which, arguments.every, arguments.limit, arguments.seeds, settled)


if __name__ == "__main__":
    main()
