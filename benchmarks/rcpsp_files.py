"""Readers of the benchmark files of `../shared/data/rcpsp`, just enough for the benchmarks and tests of periods."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from fairlead.schedule.periods.problem import Ints, PeriodProblem

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "rcpsp"


def best_known(data: Path = DATA) -> dict[str, tuple[int, int]]:
    """Return lower and upper bound of each instance that has both."""
    with (data / "best_known.csv").open(encoding="utf-8") as file:
        return {
            row["instance"]: (int(row["lower_bound"]), int(row["upper_bound"]))
            for row in csv.DictReader(file)
            if row["lower_bound"].isdigit() and row["upper_bound"].isdigit()
        }


def read(path: Path) -> PeriodProblem:
    """Return the problem of a .sm, .rcp or .rcmp file."""
    return {".sm": _psplib, ".rcp": _patterson, ".rcmp": _mplib}[path.suffix](path.read_text())


def joined(problems: Iterable[PeriodProblem], capacity: Ints | None = None) -> PeriodProblem:
    """Return several problems side by side over one pool: the sum of their capacities unless one is given."""
    parts = list(problems)
    first = np.cumsum([0] + [part.size for part in parts])
    return PeriodProblem(
        duration=np.concatenate([part.duration for part in parts]),
        demand=np.concatenate([part.demand for part in parts]),
        capacity=np.sum([part.capacity for part in parts], axis=0) if capacity is None else capacity,
        release=np.concatenate([part.release for part in parts]),
        tail=np.concatenate([part.tail for part in parts]),
        before=np.concatenate([part.before + shift for part, shift in zip(parts, first, strict=False)]),
        after=np.concatenate([part.after + shift for part, shift in zip(parts, first, strict=False)]),
        offset=np.concatenate([part.offset for part in parts]),
    )


def problem(
    durations: list[int],
    demands: list[list[int]],
    capacity: list[int],
    links: list[tuple[int, int]],
    release: int = 0,
) -> PeriodProblem:
    """Return a problem of finish-to-start links between activities counted from 0, in an order that suits."""
    place = _in_order(len(durations), links)
    order = np.argsort(place)
    duration = np.array(durations, np.int64)[order]
    before = np.array([place[a] for a, _ in links], np.int64)
    return PeriodProblem(
        duration=duration,
        demand=np.array(demands, np.int64).reshape(len(durations), len(capacity))[order],
        capacity=np.array(capacity, np.int64),
        release=np.full(len(durations), release, np.int64),
        tail=np.zeros(len(durations), np.int64),
        before=before,
        after=np.array([place[b] for _, b in links], np.int64),
        offset=duration[before],
    )


def _in_order(size: int, links: list[tuple[int, int]]) -> Ints:
    import networkx as nx

    graph = nx.DiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(links)
    place = np.zeros(size, np.int64)
    place[list(nx.lexicographical_topological_sort(graph))] = np.arange(size)
    return place


def _psplib(text: str) -> PeriodProblem:
    def rows(start: str, end: str | None) -> list[list[int]]:
        part = text[text.index(start) : None if end is None else text.index(end)]
        return [
            [int(x) for x in line.split()]
            for line in part.splitlines()
            if re.fullmatch(r"[\d\s]*\d[\d\s]*", line)
        ]

    links = [
        (row[0] - 1, after - 1)
        for row in rows("PRECEDENCE RELATIONS", "REQUESTS/DURATIONS")
        for after in row[3:]
    ]
    work = rows("REQUESTS/DURATIONS", "RESOURCEAVAILABILITIES")
    capacity = rows("RESOURCEAVAILABILITIES", None)[0]
    return problem([row[2] for row in work], [row[3:] for row in work], capacity, links)


def _patterson(text: str) -> PeriodProblem:
    numbers = iter([int(x) for x in text.split()])
    size, resources = next(numbers), next(numbers)
    capacity = [next(numbers) for _ in range(resources)]
    durations, demands, links = [], [], []
    for activity in range(size):
        durations.append(next(numbers))
        demands.append([next(numbers) for _ in range(resources)])
        links += [(activity, next(numbers) - 1) for _ in range(next(numbers))]
    return problem(durations, demands, capacity, links)


def _mplib(text: str) -> PeriodProblem:
    tokens = iter(text.split())
    projects, resources = int(next(tokens)), int(next(tokens))
    capacity = np.array([int(next(tokens)) for _ in range(resources)], np.int64)
    parts = []
    for _ in range(projects):
        size, release = int(next(tokens)), int(next(tokens))
        for _ in range(resources):
            next(tokens)  # whether the project uses the resource at all
        durations, demands, links = [], [], []
        for activity in range(size):
            durations.append(int(next(tokens)))
            demands.append([int(next(tokens)) for _ in range(resources)])
            links += [(activity, int(next(tokens).split(":")[1]) - 1) for _ in range(int(next(tokens)))]
        parts.append(problem(durations, demands, capacity.tolist(), links, release))
    return joined(parts, capacity)
