"""How long feasibility takes, as multiples of one simulation within the limits of people, in one run.

    python benchmarks/feasibility.py [--tasks 1000] [--options 300] [--people 30]

Three lines. The verdict (what `fairlead assess` shows, all of it) on a plan of `--tasks`; the options on one of
`--options`, with what was tried and found, and when the first front was there; why that plan can't be met, where its
goals are too early. Beside each stands one simulation of 10,000 iterations of the same plan, kernels warm. Goals: the
verdict under 12 simulations, options within 60 s, why-not within 30 s, on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from time import perf_counter

from feasibility_why_not import ITERATIONS, a_plan, plans

from fairlead.feasibility.assessing import assess
from fairlead.feasibility.options.choosing import options_of
from fairlead.feasibility.options.option import Option
from fairlead.feasibility.why_not import contradictions, with_luck
from fairlead.plan.document import Plan
from fairlead.risk.scoring import Luck
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.levelling.levelled import levelled

GOALS = {"verdict": "12 x", "options": "60 s", "why not": "30 s"}


def a_tight_plan(size: int, people: int) -> Plan:
    """Return a plan whose one goal is due two thirds of the way between luck and the schedule as estimated."""
    last = f"t{size - 1}"
    free = a_plan(size, people, {})
    begin, end = (levelled(each).span_of(last) for each in (with_luck(free), free))
    assert begin is not None
    assert end is not None
    due = levelled(free).local(begin[1] + 2 * (end[1] - begin[1]) // 3).date()
    return a_plan(size, people, {"g": (due, last)})


def timed(work: Callable[[], str]) -> tuple[float, str]:
    """Return the seconds that work takes, and what it says of itself."""
    began = perf_counter()
    said = work()
    return perf_counter() - began, said


def one_simulation(plan: Plan) -> float:
    """Return the seconds of one simulation within the limits of people, kernels warm."""
    simulated(plan, Wishes(100, people=True))
    return timed(lambda: simulated(plan, Wishes(ITERATIONS, people=True)).basis)[0]


def verdict(plan: Plan) -> str:
    """Assess a plan and say what came of it."""
    found = assess(plan, Luck(ITERATIONS))
    return f"{found.verdict}, {len(found.contradictions)} contradictions"


def options(plan: Plan) -> str:
    """Look for ways out and say what came of it."""
    began, first = perf_counter(), list[float]()

    def told(_tried: int, front: Sequence[Option]) -> None:
        if front and not first:
            first.append(perf_counter() - began)

    found = options_of(plan, seconds=60.0, told=told)
    enough = sum(each.enough for each in found.chosen)
    early = ", ended early" if found.ended_early else ""
    when = f", the first after {first[0]:.1f} s" if first else ""
    return f"{found.tried} sets tried{when}{early}; {len(found.chosen)} options, {enough} of them enough"


def why_not(plan: Plan) -> str:
    """Look for contradictions and say what came of it."""
    found = contradictions(plan, time_limit=30.0).contradictions
    return f"{len(found)} sets, {sum(len(each.repairs) for each in found)} cures"


def main() -> None:
    """Print one line for each of the three."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--options", type=int, default=300)
    parser.add_argument("--people", type=int, default=30)
    wishes = parser.parse_args()
    smaller = a_tight_plan(wishes.options, wishes.people)
    hopeless = dict(plans(wishes.options, wishes.people))["goals"]
    print(f"{'':>8} {'tasks':>6} {'took':>8} {'1 simulation':>13} {'ratio':>7} {'goal':>5}")
    work: list[tuple[str, Plan, Callable[[Plan], str]]] = [
        ("verdict", a_tight_plan(wishes.tasks, wishes.people), verdict),
        ("options", smaller, options),
        ("why not", hopeless, why_not),
    ]
    for name, plan, run in work:
        once = one_simulation(plan)
        took, said = timed(lambda: run(plan))  # noqa: B023
        print(
            f"{name:>8} {len(plan.tasks):>6} {took:>6.1f} s {once:>11.2f} s {took / once:>6.1f}x {GOALS[name]:>5}"
            f"  {said}",
            flush=True,
        )


if __name__ == "__main__":
    main()
