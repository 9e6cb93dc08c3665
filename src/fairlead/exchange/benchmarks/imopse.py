"""iMOPSE (.def): tasks that each need one person with one skill at a level, and people with salaries.

Source: P. B. Myszkowski, M. E. Skowroński, L. P. Olech, K. Oślizło, Hybrid ant colony optimization in solving
multi-skill resource-constrained project scheduling problem, Soft Computing 19 (2015). The cost of a task is its
duration times the salary of whoever does it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from re import Match

from fairlead.exchange.benchmarks.building import Building, Way, job_id, need
from fairlead.exchange.benchmarks.text import (
    MOST_JOBS,
    MOST_PERIODS,
    Line,
    lines_of,
    refusal,
    whole_number,
)
from fairlead.exchange.imported import Imported
from fairlead.plan.entities import DatedRate, Rates
from fairlead.plan.values import Link, Money, Rate

TOOL = "imopse"

_MOST_LEVEL = 99
_COMPLETE = "Check that the file is complete, or fetch it again"
_RULE = re.compile(r"\s*={3,}\s*").fullmatch
_COUNT = re.compile(r"\s*(Tasks|Resources)\s*:\s*(\S+)\s*").fullmatch
_SKILL = re.compile(r"Q(\d+)\s*:\s*(\d+)", re.ASCII).findall
_PERSON = re.compile(r"\s*(\d+)\s+(\d+(?:\.\d+)?)((?:\s+Q\d+\s*:\s*\d+)*)\s*", re.ASCII).fullmatch
_TASK = re.compile(r"\s*(\d+)\s+(\d+)((?:\s+Q\d+\s*:\s*\d+)*)((?:\s+\d+)*)\s*", re.ASCII).fullmatch
_PEOPLE, _TASKS = "ResourceID", "TaskID"


def read_imopse(data: bytes, name: str) -> Imported:
    """Return the project in a .def file: people with skills and a rate by the hour, tasks for one person each.

    Raises ReadError, with line and remedy, where the file says something else.
    """
    text = _Text.of(lines_of(data), name)
    building = Building(tool=TOOL, file=name)
    for line, found in text.rows(_PEOPLE, _PERSON, "somebody: a number, a salary and skills like Q3: 1"):
        number = whole_number(found[1], "the number of a resource", name, line.number)
        id = building.add_person(number, _skills(found[3], name, line), line.number)
        rate = Rate(Money(Decimal(found[2])), "h")
        building.entities.append(Rates(id=id, value=(DatedRate(rate=rate),)))
    tasks = text.rows(_TASKS, _TASK, "a task: a number, a duration, a skill like Q3: 1 and predecessors")
    known = {int(found[1]) for _, found in tasks}
    for line, found in tasks:
        _add_task(building, line, found, known)
    return building.imported()


@dataclass
class _Text:
    """The lines of both tables, and how many the head says there are."""

    file: str
    counts: dict[str, int] = field(default_factory=dict)
    tables: dict[str, list[Line]] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: list[Line], file: str) -> _Text:
        found, table = cls(file), ""
        for line in lines:
            first = line.text.split(maxsplit=1)[:1]
            if _RULE(line.text):
                table = ""
            elif first in ([_PEOPLE], [_TASKS]):
                table = first[0]
                found.tables.setdefault(table, [])
            elif table and first:
                found.tables[table].append(line)
            elif not table and (count := _COUNT(line.text)):
                key = _TASKS if count[1] == "Tasks" else _PEOPLE
                what = f"the number of {count[1].lower()}"
                found.counts[key] = whole_number(count[2], what, file, line.number, most=MOST_JOBS)
        return found

    def rows(
        self, table: str, parse: Callable[[str], Match[str] | None], what: str
    ) -> list[tuple[Line, Match[str]]]:
        """Return the rows of a table, as many as the head says and each with a number of its own."""
        if table not in self.tables:
            raise refusal(f"there is no table that begins with {table}", _COMPLETE, self.file)
        found: dict[int, tuple[Line, Match[str]]] = {}
        for line in self.tables[table]:
            row = parse(line.text)
            if row is None:
                message = f"`{line.text.strip()[:40]}` is no row of the table {table}, which says {what}"
                raise refusal(message, _COMPLETE, self.file, line.number)
            number = whole_number(row[1], table, self.file, line.number)
            if number in found:
                remedy = "Give each row a number of its own"
                raise refusal(f"{table} {number} stands there twice", remedy, self.file, line.number)
            found[number] = line, row
        said = self.counts.get(table, len(found))
        if said != len(found):
            message = f"the table {table} has {len(found)} rows, but the head says {said}"
            raise refusal(message, _COMPLETE, self.file)
        return list(found.values())


def _add_task(building: Building, line: Line, found: Match[str], known: set[int]) -> None:
    file, number = building.file, int(found[1])
    duration = whole_number(found[2], f"the duration of task {number}", file, line.number, most=MOST_PERIODS)
    skills = _skills(found[3], file, line)
    if len(skills) > 1:
        message = f"task {number} asks for {len(skills)} skills of one person, which a plan can't say"
        raise refusal(message, "Leave the one that matters", file, line.number)
    required = tuple(need(1, skill, level) for skill, level in skills.items())
    before = [whole_number(each, "a predecessor", file, line.number) for each in found[4].split()]
    if unknown := [each for each in before if each not in known]:
        message = f"task {number} waits for {unknown[0]}, but there is no task of that number"
        raise refusal(message, "Correct the number, or add the task", file, line.number)
    links = [Link(job_id(each)) for each in dict.fromkeys(before)]
    building.add_job(job_id(number), str(number), [Way(duration, required)], links, line.number)


def _skills(text: str, file: str, line: Line) -> dict[str, int]:
    levels: dict[str, int] = {}
    for number, level in _SKILL(text):
        what = f"the level of Q{number[:9]}"
        levels[f"q{int(number[:9])}"] = whole_number(level, what, file, line.number, most=_MOST_LEVEL)
    return levels
