"""What the kernels that run iterations side by side are given: a network's tables, and room for some iterations."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fairlead.risk.tables import Drawn, Floats, Ints, Normals

Minutes = npt.NDArray[np.int32]
Marks = npt.NDArray[np.int8]
Bits = npt.NDArray[np.uint64]

WORK, GATE, FIRST = 0, 1, 2  # takes time; stands where the last before it ends; where the first begins
SOME_IDLE, NO_WORK = 1, 2  # in some iterations without work, in all of them

LANES = 64  # iterations in a word of bits


class Abreast(NamedTuple):
    """A network, and room for `width` of its iterations at a time, side by side in memory.

    On one calendar moments are working minutes since the plan's start, `origin`; `cum` and `starts` are its spans from
    then on, to tell moments of the axis again. On several, moments are minutes of the clock since `origin`; a calendar
    has a row in `hours` and `begins`, and steps are `step` minutes long: `hours[c, g]` is twice the minutes that it has
    worked before step `g`, and one more if it works through it; its working step `j` begins at `begins[c, j]`.

    A place's moments are kept in a row that others take over once all its successors are laid. Whatever else is kept of
    a place or a link is a bit for each iteration.
    """

    kind: Ints  # (places,)
    minutes: Ints  # (places,) at the most likely value
    into: Ints  # (places + 1,)
    before: Ints
    link: Ints
    lag: Ints
    calendar: Ints  # (places,) a row of `hours`; -1 = minutes pass as they are
    lag_calendar: Ints  # (links,) likewise
    straight: Marks  # (places,) 1 = only links from finish to start without lags lead to it
    ends: Marks  # (places,) 1 = nothing behind it ends as late, 2 = and it is part of the plan's own span
    row: Ints  # (places,) of `finish` and `done`
    begun_row: Ints  # (places,) of `begun`; 0 where nobody asks for it
    spent_first: Ints  # (places + 1,) first row of `spent`
    spent: Ints  # rows of the model's money that go by a place's minutes
    kept_first: Ints  # (places + 1,) first row of `kept_by`
    kept_by: Ints  # outputs that a place is part of
    shared_row: Ints  # (streams,) the row of `normals` of one that several uniforms are mixed from; else -1
    hours: Minutes
    begins: Minutes
    step: int
    per_step: float  # steps a minute
    first: int  # when the plan starts
    cum: Ints  # working minutes before each span
    starts: Ints  # moments at which spans start
    most: int  # the last moment that is known
    origin: int
    width: int  # a multiple of LANES
    drawn: Drawn  # (block,)
    normals: Normals  # (shared streams, block)
    mixing: Normals  # (block,)
    struck: Marks  # (events, width)
    worked: Minutes  # (width,) of the place at hand, as are those down to `reached`
    own: Minutes
    amount: Floats
    start: Minutes
    bound: Minutes
    reached: (
        Minutes  # (most links into a straight place, width) minutes worked before the end of each predecessor
    )
    finish: Minutes  # (rows, width)
    done: Minutes  # (rows, width) minutes that its own calendar has worked before its finish
    begun: Minutes  # (begun rows, width)
    last: Minutes  # (width,) the plan's finish so far
    outputs: Minutes  # (outputs, width)
    drives: Bits  # (words, links) 1 = it reaches its successor's date, so that more would move it
    path: Bits  # (places,) 1 = on the longest path
    idle: Bits  # (words, places) 1 = without work
    some_idle: Marks  # (places,)
    latest: Bits  # (words, places that end) 1 = it ends no earlier than those before it
    later: Bits  # 1 = it ends later than those before it
    money: Ints  # (block,) cost in hundredths, to be added up in any order
    by_finish: Ints  # (block,) likewise

    def with_room(self) -> Abreast:
        """Return the same network with room of its own, for another thread."""
        return self._replace(**{name: np.zeros_like(getattr(self, name)) for name in _ROOM})


_ROOM = Abreast._fields[Abreast._fields.index("drawn") :]
