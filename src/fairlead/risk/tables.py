"""What the simulation's kernels are given: a few tables for everything uncertain in a plan, and room to count in.

A *uniform* is a number between 0 and 1, in steps of 32 bits, that is drawn in each iteration. Values (durations,
impacts, amounts) and events (risks that strike, branches that are taken, options that are chosen) each read one.
Uniforms that go together are mixed from independent *streams*, normals behind them; all others are a stream of their
own.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Keys = npt.NDArray[np.uint64]
Drawn = npt.NDArray[np.uint32]
Normals = npt.NDArray[np.float32]

NOTHING = -1  # no event, no value, no place
FAR = 1 << 57  # a moment from here on never comes
MOVED, FOR_GOOD = 1, 2  # a maximum lag whose predecessor was held back now; one that is given up

# Kinds of values
CONSTANT, UNIFORM, TRIANGULAR, TABLE, STEPS = 0, 1, 2, 3, 4

# Columns of `values`
VALUE_KIND = 0
VALUE_UNIFORM = 1
VALUE_AT = 2  # first number of `numbers`
VALUE_SIZE = 3
VALUE_COLUMNS = 4

GRID = 1024
"""Steps of a tabulated quantile function; both of its tails, a step wide, are divided as finely once more."""

# Columns of `events`
EVENT_UNIFORM = 0  # NOTHING: it happens as far as what it needs does
EVENT_NEEDS = 1  # first row of `needs`
EVENT_CAUSES = 2  # first row of `causes`
EVENT_UNDER_WAY = 3  # 1 = it only touches tasks that are under way at its moment
EVENT_FROM = 4  # window in which it strikes, minutes of the axis; NOTHING in EVENT_MOMENT without
EVENT_TO = 5
EVENT_MOMENT = 6  # the uniform that says when in the window; NOTHING = at any time, which spares nobody
EVENT_COLUMNS = 7

# Columns of `needs` (of an event: other events that must, or must not, have happened)
NEED_EVENT = 0
NEED_WANTED = 1
NEED_COLUMNS = 2

# Columns of `causes`: an event that makes another likelier; how likely stands in `cause_odds`
CAUSE_EVENT = 0
CAUSE_COLUMNS = 1

# Columns of `work`, a row for each place of the network and one more
WORK_VALUE = 0  # the value that its minutes are multiplied by; NOTHING = certain
WORK_PRESENT = 1  # the event that it is there at all; NOTHING = always
WORK_IMPACTS = 2  # first row of `impacts`
WORK_ABSENCES = 3  # first row of `missed`
WORK_RETRY = 4  # the uniform that says how often it is repeated; NOTHING = never
WORK_REPEATS = 5  # first row of `repeats`
WORK_PERCENT_LAGS = 6  # first row of `percent_lags`
WORK_ROUNDS = 7  # first row of `rounds`
WORK_COLUMNS = 8

# Columns of `rounds`: places in which a test that fails, and what it tests, are done again
ROUND_PLACE = 0
ROUND_OF = 1  # whose work that is: the test's own, or that of what it repeats
ROUND_NUMBER = 2  # 1 = after the first time that it fails
ROUND_LAST = 3  # 1 = all later rounds lie in it too
ROUND_COLUMNS = 4

# Columns of `impacts`
IMPACT_EVENT = 0
IMPACT_VALUE = 1
IMPACT_KIND = 2
IMPACT_COLUMNS = 3
STRETCH, ADD, ONCE_MORE = 0, 1, 2  # by a share of its own minutes; by minutes; all of it a second time

# Columns of `absences`: somebody away from the moment of an event on
ABSENCE_EVENT = 0
ABSENCE_VALUE = 1  # working minutes of the plan's calendar
ABSENCE_COLUMNS = 2

# Columns of `percent_lags`: links whose lag is a share of the predecessor's minutes
LAG_LINK = 0
LAG_THOUSANDTHS = 1  # of a percent
LAG_MINUTES = 2  # what that is of the minutes that the plan reckons with
LAG_COLUMNS = 3

# Columns of `money`
MONEY_PLACE = 0  # whose dates it goes by; NOTHING = the plan's finish
MONEY_EVENT = 1
MONEY_VALUE = 2  # multiplies the amount
MONEY_KIND = 3
MONEY_ESCALATION = 4  # the value that says by how much it grows a year; NOTHING = not at all
MONEY_FACTOR = 5  # another value that multiplies it: an exchange rate
MONEY_COLUMNS = 6
ONE_SUM, PER_MINUTE, PER_DATE, WITHIN = 0, 1, 2, 3
"""Once; per minute of work; per date of `dates` that the plan's finish reaches; per minute within some stretches."""

# What WITHIN reads from its slice of `dates`
WITHIN_CALENDAR = 0  # of the people who do it; CLOCK = minutes pass as they are
WITHIN_DELAY = 1  # minutes of it after which they begin
WITHIN_MINE, WITHIN_ALL = 2, 3  # their minutes are as much of the task's as the one is of the other
WITHIN_ORIGIN = 4  # the moment from which the calendar's minutes are counted
WITHIN_FIRST, WITHIN_COUNT = 5, 6  # where in `dates` the stretches begin, and how many there are
"""Stretches are three rows of minutes of the calendar: when each begins, when it ends, what those before it take."""

# Columns of `money_dates`: slice of `dates` of a recurring amount
YEAR = 525_960.0  # minutes


class Model(NamedTuple):
    """Everything uncertain in a plan, as tables; see the columns above."""

    keys: Keys  # (streams,) names the stream, the same for the same thing in any plan
    mixed: Ints  # (uniforms + 1,) first row of `mix_*`; a uniform without rows is the stream of its number
    mix_stream: Ints
    mix_weight: Floats
    normal: Ints  # (streams,) 1 = uniforms are mixed from it, so it comes as a standard normal
    values: Ints  # (values, VALUE_COLUMNS)
    numbers: Floats
    events: Ints  # (events + 1, EVENT_COLUMNS)
    odds: Floats  # (events, 2): it happens where its uniform lies between
    needs: Ints
    causes: Ints
    cause_odds: Floats
    work: Ints  # (places + 1, WORK_COLUMNS)
    retry_odds: Floats  # (places,)
    impacts: Ints
    repeats: Ints
    rounds: Ints  # (repetitions, ROUND_COLUMNS); a test that has rounds has no `repeats`
    absences: Ints
    missed: Ints  # rows of `absences` that a task's people have
    percent_lags: Ints
    holds: Ints  # (maximum lags, 2): link, most minutes
    base: Ints  # (parts, 2): minutes in all and remaining at the most likely value, the delay left out
    shapes: Ints  # (places, 2): SHAPE and ORDINARY as compiled
    real: Ints  # (places of tasks that end the plan,)
    ends: Ints  # (outputs + 1,) first row of `end_places`
    end_places: Ints
    money: Ints
    amounts: Floats
    money_dates: Ints  # (money, 2)
    dates: Ints
    taken_first: Ints  # (resources + 1,) first row of `taken_by`
    taken_by: Ints  # places that each resource works on
    crew_first: Ints  # (places + 1,) first row of `crew`
    crew: Ints  # the resources of each place


class Room(NamedTuple):
    """What one thread counts in."""

    normals: Normals  # (streams,)
    drawn: Drawn  # (uniforms,)
    x: Floats  # (values,)
    struck: Ints  # (events,)
    moments: Ints  # (events,)
    own: Ints  # (places,) minutes of work drawn for a task, its repetitions left out
    more: Ints  # (places,) minutes on top of it that risks, absences and repetitions make
    idle: (
        Ints  # (places,) of those, the ones its people aren't paid for; below 0: so many are paid beyond them
    )
    again: Ints  # (places,) of those, the ones in which what a test repeats is worked by others
    applied: Ints  # (impacts + missed,) 1 = counted already
    kept: Ints  # (maximum lags,) what holds their predecessors while no successor does
    given_up: Ints  # (maximum lags,) those that can't be kept
    path: Ints  # (places,) 1 = on the longest path
    order_of_path: Ints  # (places,)


class Totals(NamedTuple):
    """What a block of iterations adds up to."""

    finish: Ints  # (block,)
    cost: Floats  # (block,)
    ends: Ints  # (block, outputs)
    critical: Ints  # (places,)
    blocked: Ints  # (places,) how often it is the first that finds no time any more
    low: Floats  # (uniforms, 2) sums of finish and cost where a uniform lies in its lowest tenth
    high: Floats  # (uniforms, 2) likewise in its highest
    counts: Ints  # (uniforms, 2)
    events: Ints  # (events,) how often each happened
