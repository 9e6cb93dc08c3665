"""Lines read as changes, and what to write instead of a line that isn't understood."""

from __future__ import annotations

import re
from collections.abc import Callable

from fairlead.plan.changes import Change, Set
from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS
from fairlead.plan.errors import RequestError
from fairlead.plan.language.adding import added_by
from fairlead.plan.language.budget import budget_by
from fairlead.plan.language.hiring import hired_by
from fairlead.plan.language.removing import removed_by, renamed_by
from fairlead.plan.language.saying import say
from fairlead.plan.language.setting import GROWING, set_by
from fairlead.plan.language.slips import attempts
from fairlead.plan.language.subjects import kinds_of
from fairlead.plan.language.tokens import short

_VERBS: dict[str, Callable[[str, Plan], list[Change]]] = {
    "add": added_by,
    "budget": budget_by,
    "drop": removed_by,
    "hire": hired_by,
    "remove": removed_by,
    "rename": renamed_by,
}

MEANT = "Did you mean: "
"""Begins the last line of a refusal; behind it stands the line that was probably meant."""

_GUESS = re.compile(r"; did you mean `[^`]*`\?$")


def parse_line(text: str, plan: Plan) -> list[Change]:
    """Return the changes that one line says of a plan; raises `RequestError` with the nearest valid line.

    Lists with `+` and `-`, and words such as `status`, are worked out against `plan` as it is. A line about one copy
    of a template (`robot1.wire done`) first turns that `use:` into tasks of its own.
    """
    line = text.strip()
    if not line or "\n" in line:
        raise RequestError("a change is one line, as in `arm-fw left 3d`")
    try:
        return _parsed(line, plan)
    except RequestError as problem:
        near = nearest(line, plan)
        said = short(str(problem))
        if near is None:
            raise RequestError(said) from problem
        # The whole line says more than the one word that it was guessed from.
        raise RequestError(f"{_GUESS.sub('', said)}\n{MEANT}{near}") from problem


def nearest(line: str, plan: Plan) -> str | None:
    """Return the valid line that somebody probably meant, None if there is no likely one."""
    for attempt in attempts(line, plan):
        try:
            changes = _parsed(attempt, plan)
        except RequestError:
            continue
        grows = isinstance(changes[0], Set) and changes[0].field in GROWING
        # What was understood is said in its plain form, so that nobody agrees to something else by accident; of a list
        # that grows, the plain form would be the whole of it.
        return attempt if len(changes) > 1 or grows else say(changes[0], plan)
    return None


def _parsed(line: str, plan: Plan) -> list[Change]:
    unfolding = _unfolding(line, plan)
    if unfolding:
        from fairlead.plan.apply import apply

        plan = apply(plan, unfolding)
    word = line.split(None, 1)[0]
    # Whoever called something `budget` means that.
    verb = None if word == "budget" and kinds_of(word, plan) else _VERBS.get(word)
    return [*unfolding, *(verb(line, plan) if verb else set_by(line, plan))]


def _unfolding(line: str, plan: Plan) -> list[Change]:
    """Return what turns the copies that a line is about into tasks of their own; a template can't tell them apart."""
    words = line.split()
    if "." not in line or words[0] == "add":
        return []
    subjects = words[1:] if words[0] in _VERBS else words[:2] if words[0] in KINDS else words[:1]
    from fairlead.plan.difference import difference
    from fairlead.plan.templates import unfolded, user_of

    target = plan
    for word in subjects:
        user = user_of(target, word.rstrip(","))
        target = target if user is None else unfolded(target, user)
    return [] if target is plan else difference(plan, target)
