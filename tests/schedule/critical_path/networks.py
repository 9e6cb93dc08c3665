"""Small networks for tests: a few calendars of eight-hour days in hours, so that dates can be checked in the head."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from fairlead.schedule import codes
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.critical_path.passes import CriticalPath, critical_path
from fairlead.schedule.critical_path.tables import CalendarArrays
from fairlead.schedule.network import Draft, Network, Part, compile_network
from fairlead.schedule.options import PRESETS, Options

HOUR = 60
DAY = 1440
MONDAY = 20_822 * DAY  # 2027-01-04
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

WEEKDAYS, EVERY_DAY, NIGHTS = 0, 1, 2
_HOURS = {
    WEEKDAYS: ((0, 1, 2, 3, 4), ((8, 12), (13, 17))),
    EVERY_DAY: ((0, 1, 2, 3, 4, 5, 6), ((8, 12), (13, 17))),
    NIGHTS: ((0, 1, 2, 3, 4), ((22, 24),)),
}
KINDS = {"FS": codes.FS, "SS": codes.SS, "FF": codes.FF, "SF": codes.SF}
CONSTRAINTS = {
    ("start", "from"): codes.START_FROM,
    ("start", "by"): codes.START_BY,
    ("start", "on"): codes.START_ON,
    ("start", "fixed"): codes.MANDATORY_START,
    ("finish", "from"): codes.FINISH_FROM,
    ("finish", "by"): codes.FINISH_BY,
    ("finish", "on"): codes.FINISH_ON,
    ("finish", "fixed"): codes.MANDATORY_FINISH,
}


def calendars(first_week: int = -20, weeks: int = 60) -> CalendarArrays:
    """Return weekdays 8-12 and 13-17, the same on every day, and weekday nights 22-24."""
    spans, first = [], [0]
    for days, shifts in _HOURS.values():
        for week in range(first_week, first_week + weeks):
            for day in days:
                midnight = MONDAY + (week * 7 + day) * DAY
                spans += [(midnight + a * HOUR, midnight + b * HOUR) for a, b in shifts]
        first.append(len(spans))
    table = np.array(spans, np.int64)
    lengths = table[:, 1] - table[:, 0]
    cum = np.concatenate([np.cumsum(lengths[a:b]) - lengths[a:b] for a, b in pairwise(first)])
    return CalendarArrays(
        np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1]), cum, np.array(first, np.int64)
    )


CALENDARS = calendars()


def at(text: str) -> int:
    """Return the minute of `Mon 08:00` of the first week, `2 Tue 17:00` of the second."""
    found = re.fullmatch(r"(?:(\d+) )?(\w{3})(?: (\d\d):(\d\d))?", text)
    assert found, text
    week, day, hour, minute = found.groups()
    return (
        MONDAY + ((int(week or 1) - 1) * 7 + DAYS.index(day)) * DAY + int(hour or 0) * HOUR + int(minute or 0)
    )


def said(minute: int) -> str:
    """Return a minute as `at` takes it."""
    days, rest = divmod(int(minute) - MONDAY, DAY)
    week, day = divmod(days, 7)
    text = f"{DAYS[day]} {rest // HOUR:02}:{rest % HOUR:02}"
    return text if week == 0 else f"{week + 1} {text}"


@dataclass
class Found:
    """What was worked out, asked by name."""

    names: dict[str, int]
    network: Network
    path: CriticalPath

    def place(self, name: str) -> int:
        return int(self.network.place_of[self.names[name]])

    def early(self, name: str) -> tuple[str, str]:
        return said(self.path.early_start[self.place(name)]), said(self.path.early_finish[self.place(name)])

    def late(self, name: str) -> tuple[str, str]:
        return said(self.path.late_start[self.place(name)]), said(self.path.late_finish[self.place(name)])

    def dates(self, name: str) -> tuple[str, str]:
        return said(self.path.start[self.place(name)]), said(self.path.finish[self.place(name)])

    def total(self, name: str) -> float:
        """Return the total float in hours."""
        return int(self.path.total_float[self.place(name)]) / HOUR

    def free(self, name: str) -> float:
        """Return the free float in hours."""
        return int(self.path.free_float[self.place(name)]) / HOUR

    def critical(self) -> set[str]:
        return {name for name in self.names if self.place(name) >= 0 and self.path.critical[self.place(name)]}

    def longest(self) -> set[str]:
        return {
            name
            for name in self.names
            if self.place(name) >= 0 and self.path.on_longest_path[self.place(name)]
        }


class Sketch:
    """A network written down in hours and names: `task("a", 8)`, `link("a", "b", "FS", +8)`."""

    def __init__(self, preset: str = "fairlead", status: str | None = None, **options: Any) -> None:
        chosen: Options = replace(PRESETS[preset], **options)
        self.draft = Draft(CALENDARS, chosen, at("Mon 08:00"))
        if status is not None:
            self.draft.status_date = at(status)
        self.names: dict[str, int] = {}

    def summary(self, name: str, inside: str | None = None, **facts: Any) -> Sketch:
        self.names[name] = self.draft.summary(WEEKDAYS, self._parent(inside), **_facts(facts))
        return self

    def task(
        self,
        name: str,
        hours: float = 8,
        calendar: int = WEEKDAYS,
        inside: str | None = None,
        left: float | None = None,
        shape: int | None = None,
        parts: list[tuple[int, float]] | None = None,
        **facts: Any,
    ) -> Sketch:
        minutes, said_facts = round(hours * HOUR), _facts(facts)
        given = [Part(c, round(h * HOUR), round(h * HOUR)) for c, h in parts] if parts else None
        if left is not None:
            given = [Part(calendar, minutes, round(left * HOUR))]
        self.names[name] = self.draft.task(
            minutes, calendar, self._parent(inside), shape, given, **said_facts
        )
        return self

    def link(
        self,
        before: str,
        after: str,
        kind: str = "FS",
        lag: float = 0,
        elapsed: bool = False,
        most: float | None = None,
    ) -> Sketch:
        self.draft.link(
            self.names[before],
            self.names[after],
            KINDS[kind],
            round(lag * HOUR),
            codes.LAG_ELAPSED if elapsed else codes.LAG_WORKING,
            max_lag=None if most is None else round(most * HOUR),
        )
        return self

    def solved(self) -> Found:
        network = compile_network(self.draft)
        return Found(self.names, network, critical_path(network))

    def _parent(self, inside: str | None) -> int:
        return -1 if inside is None else self.names[inside]


def _facts(given: dict[str, Any]) -> dict[str, int]:
    """Return facts for a draft; `start` and `finish` say constraints like `from Tue 08:00`, texts are moments."""
    facts: dict[str, int] = {}
    for name, value in given.items():
        if name in ("start", "finish"):
            place = "constraint_2" if "constraint" in facts else "constraint"
            word, _, moment = value.partition(" ")
            facts[place], facts[f"{place}_date"] = CONSTRAINTS[name, word], at(moment)
        elif name == "manual":
            first, _, last = value.partition(" - ")
            facts |= {"state": codes.FIXED, "actual_start": at(first), "actual_finish": at(last)}
        elif name == "started":
            facts |= {"state": codes.STARTED, "actual_start": at(value)}
        elif name == "done":
            facts |= {"state": codes.FINISHED, "actual_finish": at(value)}
            facts.setdefault("actual_start", at(value))
        elif isinstance(value, str):
            facts[name] = at(value)
        else:
            facts[name] = value
    return facts


__all__ = ["CLOCK", "EVERY_DAY", "NIGHTS", "WEEKDAYS", "Found", "Sketch", "at", "calendars", "said"]
