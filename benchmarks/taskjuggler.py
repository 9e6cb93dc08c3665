"""How long levelling takes and when it finishes, beside TaskJuggler on the same plans, in one run on one machine.

    python benchmarks/taskjuggler.py [TASKS ...] [--seeds 3]        default: 1000 5000

Plans of effort tasks for a team: one person, one of several, or two together; part-timers, leave, holidays, and one to
two predecessors a task. One generator writes each both as a Fairlead plan and as a TaskJuggler project. Both may
interrupt work at any hour and let nobody do two things at once, and whoever takes a task up stays with it. Figures are
processor time, user and system, of the whole command with the files in the kernel's cache; our schedule is verified.
The goals: at most a quarter of TaskJuggler's time, and never a later finish.
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from checked_schedules import optimised_file, run

START = date(2027, 1, 4)  # a Monday
YEARS = 8  # TaskJuggler knows years until 2035
HOLIDAYS = ((1, 6), (5, 1), (5, 2), (10, 3), (12, 25), (12, 26))
FULL_TIME = ("mon - fri", "Mon-Fri", ("08:00-12:00", "13:00-17:00"))
PART_TIME = (
    ("mon - thu", "Mon-Thu", ("09:00-13:00",)),
    ("tue - fri", "Tue-Fri", ("08:00-12:00", "13:00-15:00")),
)


@dataclass(frozen=True)
class Person:
    """Somebody with their hours (days as TaskJuggler and as we write them, spans) and first and last days away."""

    id: str
    hours: tuple[str, str, tuple[str, ...]]
    away: tuple[tuple[date, date], ...]


@dataclass(frozen=True)
class Task:
    """So many hours for one of `who`, or, `together`, for each of them at the same time."""

    id: str
    hours: int
    who: tuple[str, ...]
    together: bool
    after: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """A plan before it is written down."""

    people: tuple[Person, ...]
    tasks: tuple[Task, ...]


def a_plan(count: int, seed: int) -> Work:
    """Return a plan of so many tasks; a person for every 25 of them, eight at the least."""
    dice = random.Random(f"{count} {seed}")
    people = tuple(_person(f"p{number}", dice) for number in range(max(8, count // 25)))
    full = [each.id for each in people if each.hours == FULL_TIME]
    return Work(people, tuple(_task(number, people, full, dice) for number in range(count)))


def _person(id: str, dice: random.Random) -> Person:
    hours = FULL_TIME if dice.random() < 0.7 else dice.choice(PART_TIME)
    away = []
    for year in range(3):
        first = START + timedelta(days=365 * year + dice.randrange(330))
        away.append((first, first + timedelta(days=dice.randint(4, 20))))
    return Person(id, hours, tuple(away))


def _task(number: int, people: tuple[Person, ...], full: list[str], dice: random.Random) -> Task:
    kind = dice.random()
    if kind < 0.5 or len(full) < 2:
        who: tuple[str, ...] = (dice.choice(people).id,)
    elif kind < 0.8:
        who = tuple(each.id for each in dice.sample(people, dice.randint(2, 3)))
    else:
        who = tuple(dice.sample(full, 2))
    near = range(max(0, number - 60), number)
    after = dice.sample(near, min(len(near), dice.choice((0, 1, 1, 2))))
    return Task(
        f"t{number}", dice.randint(2, 40), who, kind >= 0.8, tuple(f"t{each}" for each in sorted(after))
    )


# Written down


def as_fairlead(work: Work) -> str:
    """Return the plan in our notation."""
    closed = ", ".join(f"{day:%Y-%m-%d}" for day in _holidays())
    lines = [
        "name: Benchmark",
        f"start: {START}",
        "options: {split_when_levelling: yes}",
        f"calendar: {{hours: [{_hours(FULL_TIME)}], closed: [{closed}]}}",
        "people:",
    ]
    for each in work.people:
        away = ", ".join(f"{first}..{last}" for first, last in each.away)
        hours = "" if each.hours == FULL_TIME else f", hours: [{_hours(each.hours)}]"
        lines.append(f"  - {{id: {each.id}{hours}, away: [{away}]}}")
    lines.append("tasks:")
    for task in work.tasks:
        asked = f"who: [{', '.join(task.who)}]" if task.together else f"needs: [{' | '.join(task.who)}]"
        # An estimate is the time it takes while everybody is on it, work is shared by whoever does it.
        kind = "estimate" if task.together else "work"
        after = f", after: [{', '.join(task.after)}]" if task.after else ""
        lines.append(f"  - {{id: {task.id}, {kind}: {task.hours}h, {asked}{after}}}")
    return "\n".join(lines) + "\n"


def _hours(hours: tuple[str, str, tuple[str, ...]]) -> str:
    return f"{hours[1]} {' '.join(hours[2])}"


def _holidays() -> list[date]:
    return [date(START.year + year, month, day) for year in range(YEARS) for month, day in HOLIDAYS]


def as_taskjuggler(work: Work) -> str:
    """Return the plan as a TaskJuggler project that reports its tasks to `tasks.csv`."""
    lines = [
        f'project bench "Benchmark" {START} +{YEARS}y {{',
        '  timezone "UTC"',
        '  timeformat "%Y-%m-%d-%H:%M"',
        "  dailyworkinghours 8",
        "}",
        *(f'leaves holiday "closed" {day}' for day in _holidays()),
    ]
    for person in work.people:
        days, _, spans = person.hours
        closed = {"mon - fri": "sat, sun", "mon - thu": "fri, sat, sun", "tue - fri": "mon, sat, sun"}[days]
        lines += [
            f'resource {person.id} "{person.id}" {{',
            f"  workinghours {days} {', '.join(span.replace('-', ' - ') for span in spans)}",
            f"  workinghours {closed} off",
            *(f"  leaves annual {first} - {last + timedelta(days=1)}" for first, last in person.away),
            "}",
        ]
    for task in work.tasks:
        effort = task.hours * (len(task.who) if task.together else 1)
        lines += [f'task {task.id} "{task.id}" {{', f"  effort {effort}h", f"  {_allocated(task)}"]
        lines += [f"  depends {', '.join('!' + each for each in task.after)}"] if task.after else []
        lines.append("}")
    lines.append('taskreport tasks "tasks" { formats csv columns id, start, end }')
    return "\n".join(lines) + "\n"


def _allocated(task: Task) -> str:
    if task.together:
        return f"allocate {', '.join(who + ' { mandatory }' for who in task.who)}"
    first, *others = task.who
    return f"allocate {first}" + (f" {{ alternative {', '.join(others)} persistent }}" if others else "")


# Run


@dataclass(frozen=True)
class Run:
    """When a plan finishes, and the seconds of processor time that it took to say so."""

    finish: datetime
    seconds: float


def by_fairlead(work: Work, folder: Path) -> Run:
    """Return what `fairlead optimize --time-limit 0` makes of a plan, verified."""
    path = folder / "plan.yaml"
    path.write_text(as_fairlead(work), encoding="utf-8")
    answer, done = optimised_file(path, 0.0, runs=2)
    return Run(datetime.fromisoformat(answer["finish"]), done.processor)


def by_taskjuggler(work: Work, folder: Path, program: str) -> Run:
    """Return what TaskJuggler makes of a plan."""
    (folder / "plan.tjp").write_text(as_taskjuggler(work), encoding="utf-8")
    done = run([program, "--silent", "--no-color", "-c", "1", "plan.tjp"], folder)
    with (folder / "tasks.csv").open(encoding="utf-8") as file:
        ends = [row["End"] for row in csv.DictReader(file, delimiter=";")]
    assert len(ends) == len(work.tasks), "TaskJuggler reported other tasks than it was given"
    return Run(max(datetime.strptime(end, "%Y-%m-%d-%H:%M") for end in ends), done.processor)


def main() -> None:
    """Print one line for each plan."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("tasks", nargs="*", type=int, default=[1_000, 5_000])
    parser.add_argument("--seeds", type=int, default=3, help="plans of each size")
    arguments = parser.parse_args()
    program = shutil.which("tj3")
    if program is None:
        print(
            "TaskJuggler isn't here: `apt install tj3` (Debian, Ubuntu) or `gem install taskjuggler` gets it."
        )
        return
    print(
        f"{'tasks':>7} {'seed':>5} {'ours':>9} {'tj3':>9} {'ratio':>6}   {'our finish':16} {'of tj3':16} "
        f"{'days earlier':>12}"
    )
    for count in arguments.tasks:
        for seed in range(1, arguments.seeds + 1):
            work = a_plan(count, seed)
            with TemporaryDirectory() as folder:
                ours = by_fairlead(work, Path(folder))
                theirs = by_taskjuggler(work, Path(folder), program)
            earlier = (theirs.finish - ours.finish).total_seconds() / 86_400
            print(
                f"{count:>7,} {seed:>5} {ours.seconds:>8.2f}s {theirs.seconds:>8.2f}s "
                f"{theirs.seconds / ours.seconds:>5.1f}x   {ours.finish:%Y-%m-%d %H:%M} {theirs.finish:%Y-%m-%d %H:%M} "
                f"{earlier:>12.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
