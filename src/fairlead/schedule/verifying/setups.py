"""Checks: between tasks of different kinds there is time to set somebody or something up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from fairlead.schedule.verifying.capacity import by_person, spans_of
from fairlead.schedule.verifying.case import Case
from fairlead.schedule.verifying.doing import Doing, Doings
from fairlead.schedule.verifying.saying import length
from fairlead.schedule.verifying.staff import capacity_of
from fairlead.schedule.verifying.violation import Violation


def leaves_time_to_set_up(case: Case, doings: Doings) -> Iterator[Violation]:
    """Yield tasks that begin before whoever or whatever does them can be set up for that kind of work.

    Asked of those that do one thing at a time. The change takes working time of theirs, between the finish of the last
    task of another kind and this start.
    """
    for who, busy in by_person(doings).items():
        party = case.plan.people.get(who) or case.plan.equipment.get(who)
        if party is None or not (party.setup or party.setups) or capacity_of(case.plan, who) > 1:
            continue
        takes = case.units.minutes(party.setup) if party.setup is not None else 0
        certain = {(each.from_, each.to): case.units.minutes(each.takes) for each in party.setups}
        yield from _too_soon(case, who, busy, takes, certain)


def _too_soon(
    case: Case, who: str, busy: list[Doing], usual: int, certain: Mapping[tuple[str, str], int]
) -> Iterator[Violation]:
    own = case.hours.of_party(who)
    of_kind = sorted((doing for doing in busy if doing.job.task.setup), key=spans_of)
    for one, other in pairwise(of_kind):
        kinds = str(one.job.task.setup), str(other.job.task.setup)
        takes = certain.get(kinds, usual) if kinds[0] != kinds[1] else certain.get(kinds, 0)
        finish, start = one.job.laid.finish, spans_of(other)[0]
        if _is_between(busy, one, other):
            continue  # whether work of no kind in between counts as a change, the document doesn't say
        if own is None or not takes or not other.is_free or finish > start:
            continue  # who is on both at once is another matter
        free = own.between(finish, start)
        if free < takes - 1:
            message = (
                f"`{other.id}` ({kinds[1]}) starts {case.said(start)}, {length(free)} of working time after `{one.id}` "
                f"({kinds[0]}), but `{who}` takes {length(takes)} to set up."
            )
            yield Violation("setup", message, (other.id, one.id), (who,))


def _is_between(busy: list[Doing], one: Doing, other: Doing) -> bool:
    return any(
        spans_of(one) < spans_of(doing) < spans_of(other) and not doing.job.task.setup
        for doing in busy
        if doing is not one and doing is not other
    )
