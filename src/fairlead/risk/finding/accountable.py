"""Everything accountable to one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, slug

_LEAST_TASKS = 5
_MOST_SHARE = 0.8


def one_person_accountable(look: Look) -> Iterator[Found]:
    """Yield the one person who answers for four fifths or more of what is to be done, where there are others."""
    if len(look.plan.people) < 2:
        return
    answering = Counter(who for id in look.work if (who := _accountable(look, id)) is not None)
    if not answering:
        return
    (who, count), whole = answering.most_common(1)[0], len(look.work)
    if whole < _LEAST_TASKS or count < _MOST_SHARE * whole:
        return
    name = look.person(who)
    owned = [risk.id for risk in look.plan.risks.values() if risk.owner == who]
    evidence = [f"accountable (A) for {count} of {whole} tasks still to be done"]
    if owned:
        evidence.append(f"owner of {len(owned)} of {len(look.plan.risks)} risks")
    draft = {
        "id": f"r-one-answers-{slug(who)}",
        "event": f"{name}, who answers for nearly everything, can't",
        "category": "people",
        "probability": "15%",
        **_impact(look, who),
        "response": "mitigate",
        "actions": [{"name": "Let others answer for whole parts, and name a deputy"}],
    }
    yield Found(
        "one-person-accountable",
        f"{name} answers for {count} of {whole} tasks",
        tuple(evidence),
        draft,
        "a proposal: decisions wait while one person is away or has no time",
        people=frozenset({who}),
    )


def _impact(look: Look, who: str) -> dict[str, dict[str, str]]:
    if who in look.plan.people:
        return {"away": {who: "1w..2w..4w"}}
    first = next(iter(look.critical or look.work))
    return {"delays": {first: "2d..5d..10d"}}


def _accountable(look: Look, id: str) -> str | None:
    """Return who is accountable for a task: as it says, else as what stands above it does."""
    for each in (id, *look.outlook.above(id)):
        raci = look.plan.tasks[each].raci
        if raci is not None and raci.A is not None:
            return raci.A
    return None
