"""How fast a plan is read, checked and edited, next to other readers of its text, in one run on one machine.

    python benchmarks/load.py [TASKS ...]        default: 1000 10000 100000; up to 1000000

Each figure is the best of several runs in seconds; the ratio says how many times as long as loading the text the
other thing takes. ruamel.yaml takes part where it is installed, up to 10,000 tasks. Memory is what the
plan and its text hold afterwards.
"""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from time import perf_counter

import yaml

from fairlead.plan.opening import open_text
from fairlead.plan.rules import check
from fairlead.plan.text import careful
from fairlead.plan.text.dumping import dump
from fairlead.plan.text.edits import SetValue
from fairlead.plan.text.loading import load
from fairlead.plan.text.marks import Marks
from fairlead.plan.text.splicing import splice

SLOW_LIMIT = 10_000
"""Tasks beyond which the slow readers are left out; they take minutes there and say nothing new."""


def one_line_tasks(count: int) -> str:
    """Return a plan of so many tasks, one line each."""
    lines = [
        f"  - {{id: t{i}, name: Task {i}, estimate: {i % 9 + 1}d, after: [t{i - 1} +1d], who: [ana]}}\n"
        for i in range(1, count + 1)
    ]
    head = "name: Benchmark\nstart: 2027-01-11\npeople: [{id: ana}]\ntasks:\n  - {id: t0, estimate: 1d}\n"
    return head + "".join(lines)


def best_of(runs: int, job: Callable[[], object]) -> float:
    """Return the seconds of the fastest run."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        job()
        times.append(perf_counter() - start)
    return min(times)


def text_figures(count: int) -> None:
    """Print what reading, marking, splicing and writing a plan of so many tasks takes."""
    text = one_line_tasks(count)
    data = text.encode()
    content = load(data, name="plan.yaml").content
    loading = best_of(5, lambda: load(data, name="plan.yaml"))
    print(f"\n{count:,} one-line tasks, {len(data) / 1e6:.1f} MB")
    show("load (rapidyaml, JSON, Python)", loading)
    if count <= SLOW_LIMIT:
        show("careful reader (libyaml events)", best_of(2, lambda: careful.content(text, "x")), loading)
        show("PyYAML, C loader", best_of(2, lambda: yaml.load(text, Loader=yaml.CBaseLoader)), loading)
        show(
            "PyYAML, compose nodes in C",
            best_of(2, lambda: yaml.compose(text, Loader=yaml.CBaseLoader)),
            loading,
        )
        ruamel_figure(text, loading)
    show("positions of everything", best_of(1, lambda: Marks(text).root))
    if count > 10 * SLOW_LIMIT:
        return
    edit = SetValue(("tasks", count // 2, "estimate"), "77d")
    show("one splice, checked", best_of(2, lambda: splice(text, [edit])))
    edits = [SetValue(("tasks", i, "estimate"), "77d") for i in range(0, count, 10)]
    show(f"{len(edits):,} splices at once, checked", best_of(1, lambda: splice(text, edits)))
    show("dump", best_of(2, lambda: dump(content)))


def plan_figures(count: int) -> None:
    """Print what it takes to turn a text into a plan, and to find everything wrong with it."""
    data = one_line_tasks(count).encode()
    loading = best_of(3, lambda: load(data, name="plan.yaml"))
    tracemalloc.start()
    plan = open_text(data).plan
    grown, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    runs = 3 if count <= SLOW_LIMIT else 1
    opening = best_of(runs, lambda: open_text(data))
    checking = best_of(runs, lambda: check(plan))
    show("text to plan", opening, loading)
    show("check by every rule", checking, loading)
    show("text to checked plan", opening + checking, loading)
    print(f"  {'a task checked, microseconds':34} {(opening + checking) / count * 1e6:8.1f}")
    print(f"  {'memory a task, bytes':34} {grown / count:8.0f}")


def ruamel_figure(text: str, loading: float) -> None:
    """Print ruamel.yaml's figure, or that it isn't there."""
    try:
        from ruamel.yaml import YAML
    except ImportError:
        print("  ruamel.yaml, round trip            not installed")
        return
    show("ruamel.yaml, round trip", best_of(1, lambda: YAML().load(text)), loading)


def show(what: str, seconds: float, loading: float | None = None) -> None:
    """Print one line of the table."""
    ratio = "" if loading is None else f"   {seconds / loading:6.1f} x load"
    print(f"  {what:34} {seconds:8.3f} s{ratio}")


if __name__ == "__main__":
    for tasks in map(int, sys.argv[1:] or ("1000", "10000", "100000")):
        text_figures(tasks)
        plan_figures(tasks)
