"""What is shown of all that was tried: up to five ways that differ in kind, not only in amount."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Kind, Move
from fairlead.feasibility.options.option import HOPELESS, Option, Trying, leaner, usefulness
from fairlead.feasibility.options.sets import MOST_MOVES
from fairlead.feasibility.options.settling import PROMISES, with_kept_promises, with_promises_settled
from fairlead.risk.scoring import Score

MOST_SHOWN = 5
_SEVERAL = 3
_MOST_FINISHED = 12  # ways that are scored with all iterations, of which some turn out to be alike
_HALF = 0.5  # of the kinds of two ways together: they may have so many in common
_PASSES = ((_HALF - 0.01, True), (_HALF, True), (_HALF, False))
"""How alike ways may be, and whether each needs a kind of move of its own."""

_SAME_MOVE = 3  # options that one move may stand in


def shown(
    look: Look, quick: Trying, full: Trying, front: Sequence[Option], others: Sequence[Option]
) -> list[Option]:
    """Return the best of what was tried `quick`, then the best unlike those taken, each as `full` has it.

    Those that are enough come before others, and of them those of the `front`; those that bring a kind of move of their
    own come before those that join what others have. Beside several that are enough, others are shown for a kind of
    their own alone. What gains nothing is left out, and what they promise is as late and as dear as it has to be. Where
    none of them is enough, because the search ended before it came to promises, they promise what they can keep.
    """
    choice = _Choice(look, quick, full, [*front, *others])
    ranked = [*sorted(front, key=usefulness), *sorted(others, key=usefulness)]
    better = [option for option in ranked if _is_better(option, quick.before)]
    for enough, (most_alike, new) in product((True, False), _PASSES):
        if not enough and not new and sum(option.enough for option in choice.found) >= _SEVERAL:
            break
        for option in better:
            if len(choice.found) == MOST_SHOWN or choice.finished == _MOST_FINISHED:
                break
            if option.enough == enough and not (choice.found and _is_much(option)):
                choice.consider(option, most_alike, new=new)
    found = choice.found
    if not any(option.enough for option in found):
        found = list(
            {frozenset(each.lines): each for each in (_promised(look, full, one) for one in found)}.values()
        )
    return sorted(found, key=usefulness)


class _Choice:
    """What is shown so far. `common` are the kinds of moves that no way can do without: they tell none from another."""

    def __init__(self, look: Look, quick: Trying, full: Trying, tried: Sequence[Option]) -> None:
        self.look, self.quick, self.full = look, quick, full
        self.found: list[Option] = []
        self.finished = 0
        self.surest = max((_hope(option) for option in tried), default=0.0)
        kinds = [option.kinds for option in tried if not self._is_hopeless(option)]
        self.common = frozenset[Kind]() if len(kinds) < 2 else frozenset.intersection(*kinds)

    def consider(self, option: Option, most_alike: float, *, new: bool) -> None:
        """Take an option, finished, unless it is hopeless or too much like those there are.

        `new` asks for a kind of move that none of them has.
        """
        hopeful = self._hopeful(option)
        if hopeful is None or not self._is_unlike(hopeful, most_alike, new=new):
            return
        lean = leaner(hopeful, self.quick.option)
        final = settled(self.look, self.full, lean.moves)
        if final is not None and lean.enough and not final.enough:  # by few iterations it was, by a hair
            final = _promised(self.look, self.full, final)
        self.finished += 1
        if final is not None and self._is_unlike(final, most_alike, new=new):
            self.found.append(final)

    def _hopeful(self, option: Option) -> Option | None:
        """Return an option, where it is too unsure with later dates and more money; None where that helps nothing."""
        if not self._is_hopeless(option):
            return option
        kept = self.quick.option(with_kept_promises(self.look, option))
        return kept if kept is not None and not self._is_hopeless(kept) else None

    def _is_hopeless(self, option: Option) -> bool:
        return _hope(option) < HOPELESS * self.surest

    def _is_unlike(self, option: Option, most_alike: float, *, new: bool) -> bool:
        """Tell whether an option differs in kind from those there are, and has no move that enough of them have."""
        if new and self.found and not option.kinds - self.common - self._kinds():
            return False
        own = [move for move in option.moves if move.kind not in self.common]
        repeated = any(sum(move in other.moves for other in self.found) >= _SAME_MOVE for move in own)
        return not repeated and all(self._likeness(option, other) <= most_alike for other in self.found)

    def _kinds(self) -> frozenset[Kind]:
        return frozenset(kind for option in self.found for kind in option.kinds)

    def _likeness(self, one: Option, other: Option) -> float:
        """Return the share of kinds that two options have in common (Jaccard's index)."""
        own, others = one.kinds - self.common, other.kinds - self.common
        return len(own & others) / len(own | others) if own | others else 1.0


def settled(look: Look, full: Trying, moves: Sequence[Move]) -> Option | None:
    """Return what comes of moves, with no promise later or dearer than it has to be; None where nothing does."""
    option = full.option(moves)
    kept = with_promises_settled(look, option) if option is not None else ()
    return option if not kept else full.option(kept)


def _is_much(option: Option) -> bool:
    """Tell whether an option is more than people can do at once; it is shown where there is nothing smaller."""
    return sum(move.kind not in PROMISES for move in option.moves) > MOST_MOVES


def _promised(look: Look, full: Trying, option: Option) -> Option:
    """Return an option with later dates and more money where that makes it enough, else as it is."""
    kept = full.option(with_kept_promises(look, option))
    return kept if kept is not None and kept.enough else option


def _hope(option: Option) -> float:
    """Return the chance of all that is left of what was promised."""
    return option.score.chance_of_all or 0.0


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
