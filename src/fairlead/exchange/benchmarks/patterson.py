"""Patterson's format (.rcp): single-mode jobs on renewable resources, nothing but numbers.

Source: J. H. Patterson, A comparison of exact approaches for solving the multiple constrained resource, project
scheduling problem, Management Science 30 (1984). Records wrap over lines.
"""

from __future__ import annotations

from fairlead.exchange.benchmarks.building import Building, Way, job_id, needs
from fairlead.exchange.benchmarks.text import (
    MOST_JOBS,
    MOST_PERIODS,
    MOST_RESOURCES,
    Tokens,
    lines_of,
)
from fairlead.exchange.imported import Imported
from fairlead.plan.values import Link

TOOL = "patterson"


def read_patterson(data: bytes, name: str) -> Imported:
    """Return the project in a .rcp file; raises ReadError, with line and remedy, where it says something else."""
    tokens = Tokens.of(lines_of(data), "the file", name)
    building = Building(tool=TOOL, file=name)
    jobs = tokens.number("the number of jobs", least=1, most=MOST_JOBS)
    count = tokens.number("the number of resources", most=MOST_RESOURCES)
    line = tokens.line
    ids = building.add_renewable(tokens.numbers(count, "the capacities"), line)
    after: dict[int, list[int]] = {}
    ways: list[tuple[Way, int | None]] = []
    for number in range(1, jobs + 1):
        line = tokens.line
        duration = tokens.number(f"the duration of job {number}", most=MOST_PERIODS)
        demands = tokens.numbers(count, f"the demands of job {number}")
        ways.append((Way(duration, needs(demands, ids)), line))
        successors = tokens.number(f"the number of successors of job {number}", most=jobs)
        what = f"the successors of job {number}"
        for successor in dict.fromkeys(tokens.numbers(successors, what, least=1, most=jobs)):
            after.setdefault(successor, []).append(number)
    tokens.finish(f"the last job, {jobs}")
    for number, (way, line) in enumerate(ways, 1):
        links = [Link(job_id(before)) for before in after.get(number, ())]
        building.add_job(job_id(number), str(number), [way], links, line)
    return building.imported()
