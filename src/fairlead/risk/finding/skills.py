"""A skill that work needs and only one person has."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from fairlead.plan.values import Need
from fairlead.risk.finding.found import Found
from fairlead.risk.finding.look import Look, counted, in_steps, slug

_ABSENCES_A_YEAR = 0.25
"""How often somebody drops out for weeks or for good: once in four years of work; a proposal, not a statistic."""
_MINUTES_A_YEAR = 52 * 2400


def one_person_skills(look: Look) -> Iterator[Found]:
    """Yield each person without whom tasks can't be done at all, with the skills that nobody else has."""
    skills: dict[str, dict[str, list[str]]] = {}
    for id in look.work:
        for need in look.plan.tasks[id].needs:
            able = look.able(need)
            if able is None or len(able) != 1 or look.plan.people[able[0]].count != 1:
                continue
            # Whom a task asks for by name was chosen, and not for want of others.
            if all(each.what != able[0] for each in need.alternatives):
                skills.setdefault(able[0], {}).setdefault(_asked(need), []).append(id)
    for who, of_skill in skills.items():
        yield _found(look, who, of_skill)


def _found(look: Look, who: str, of_skill: dict[str, list[str]]) -> Found:
    name = look.person(who)
    tasks = list(dict.fromkeys(id for ids in of_skill.values() for id in ids))
    needed = " and ".join(_least_levels(of_skill))
    last = max((look.open[id] for id in tasks), key=lambda each: each.finish)
    span = max(look.outlook.between(look.outlook.now, last.finish), look.units.day)
    probability = 1 - math.exp(-_ABSENCES_A_YEAR * span / _MINUTES_A_YEAR)
    return Found(
        "one-person-skill",
        f"Only {name} has {needed}, and {counted(len(tasks), 'task')} can't be done without",
        (
            *(f"{skill}: {look.named(ids)}" for skill, ids in of_skill.items()),
            f"the last of them, {look.called(last.id)}, ends {look.until(last.finish)}",
        ),
        {
            "id": f"r-only-{slug(who)}",
            "event": f"{name}, the only one with {needed}, drops out",
            "category": "people",
            "probability": in_steps(probability),
            "away": {who: "1w..2w..6w"},
            "response": "mitigate",
            "actions": [{"name": f"Somebody else learns {needed.split(' >=')[0]}"}],
        },
        f"likely by the {look.length(span)} until then, at one long absence in four years of work",
        people=frozenset({who}),
    )


def _least_levels(asked: Iterable[str]) -> list[str]:
    """Return each skill once, at the least level that is asked for: it says the higher ones too."""
    least: dict[str, str] = {}
    for each in sorted(asked):
        least.setdefault(each.partition(" >=")[0], each)
    return list(least.values())


def _asked(need: Need) -> str:
    return " or ".join(str(each) for each in need.alternatives)
