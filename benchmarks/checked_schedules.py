"""What the benchmarks of whole commands share: schedules are checked before anything is said of them."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from fairlead.exchange.importing import open_any
from fairlead.schedule.verifying import verify_json


class Command(NamedTuple):
    """What a command printed, its seconds of processor time (user and system), and those on the clock."""

    text: str
    processor: float
    clock: float


def run(command: list[str], folder: Path, runs: int = 1) -> Command:
    """Run a command in a folder; of several runs the one that took least processor time. Ends where it fails."""
    found: list[Command] = []
    for _ in range(runs):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        clock, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")
        taken = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        found.append(Command(done.stdout, taken, clock))
    return min(found, key=lambda each: each.processor)


def optimised_file(path: Path, limit: float, runs: int = 1) -> tuple[dict[str, Any], Command]:
    """Return the answer of `fairlead optimize` on a plan, checked, and how long the command took."""
    program = str(Path(sys.executable).with_name("fairlead"))
    done = run([program, "optimize", str(path), "--time-limit", f"{limit:g}", "--json"], path.parent, runs)
    answer = json.loads(done.text)
    broken = verify_json(open_any(path).plan, answer)
    assert not broken, f"the schedule of {path.name} breaks its plan: {broken[0]}"
    return answer, done
