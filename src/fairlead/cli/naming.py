"""What somebody means by a word: an id, a name, an outline code, another tool's key."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS, PARTIES, WORK, Confidential, Entity, Task
from fairlead.plan.errors import RequestError
from fairlead.plan.values import suggest

_OTHERS = tuple(
    kind
    for kind, model in KINDS.items()
    if kind not in (*WORK, *PARTIES, "plan") and not issubclass(model, Confidential)
)
_KINDS = (*WORK, *PARTIES, *_OTHERS)


def meant(word: str, plan: Plan) -> Entity:
    """Return the entity that a word means, work before people and things.

    An exact id beats a name, which beats codes. Raises RequestError for nothing, with a suggestion, and for a word
    that several answer to, with their ids.
    """
    for answers in (_by_id, _by_name, _by_code):
        found = list(answers(word, plan))
        if len({(each.kind, each.id) for each in found}) > 1 and answers is not _by_id:
            raise RequestError(f"`{word}` could be {_listed(found)}; say which, by its id")
        if found:
            return found[0]
    raise RequestError(_unknown(word, plan))


def _all(plan: Plan) -> Iterator[Entity]:
    for kind in _KINDS:
        yield from plan.of_kind(kind).values()


def _by_id(word: str, plan: Plan) -> Iterator[Entity]:
    yield from (found for kind in _KINDS if (found := plan.of_kind(kind).get(word)))


def _by_name(word: str, plan: Plan) -> Iterator[Entity]:
    wanted = word.strip().casefold()
    yield from (each for each in _all(plan) if wanted in (each.title.casefold(), each.id.casefold()))


def _by_code(word: str, plan: Plan) -> Iterator[Entity]:
    for each in _all(plan):
        codes = [each.source.code, each.source.uid, each.source.guid] if each.source else []
        if word in codes or (isinstance(each, Task) and word in (each.wbs, each.ticket)):
            yield each


def _listed(found: list[Entity]) -> str:
    shown = [f"{each.kind} {each.id}" for each in found[:8]]
    return ", ".join(shown) + (f" and {len(found) - 8} more" if len(found) > 8 else "")


def _unknown(word: str, plan: Plan) -> str:
    ids = {each.id: each.id for each in _all(plan)}
    names = {each.title: each.id for each in _all(plan)}
    near = suggest(word, ids) or suggest(word, names)
    remedy = (
        f"did you mean `{ids.get(near) or names[near]}`?" if near else "`fairlead schedule` lists the ids"
    )
    return f"nothing in {plan.title} is called `{word}`; {remedy}"
