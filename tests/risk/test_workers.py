"""Threads by their number, a cluster by its address: the same digits, also where a worker is killed half-way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

from fairlead.plan.errors import RequestError, SurroundingsError
from fairlead.risk import sending, workers
from fairlead.risk.forecast import Forecast
from fairlead.risk.simulating import Wishes, simulated
from fairlead.risk.workers import executor_for
from tests.risk.simulated import WEEKDAYS, a_plan_of
from tests.risk.test_simulating import SPREAD, same


def count_of(executor: Executor | None, progress: Callable[[int, int], None] | None = None) -> Forecast:
    wishes = Wishes(iterations=20_000, people=True, seed=7)
    return simulated(a_plan_of(SPREAD, WEEKDAYS), wishes, executor=executor, progress=progress)


def test_a_number_is_so_many_threads() -> None:
    with executor_for("3") as pool:
        assert isinstance(pool, ThreadPoolExecutor)
        assert pool.submit(int, "4").result() == 4


@pytest.mark.parametrize("said", ["0", "-1", "many", "host:8786", "http://host:8786", ""])
def test_what_is_neither_a_number_nor_an_address_is_refused(said: str) -> None:
    with pytest.raises(RequestError, match="number of threads"), executor_for(said):
        pass


def test_nobody_at_the_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "PATIENCE", 0.5)
    with (
        pytest.raises(SurroundingsError, match="no Dask scheduler answers"),
        executor_for("tcp://127.0.0.1:9"),
    ):
        pass


def test_dask_that_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SurroundingsError, match=r"fairlead\[dask\]"), executor_for("tcp://127.0.0.1:8786"):
        pass


def test_a_process_killed_half_way_changes_nothing() -> None:
    alone = count_of(None)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        victim = pool.submit(os.getpid).result()
        assert same(alone, count_of(pool, killing(victim)))


class Deserted(Executor):
    """A pool that takes whatever it is given, and that everybody has left."""

    def submit(self, call: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        return Future()

    def is_abandoned(self) -> bool:
        return True


def test_what_all_workers_have_left_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_ASKED_EVERY", 0.001)

    assert same(count_of(None), count_of(Deserted()))


class Client:
    """A client of a cluster with so many threads."""

    threads = 0

    def get_executor(self, **_: Any) -> None:
        return None

    def nthreads(self) -> dict[str, int]:
        return {"tcp://somebody": self.threads} if self.threads else {}


def test_a_cluster_is_abandoned_once_nobody_has_worked_there_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client, now = Client(), iter([0.0, 9.0, 20.0, 21.0, 30.0, 32.0])
    monkeypatch.setattr(workers, "monotonic", lambda: next(now))
    executor = workers.DaskExecutor(client)

    assert [executor.is_abandoned() for _ in range(2)] == [False, False]
    client.threads = 1
    assert not executor.is_abandoned()
    client.threads = 0
    assert [executor.is_abandoned() for _ in range(3)] == [False, False, True]


@pytest.fixture
def cluster() -> Iterator[tuple[str, Callable[[], dict[str, int]]]]:
    """A scheduler of its own process with two workers of theirs, one thread each: its address, and who works."""
    pytest.importorskip("distributed")
    from distributed import Client

    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", str(port),
               "--no-dashboard", "--no-show"]  # fmt: skip
    begun = [subprocess.Popen(command, **quiet)]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny",
              "--no-dashboard", "--host", "127.0.0.1"]  # fmt: skip
    begun += [subprocess.Popen(worker, **quiet) for _ in range(2)]
    try:
        with Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            yield address, lambda: client.run(os.getpid)
    finally:
        for process in begun:
            process.kill()
        for process in begun:
            process.wait()


def free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def killing(victim: int) -> Callable[[int, int], None]:
    """Progress that kills a process once, a fifth of the way."""
    killed: list[int] = []

    def told(done: int, wanted: int) -> None:
        if done >= wanted / 5 and not killed:
            killed.append(victim)
            os.kill(victim, signal.SIGKILL)

    return told


@pytest.mark.slow
def test_a_cluster_counts_the_same_to_the_last_digit_with_a_worker_killed_half_way(
    cluster: tuple[str, Callable[[], dict[str, int]]],
) -> None:
    address, who_works = cluster
    alone = count_of(None)
    with executor_for(address) as executor:
        assert same(alone, count_of(executor))
        victim = next(iter(who_works().values()))
        assert same(alone, count_of(executor, killing(victim)))
        assert victim not in who_works().values()
