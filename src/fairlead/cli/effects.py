"""What a change does to the dates: the finish, the goals, the tasks that move, each before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fairlead.cli.schedules import outlook_of
from fairlead.cli.screen import counted, say, toned
from fairlead.cli.wording import Words
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.schedule.outlook import Outlook

_MOST_TASKS = 12


@dataclass(frozen=True, slots=True)
class Moved:
    """A date before and after; None where there is none on that side. `later_minutes` is in working time."""

    id: str
    name: str
    before: datetime | None
    after: datetime | None
    later_minutes: int | None
    slack_minutes: int | None = None

    @property
    def moved(self) -> bool:
        """Whether the date is another one."""
        return self.before != self.after

    def to_json(self) -> dict[str, Any]:
        """Return the dates as ISO moments."""
        return {
            "id": self.id,
            "name": self.name,
            "before": self.before.isoformat() if self.before else None,
            "after": self.after.isoformat() if self.after else None,
            "later_minutes": self.later_minutes,
        }


@dataclass(frozen=True, slots=True)
class Effects:
    """The plan's start and finish, its goals, and the tasks that moved, in outline order."""

    start: Moved
    finish: Moved
    logic_finish: Moved
    basis: str
    goals: tuple[Moved, ...]
    tasks: tuple[Moved, ...]
    words: Words

    @property
    def any(self) -> bool:
        """Whether any date moved."""
        return (
            self.start.moved
            or self.finish.moved
            or self.logic_finish.moved
            or any(goal.moved for goal in self.goals)
            or bool(self.tasks)
        )

    def to_json(self) -> dict[str, Any]:
        """Return all dates that matter, moved or not, and the tasks that moved."""
        return {
            "basis": self.basis,
            "start": self.start.to_json(),
            "finish": self.finish.to_json(),
            "logic_finish": self.logic_finish.to_json(),
            "goals": [{**goal.to_json(), "slack_minutes": goal.slack_minutes} for goal in self.goals],
            "tasks": [task.to_json() for task in self.tasks],
        }


def effects(
    before: Plan, after: Plan, *, old_name: str | None = None, new_name: str | None = None
) -> Effects | None:
    """Return what moves between two plans; None where one of them can't be scheduled.

    Dates respect people where both plans ask for any. By the names of the plans on the command line what was agreed
    for each of them is found.
    """
    try:
        old, new = outlook_of(before, name=old_name), outlook_of(after, name=new_name)
        if (old.people is None) != (new.people is None):
            old, new = Outlook(old.schedule), Outlook(new.schedule)
        return _compared(old, new)
    except FairleadError:
        return None


def _compared(old: Outlook, new: Outlook) -> Effects:
    return Effects(
        start=_moved(new, "plan", new.plan.title, old.start, new.start),
        finish=_moved(new, "plan", new.plan.title, old.finish, new.finish),
        logic_finish=_moved(new, "plan", new.plan.title, old.schedule.finish, new.schedule.finish),
        basis=new.basis,
        goals=tuple(_goals(old, new)),
        tasks=tuple(_tasks(old, new)),
        words=Words.of(new.plan),
    )


def _goals(old: Outlook, new: Outlook) -> Iterator[Moved]:
    before = {goal.id: goal.finish for goal in old.goals()}
    for goal in new.goals():
        was = before.get(goal.id)
        yield _moved(new, goal.id, goal.name, was, goal.finish, goal.slack)


def _tasks(old: Outlook, new: Outlook) -> Iterator[Moved]:
    """Yield the tasks that moved by their finishes, by their starts where only those moved."""
    for id, dates in new.tasks.items():
        was = old.tasks.get(id)
        if dates.kind == "summary" or was is None:
            continue
        if was.finish != dates.finish:
            yield _moved(new, id, dates.name, was.finish, dates.finish)
        elif was.start != dates.start:
            yield _moved(new, id, dates.name, was.start, dates.start)


def _moved(
    new: Outlook, id: str, name: str, was: datetime | None, now: datetime | None, slack: int | None = None
) -> Moved:
    later = new.between(was, now) if was and now else None
    return Moved(id, name, was, now, later, slack)


def say_effects(found: Effects, *, most_tasks: int = _MOST_TASKS) -> None:
    """Print the finish and every goal, moved or not, then the tasks that moved most; the start only where it moved."""
    if found.start.moved:
        say(f"Start: {_in_words(found.start, found.words)}")
    people = found.basis != "logic"
    say(f"Finish{' with your people' if people else ''}: {_in_words(found.finish, found.words)}")
    if people and (found.logic_finish.before, found.logic_finish.after) != (
        found.finish.before,
        found.finish.after,
    ):
        say(f"By logic alone: {_in_words(found.logic_finish, found.words)}")
    for goal in found.goals:
        say(f"{goal.name}: {_in_words(goal, found.words)}{_kept(goal, found.words)}")
    tasks = sorted(found.tasks, key=lambda task: -abs(task.later_minutes or 0))
    if tasks:
        say(f"{counted(len(tasks), 'task')} {'moves' if len(tasks) == 1 else 'move'}:")
    for task in tasks[:most_tasks]:
        say(f"  {task.id}: {_in_words(task, found.words)}")
    if len(tasks) > most_tasks:
        say(toned(f"  and {len(tasks) - most_tasks:,} more", "quiet"))


def _in_words(date: Moved, words: Words) -> str:
    if date.before is None or date.after is None:
        return _only(date.before, date.after, words)
    if not date.moved:
        return f"{words.reached(date.after)}, as before"
    text = f"{words.reached(date.before)} → {words.reached(date.after)}"
    minutes = date.later_minutes or 0
    if not minutes:
        return text
    later = "later" if minutes > 0 else "earlier"
    return f"{text}, {toned(f'{words.about(minutes)} {later}', 'bad' if minutes > 0 else 'good')}"


def _only(before: datetime | None, after: datetime | None, words: Words) -> str:
    if after is not None:
        return words.reached(after)
    return f"{words.reached(before)} → no date" if before is not None else "no date"


def _kept(goal: Moved, words: Words) -> str:
    if goal.slack_minutes is None:
        return ""
    if goal.slack_minutes == 0:
        return f" ({toned('just kept', 'good')})"
    if goal.slack_minutes < 0:
        return f" ({toned(f'missed by {words.about(goal.slack_minutes)}', 'bad')})"
    return f" ({toned(f'kept, {words.about(goal.slack_minutes)} to spare', 'good')})"
