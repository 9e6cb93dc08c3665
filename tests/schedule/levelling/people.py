"""Plans of a few lines, levelled; dates as people read them: `Mon 04 08:00` is Monday 4 January 2027."""

from __future__ import annotations

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from tests.plans import a_plan


def people(text: str) -> PeopleSchedule:
    """The levelled schedule of an indented text."""
    return levelled(a_plan(text))


def start(found: PeopleSchedule, id: str) -> str:
    """When a task starts."""
    return f"{found.local(found[id].start):%a %d %H:%M}"


def stretches(found: PeopleSchedule, id: str) -> list[str]:
    """A task's stretches of work."""
    return [f"{found.local(a):%a %d %H:%M} - {found.local(b):%a %d %H:%M}" for a, b in found[id].segments]


def who(found: PeopleSchedule, id: str) -> list[str]:
    """Who is on a task."""
    return sorted(each.who for each in found[id].assigned)
