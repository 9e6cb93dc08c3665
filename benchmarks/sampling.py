"""What Latin hypercube sampling is worth: variances with independent draws, divided by those with strata.

    .venv/bin/python benchmarks/sampling.py

Each row is a random network of triangular estimates. The same number of iterations is run under many seeds, with and
without strata, and the variances of the estimates over the seeds are compared: a ratio of 100 means that a hundred
times as many independent iterations would be as precise. For a sum (tasks one after the other) it is large whatever the
number of tasks, as McKay, Beckman & Conover 1979 (Technometrics 21) show for what is nearly additive; where many paths
merge less is gained, and for a percentile, which is no sum, two to three times only.
"""

from __future__ import annotations

import random

import numpy as np

from fairlead.plan.document import Plan
from fairlead.plan.opening import open_text
from fairlead.risk.forecast import percentile
from fairlead.risk.simulating import Wishes, simulated

ITERATIONS = 500
SEEDS = 100
SIZES = (10, 100, 1000)


def main() -> None:
    print(f"{ITERATIONS} iterations under {SEEDS} seeds: variance without strata / with them")
    print(f"{'tasks':>6}  {'network':<9} {'mean':>9} {'P50':>7} {'P80':>7} {'mean cost':>11}")
    for size in SIZES:
        for kind in ("chain", "network"):
            plain, strata = (variances(plan_of(size, kind), plain) for plain in (True, False))
            ratios = plain / np.maximum(strata, 1e-12)
            mean, p50, p80, cost = ratios.tolist()
            print(f"{size:>6}  {kind:<9} {mean:>9.1f} {p50:>7.1f} {p80:>7.1f} {cost:>11.1f}", flush=True)


def variances(plan: Plan, plain: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the variances over seeds of the mean, P50 and P80 of the finish, and of the mean cost."""
    found = []
    for seed in range(SEEDS):
        forecast = simulated(
            plan, Wishes(iterations=ITERATIONS, seed=seed, people=False, plain=plain), workers=1
        )
        finish = np.sort(forecast.finish)
        found.append((finish.mean(), percentile(finish, 0.5), percentile(finish, 0.8), forecast.cost.mean()))
    return np.var(np.array(found, float), axis=0)


def plan_of(size: int, kind: str) -> Plan:
    """Return a chain, or a network in which each task follows one or two of the twenty before it."""
    luck = random.Random(size)
    lines = ["name: Sampling", "start: 2027-01-04", "calendar: {hours: Mon-Fri 08:00-16:00}", "tasks:"]
    for t in range(size):
        low = luck.uniform(500, 2000)
        mode, high = low * luck.uniform(1.1, 1.5), low * luck.uniform(1.6, 4)
        before = (
            [t - 1] if kind == "chain" else luck.sample(range(max(t - 20, 0), t), min(t, luck.choice((1, 2))))
        )
        after = ", ".join(f"t{p}" for p in before if p >= 0)
        estimate = f"{low:.0f}em..{mode:.0f}em..{high:.0f}em"
        lines.append(f"- {{id: t{t}, duration: {estimate}, after: [{after}], cost: {low:.0f}..{high:.0f}}}")
    return open_text("\n".join(lines)).plan


if __name__ == "__main__":
    main()
