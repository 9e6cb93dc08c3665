"""Getting a job to whoever runs its blocks: as it is to threads, once to each worker to everybody else."""

from __future__ import annotations

import hashlib
import itertools
import pickle
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from typing import Any, NamedTuple

from fairlead.risk.blocks import Job, Outcome, run_block

Send = Callable[[int, int], "Future[Outcome]"]
"""Told a block and how many iterations it has."""

_NOBODY: Any = None
_KEPT = 4
_kept: OrderedDict[str, Job] = OrderedDict()
_lock = threading.Lock()


class Parcel(NamedTuple):
    """A job, packed once for all blocks: bytes go to another process as they are, and are unpacked there once."""

    name: str
    content: bytes


def packed(job: Job) -> Parcel:
    """Return a job as bytes, named after what is in them; the plan and its people, which no block reads, stay here."""
    if job.manned is not None:
        job = replace(job, manned=replace(job.manned, staffed=_NOBODY))
    content = pickle.dumps(job, protocol=pickle.HIGHEST_PROTOCOL)
    return Parcel(hashlib.blake2b(content, digest_size=16).hexdigest(), content)


def unpacked(parcel: Parcel) -> Job:
    """Return the job of a parcel; the same object each time, while a process works on a few at a time."""
    with _lock:
        job = _kept.get(parcel.name)
        if job is None:
            job = _kept[parcel.name] = pickle.loads(parcel.content)
            while len(_kept) > _KEPT:
                _kept.popitem(last=False)
        _kept.move_to_end(parcel.name)
        return job


def run_packed(parcel: Parcel, block: int, count: int) -> Outcome:
    """Return what the iterations of one block of a packed job came to."""
    return run_block(unpacked(parcel), block, count)


def outcomes_in_order(
    pool: Executor, job: Job, iterations: int, ahead: int
) -> Generator[Outcome, None, None]:
    """Yield the outcome of each block, in their order, so many of them under way at a time.

    Blocks whose pool broke, because a worker of it was killed, run here: they come to the same.
    """
    numbers = iter(range(-(-iterations // job.size)))
    send = _sender(pool, job)
    waiting: deque[tuple[int, Future[Outcome] | None]] = deque()

    def hand_out(how_many: int) -> None:
        for block in itertools.islice(numbers, how_many):
            try:
                waiting.append((block, send(block, job.count_of(block, iterations))))
            except BrokenExecutor:
                waiting.append((block, None))

    try:
        hand_out(ahead)
        while waiting:
            block, future = waiting.popleft()
            try:
                outcome = future.result() if future is not None else None
            except BrokenExecutor:
                outcome = None
            if outcome is None:
                outcome = run_block(job, block, job.count_of(block, iterations))
            hand_out(1)
            yield outcome
    finally:
        for _, future in waiting:
            if future is not None:
                future.cancel()


def _sender(pool: Executor, job: Job) -> Send:
    if isinstance(pool, ThreadPoolExecutor):
        return lambda block, count: pool.submit(run_block, job, block, count)
    share: Callable[[Parcel], Parcel] = getattr(pool, "shared", lambda parcel: parcel)
    parcel = share(packed(job))
    return lambda block, count: pool.submit(run_packed, parcel, block, count)
