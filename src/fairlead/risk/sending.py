"""Getting a job to whoever runs its blocks: as it is to threads, once to each worker to everybody else."""

from __future__ import annotations

import hashlib
import itertools
import pickle
import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Generator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from fairlead.risk.blocks import Job, Outcome, run_block

Send = Callable[[int, int], "Future[Outcome] | None"]
"""Told a block and how many iterations it has."""

_NO_STAFF: Any = None
_KEPT = 4
_ASKED_EVERY = 1.0  # seconds
_kept: OrderedDict[str, Job] = OrderedDict()
_lock = threading.Lock()


class Parcel(NamedTuple):
    """A job, packed once for all blocks: bytes go to another process as they are, and are unpacked there once."""

    name: str
    content: bytes


def packed(job: Job) -> Parcel:
    """Return a job as bytes, named after what is in them; the plan and its people, which no block reads, stay here."""
    if job.manned is not None:
        job = replace(job, manned=replace(job.manned, staffed=_NO_STAFF))
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


@dataclass(slots=True)
class _Handed:
    """A block that was handed out: to a worker who will say what it came to, or to nobody."""

    block: int
    future: Future[Outcome] | None
    outcome: Outcome | None = None

    @property
    def is_under_way(self) -> bool:
        return self.outcome is None and self.future is not None and not self.future.done()

    def is_left(self) -> bool:
        """Tell whether nobody has begun it; whoever asks does it then."""
        return self.outcome is None and self.future is not None and self.future.cancel()

    def awaited(self, is_abandoned: Callable[[], bool]) -> Outcome | None:
        """Return what it came to, as soon as it is known; None where nobody will ever say."""
        while self.outcome is None and self.future is not None and not self.future.cancelled():
            try:
                return self.future.result(timeout=_ASKED_EVERY)
            except BrokenExecutor:
                break
            except TimeoutError:
                if is_abandoned():
                    self.future.cancel()
                    break
        return self.outcome


def outcomes_in_order(
    pool: Executor | None, job: Job, iterations: int, ahead: int, *, lends_a_hand: bool = False
) -> Generator[Outcome, None, None]:
    """Yield the outcome of each block, in their order, so many of them under way at a time.

    Blocks whose pool broke, because a worker of it was killed, or that all workers have left (where the pool can tell:
    `is_abandoned`), run here: they come to the same. Without a pool all do, and with `lends_a_hand` those that nobody
    has begun while one is waited for.
    """
    numbers = iter(range(-(-iterations // job.size)))
    send = _sender(pool, job) if pool is not None else _nobody
    is_abandoned: Callable[[], bool] = getattr(pool, "is_abandoned", lambda: False)
    waiting: deque[_Handed] = deque()

    def hand_out(how_many: int) -> None:
        for block in itertools.islice(numbers, how_many):
            future = None
            with suppress(BrokenExecutor):
                future = send(block, job.count_of(block, iterations))
            waiting.append(_Handed(block, future))

    def run_here(block: int) -> Outcome:
        return run_block(job, block, job.count_of(block, iterations))

    try:
        hand_out(ahead)
        while waiting:
            while lends_a_hand and waiting[0].is_under_way:
                left = next((each for each in waiting if each.is_left()), None)
                if left is None:
                    break
                left.outcome = run_here(left.block)
            first = waiting.popleft()
            outcome = first.awaited(is_abandoned)
            hand_out(1)
            yield outcome if outcome is not None else run_here(first.block)
    finally:
        for each in waiting:
            if each.future is not None:
                each.future.cancel()


def _nobody(_block: int, _count: int) -> None:
    """Send a block to nobody."""


def _sender(pool: Executor, job: Job) -> Send:
    if isinstance(pool, ThreadPoolExecutor):
        return lambda block, count: pool.submit(run_block, job, block, count)
    share: Callable[[Parcel], Parcel] = getattr(pool, "shared", lambda parcel: parcel)
    parcel = share(packed(job))
    return lambda block, count: pool.submit(run_packed, parcel, block, count)
