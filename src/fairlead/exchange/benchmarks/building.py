"""What every benchmark becomes: a plan of hours round the clock, with equipment, materials and jobs.

A period of a benchmark is one hour. Nothing is closed, so that hours add up as periods do; the plan begins on a Monday
at midnight, which benchmarks don't care about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePath
from typing import Any, NamedTuple

from fairlead.exchange.benchmarks.text import refusal
from fairlead.exchange.checking import findings_of
from fairlead.exchange.collecting import Collecting
from fairlead.exchange.imported import Imported
from fairlead.plan.document import Plan
from fairlead.plan.entities import Equipment, Material, Mode, Person, Settings, Source, Task, WorkingHours
from fairlead.plan.values import Estimate, Hours, Link, Moment, Need, Windows
from fairlead.plan.values.needs import Skill

START = datetime(2027, 1, 4)
"""A Monday."""
ROUND_THE_CLOCK = WorkingHours(hours=(Hours.parse("Mon-Sun 00:00-24:00"),))


class Way(NamedTuple):
    """One way to do a job: its periods, and what it needs."""

    periods: int
    needs: tuple[Need, ...] = ()


@dataclass
class Building(Collecting):
    """A benchmark on its way into a plan; `tool` is what its entities' `source` names, `file` the file's name."""

    tool: str = ""
    file: str = ""
    ranks: dict[str | None, int] = field(default_factory=dict)

    def add_renewable(self, capacities: Sequence[int], line: int | None) -> tuple[str, ...]:
        """Add a piece of equipment for each renewable resource, as many of each as its capacity; return their ids."""
        ids = _numbered("r", len(capacities))
        for number, (id, capacity) in enumerate(zip(ids, capacities, strict=True), 1):
            self.add_at(Equipment(id=id, count=capacity, source=self.source(f"R{number}")), line)
        return ids

    def add_nonrenewable(self, capacities: Sequence[int], line: int | None) -> tuple[str, ...]:
        """Add a material for each nonrenewable resource, which its stock limits; return their ids."""
        ids = _numbered("n", len(capacities))
        for number, (id, capacity) in enumerate(zip(ids, capacities, strict=True), 1):
            material = Material(id=id, stock=Decimal(capacity), source=self.source(f"N{number}"))
            self.add_at(material, line)
        return ids

    def add_person(self, number: int, skills: dict[str, int], line: int | None) -> str:
        """Add somebody with skills at their levels; return the id."""
        id = f"p{number}"
        self.add_at(Person(id=id, skills=skills, source=self.source(str(number))), line)
        return id

    def add_project(self, number: int, release: int, line: int | None) -> str:
        """Add a summary for a project, none of whose jobs begins before its release; return the id."""
        id = f"p{number}"
        said: dict[str, Any] = {"start": begins(release)} if release else {}
        source = self.source(str(number))
        summary = Task(id=id, name=f"Project {number}", rank=self._next_rank(None), source=source, **said)
        self.add_at(summary, line)
        return id

    def add_job(
        self,
        id: str,
        uid: str,
        ways: Sequence[Way],
        after: Iterable[Link] = (),
        line: int | None = None,
        **more: Any,
    ) -> None:
        """Add a job: a milestone where it takes no time, with modes where there are several ways to do it."""
        said: dict[str, Any] = {"rank": self._next_rank(more.get("parent")), "source": self.source(uid)}
        if after := tuple(after):
            said["after"] = after
        if len(ways) > 1:
            modes = [Mode(estimate=periods(way.periods), needs=way.needs) for way in ways]
            said |= {"modes": tuple(modes), "split": False}
        elif ways[0].periods:
            said |= {"estimate": periods(ways[0].periods), "split": False}
        else:
            said |= {"milestone": True}
        if len(ways) == 1 and ways[0].needs:
            said["needs"] = ways[0].needs
        self.add_at(Task(id=id, **said, **more), line)

    def imported(self) -> Imported:
        """Return the plan with everything that was collected, checked."""
        if not any(isinstance(each, Task) for each in self.entities):
            raise refusal("there is no job in it", "Check that the file is complete", self.file)
        plan = Plan.of(self._settings(), *self.entities)
        findings = findings_of(plan, self.lines, self.file)
        return Imported(plan, findings, lost=self.lost, tool=self.tool, lines=self.lines)

    def source(self, uid: str) -> Source:
        """Return the key by which the benchmark knows something."""
        return Source(tool=self.tool, uid=uid)

    def _settings(self) -> Settings:
        name = PurePath(self.file.replace("\\", "/")).stem or "Benchmark"
        return Settings(name=name, start=_moment(0), calendar=ROUND_THE_CLOCK, source=Source(tool=self.tool))

    def _next_rank(self, parent: str | None) -> float:
        self.ranks[parent] = self.ranks.get(parent, -1) + 1
        return float(self.ranks[parent])


def job_id(number: int, project: str | None = None) -> str:
    """Return the id of a job by its number, in its project where there are several."""
    return f"j{number}" if project is None else f"{project}-j{number}"


@lru_cache(maxsize=4096)
def periods(count: int) -> Estimate:
    """Return a number of periods as hours."""
    return Estimate.parse(f"{count}h")


@lru_cache(maxsize=4096)
def need(count: int, what: str, level: int | None = None) -> Need:
    """Return the need for so many of something."""
    return Need((count, count), (Skill(what, level),))


def needs(counts: Iterable[int], ids: Iterable[str]) -> tuple[Need, ...]:
    """Return what is needed of each of these things; nothing is said where none is needed."""
    return tuple(need(count, id) for count, id in zip(counts, ids, strict=True) if count)


def begins(release: int) -> Windows:
    """Return the constraint not to begin before this period."""
    return Windows.parse(f"from {_moment(release)}")


def _moment(period: int) -> Moment:
    return Moment.parse(f"{START + timedelta(hours=period):%Y-%m-%d %H:%M}")


def _numbered(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{number}" for number in range(1, count + 1))
