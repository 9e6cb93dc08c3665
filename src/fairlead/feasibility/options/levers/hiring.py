"""Hire candidates of the plan, for as long as their skills are asked for, at full or half share."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move
from fairlead.plan.entities import Candidate
from fairlead.plan.hiring import earliest
from fairlead.schedule.why.words import said_date

_SHARES = ("", "50%")


def hired(look: Look) -> Iterator[Move]:
    """Yield each candidate who has a skill that open work asks for, from the earliest day it helps."""
    for candidate in look.plan.candidates.values():
        if candidate.hired is not None or not look.allows(candidate) or look.is_never("hire"):
            continue
        span = _asked_for(look, candidate)
        first = earliest(look.plan, candidate)
        if span is None or first is None or first >= span[1]:
            continue
        begin = max(first, span[0])
        for share in _SHARES:
            yield _move(look, candidate, begin, span[1], share)


def _asked_for(look: Look, candidate: Candidate) -> tuple[date, date] | None:
    spans = [span for skill in candidate.skills if (span := look.span_of_skill(skill)) is not None]
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else None


def _move(look: Look, candidate: Candidate, begin: date, end: date, share: str) -> Move:
    until = max(end, begin)
    at = f" at {share}" if share else ""
    line = f"hire {candidate.id} from {begin.isoformat()} until {until.isoformat()}{at}"
    half = "half of their time" if share else "full time"
    skills = ", ".join(candidate.skills)
    sentence = f"Hire {candidate.title} ({skills}) from {said_date(begin)}, {half}"
    weight = max((look.busy.get(who, 0.0) for who, person in look.people().items()
                  if set(person.skills) & set(candidate.skills)), default=0.0)  # fmt: skip
    risk = "Somebody new may turn out not to fit, or leave before the work is done."
    return Move(
        "hire", sentence, (line,), frozenset({candidate.id}), (candidate.id,), risk=risk, weight=1 + weight
    )
