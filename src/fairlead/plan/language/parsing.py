"""Lines read as changes, and what to write instead of a line that isn't understood."""

from __future__ import annotations

import re
from collections.abc import Callable

from fairlead.plan.changes import Change
from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS
from fairlead.plan.errors import RequestError
from fairlead.plan.language.adding import added_by
from fairlead.plan.language.budget import budget_by
from fairlead.plan.language.hiring import hired_by
from fairlead.plan.language.removing import removed_by, renamed_by
from fairlead.plan.language.saying import say
from fairlead.plan.language.setting import set_by
from fairlead.plan.language.subjects import kinds_of, known_ids
from fairlead.plan.shapes import shapes_of
from fairlead.plan.values.ids import suggest

_VERBS: dict[str, Callable[[str, Plan], list[Change]]] = {
    "add": added_by,
    "budget": budget_by,
    "drop": removed_by,
    "hire": hired_by,
    "remove": removed_by,
    "rename": renamed_by,
}

_VERB_WORDS = {
    "delete": "remove", "del": "remove", "rm": "remove", "cut": "drop", "cancel": "drop", "skip": "drop",
    "new": "add", "create": "add", "insert": "add", "call": "rename",
    "engage": "hire", "employ": "hire", "contract": "hire",
}  # fmt: skip
_FIELD_WORDS = {
    "takes": "estimate", "lasts": "duration", "took": "spent", "remaining": "left", "finished": "done",
    "complete": "done", "completed": "done", "ended": "done", "ready": "done", "begun": "started", "began": "started",
    "begins": "start", "requires": "after", "follows": "after", "depends": "after", "waits": "after",
    "assigned": "who", "assignee": "who", "owned": "owner", "called": "name", "title": "name", "absent": "away",
    "off": "away", "vacation": "away", "leave": "away", "holiday": "away", "costs": "cost", "happened": "struck",
}  # fmt: skip
_FILLERS = frozenset(
    ["to", "is", "was", "has", "been", "will", "be", "by", "of", "on", "for", "at", "the", "=", ":", "->"]
)
_LEADING = re.compile(r"(?:please|set|update|change|make|let|mark)\s+", re.IGNORECASE)


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
        if near is None:
            raise
        raise RequestError(f"{problem}\nDid you mean: {near}") from problem


def nearest(line: str, plan: Plan) -> str | None:
    """Return the valid line that somebody probably meant, None if there is no likely one."""
    for attempt in _attempts(line, plan):
        try:
            changes = _parsed(attempt, plan)
        except RequestError:
            continue
        # What was understood is said in its plain form, so that nobody agrees to something else by accident.
        return say(changes[0], plan) if len(changes) == 1 else attempt
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


def _attempts(line: str, plan: Plan) -> list[str]:
    """Return the line in the language's own words, the least changed first."""
    words = _LEADING.sub("", line, count=1).replace("=", " = ").split()
    if not words:
        return []
    verb = _VERB_WORDS.get(words[0].lower(), words[0].lower())
    if verb in _VERBS:
        return [attempt for attempt in [" ".join([verb, *words[1:]])] if attempt != line]
    subjects, rest = _likely_subjects(words[0], plan), _without_fillers(words[1:])
    if not rest:
        return []
    fields = _likely_fields(rest[0], subjects[-1], plan)
    value = _without_fillers(rest[1:])
    values = [" ".join(value)]
    if len(value) == 2 and value[0][0].isdigit() and value[1].isalpha():
        values += [value[0] + value[1][0].lower()]
    attempts = [
        f"{subject} {field} {text}".strip() for subject in subjects for field in fields for text in values
    ]
    return [attempt for attempt in dict.fromkeys(attempts) if attempt != line]


def _without_fillers(words: list[str]) -> list[str]:
    while words and words[0].lower() in _FILLERS:
        words = words[1:]
    return words


def _likely_subjects(word: str, plan: Plan) -> list[str]:
    if kinds_of(word, plan):
        return [word]
    near = suggest(word, known_ids(plan))
    return [word] if near is None else [word, near]


def _likely_fields(word: str, subject: str, plan: Plan) -> list[str]:
    synonym = _FIELD_WORDS.get(word.lower(), word.lower())
    known = [key for kind in kinds_of(subject, plan) for key in shapes_of(KINDS[kind])]
    near = suggest(word, known)
    return list(dict.fromkeys([word, synonym, *([near] if near else [])]))
