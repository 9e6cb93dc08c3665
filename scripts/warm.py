"""Compile the kernels once, so that the first search doesn't wait for them; they are kept in the user's cache."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import fairlead
from fairlead.plan.opening import open_text
from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.generating import Generator
from fairlead.schedule.periods.problem import PeriodProblem
from fairlead.schedule.periods.search import solve
from fairlead.schedule.staffing import staffed

PLAN = Path(__file__).resolve().parent.parent / "examples" / "trade-fair.yaml"


def main() -> None:
    """Run one short search of each kind."""
    print("Compiling the engine, once ...", flush=True)
    compiled = fairlead.schedule(fairlead.read(PLAN)).compiled
    ready = manned(staffed(compiled))
    Generator(ready, compiled=True).run(np.arange(ready.size))
    solve(_not_proven_at_once(), time_limit=1.0)
    plan = fairlead.read(PLAN)
    fairlead.simulated(plan, fairlead.Wishes(iterations=20))
    fairlead.simulated(plan, fairlead.Wishes(iterations=20, people=False))
    fairlead.simulated(_on_one_calendar(), fairlead.Wishes(iterations=20))


def _on_one_calendar() -> fairlead.Plan:
    tasks = ("  - {id: a, estimate: 1d..2d..4d}", "  - {id: b, estimate: 1d..3d, after: [a]}")
    return open_text("\n".join(("name: Warm", "start: 2027-01-04", "tasks:", *tasks))).plan


def _not_proven_at_once() -> PeriodProblem:
    rng = np.random.default_rng(1)
    n = 40
    none = np.zeros(n, np.int64)
    before = np.arange(n - 8)
    duration = rng.integers(1, 10, n)
    demand = rng.integers(1, 6, (n, 2))
    return PeriodProblem(duration, demand, np.array([8, 8]), none, none, before, before + 8, duration[before])


if __name__ == "__main__":
    main()
