"""Kernels: what is used up, and from when on there is enough of it."""

from __future__ import annotations

from fairlead.schedule.codes import LATEST, MISSING
from fairlead.schedule.jit import kernel
from fairlead.schedule.levelling.tables import (
    SUPPLY_FIRST,
    SUPPLY_TIME,
    SUPPLY_TOTAL,
    TAKEN_AMOUNT,
    TAKEN_COUNTS,
    TAKEN_FIRST,
    TAKEN_TIME,
    Board,
)


@kernel
def short_until(b: Board, consumable: int, amount: int, start: int) -> int:
    """Return the first moment at which `amount` can be taken without anybody being short; MISSING: at `start`.

    LATEST where there never is enough.
    """
    if _enough(b, consumable, amount, start):
        return MISSING
    best = LATEST
    for i in range(b[b[SUPPLY_FIRST] + consumable], b[b[SUPPLY_FIRST] + consumable + 1]):
        moment = b[b[SUPPLY_TIME] + i]
        if start < moment < best and _enough(b, consumable, amount, moment):
            best = moment
    first = b[b[TAKEN_FIRST] + consumable]
    for i in range(first, first + b[b[TAKEN_COUNTS] + consumable]):
        moment = b[b[TAKEN_TIME] + i]
        if start < moment < best and _enough(b, consumable, amount, moment):
            best = moment
    return best


@kernel
def _enough(b: Board, consumable: int, amount: int, start: int) -> bool:
    """Return whether what has been taken by any moment from `start` on, and `amount` more, is there by then."""
    if _left(b, consumable, start) < amount:
        return False
    first = b[b[TAKEN_FIRST] + consumable]
    for i in range(first, first + b[b[TAKEN_COUNTS] + consumable]):
        if b[b[TAKEN_TIME] + i] > start and _left(b, consumable, b[b[TAKEN_TIME] + i]) < amount:
            return False
    return True


@kernel
def _left(b: Board, consumable: int, moment: int) -> int:
    total = 0
    for i in range(b[b[SUPPLY_FIRST] + consumable], b[b[SUPPLY_FIRST] + consumable + 1]):
        if b[b[SUPPLY_TIME] + i] <= moment:
            total = b[b[SUPPLY_TOTAL] + i]
    first = b[b[TAKEN_FIRST] + consumable]
    for i in range(first, first + b[b[TAKEN_COUNTS] + consumable]):
        if b[b[TAKEN_TIME] + i] <= moment:
            total -= b[b[TAKEN_AMOUNT] + i]
    return total
