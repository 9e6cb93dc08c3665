"""The search among sets of moves, until there is no time any more."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence

from fairlead.feasibility.options.front import front_of
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import within_limits
from fairlead.feasibility.options.move import Move, fit_together
from fairlead.feasibility.options.option import Option, Trying
from fairlead.feasibility.options.sets import sets_to_try

_MOST_TRIALS = 110

Told = Callable[[int, Sequence[Option]], None]
"""Told how many sets have been tried, and the front so far."""


def searched(
    look: Look,
    trying: Trying,
    menu: Sequence[Move],
    *,
    seconds: float,
    seed: int,
    stopped: Callable[[], bool],
    told: Told | None = None,
) -> bool:
    """Try sets of moves, and return whether time or `stopped` ended that early; what works is among what was tried.

    The same seed tries the same sets in the same order.
    """
    end = time.monotonic() + seconds
    for moves in sets_to_try(look, trying, menu, random.Random(seed)):
        if trying.count >= _MOST_TRIALS:
            return False
        if trying.count > 1 and (stopped() or time.monotonic() > end):
            return True
        if fit_together(moves) and within_limits(look, moves):
            trying.option(moves)
            if told is not None:
                told(trying.count, front_of(trying.tried))
    return False
