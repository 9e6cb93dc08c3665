"""How levelling grows with the plan, and what a search adds on 10,416 activities, in one run on one machine.

    python benchmarks/levelling.py [--tasks 1000 3000 10000 30000] [--limits 0 4 20] [--no-growth] [--no-joined]

Growth: plans of people on calendars, written by the generator of `taskjuggler.py`; seconds of processor time and on the
clock of the whole command at a time limit of 0, the growth of processor time over that of tasks since the size before
(1: in proportion), and how many times what reading the plan and its critical path alone take.

Joined: seven multi-project files side by side on one pool, that of the first of them: the finish, how far it is above
the proven bound, and what the whole command takes. Goals: under 5 s and within 3 % at once, and better from there.
Every schedule is verified.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from checked_schedules import optimised_file
from rcpsp_files import DATA
from taskjuggler import a_plan, as_fairlead

from fairlead.plan.opening import read_plan
from fairlead.schedule.schedule import schedule


def grow(sizes: list[int]) -> None:
    """Print one line for each size of plan."""
    print(f"{'tasks':>7} {'clock':>8} {'processor':>10} {'growth':>7} {'of path':>8}   finish")
    before: tuple[int, float] | None = None
    for size in sizes:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "plan.yaml"
            path.write_text(as_fairlead(a_plan(size, 1)), encoding="utf-8")
            answer, done = optimised_file(path, 0.0)
            began = process_time()
            schedule(read_plan(path))
            by_logic = process_time() - began
        growth = f"{done.processor / before[1] / (size / before[0]):.2f}" if before else ""
        print(
            f"{size:>7,} {done.clock:>7.2f}s {done.processor:>9.2f}s {growth:>7} "
            f"{done.processor / by_logic:>7.1f}x   {answer['finish'][:16]}",
            flush=True,
        )
        before = size, done.processor


def join(limits: list[float]) -> None:
    """Print what each time limit reaches on the seven files joined."""
    files = sorted((DATA / "multiproject").glob("*.rcmp"))
    if not files:
        print(f"The multi-project files aren't in {DATA / 'multiproject'}: nothing to join.")
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "joined.rcmp"
        path.write_text(joined_text([*files, files[0]][:7]), encoding="utf-8")
        print(f"{'limit':>6} {'clock':>8} {'finish':>8} {'bound':>8} {'above':>7}   proof")
        for limit in limits:
            answer, done = optimised_file(path, limit)
            finish, bound = (_hours(answer, key) for key in ("finish", "lower_bound"))
            print(
                f"{limit:>5g}s {done.clock:>7.2f}s {finish:>8} {bound:>8} {100 * (finish / bound - 1):>6.2f}%   "
                f"{answer['proof'][:70]}",
                flush=True,
            )


def _hours(answer: dict[str, str], key: str) -> int:
    took = datetime.fromisoformat(answer[key]) - datetime.fromisoformat(answer["start"])
    return round(took.total_seconds() / 3600)


def joined_text(files: list[Path]) -> str:
    """Return the projects of several .rcmp files in one, on the pool of the first file."""
    head: list[str] = []
    projects, lines = 0, []
    for file in files:
        tokens = iter(file.read_text(encoding="utf-8").split())
        count, resources = int(next(tokens)), int(next(tokens))
        capacity = [next(tokens) for _ in range(resources)]
        head = head or [str(resources), " ".join(capacity)]
        for _ in range(count):
            size = int(next(tokens))
            lines.append(f"{size} {next(tokens)}")
            lines.append(" ".join(next(tokens) for _ in range(resources)))
            for _ in range(size):
                row = [next(tokens) for _ in range(resources + 2)]
                after = (next(tokens).split(":") for _ in range(int(row[-1])))
                lines.append(
                    " ".join([*row, *(f"{int(project) + projects}:{job}" for project, job in after)])
                )
        projects += count
    return "\n".join([str(projects), *head, *lines]) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tasks", nargs="*", type=int, default=[1_000, 3_000, 10_000, 30_000])
    parser.add_argument("--limits", nargs="*", type=float, default=[0, 4, 20])
    parser.add_argument("--no-growth", action="store_true", help="leave the growth out")
    parser.add_argument("--no-joined", action="store_true", help="leave the joined files out")
    arguments = parser.parse_args()
    if not arguments.no_growth:
        grow(arguments.tasks)
    if not arguments.no_joined:
        join(arguments.limits)


if __name__ == "__main__":
    main()
