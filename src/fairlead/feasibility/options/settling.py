"""Promises that go with a way out: the day and the sum that it keeps as surely as asked for, no later and no dearer."""

from __future__ import annotations

from fairlead.feasibility.options.levers.promising import kept_budget, kept_deadline
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Kind, Move
from fairlead.feasibility.options.option import Option
from fairlead.feasibility.verdict import confidence_of
from fairlead.risk.forecast import NEVER

PROMISES = frozenset[Kind](["deadline", "budget"])
"""Kinds of moves that do nothing otherwise, and promise something else."""


def with_kept_promises(look: Look, option: Option) -> tuple[Move, ...]:
    """Return the moves of an option and, for what it keeps less surely than asked for, what it could promise instead.

    What it could promise at no time stays as it is.
    """
    moves = {_about(move): move for move in option.moves}
    for id, chance in option.score.goals.items():
        kept = kept_deadline(look, id, option.score) if chance < confidence_of(look.plan, id) else None
        if kept is not None:
            moves[_about(kept)] = kept
    budget = option.score.chance_of_budget
    if budget is not None and budget < confidence_of(look.plan):
        larger = kept_budget(look, option.score)
        if larger is not None:
            moves[_about(larger)] = larger
    return tuple(moves.values())


def with_promises_settled(look: Look, option: Option) -> tuple[Move, ...]:
    """Return the moves of an option with each of its promises for the first day, or the least sum, that is sure enough.

    A promise that isn't needed is left out. Nothing is left where it was all that there is.
    """
    found = []
    for move in option.moves:
        settled = _settled(look, option, move) if move.kind in PROMISES else move
        if settled is not None:
            found.append(settled)
    return tuple(found)


def _settled(look: Look, option: Option, move: Move) -> Move | None:
    if move.kind == "budget":
        return kept_budget(look, option.score)
    (id,) = move.about
    never = option.score.forecast.end_minute(id, confidence_of(look.plan, id)) >= NEVER
    return move if never else kept_deadline(look, id, option.score)


def _about(move: Move) -> tuple[str, ...]:
    return (move.kind, *sorted(move.about)) if move.kind in PROMISES else move.lines
