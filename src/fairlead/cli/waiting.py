"""Whom a task waits for beyond its links, in words, and who keeps others waiting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fairlead.cli.wording import Words
from fairlead.schedule.outlook import Outlook, TaskDates


@dataclass(frozen=True, slots=True)
class KeptWaiting:
    """What one person, thing or limit delays: the tasks, and by how many working minutes in all."""

    resource: str
    name: str
    tasks: tuple[TaskDates, ...]
    minutes: int


def waiting(outlook: Outlook) -> list[TaskDates]:
    """Return the tasks that wait for somebody or something, the longest wait first."""
    found = [
        each for each in outlook.tasks.values() if each.waits_for is not None and each.waits_for.minutes > 0
    ]
    return sorted(found, key=lambda each: -_minutes(each))


def kept_waiting(outlook: Outlook) -> list[KeptWaiting]:
    """Return who and what keeps tasks waiting, most in all first."""
    by_resource: dict[str, list[TaskDates]] = {}
    for each in waiting(outlook):
        if each.waits_for is not None:
            by_resource.setdefault(each.waits_for.resource, []).append(each)
    found = [
        KeptWaiting(id, resource_name(outlook, id), tuple(tasks), sum(map(_minutes, tasks)))
        for id, tasks in by_resource.items()
    ]
    return sorted(found, key=lambda each: -each.minutes)


def waits_in_words(outlook: Outlook, each: TaskDates, words: Words) -> str:
    """Return `waits for Ana Ruiz, busy with Arm controller until Mon 26 Apr 2027: 3d`; nothing where it doesn't."""
    waits = each.waits_for
    if waits is None:
        return ""
    busy = outlook.tasks.get((waits.task or "").partition("#")[0])
    until = f", busy with {busy.name} until {words.finished(busy.finish)}" if busy is not None else ""
    return f"waits for {resource_name(outlook, waits.resource)}{until}: {words.length(waits.minutes)}"


def resource_name(outlook: Outlook, id: str) -> str:
    """Return what people call a resource: a person's name, or in words what a limit limits."""
    kind, colon, rest = id.partition(":")
    if colon and kind == "wip":
        return f"the work in progress of {outlook.called(rest)}"
    if colon and kind == "apart":
        tasks = (outlook.tasks.get(each) for each in rest.split("+"))
        return "room beside " + " and ".join(task.name if task else "?" for task in tasks)
    return outlook.called(id)


def _minutes(each: TaskDates) -> int:
    return each.waits_for.minutes if each.waits_for is not None else 0


def people_in_words(outlook: Outlook, ids: Sequence[str]) -> str:
    """Return the names of those who do a task."""
    return ", ".join(map(outlook.called, ids))
