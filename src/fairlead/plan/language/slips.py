"""Slips: a line in the language's own words, for whoever has said it in others."""

from __future__ import annotations

import re

from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS
from fairlead.plan.language.subjects import VERBS, kinds_of, known_ids
from fairlead.plan.shapes import shapes_of
from fairlead.plan.values.ids import suggest

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
    "decide": "decided", "ill": "away", "sick": "away", "out": "away", "gone": "away", "unavailable": "away",
    "holidays": "away",
}  # fmt: skip
_FILLERS = frozenset(
    ["to", "is", "was", "has", "been", "will", "be", "by", "of", "on", "for", "at", "the", "=", ":", "->"]
)
_FALLS = frozenset(["cut", "reduce", "lower", "decrease", "shrink"])
_RISES = frozenset(["raise", "increase", "extend", "grow"])
_DAY = r"(\d{4}-\d\d-\d\d)"
_TO = r"\.\.\.|[-\N{EN DASH}\N{EM DASH}\N{HORIZONTAL ELLIPSIS}]|to|until|till|through"
_PERIOD = re.compile(rf"{_DAY}\s*(?:{_TO})\s*{_DAY}")
_TYPESET = str.maketrans({
    "\N{LEFT DOUBLE QUOTATION MARK}": '"', "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
    "\N{HYPHEN}": "-", "\N{NON-BREAKING HYPHEN}": "-", "\N{MINUS SIGN}": "-",
})  # fmt: skip
"""What programs for texts make of the signs that are on keyboards."""

_LEADING = re.compile(r"(?:please|set|update|change|make|let|mark)\s+", re.IGNORECASE)


def attempts(line: str, plan: Plan) -> list[str]:
    """Return the line in the language's own words, the least changed first."""
    plainer = _PERIOD.sub(r"\1..\2", line)
    words = _LEADING.sub("", plainer, count=1).replace("=", " = ").translate(_TYPESET).split()
    if not words:
        return []
    if (attempt := _budget_moved(words)) is not None:
        return [attempt]
    verb = _VERB_WORDS.get(words[0].lower(), words[0].lower())
    if verb in VERBS:
        said = [" ".join([verb, *rest]) for rest in (words[1:], _without_fillers(words[1:]))]
        return [attempt for attempt in dict.fromkeys(said) if attempt != line]
    subjects, rest = _likely_subjects(words[0], plan), _without_fillers(words[1:])
    if not rest:
        return []
    fields = _likely_fields(rest[0], subjects[-1], plan)
    value = _without_fillers(rest[1:])
    value = value[1:] if value[:1] == ["from"] else value
    values = [" ".join(value)]
    if len(value) == 2 and value[0][0].isdigit() and value[1].isalpha():
        values += [value[0] + value[1][0].lower()]
    found = [
        f"{subject} {field} {text}".strip() for subject in subjects for field in fields for text in values
    ]
    return [attempt for attempt in dict.fromkeys(found) if attempt != line]


def _budget_moved(words: list[str]) -> str | None:
    """Return `budget -15%` for `cut the budget by 15%`; None where a line doesn't say that."""
    verb, rest = words[0].lower(), _without_fillers(words[1:])
    if verb not in _FALLS | _RISES or len(rest) < 2 or rest[0].lower() != "budget":
        return None
    sum = " ".join(_without_fillers(rest[1:])).lstrip("+-")
    return f"budget {sum}" if rest[1].lower() == "to" else f"budget {'-' if verb in _FALLS else '+'}{sum}"


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
