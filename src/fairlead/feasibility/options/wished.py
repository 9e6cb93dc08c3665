"""Ways out as somebody wishes them: with some levers in each of them, without others in any."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from fairlead.feasibility.options.choosing import Options, options_of
from fairlead.feasibility.options.front import front_of
from fairlead.feasibility.options.levers.overtime import USUAL
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of, within_limits
from fairlead.feasibility.options.move import Move, fit_together
from fairlead.feasibility.options.option import Trying, usefulness
from fairlead.feasibility.options.searching import Told
from fairlead.feasibility.options.showing import MOST_SHOWN, settled
from fairlead.plan.document import Plan
from fairlead.plan.entities import Levers
from fairlead.plan.errors import RequestError
from fairlead.plan.levers import ALSO, KINDS, hired, never_of, spared_by
from fairlead.plan.regions import is_inside
from fairlead.plan.templates import expanded
from fairlead.plan.values import Overtime, suggest
from fairlead.risk.scoring import Luck, scored

_QUICK = 500
_ALL = 10_000
_MOST_TRIED = 12
_ANY_OF = {"candidate": "hire", "outsource": "supplier"}


def without(plan: Plan, words: Sequence[str]) -> Plan:
    """Return the plan whose levers allow none of these: kinds of moves, or what they are about.

    Raises RequestError for a word that is neither.
    """
    if not words:
        return plan
    for word in words:
        _must_be_known(plan, word, "--without")
    # A plan that says nothing of levers allows the usual overtime; with levers it would have to say so.
    levers = plan.settings.levers or Levers(overtime=Overtime.parse(USUAL))
    update = {"never": (*levers.never, *(word for word in words if word not in levers.never))}
    if "overtime" in words:
        update["overtime"] = None  # type: ignore[assignment]
    changed = plan.settings.model_copy(update={"levers": levers.model_copy(update=update)})
    return plan.with_entities(changed)


def options_with(
    plan: Plan,
    words: Sequence[str],
    luck: Luck | None = None,
    *,
    seconds: float = 60.0,
    stopped: Callable[[], bool] | None = None,
    told: Told | None = None,
) -> Options:
    """Return ways each of which has a move of every kind, or about everything, that `words` name.

    Of the moves that a word allows the one is taken that helps most by itself; what else is worth doing is searched for
    with it done. Raises RequestError where the plan forbids such a move, or has none; PlanError as `options_of` does.
    """
    luck = luck or Luck(10_000)
    for word in words:
        _must_be_known(plan, word, "--with")
    quick = replace(luck, iterations=min(_QUICK, luck.iterations))
    given: tuple[Move, ...] = ()
    now, tried = plan, 0
    for word in words:
        if not any(_is_of(move, word) for move in given):
            move, now, count = _best_for(plan, now, word, given, quick, stopped)
            given, tried = (*given, move), tried + count
    found = options_of(_with_room_taken(now, given), luck, seconds=seconds, stopped=stopped, told=told)
    today = scored(plan, luck)
    full = Trying(plan, luck, today, checked=True)
    sets = [given, *((*given, *each.moves) for each in found.chosen if fit_together((*given, *each.moves)))]
    look = Look(plan, luck, today)
    # A promise that a way can do without isn't in it any more, and so the way may not be what was asked for.
    options = {
        frozenset(option.lines): option
        for moves in sets
        if (option := settled(look, full, moves)) is not None
        and all(any(_is_of(move, word) for move in option.moves) for word in words)
    }
    chosen = sorted(options.values(), key=usefulness)[:MOST_SHOWN]
    menu = (*given, *found.menu)
    return Options(
        plan, today, tuple(chosen), tuple(front_of(chosen)), menu, found.tried + tried, found.ended_early
    )


def _best_for(
    plan: Plan,
    now: Plan,
    word: str,
    given: Sequence[Move],
    quick: Luck,
    stopped: Callable[[], bool] | None,
) -> tuple[Move, Plan, int]:
    """Return the move for a word that helps most, the plan with it, and how many were tried."""
    before = scored(now, quick, stopped=stopped)
    look = Look(_with_room_taken(now, given), quick, before)
    able = [
        move
        for move in menu_of(look, _ALL)
        if _is_of(move, word) and within_limits(look, (move,)) and fit_together((*given, move))
    ]
    trying = Trying(now, quick, before, stopped)
    options = [option for move in able[:_MOST_TRIED] if (option := trying.option((move,))) is not None]
    if not options:
        raise RequestError(_why_none(plan, look, word, given))
    best = min(options, key=usefulness)
    return best.moves[0], best.plan, trying.count


def _is_of(move: Move, word: str) -> bool:
    if word in KINDS or word in ALSO:
        return move.kind == _ANY_OF.get(word, word)
    return word in {each for about in move.about for each in about.split()} or word in move.who


def _with_room_taken(plan: Plan, given: Iterable[Move]) -> Plan:
    """Return the plan in which those who are lent count as hires: in the plan itself they are people like others."""
    levers = plan.settings.levers
    lent = sum(move.kind == "lend" for move in given)
    if levers is None or levers.hires is None or not lent:
        return plan
    changed = levers.model_copy(update={"hires": max(levers.hires - lent, 0)})
    return plan.with_entities(plan.settings.model_copy(update={"levers": changed}))


# ---------------------------------------------------------------- refused


def _must_be_known(plan: Plan, word: str, option: str) -> None:
    ids = {id for found in expanded(plan).entities.values() for id in found}
    if word in KINDS or word in ALSO or word in ids:
        return
    near = suggest(word, [*KINDS, *ALSO, *ids])
    hint = f"did you mean `{near}`?" if near else f"kinds are {', '.join(KINDS)}"
    raise RequestError(f"{option} `{word}` is neither a kind of move nor in the plan; {hint}")


def _why_none(plan: Plan, look: Look, word: str, given: Sequence[Move]) -> str:
    """Return why there is no move for a word, and what there is instead."""
    because = _forbidden(plan, word)
    if because:
        return f"--with `{word}`: the plan forbids it, {because}"
    kind = _ANY_OF.get(word, word)
    for of, there, section in (
        ("hire", plan.candidates, "candidates"),
        ("supplier", plan.suppliers, "suppliers"),
    ):
        if kind == of and not there:
            return f"--with `{word}`: the plan lists nobody under `{section}`"
    kinds = dict.fromkeys(move.kind for move in menu_of(look, _ALL))
    what = "of that kind" if word in KINDS or word in ALSO else "about it"
    beside = f" that goes with `{given[-1].kind}`" if given else ""
    others = f"there are {', '.join(kinds)}" if kinds else "there is none at all"
    return f"--with `{word}`: the plan has no move {what}{beside} that can be carried out; {others}"


def _forbidden(plan: Plan, word: str) -> str:
    """Return which lever of the plan forbids a move for a word; empty for none."""
    levers = plan.settings.levers
    if levers is None:
        return ""
    kind = _ANY_OF.get(word, word)
    if never := never_of(levers, kind, {word}):
        return f"`levers: never` says `{never}`"
    if kind == "overtime" and levers.overtime is None:
        return "`levers` say nothing of `overtime`"
    if kind == "overtime" and all(spared_by(plan, each) for each in plan.people.values()):
        return "`levers: not_overtime` names everybody"
    person, outside = plan.people.get(word), plan.candidates.get(word) or plan.suppliers.get(word)
    if person is not None and (spared := spared_by(plan, person)):
        return f"`levers: not_overtime` names `{spared}`"
    place = outside.location if outside is not None and levers.regions else None
    if outside is not None and place and not is_inside(place, levers.regions):
        return f"{outside.title} is in {place}, and `levers: regions` allows {', '.join(levers.regions)}"
    if kind in ("hire", "supplier", "buy", "lend") or outside is not None:
        for name, most, contractors in (
            ("contractors", levers.contractors, True),
            ("hires", levers.hires, False),
        ):
            there = len(hired(plan, contractors=contractors))
            if most is not None and there >= most and (kind != "lend" or not contractors):
                so_many = ", and so many are hired" if there else ""
                return f"`levers: {name}` allows {most}{so_many}"
    return ""
