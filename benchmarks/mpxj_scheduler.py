"""Reading and scheduling beside MPXJ and its own schedulers, on the same files, in one run on one machine.

    python benchmarks/mpxj_scheduler.py [--activities 4000] [FILE ...]

Without files, those of Primavera P6 and Microsoft Project in ../shared/data/cpm_truth, and an export of some thousand
activities joined from copies of the largest. Figures are microseconds for each activity; Java's start never counts.
MPXJ "cold" is the first run of a new Java, as when one file is scheduled; "warm" the best of several in a Java that has
already worked with all files, as in a server. Ours are the best of several runs: "read" checks the plan as well,
"schedule" is from the plan to all dates and floats, "passes" the critical path alone on a compiled network; MPXJ
compiles nothing, it schedules on its project as read. "passes" are given in machine code, as in a process that has
loaded it, and "plain" in Python, as a single command on a plan of this size does it, where loading would cost more.
Last comes the large export from the shell, Python's start and all.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from fairlead.exchange.importing import open_any
from fairlead.exchange.mpxj.surroundings import find_surroundings
from fairlead.plan.errors import FairleadError, SurroundingsError
from fairlead.schedule.critical_path.passes import critical_path
from fairlead.schedule.forms import Form
from fairlead.schedule.schedule import schedule

Result = TypeVar("Result")
SOURCE = Path(__file__).with_name("MpxjTimes.java")
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "cpm_truth" / "files"
LARGEST = CORPUS / "p6_mine-692.xer"
FILES = (LARGEST, CORPUS / "p6_site-198.xer", CORPUS / "msp_home-move-plan.mpp", CORPUS / "msp_sf259.mpp")
GOAL, SHELL_GOAL = 100, 1.5
"""Times as fast as MPXJ for each activity; seconds from the shell for 4,000 activities."""
NUMBERED = {"TASK": ("task_id",), "TASKPRED": ("task_pred_id", "task_id", "pred_task_id"),
            "TASKRSRC": ("taskrsrc_id", "task_id")}  # fmt: skip
WARM_UP = 3
"""Seconds for each file before any is measured, and then of measuring each."""
JAVA_TIME_LIMIT = 900


@dataclass(frozen=True)
class Times:
    """Seconds of the fastest runs; infinite where there was none, `wrong` says why."""

    read: float = math.inf
    schedule: float = math.inf
    plain: float = math.inf
    passes: float = math.inf
    activities: int = 0
    wrong: str = ""


def main() -> None:
    """Print a row for each file, then the shell's figure."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as place:
        folder = Path(place)
        large = _large(folder, arguments.activities)
        files = _there([*(arguments.files or FILES), *([large] if large else [])])
        cold, warm = _of_mpxj(files, folder)
        _print_rows(files, cold, warm)
        if large:
            _print_shell(large)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--activities", type=int, default=4_000, help="at least so many in the large export")
    parser.add_argument("files", nargs="*", type=Path)
    return parser.parse_args()


def _there(files: list[Path]) -> list[Path]:
    for path in files:
        if not path.is_file():
            print(f"skipped: {path.name} isn't there (the default files lie in ../shared/data/cpm_truth)")
    return [path for path in files if path.is_file()]


def _large(folder: Path, activities: int) -> Path | None:
    if not LARGEST.is_file():
        print(f"no large export: it is joined from {LARGEST.name} of ../shared/data/cpm_truth")
        return None
    data = LARGEST.read_bytes()
    copies = math.ceil(activities / rows_of(data, b"TASK\r\n") or 1)
    path = folder / f"{copies}-mines.xer"
    path.write_bytes(joined(data, copies))
    return path


def rows_of(data: bytes, table: bytes) -> int:
    """Return how many rows an export has of a table, named with the end of its line."""
    return data.partition(b"%T\t" + table)[2].partition(b"%T\t")[0].count(b"\n%R\t")


def joined(data: bytes, copies: int) -> bytes:
    """Return an export whose project holds its activities, with their links and resources, so many times."""
    lines: list[str] = []
    table, fields, rows = "", [""], list[list[str]]()
    step = _room_for_numbers(data)
    for line in data.decode("cp1252").splitlines():
        kind, *cells = line.split("\t")
        if kind in ("%T", "%E"):
            copied = (
                _renumbered(row, fields, table, copy * step) for copy in range(1, copies) for row in rows
            )
            lines += ["\t".join(["%R", *row]) for row in copied]
            table, rows = "".join(cells[:1]), []
        elif kind == "%F":
            fields = cells
        elif kind == "%R" and table in NUMBERED:
            rows.append(cells)
        lines.append(line)
    return "\r\n".join(lines).encode("cp1252") + b"\r\n"


def _room_for_numbers(data: bytes) -> int:
    """Return how far apart the numbers of two copies must be; Java's whole numbers end at two thousand million."""
    numbers = []
    for name, columns in NUMBERED.items():
        table = data.decode("cp1252").partition(f"%T\t{name}\r\n")[2].partition("%T\t")[0].splitlines()
        for column in columns if table else ():
            place = table[0].split("\t").index(column)
            numbers.append([int(line.split("\t")[place]) for line in table if line.startswith("%R")])
    return max((max(each) - min(each) + 1 for each in numbers if each), default=1)


def _renumbered(row: list[str], fields: list[str], table: str, further: int) -> list[str]:
    changed = dict(zip(fields, row, strict=False))
    for name in NUMBERED[table]:
        changed[name] = str(int(changed[name]) + further)
    if "task_code" in changed:
        changed["task_code"] += f"-{further}"
    return list(changed.values())


def _of_mpxj(files: list[Path], folder: Path) -> tuple[list[Times], list[Times]]:
    """Return MPXJ's times of each file, cold and warm; without what it needs, say so and return none that count."""
    nothing = [Times()] * len(files)
    javac = shutil.which("javac")
    if javac is None:
        print("MPXJ isn't measured: there is no javac (install a JDK, 11 or newer)")
        return nothing, nothing
    try:
        found = find_surroundings(SOURCE.name, "run with MPXJ", "")
    except SurroundingsError as error:
        print(f"MPXJ isn't measured: {error}")
        return nothing, nothing
    path = os.pathsep.join(map(str, (folder, *found.jars)))
    source = [javac, "--release", "11", "-nowarn", "-proc:none", "-cp", path, "-d", str(folder), str(SOURCE)]
    subprocess.run(source, check=True, timeout=JAVA_TIME_LIMIT)
    command = [str(found.java), "-Xmx2g", "-Duser.timezone=UTC", "-Djava.awt.headless=true", "-cp", path]
    command.append(SOURCE.stem)
    cold = [_in_java([*command, "0"], [file])[0] for file in files]
    return cold, _in_java([*command, str(WARM_UP)], files)


def _in_java(command: list[str], files: list[Path]) -> list[Times]:
    done = subprocess.run(
        [*command, *map(str, files)],
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=JAVA_TIME_LIMIT,
    )
    lines = [line.split("\t")[1:] for line in done.stdout.splitlines() if line.startswith("times\t")]
    return [Times(_seconds(read), _seconds(whole), wrong=wrong) for read, whole, wrong in lines]


def _seconds(text: str) -> float:
    return math.inf if text == "Infinity" else float(text)


def _print_rows(files: list[Path], cold: list[Times], warm: list[Times]) -> None:
    print("microseconds for each activity; x: as many times as fast as MPXJ, cold and warm")
    ways = (
        ("MPXJ cold", 20),
        ("MPXJ warm", 20),
        ("Fairlead", 40),
        ("x read", 16),
        ("x schedule", 16),
        ("x passes", 16),
    )
    print(f"{'':32}" + "".join(f"{name:>{width}}" for name, width in ways))
    names = "".join(f"{name:>10}" for name in (*("read", "schedule") * 3, "plain", "passes"))
    print(f"{'file':<21}{'activities':>11}{names}" + f"{'cold':>8}{'warm':>8}" * 3)
    for path, first, later in zip(files, cold, warm, strict=True):
        ours = _of_ours(path)
        known = (
            first.read,
            first.schedule,
            later.read,
            later.schedule,
            ours.read,
            ours.schedule,
            ours.plain,
            ours.passes,
        )
        cells = "".join(_cell(seconds / max(ours.activities, 1)) for seconds in known)
        ratios = "".join(
            _ratio(peer, mine)
            for mine, pair in (
                (ours.read, (first.read, later.read)),
                (ours.schedule, (first.schedule, later.schedule)),
                (ours.passes, (first.schedule, later.schedule)),
            )
            for peer in pair
        )
        print(f"{path.stem[:20]:<21}{ours.activities:>11,}{cells}{ratios}", flush=True)
        for name, wrong in (("MPXJ", later.wrong), ("Fairlead", ours.wrong)):
            if wrong:
                print(f"    {name}: {wrong}")
    print(f"goal: passes {GOAL} times as fast as MPXJ schedules, for each activity.")
    print("What isn't XER or XML we read through MPXJ too, in a process of its own, Java's start included.")


def _cell(seconds: float) -> str:
    return f"{'-' if math.isinf(seconds) else f'{seconds * 1e6:,.1f}':>10}"


def _ratio(peer: float, ours: float) -> str:
    return f"{'-' if math.isinf(peer) or math.isinf(ours) else f'{peer / ours:,.1f}':>8}"


def _of_ours(path: Path) -> Times:
    try:
        read, opened = best_of(3, lambda: open_any(path))
        schedule(opened.plan)
        whole, found = best_of(4, lambda: schedule(opened.plan))
        network = found.compiled.network
        plain, _ = best_of(3, lambda: critical_path(network, Form(compiled=False)))
        passes, _ = best_of(9, lambda: critical_path(network, Form(compiled=True)))
    except FairleadError as error:
        return Times(wrong=str(error))
    leaves = sum(not opened.plan.outline.is_summary(id) for id in opened.plan.tasks)
    return Times(read, whole, plain, passes, leaves)


def best_of(runs: int, job: Callable[[], Result]) -> tuple[float, Result]:
    """Return the seconds of the fastest run, and what the last one gave."""
    times = []
    for _ in range(runs):
        began = perf_counter()
        result = job()
        times.append(perf_counter() - began)
    return min(times), result


def _print_shell(path: Path) -> None:
    program = shutil.which("fairlead", path=str(Path(sys.executable).parent)) or shutil.which("fairlead")
    if program is None:
        print("nothing from the shell: fairlead isn't installed beside this Python")
        return
    command = [program, "schedule", str(path), "--json"]
    seconds, done = best_of(3, lambda: subprocess.run(command, capture_output=True))
    said = (
        f"from the shell: fairlead schedule {path.name} --json: {seconds:.2f} s (goal: under {SHELL_GOAL} s)"
    )
    print(said if done.returncode == 0 else f"{said}; it failed: {done.stderr.decode()[-300:]}")


if __name__ == "__main__":
    main()
