"""ProGen/max (.sch): jobs on renewable resources, tied by least and greatest lags between their starts.

Source: K. Neumann, C. Schwindt, J. Zimmermann, Project Scheduling with Time Windows and Scarce Resources, Springer
(2003); the file format is that of C. Schwindt's generator ProGen/max. Numbers of jobs begin at 0.
"""

from __future__ import annotations

from fairlead.exchange.benchmarks.building import Building, Way, job_id, needs
from fairlead.exchange.benchmarks.text import (
    MOST_JOBS,
    MOST_PERIODS,
    MOST_RESOURCES,
    Tokens,
    lines_of,
    refusal,
    whole_number,
)
from fairlead.exchange.benchmarks.time_lags import Arc, Pair, pairs_of
from fairlead.exchange.imported import Imported
from fairlead.plan.values import Lag, Link

TOOL = "progen/max"

_TOKEN = r"\[[^\]\s]*(?:\s+[^\]\s]+)*\s*\]|[^\s\[\]]+|[\[\]]"
"""A lag in brackets, or whatever stands between spaces."""


def read_progen_max(data: bytes, name: str) -> Imported:
    """Return the project in a .sch file: links from start to start with a least lag and perhaps a greatest one.

    Raises ReadError, with line and remedy, where the file says something else.
    """
    tokens = Tokens.of(lines_of(data), "the file", name, _TOKEN)
    building = Building(tool=TOOL, file=name)
    jobs = tokens.number("the number of jobs", most=MOST_JOBS) + 2
    count = tokens.number("the number of renewable resources", most=MOST_RESOURCES)
    for kind in ("nonrenewable", "doubly constrained"):
        if number := tokens.number(f"the number of {kind} resources", most=MOST_RESOURCES):
            message = f"{number} resources are {kind}, which can't be read in this format"
            raise tokens.refusal(message, "Give the problem as a .sm or .mm file")
    arcs, lines = _arcs(tokens, jobs)
    durations, demands = _durations_and_demands(tokens, jobs, count)
    line = tokens.line
    ids = building.add_renewable(tokens.numbers(count, "the capacities"), line)
    tokens.finish("the capacities")
    links: dict[int, list[Link]] = {}
    for pair in pairs_of(jobs, arcs):
        links.setdefault(pair.after, []).extend(_links(pair))
    for number in range(jobs):
        way = Way(durations[number], needs(demands[number], ids))
        building.add_job(job_id(number), str(number), [way], links.get(number, ()), lines[number])
    return building.imported()


def _arcs(tokens: Tokens, jobs: int) -> tuple[list[Arc], list[int | None]]:
    arcs: list[Arc] = []
    lines: list[int | None] = []
    for number in range(jobs):
        lines.append(tokens.line)
        _expect_job(tokens, number, "successors")
        _only_one_mode(tokens, number)
        count = tokens.number(f"the number of successors of job {number}", most=MOST_JOBS)
        what = f"the successors of job {number}"
        successors = tokens.numbers(count, what, most=jobs - 1)
        arcs += [Arc(number, successor, _lag(tokens, number, successor)) for successor in successors]
    return arcs, lines


def _durations_and_demands(tokens: Tokens, jobs: int, count: int) -> tuple[list[int], list[list[int]]]:
    durations, demands = [], []
    for number in range(jobs):
        _expect_job(tokens, number, "demands")
        _only_one_mode(tokens, number)
        durations.append(tokens.number(f"the duration of job {number}", most=MOST_PERIODS))
        demands.append(tokens.numbers(count, f"the demands of job {number}"))
    return durations, demands


def _expect_job(tokens: Tokens, number: int, of: str) -> None:
    here, before = tokens.line, f"; does job {number - 1} say the right number of {of}?" if number else ""
    if (found := tokens.text(f"job {number}{before}")) != str(number):
        message = f"`{found[:20]}` stands where the number of job {number} should be{before}"
        raise refusal(message, "Check that the file is complete, or fetch it again", tokens.file, here)


def _only_one_mode(tokens: Tokens, number: int) -> None:
    if tokens.number(f"the number of modes of job {number}") != 1:
        message = f"job {number} has another mode than the first, which can't be read in this format"
        raise tokens.refusal(message, "Give the problem as a .mm file")


def _lag(tokens: Tokens, before: int, after: int) -> int:
    what = f"the lag from job {before} to job {after}"
    text = tokens.text(what)
    line = tokens.lines[tokens.at - 1]
    if not (text.startswith("[") and text.endswith("]")):
        message = f"`{text[:20]}` stands where {what} should be, in brackets"
        remedy = "There is one lag for each successor, like [5] or [-12]"
        raise refusal(message, remedy, tokens.file, line)
    inner = text[1:-1].strip()
    return whole_number(inner, what, tokens.file, line, least=-MOST_PERIODS, most=MOST_PERIODS)


def _links(pair: Pair) -> list[Link]:
    """Return a pair's link; two where its greatest lag is less than its least, which no schedule can keep."""
    before, least = job_id(pair.before), _hours(pair.least)
    if pair.most is None:
        return [Link(before, "SS", least)]
    if pair.most >= pair.least:
        return [Link(before, "SS", least, _hours(pair.most))]
    return [Link(before, "SS", least), Link(before, "SS", _hours(pair.most), _hours(pair.most))]


def _hours(periods: int) -> Lag:
    return Lag.parse(f"{periods:+d}h")
