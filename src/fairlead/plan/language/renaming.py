"""A line with an id replaced where the line means the entity, and left alone where the word means something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS, Decision, Task
from fairlead.plan.errors import RequestError
from fairlead.plan.language.adding import _kind, clauses_of
from fairlead.plan.language.setting import field_of
from fairlead.plan.language.subjects import VERBS, kinds_of
from fairlead.plan.language.tokens import Token, tokens_of
from fairlead.plan.references import is_reference, space_of

Region = tuple[int, int]


def renamed_line(line: str, plan: Plan, kind: str, old: str, new: str) -> str:
    """Return a one-line change as it reads after an entity was renamed; unchanged when it isn't understood."""
    if old not in line:
        return line
    try:
        regions = sorted(set(_regions(line, plan, kind, old)), reverse=True)
    except RequestError:
        return line
    following = (
        "[\\w:]" if kind == Decision.kind else "[\\w.:]"
    )  # `gripper.suction` is an option of a decision
    whole_id = re.compile(rf"(?<![\w.:])(?<!\w-){re.escape(old)}(?!{following}|-\w)")
    for start, end in regions:
        line = line[:start] + whole_id.sub(lambda _: new, line[start:end]) + line[end:]
    return line


def _regions(line: str, plan: Plan, kind: str, old: str) -> Iterator[Region]:
    """Yield the stretches of a line in which the id means an entity of this kind."""
    first = line.split(None, 1)[0]
    if first == "add":
        yield from _in_added(line, plan, kind)
    elif first in VERBS:
        yield from _in_listed(list(tokens_of(line))[1:], plan, kind, old)
    else:
        yield from _in_sentence(line, plan, kind, old)


def _in_added(line: str, plan: Plan, kind: str) -> Iterator[Region]:
    added, tokens = _kind(line)
    for clause in clauses_of(line, added, tokens, plan):
        placed = clause.keyword in ("in", "before") and kind == added
        assigned = clause.keyword == "@" and space_of(kind) == "party"
        if placed or assigned or is_reference(KINDS[added], clause.keyword, space_of(kind)):
            yield clause.start, clause.start + len(clause.text) + 1


def _in_listed(tokens: list[Token], plan: Plan, kind: str, old: str) -> Iterator[Region]:
    for index, token in enumerate(tokens):
        if token.text.rstrip(",") == old:
            said = tokens[index - 1].text if index else ""
            means = said == kind if said in KINDS else kind in kinds_of(old, plan)
            if means:
                yield token.start, token.end


def _in_sentence(line: str, plan: Plan, kind: str, old: str) -> Iterator[Region]:
    tokens = tokens_of(line)
    subject, field = next(tokens), next(tokens, None)
    if field is not None and subject.text in KINDS and field.text in plan.of_kind(subject.text):
        about, subject, field = [subject.text], field, next(tokens, None)
    else:
        about = kinds_of(subject.text, plan)
    if subject.text == old and kind in about:
        yield subject.start, subject.end
    if field is None:
        return
    for each in about:
        head = field_of(each, field.text).partition(".")[0]
        moved = field.text in ("under", "before") and each == kind
        assigned = field.text.startswith("@") and each == Task.kind and space_of(kind) == "party"
        if moved or assigned or is_reference(KINDS[each], head, space_of(kind)):
            yield field.start if assigned or "." in field.text else field.end, len(line)
