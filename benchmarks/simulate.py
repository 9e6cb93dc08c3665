"""How fast plans are simulated, beside networkx, NumPy and the drawing of numbers alone, in one run.

    python benchmarks/simulate.py [--tasks 100 1000 10000 100000] [--iterations 10000] [--peer]

For each size: time (of the iterations, the plan read and compiled before) and memory on all cores, triangular estimates
on one calendar; then with several calendars, risks and correlation; then, for 1,000 tasks, within the limits of 30
people. Ratios: to (a) a loop
over iterations with networkx (a few, extrapolated), (b) one vectorised NumPy pass over the same network, (c) the time
that NumPy's generator takes to draw as many uniform numbers, on one core. With people: to the same iterations of the
generator in plain Python. `--peer` runs mcprojsim, where it is installed, on 1,000 tasks x 1,000 iterations.
"""

from __future__ import annotations

import argparse
import random
import resource
from time import perf_counter

import networkx as nx
import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.opening import open_text
from fairlead.risk.ending import with_ends
from fairlead.risk.forecast import Forecast
from fairlead.risk.simulating import Simulation, Wishes, simulated
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.generating import Generator

_LOOPS = 3
_STRAND = 1000  # tasks


def a_plan(size: int, *, rich: bool = False, people: int = 0) -> Plan:
    """Return a plan of triangular estimates in layers; `rich`: two calendars, risks, correlation.

    Each thousand of tasks is a strand of its own, linked to the one before here and there, so that a plan of any size
    takes a year or two: one that ends beyond all calendars would be another test.
    """
    pick = random.Random(size)
    head = ["name: Benchmark", "start: 2027-01-04"]
    if rich:
        head += [
            "correlation: 20%",
            "calendars: [{id: late, hours: Mon-Sat 12:00-20:00}]",
            "risks:",
            *(
                f"  - {{id: r{k}, event: Slip, probability: 20%, delays: {{t{pick.randrange(size)}: 1d..3d..9d}}}}"
                for k in range(max(size // 50, 1))
            ),
        ]
    if people:
        said = ", ".join(f"{{id: p{k}, skills: {{s{k % 5}: 2, s{(k + 1) % 5}: 1}}}}" for k in range(people))
        head.append(f"people: [{said}]")
    lines = [*head, "tasks:"]
    for k in range(size):
        low = pick.randint(1, 10)
        begin = k // _STRAND * _STRAND
        after = sorted({pick.randrange(max(begin, k - 60), k) for _ in range(2)}) if k > begin + 5 else []
        if begin and k % 20 == 0:
            after.append(k - _STRAND)
        more = f", after: [{', '.join(f't{j}' for j in after)}]" if after else ""
        more += ", calendar: late" if rich and k % 3 == 0 else ""
        more += f", needs: [s{pick.randrange(5)}]" if people else ""
        lines.append(f"  - {{id: t{k}, estimate: {low}d..{low + 1}d..{2 * low + 2}d{more}}}")
    return open_text("\n".join(lines) + "\n").plan


def timed(plan: Plan, iterations: int, *, people: bool) -> tuple[float, int]:
    """Return seconds, compiled kernels warm, and the P80 of the finish in minutes."""
    simulated(plan, Wishes(min(iterations, 1000), people=people))
    simulation = Simulation(plan, compile_plan(with_ends(plan)), Wishes(iterations, people=people), None)
    began = perf_counter()
    forecast = simulation.forecast()
    return perf_counter() - began, int(np.sort(forecast.finish)[int(0.8 * iterations)])


def drawing(size: int, iterations: int) -> float:
    """Return the seconds NumPy takes to draw as many uniform numbers, a thousand rows at a time."""
    generator = np.random.default_rng(1)
    room = np.empty((min(iterations, 1000), size))
    began = perf_counter()
    for _ in range(-(-iterations // len(room))):
        generator.random(out=room)
    return perf_counter() - began


def networkx_loop(plan: Plan, iterations: int) -> float:
    """Return the seconds of a loop over iterations with networkx, from a few of them."""
    graph, order, spread = _graph(plan)
    generator = np.random.default_rng(1)
    began = perf_counter()
    for _ in range(_LOOPS):
        drawn = {t: generator.triangular(*spread[t]) for t in order}
        finish: dict[str, float] = {}
        for t in order:
            finish[t] = max((finish[p] for p in graph.predecessors(t)), default=0.0) + drawn[t]
    return (perf_counter() - began) / _LOOPS * iterations


def numpy_pass(plan: Plan, iterations: int) -> float:
    """Return the seconds of one vectorised pass: a row of iterations for each task, in slices that fit memory."""
    graph, order, spread = _graph(plan)
    generator = np.random.default_rng(1)
    rows = max(1, min(iterations, 400_000_000 // (8 * max(len(order), 1))))
    began = perf_counter()
    finish: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]] = {}
    for t in order:
        drawn = generator.triangular(*spread[t], rows)
        before = [finish[p] for p in graph.predecessors(t)]
        finish[t] = drawn + (np.maximum.reduce(before) if before else 0.0)
    return (perf_counter() - began) * iterations / rows


def _graph(plan: Plan) -> tuple[nx.DiGraph, list[str], dict[str, tuple[float, float, float]]]:
    graph = nx.DiGraph()
    spread = {}
    for task in plan.tasks.values():
        graph.add_node(task.id)
        graph.add_edges_from((link.id, task.id) for link in task.after)
        assert task.estimate is not None
        low, mode, high = task.estimate.in_minutes(480, 2400, 10400)
        assert mode is not None
        spread[task.id] = float(low), float(mode), float(high)
    return graph, list(nx.topological_sort(graph)), spread


def plain_generator(plan: Plan, iterations: int) -> float:
    """Return the seconds of the generator in plain Python, from a few runs; the drawing is left out."""
    simulation = Simulation(plan, compile_plan(with_ends(plan)), Wishes(), None)
    assert simulation.job.manned is not None
    assert simulation.job.rank is not None
    generator = Generator(simulation.job.manned, compiled=False)
    began = perf_counter()
    for _ in range(_LOOPS):
        generator.run(simulation.job.rank)
    return (perf_counter() - began) / _LOOPS * iterations


def peer(size: int = 1000, iterations: int = 1000) -> None:
    """Run mcprojsim on a plan that both can express, in process."""
    try:
        from mcprojsim.models.project import Project, ProjectMetadata, Task, TaskEstimate
        from mcprojsim.simulation.engine import SimulationEngine
    except ImportError as problem:
        print(
            f"mcprojsim is not installed ({problem}); `pip install --ignore-requires-python mcprojsim` brings it"
        )
        return
    plan = a_plan(size)
    tasks = []
    for task in plan.tasks.values():
        assert task.estimate is not None
        low, mode, high = task.estimate.in_minutes(480, 2400, 10400)
        assert mode is not None
        estimate = TaskEstimate(low=low / 60, expected=mode / 60, high=high / 60)
        tasks.append(
            Task(id=task.id, name=task.id, estimate=estimate, dependencies=[link.id for link in task.after])
        )
    from datetime import date

    project = Project(project=ProjectMetadata(name="Benchmark", start_date=date(2027, 1, 4)), tasks=tasks)
    began = perf_counter()
    found = SimulationEngine(iterations=iterations, random_seed=1, show_progress=False).run(project)
    theirs = perf_counter() - began
    ours, _ = timed(plan, iterations, people=False)
    forecast = simulated(plan, Wishes(iterations, people=False))
    print(
        f"mcprojsim, {size:,} tasks x {iterations:,}: {theirs:.2f} s; Fairlead {ours:.4f} s, {theirs / ours:,.0f} times"
    )
    print(
        f"  its P50 {np.percentile(found.durations, 50):,.1f} h, P80 {np.percentile(found.durations, 80):,.1f} h"
    )
    work = _working_hours(forecast)
    print(f"  ours    {np.percentile(work, 50):,.1f} h,     {np.percentile(work, 80):,.1f} h")


def _working_hours(forecast: Forecast) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the working hours from the plan's start to each finish."""
    hours = forecast.compiled.hours.calendar(0)
    start = forecast.compiled.ground.plan_start
    before = np.array(hours.work_before([start, *forecast.finish.tolist()]))
    return (before[1:] - before[0]) / 60


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tasks", type=int, nargs="+", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--iterations", type=int, default=10_000)
    parser.add_argument(
        "--people", type=int, default=1_000, help="tasks of the plan with people; 0 leaves it out"
    )
    parser.add_argument("--peer", action="store_true")
    asked = parser.parse_args()
    count = asked.iterations
    print(f"{count:,} iterations; ratios are times as fast, (c) is ours / NumPy's drawing alone")
    for size in asked.tasks:
        for rich in (False, True):
            plan = a_plan(size, rich=rich)
            seconds, _ = timed(plan, count, people=False)
            yard = drawing(size, count)
            kind = "several calendars, risks" if rich else "triangular, one calendar"
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            line = f"{size:7,} tasks {kind} {seconds:8.3f} s"
            line += f"  (c) {seconds / yard:5.2f}"
            if not rich:
                line += f"  (a) {networkx_loop(plan, count) / seconds:8,.0f}"
                line += f"  (b) {numpy_pass(plan, count) / seconds:5.1f}"
            print(f"{line}  {memory:,.0f} MB", flush=True)
    if asked.people:
        plan = a_plan(asked.people, people=30)
        seconds, _ = timed(plan, count, people=True)
        plain = plain_generator(plan, count)
        print(
            f"{asked.people:7,} tasks with 30 people          {seconds:8.3f} s  plain Python {plain / seconds:8,.0f}"
        )
    if asked.peer:
        peer()


if __name__ == "__main__":
    main()
