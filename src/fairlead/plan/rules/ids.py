"""Ids: unique among work, and among people and things."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.entities import PARTIES, WORK, Entity
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error


def unique_in_their_space(context: Context) -> Iterator[Finding]:
    """An id means one thing among tasks, goals, decisions, risks and meetings, and one among people and things."""
    for kinds, space in ((WORK, "work"), (PARTIES, "people and things")):
        seen: dict[str, Entity] = {}
        for kind in kinds:
            for id, entity in context.whole.of_kind(kind).items():
                first = seen.setdefault(id, entity)
                if first is not entity:
                    message = f"the id `{id}` is used by a {first.kind} already; ids are unique among {space}"
                    yield error(entity, "id", "duplicate-id", message, "Give one of them another id")


def skills_are_not_people(context: Context) -> Iterator[Finding]:
    """A skill may bear the name of a team, not of a person or thing: `needs: [ana]` would have two meanings."""
    for person in context.plan.people.values():
        for skill in person.skills:
            other = context.plan.find(skill, ("person", "equipment", "material", "supplier"))
            if other is not None:
                message = f"the skill `{skill}` has the same name as the {other.kind} `{skill}`"
                yield error(person, "skills", "ambiguous-name", message, "Call the skill something else")


RULES: tuple[Rule, ...] = (unique_in_their_space, skills_are_not_people)
