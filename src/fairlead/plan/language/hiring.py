"""Lines that bring somebody in: `hire carol`, `hire carol from 2027-03-01 until 2027-06-30 at 50%`."""

from __future__ import annotations

from fairlead.plan.changes import Change, Set
from fairlead.plan.document import Plan
from fairlead.plan.entities import Candidate
from fairlead.plan.errors import RequestError
from fairlead.plan.hiring import earliest
from fairlead.plan.language.tokens import tokens_of
from fairlead.plan.values import suggest

_FIELDS = {"from": "hired", "until": "until", "at": "share"}
_AN_EXAMPLE = "as in `hire carol from 2027-03-01 until 2027-06-30 at 50%`"


def hired_by(line: str, plan: Plan) -> list[Change]:
    """Return the changes of `hire CANDIDATE [from DATE] [until DATE] [at SHARE]`; without a date, the earliest."""
    _, *words = [token.text for token in tokens_of(line)]
    if words[:1] == [Candidate.kind] and len(words) > 1:
        words = words[1:]
    if not words:
        raise RequestError(f"say whom to hire, {_AN_EXAMPLE}")
    candidate = _candidate(words[0], plan)
    said = _said(words[1:])
    if "hired" not in said:
        first = earliest(plan, candidate)
        if first is None:
            raise RequestError(f"say from when `{candidate.id}` is hired, {_AN_EXAMPLE}")
        said = {"hired": first.isoformat(), **said}
    return [Set(Candidate.kind, candidate.id, field, value) for field, value in said.items()]


def _candidate(id: str, plan: Plan) -> Candidate:
    found = plan.candidates.get(id)
    if found is not None:
        return found
    if id in plan.people:
        raise RequestError(f"`{id}` is one of the people already")
    near = suggest(id, plan.candidates)
    if not plan.candidates:
        raise RequestError(f"there is no candidate `{id}`: the plan lists nobody under `candidates`")
    known = ", ".join(f"`{each}`" for each in plan.candidates)
    raise RequestError(
        f"there is no candidate `{id}`; {f'did you mean `{near}`?' if near else f'there are {known}'}"
    )


def _said(words: list[str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for word, value in zip(words[::2], words[1::2], strict=False):
        if word not in _FIELDS:
            raise RequestError(
                f"`{word}` doesn't belong to hiring; write it {_AN_EXAMPLE}, one candidate a line"
            )
        if _FIELDS[word] in said:
            raise RequestError(f"`{word}` is said twice; write it {_AN_EXAMPLE}")
        said[_FIELDS[word]] = value
    if len(words) % 2:
        raise RequestError(f"`{words[-1]}` has no value; write it {_AN_EXAMPLE}")
    return said
