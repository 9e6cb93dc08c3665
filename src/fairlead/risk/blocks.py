"""Blocks of iterations: the piece of work that threads, processes and clusters are given, and what it comes to."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np

from fairlead.risk.abreast import abreast
from fairlead.risk.abreast_tables import Abreast
from fairlead.risk.drawing import FULL
from fairlead.risk.tables import Floats, Ints, Model, Room, Totals
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Net
from fairlead.schedule.jit import load_compiled
from fairlead.schedule.levelling import tables as to
from fairlead.schedule.levelling.crew import Manned
from fairlead.schedule.levelling.generating import Generator
from fairlead.schedule.network import Network

_KERNELS = "fairlead.risk.iterating.iterations"
_SIDE_BY_SIDE = "fairlead.risk.side_by_side"


class Outcome(NamedTuple):
    """What a block of iterations came to; sums are over the block."""

    block: int
    finish: Ints
    cost: Floats
    ends: Ints
    critical: Ints
    blocked: Ints
    low: Floats
    high: Floats
    counts: Ints
    events: Ints


@dataclass(frozen=True)
class Job:
    """All that a block needs: tables only, so that it can be sent anywhere. `manned` is None without people."""

    model: Model
    network: Network
    manned: Manned | None
    rank: Ints | None
    seed: int
    plain: bool
    size: int
    one_by_one: bool = False  # even where iterations could run side by side

    def count_of(self, block: int, iterations: int) -> int:
        """Return how many iterations a block has."""
        return min(self.size, iterations - block * self.size)


def kernels_for(*, with_people: bool) -> tuple[str, ...]:
    """Return the kernel modules that a simulation may load."""
    return (_KERNELS,) if with_people else (_KERNELS, _SIDE_BY_SIDE)


_SUMS = ("critical", "blocked", "low", "high", "counts", "events")


def gather(gathered: list[Outcome], outcome: Outcome) -> None:
    """Append what a block came to, its sums added to those of the first: of each place and uniform one is kept."""
    if not gathered:
        gathered.append(outcome._replace(**{name: getattr(outcome, name).copy() for name in _SUMS}))
        return
    for name in _SUMS:
        total = getattr(gathered[0], name)
        total += getattr(outcome, name)
    gathered.append(outcome._replace(**{name: getattr(gathered[0], name) for name in _SUMS}))


def size_for(streams: int) -> int:
    """Return how many iterations make a block: the same for every plan and on every machine, so that luck is too."""
    del streams
    return FULL


def run_block(job: Job, block: int, count: int) -> Outcome:
    """Return what the iterations of one block came to: the same wherever and in whatever order it runs."""
    bench = _bench_of(job)
    totals = _empty(job.model, count)
    kernels: Any = load_compiled(_KERNELS)
    seed = np.uint64(job.seed)
    if bench.abreast is not None:
        abreast_kernels: Any = load_compiled(_SIDE_BY_SIDE)
        run = abreast_kernels.side_by_side
        if run(bench.abreast, job.model, seed, block, count, job.plain, totals) == abreast_kernels.DONE:
            return Outcome(block, *totals)
        bench, totals = _one_by_one(job), _empty(job.model, count)
    args = (block, count, job.plain, bench.room, totals)
    if bench.generator is None:
        kernels.by_logic(bench.net, job.model, seed, *args)
    else:
        while True:
            board = bench.generator.board
            if kernels.with_people(bench.generator.net, board, job.model, seed, *args) == kernels.DONE:
                break
            totals = _empty(job.model, count)
            args = (*args[:-1], totals)
            bench.generator.make_room()
            assert job.rank is not None
            _prepare(bench.generator, job)
    return Outcome(block, *totals)


@dataclass
class _Bench:
    """One thread's own copies of what a run changes."""

    room: Room | None
    net: Net | None
    generator: Generator | None
    abreast: Abreast | None = None


_own = threading.local()
_lock = threading.Lock()
_shared: tuple[Model, Abreast | None] | None = None


def _bench_of(job: Job) -> _Bench:
    kept = getattr(_own, "bench", None)
    if kept is not None and kept[0] is job.model:
        bench: _Bench = kept[1]
        return bench
    bench = _set_up(job)
    _own.bench = (job.model, bench)
    return bench


def _one_by_one(job: Job) -> _Bench:
    """Return what this thread goes on with where iterations can't run side by side after all."""
    bench = _set_up(replace(job, one_by_one=True))
    _own.bench = (job.model, bench)
    return bench


def forget() -> None:
    """Let go of this thread's copies, and of what threads share."""
    global _shared
    _own.bench = _shared = None


def _set_up(job: Job) -> _Bench:
    model, size = job.model, job.network.size
    if job.manned is None and not job.one_by_one and (side := _side_by_side(job)) is not None:
        return _Bench(None, None, None, side)
    values, uniforms = len(model.values), len(model.mixed) - 1
    room = Room(
        normals=np.zeros(len(model.keys), np.float32), drawn=np.zeros(uniforms, np.uint32), x=np.zeros(max(values, 1)),
        struck=np.zeros(len(model.odds), np.int64), moments=np.zeros(len(model.odds), np.int64),
        own=np.zeros(size, np.int64), more=np.zeros(size, np.int64), idle=np.zeros(size, np.int64),
        again=np.zeros(size, np.int64), applied=np.zeros(len(model.impacts) + len(model.missed), np.int64),
        kept=_kept(job), given_up=np.zeros(len(model.holds), np.int64),
        path=np.zeros(size, np.int64), order_of_path=np.zeros(size + 1, np.int64),
    )  # fmt: skip
    if job.manned is None:
        net = job.network.net(np.zeros((size, at.FOUND_COLUMNS), np.int64))
        changed = ("tasks", "parts", "facts", "links")
        return _Bench(room, net._replace(**{name: getattr(net, name).copy() for name in changed}), None)
    generator = Generator(job.manned, compiled=True)
    _prepare(generator, job)
    return _Bench(room, None, generator)


def _side_by_side(job: Job) -> Abreast | None:
    """Return tables with room for this thread; all threads share what doesn't change, which takes time to make."""
    global _shared
    with _lock:
        if _shared is None or _shared[0] is not job.model:
            _shared = job.model, abreast(job.network, job.model, job.size)
        found = _shared[1]
    return found.with_room() if found is not None else None


def _kept(job: Job) -> Ints:
    """Return until when the predecessors of maximum lags are held back anyway."""
    network = job.network
    before = network.links[job.model.holds[:, 0], at.BEFORE]
    if job.manned is not None:
        kept: Ints = job.manned.tables[to.KEPT][before]
    else:
        kept = network.facts[network.tasks[before, at.FACTS], at.HOLD]
    return kept.copy()


def _prepare(generator: Generator, job: Job) -> None:
    """Set the order in which tasks are placed, and give the run links and tasks of its own to change."""
    assert job.rank is not None
    generator.order(job.rank)
    net: Any = generator.net
    generator.net = net._replace(tasks=net.tasks.copy(), links=net.links.copy())


def _empty(model: Model, count: int) -> Totals:
    uniforms, places = len(model.mixed) - 1, len(model.work) - 1
    return Totals(
        finish=np.zeros(count, np.int64), cost=np.zeros(count),
        ends=np.zeros((count, len(model.ends) - 1), np.int64),
        critical=np.zeros(places, np.int64), blocked=np.zeros(places, np.int64),
        low=np.zeros((uniforms, 2)), high=np.zeros((uniforms, 2)), counts=np.zeros((uniforms, 2), np.int64),
        events=np.zeros(len(model.odds), np.int64),
    )  # fmt: skip
