"""What a line is about: the entity that its first word names."""

from __future__ import annotations

from collections.abc import Sequence

from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS, Confidential
from fairlead.plan.errors import RequestError
from fairlead.plan.values.ids import suggest

VERBS = ("add", "budget", "drop", "hire", "remove", "rename")
"""The words that begin a line which isn't about one field of one entity."""

NAMED = tuple(kind for kind, model in KINDS.items() if not issubclass(model, Confidential) and kind != "plan")
"""Kinds whose entities have ids of their own."""


def kinds_of(id: str, plan: Plan) -> list[str]:
    """Return the kinds that have an entity of this id."""
    if id == "plan":
        return ["plan"]
    return [kind for kind in NAMED if id in plan.of_kind(kind)]


def known_ids(plan: Plan) -> list[str]:
    """Return every id that a line may begin with."""
    return [*(id for kind in NAMED for id in plan.of_kind(kind)), "plan"]


def the_one(id: str, kinds: Sequence[str], plan: Plan) -> str:
    """Return the kind that is meant; raises `RequestError` for none and for several."""
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        choices = " or ".join(f"`{kind} {id}`" for kind in kinds)
        raise RequestError(f"`{id}` is a {' and a '.join(kinds)}; say {choices}")
    near = suggest(id, known_ids(plan))
    raise RequestError(f"nothing is called `{id}`; {f'did you mean `{near}`?' if near else 'check the id'}")


def subject(kind: str, id: str, plan: Plan) -> str:
    """Return the words that name an entity, with its kind where the id alone could mean something else."""
    if kind == "plan":
        return "plan"
    reserved = id in VERBS or id in KINDS
    return f"{kind} {id}" if reserved or len(kinds_of(id, plan)) > 1 else id
