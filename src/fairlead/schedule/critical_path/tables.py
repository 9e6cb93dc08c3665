"""What the kernels are given: few tables of whole numbers, a row a task or link, a column a fact; no entities.

One named tuple of fifteen arrays is handed from kernel to kernel. Tables rather than an array a column, because
Numba passes every array by value, seven to nine words each: with forty arrays a call cost more than the work in it,
both passes took twenty times as long, and compiling half a minute.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Moments = npt.NDArray[np.int64]  # minutes since 1970-01-01T00:00
Minutes = npt.NDArray[np.int64]
Indices = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int8]
Table = npt.NDArray[np.int64]  # (rows, columns)

# Columns of `tasks`; a slice runs from a task's own number to that of the next row, so there is one row more
SHAPE = 0
STATE = 1
ORDINARY = 2  # 1 = planned work on one calendar without facts of its own: kernels go a shorter way
CALENDAR = 3  # for floats and milestones; CLOCK = elapsed time
DURATION = 4  # what a lag in percent refers to
PART = 5  # first row of `parts`
INTO = 6  # first row of `links`, which are sorted by successor
OUT_OF = 7  # first row of `by_predecessor`
FACTS = 8  # row of `facts`; 0 = none
TASK_COLUMNS = 9

# Columns of `parts`: work that begins with the task, each on its own calendar
PART_CALENDAR = 0
PART_MINUTES = 1  # in all, the delay included
PART_REMAINING = 2
PART_DELAY = 3
PART_COLUMNS = 4

# Columns of `facts`: what few tasks have; MISSING where it isn't given
ACTUAL_START = 0
ACTUAL_FINISH = 1
ACTUAL_MINUTES = 2  # worked so far; uses up lags from the start
RESUME = 3  # remaining work not before this
DELAY = 4  # levelling delay, on the clock
CONSTRAINT = 5
CONSTRAINT_DATE = 6
CONSTRAINT_2 = 7
CONSTRAINT_2_DATE = 8
DEADLINE = 9
EXPECTED_FINISH = 10
LATE_AS_POSSIBLE = 11
HOLD = 12  # not before this; for links with a maximum lag
FACT_COLUMNS = 13

# Columns of `links`
BEFORE = 0  # predecessor
AFTER = 1  # successor
KIND = 2
LAG = 3  # minutes
LAG_CALENDAR = 4
LINK_COLUMNS = 5

LAGGED = 4  # added to a link's kind in `ways`

# Columns of `guided`: where a calendar's part of `guide` is, and over how long a step each entry reaches
SPAN_STEP = 0  # 2 ** this many minutes
SPAN_ENTRY = 1
WORK_STEP = 2  # 2 ** this many working minutes
WORK_ENTRY = 3
GUIDED_COLUMNS = 4

# Columns of `found`: what the kernels work out
START = 0  # early start
FINISH = 1  # early finish
GO_ON = 2  # where unfinished work goes on, at the earliest
DRIVER = 3  # why: a code
DRIVER_LINK = 4  # and a link, -1 without
LATE_START = 5
LATE_FINISH = 6
LATE_GO_ON = 7
LATE_LINK = 8  # the link that limits the late dates
TOTAL_FLOAT = 9
START_FLOAT = 10
FINISH_FLOAT = 11
FREE_FLOAT = 12
LIMIT = 13  # room to work in: until when a gate can slip
FOUND_COLUMNS = 14

# Places in `rules`
PLAN_START = 0
STATUS_DATE = 1  # MISSING = none
FINISH_BY = 2  # late dates count from here; MISSING = from the plan's early finish
PROGRESS = 3
HONOUR_CONSTRAINTS = 4  # 1 = dates that pull win over links
FLOOR_ALL = 5  # 1 = nothing unstarted lies before the plan's start; 0 = only what has neither links nor dates
PASS_THROUGH = 6  # 1 = finished tasks pass on what their predecessors ask
EARLY_OF_REMAINING = 7  # 1 = early and late dates of begun tasks are those of the work left
FLOAT_RULE = 8
OPEN_ENDS_CRITICAL = 9  # 1 = all open ends, 2 = those of begun tasks
ALAP = 10
SPLIT_IN_PROGRESS = 11
USE_EXPECTED_FINISH = 12
CLAMP_FREE_FLOAT = 13
RULES = 14


class CalendarArrays(NamedTuple):
    """All calendars of a plan; calendar `c` is the slice `first[c]:first[c + 1]` of the spans."""

    starts: Moments
    ends: Moments
    cum: Minutes  # working minutes of the calendar before each span
    first: Indices  # (calendars + 1,)


class Row(Protocol):
    """Whole numbers by index: a list when plain, an array when compiled."""

    def __getitem__(self, index: int, /) -> int:
        """Return one of the numbers."""

    def __setitem__(self, index: int, value: int, /) -> None:
        """Put a number there."""

    def __len__(self) -> int:
        """Return how many there are."""


class Cells(Protocol):
    """Whole numbers by row and column: a dict when plain, an array when compiled."""

    def __getitem__(self, place: tuple[int, int], /) -> int:
        """Return one of the numbers."""

    def __setitem__(self, place: tuple[int, int], value: int, /) -> None:
        """Put a number there."""


class Net(NamedTuple):
    """A network as kernels see it, in an order in which every link points forward."""

    starts: Row
    ends: Row
    cum: Row
    first: Row
    tasks: Cells
    parts: Cells
    facts: Cells
    links: Cells
    by_predecessor: Row
    rules: Row
    found: Cells
    guide: Row  # the last span begun by each step of a calendar's time and of its working time; see `guide`
    guided: Cells
    successors: Row  # in the order of `by_predecessor`: the successor of each link
    ways: Row  # and its kind, with LAGGED added where it has a lag
