"""Lines that add: `add "Bench test" 3d after arm-fw @tom in firmware-work`, `add person "Jo Doe" rate 60/h`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fairlead.plan.changes import Add, Change, Plain, Set
from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS, Task
from fairlead.plan.errors import RequestError
from fairlead.plan.language.flow import list_in, value_in
from fairlead.plan.language.setting import STATUS, assigned, field_of, status_date
from fairlead.plan.language.subjects import NAMED
from fairlead.plan.language.tokens import Token, tokens_of
from fairlead.plan.references import space_kinds
from fairlead.plan.shapes import Shape, shapes_of
from fairlead.plan.values import Estimate, Moment, flag, slug, suggest

NAMING = {"risk": "event", "decision": "question"}
"""The key that the text after `add` goes to, where it isn't `name`."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A keyword with the words up to the next one; `keyword` is the field, or `id`, `in`, `before`, `@`, ``."""

    keyword: str
    start: int
    text: str


def keywords_of(kind: str) -> frozenset[str]:
    """Return the words that begin a clause when an entity of this kind is added."""
    words = {*shapes_of(KINDS[kind]), "id", "before"}
    return frozenset(words | {"in", "under", "due"} if kind == Task.kind else words | {"due"})


def added_by(line: str, plan: Plan) -> list[Change]:
    """Return the changes that a line beginning with `add` says."""
    kind, tokens = _kind(line)
    clauses = list(clauses_of(line, kind, tokens, plan))
    model = KINDS[kind]
    body: dict[str, Any] = {}
    place: dict[str, str] = {}
    for clause in clauses:
        if clause.keyword in ("id", "in", "before"):
            place[clause.keyword] = value_text(clause)
        elif clause.keyword == "@":
            body["who"] = [*body.get("who", []), *assigned(clause.text)]
        elif clause.keyword in body:
            raise RequestError(
                f"`{clause.keyword}` is said twice in `{line}`; put quotes round it where it is no key"
            )
        else:
            body[clause.keyword] = _value(clause, shapes_of(model)[clause.keyword], plan, model.held_apart)
    naming = NAMING.get(kind, "name")
    id = place.get("id") or _minted(str(body.get(naming) or body.get("name") or kind), kind, plan)
    parent = place.get("in")
    before = place.get("before")
    if before is not None and parent is None and before in plan.tasks and kind == Task.kind:
        parent = plan.tasks[before].parent
    apart = [Set(other, id, "value", body.pop(key)) for key, other in model.held_apart.items() if key in body]
    return [Add(kind, id, body, None if parent == "none" else parent, before), *apart]


def clauses_of(line: str, kind: str, tokens: list[Token], plan: Plan) -> Iterator[Clause]:
    """Yield the clauses of what is added, the text at the beginning first."""
    keywords = keywords_of(kind)
    naming = NAMING.get(kind, "name")
    starts: list[tuple[str, int, int]] = []
    held = False
    for index, token in enumerate(tokens):
        word = token.word
        if word is None and index == 0:
            starts.append((naming, token.start, token.start))
        elif word is not None and word.startswith("@") and kind == Task.kind and not held:
            starts.append(("@", token.start, token.start))
        elif word in keywords and not held and not _follows_a_comma(tokens, index):
            assert word is not None
            starts.append((_canonical(kind, word), token.start, token.end))
            held = _form(kind, starts[-1][0]) != "flag"
            continue
        elif (
            word is not None
            and kind == Task.kind
            and not held
            and _is_estimate(word, plan)
            and _may_estimate(starts)
        ):
            starts.append(("estimate", token.start, token.start))
        elif not starts:
            starts.append((naming, token.start, token.start))
        held = False
    ends = [start for _, start, _ in starts[1:]] + [len(line)]
    for (keyword, _, inner), end in zip(starts, ends, strict=True):
        yield Clause(keyword, inner, line[inner:end].strip())


def _follows_a_comma(tokens: list[Token], index: int) -> bool:
    return index > 0 and (tokens[index - 1].word or "").endswith(",")


def _kind(line: str) -> tuple[str, list[Token]]:
    """Return what is added, and the tokens after that."""
    tokens = list(tokens_of(line))[1:]
    if not tokens:
        raise RequestError('say what to add, as in `add "Bench test" 3d after arm-fw @tom`')
    word = tokens[0].word
    if word in NAMED and len(tokens) > 1:
        return str(word), tokens[1:]
    if word in NAMED:
        raise RequestError(f'say what the {word} is called, as in `add {word} "Name"`')
    if len(tokens) > 1 and tokens[1].form == "quoted" and word is not None:
        near = suggest(word, NAMED)
        hint = f"did you mean `{near}`?" if near else f"it can be {', '.join(NAMED)}"
        raise RequestError(f"a `{word}` can't be added; {hint}")
    return Task.kind, tokens


def _may_estimate(starts: list[tuple[str, int, int]]) -> bool:
    """A length without a keyword stands right after the name, or after people."""
    return bool(starts) and starts[-1][0] in ("name", "@") and all(each[0] != "estimate" for each in starts)


def _is_estimate(word: str, plan: Plan) -> bool:
    if word in plan.settings.sizes:
        return True
    try:
        return word[0].isdigit() and Estimate.parse(word) is not None
    except ValueError:
        return False


def _canonical(kind: str, word: str) -> str:
    if word in ("id", "in", "before"):
        return word
    return "in" if word == "under" else field_of(kind, word)


def _form(kind: str, keyword: str) -> str:
    shape = shapes_of(KINDS[kind]).get(keyword)
    return shape.form if shape else "text"


def value_text(clause: Clause) -> str:
    """Return the text that a clause says."""
    text = value_in(clause.text, Shape("text"))
    if not text:
        raise RequestError(f"`{clause.keyword}` has no value; write it behind the word")
    return str(text)


def _value(clause: Clause, shape: Shape, plan: Plan, apart: Any) -> Plain:
    if shape.form == "flag":
        return _flag(clause)
    if not clause.text:
        raise RequestError(f"`{clause.keyword}` has no value; write it behind the word")
    if clause.text == STATUS and Moment in shape.values:
        return status_date(plan)
    if shape.form == "list":
        items = list_in(clause.text, shape)
        alone = clause.keyword in apart and len(items) == 1 and not clause.text.startswith("[")
        return items[0] if alone else items
    if shape.form in ("mapping", "part") and not clause.text.startswith("{") and " " in clause.text:
        key, _, value = clause.text.partition(" ")
        return {key: value_in(value, shape.of or Shape("text"))}
    return value_in(clause.text, shape)


def _flag(clause: Clause) -> str:
    if not clause.text:
        return "yes"
    try:
        flag(clause.text)
    except ValueError as problem:
        raise RequestError(f"`{clause.keyword} {clause.text}`: {problem}") from problem
    return clause.text


def _minted(name: str, kind: str, plan: Plan) -> str:
    taken = {id for each in space_kinds(kind) for id in plan.of_kind(each)}
    return slug(name, taken, fallback=kind)
