"""Begin work before what it follows is done, at the risk of doing part of it again."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.move import Move, said_lines
from fairlead.plan.changes import Add, Change, Set
from fairlead.plan.entities import Task
from fairlead.plan.references import space_kinds
from fairlead.plan.values import Link, slug

_MOST = 8
_REWORK = ("30%", "10%..20%..40%")
"""How likely part of it has to be done again, and how much; a judgement, to be replaced by one's own."""


def overlapped(look: Look) -> Iterator[Move]:
    """Yield each plain link between two decisive tasks as one from half of the first on."""
    if look.is_never("overlap"):
        return
    found = 0
    for id, share in look.decisive.items():
        task = look.untouched(id)
        if task is None or task.milestone:
            continue
        for link in task.after:
            before = look.untouched(link.id)
            if before is None or before.milestone or link.id not in look.decisive or not _is_plain(link):
                continue
            if before.duration is not None or task.duration is not None or before.modes:
                continue  # what passes by itself can't be begun with half of it
            yield _move(look, before, task, link, share)
            found += 1
            if found >= _MOST:
                return


def _is_plain(link: Link) -> bool:
    return str(link) == link.id


def _move(look: Look, before: Task, task: Task, link: Link, share: float) -> Move:
    links = [str(each) if each is not link else f"{link.id} SS +50%" for each in task.after]
    taken = {id for kind in space_kinds("risk") for id in look.plan.of_kind(kind)}
    chance, extent = _REWORK
    risk = Add(
        "risk",
        slug(f"rework {task.id}", taken, fallback="rework"),
        {
            "event": f"Part of {task.title} has to be done again, because {before.title} turned out otherwise",
            "probability": chance,
            "delays": {task.id: extent},
        },
    )
    changes: list[Change] = [Set("task", task.id, "after", links), risk]
    sentence = f"Begin {task.title} when {before.title} is half done"
    about = frozenset({f"after of {task.id}", f"link {link.id} {task.id}"})
    return Move(
        "overlap", sentence, said_lines(look.plan, changes), about,
        risk=f"{chance} that {extent} of {task.title} has to be done again; it is in the odds.", weight=share,
    )  # fmt: skip
