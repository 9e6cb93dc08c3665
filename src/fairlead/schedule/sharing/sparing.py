"""Leaving people whom other plans need to those plans, where somebody else of the plan could do the work as well."""

from __future__ import annotations

from collections.abc import Collection

from fairlead.plan.document import Plan
from fairlead.plan.entities import Person


def without_choice(plan: Plan, wanted: Collection[str]) -> Plan | None:
    """Return a plan in which nobody `wanted` elsewhere is chosen for a skill that somebody else has at their level.

    None where that changes nothing. Who is named for a task does it all the same.
    """
    others = [person for person in plan.people.values() if person.id not in wanted]
    asked = {
        skill.what
        for task in plan.tasks.values()
        for way in task.ways
        for need in way.needs
        for skill in need.alternatives
    }
    spared = []
    for id in wanted:
        person = plan.people.get(id)
        if person is None:
            continue
        kept = {skill: level for skill, level in person.skills.items() if not _have(others, skill, level)}
        if asked & (person.skills.keys() - kept.keys()):
            spared.append(person.model_copy(update={"skills": kept}))
    return plan.with_entities(*spared) if spared else None


def _have(people: Collection[Person], skill: str, level: int) -> bool:
    return any(person.skills.get(skill, -1) >= level for person in people)
