"""`fairlead schedule`: when everything happens, what is critical, how much float there is, which goals are kept."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from fairlead.cli.arguments import json_option, plans_argument
from fairlead.cli.findings import say_findings
from fairlead.cli.headline import say_headline
from fairlead.cli.help import taught
from fairlead.cli.plans import named, sound
from fairlead.cli.schedules import asks_for_anybody, outlook_of
from fairlead.cli.screen import (
    VERY_NARROW,
    at_terminal,
    counted,
    narrow,
    say,
    say_heading,
    say_table,
    toned,
    warn,
    width,
)
from fairlead.cli.waiting import people_in_words, waits_in_words
from fairlead.cli.wording import Words
from fairlead.plan.errors import FairleadError, PlanError, ReadError, RequestError
from fairlead.schedule.outlook import Outlook, TaskDates

if TYPE_CHECKING:
    from fairlead.draw.tables import Cell, Table


@taught(
    "schedule",
    ("fairlead schedule robotics.yaml", "headline and table of tasks"),
    ("fairlead schedule robotics.yaml --critical", "only what decides the finish"),
    ("fairlead schedule robotics.yaml --columns start,finish,float,who", "other columns"),
    ("fairlead schedule robotics.yaml --float-paths 3", "the paths with the least float"),
    ("fairlead schedule robotics.yaml --csv > dates.csv", "for a spreadsheet"),
    ("fairlead schedule *.yaml --json", "for other programs, one object a line"),
    ("fairlead schedule rollout.xml --against-file", "are these the dates in the file, and why not?"),
)
@plans_argument
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print the tasks as CSV: ISO dates, floats in minutes.")
@click.option("--critical", is_flag=True, help="Only critical tasks and the summaries above them.")
@click.option(
    "--columns", metavar="NAMES", help="Columns of the table, with commas; a wrong name lists them all."
)
@click.option(
    "--float-paths", "paths", metavar="N", type=click.IntRange(1, 100), help="The N paths of least float."
)
@click.option("--logic", is_flag=True, help="Dates by logic alone, as if everybody were free.")
@click.option(
    "--against-file",
    "against",
    is_flag=True,
    help="Compare with the dates that another tool stored in the file: each difference, and the rule behind it.",
)
def command(
    plans: tuple[str, ...],
    as_json: bool,
    as_csv: bool,
    critical: bool,
    columns: str | None,
    paths: int | None,
    logic: bool,
    against: bool,
) -> int:
    """Schedule each plan; one that is wrong doesn't stop the others."""
    if as_json and as_csv:
        raise RequestError("--json and --csv exclude each other")
    if against and (as_csv or critical or logic or columns is not None or paths is not None):
        raise RequestError("--against-file compares everything; beside it there is --json alone")
    names = plans or (named(None),)
    if against:
        show = _against(as_json)
    else:
        show = (
            _json(logic)
            if as_json
            else _csv(logic)
            if as_csv
            else _page(critical, _columns(columns), paths, logic)
        )
    return max(_shown(name, show, number, alone=len(names) == 1) for number, name in enumerate(names))


_Show = Callable[[str, int], None]


def _against(as_json: bool) -> _Show:
    from fairlead.cli.comparison import json_against, page_against

    return json_against if as_json else page_against


def _shown(name: str, show: _Show, number: int, *, alone: bool) -> int:
    try:
        show(name, number)
    except FairleadError as problem:
        if alone:
            raise
        if isinstance(problem, PlanError | ReadError):
            say_findings(problem.findings, err=True)
        else:
            warn(f"fairlead: {problem}")
        return problem.exit_code
    return 0


def _json(logic: bool) -> _Show:
    from fairlead.cli.screen import say_json

    return lambda name, _number: say_json(_dates(name, logic))


def _dates(name: str, logic: bool) -> dict[str, Any]:
    given = sound(name)
    found = outlook_of(given.plan, given.opened, name=name, logic=logic)
    return found.schedule.to_json(found.people, limited=asks_for_anybody(found.plan))


_CSV = (
    "id", "name", "summary", "start", "finish", "early_start", "early_finish", "late_start", "late_finish",
    "total_float_minutes", "free_float_minutes", "critical", "levelled_start", "levelled_finish",
)  # fmt: skip


def _csv(logic: bool) -> _Show:
    from fairlead.draw.tables import harmless

    def show(name: str, number: int) -> None:
        said = _dates(name, logic)
        writer = csv.writer(sys.stdout, lineterminator="\n")
        if number == 0:
            writer.writerow(("plan", *_CSV))
        for task in said["tasks"]:
            cells = (said["plan"], *(task.get(key) for key in _CSV))
            writer.writerow([harmless(_csv_cell(value)) for value in cells])

    return show


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


# ---------------------------------------------------------------- the page


def _page(critical: bool, columns: Sequence[str] | None, paths: int | None, logic: bool) -> _Show:
    def show(name: str, number: int) -> None:
        given = sound(name)
        outlook = outlook_of(given.plan, given.opened, name=name, logic=logic)
        words = Words.of(given.plan, brief=narrow())
        if number:
            say()
        say_headline(outlook, words)
        if paths is not None:
            _say_float_paths(outlook, words, paths)
            return
        say_table(task_table(outlook, words, columns or _fitting(outlook), critical_only=critical))

    return show


_Value = Callable[[Outlook, Words, TaskDates], "Cell"]


def _start(_outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    return words.reached(each.start) if each.kind == "milestone" else words.started(each.start)


def _finish(_outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    return words.reached(each.finish) if each.kind == "milestone" else words.finished(each.finish)


def _logic_start(_outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    start = each.logic_start or each.start
    return words.reached(start) if each.kind == "milestone" else words.started(start)


def _logic_finish(_outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    finish = each.logic_finish or each.finish
    return words.reached(finish) if each.kind == "milestone" else words.finished(finish)


def _waits(outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    return waits_in_words(outlook, each, words).removeprefix("waits for ") or None


def _late_finish(_outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    return words.finished(each.late_finish) if each.late_finish else None


def _duration(outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    return None if each.kind == "milestone" else words.length(*outlook.length(each.id))


def _total_float(outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    return _float(words, each, outlook.room(each.id))


def _free_float(_outlook: Outlook, words: Words, each: TaskDates) -> Cell:
    return _float(words, each, each.free_float)


def _float(words: Words, each: TaskDates, minutes: int | None) -> Cell:
    from fairlead.draw.tables import Toned

    if each.done:
        return Toned("done", "quiet")
    return None if minutes is None else Toned(words.length(minutes), "critical" if each.critical else "")


def _critical(_outlook: Outlook, _words: Words, each: TaskDates) -> Cell:
    from fairlead.draw.tables import Toned

    return Toned("●" if at_terminal() else "critical", "critical") if each.critical else None


def _who(outlook: Outlook, _words: Words, each: TaskDates) -> Cell:
    return people_in_words(outlook, each.assigned)


def _done(outlook: Outlook, _words: Words, each: TaskDates) -> Cell:
    share = outlook.share_done(each.id)
    return f"{share:.0%}" if share else None


def _wbs(outlook: Outlook, _words: Words, each: TaskDates) -> Cell:
    task = outlook.plan.tasks.get(each.id)
    return task.wbs if task else None


def _id(_outlook: Outlook, _words: Words, each: TaskDates) -> Cell:
    from fairlead.draw.tables import Toned

    return Toned(each.id, "quiet")


_COLUMNS: Mapping[str, tuple[str, bool, _Value]] = {
    "id": ("Id", False, _id),
    "wbs": ("WBS", False, _wbs),
    "start": ("Start", False, _start),
    "finish": ("Finish", False, _finish),
    "late-finish": ("Late finish", False, _late_finish),
    "logic-start": ("By logic", False, _logic_start),
    "logic-finish": ("By logic", False, _logic_finish),
    "duration": ("Length", True, _duration),
    "float": ("Float", True, _total_float),
    "free-float": ("Free float", True, _free_float),
    "done": ("Done", True, _done),
    "critical": ("", False, _critical),
    "who": ("Who", False, _who),
    "waits": ("Waits for", False, _waits),
}
"""Name on the command line: title, whether it stands at the right, and the cell."""


def _columns(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    for name in names:
        if name not in _COLUMNS:
            raise RequestError(f"there is no column `{name}`; there are {', '.join(_COLUMNS)}")
    return names


def _fitting(outlook: Outlook) -> tuple[str, ...]:
    """Return the columns that there is room for."""
    begun = any(each.begun for each in outlook.tasks.values())
    if narrow():
        return ("start", "finish", "float", "critical") if width() >= VERY_NARROW else ("finish", "critical")
    logic = ("logic-finish",) if outlook.finish != outlook.schedule.finish else ()
    wide = ("id", "start", "finish", *logic, "duration", *(("done",) if begun else ()), "float", "critical")
    return wide if at_terminal() and width() < 150 else (*wide, "who")


def task_table(
    outlook: Outlook, words: Words, columns: Sequence[str], *, critical_only: bool = False
) -> Table:
    """Return the tasks in outline order with these columns behind their names."""
    from fairlead.draw.tables import Column, Table, Toned

    shown = list(_rows(outlook, critical_only))
    heads = [_COLUMNS[name] for name in columns]
    return Table(
        columns=(
            Column("Task"),
            *(
                Column(title, "right" if right else "left", wrap=value in (_who, _waits))
                for title, right, value in heads
            ),
        ),
        rows=tuple(
            (
                Toned(each.name, "bold" if each.kind == "summary" else "critical" if each.critical else ""),
                *(value(outlook, words, each) for _, _, value in heads),
            )
            for each in shown
        ),
        indents=tuple(each.level for each in shown),
    )


def _rows(outlook: Outlook, critical_only: bool) -> Iterator[TaskDates]:
    if not critical_only:
        yield from outlook.tasks.values()
        return
    critical = {each.id for each in outlook.critical_path()}
    wanted = critical | {above for id in critical for above in outlook.above(id)}
    yield from (each for each in outlook.tasks.values() if each.id in wanted)


# ---------------------------------------------------------------- float paths


def _say_float_paths(outlook: Outlook, words: Words, count: int) -> None:
    columns = len("24 Aug 2027 14:30" if words.brief else "Tue 24 Aug 2027 14:30")
    for number, path in enumerate(outlook.float_paths(count), 1):
        rooms = [
            room for each in path if each.id in outlook.tasks and (room := outlook.room(each.id)) is not None
        ]
        least = words.length(min(rooms, default=0))
        say_heading(f"Float path {number}: {counted(len(path), 'step')}, least float {least}")
        for each in path:
            start = words.reached(each.start) if each.kind == "milestone" else words.started(each.start)
            say(f"  {start:<{columns}}  {each.name} {toned(f'[{each.id}]', 'quiet')}")
