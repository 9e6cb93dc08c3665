"""Kernels: two populations of schedules, one pressed to the start and one to the end, that breed each other.

After Debels and Vanhoucke, A bi-population based genetic algorithm for the resource-constrained project scheduling
problem, ICCSA 2005 (LNCS 3483): a child of two schedules pressed to one side is built toward the other, so that each
birth is a step of justification, too. It differs in that a child takes the place of its father's number in the other
population whenever it is no longer than what stands there, which keeps lines of descent apart; measured on j120.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from fairlead.schedule.jit import kernel
from fairlead.schedule.periods.generation import generate, keep_links, order_by
from fairlead.schedule.periods.tables import Space, Tables


class Colony(NamedTuple):
    """The two populations and what breeding needs; side 0 is pressed to the start, side 1 to the end.

    Times of side 1 are those of the mirrored problem.
    """

    ahead: Tables
    back: Tables
    space_ahead: Space
    space_back: Space
    start: Any
    """(2, members, activities)"""
    makespan: Any
    """(2, members)"""
    used: Any
    """(2,) the end of the last schedule built on each side"""
    scratch: Any
    """(4, activities)"""
    counts: Any
    dice: Any
    """(1,) the state of the random numbers"""


@kernel
def draw(dice: Any, below: int) -> int:
    """Return a random number from 0 until `below`.

    Source of the generator: Park and Miller, Random number generators: good ones are hard to find, CACM 31 (1988).
    """
    dice[0] = dice[0] * 48271 % 2147483647
    number: int = (dice[0] >> 3) % below
    return number


@kernel
def settle(colony: Colony, side: int, member: int, key: Any) -> int:
    """Build the schedule of these keys (0 or more, least first) as a member of a side; returns its makespan."""
    of = colony.ahead if side == 0 else colony.back
    space = colony.space_ahead if side == 0 else colony.space_back
    order, spare = colony.scratch[1], colony.scratch[2]
    keep_links(of, key)
    order_by(key, of.size, order, spare, colony.counts)
    start = colony.start[side, member] if member >= 0 else colony.scratch[3]
    makespan = generate(of, space, order, start, colony.used[side])
    colony.used[side] = makespan
    if member >= 0:
        colony.makespan[side, member] = makespan
    return makespan


@kernel
def populate(colony: Colony, side: int, first: int, last: int, rule: Any, noise: int) -> None:
    """Fill members `first` until `last` of a side; their keys are those of a rule with noise."""
    key = colony.scratch[0]
    for member in range(first, last):
        for j in range(colony.ahead.size):
            key[j] = rule[j] + draw(colony.dice, noise)
        settle(colony, side, member, key)


@kernel
def cross(colony: Colony, side: int, father: int, mother: int) -> None:
    """Fill in keys for the other side: a span of time as in the father, what is before and behind as in the mother."""
    of, key, dice = colony.ahead if side == 0 else colony.back, colony.scratch[0], colony.dice
    end = colony.makespan[side, father]
    length = end // 4 + draw(dice, end // 2 + 1)
    low = draw(dice, end - length + 1)
    high = low + length
    far = 2 * max(end, colony.makespan[side, mother]) + 2
    for j in range(of.size):
        finish = colony.start[side, father, j] + of.duration[j]
        if low < finish <= high:
            finish += far
        else:
            finish = colony.start[side, mother, j] + of.duration[j]
            if finish > high:
                finish += 2 * far
            elif finish > low:
                finish += far
        # What ends last on this side is taken first on the other.
        key[of.size - 1 - j] = 3 * far - finish


@kernel
def evolve(colony: Colony, first: int, last: int, shifts: int) -> int:
    """Breed children `first` until `last`; returns the least makespan among them.

    Children are counted through the rounds, which go from side to side: child c is that of father c modulo members
    in round c // members. `shifts` of 1,000 keys of a child move by up to an eighth of the makespan.
    """
    dice, key = colony.dice, colony.scratch[0]
    members, size = colony.makespan.shape[1], colony.ahead.size
    least = 0
    for child in range(first, last):
        side, father = child // members % 2, child % members
        other = 1 - side
        mother, rival = draw(dice, members), draw(dice, members)
        if colony.makespan[side, rival] < colony.makespan[side, mother]:
            mother = rival
        cross(colony, side, father, mother)
        reach = colony.makespan[side, father] // 8 + 1
        for j in range(size):
            if draw(dice, 1000) < shifts:
                key[j] = max(0, key[j] + draw(dice, 2 * reach + 1) - reach)
        makespan = settle(colony, other, -1, key)
        if makespan <= colony.makespan[other, father]:
            colony.makespan[other, father] = makespan
            for j in range(size):
                colony.start[other, father, j] = colony.scratch[3, j]
        if child == first or makespan < least:
            least = makespan
    return least
