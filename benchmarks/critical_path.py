"""How fast the critical path is, beside networkx's bare longest path, in one run on one machine.

    python benchmarks/critical_path.py [TASKS ...]        default: 1000 10000 100000; try 1000000

Random networks with two predecessors a task and five calendars (two and three shifts, part-time, round the clock) over
fifty years. "FS" are both passes over finish-to-start links, as networkx has them, but on calendars; "mixed" has all
kinds of links, lags on a tenth of them, and dates or progress on a fortieth of the tasks; "all" adds floats, longest
path and critical flags. The ratios are of networkx's time to "FS" and to "mixed"; the goal is 20 at 100,000 tasks. Each
figure is processor time, the best of several runs; the first run on a machine compiles the kernels for half a minute.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import process_time
from typing import Any

import networkx as nx
import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.calendars import Calendar, CalendarSet
from fairlead.schedule.critical_path import passes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import CalendarArrays
from fairlead.schedule.forms import are_compiled
from fairlead.schedule.network import Draft, Network, compile_network
from fairlead.schedule.options import Options

DAY, YEARS = 1440, 50
START = 20_822 * DAY  # 2027-01-04, a Monday
SHIFTS: tuple[tuple[tuple[int, ...], tuple[tuple[int, int], ...]], ...] = (
    ((0, 1, 2, 3, 4), ((480, 720), (780, 1020))),
    ((0, 1, 2, 3), ((510, 750), (780, 1050))),
    ((0, 1, 2), ((540, 900),)),
    ((0, 1, 2, 3, 4, 5), ((360, 840), (840, 1080), (1110, 1320))),
    ((0, 1, 2, 3, 4, 5, 6), ((0, 1440),)),
)


def calendars() -> CalendarArrays:
    """Return the five calendars, each without twelve days a year."""
    days = np.arange(-366, YEARS * 366)
    days = days[days % 30 != 7]
    window = (START - 367 * DAY, START + YEARS * 366 * DAY)
    compiled = []
    for weekdays, shifts in SHIFTS:
        worked = START + days[np.isin(days % 7, weekdays)] * DAY
        starts = np.sort(np.concatenate([worked + start for start, _ in shifts]))
        ends = np.sort(np.concatenate([worked + end for _, end in shifts]))
        compiled.append(Calendar.of((starts, ends), window))
    table = CalendarSet.of(compiled)
    return CalendarArrays(table.starts, table.ends, table.cum, np.append(table.first, table.last[-1]))


def random_links(count: int) -> list[tuple[int, int]]:
    """Return two predecessors a task, among the thousand tasks before it (ten thousand for a million)."""
    rng = np.random.default_rng(2027)
    after = np.repeat(np.arange(1, count), 2)
    before = (
        after - 1 - (rng.random(len(after)) * np.minimum(after, max(1000, count // 100))).astype(np.int64)
    )
    return list(zip(before.tolist(), after.tolist(), strict=True))


def a_draft(count: int, links: list[tuple[int, int]], cal: CalendarArrays, mixed: bool = True) -> Draft:
    """Return a network of so many tasks as it is written down; `mixed` adds kinds of links, lags, dates, progress."""
    rng = np.random.default_rng(7)
    draft = Draft(cal, Options(), START, status_date=START + 10 * DAY)
    minutes, calendar = (rng.integers(1, 10, count) * 240).tolist(), rng.integers(0, 5, count).tolist()
    for i in range(count):
        facts: dict[str, int] = {}
        if mixed and i % 40 == 7:
            facts = {"constraint": 1 + i % 4, "constraint_date": START + i * 60}
        if mixed and i % 40 == 9 and i < 2000:
            facts = {"state": codes.FINISHED, "actual_start": START, "actual_finish": START + 540}
        draft.task(minutes[i], calendar[i], **facts)
    kinds = rng.choice([codes.FS] * 17 + [codes.SS, codes.FF, codes.SF], len(links)).tolist()
    for number, (before, after) in enumerate(links):
        draft.link(
            before, after, kinds[number] if mixed else codes.FS, 480 if mixed and number % 10 == 3 else 0
        )
    return draft


def best_of(runs: int, job: Callable[[], object]) -> float:
    """Return the seconds of the fastest run."""
    times = []
    for _ in range(runs):
        start = process_time()
        job()
        times.append(process_time() - start)
    return min(times)


def both_passes(network: Network) -> Callable[[], None]:
    """Return the two passes alone, on tables that are there already."""
    run: Any = passes._Run(network)
    forward, backward = run.kernel("forward").forward_pass, run.kernel("backward").backward_pass
    forward(run.net, 0, run.size)
    finish = int(run.found()[:, at.FINISH].max())

    def job() -> None:
        forward(run.net, 0, run.size)
        backward(run.net, finish, 0, run.size)

    return job


def longest_path_of_networkx(links: list[tuple[int, int]]) -> float:
    """Return the seconds networkx takes for a longest path on a graph that is there already."""
    graph = nx.DiGraph()
    graph.add_weighted_edges_from((before, after, 240) for before, after in links)
    return best_of(1 if len(links) > 500_000 else 3, lambda: nx.dag_longest_path_length(graph))


def bytes_per_task(network: Network) -> float:
    """Return the bytes that the network's tables and the answer take for each task, calendars apart."""
    tables = (
        network.tasks,
        network.parts,
        network.facts,
        network.links,
        network.by_predecessor,
        network.successors,
        network.ways,
        network.row_of,
    )
    return sum(table.nbytes for table in tables) / network.size + at.FOUND_COLUMNS * 8


def main() -> None:
    """Print one row for each size."""
    sizes = [int(size.replace(",", "").replace("_", "")) for size in sys.argv[1:]] or [1_000, 10_000, 100_000]
    cal = calendars()
    print(
        f"{'tasks':>10} {'links':>10} {'form':>9} {'draft':>8} {'compile':>8} {'FS':>10} {'mixed':>10}",
        end=" ",
    )
    print(f"{'all':>8} {'bytes/task':>11} {'networkx':>9} {'ratios':>15}")
    for count in sizes:
        links = random_links(count)
        start = process_time()
        draft = a_draft(count, links, cal)
        drafted = process_time() - start
        compiled = best_of(2, lambda draft=draft: compile_network(draft))  # type: ignore[misc]
        network = compile_network(draft)
        del draft
        both = best_of(9, both_passes(network))
        bare = best_of(9, both_passes(compile_network(a_draft(count, links, cal, mixed=False))))
        whole = best_of(3, lambda network=network: passes.critical_path(network))  # type: ignore[misc]
        peer = longest_path_of_networkx(links)
        form = "compiled" if are_compiled(count) else "plain"
        print(f"{count:>10,} {len(links):>10,} {form:>9} {drafted:>7.2f}s {compiled:>7.2f}s", end=" ")
        print(
            f"{bare * 1e3:>7.1f} ms {both * 1e3:>7.1f} ms {whole:>7.2f}s {bytes_per_task(network):>11.0f}",
            end=" ",
        )
        print(f"{peer:>8.2f}s {peer / bare:>6.1f}x {peer / both:>6.1f}x", flush=True)


if __name__ == "__main__":
    main()
