"""The board on which a schedule is laid: who can do what and what is taken so far, in one row of whole numbers.

Numba hands every array from kernel to kernel by value, seven words each: with some forty of them a call cost more than
the work in it (30 µs a task, and 25 s to compile). So all tables of the generator lie in one array. Its head says where
each begins: the cell `i` of the table `PICKS` is `b[b[PICKS] + i]`; tables of several columns have a reader each.
"""

from __future__ import annotations

from collections.abc import Mapping

from fairlead.schedule.critical_path.tables import PART_COLUMNS, Row
from fairlead.schedule.jit import kernel

# The head: where each table begins, and a few counts

# What there is; a slice runs to the next row, so that tables with slices have one row more
MODE_FIRST = 0  # (places + 1,) rows of MODES
MODES = 1
MODE_PARTS = 2  # columns as the network's parts
SLOTS = 3
ELIGIBLE = 4  # resources, the best suited first
USES = 5
RESOURCES = 6
SAME_FIRST, SAME = 7, 8  # (places + 1,) and the tasks that share people with each, both ways
NOT_FIRST, NOT_SAME = 9, 10  # likewise those that avoid each other's people
KIND = 11  # (places,) the kind of work for set-ups; -1 = none
SETUPS = 12  # minutes from kind to kind, a square for each resource that has any
SUPPLY_FIRST, SUPPLY_TIME, SUPPLY_TOTAL = (
    13,
    14,
    15,
)  # of each consumable: from when on there is how much in all
PICK_FIRST = 16  # (places + 1,) rows of PICKS
KEPT = 17  # (places,) what a task's HOLD (or RESUME, once begun) is before it is moved

# What is wished
WISHES = 18  # as PICKS: whom to try first; -1 = nobody in particular
FORCED = 19  # (places,) the mode to take, as a number among the task's own; -1 = the one that finishes first
RANK = 20  # (places,) of the tasks that wait for nothing the one of lowest rank comes first

# What is taken so far: from TIMES[i] to TIMES[i + 1] LEVELS[i] of a resource; its last level is 0
TIMES, LEVELS = 21, 22
COUNTS = 23  # (resources,) rows of each in them
PICKS = 24  # who fills each place; -1 = nobody
SCRATCH = 25  # picks of a mode that is being tried
CHOSEN = 26  # (places,) the row of MODES; -1 = none
ASKED = 27  # (places,) when a task could go on by links, dates and hours alone
OVERLOADED = (
    28  # (places,) 1 = a date holds it where there is no room, 2 = nobody whom its ties allow can do it
)
VISITS, VISIT_COUNTS = 29, 30  # tasks on resources with set-ups in order of their starts; rows as in TIMES
TAKEN_FIRST, TAKEN_COUNTS, TAKEN_TIME, TAKEN_AMOUNT = (
    31,
    32,
    33,
    34,
)  # of each consumable: what was taken when
HEAP, HEAP_RANK = 35, 36
WAITING = 37  # (places,) links from tasks that aren't placed yet

# Counts
KINDS = 38
RESOURCE_COUNT = 39
CONSUMABLE_COUNT = 40
PICK_COUNT = 41
SCRATCH_UNITS = 42  # of the picks in SCRATCH

# Tasks that were interrupted: their pieces, two moments each
MAY_SPLIT = 43  # (places,) 1 = a task may be interrupted
PIECE_FIRST, PIECE_COUNT = 44, 45  # (places,)
PIECES = 46
TOTAL_PIECES = 47  # how many are noted
PIECE_ROOM = 48  # how many there is room for

# How far a task's ties to others are kept while it is placed
LENIENT = 49  # WHOLLY, IN_ANY_MODE or EMPTY

# (places + 1,) and the tasks that share people with those that share people with each, and so on: the nearest few
CHAIN_FIRST, CHAIN = 50, 51
HEAD = 52

# Columns of MODES
MODE_PART = 0  # first row of MODE_PARTS
MODE_SLOT = 1  # first row of SLOTS
MODE_USE = 2  # first row of USES
MODE_COLUMNS = 3

# Columns of SLOTS
SLOT_ELIGIBLE = 0  # first row of ELIGIBLE
SLOT_COUNT = 1
SLOT_UNITS = 2
SLOT_PART = 3  # which of the mode's parts; -1 = from start to finish
SLOT_COLUMNS = 4

# Columns of USES
USE_CONSUMABLE = 0
USE_AMOUNT = 1
USE_COLUMNS = 2

# Columns of RESOURCES
CAPACITY = 0
OWN_CALENDAR = 1
WHOLE = 2  # 1 = held from start to finish, nights included
OUTSIDE = 3  # 1 = some work on it lies outside its own hours, so that nights can't be taken for busy
ROOM = 4  # where its rows of TIMES and LEVELS begin; one row more tells where the last ends
SETUP = 5  # first cell of its square in SETUPS; -1 = nothing to set up
PERSON = 6  # 1 = somebody whom tasks can share or avoid
RESOURCE_COLUMNS = 7

# How far a task's ties are kept (LENIENT)
WHOLLY = 0
IN_ANY_MODE = 1  # in modes that have no place for those whose people it shares as well
EMPTY = 2  # and places that nobody welcome can ever fill stay empty

# Whom the ties of a task (`same_as`) want on it
FORESEEN = 0  # who does all the tasks it shares people with, and could do all of the chain that come later
NEXT_FORESEEN = 1  # and could do those it shares people with itself
ALL_OF_THEM = 2  # who does all of them that are placed
SOME_OF_THEM = 3  # who does some
ANYBODY = 4

ONE = 1000  # units of one person or thing at full time, as `staffing.FULL`

# What a kernel says
DONE = -1
NO_ROOM = -2  # TIMES and LEVELS are too short

Board = Row
"""The one row of numbers, as an array or a list."""

WIDTHS: Mapping[int, int] = {
    MODES: MODE_COLUMNS,
    MODE_PARTS: PART_COLUMNS,
    SLOTS: SLOT_COLUMNS,
    USES: USE_COLUMNS,
    RESOURCES: RESOURCE_COLUMNS,
}
"""Columns of the tables that have more than one."""


@kernel
def of_mode(b: Board, mode: int, column: int) -> int:
    """Return what a mode says in a column."""
    return b[b[MODES] + mode * MODE_COLUMNS + column]


@kernel
def of_part(b: Board, part: int, column: int) -> int:
    """Return what a part of a mode's work says in a column."""
    return b[b[MODE_PARTS] + part * PART_COLUMNS + column]


@kernel
def of_slot(b: Board, slot: int, column: int) -> int:
    """Return what a slot says in a column."""
    return b[b[SLOTS] + slot * SLOT_COLUMNS + column]


@kernel
def of_use(b: Board, use: int, column: int) -> int:
    """Return what a use says in a column."""
    return b[b[USES] + use * USE_COLUMNS + column]


@kernel
def of_resource(b: Board, r: int, column: int) -> int:
    """Return what a resource says in a column."""
    return b[b[RESOURCES] + r * RESOURCE_COLUMNS + column]
