"""How long it takes to say why a plan can't be met and what would cure it, beside one simulation of the same plan.

    python benchmarks/feasibility_why_not.py [--tasks 60 300] [--people 30] [--limit 30]

For each size three plans in layers whose people have skills: a deadline that links alone don't allow, one that people
don't, and three goals of which two are too early. Printed: seconds on the clock for sets and cures together, how many
of each, how many members could not be decided, and the ratio to one simulation of 10,000 iterations within the limits
of people, kernels warm. The verdict alone (`can_be_met`) stands beside it. Every schedule has been verified.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from time import perf_counter

from fairlead.feasibility.why_not import can_be_met, contradictions, with_luck
from fairlead.plan.document import Plan
from fairlead.plan.opening import open_text
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.schedule import schedule

ITERATIONS = 10_000


def a_plan(size: int, people: int, goals: dict[str, tuple[date, str]], seed: int = 1) -> Plan:
    """Return a plan of ranges in layers, its people with one or two of eight skills, some tasks given by name."""
    pick = random.Random(seed * 1000 + size)
    said = ", ".join(
        f"{{id: p{k}, name: Person {k}, rate: {60 + k}/h, skills: {{s{k % 8}: 2, s{(k + 3) % 8}: 1}}}}"
        for k in range(people)
    )
    lines = ["name: Benchmark", "start: 2027-01-04", "currency: EUR", "levers: {overtime: 8h/w at 150%}",
             f"people: [{said}]", "goals:"]  # fmt: skip
    lines += [
        f"  - {{id: {id}, deadline: {day}, done_when: [{task}]}}" for id, (day, task) in goals.items()
    ] or ["  []"]
    lines.append("tasks:")
    for k in range(size):
        low = pick.randint(1, 8)
        after = sorted({pick.randrange(max(0, k - 25), k) for _ in range(2)}) if k > 5 else []
        more = f", after: [{', '.join(f't{j}' for j in after)}]" if after else ""
        whom = f"who: [p{pick.randrange(people)}]" if k % 4 == 0 else f"needs: [s{pick.randrange(8)}]"
        more += ", scope: could" if k % 15 == 7 else ""
        lines.append(
            f"  - {{id: t{k}, name: Task {k}, estimate: {low}d..{low + 1}d..{2 * low + 2}d, {whom}{more}}}"
        )
    lines[5] = "goals: []" if not goals else "goals:"
    return open_text("\n".join(line for line in lines if line != "  []") + "\n").plan


def plans(size: int, people: int) -> Iterator[tuple[str, Plan]]:
    """Yield the three plans of a size with what is wrong with them."""
    free = with_luck(a_plan(size, people, {}))
    last = max(schedule(free).tasks.values(), key=lambda each: each.finish).id if size else ""
    by_links, by_people = schedule(free), levelled(free)
    link_end = by_links.finish.date()
    span = by_people.span_of(last)
    assert span is not None
    end = by_people.local(span[1]).date()
    start = date(2027, 1, 4)
    early = start + timedelta(days=int((end - start).days * 0.6))
    yield "links", a_plan(size, people, {"g": (link_end - timedelta(days=14), last)})
    yield "people", a_plan(size, max(people // 4, 3), {"g": (end, last)})
    middle = f"t{size // 2}"
    found = by_people.span_of(middle)
    assert found is not None
    half = by_people.local(found[1]).date()
    goals = {
        "a": (half - timedelta(days=10), middle),
        "b": (early, last),
        "c": (end + timedelta(days=60), last),
    }
    yield "goals", a_plan(size, people, goals)


def main() -> None:
    """Print one line for each plan."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tasks", type=int, nargs="+", default=[60, 300])
    parser.add_argument("--people", type=int, default=30)
    parser.add_argument("--limit", type=float, default=30.0)
    parser.add_argument("--say", action="store_true", help="print the sentences as well")
    options = parser.parse_args()
    print(f"{'tasks':>6} {'plan':>7} {'verdict':>8} {'why not':>8} {'sets':>5} {'members':>8} {'open':>5} {'cures':>6} "
          f"{'1 simulation':>13} {'ratio':>6}")  # fmt: skip
    for size in options.tasks:
        for name, plan in plans(size, max(options.people * size // 300, 4)):
            began = perf_counter()
            can_be_met(plan)
            verdict = perf_counter() - began
            began = perf_counter()
            found = contradictions(plan, time_limit=options.limit)
            took = perf_counter() - began
            simulated(plan, Wishes(100, people=True))
            began = perf_counter()
            simulated(plan, Wishes(ITERATIONS, people=True))
            once = perf_counter() - began
            sets = found.contradictions
            print(
                f"{size:>6} {name:>7} {verdict:>7.2f}s {took:>7.1f}s {len(sets):>5} "
                f"{sum(len(each.members) for each in sets):>8} {sum(len(each.undecided) for each in sets):>5} "
                f"{sum(len(each.repairs) for each in sets):>6} {once:>12.1f}s {took / once:>5.1f}x",
                flush=True,
            )
            for each in sets if options.say else ():
                print(f"       {each.sentence}\n       {each.cures}")


if __name__ == "__main__":
    main()
