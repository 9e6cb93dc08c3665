"""A long search at the terminal: its line, its interruption, its faults."""

from __future__ import annotations

import io
import os
import signal
import threading
import time
from types import SimpleNamespace

import pytest

from fairlead.cli.searching import Progress, Report, Stopped, searched


class Screen(io.StringIO):
    """A terminal that remembers what was written on it."""

    def isatty(self) -> bool:
        return True


def line(seconds: float, progress: Progress | None) -> str:
    return f"best {progress.best}" if progress else "nothing yet"


def until_stopped(report: Report, stopped: Stopped) -> str:
    report(SimpleNamespace(seconds=0.0, best=7, bound=5))
    waited = threading.Event()
    while not stopped():
        waited.wait(0.01)
    return "the best so far"


def interrupt_soon(times: int = 1) -> None:
    """Press Ctrl-C after a moment."""

    def press() -> None:
        for _ in range(times):
            time.sleep(0.3)
            os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press, daemon=True).start()


def test_the_answer_comes_back() -> None:
    found = searched(lambda _report, _stopped: 42, line, limit=1, to=io.StringIO())

    assert (found.answer, found.stopped) == (42, False)


def test_the_first_interruption_keeps_the_best_so_far() -> None:
    interrupt_soon()
    found = searched(until_stopped, line, limit=60, to=io.StringIO())

    assert (found.answer, found.stopped) == ("the best so far", True)


def test_the_second_interruption_stops_at_once() -> None:
    interrupt_soon(times=2)
    never = threading.Event()
    with pytest.raises(KeyboardInterrupt):
        searched(lambda _report, _stopped: never.wait(30), line, limit=60, to=io.StringIO())


def test_a_terminal_sees_how_far_it_is_and_the_line_is_gone_at_the_end() -> None:
    screen = Screen()
    interrupt_soon()
    searched(until_stopped, line, limit=60, to=screen)

    assert "best 7  (Ctrl-C keeps the best so far)" in screen.getvalue()
    assert screen.getvalue().endswith("\r\x1b[K")


def test_anywhere_else_nothing_is_told() -> None:
    pipe = io.StringIO()
    interrupt_soon()
    searched(until_stopped, line, limit=60, to=pipe)

    assert pipe.getvalue() == ""


def test_what_goes_wrong_is_raised_where_it_was_asked_for() -> None:
    def fail(_report: Report, _stopped: Stopped) -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        searched(fail, line, limit=1, to=io.StringIO())


def test_interruptions_go_their_old_way_afterwards() -> None:
    before = signal.getsignal(signal.SIGINT)
    searched(lambda _report, _stopped: None, line, limit=1, to=io.StringIO())

    assert signal.getsignal(signal.SIGINT) is before
