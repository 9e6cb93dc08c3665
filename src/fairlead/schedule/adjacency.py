"""Which links lead into and out of each task: the tables that are read off a network's links."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.tables import Indices, Table


class Adjacency(NamedTuple):
    """The links of `size` tasks by their ends; `into` and `out_of` have shape (size + 1,), the rest a row for each.

    The links into a task are the rows from its `into` to the next, those out of it likewise of `by_predecessor`, which
    holds rows of links; `successors` and `ways` are in its order, as kernels read them.
    """

    into: Indices
    out_of: Indices
    by_predecessor: Indices
    successors: Indices
    ways: Indices


def adjacency_of(links: Table, size: int) -> Adjacency:
    """Return the tables of links that are sorted by their successors."""
    into, _ = grouped(links[:, at.AFTER], size)
    out_of, by_predecessor = grouped(links[:, at.BEFORE], size)
    ways = links[:, at.KIND] + at.LAGGED * (links[:, at.LAG] != 0)
    return Adjacency(into, out_of, by_predecessor, links[by_predecessor, at.AFTER], ways[by_predecessor])


def grouped(keys: Indices, size: int) -> tuple[Indices, Indices]:
    """Return where each key from 0 to `size` begins among the sorted keys, and the order that sorts them."""
    first = np.zeros(size + 1, np.int64)
    np.cumsum(np.bincount(keys, minlength=size), out=first[1:])
    return first, np.argsort(keys, kind="stable")
