"""Benchmark projects with a choice of modes or people, or with maximum lags: how near the best known finish.

    python benchmarks/choices.py [SECONDS] [--every N]        default: 10 seconds each, every instance

Multi-mode (MMLIB, PSPLIB), RCPSP/max, multi-skill (MSPSP, iMOPSE) and multi-project (MPLIB) instances of
../shared/data/rcpsp, read as plans and optimised as the command does. Every schedule is checked by the independent
checker. Gap: makespan to the best known one; "proven": the bound meets the schedule.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from fairlead.exchange.importing import open_any
from fairlead.schedule.optimising.answer import Optimised
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.verifying import verify

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "rcpsp"
FOLDERS = ("multimode", "rcpsp_max", "multiskill", "multiproject")


def main() -> None:
    """Print a row for each instance and a line for each folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("seconds", nargs="?", type=float, default=10.0)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args()
    if not DATA.is_dir():
        print(f"The benchmark data isn't there ({DATA}); nothing to measure.")
        return
    with (DATA / "best_known.csv").open(encoding="utf-8") as rows:
        known = {row["instance"]: row for row in csv.DictReader(rows)}
    for folder in FOLDERS:
        gaps: list[float] = []
        right = 0
        names = sorted(name for name in known if name.startswith(f"{folder}/"))[:: asked.every]
        for name in names:
            gap = _row(name, known[name], asked.seconds)
            right += gap is not None
            gaps += [gap] if gap is not None and gap >= 0 else []
        mean = f"mean gap {100 * sum(gaps) / len(gaps):.2f} %" if gaps else "no best known makespan"
        print(f"{folder}: {right} of {len(names)} answered as known (feasible or infeasible), {mean}\n")


def _row(name: str, known: dict[str, str], seconds: float) -> float | None:
    """Return the gap, -1 where there is nothing to compare with, None for an answer that can't be right."""
    plan = open_any(str(DATA / name)).plan
    found = optimised(plan, time_limit=seconds)
    if found.schedule is None:
        agrees = known["status"] == "infeasible" and found.status == "infeasible"
        print(f"{name:50} {found.status:10} known: {known['status']}  {found.seconds:5.1f} s")
        return -1.0 if agrees else None
    faults = verify(plan, found.schedule)
    upper = int(known["upper_bound"]) if known["upper_bound"] else None
    makespan = (found.schedule.finish - found.schedule.start) / 60
    gap = makespan / upper - 1 if upper else -1.0
    bound = _bound(found)
    shown = f"{100 * gap:6.2f} %" if upper else "      -"
    trouble = f"  BROKEN: {faults[0].message}" if faults else ""
    print(
        f"{name:50} {makespan:7.0f} known {upper or '-':>6} gap {shown} bound {bound:7.0f} "
        f"{found.status:9} {found.seconds:5.1f} s{trouble}"
    )
    return None if faults or known["status"] == "infeasible" else gap


def _bound(found: Optimised) -> float:
    assert found.schedule is not None
    return (float(found.lower_bound or found.schedule.start) - found.schedule.start) / 60


if __name__ == "__main__":
    main()
