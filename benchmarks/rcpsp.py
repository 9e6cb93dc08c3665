"""How far schedules of benchmark projects are from the best known, beside PyJobShop, in one run on one machine.

    python benchmarks/rcpsp.py [--set j120 ...] [--every 1] [--limit 10] [--cores 2] [--alone]

Each instance is given to both with the same time limit on the same cores; every schedule is checked. Gap: makespan
to the best known makespan. Bound: how far the proven bound lies below the best known bound. PyJobShop runs CP-SAT
with its own choice of workers, one a core.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np
from rcpsp_files import DATA, best_known, joined, read

from fairlead.schedule.periods.problem import Ints, PeriodProblem
from fairlead.schedule.periods.search import keeps, solve

SETS = ("j30", "j60", "j90", "j120", "RG300", "multiproject")


@dataclass
class Tally:
    """What one solver reached over a set, in percent of the best known."""

    gaps: list[float] = field(default_factory=list)
    bounds: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    proven: int = 0
    missing: int = 0

    def add(
        self, start: Ints | None, bound: int, seconds: float, problem: PeriodProblem, known: tuple[int, int]
    ) -> str:
        self.seconds.append(seconds)
        self.bounds.append(100 * (1 - bound / known[0]))
        if start is None:
            self.missing += 1
            return f"{'none':>6} {bound:6}"
        assert keeps(problem, start), "a schedule breaks the problem"
        makespan = problem.makespan(start)
        assert bound <= known[1], "a bound is above a known makespan"
        self.gaps.append(100 * (makespan / known[1] - 1))
        self.proven += bound >= makespan
        return f"{makespan:6} {bound:6} {self.gaps[-1]:6.2f}% {seconds:6.1f} s"

    def line(self) -> str:
        return (
            f"gap {np.mean(self.gaps) if self.gaps else float('nan'):5.2f}%, bound {np.mean(self.bounds):5.2f}% "
            f"below the best known (worst {max(self.bounds):.2f}%), proven {self.proven} of {len(self.seconds)}, "
            f"none {self.missing}, {np.mean(self.seconds):.1f} s each"
        )


def by_pyjobshop(problem: PeriodProblem, limit: float, cores: int) -> tuple[Ints | None, int]:
    """Return starts and bound of PyJobShop."""
    from pyjobshop import Model

    model = Model()
    resources = [model.add_renewable(capacity=int(capacity)) for capacity in problem.capacity]
    tasks = []
    for j in range(problem.size):
        task = model.add_task(earliest_start=int(problem.release[j]))
        model.add_mode(task, resources, int(problem.duration[j]), problem.demand[j].tolist())
        tasks.append(task)
    for before, after, offset in zip(problem.before, problem.after, problem.offset, strict=True):
        model.add_end_before_start(tasks[before], tasks[after], int(offset - problem.duration[before]))
    result = model.solve(solver="ortools", time_limit=limit, num_workers=cores, display=False)
    bound = int(np.ceil(result.lower_bound - 1e-6)) if np.isfinite(result.lower_bound) else 0
    if not np.isfinite(result.objective):
        return None, bound
    return np.array([task.start for task in result.best.tasks], np.int64), bound


def compare(which: str, every: int, limit: float, cores: int, alone: bool) -> None:
    """Print one line an instance, and one for the set and each solver."""
    known = best_known()
    ours, theirs = Tally(), Tally()
    print(f"{which}, {limit:g} s on {cores} cores{'' if alone else '; ours, then PyJobShop'}")
    print(f"{'':34} {'best':>6} {'bound':>6}")
    for name in [name for name in sorted(known) if name.startswith(which + "/")][::every]:
        problem = read(DATA / name)
        answer = solve(problem, time_limit=limit, workers=cores)
        line = ours.add(answer.start, answer.lower_bound, answer.seconds, problem, known[name])
        if not alone:
            began = perf_counter()
            start, bound = by_pyjobshop(problem, limit, cores)
            line += "   | " + theirs.add(start, bound, perf_counter() - began, problem, known[name])
        print(f"{name:34} {known[name][1]:6} {known[name][0]:6} | {line}", flush=True)
    print(f"{which} ours:      {ours.line()}")
    if not alone:
        print(f"{which} PyJobShop: {theirs.line()}")


def compare_joined(limit: float, cores: int) -> None:
    """Print what is reached on all multi-project files side by side over the sum of their pools."""
    problem = joined(read(path) for path in sorted((DATA / "multiproject").glob("*.rcmp")))
    print(f"joined: {problem.size} activities")
    for seconds in (0.0, 4.5, limit):
        answer = solve(problem, time_limit=seconds, workers=cores)
        assert answer.start is not None
        assert keeps(problem, answer.start)
        print(
            f"joined, limit {seconds:g} s: {answer.makespan}, bound {answer.lower_bound}, "
            f"{100 * (answer.makespan / answer.lower_bound - 1):.2f}% above it, {answer.seconds:.2f} s",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--set", nargs="*", default=SETS, choices=(*SETS, "joined"))
    parser.add_argument("--every", type=int, default=1, help="take each n-th instance")
    parser.add_argument("--limit", type=float, default=10.0, help="seconds for each instance")
    parser.add_argument("--cores", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--alone", action="store_true", help="leave PyJobShop out")
    arguments = parser.parse_args()
    for which in arguments.set:
        if which == "joined":
            compare_joined(arguments.limit, arguments.cores)
        else:
            compare(which, arguments.every, arguments.limit, arguments.cores, arguments.alone)


if __name__ == "__main__":
    main()
