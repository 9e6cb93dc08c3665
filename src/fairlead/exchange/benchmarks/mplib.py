"""MPLIB (.rcmp): several projects on one pool of renewable resources, each like one of Patterson's.

Source: R. Van Eynde, M. Vanhoucke, Resource-constrained multi-project scheduling: benchmark datasets and decoupled
scheduling, Journal of Scheduling 23 (2020). A successor is written `project:activity`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from fairlead.exchange.benchmarks.building import Building, Way, job_id, needs
from fairlead.exchange.benchmarks.text import (
    MOST_JOBS,
    MOST_PERIODS,
    MOST_RESOURCES,
    Tokens,
    lines_of,
    whole_number,
)
from fairlead.exchange.imported import Imported
from fairlead.plan.values import Link

TOOL = "mplib"


def read_mplib(data: bytes, name: str) -> Imported:
    """Return the projects in a .rcmp file as one plan, a summary each; a job's `uid` is `project:activity`.

    Raises ReadError, with line and remedy, where the file says something else.
    """
    tokens = Tokens.of(lines_of(data), "the file", name)
    building = Building(tool=TOOL, file=name)
    projects = tokens.number("the number of projects", least=1, most=MOST_JOBS)
    count = tokens.number("the number of resources", most=MOST_RESOURCES)
    line = tokens.line
    ids = building.add_renewable(tokens.numbers(count, "the capacities"), line)
    found = [_project(tokens, number, ids) for number in range(1, projects + 1)]
    tokens.finish(f"the last project, {projects}")
    after = _predecessors(found, name)
    for number, project in enumerate(found, 1):
        summary = building.add_project(number, project.release, project.line)
        for job, (way, line) in enumerate(project.ways, 1):
            links = [Link(job_id(before, f"p{other}")) for other, before in after.get((number, job), ())]
            id, uid = job_id(job, summary), f"{number}:{job}"
            building.add_job(id, uid, [way], links, line, parent=summary)
    return building.imported()


_Job = tuple[int, int]
"""The numbers of a project and of a job in it."""


@dataclass
class _Project:
    release: int
    line: int | None
    ways: list[tuple[Way, int | None]] = field(default_factory=list)
    links: list[tuple[_Job, str, int]] = field(default_factory=list)  # job, its successor, line


def _project(tokens: Tokens, number: int, ids: tuple[str, ...]) -> _Project:
    line, called = tokens.line, f"project {number}"
    jobs = tokens.number(f"the number of activities of {called}", least=1, most=MOST_JOBS)
    project = _Project(tokens.number(f"the release date of {called}", most=MOST_PERIODS), line)
    # Which resources the project uses, 0 or 1 for each: its activities say it again, and how much.
    tokens.numbers(len(ids), f"which resources {called} uses", most=1)
    for job in range(1, jobs + 1):
        where, line = f"activity {number}:{job}", tokens.line
        duration = tokens.number(f"the duration of {where}", most=MOST_PERIODS)
        demands = tokens.numbers(len(ids), f"the demands of {where}")
        project.ways.append((Way(duration, needs(demands, ids)), line))
        for _ in range(tokens.number(f"the number of successors of {where}", most=MOST_JOBS)):
            successor = tokens.text(f"a successor of {where}")
            project.links.append(((number, job), successor, tokens.lines[tokens.at - 1]))
    return project


def _predecessors(projects: list[_Project], file: str) -> dict[_Job, list[_Job]]:
    found: dict[_Job, list[_Job]] = {}
    for project in projects:
        for job, text, line in project.links:
            before = found.setdefault(_successor(text, job, projects, file, line), [])
            if job not in before:
                before.append(job)
    return found


def _successor(text: str, job: _Job, projects: list[_Project], file: str, line: int) -> _Job:
    """Return the job that a successor names; one without a project is in the same project."""
    first, colon, second = text.partition(":")
    where = f"of activity {job[0]}:{job[1]}"
    project = job[0]
    if colon:
        what = f"the project of a successor {where}"
        project = whole_number(first, what, file, line, least=1, most=len(projects))
    most = len(projects[project - 1].ways)
    activity = second if colon else first
    return project, whole_number(activity, f"a successor {where}", file, line, least=1, most=most)
