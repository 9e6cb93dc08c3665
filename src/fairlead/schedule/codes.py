"""Numbers that the kernels speak: one table for link types, shapes, states, constraints, rules and drivers."""

from __future__ import annotations

MISSING = -(1 << 62)  # "no such moment"; far below every moment and every sentinel of the calendars
LATEST = 1 << 58  # "no bound from above"; stays inside what calendars accept as a moment
EARLIEST = -LATEST  # "no bound from below"
CLOCK = -1  # calendar index of elapsed time

# Link types
FS, SS, FF, SF = 0, 1, 2, 3

# Lag kinds
LAG_WORKING, LAG_ELAPSED, LAG_PERCENT, LAG_ELAPSED_PERCENT = 0, 1, 2, 3

# Shapes of a task
WORK = 0  # takes time
MILESTONE = 1  # no duration; sits where its driver ends, 17:00 stays 17:00
START_MILESTONE = 2  # no duration; the first working moment
FINISH_MILESTONE = 3  # no duration; reads like a finish
GATE = 4  # stands for a summary's start or finish; no calendar, no duration
GATE_FIRST = 5  # a summary's start as others see it: the earliest of its children

# States of a task
PLANNED, STARTED, FINISHED, FIXED = 0, 1, 2, 3

# Constraints
NO_CONSTRAINT = 0
START_FROM, FINISH_FROM = 1, 2
START_BY, FINISH_BY = 3, 4
START_ON, FINISH_ON = 5, 6
MANDATORY_START, MANDATORY_FINISH = 7, 8

# Progress modes
REMAINING_STAYS, RETAINED_LOGIC, PROGRESS_OVERRIDE, ACTUAL_DATES = 0, 1, 2, 3

# Float rules
SMALLEST_FLOAT, START_FLOAT, FINISH_FLOAT = 0, 1, 2

# As late as possible
ALAP_TOTAL, ALAP_FREE = 0, 1

# Drivers: why a task's early date is what it is
BY_START, BY_LINK, BY_CONSTRAINT, BY_PROGRESS, BY_STATUS_DATE = 0, 1, 2, 3, 4
BY_HAND, BY_DELAY, BY_ALAP, BY_EXPECTED, BY_MAX_LAG = 5, 6, 7, 8, 9
