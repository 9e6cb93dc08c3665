"""What a search tells while it runs, and when it has to stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True, slots=True)
class Progress:
    """The best value so far and what is proven: axis minutes for the goal finish, else in the goal's unit."""

    seconds: float
    best: float | None
    bound: float | None


@dataclass
class Watch:
    """Time, interruption and news of one search; may be shared by threads.

    `stopped` is asked often. What is better than before is handed to `report`, in the thread that found it.
    """

    time_limit: float
    report: Callable[[Progress], None] | None = None
    stopped: Callable[[], bool] | None = None
    began: float = field(default_factory=time.perf_counter)
    best: float | None = None
    bound: float | None = None
    _lock: Lock = field(default_factory=Lock, repr=False)

    @property
    def seconds(self) -> float:
        """Seconds since the search began."""
        return time.perf_counter() - self.began

    @property
    def left(self) -> float:
        """Seconds that are left; never below 0."""
        return max(self.time_limit - self.seconds, 0.0)

    def is_over(self) -> bool:
        """Tell whether there is nothing more to do: time, interruption, or a value that its bound proves."""
        return self.seconds >= self.time_limit or self.is_interrupted() or self.is_proven()

    def is_interrupted(self) -> bool:
        """Tell whether somebody has asked to stop."""
        return self.stopped is not None and self.stopped()

    def is_proven(self) -> bool:
        """Tell whether bound and value have met."""
        return self.best is not None and self.bound is not None and self.bound >= self.best

    def found(self, value: float) -> bool:
        """Take note of a value; return whether it is the best so far."""
        with self._lock:
            better = self.best is None or value < self.best
            if better:
                self.best = value
        if better:
            self._tell()
        return better

    def proved(self, bound: float) -> None:
        """Take note of a bound."""
        with self._lock:
            better = self.bound is None or bound > self.bound
            if better:
                self.bound = bound
        if better:
            self._tell()

    def _tell(self) -> None:
        if self.report is not None:
            self.report(Progress(self.seconds, self.best, self.bound))
