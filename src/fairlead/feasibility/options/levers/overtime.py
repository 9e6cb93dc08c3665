"""Overtime, within what the plan allows, for those who are on decisive work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.plan.changes import Set
from fairlead.plan.entities import Person
from fairlead.schedule.why.words import listed

USUAL = "4h/w at 150%"
"""Where the plan says nothing of overtime."""

_MOST = 4


def overtime(look: Look) -> Iterator[Move]:
    """Yield overtime for each of those whom work waits for most, and for all of them together."""
    if look.is_never("overtime"):
        return
    if look.plan.settings.levers is not None and look.levers.overtime is None:
        return
    able = [
        person
        for who in look.busy
        if (person := look.plan.people.get(who)) is not None
        and not look.spares(person)
        and person.overtime is None
        and not look.is_never(who)
    ][:_MOST]
    for person in able:
        yield _move(look, [person])
    if len(able) > 1:
        yield _move(look, able)


def _move(look: Look, people: Sequence[Person]) -> Move:
    said = str(look.levers.overtime or USUAL)
    lines = said_lines(look.plan, [Set("person", each.id, "overtime", said) for each in people])
    names = [each.title for each in people]
    about = frozenset(f"overtime of {each.id}" for each in people)
    return Move(
        "overtime", f"Overtime of {said} for {listed(names)}", lines, about, tuple(each.id for each in people),
        risk="Tired people err, and leave; for weeks rather than months.",
        weight=sum(look.busy.get(each.id, 0.0) for each in people),
    )  # fmt: skip
