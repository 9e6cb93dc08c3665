"""Why a task can't start before some moment: the chain of links and the work of people that hold it there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fairlead.schedule import codes
from fairlead.schedule.bounds.energy import least_of
from fairlead.schedule.bounds.heads import Frame, Heads
from fairlead.schedule.bounds.work import Workload
from fairlead.schedule.critical_path import tables as at


class Pressure:
    """Heads raised by the work that has to come before, as `schedule.bounds.chains` raises them, read backwards."""

    def __init__(self, frame: Frame, load: Workload, pressed: Heads) -> None:
        self.frame, self.load, self.heads = frame, load, pressed
        self.before: list[list[int]] = [[] for _ in range(frame.size)]
        self.after: list[list[int]] = [[] for _ in range(frame.size)]
        for place, links in enumerate(frame.links_out()):
            for after, kind, _, lag in links:
                if lag >= 0 and kind in (codes.FS, codes.SS):
                    self.before[after].append(place)
                    self.after[place].append(after)
        self.works = {
            r: {job.place: work for job in load.jobs if (work := least_of(job, {r}))} for r in load.hours
        }

    def reasons(self, places: Iterable[int]) -> tuple[set[int], set[int]]:
        """Return the places, and the numbers of the people, that hold these where they are at the earliest."""
        found: set[int] = set()
        who: set[int] = set()
        waiting = list(places)
        while waiting:
            place = waiting.pop()
            if place in found or place < 0:
                continue
            found.add(place)
            pressing = self._pressing(place)
            if pressing is not None:
                r, inside = pressing
                who.add(r)
                waiting += inside
                found |= self._between(place, set(inside))
            elif self.heads.link[place] >= 0:
                waiting.append(int(self.frame.network.links[self.heads.link[place], at.BEFORE]))
        return found, who

    def _pressing(self, place: int) -> tuple[int, list[int]] | None:
        """Return whose work before a task takes until its start, and the places of that work; None where none does."""
        ahead = self._ahead(place)
        for r, of_place in self.works.items():
            inside = sorted(((self.heads.start[t], t) for t in ahead & of_place.keys()), reverse=True)
            hours, capacity, work = self.load.hours[r], self.load.capacity[r], 0
            for number, (start, t) in enumerate(inside, start=1):
                work += of_place[t]
                moment = hours.first(hours.before(start) + -(-work // capacity))
                # On the task's own calendar its start may come a night after the last minute of that work.
                if number > 1 and hours.before(moment) >= hours.before(self.heads.start[place]):
                    return r, [each for _, each in inside[:number]]
        return None

    def _ahead(self, place: int) -> set[int]:
        return _reached(self.before, (place,))

    def _between(self, place: int, others: set[int]) -> set[int]:
        """Return what lies on the links between a task and those before it."""
        return self._ahead(place) & _reached(self.after, others)


def _reached(links: Sequence[Sequence[int]], places: Iterable[int]) -> set[int]:
    """Return all that links lead to from these places, one after the other."""
    found: set[int] = set()
    waiting = [each for place in places for each in links[place]]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += links[each]
    return found
