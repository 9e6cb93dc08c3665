"""`fairlead people A B`: what several plans ask of everybody, each at its own dates, beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from fairlead.cli.found_load import FoundLoad
from fairlead.cli.headline import basis_in_words
from fairlead.cli.schedules import outlook_of
from fairlead.cli.screen import say, wrapped
from fairlead.cli.together import plans_of
from fairlead.cli.wording import Words

if TYPE_CHECKING:
    from fairlead.schedule.load import By
    from fairlead.schedule.outlook import Outlook

_TOO_MUCH = "Too much at once, by plans that don't heed each other"
_AVOIDED = ", between all plans"


def loads_together(names: Sequence[str], by: By | None, *, logic: bool) -> FoundLoad:
    """Return the load of several plans, each at its own dates: agreed, else levelled.

    That is where those stand out of whom two plans ask at the same moment.
    """
    from fairlead.schedule.load import asked_by_logic, asked_of
    from fairlead.schedule.sharing.loading import load_together, side_by_side

    given = plans_of(names)
    outlooks = {name: outlook_of(each.plan, each.opened, name=each.name) for name, each in given.items()}
    asked = {name: asked_by_logic(each.schedule, each.people) for name, each in outlooks.items()}
    by_logic = load = load_together(asked, "logic", by)
    with_people = not logic and any(each.people is not None for each in outlooks.values())
    if with_people:
        kept = {
            name: asked_of(each.people) if each.people is not None else asked[name]
            for name, each in outlooks.items()
        }
        load = load_together(kept, "people", by)
    bases = {each.basis for each in outlooks.values()} if with_people else {"logic"}
    return FoundLoad(
        side_by_side({name: each.plan for name, each in outlooks.items()}),
        bases.pop() if len(bases) == 1 else "mixed",
        "each plan with its people" if with_people else "by logic alone",
        load,
        by_logic,
        lambda words: _say_spans(outlooks, words),
        _TOO_MUCH,
        _AVOIDED,
    )


def _say_spans(outlooks: Mapping[str, Outlook], words: Words) -> None:
    for outlook in outlooks.values():
        dates = (
            f"{words.started(outlook.start)} → {words.reached(outlook.finish)} {basis_in_words(outlook, words)}"
            if outlook.tasks
            else "no tasks yet"
        )
        for number, line in enumerate(wrapped(f"{outlook.plan.title}: {dates}", indent=2)):
            say(f"  {line}" if number else line)
