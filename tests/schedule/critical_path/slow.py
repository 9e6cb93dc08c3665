"""The critical path worked out slowly: calendars as one flag a minute, passes repeated until nothing changes.

Only what Fairlead's own rules do with planned, begun and finished work; written to be read, not to be quick.
"""

from __future__ import annotations

from dataclasses import dataclass, field

NEVER = -10_000_000


class SlowCalendar:
    """Working minutes as flags, from minute 0 on."""

    def __init__(self, works: list[bool]) -> None:
        self.works = works

    def at(self, t: int) -> bool:
        return self.works[t]

    def next(self, t: int) -> int:
        while not self.at(t):
            t += 1
        return t

    def previous(self, t: int) -> int:
        while not self.at(t - 1):
            t -= 1
        return t

    def move(self, t: int, minutes: int) -> int:
        """Forward to where the last minute is done, backward to where the first begins."""
        while minutes > 0:
            minutes -= self.at(t)
            t += 1
        while minutes < 0:
            t -= 1
            minutes += self.at(t)
        return t

    def between(self, a: int, b: int) -> int:
        if b < a:
            return -self.between(b, a)
        return sum(self.at(t) for t in range(a, b))

    def edge(self, t: int) -> bool:
        """Whether a finish can read as `t`: something works until then, or goes on then."""
        return self.at(t) or self.at(t - 1)


@dataclass
class SlowTask:
    minutes: int
    calendar: int
    state: str = "planned"
    left: int = 0
    started: int = 0
    done: int = 0
    constraints: list[tuple[str, int]] = field(default_factory=list)
    deadline: int | None = None


@dataclass
class SlowLink:
    before: int
    after: int
    kind: str
    lag: int
    elapsed: bool = False


@dataclass
class SlowPlan:
    calendars: list[SlowCalendar]
    tasks: list[SlowTask]
    links: list[SlowLink]
    start: int
    status: int | None = None

    def moved(self, link: SlowLink, t: int, sign: int) -> int:
        if link.elapsed:
            return t + sign * link.lag
        return self.calendars[self.tasks[link.after].calendar].move(t, sign * link.lag)

    def start_at(self, i: int, t: int) -> int:
        calendar = self.calendars[self.tasks[i].calendar]
        if self.tasks[i].minutes == 0:
            return t if calendar.edge(t) else calendar.next(t)
        return calendar.next(t)

    def finish_at(self, i: int, t: int) -> int:
        calendar = self.calendars[self.tasks[i].calendar]
        return t if calendar.edge(t) else calendar.next(t)

    def last_finish(self, i: int, t: int) -> int:
        """Return the last finish that isn't after `t`; a milestone may stand where work begins as well."""
        calendar = self.calendars[self.tasks[i].calendar]
        if self.tasks[i].minutes == 0 and calendar.edge(t):
            return t
        return calendar.previous(t)

    def last_start(self, i: int, t: int) -> int:
        """Return the last moment to start that isn't after `t`: at closing time work begins the next morning."""
        return next(moment for moment in range(t, 0, -1) if self.start_at(i, moment) <= t)

    # Forward

    def early(self) -> list[tuple[int, int, int]]:
        """Return start, finish and where unfinished work goes on, of each task."""
        found = [(NEVER, NEVER, NEVER)] * len(self.tasks)
        while True:
            again = [self.early_of(i, found) for i in range(len(self.tasks))]
            if again == found:
                return found
            found = again

    def early_of(self, i: int, found: list[tuple[int, int, int]]) -> tuple[int, int, int]:
        task = self.tasks[i]
        if task.state == "finished":
            return task.started, task.done, task.done
        starts, finishes = [self.start], []
        if self.status is not None:
            starts.append(self.status)
        for link in self.links:
            if link.after != i or found[link.before][0] == NEVER:
                continue
            before = self.tasks[link.before]
            begun = before.started if before.state != "planned" else found[link.before][0]
            base = found[link.before][1] if link.kind in ("FS", "FF") else begun
            (starts if link.kind in ("FS", "SS") else finishes).append(self.moved(link, base, 1))
        for kind, date in task.constraints:
            if kind in ("finish from", "finish on"):
                finishes.append(date)
            if kind in ("start from", "start on") and task.state == "planned":
                starts.append(date)
        minutes = task.left if task.state == "begun" else task.minutes
        calendar = self.calendars[task.calendar]
        start = self.start_at(i, max(starts))
        finish = calendar.move(start, minutes)
        if finishes and finish < max(finishes):
            start = max(start, self.start_at(i, calendar.move(max(finishes), -minutes)))
            finish = self.finish_at(i, max(finishes))
        for kind, date in task.constraints if task.state == "planned" else ():
            at = date if self.status is None else max(date, self.status)
            if kind == "start fixed":
                start = self.start_at(i, at)
                finish = calendar.move(start, minutes)
            elif kind == "finish fixed":
                start = self.start_at(i, calendar.move(at, -minutes))
                finish = self.finish_at(i, at)
        return start, finish, start

    # Backward

    def late(self, end: int) -> list[tuple[int, int]]:
        """Return late start and late finish of each task's unfinished work."""
        far = -NEVER
        found = [(far, far)] * len(self.tasks)
        while True:
            again = [self.late_of(i, found, end) for i in range(len(self.tasks))]
            if again == found:
                return found
            found = again

    def late_of(self, i: int, found: list[tuple[int, int]], end: int) -> tuple[int, int]:
        task = self.tasks[i]
        if task.state == "finished":
            return task.started, task.done
        starts, finishes = [], [end]
        for link in self.links:
            after = self.tasks[link.after]
            if link.before != i or after.state == "finished" or found[link.after][0] == -NEVER:
                continue
            if task.state == "begun" and link.kind in ("SS", "SF"):
                continue
            base = found[link.after][0] if link.kind in ("FS", "SS") else found[link.after][1]
            moment = self.moved(link, base, -1)
            if link.kind in ("FS", "FF"):
                finishes.append(moment)
            else:
                starts.append(self.last_start(i, moment))
        for kind, date in task.constraints:
            if kind == "finish fixed":
                starts, finishes = [], [date]
            elif kind in ("finish by", "finish on"):
                finishes.append(date)
            elif task.state == "planned" and kind == "start fixed":
                starts, finishes = [date], []
            elif task.state == "planned" and kind in ("start by", "start on"):
                starts.append(date)
        if task.deadline is not None:
            finishes.append(task.deadline)
        minutes = task.left if task.state == "begun" else task.minutes
        calendar = self.calendars[task.calendar]
        if not finishes:
            return min(starts), calendar.move(min(starts), minutes)
        finish = self.last_finish(i, min(finishes))
        start = calendar.move(finish, -minutes)
        if starts and min(starts) < start:
            start = min(starts)
            finish = min(finish, calendar.move(start, minutes))
        return start, finish
