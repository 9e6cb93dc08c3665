"""Which form of the kernels to use: plain Python for small plans, compiled for large ones."""

from __future__ import annotations

import functools
import importlib
from types import ModuleType
from typing import Any

import numpy as np

from fairlead.schedule.jit import is_kept, load_compiled

COMPILE_FROM = 8_000  # tasks; below, plain Python is quicker than importing Numba
COMPILE_ANEW_FROM = 20_000  # tasks; below, plain Python is quicker than compiling what isn't in the cache yet
_PASSES = ("forward", "backward", "floats", "driving")


def are_compiled(size: int) -> bool:
    """Tell whether a plan of this size is calculated by compiled kernels."""
    return size >= COMPILE_FROM and (size >= COMPILE_ANEW_FROM or _lie_in_the_cache())


@functools.cache
def _lie_in_the_cache() -> bool:
    """Asked once, so that one calculation never mixes the two forms."""
    return all(is_kept(f"fairlead.schedule.critical_path.{name}") for name in _PASSES)


def kernels(module: str, size: int) -> ModuleType:
    """Return a kernel module of `fairlead.schedule` in the form that suits a plan of this size."""
    name = f"fairlead.schedule.{module}"
    return load_compiled(name) if are_compiled(size) else importlib.import_module(name)


def suited(value: Any, size: int) -> Any:
    """Return an array, or a named tuple of arrays, in the form that suits.

    Plain Python reads lists three times as fast as arrays, and a dict keyed by (row, column) faster than a list of
    lists.
    """
    if are_compiled(size):
        return value
    if isinstance(value, tuple):
        return type(value)(*(suited(item, size) for item in value))
    if isinstance(value, np.ndarray) and value.ndim == 2:
        return {(i, j): x for i, row in enumerate(value.tolist()) for j, x in enumerate(row)}
    return value.tolist() if isinstance(value, np.ndarray) else value


def as_table(value: Any, rows: int, columns: int) -> Any:
    """Return a table that a kernel filled in as an array of shape (rows, columns)."""
    if isinstance(value, dict):
        return np.array(list(value.values()), np.int64).reshape(rows, columns)
    return value
