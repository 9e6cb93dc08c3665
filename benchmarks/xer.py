"""From an export of Primavera P6 to every date, from the shell: how long `fairlead schedule FILE --json` takes.

    python benchmarks/xer.py [ACTIVITIES]        default: 4000

Two files: a generated one with two relationships an activity, ten calendars, WBS elements, constraints and progress;
and an export joined from copies of the largest in ../shared/data/cpm_truth, where that is there, with resources on its
activities, so that the command looks at who is free as well. "shell" is the whole command, Python's start and all, in
seconds of processor time (and of the clock) of the fastest of three runs. The parts are measured in this process,
without Python's start and imports: "read" checks the plan as well, "passes" are the critical path in plain Python, as a
command of this size goes, "compiled" the same in machine code, as it goes where that is loaded.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

from mpxj_scheduler import LARGEST, joined, rows_of

from fairlead.exchange.importing import open_any
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.critical_path.passes import critical_path
from fairlead.schedule.forms import Form
from fairlead.schedule.schedule import schedule

Result = TypeVar("Result")
GOAL = 1.5
"""Seconds from the shell for 4,000 activities."""
START = datetime(2027, 1, 4, 8)  # a Monday
SHIFTS = (
    (("08:00", "12:00"), ("13:00", "17:00")),
    (("07:00", "11:00"), ("11:30", "15:30")),
    (("06:00", "14:00"), ("14:00", "22:00")),
    (("00:00", "00:00"),),
    (("09:00", "15:00"),),
)
KINDS = ("PR_FS",) * 7 + ("PR_SS", "PR_FF", "PR_SF")
CONSTRAINTS = ("CS_MSOA", "CS_MSOB", "CS_MEOA", "CS_MEOB", "CS_ALAP")
CALENDARS, PER_ELEMENT = 10, 40
_Rows = Iterable[dict[str, object]]


def main() -> None:
    """Print a row for each file."""
    activities = int(sys.argv[1].replace(",", "").replace("_", "")) if len(sys.argv) > 1 else 4_000
    with tempfile.TemporaryDirectory(prefix="fairlead-bench-") as place:
        files = [Path(place) / "generated.xer"]
        files[0].write_bytes(generated(activities))
        if LARGEST.is_file():
            data = LARGEST.read_bytes()
            copies = -(-activities // rows_of(data, b"TASK\r\n"))
            files.append(Path(place) / f"{copies}-mines.xer")
            files[1].write_bytes(joined(data, copies))
        names = "".join(f"{name:>10}" for name in ("read", "compile", "passes", "compiled", "json"))
        print(
            f"{'file':<14}{'activities':>11}{'links':>8}{'shell, CPU':>12}{'clock':>8}{names}  (milliseconds)"
        )
        for path in files:
            _print_row(path)
    print(f"goal: under {GOAL} s from the shell for 4,000 activities")


def generated(activities: int) -> bytes:
    """Return an export of so many activities, the same each time."""
    dice = random.Random(2027)
    elements = range(2, 2 + -(-activities // PER_ELEMENT))
    lines = ["ERMHDR\t19.12\t2027-01-04\tProject\tana\tAna\tdb\tProject Management\tEUR"]
    for name, rows in (
        ("PROJECT", [_project()]),
        ("CALENDAR", [_calendar(number, dice) for number in range(1, CALENDARS + 1)]),
        ("SCHEDOPTIONS", [_options()]),
        ("PROJWBS", [_element(1, "", "Works"), *(_element(wbs, 1, f"Lot {wbs}") for wbs in elements)]),
        ("TASK", [_activity(number, dice) for number in range(1, activities + 1)]),
        ("TASKPRED", _links(activities, dice)),
    ):
        lines += _table(name, rows)
    return "\r\n".join([*lines, "%E", ""]).encode("cp1252")


def _table(name: str, rows: _Rows) -> list[str]:
    rows = list(rows)
    fields = list(dict.fromkeys(key for row in rows for key in row))
    lines = [f"%T\t{name}", "\t".join(["%F", *fields])]
    return lines + ["\t".join(["%R", *(str(row.get(each, "")) for each in fields)]) for row in rows]


def _project() -> dict[str, object]:
    dates = {"plan_start_date": _said(START), "last_recalc_date": _said(START + timedelta(days=60))}
    rules = {"export_flag": "Y", "critical_path_type": "CT_TotFloat", "critical_drtn_hr_cnt": 0}
    return {"proj_id": 1, "proj_short_name": "WORKS", "clndr_id": 1} | dates | rules


def _calendar(number: int, dice: random.Random) -> dict[str, object]:
    worked, shifts = range(2, 7 + number % 3), SHIFTS[number % len(SHIFTS)]
    said = "".join(f"(0||{i}(s|{start}|f|{end})())" for i, (start, end) in enumerate(shifts))
    week = "".join(f"(0||{day}()({said if day in worked else ''}))" for day in range(1, 8))
    closed = sorted(dice.sample(range(46_391, 46_391 + 2_000), 60))  # days since 1899-12-30
    days = "".join(f"(0||{i}(d|{day})())" for i, day in enumerate(closed))
    data = f"(0||CalendarData()((0||DaysOfWeek()({week}))(0||VIEW(ShowTotal|N)())(0||Exceptions()({days}))))"
    sizes = {"day_hr_cnt": 8, "week_hr_cnt": 40, "month_hr_cnt": 172}
    default = "Y" if number == 1 else "N"
    return (
        {"clndr_id": number, "clndr_name": f"Calendar {number}", "default_flag": default}
        | sizes
        | {"clndr_data": data}
    )


def _options() -> dict[str, object]:
    flags = {"sched_retained_logic": "Y", "sched_progress_override": "N", "sched_use_expect_end_flag": "Y"}
    rules = {"sched_float_type": "FT_FF", "sched_calendar_on_relationship_lag": "rcal_Predecessor"}
    return {"schedoptions_id": 1, "proj_id": 1} | flags | rules


def _element(number: int, parent: object, name: str) -> dict[str, object]:
    places = {"wbs_id": number, "proj_id": 1, "parent_wbs_id": parent, "seq_num": number}
    return places | {
        "proj_node_flag": "N" if parent else "Y",
        "wbs_short_name": f"W{number}",
        "wbs_name": name,
    }


def _activity(number: int, dice: random.Random) -> dict[str, object]:
    hours = 8 * dice.randint(1, 20)
    row: dict[str, object] = {
        "task_id": number,
        "proj_id": 1,
        "wbs_id": 2 + (number - 1) // PER_ELEMENT,
        "clndr_id": 1 + number % CALENDARS,
        "task_code": f"A{number:05}",
        "task_name": f"Activity {number}",
        "task_type": "TT_Task",
        "duration_type": "DT_FixedDUR2",
        "complete_pct_type": "CP_Drtn",
        "target_drtn_hr_cnt": hours,
        "remain_drtn_hr_cnt": hours,
    }
    if number <= 40:
        row |= {"act_start_date": _said(START + timedelta(days=number)), "remain_drtn_hr_cnt": hours // 2}
    if number <= 20:
        row |= {"act_end_date": _said(START + timedelta(days=number + 10)), "remain_drtn_hr_cnt": 0}
    elif number % 25 == 0:
        date = START + timedelta(days=dice.randint(100, 900))
        row |= {"cstr_type": dice.choice(CONSTRAINTS), "cstr_date": _said(date)}
    return row


def _links(activities: int, dice: random.Random) -> _Rows:
    number = 0
    for after in range(2, activities + 1):
        for before in {dice.randint(max(1, after - 200), after - 1) for _ in range(2)}:
            number += 1
            ends = {"task_pred_id": number, "task_id": after, "pred_task_id": before, "proj_id": 1}
            yield ends | {"pred_type": dice.choice(KINDS), "lag_hr_cnt": dice.choice((0,) * 8 + (8, 24))}


def _said(date: datetime) -> str:
    return f"{date:%Y-%m-%d %H:%M}"


def _print_row(path: Path) -> None:
    processor, clock = _shell(path)
    read, opened = best_of(3, lambda: open_any(path))
    compiling, compiled = best_of(3, lambda: compile_plan(opened.plan))
    network = compiled.network
    plain, _ = best_of(3, lambda: critical_path(network, Form(compiled=False)))
    machine, _ = best_of(9, lambda: critical_path(network, Form(compiled=True)))
    found = schedule(opened.plan)
    saying, _ = best_of(3, lambda: json.dumps(found.to_json(), default=str))
    times = "".join(f"{seconds * 1e3:>10.1f}" for seconds in (read, compiling, plain, machine, saying))
    leaves = sum(not opened.plan.outline.is_summary(id) for id in opened.plan.tasks)
    print(
        f"{path.stem:<14}{leaves:>11,}{len(network.links):>8,}{processor:>10.2f} s{clock:>6.2f} s{times}",
        flush=True,
    )


def _shell(path: Path) -> tuple[float, float]:
    """Return the seconds of processor and clock that the command takes."""
    program = shutil.which("fairlead", path=str(Path(sys.executable).parent)) or "fairlead"
    runs = []
    for _ in range(3):
        began, before = perf_counter(), _of_children()
        subprocess.run([program, "schedule", str(path), "--json"], check=True, capture_output=True)
        runs.append((_of_children() - before, perf_counter() - began))
    return min(runs)


def _of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system


def best_of(runs: int, job: Callable[[], Result]) -> tuple[float, Result]:
    """Return the seconds of processor time of the fastest run, and what the last one gave."""
    times = []
    for _ in range(runs):
        began = process_time()
        result = job()
        times.append(process_time() - began)
    return min(times), result


if __name__ == "__main__":
    main()
