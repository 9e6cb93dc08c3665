"""Who runs the blocks of a simulation: threads of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import Any, TypeVar

from fairlead.plan.errors import RequestError, SurroundingsError

PATIENCE = 10.0
"""Seconds that a scheduler has to answer in."""

_ADDRESS = re.compile(r"(tcp|tls|ws|wss|ucx)://\S+")
_RETRIES = 5  # of a block whose worker was lost, beyond those the scheduler allows by itself
_Result = TypeVar("_Result")


class DaskExecutor(Executor):
    """A Dask cluster as an executor: blocks of lost workers run again on others, and what all need is sent once."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._pool = client.get_executor(pure=False, retries=_RETRIES)
        self._alone_since: float | None = None

    @property
    def workers(self) -> int:
        """How many threads the cluster has now."""
        return int(sum(self._client.nthreads().values()))

    def is_abandoned(self) -> bool:
        """Tell whether nobody has worked there for so long that nobody is waited for any more."""
        try:
            somebody = self.workers > 0
        except Exception:  # whatever a client says that has lost its scheduler
            somebody = False
        now = monotonic()
        self._alone_since = None if somebody else self._alone_since or now
        return self._alone_since is not None and now - self._alone_since > PATIENCE

    def shared(self, thing: Any) -> Any:
        """Return what stands for a thing that many calls take: it goes once to each worker, again to a new one.

        It is the result of a task, not scattered data: when the worker that holds it is lost, it is made again.
        """
        return self._client.submit(_itself, thing, pure=False, retries=_RETRIES)

    def submit(self, call: Callable[..., _Result], /, *args: Any, **more: Any) -> Future[_Result]:
        """Return the future result of a call."""
        future: Future[_Result] = self._pool.submit(call, *args, **more)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let go of the cluster, which goes on."""
        self._client.close()


@contextmanager
def executor_for(workers: int | str) -> Iterator[Executor]:
    """Yield what runs blocks: so many threads for a number, a Dask cluster for an address such as tcp://host:8786.

    Raises RequestError for what is neither, SurroundingsError where Dask isn't installed, nobody answers at the
    address, or nobody works there.
    """
    said = str(workers).strip()
    if _ADDRESS.fullmatch(said):
        client = _client_at(said)
        try:
            yield DaskExecutor(client)
        finally:
            client.close()
    elif re.fullmatch(r"[1-9][0-9]*", said):
        with ThreadPoolExecutor(int(said)) as pool:
            yield pool
    else:
        message = "write a number of threads from 1 on, or a Dask scheduler's address such as tcp://host:8786"
        raise RequestError(f"--workers {said}: {message}")


def _client_at(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        remedy = "install the extra: pip install 'fairlead[dask]'. Or write a number of threads"
        raise SurroundingsError(
            f"--workers {address}: Dask isn't installed; to compute there, {remedy}"
        ) from None
    try:
        client: Any = Client(address, timeout=PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        remedy = (
            "start one with `dask scheduler`, and workers with `dask worker ADDRESS`, or check the address"
        )
        raise SurroundingsError(
            f"--workers {address}: no Dask scheduler answers there ({_reason(error)}); {remedy}"
        ) from error
    if not client.nthreads():
        client.close()
        raise SurroundingsError(
            f"--workers {address}: nobody works for that scheduler; start some with `dask worker {address}`"
        )
    return client


def _itself(thing: Any) -> Any:
    return thing


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0].rstrip(".")
