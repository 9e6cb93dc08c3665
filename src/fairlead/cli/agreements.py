"""What was agreed for the plan on the command line, and whether anything can be agreed for it."""

from __future__ import annotations

import os
from pathlib import Path

from fairlead.cli.plans import STANDARD_INPUT, Given
from fairlead.cli.scenarios import chosen, must_be_the_plan_itself
from fairlead.cli.screen import counted, listed, say, toned, warn, wrapped
from fairlead.exchange.importing import OpenedImport
from fairlead.plan.document import Plan
from fairlead.plan.errors import RequestError
from fairlead.schedule.agreed import Agreed

_MOST_NAMED = 5


def agreed_for(name: str, plan: Plan, *, quiet: bool = False) -> Agreed | None:
    """Return what was agreed for a plan by its name on the command line; None where nothing was, or nothing can be.

    A scenario is another plan, for which nothing was: it is laid anew, so that its odds are those that options showed.
    Ids that the plan no longer knows are told on standard error, unless `quiet`. Raises ReadError for a damaged file.
    """
    agreed = _read(name) if chosen() is None else None
    if agreed is not None and not quiet:
        _say_strangers(agreed, plan)
    return agreed


def _read(name: str) -> Agreed | None:
    if name == STANDARD_INPUT:
        return None
    if os.path.isfile(name):
        from fairlead.store.agreed import agreed_path, read_agreed

        return read_agreed(name) if agreed_path(name).exists() else None
    if "@" in name:
        return _of_revision(name)
    return None


def _of_revision(name: str) -> Agreed | None:
    from fairlead.cli.revisions import file_beside
    from fairlead.store.agreed import agreed_of, agreed_path

    file, _, _ = name.rpartition("@")
    within = agreed_path(Path(file).name)
    data = file_beside(name, within.as_posix())
    return None if data is None else agreed_of(data, f"{within}@{name.rpartition('@')[2]}")


def _say_strangers(agreed: Agreed, plan: Plan) -> None:
    from fairlead.plan.templates import expanded

    strangers = agreed.strangers(expanded(plan))
    if strangers:
        named = listed(f"`{id}`" for id in strangers[:_MOST_NAMED])
        more = f" and {len(strangers) - _MOST_NAMED} more" if len(strangers) > _MOST_NAMED else ""
        verb = "is no task" if len(strangers) == 1 else "are no tasks"
        warn(
            f"the agreed schedule has {counted(len(strangers), 'task')} that the plan hasn't: "
            f"{named}{more} {verb} any more and left aside"
        )


def say_how_to_agree(given: Given, command: str) -> None:
    """Print the command that makes what was found the agreed schedule, or why nothing can be agreed for this plan."""
    try:
        must_take_agreements(given)
    except RequestError as problem:
        for line in wrapped(f"{str(problem)[:1].upper()}{str(problem)[1:]}."):
            say(toned(line, "quiet"))
    else:
        say(f"{toned(command, 'command')} makes it the agreed schedule.")


def must_take_agreements(given: Given) -> None:
    """Raise RequestError, with what to do instead, for a plan beside which nothing can be written."""
    must_be_the_plan_itself("what is agreed")
    name = given.name
    if name == STANDARD_INPUT:
        raise RequestError("what is agreed is kept beside the plan's file; name the file instead of `-`")
    if isinstance(given.opened, OpenedImport):
        raise RequestError(
            f"{name} is another tool's file, beside which nothing can be agreed; "
            f"`fairlead import {name} -o plan.yaml` makes a plan of it"
        )
    if not os.path.isfile(name):
        raise RequestError(
            f"{name} is a revision in git, where nothing can be agreed any more; name the file itself"
        )
