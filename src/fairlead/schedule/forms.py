"""Which form of the kernels to use: plain Python for small plans, compiled for large ones and where it is there."""

from __future__ import annotations

import functools
import importlib
import weakref
from dataclasses import dataclass
from itertools import product
from types import ModuleType
from typing import Any

import numpy as np

from fairlead.schedule.jit import is_kept, is_loaded, load_compiled

COMPILE_FROM = 10_000  # tasks; below, plain Python is quicker than importing Numba
COMPILE_ANEW_FROM = 20_000  # tasks; below, plain Python is quicker than compiling what isn't in the cache yet
COMPILE_THE_REST_FROM = (
    60_000  # tasks gone through plainly; by then what only some plans need is worth its seconds
)
PASSES = (
    "critical_path.forward", "critical_path.backward", "critical_path.floats", "critical_path.driving",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one calculation, chosen once, so that no calculation mixes the two."""

    compiled: bool

    def kernels(self, module: str) -> ModuleType:
        """Return a kernel module of `fairlead.schedule` in this form."""
        name = _full_name(module)
        return load_compiled(name) if self.compiled else importlib.import_module(name)

    def suited(self, value: Any) -> Any:
        """Return an array, or a named tuple of arrays, as this form reads it best.

        Plain Python reads lists three times as fast as arrays, and a dict keyed by (row, column) faster than a list of
        lists.
        """
        if self.compiled:
            return value
        if isinstance(value, tuple):
            names = getattr(value, "_fields", ("",) * len(value))
            return type(value)(*(
                _kept(item) if name in _ONLY_READ else _plain(item)
                for name, item in zip(names, value, strict=True)
            ))  # fmt: skip
        return _plain(value)


def form_for(size: int, *modules: str) -> Form:
    """Return the form for a calculation over this many tasks by these kernel modules.

    Compiled where the plan is large, and for any size once the modules are loaded: a hundred times as fast. They are
    loaded, where they are kept from before, when a process has gone through as many tasks plainly as loading costs.
    """
    return Form(are_compiled(size) or _are_at_hand(size, modules))


def are_compiled(size: int) -> bool:
    """Tell whether a plan is so large that it is calculated by compiled kernels, whatever is loaded."""
    return size >= COMPILE_FROM and (size >= COMPILE_ANEW_FROM or _lie_in_the_cache())


def suited(value: Any, size: int) -> Any:
    """Return what `Form.suited` does for a plan of this size, whatever is loaded."""
    return Form(are_compiled(size)).suited(value)


def as_table(value: Any, rows: int, columns: int) -> Any:
    """Return a table that a kernel filled in as an array of shape (rows, columns)."""
    if isinstance(value, dict):
        return np.array(list(value.values()), np.int64).reshape(rows, columns)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.ndim == 2:
        places = product(range(value.shape[0]), range(value.shape[1]))
        return dict(zip(places, value.ravel().tolist(), strict=True))
    return value.tolist() if isinstance(value, np.ndarray) else value


_ONLY_READ = frozenset(("starts", "ends", "cum", "first", "guide", "guided"))
"""Tables of calendars: no kernel writes to them, and with many people they are most of a network."""
_VIEWED_FROM = 100_000  # entries; below, a list is read so much quicker that it pays to make it
_lists: dict[int, tuple[weakref.ref[Any], Any]] = {}


def _kept(table: Any) -> Any:
    """Return a table in plain form: a view of a large one, a list made once for as long as the array is there."""
    if table.ndim == 1 and len(table) >= _VIEWED_FROM:
        return memoryview(table)
    key = id(table)
    known = _lists.get(key)
    if known is None or known[0]() is not table:
        known = weakref.ref(table, lambda _: _lists.pop(key, None)), _plain(table)
        _lists[key] = known
    return known[1]


class _Gone:
    """How many tasks this process has gone through in plain Python."""

    tasks = 0


def _are_at_hand(size: int, modules: tuple[str, ...]) -> bool:
    names = [_full_name(module) for module in modules]
    if all(map(is_loaded, names)):
        return True
    _Gone.tasks += size
    if _Gone.tasks <= COMPILE_FROM or not _lie_in_the_cache():
        return False
    return _Gone.tasks > COMPILE_THE_REST_FROM or all(is_loaded(name) or _is_kept(name) for name in names)


def _lie_in_the_cache() -> bool:
    return all(_is_kept(_full_name(module)) for module in PASSES)


@functools.cache
def _is_kept(name: str) -> bool:
    """Asked once, because the answer takes reading all the sources."""
    return is_kept(name)


def _full_name(module: str) -> str:
    return f"fairlead.schedule.{module}"
