"""How fast a schedule follows one changed task, beside scheduling anew, in one run on one machine.

    python benchmarks/rescheduling.py [TASKS ...]        default: 1000 10000 100000

A new estimate in the middle of a plan of one-line tasks with finish-to-start links; best of several runs. Both give
the same dates, which is checked.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

import numpy as np

from fairlead.plan.apply import apply
from fairlead.plan.changes import Set
from fairlead.plan.opening import open_text
from fairlead.schedule.rescheduling import rescheduled
from fairlead.schedule.schedule import schedule

Result = TypeVar("Result")
WIDTH = 50
"""Tasks that go on side by side, so that 100,000 of them take decades and not centuries."""


def plan_text(count: int) -> str:
    """Return a plan of so many tasks, each behind one or two of the row before it."""
    lines = ["name: Benchmark", "start: 2027-01-04", "people: [{id: ana}]", "tasks:"]
    for i in range(count):
        links = [f"t{i - WIDTH}", f"t{i - WIDTH - 1} +1d"][: (i >= WIDTH) + (i > WIDTH)]
        lines.append(f"  - {{id: t{i}, estimate: {i % 9 + 1}d, who: [ana], after: [{', '.join(links)}]}}")
    return "\n".join(lines) + "\n"


def best_of(runs: int, job: Callable[[], Result]) -> tuple[float, Result]:
    """Return the seconds of the fastest run, and what it gave."""
    best, result = float("inf"), None
    for _ in range(runs):
        began = perf_counter()
        result = job()
        best = min(best, perf_counter() - began)
    assert result is not None
    return best, result


def main(counts: list[int]) -> None:
    """Print one line for each number of tasks."""
    print(f"{'tasks':>9} {'apply':>10} {'schedule':>10} {'follow':>10} {'ratio':>7}")
    for count in counts:
        plan = open_text(plan_text(count)).plan
        before = schedule(plan)
        applying, after = best_of(
            3, lambda plan=plan: apply(plan, [Set("task", f"t{len(plan.tasks) // 2}", "estimate", "30d")])
        )
        anew, fresh = best_of(1 if count > 10_000 else 3, lambda after=after: schedule(after))
        following, followed = best_of(5, lambda before=before, after=after: rescheduled(before, after))
        np.testing.assert_array_equal(fresh.path.found, followed.path.found)
        figures = "".join(f"{1000 * seconds:8.1f}ms " for seconds in (applying, anew, following))
        print(f"{count:9,} {figures}{anew / following:6.0f}x")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [1_000, 10_000, 100_000])
