"""Ask somebody, or for something, that is there in certain weeks only for weeks more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.plan.changes import Set
from fairlead.plan.entities import Equipment, Supplier
from fairlead.plan.values import Period
from fairlead.schedule.why.words import said_date

_LATER = (timedelta(weeks=4), timedelta(weeks=12))
"""Four weeks are asked for more easily; what has to be done again may need the whole quarter."""

_BETWEEN = timedelta(weeks=2)
_GAP = timedelta(weeks=4)
"""Windows that are further apart than this leave work waiting long when it misses the first of them."""

_SELDOM = 0.05


def more_windows(look: Look) -> Iterator[Move]:
    """Yield for each firm and thing whose windows are listed weeks after the last of them, four or twelve, and two in
    each gap.

    Only where work is too late for them in more than a few cases: it then waits for the next, or never gets done.
    """
    if look.is_never("window"):
        return
    needed = _asked_for(look)
    parties: list[Supplier | Equipment] = [*look.plan.suppliers.values(), *look.plan.equipment.values()]
    for party in parties:
        windows = _listed(party)
        if party.id not in needed or not windows or look.is_never(party.id):
            continue
        ends = [(first, last) for first, last in windows if last >= look.today]
        for (_, end), (begin, _) in pairwise(ends):
            if begin - end > _GAP:
                yield _move(look, party, _monday(end + timedelta(weeks=1)), _BETWEEN, 0.8)
        if look.score.forecast.never > _SELDOM:
            for number, length in enumerate(_LATER):
                yield _move(look, party, _monday(max(windows[-1][1], look.today)), length, 1.0 - number / 10)


def _asked_for(look: Look) -> set[str]:
    """Return whom and what open work asks for."""
    return {
        each.what
        for task in look.whole.tasks.values()
        if task.done is None and not task.inactive
        for need in (*task.needs, *(need for mode in task.modes for need in mode.needs))
        for each in need.alternatives
    } | {who.id for task in look.whole.tasks.values() if task.done is None for who in task.who}


def _listed(party: Supplier | Equipment) -> list[tuple[date, date]]:
    """Return the windows of somebody who is there in no others; none where some come again and again, or never end."""
    found = []
    for each in party.available:
        if not isinstance(each, Period) or each.last is None:
            return []
        found.append(((each.first or each.last).date, each.last.date))
    return sorted(found)


def _monday(day: date) -> date:
    """Return the first Monday after a day."""
    return day + timedelta(7 - day.weekday())


def _move(look: Look, party: Supplier | Equipment, first: date, length: timedelta, weight: float) -> Move:
    last = first + length - timedelta(days=3)
    windows = sorted([*map(str, party.available), f"{first}..{last}"])
    lines = said_lines(look.plan, [Set(party.kind, party.id, "available", windows)])
    sentence = f"{party.title} from {said_date(first)} to {said_date(last)} as well"
    risk = f"{party.title} may not be free then."
    return Move("window", sentence, lines, frozenset({party.id}), (party.id,), risk=risk, weight=weight)
