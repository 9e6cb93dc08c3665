"""The menu of a plan: every move that its levers allow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from fairlead.feasibility.options.levers import LEVERS
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move
from fairlead.plan.levers import hired, is_contractor

MOST = 40


def menu_of(look: Look, most: int = MOST) -> list[Move]:
    """Return the moves that the plan's levers allow, those that look most promising first.

    Of each kind the best come first, so that a long list of one kind doesn't keep the others out.
    """
    by_kind = [
        sorted(
            (move for move in lever(look) if not look.forbids(move.kind, (*move.about, *move.who))),
            key=lambda move: -move.weight,
        )
        for lever in LEVERS
    ]
    rounds = [
        sorted((move for move in row if move is not None), key=lambda move: -move.weight)
        for row in zip_longest(*by_kind)
    ]
    return [move for row in rounds for move in row][:most]


def within_limits(look: Look, moves: Sequence[Move]) -> bool:
    """Tell whether moves, with those hired already, keep to how many contractors and hires the plan allows."""
    outside = {who for move in moves if move.kind in ("hire", "supplier", "buy") for who in move.who}
    contractors = {who for who in outside if is_contractor(look.plan, who)}
    employed = outside - contractors
    contractors |= {each.id for each in hired(look.plan, contractors=True)}
    employed |= {each.id for each in hired(look.plan, contractors=False)}
    new = sum(move.kind == "lend" for move in moves) + len(employed)
    levers = look.levers
    return (levers.contractors is None or len(contractors) <= levers.contractors) and (
        levers.hires is None or new <= levers.hires
    )
