"""What is different between two schedules of one plan: who and what was moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fairlead.schedule import codes
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.reading import places_by_id


@dataclass(frozen=True, slots=True)
class Moved:
    """A task that starts or ends at another moment, or is done by others; moments in axis minutes."""

    id: str
    start_before: int
    start_after: int
    finish_before: int
    finish_after: int
    people_before: tuple[str, ...]
    people_after: tuple[str, ...]

    @property
    def in_time(self) -> bool:
        """Whether it starts or finishes at another moment."""
        return (self.start_before, self.finish_before) != (self.start_after, self.finish_after)

    @property
    def in_people(self) -> bool:
        """Whether others do it; their order says nothing."""
        return set(self.people_before) != set(self.people_after)


def moves(before: PeopleSchedule, after: PeopleSchedule) -> list[Moved]:
    """Return the tasks of both schedules that were moved, in the order of the second.

    A finished task isn't handed to others: nobody is sought for it any more, whoever did it.
    """
    return list(_moves(before, after))


def _moves(before: PeopleSchedule, after: PeopleSchedule) -> Iterator[Moved]:
    finished = _finished(after)
    for now in after:
        was = before.placed.get(now.id)
        if was is None:
            continue
        people = tuple(
            tuple(each.who for each in placed.assigned)
            for placed in (was, was if now.id in finished else now)
        )
        moved = Moved(now.id, was.start, now.start, was.finish, now.finish, *people)
        if moved.in_time or moved.in_people:
            yield moved


def _finished(schedule: PeopleSchedule) -> frozenset[str]:
    state = schedule.compiled.network.state
    places = places_by_id(schedule.compiled)
    return frozenset(id for id, place in places.items() if state[place] == codes.FINISHED)
