"""`fairlead schedule --against-file`: Fairlead's dates beside those that another tool stored in its file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from fairlead.cli.plans import Given, sound
from fairlead.cli.schedules import scheduled
from fairlead.cli.screen import (
    VERY_NARROW,
    counted,
    narrow,
    say,
    say_heading,
    say_json,
    say_table,
    toned,
    width,
    wrapped,
)
from fairlead.cli.wording import Words
from fairlead.exchange.against import FIELDS, RULES, Comparison, Difference, Value, compare
from fairlead.exchange.imported import tool_name
from fairlead.exchange.importing import OpenedImport
from fairlead.plan.errors import RequestError

if TYPE_CHECKING:
    from fairlead.draw.tables import Cell, Table


def json_against(name: str, _number: int) -> None:
    """Print the comparison of one file as a JSON object on a line."""
    given, opened = _opened(name)
    found = _comparison(opened)
    say_json({"plan": given.plan.title, "file": name, "tool": opened.imported.tool, **found.to_json()})


def page_against(name: str, number: int) -> None:
    """Print the comparison of one file: counts, the rules behind the differences, then each difference."""
    given, opened = _opened(name)
    found, words = _comparison(opened), Words.of(given.plan, brief=narrow())
    if number:
        say()
    say(toned(given.plan.title, "heading"))
    tool = tool_name(opened.imported.tool)
    for line in wrapped(f"{_verdict(found)} ({name}: {counted(found.tasks, 'task')} that {tool} scheduled)"):
        say(line)
    if found.tasks:
        say_table(_counts(found))
    if found.differences:
        _say_rules(found)
        _say_differences(found, words)
    if found.contradictions:
        _say_contradictions(found)


def _opened(name: str) -> tuple[Given, OpenedImport]:
    given = sound(name)
    opened = given.opened
    if isinstance(opened, OpenedImport) and opened.imported.stored:
        return given, opened
    what = (
        "holds no dates that another tool stored"
        if isinstance(opened, OpenedImport)
        else "is a plan of Fairlead's own"
    )
    raise RequestError(
        f"{name} {what}, so there is nothing to compare with; --against-file is for files of other tools, "
        "like rollout.mpp or programme.xer"
    )


def _comparison(opened: OpenedImport) -> Comparison:
    return compare(scheduled(opened.plan), opened.imported.stored)


def _verdict(found: Comparison) -> str:
    if not found.tasks or not any(count.compared for count in found.counts.values()):
        return "Nothing to compare: manual, inactive and external tasks and summaries are left out"
    if not found.differences:
        return (
            "The same dates as in the file"
            if not found.stale
            else "The same dates as in the file, though it contradicts itself"
        )
    tasks = len({each.task for each in found.differences})
    return f"{counted(len(found.differences), 'difference')} in {counted(tasks, 'task')}"


def _counts(found: Comparison) -> Table:
    from fairlead.draw.tables import Column, Table, Toned

    heads = (
        Column("Field", wrap=False),
        Column("Compared", "right"),
        Column("Equal", "right"),
        Column("Different", "right"),
    )
    rows = []
    for field in FIELDS:
        count = found.counts[field]
        if count.compared:
            different: Cell = Toned(count.different, "critical") if count.different else Toned(0, "quiet")
            rows.append((_words(field), count.compared, count.equal, different))
    return Table(heads, tuple(rows))


def _say_rules(found: Comparison) -> None:
    say_heading("Probably because")
    widest = max(len(f"{count:,}") for count in found.rules.values())
    for code, count in found.rules.items():
        for number, line in enumerate(wrapped(RULES[code], first=widest + 4, indent=widest + 4)):
            say(f"  {count:>{widest},}  {line}" if not number else line)


def _say_differences(found: Comparison, words: Words) -> None:
    from fairlead.draw.tables import Column, Table, Toned

    very_narrow = narrow() and width() < VERY_NARROW
    heads = (
        Column("Task and field"),
        Column("In the file", wrap=False),
        Column("Calculated", wrap=False),
        Column("Because"),
    )
    rows: list[tuple[Cell, ...]] = []
    indents: list[int] = []
    for (id, name), differences in groupby(found.differences, key=lambda each: (each.task, each.name)):
        rows.append((Toned(name if narrow() or name == id else f"{name} [{id}]", "bold"), None, None, None))
        rows += [(_words(each.field), *_values(each, words), _because(each, found)) for each in differences]
        indents += [0, *[1] * (len(rows) - len(indents) - 1)]
    count = 3 if very_narrow else 4
    say_table(Table(heads[:count], tuple(row[:count] for row in rows), indents=tuple(indents)))


def _because(each: Difference, found: Comparison) -> str:
    if each.follows is None:
        return each.rule
    if each.follows == each.task:
        return "its dates"
    return f"follows {found.names.get(each.follows, each.follows) if narrow() else each.follows}"


def _values(each: Difference, words: Words) -> Iterator[str]:
    finish = each.field.endswith("finish")
    values = (each.stored, each.calculated)
    texts = [_value(value, words, finish=finish) for value in values]
    if texts[0] == texts[1] and all(isinstance(value, datetime) for value in values):
        # The same day by words that leave out ordinary times: then the times are what differs.
        texts = [words.moment(value) for value in values if isinstance(value, datetime)]
    return iter(texts)


def _value(value: Value, words: Words, *, finish: bool) -> str:
    if isinstance(value, datetime):
        return words.finished(value) if finish else words.started(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return words.length(value)


def _say_contradictions(found: Comparison) -> None:
    say_heading(f"The file contradicts itself in {counted(len(found.stale), 'task')}")
    for line in wrapped(
        "It was probably stored before its last calculation; calculate it anew in its own tool.",
        first=2,
        indent=2,
    ):
        say(f"  {line.strip()}")
    for each in found.contradictions:
        for number, line in enumerate(
            wrapped(f"{each.name} [{each.task}]: {each.message}", first=2, indent=4)
        ):
            say(line if number else f"  {line}")


def _words(field: str) -> str:
    return field.replace("_", " ")
