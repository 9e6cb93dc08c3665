"""The levers: one module for each kind of thing that could be done otherwise, each a function from a look to moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fairlead.feasibility.options.levers.hiring import hired
from fairlead.feasibility.options.levers.lending import lent
from fairlead.feasibility.options.levers.mitigating import mitigated
from fairlead.feasibility.options.levers.overlapping import overlapped
from fairlead.feasibility.options.levers.overtime import overtime
from fairlead.feasibility.options.levers.promising import budgets, deadlines
from fairlead.feasibility.options.levers.reassigning import reassigned
from fairlead.feasibility.options.levers.scope import dropped, postponed
from fairlead.feasibility.options.levers.splitting import split
from fairlead.feasibility.options.levers.suppliers import supplied
from fairlead.feasibility.options.levers.ways import otherwise
from fairlead.feasibility.options.levers.windows import more_windows
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move

LEVERS: tuple[Callable[[Look], Iterator[Move]], ...] = (
    mitigated, reassigned, overtime, hired, supplied, more_windows, lent, otherwise, overlapped, split, dropped,
    postponed, deadlines, budgets,
)  # fmt: skip
