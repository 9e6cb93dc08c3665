"""Lines about one field of one entity: `arm-fw estimate 12d`, `arm-fw after +rig`, `gripper decided suction`."""

from __future__ import annotations

from typing import Any

from fairlead.plan.changes import PLACE, Change, Plain, Rename, Set, value_at
from fairlead.plan.document import Plan
from fairlead.plan.entities import KINDS, Task
from fairlead.plan.errors import RequestError
from fairlead.plan.language.flow import NONE, list_in, signed_in, value_in
from fairlead.plan.language.subjects import kinds_of, the_one
from fairlead.plan.language.tokens import Token, tokens_of
from fairlead.plan.shapes import Shape, shapes_of, steps_of
from fairlead.plan.values import Moment, Who, suggest

GROWING = frozenset({"away", "closed", "open", "parts"})
"""Lists that a bare entry is added to, because one more is what people report; `[...]` says the whole list."""

FACTS = frozenset({
    "started", "done", "reported", "suspended", "resumed", "triggered", "struck", "closed", "raised", "decided",
    "heard", "taken",
})  # fmt: skip
"""What happens on a day: named without one, it happened on the status date. Dates that are planned have to be said."""

STATUS = "status"
"""In place of a date: the plan's status date."""


def set_by(line: str, plan: Plan) -> list[Change]:
    """Return the changes that a line with a subject says."""
    tokens = tokens_of(line)
    first = next(tokens)
    second = next(tokens, None)
    if first.text in KINDS and second is not None and second.text in plan.of_kind(first.text):
        kinds, id, field = [first.text], second.text, next(tokens, None)
    else:
        kinds, id, field = kinds_of(first.text, plan), first.text, second
    if not kinds:
        the_one(id, kinds, plan)
    if field is None:
        raise RequestError(f"say what about `{id}` changes, as in `{id} {_an_example(kinds[0])}`")
    kind = the_one(id, [each for each in kinds if _can(each, field)] or kinds, plan)
    return _Sentence(line, plan, kind, id).changes(field)


def field_of(kind: str, word: str) -> str:
    """Return the field that a word means; `due` is a deadline where there is no `due`."""
    return (
        f"deadline{word[3:]}"
        if word.partition(".")[0] == "due" and "due" not in shapes_of(KINDS[kind])
        else word
    )


def status_date(plan: Plan) -> str:
    """Return the status date as text, before the first one the plan's start; raises `RequestError` without either."""
    moment = plan.settings.status_date or plan.settings.start
    if moment is None:
        raise RequestError(
            "the plan has no status date; write the date, or first `plan status_date 2027-02-01`"
        )
    return str(moment)


def _can(kind: str, field: Token) -> bool:
    word = field.text
    sugar = word in ("under", "before", "last", "id") or (word.startswith("@") and kind == Task.kind)
    return sugar or field_of(kind, word).partition(".")[0] in shapes_of(KINDS[kind])


def _an_example(kind: str) -> str:
    examples = {"task": "left 3d", "person": "away 2027-03-01..2027-03-14", "plan": "status_date 2027-03-01"}
    return examples.get(kind, f"{next(iter(shapes_of(KINDS[kind])))} ...")


class _Sentence:
    """One line whose subject is known."""

    def __init__(self, line: str, plan: Plan, kind: str, id: str) -> None:
        self.line, self.plan, self.kind, self.id = line, plan, kind, id

    def changes(self, field: Token) -> list[Change]:
        """Return what the line says from the word `field` on."""
        word = field.word
        if word is not None and word.startswith("@") and self.kind == Task.kind:
            return [self._set("who", list[Plain](assigned(self.line[field.start :])))]
        if word == "id" and self.kind != "plan":
            return [Rename(self.kind, self.id, self._new_id(field))]
        if word in ("under", "before", "last"):
            return [self._set(PLACE, self._place(field))]
        if word == "decided" and self.kind == "decision":
            return self._decided(self._rest(field).strip())
        return [self._said(field_of(self.kind, field.text), self._rest(field).strip())]

    def _rest(self, token: Token) -> str:
        return self.line[token.end :]

    def _new_id(self, field: Token) -> str:
        words = [token.text for token in tokens_of(self._rest(field))]
        if len(words) != 1:
            raise RequestError(f"say one word that `{self.id}` is to be called, as in `{self.id} id new-id`")
        return words[0]

    def _set(self, field: str, value: Any) -> Set:
        head, _, rest = field.partition(".")
        apart = KINDS[self.kind].held_apart.get(head)
        if apart is None:
            return Set(self.kind, self.id, field, value)
        return Set(apart, self.id, f"value.{rest}" if rest else "value", value)

    def _said(self, field: str, rest: str) -> Set:
        field, shape, rest = self._descended(field, rest)
        if rest == NONE:
            return self._set(field, None)
        if not rest:
            return self._set(field, self._understood(field, shape))
        if shape.form == "list":
            return self._set(field, self._listed(field, shape, rest))
        if rest == STATUS and Moment in shape.values:
            return self._set(field, status_date(self.plan))
        return self._set(field, _readable(value_in(rest, shape), shape, f"{self.id} {field}"))

    def _descended(self, field: str, rest: str) -> tuple[str, Shape, str]:
        """Follow words that are keys: `skills ros 3` is `skills.ros 3`."""
        while True:
            try:
                _, shape = steps_of(KINDS[self.kind], field)
            except ValueError as problem:
                raise RequestError(f"`{self.id} {field}`: {problem}") from problem
            if shape.form not in ("mapping", "part") or rest.startswith("{") or rest == NONE or not rest:
                return field, shape, rest
            key = next(tokens_of(rest))
            following = rest[key.end :].strip()
            if not following:
                # One word alone is a value in itself, such as the id of a calendar.
                return field, shape, rest
            field, rest = f"{field}.{key.text}", following

    def _understood(self, field: str, shape: Shape) -> str:
        """Return the value of a field that was only named: yes for a flag, the status date for a fact."""
        if shape.form == "flag":
            return "yes"
        if Moment in shape.values and field.rpartition(".")[2] in FACTS:
            return status_date(self.plan)
        raise RequestError(
            f"say what `{field}` of `{self.id}` is, or `{self.id} {field} none` to take it away"
        )

    def _listed(self, field: str, shape: Shape, rest: str) -> Plain:
        if field in KINDS[self.kind].held_apart and not rest.startswith("["):
            items = list_in(rest, shape)
            return items[0] if len(items) == 1 else items
        signed = signed_in(rest)
        if field in GROWING and shape.of is not None:
            for item in (
                list_in(rest, shape) if signed is None else (item for sign, item in signed if sign == "+")
            ):
                _readable(item, shape.of, f"{self.id} {field}")
        if signed is None and (field not in GROWING or rest.startswith("[")):
            return list_in(rest, shape)
        changed = [("+", item) for item in list_in(rest, shape)] if signed is None else signed
        return _with(self._now(field), changed, f"{self.id} {field}")

    def _now(self, field: str) -> list[Plain]:
        value = value_at(self.plan, self.kind, self.id, field)
        return list(value) if isinstance(value, list) else []

    def _decided(self, rest: str) -> list[Change]:
        """`decided suction [DATE]`, `decided DATE`, `decided`."""
        if rest in ("", NONE) or _is_moment(rest) or rest == STATUS:
            return [self._said("decided", rest)]
        option, _, date = rest.rpartition(" ")
        if not (option and (_is_moment(date) or date == STATUS)):
            option, date = rest, STATUS
        when = status_date(self.plan) if date == STATUS else date
        chosen = value_in(option.strip(), Shape("text"))
        self._must_be_an_option(str(chosen))
        return [self._set("chosen", chosen), self._set("decided", when)]

    def _must_be_an_option(self, chosen: str) -> None:
        """Raise RequestError for what isn't among the options: a slip would take none of their branches."""
        options = self.plan.decisions[self.id].options
        if not options or chosen in options:
            return
        near = suggest(chosen, options)
        known = (
            f"did you mean `{near}`?" if near else f"there are {', '.join(f'`{each}`' for each in options)}"
        )
        raise RequestError(f"`{self.id}` has no option `{chosen}`; {known}")

    def _place(self, field: Token) -> dict[str, str]:
        """`under PARENT`, `before SIBLING`, `under PARENT before SIBLING`, `last`."""
        words = [token.text for token in tokens_of(self.line[field.start :])]
        match words:
            case ["last"]:
                parent, before = self._parent_of(self.id), None
            case ["under", parent]:
                before = None
            case ["before", before]:
                parent = self._parent_of(before)
            case ["under", parent, "before", before]:
                pass
            case _:
                said = f"`{self.id} under PARENT`, `{self.id} before OTHER` or `{self.id} last`"
                raise RequestError(f"`{' '.join(words)}` is no place; write {said}")
        if "under" in words and self.kind != Task.kind:
            raise RequestError(
                f"a {self.kind} stands below nothing; write `{self.id} before OTHER` or `{self.id} last`"
            )
        found = {"parent": None if parent == NONE else parent, "before": before}
        return {key: id for key, id in found.items() if id is not None}

    def _parent_of(self, id: str) -> str | None:
        task = self.plan.tasks.get(id) if self.kind == Task.kind else None
        return task.parent if task else None


def _readable(value: Plain, shape: Shape, where: str) -> Plain:
    """Return the value when its notation can be read, so that a slip is noticed before the line is a change."""
    notations = [each for each in shape.values if hasattr(each, "parse")]
    if not isinstance(value, str) or not notations or len(notations) < len(shape.values):
        return value
    problems = []
    for notation in notations:
        try:
            notation.parse(value)
        except ValueError as problem:
            problems.append(str(problem))
        else:
            return value
    # A notation that says what is wrong inside the text has recognised it; the others only say what they would be.
    inside = [each for each in problems if not each.startswith(f'"{value.strip()}" is not ')]
    raise RequestError(f"`{where}`: {'; or: '.join(inside or problems)}")


def assigned(text: str) -> list[str]:
    """Return who is meant by `@tom @mei at 50%`."""
    words = text.replace(",", " ").split()
    people: list[list[str]] = []
    for word in words:
        if word.startswith("@"):
            people.append([word[1:]])
        elif people:
            people[-1].append(word)
    return [str(Who.parse(" ".join(each))) if _is_who(each) else " ".join(each) for each in people]


def _is_who(words: list[str]) -> bool:
    try:
        Who.parse(" ".join(words))
    except ValueError:
        return False
    return True


def _with(items: list[Plain], changed: list[tuple[str, Plain]], where: str) -> list[Plain]:
    """Return a list with entries added and taken out; one that begins with the same word gives way to a new one."""
    result = list(items)
    for sign, item in changed:
        same = [each for each in result if each == item] or [
            each for each in result if _head(each) == _head(item)
        ]
        if sign == "-":
            if not same:
                there = ", ".join(map(str, items)) or "nothing"
                raise RequestError(f"`{where}` has no `{item}` to take out; it has {there}")
            result = [each for each in result if each not in same]
        elif item not in result:
            result.append(item)
    return result


def _head(item: Plain) -> Plain:
    return item.split(" ")[0] if isinstance(item, str) and " " in item else item


def _is_moment(text: str) -> bool:
    try:
        Moment.parse(text)
    except ValueError:
        return False
    return True
