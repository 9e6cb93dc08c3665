"""Lines that take away or rename: `drop reporting`, `remove reporting`, `rename arm-fw arm-firmware`."""

from __future__ import annotations

from fairlead.plan.changes import Change, Remove, Rename
from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS
from fairlead.plan.errors import RequestError
from fairlead.plan.language.subjects import kinds_of, the_one
from fairlead.plan.language.tokens import tokens_of


def removed_by(line: str, plan: Plan) -> list[Change]:
    """Return the removals of `drop a, b` (which also takes out what refers to them) or of `remove a, b`."""
    verb, *words = [token.text.rstrip(",") for token in tokens_of(line)]
    if not words:
        raise RequestError(f"say what to {verb}, as in `{verb} reporting`")
    return [Remove(kind, id, unlink=verb == "drop") for kind, id in named_in(words, plan)]


def renamed_by(line: str, plan: Plan) -> list[Change]:
    """Return the change of `rename old new` or `rename old to new`."""
    _, *words = [token.text for token in tokens_of(line)]
    words = [word for index, word in enumerate(words) if word != "to" or index != len(words) - 2]
    found = list(named_in(words[:-1], plan)) if len(words) > 1 else []
    if len(found) != 1:
        raise RequestError("write `rename OLD NEW`, as in `rename arm-fw arm-firmware`")
    kind, id = found[0]
    return [Rename(kind, id, words[-1])]


def named_in(words: list[str], plan: Plan) -> list[tuple[str, str]]:
    """Return (kind, id) of the entities that words name, each with or without its kind before it."""
    found: list[tuple[str, str]] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word in KINDS and waiting and waiting[0] in plan.of_kind(word):
            found.append((word, waiting.pop(0)))
        else:
            found.append((the_one(word, kinds_of(word, plan), plan), word))
    return found
