"""A long search at the terminal: one line that tells how far it is, and Ctrl-C that keeps the best found so far.

The search runs in a thread of its own, so that the clock on the line goes on and an interruption is heard while it
counts.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Generic, Protocol, TextIO, TypeVar

from fairlead.cli.screen import width

T = TypeVar("T")

_TICK = 0.2
_ERASE = "\r\x1b[K"


class Progress(Protocol):
    """How far a search is: the best value and the bound so far, None before there is any."""

    @property
    def seconds(self) -> float:
        """Seconds since it began."""

    @property
    def best(self) -> Any:
        """The best value so far."""

    @property
    def bound(self) -> Any:
        """What no schedule can beat, as far as is proven."""


Report = Callable[[Any], None]
Stopped = Callable[[], bool]


class Searched(Generic[T]):
    """What a search brought, and whether somebody stopped it."""

    def __init__(self, answer: T, stopped: bool) -> None:
        self.answer = answer
        self.stopped = stopped


def searched(
    search: Callable[[Report, Stopped], T],
    line: Callable[[float, Progress | None], str],
    *,
    limit: float,
    kept: str = "the best so far",
    to: TextIO | None = None,
) -> Searched[T]:
    """Run a search and return its answer; whatever it raises is raised here.

    `line` says in one line how far it is, after so many seconds; it is written again and again on standard error where
    that is a terminal, nothing anywhere else. The first interruption asks the search to stop and give what it has,
    which `kept` says; the second one is a KeyboardInterrupt.
    """
    screen = _Screen(to or sys.stderr)
    run = _Run(search)
    began = time.monotonic()
    with _interruptions(run):
        run.start()
        while not run.wait(_TICK):
            seconds = time.monotonic() - began
            said = f"{line(seconds, run.progress)}{_stopping(run.asked_to_stop, kept)}"
            screen.show(said if limit > 0 else "")
    screen.clear()
    return Searched(run.answer(), run.asked_to_stop)


def _stopping(asked: bool, kept: str) -> str:
    return "  (stopping)" if asked else f"  (Ctrl-C keeps {kept})"


class _Run(Generic[T]):
    """The search in its thread."""

    def __init__(self, search: Callable[[Report, Stopped], T]) -> None:
        self._search = search
        self._thread = threading.Thread(target=self._work, name="search", daemon=True)
        self._answer: T | None = None
        self._fault: BaseException | None = None
        self.progress: Progress | None = None
        self.asked_to_stop = False

    def start(self) -> None:
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def answer(self) -> T:
        if self._fault is not None:
            raise self._fault
        return self._answer  # type: ignore[return-value] # there is one as there was no fault

    def _work(self) -> None:
        try:
            self._answer = self._search(self._report, lambda: self.asked_to_stop)
        except BaseException as fault:
            self._fault = fault

    def _report(self, progress: Progress) -> None:
        self.progress = progress


@contextmanager
def _interruptions(run: _Run[Any]) -> Iterator[None]:
    """Let the first Ctrl-C ask the run to stop; where this isn't the main thread, interruptions are none of ours."""

    def heard(_signal: int, _frame: FrameType | None) -> None:
        if run.asked_to_stop:
            raise KeyboardInterrupt
        run.asked_to_stop = True

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, heard)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


class _Screen:
    """One line on a terminal that is written over; quiet anywhere else."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._live = out.isatty() and os.environ.get("TERM") != "dumb"
        self._shown = ""

    def show(self, text: str) -> None:
        text = text[: width() - 1]
        if self._live and text != self._shown:
            self._out.write(f"{_ERASE}{text}")
            self._out.flush()
            self._shown = text

    def clear(self) -> None:
        if self._live and self._shown:
            self._out.write(_ERASE)
            self._out.flush()
