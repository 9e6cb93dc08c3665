"""Benchmark files read a second time, without a line of the readers: durations, and lags from start to start.

Slow and trusting: these files are right. What a plan makes of a file has to give the same earliest starts.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Plain:
    """The shortest duration of each job by its uid, and `start(after) >= start(before) + lag`."""

    durations: dict[str, int] = field(default_factory=dict)
    arcs: list[tuple[str, str, int]] = field(default_factory=list)

    def follow(self, before: str, after: str) -> None:
        """One job after the other."""
        self.arcs.append((before, after, self.durations[before]))

    def earliest(self) -> dict[str, int] | None:
        """The earliest start of every job, round and round until nothing moves; None where that never happens."""
        following: dict[str, list[tuple[str, int]]] = {job: [] for job in self.durations}
        for before, after, lag in self.arcs:
            following[before].append((after, lag))
        start, times = dict.fromkeys(self.durations, 0), dict.fromkeys(self.durations, 0)
        waiting = deque(self.durations)
        while waiting:
            here = waiting.popleft()
            for after, lag in following[here]:
                if start[here] + lag > start[after]:
                    start[after] = start[here] + lag
                    times[after] += 1
                    if times[after] > len(start) * 2:
                        return None
                    waiting.append(after)
        return start


def plain(path: Path) -> Plain:
    """What a file says, by the ending of its name."""
    return _BY_ENDING[path.suffix](path.read_text("latin-1"))


def _psplib(text: str) -> Plain:
    found = Plain()
    links = re.split(r"PRECEDENCE RELATIONS:|REQUESTS/DURATIONS", text)[1]
    demands = re.split(r"REQUESTS/DURATIONS|RESOURCE ?AVAILABILITIES", text)[1]
    for row in _rows(demands):
        # A row with a job's number has one number more than those of its other modes.
        modes = [row] if len(row) == max(map(len, _rows(demands))) else []
        if modes:
            job, duration = str(row[0]), row[2]
        else:
            duration = row[1]
        found.durations[job] = min(duration, found.durations.get(job, duration))
    for row in _rows(links):
        for successor in row[3:]:
            found.follow(str(row[0]), str(successor))
    return found


def _patterson(text: str) -> Plain:
    numbers = iter(map(int, text.split()))
    jobs, resources = next(numbers), next(numbers)
    _take(numbers, resources)
    found, successors = Plain(), []
    for job in range(1, jobs + 1):
        found.durations[str(job)] = next(numbers)
        _take(numbers, resources)
        successors += [(str(job), str(each)) for each in _take(numbers, next(numbers))]
    for before, after in successors:
        found.follow(before, after)
    return found


def _mplib(text: str) -> Plain:
    tokens = iter(text.split())
    projects, resources = int(next(tokens)), int(next(tokens))
    _take(tokens, resources)
    found, successors = Plain(), []
    for project in range(1, projects + 1):
        jobs, release = int(next(tokens)), int(next(tokens))
        assert release == 0
        _take(tokens, resources)
        for job in range(1, jobs + 1):
            uid = f"{project}:{job}"
            found.durations[uid] = int(next(tokens))
            _take(tokens, resources)
            successors += [(uid, each) for each in _take(tokens, int(next(tokens)))]
    for before, after in successors:
        found.follow(before, after)
    return found


def _progen_max(text: str) -> Plain:
    rows = [line.replace("[", " ").replace("]", " ").split() for line in text.splitlines() if line.strip()]
    jobs = int(rows[0][0]) + 2
    found = Plain({row[0]: int(row[2]) for row in rows[1 + jobs : 1 + 2 * jobs]})
    for row in rows[1 : 1 + jobs]:
        successors = int(row[2])
        for after, lag in zip(row[3 : 3 + successors], row[3 + successors :], strict=True):
            found.arcs.append((row[0], after, int(lag)))
    return found


def _mspsp(text: str) -> Plain:
    def numbers(name: str) -> list[int]:
        return [int(each) for each in re.findall(rf"^{name} = \[(.*)\];", text, re.MULTILINE)[0].split(",")]

    found = Plain({str(job): duration for job, duration in enumerate(numbers("dur"), 1)})
    for before, after in zip(numbers("pred"), numbers("succ"), strict=True):
        found.follow(str(before), str(after))
    return found


def _imopse(text: str) -> Plain:
    rows = [re.sub(r"Q\d+: \d+", "", line).split() for line in text.split("TaskID")[1].splitlines()[1:]]
    rows = [row for row in rows if row and row[0].isdigit()]
    found = Plain({row[0]: int(row[1]) for row in rows})
    for row in rows:
        for before in row[2:]:
            found.follow(before, row[0])
    return found


_BY_ENDING = {
    ".sm": _psplib,
    ".mm": _psplib,
    ".rcp": _patterson,
    ".rcmp": _mplib,
    ".sch": _progen_max,
    ".dzn": _mspsp,
    ".def": _imopse,
}


def _rows(section: str) -> list[list[int]]:
    rows = [line.split() for line in section.splitlines()]
    return [[int(each) for each in row] for row in rows if row and all(each.isdigit() for each in row)]


def _take(tokens, count):  # type: ignore[no-untyped-def]
    return [next(tokens) for _ in range(int(count))]
