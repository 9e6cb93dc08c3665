"""References: whatever an entity names must be there. One table says which field may name which kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fairlead.plan.entities import Action, Entity, Task
from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning
from fairlead.plan.values import Need
from fairlead.plan.values.ids import suggest

_WORKERS = ("person", "team", "equipment", "supplier", "candidate", "material")
_ANYBODY = ("person", "team", "stakeholder", "supplier", "candidate")


@dataclass(frozen=True)
class _Field:
    """A field whose entries name entities of `kinds`; `ids` takes the field's value apart."""

    kind: str
    name: str
    kinds: tuple[str, ...]
    ids: Callable[[Any], Iterable[str]]


def _one(value: str) -> Iterable[str]:
    return (value,)


def _each(value: Iterable[str]) -> Iterable[str]:
    return value


def _link_ids(value: Iterable[Any]) -> Iterable[str]:
    # A colon leads to another plan, whose tasks are not here to be looked up.
    return (link.id for link in value if ":" not in link.id)


def _who_ids(value: Iterable[Any]) -> Iterable[str]:
    return (who.id for who in value if ":" not in who.id)


def _in_modes(value: Iterable[Any]) -> Iterable[str]:
    return (id for mode in value for id in _who_ids(mode.who))


def _assigned(value: Iterable[Any]) -> Iterable[str]:
    return (assignment.who for assignment in value)


def _raci_ids(value: Any) -> Iterable[str]:
    return (*value.R, *((value.A,) if value.A else ()), *value.C, *value.I)


def _touched(action: Action) -> Iterable[str]:
    return (*action.delays, *((action.task,) if action.task else ()))


FIELDS: tuple[_Field, ...] = (
    _Field("plan", "manager", _ANYBODY, _one),
    _Field("plan", "levers", ("person", "team", "candidate"), lambda levers: levers.not_overtime),
    _Field("task", "after", ("task", "decision"), _link_ids),
    _Field("task", "who", _WORKERS, _who_ids),
    _Field("task", "modes", _WORKERS, _in_modes),
    _Field("task", "instead", _WORKERS, _in_modes),
    _Field("task", "assignments", _WORKERS, _assigned),
    _Field("task", "same_as", ("task",), _each),
    _Field("task", "not_as", ("task",), _each),
    _Field("task", "apart_from", ("task",), _each),
    _Field("task", "gate", _ANYBODY, _each),
    _Field("task", "raci", _ANYBODY, _raci_ids),
    _Field("task", "calendar", ("calendar",), _one),
    _Field("task", "retry", ("task",), lambda retry: retry.repeat),
    _Field("goal", "done_when", ("task", "decision"), _each),
    _Field("goal", "owner", _ANYBODY, _one),
    _Field("team", "lead", ("person",), _one),
    _Field("team", "deputy", ("person",), _one),
    _Field("team", "parent", ("team",), _one),
    _Field("person", "team", ("team",), _one),
    _Field("person", "calendar", ("calendar",), _one),
    _Field("equipment", "calendar", ("calendar",), _one),
    _Field("supplier", "calendar", ("calendar",), _one),
    _Field("candidate", "supplier", ("supplier",), _one),
    _Field("candidate", "team", ("team",), _one),
    _Field("material", "supplier", ("supplier",), _one),
    _Field("duty", "who", ("person", "team"), _each),
    _Field("risk", "delays", ("task",), _each),
    _Field("risk", "away", ("person", "equipment", "supplier", "team"), _each),
    _Field("risk", "repeats", ("task",), _each),
    _Field("risk", "excludes", ("risk",), _each),
    _Field("risk", "triggers", ("risk",), _each),
    _Field("risk", "owner", _ANYBODY, _one),
    _Field("risk", "watch", ("task",), _each),
    _Field("risk", "actions", ("risk",), lambda actions: (id for action in actions for id in action.brings)),
    _Field(
        "risk", "actions", ("task",), lambda actions: (id for action in actions for id in _touched(action))
    ),
    _Field("correlation", "among", ("task", "risk", "person"), _each),
    _Field("decision", "decides", _ANYBODY, _one),
    _Field("decision", "after", ("task", "decision"), _link_ids),
    _Field("meeting", "who", _ANYBODY, _each),
    _Field("baseline", "approved_by", _ANYBODY, _one),
    _Field("calendar", "base", ("calendar",), _one),
)
"""Every field that names other entities."""


def known(context: Context) -> Iterator[Finding]:
    """Whatever a field names is an entity of a kind that can stand there."""
    plan = context.whole
    for each in FIELDS:
        saying = [
            (entity, value) for entity in _saying(context, each) if (value := getattr(entity, each.name))
        ]
        if not saying:
            continue
        there = set().union(*(plan.of_kind(kind) for kind in each.kinds))
        unknown = ((entity, id) for entity, value in saying for id in each.ids(value) if id not in there)
        for number, (entity, id) in enumerate(unknown):
            yield _unknown(context, entity, each, id, guesses=number < _GUESSES)


def _saying(context: Context, each: _Field) -> Iterable[Entity]:
    if each.kind == "plan":
        return (context.plan.settings,)
    return context.having(each.name) if each.kind == "task" else context.whole.of_kind(each.kind).values()


def plan_calendar_is_known(context: Context) -> Iterator[Finding]:
    """The plan's own calendar may be the id of one of its calendars."""
    name = context.plan.settings.calendar
    if isinstance(name, str) and name not in context.plan.calendars:
        message = f"the plan's calendar `{name}` is not among its calendars"
        remedy = (
            _did_you_mean(name, context.plan.calendars) or "Write its hours here, or add it under `calendars`"
        )
        yield error(context.plan.settings, "calendar", "unknown-id", message, remedy)


def needs_can_be_met(context: Context) -> Iterator[Finding]:
    """What a task needs is a skill somebody has, or a thing; without any people nobody is asked."""
    plan = context.whole
    things = {
        **plan.people,
        **plan.equipment,
        **plan.materials,
        **plan.suppliers,
        **plan.candidates,
        **plan.teams,
    }
    if not (context.skills or things):
        return
    for task, field, need in _needs(context):
        for wanted in need.alternatives:
            if wanted.what not in context.skills and wanted.what not in things:
                message = f"nobody has the skill `{wanted.what}`, and nothing is called so"
                near = _did_you_mean(wanted.what, (*context.skills, *things))
                remedy = near or "Give somebody the skill under `people`"
                yield warning(task, field, "unknown-need", message, remedy)


def needs_levels_exist(context: Context) -> Iterator[Finding]:
    """A level asked for is one that somebody has."""
    for task, field, need in _needs(context):
        levels = [context.skills.get(each.what) for each in need.alternatives if each.level]
        asked = [each for each in need.alternatives if each.level]
        if (
            asked
            and len(asked) == len(need.alternatives)
            and all(
                level is not None and level < (each.level or 0)
                for level, each in zip(levels, asked, strict=True)
            )
        ):
            message = f"nobody has {' or '.join(f'`{each.what}` at level {each.level}' for each in asked)}"
            best = ", ".join(f"{each.what} {level}" for each, level in zip(asked, levels, strict=True))
            yield warning(
                task,
                field,
                "level-too-high",
                f"{message}; the highest is {best}",
                "Lower the level, train somebody, or look outside",
            )


def _needs(context: Context) -> Iterator[tuple[Task, str, Need]]:
    """Yield all that tasks ask for, in each of their modes too, with the field that says so."""
    for task in context.having("needs", "modes"):
        yield from ((task, "needs", need) for need in task.needs)
        yield from ((task, "modes", need) for mode in task.modes for need in mode.needs)


_GUESSES = 100
"""Ids for which near ones are looked for, field by field; where more are unknown, no slip of the pen is the cause."""


def _unknown(context: Context, entity: Entity, each: _Field, id: str, *, guesses: bool) -> Finding:
    other = context.whole.work(id) or context.whole.party(id) or context.whole.get("calendar", id)
    if other is not None:
        message = f"`{id}` is a {other.kind}, which can't stand in `{each.name}`"
        return error(entity, each.name, "wrong-kind", message, f"Name a {' or '.join(each.kinds)}")
    candidates = [known for kind in each.kinds for known in context.whole.of_kind(kind)] if guesses else []
    what = f"{' or '.join(each.kinds[:2])}" if len(each.kinds) < 3 else "one in the plan"
    remedy = _did_you_mean(id, candidates) or f"Add it to the plan, or take it out of `{each.name}`"
    return error(
        entity,
        each.name,
        "unknown-id",
        f"`{each.name}` names `{id}`, but there is no {what} called so",
        remedy,
    )


def _did_you_mean(id: str, candidates: Iterable[str]) -> str:
    near = suggest(id, list(candidates))
    return f"Did you mean `{near}`?" if near else ""


RULES: tuple[Rule, ...] = (known, plan_calendar_is_known, needs_can_be_met, needs_levels_exist)
