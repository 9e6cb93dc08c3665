"""A search among orders, people and ways above the generator, for plans whose people keep hours of their own.

Large-neighbourhood search: tasks of one stretch of time are laid anew in another order, with other people and ways, all
else staying in its order; what isn't worse is kept, and early on a little worse as well (record-to-record travel: Dueck
1993). Threads search side by side and meet at the best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

import numpy as np

from fairlead.schedule.critical_path.tables import Ints
from fairlead.schedule.levelling.crew import Manned
from fairlead.schedule.levelling.generating import Generated, Generator, modes_of, ranked
from fairlead.schedule.optimising.objectives import EarlyFinish, Objective
from fairlead.schedule.optimising.progress import Watch

_PATIENCE = 400  # trials without a gain, then back to the best
_TOLERANCE = 0.02  # of the plan's length that a trial may be worse by at the beginning; falls to nothing


@dataclass(frozen=True)
class Found:
    """A schedule as the search holds it: value, the sum of finishes that breaks ties, and what gives it.

    `overloads` counts the tasks that find no room where their dates or stocks hold them: fewer of them come first.
    """

    overloads: int
    value: float
    tie: int
    go_on: Ints
    finish: Ints
    picks: Ints
    modes: Ints  # (places,) numbered within each task; -1 = none
    rank: Ints

    @property
    def key(self) -> tuple[int, float, int]:
        """What is compared."""
        return self.overloads, self.value, self.tie


class Best:
    """The best schedule found so far, shared by threads."""

    def __init__(self, watch: Watch, first: Found) -> None:
        self.watch, self.found, self._lock = watch, first, Lock()
        watch.found(first.value)

    def offer(self, found: Found) -> None:
        """Keep a schedule if it is better."""
        with self._lock:
            better = found.key < self.found.key
            if better:
                self.found = found
        if better:
            self.watch.found(found.value)


def improved(
    manned: Manned, objective: Objective, first: Found, watch: Watch, *, threads: int = 2, seed: int = 1
) -> Found:
    """Return the best schedule that the search reaches from `first` until `watch` is over."""
    best = Best(watch, first)
    if watch.is_over() or not manned.staffed.demands:
        return first
    searches = [_Search(manned, objective, best, watch, seed * 1000 + number) for number in range(threads)]
    if threads == 1:
        searches[0].run()
    else:
        with ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(search.run) for search in searches]:
                done.result()
    return best.found


def found_by(
    generator: Generator,
    objective: Objective,
    rank: Ints,
    picks: Ints | None = None,
    modes: Ints | None = None,
) -> Found:
    """Lay a plan by rank, wished people and forced modes, and return what comes out with its value."""
    generator.wish(picks, modes)
    generator.run(rank)
    return _as_found(generator, objective, rank, generator.result())


def _as_found(generator: Generator, objective: Objective, rank: Ints, result: Generated) -> Found:
    value = objective.value(result)
    return Found(
        int(np.count_nonzero(result.overloaded)),
        value,
        int(result.finish[generator.real].sum()),
        result.go_on,
        result.finish,
        result.picks,
        modes_of(generator.manned, result),
        rank,
    )


class _Search:
    def __init__(self, manned: Manned, objective: Objective, best: Best, watch: Watch, seed: int) -> None:
        self.manned, self.objective, self.best, self.watch = manned, objective, best, watch
        self.random = np.random.default_rng(seed)
        self.generator = Generator(manned, compiled=True)
        self.asking = np.array(sorted(manned.staffed.demands), np.int64)
        counts = np.diff(manned.mode_first)
        self.choosing = np.flatnonzero(counts > 1)
        self.mode_counts = counts
        self.pick_owner = np.repeat(np.arange(manned.size), np.diff(manned.pick_first))
        self.by_dates = isinstance(objective, EarlyFinish)

    def run(self) -> None:
        """Search until the watch is over."""
        current, since = self.best.found, 0
        moves: Sequence[Callable[[Found], Ints]] = (self._stretch, self._stretch, self._pulled, self._shaken)
        length = max(float(current.finish.max() - current.go_on.min()), 1.0)
        while not self.watch.is_over():
            move = moves[int(self.random.integers(len(moves)))]
            rank = ranked(self.manned, move(current))
            trial = self._tried(current, rank)
            if trial.key < self.best.found.key:
                self.best.offer(trial)
                since = 0
            else:
                since += 1
            share = self.watch.left / max(self.watch.time_limit, 1e-9)
            allowed = self.best.found.value + (_TOLERANCE * length * share**2 if self.by_dates else 0)
            if trial.key <= current.key or (trial.overloads <= current.overloads and trial.value <= allowed):
                current = trial
            if since > _PATIENCE:
                current, since = self.best.found, 0

    def _tried(self, current: Found, rank: Ints) -> Found:
        picks, modes = current.picks.copy(), current.modes.copy()
        touched = self.touched
        loose = touched[self.pick_owner] & (self.random.random(len(picks)) < 0.6)
        picks[loose] = -1
        modes[~touched & (self.mode_counts <= 1)] = -1
        for place in self.choosing[touched[self.choosing]].tolist():
            luck = self.random.random()
            if luck < 0.6:
                modes[place] = -1
            elif luck < 0.8:
                modes[place] = int(self.random.integers(self.mode_counts[place]))
        return found_by(self.generator, self.objective, rank, picks, modes)

    # Moves: a key for each task by which all are ordered

    def _stretch(self, current: Found) -> Ints:
        """Mix the tasks of one stretch of time."""
        first, last = int(current.go_on.min()), int(current.finish.max())
        width = (last - first) * float(self.random.choice([0.05, 0.1, 0.2, 0.4]))
        begin = first + self.random.random() * max(last - first - width, 1.0)
        self.touched = (current.go_on <= begin + width) & (current.finish >= begin)
        noise = self.random.uniform(-width, width, self.manned.size) * self.touched
        return np.asarray(current.go_on + noise)

    def _pulled(self, current: Found) -> Ints:
        """Pull a few tasks ahead of those before them, likelier late ones."""
        keys = current.go_on.astype(float)
        span = float(current.finish.max() - current.go_on.min())
        self.touched = np.zeros(self.manned.size, bool)
        count = int(self.random.integers(1, 4))
        for place in self.random.choice(self.asking, min(count, len(self.asking)), replace=False).tolist():
            keys[place] -= self.random.exponential(0.1) * span
            self.touched[place] = True
        return keys

    def _shaken(self, current: Found) -> Ints:
        """Shake every task a little."""
        span = float(current.finish.max() - current.go_on.min())
        self.touched = self.random.random(self.manned.size) < 0.1
        noise = self.random.normal(0.0, 0.01 * span, self.manned.size)
        return np.asarray(current.go_on + noise)
