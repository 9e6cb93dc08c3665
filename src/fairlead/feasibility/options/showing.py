"""What is shown of all that was tried: up to five ways that differ in kind, not only in amount."""

from __future__ import annotations

from collections.abc import Sequence

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move
from fairlead.feasibility.options.option import Option, Trying
from fairlead.feasibility.options.settling import with_kept_promises, with_promises_settled
from fairlead.risk.scoring import Score

_SHOWN = 5
_ALIKE = 0.5
_SAME_MOVE = 3  # options that one move may stand in
_MOST_FINISHED = 12  # ways that are scored with all iterations, of which some turn out to be alike


def shown(
    look: Look, quick: Trying, full: Trying, front: Sequence[Option], others: Sequence[Option]
) -> list[Option]:
    """Return the best of what was tried `quick`, then the best unlike those taken, each as `full` has it.

    Those of the `front` come before others. What gains nothing is left out of them, and what they promise is as late
    and as dear as it has to be. Where none of them is enough, because the search ended before it came to promises,
    they promise what they can keep.
    """
    found: list[Option] = []
    finished = 0
    for option in (*sorted(front, key=usefulness), *sorted(others, key=usefulness)):
        if len(found) == _SHOWN or finished == _MOST_FINISHED:
            break
        if not _is_better(option, quick.before) or not _is_unlike(option, found):
            continue
        final = _settled(look, full, _leaner(quick, option).moves)
        finished += 1
        if final is not None and _is_unlike(final, found):
            found.append(final)
    if not any(option.enough for option in found):
        found = list(
            {frozenset(each.lines): each for each in (_promised(look, full, one) for one in found)}.values()
        )
    return sorted(found, key=usefulness)


def _leaner(trying: Trying, option: Option) -> Option:
    """Return an option that is to be shown without the moves that gain nothing, whatever was tried so far."""
    for move in option.moves:
        rest = tuple(each for each in option.moves if each is not move)
        less = trying.option(rest) if rest else None
        if less is not None and all(
            a <= b + 1e-9 for a, b in zip(less.measures, option.measures, strict=True)
        ):
            return _leaner(trying, less)
    return option


def _settled(look: Look, full: Trying, moves: Sequence[Move]) -> Option | None:
    option = full.option(moves)
    settled = with_promises_settled(look, option) if option is not None else ()
    return option if not settled else full.option(settled)


def _promised(look: Look, full: Trying, option: Option) -> Option:
    """Return an option with later dates and more money where that makes it enough, else as it is."""
    kept = full.option(with_kept_promises(look, option))
    return kept if kept is not None and kept.enough else option


def usefulness(option: Option) -> tuple[bool, float, float]:
    """What is enough comes first, the cheapest of it; of what isn't, the surest."""
    missing, cost, _ = option.measures
    return (not option.enough, cost if option.enough else missing, cost)


def _is_unlike(option: Option, found: Sequence[Option]) -> bool:
    """Tell whether an option differs in kind from all of these, and has no move that enough of them have."""
    repeated = any(sum(move in other.moves for other in found) >= _SAME_MOVE for move in option.moves)
    return not repeated and all(_likeness(option, other) <= _ALIKE for other in found)


def _likeness(one: Option, other: Option) -> float:
    """Return the share of kinds that two options have in common (Jaccard's index)."""
    return len(one.kinds & other.kinds) / len(one.kinds | other.kinds)


def _is_better(option: Option, before: Score) -> bool:
    """Tell whether an option gains anything: chance, or where nothing is promised an earlier or cheaper plan."""
    if before.chance_of_all is not None:
        now = [*before.goals.values(), before.chance_of_budget or 0.0]
        then = [
            *(option.score.goals.get(id, 0.0) for id in before.goals),
            option.score.chance_of_budget or 0.0,
        ]
        return option.chance > (before.chance_of_all or 0.0) + 0.005 or (
            option.chance >= (before.chance_of_all or 0.0) and sum(then) > sum(now) + 0.01
        )
    return option.score.finish_p80 < before.finish_p80 or option.score.cost_p80 < before.cost_p80
