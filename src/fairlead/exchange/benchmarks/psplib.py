"""PSPLIB and MMLIB (.sm, .mm): jobs in one or several modes on renewable and nonrenewable resources.

Sections of numbers under headings. Source: R. Kolisch, A. Sprecher, PSPLIB - a project scheduling problem library,
European Journal of Operational Research 96 (1996); V. Van Peteghem, M. Vanhoucke, An experimental investigation of
metaheuristics for the multi-mode resource-constrained project scheduling problem on new dataset instances, European
Journal of Operational Research 235 (2014).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fairlead.exchange.benchmarks.building import Building, Way, begins, job_id, needs
from fairlead.exchange.benchmarks.text import (
    MOST_JOBS,
    MOST_PERIODS,
    MOST_RESOURCES,
    Line,
    Tokens,
    lines_of,
    refusal,
    whole_number,
)
from fairlead.exchange.imported import Imported
from fairlead.plan.values import Link

TOOL = "psplib"

_PRECEDENCE, _REQUESTS = "PRECEDENCE RELATIONS", "REQUESTS/DURATIONS"
_AVAILABILITIES, _PROJECT = "RESOURCEAVAILABILITIES", "PROJECT INFORMATION"
_HEADINGS = {name.replace(" ", ""): name for name in (_PRECEDENCE, _REQUESTS, _AVAILABILITIES, _PROJECT)}
_ABOVE_COLUMNS = re.compile(r"\s*(?:jobnr|pronr|[RND]\s*\d+\b|-{3,}|$)", re.IGNORECASE).match
_RULE = re.compile(r"\s*\*{3,}\s*").fullmatch
_RISKS = re.compile(r"\s*job\s+#risk", re.IGNORECASE).match
_JOBS = re.compile(r"\s*jobs\s.*?:\s*(\S+)", re.IGNORECASE).match
_RESOURCES = re.compile(
    r"\s*-\s*(renewable|nonrenewable|doubly constrained)\s*:\s*(\S+)", re.IGNORECASE
).match
_FETCH = "Check that the file is complete, or fetch it again"


def read_psplib(data: bytes, name: str) -> Imported:
    """Return the project in a file of PSPLIB or MMLIB.

    Due dates have no place in a plan without a tardiness to pay, nor have the risks of Robust PSPLIB's last section:
    `lost` counts them. Raises ReadError, with section, line and remedy, where the file says something else.
    """
    text = _Text.of(lines_of(data), name)
    building = Building(tool=TOOL, file=name)
    capacities = text.tokens(_AVAILABILITIES)
    line = capacities.line
    renewable = building.add_renewable(capacities.numbers(text.renewable, "the capacities"), line)
    nonrenewable = building.add_nonrenewable(capacities.numbers(text.nonrenewable, "the stocks"), line)
    capacities.finish("the last capacity")
    jobs = _jobs(text)
    _read_ways(text, jobs, (*renewable, *nonrenewable))
    release = _release(text, building)
    for number, job in enumerate(jobs, 1):
        links = [Link(job_id(before)) for before in job.after]
        more = {"start": begins(release)} if release and number == 1 else {}
        building.add_job(job_id(number), str(number), job.ways, links, job.line, **more)
    building.lose("normally distributed risks of durations", text.risks)
    return building.imported()


@dataclass
class _Job:
    modes: int
    line: int | None
    after: list[int] = field(default_factory=list)
    ways: list[Way] = field(default_factory=list)


@dataclass
class _Text:
    """The lines of each section, and what the head counts."""

    file: str
    jobs: int = 0
    renewable: int = 0
    nonrenewable: int = 0
    risks: int = 0
    sections: dict[str, list[Line]] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: list[Line], file: str) -> _Text:
        found, section = cls(file), ""
        for line in lines:
            name = _HEADINGS.get(line.text.strip().rstrip(":").replace(" ", "").upper())
            if _RULE(line.text):
                section = ""
            elif name is not None:
                section = name
                found.sections.setdefault(section, [])
            elif _RISKS(line.text):
                section = "RISKS"
            elif section == "RISKS":
                found._count_risks(line)
            elif section:
                found.sections[section].append(line)
            else:
                found._read_head(line)
        if not found.jobs:
            raise refusal("the head doesn't say how many jobs there are", _FETCH, file, 1)
        return found

    def tokens(self, section: str) -> Tokens:
        """Return the numbers of a section, without the lines above its columns."""
        if section not in self.sections:
            raise refusal(f"there is no section {section}", _FETCH, self.file)
        lines = [line for line in self.sections[section] if not _ABOVE_COLUMNS(line.text)]
        return Tokens.of(lines, f"the section {section}", self.file)

    def _read_head(self, line: Line) -> None:
        if found := _JOBS(line.text):
            what = "the number of jobs"
            self.jobs = whole_number(found[1], what, self.file, line.number, least=1, most=MOST_JOBS)
        elif found := _RESOURCES(line.text):
            kind = found[1].lower()
            what = f"the number of {kind} resources"
            count = whole_number(found[2], what, self.file, line.number, most=MOST_RESOURCES)
            if kind == "renewable":
                self.renewable = count
            elif kind == "nonrenewable":
                self.nonrenewable = count
            elif count:
                message = f"{count} resources are doubly constrained, which can't be read"
                remedy = "Write each of them as a renewable and a nonrenewable one"
                raise refusal(message, remedy, self.file, line.number)

    def _count_risks(self, line: Line) -> None:
        if cells := line.text.split()[1:2]:
            self.risks += int(cells[0]) if cells[0].isdecimal() and len(cells[0]) < 4 else 1


def _jobs(text: _Text) -> list[_Job]:
    tokens = text.tokens(_PRECEDENCE)
    jobs: list[_Job] = []
    successors: list[list[int]] = []
    for number in range(1, text.jobs + 1):
        line = tokens.line
        _expect_job(tokens, number, "successors")
        modes = tokens.number(f"the number of modes of job {number}", least=1, most=MOST_RESOURCES)
        count = tokens.number(f"the number of successors of job {number}", most=MOST_JOBS)
        what = f"the successors of job {number}"
        successors.append(tokens.numbers(count, what, least=1, most=text.jobs))
        jobs.append(_Job(modes, line))
    tokens.finish(f"the successors of the last job, {text.jobs}")
    for number, after in enumerate(successors, 1):
        for successor in dict.fromkeys(after):
            jobs[successor - 1].after.append(number)
    return jobs


def _read_ways(text: _Text, jobs: list[_Job], ids: tuple[str, ...]) -> None:
    tokens = text.tokens(_REQUESTS)
    for number, job in enumerate(jobs, 1):
        _expect_job(tokens, number, "demands")
        for mode in range(1, job.modes + 1):
            where = f"job {number}, mode {mode}"
            _expect(tokens, mode, f"the number of a mode of job {number}")
            duration = tokens.number(f"the duration of {where}", most=MOST_PERIODS)
            demands = tokens.numbers(len(ids), f"the demands of {where}")
            job.ways.append(Way(duration, needs(demands, ids)))
    tokens.finish(f"the demands of the last job, {len(jobs)}")


def _expect_job(tokens: Tokens, number: int, of: str) -> None:
    before = f"; does job {number - 1} say the right number of {of}?" if number > 1 else ""
    _expect(tokens, number, f"the number of job {number}{before}")


def _expect(tokens: Tokens, number: int, what: str) -> None:
    """Take the number of a record, which shows that everything before it was counted right."""
    here = tokens.line
    if (found := tokens.text(what)) != str(number):
        message = f"{tokens.what}: `{found[:20]}` stands where {number} should be, {what}"
        raise refusal(message, _FETCH, tokens.file, here)


def _release(text: _Text, building: Building) -> int:
    """Return the release date of the only project, and count the due dates."""
    if _PROJECT not in text.sections:
        return 0
    tokens = text.tokens(_PROJECT)
    rows = tokens.left // 6
    building.lose("due dates with their tardiness costs", rows)
    if rows != 1:
        building.lose("release dates of several projects", rows)
        return 0
    tokens.numbers(2, "the number of the project and of its jobs")
    return tokens.number("the release date", most=MOST_PERIODS)
