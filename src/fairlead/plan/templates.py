"""Templates unfolded: `use: build` becomes copies of the template's tasks, risks and correlations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from fairlead.plan.document import Plan
from fairlead.plan.entities import Action, Entity, Risk, Task, Template
from fairlead.plan.hiring import with_hires
from fairlead.plan.values import Estimate

_REFERENCES = {
    "task": ("after", "same_as", "not_as", "apart_from", "only_if", "unless"),
    "risk": ("repeats", "excludes"),
    "correlation": ("among",),
}
_MAPPED = {"risk": ("delays", "triggers", "watch")}


def expanded(plan: Plan) -> Plan:
    """Return the plan with every `use:` unfolded; ids of the copies are `task.inner`, sizes multiply estimates.

    A task that says its `outcomes` and no estimate gets the likeliest of them for one, so that it can be scheduled.
    A task that uses a template becomes a summary of the copies; a template may use another. Uses of unknown
    templates, and of a template inside itself, are left as they are, for a rule to report. Candidates who are hired
    become people.
    """
    plan = with_hires(plan)
    if not any(task.use or task.outcomes for task in plan.tasks.values()):
        return plan
    whole = _with_copies(plan)
    estimated = [
        task.model_copy(update={"estimate": Estimate.of(task.likeliest.time)})
        for task in whole.tasks.values()
        if task.likeliest is not None and not (task.estimate or task.work or task.duration or task.modes)
    ]
    return whole.with_entities(*estimated) if estimated else whole


def _with_copies(plan: Plan) -> Plan:
    copies: list[Entity] = []
    changed: list[Entity] = []
    for task in plan.tasks.values():
        template = plan.templates.get(task.use or "")
        if template is not None:
            copies.extend(_copies(plan, task, template, (template.id,)))
            changed.append(task.model_copy(update={"in_order": task.in_order or template.in_order}))
    return plan.with_entities(*changed, *copies)


def unfolded(plan: Plan, user: str) -> Plan:
    """Return the plan in which one `use:` has become ordinary tasks and risks, so that each copy can go its own way.

    That is what a fact about a single copy needs: the template is no place for it. Templates used inside are
    unfolded too. A task that uses no known template is left as it is.
    """
    if user not in plan.tasks or plan.tasks[user].use not in plan.templates:
        return plan
    whole = _with_copies(plan)
    copies = [
        each for each in whole if each.id.startswith(f"{user}.") and plan.get(each.kind, each.id) is None
    ]
    return plan.with_entities(*(_no_longer_using(plan, each) for each in (whole.tasks[user], *copies)))


def _no_longer_using(plan: Plan, entity: Entity) -> Entity:
    uses = isinstance(entity, Task) and entity.use in plan.templates
    return entity.model_copy(update={"use": None}) if uses else entity


def _copies(plan: Plan, user: Task, template: Template, inside: tuple[str, ...]) -> Iterator[Entity]:
    inner = {each.id for each in (*template.tasks, *template.risks)}
    for index, task in enumerate(template.tasks):
        copy = _copied_task(task, user, inner, index)
        nested = plan.templates.get(task.use) if task.use else None
        if nested is not None and nested.id not in inside:
            copy = copy.model_copy(update={"in_order": copy.in_order or nested.in_order})
            yield from _copies(plan, copy, nested, (*inside, nested.id))
        yield copy
    for each in (*template.risks, *template.correlations):
        yield _copied(each, user.id, inner)


def _copied_task(task: Task, user: Task, inner: set[str], index: int) -> Task:
    copy: Task = _copied(task, user.id, inner)
    parent = f"{user.id}.{task.parent}" if task.parent in inner else user.id
    # The user's own size multiplies the size inside, so that 70% of 50% is 35%.
    size = None if user.size is None and task.size is None else task.scale * user.scale
    inherited: dict[str, Any] = {"parent": parent, "size": size}
    if task.parent not in inner:
        inherited["rank"] = float(index)
    if user.inactive:
        inherited["inactive"] = True
    return copy.model_copy(update=inherited)


def _copied(entity: Any, prefix: str, inner: set[str]) -> Any:
    """Return the entity under its new id, its references to its siblings renamed along."""

    def renamed(reference: Any) -> Any:
        if isinstance(reference, str):
            return f"{prefix}.{reference}" if reference in inner else reference
        return _with_link_to(reference, renamed(reference.id))

    update: dict[str, Any] = {"id": f"{prefix}.{entity.id}"}
    for key in _REFERENCES.get(entity.kind, ()):
        if getattr(entity, key):
            update[key] = tuple(renamed(reference) for reference in getattr(entity, key))
    for key in _MAPPED.get(entity.kind, ()):
        mapping: Mapping[str, Any] = getattr(entity, key)
        update[key] = {renamed(id): value for id, value in mapping.items()}
    if isinstance(entity, Task) and entity.retry:
        repeat = tuple(renamed(id) for id in entity.retry.repeat)
        update["retry"] = entity.retry.model_copy(update={"repeat": repeat})
    if isinstance(entity, Risk):
        update["actions"] = tuple(_copied_action(action, renamed) for action in entity.actions)
    return entity.model_copy(update=update)


def _copied_action(action: Action, renamed: Callable[[Any], Any]) -> Action:
    update: dict[str, Any] = {
        "delays": {renamed(id): value for id, value in action.delays.items()},
        "brings": tuple(map(renamed, action.brings)),
        "task": renamed(action.task) if action.task else None,
    }
    return action.model_copy(update=update)


def _with_link_to(link: Any, id: str) -> Any:
    return type(link)(id, link.type, link.lag, link.max_lag)


def origin_of(plan: Plan, id: str) -> tuple[str, str] | None:
    """Return template and inner id that the copy `id` was made of, as (template, inner); None for other ids."""
    user = user_of(plan, id)
    return None if user is None else (str(plan.tasks[user].use), id[len(user) + 1 :])


def user_of(plan: Plan, id: str) -> str | None:
    """Return the task whose `use:` the copy `id` comes from; None for other ids."""
    if id in plan.tasks:
        return None
    for match in re.finditer(r"\.", id):
        user = plan.tasks.get(id[: match.start()])
        if user is not None and user.use in plan.templates:
            return user.id
    return None
