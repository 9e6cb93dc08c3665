"""Which rule probably makes a stored date differ, told from what the plan says of the task and of those around it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from fairlead.exchange.comparing.contradictions import Contradiction
from fairlead.exchange.comparing.links import FileLink, asked_by, links_of
from fairlead.exchange.comparing.sides import DATES, EARLY, FLOATS, LATE, PLACED, Sides
from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at

RULES: Mapping[str, str] = {
    "stale": "the file contradicts itself here, as if stored before its last calculation",
    "follows": "follows from another difference",
    "days only": "the file keeps days without times",
    "levelled": "levelled by the other tool",
    "as late as possible": "the task, or one linked with it, is wanted as late as possible",
    "manual": "a task linked with it has dates set by hand",
    "external": "a task linked with it is another plan's",
    "constraint": "a date constraint holds the task",
    "deadline": "a deadline bounds the late dates",
    "must finish": "the plan has a date by which it must finish",
    "progress": "the task has begun: what is left of it, and from when, is a rule of each tool",
    "split": "the work is interrupted",
    "elapsed": "the duration passes on the clock",
    "level of effort": "the task has no length of its own and spans others",
    "resource calendar": "the work goes by calendars of people or equipment",
    "lag": "a lag is counted on a calendar that each tool chooses",
    "float rule": "the float is counted at the other end of the task",
    "critical rule": "the flag goes by another rule: a threshold, or the longest path",
    "unexplained": "no known rule explains it",
}
"""Codes of rules and what they say, the likeliest explanation first."""


class Reasons:
    """Finds the rule behind each difference, and the task it follows from where it has one."""

    def __init__(self, sides: Sides, found: Iterable[Contradiction]) -> None:
        self.sides = sides
        found = tuple(found)
        self._stale = {each.task for each in found if not each.late}
        self._late_stale = {each.task for each in found}
        self._links = tuple(links_of(sides))

    def rule(self, id: str, field: str) -> tuple[str, str | None]:
        """Return the code of the rule, and the id of the task from which the difference follows, if it does."""
        if field in DATES and self._days_only(id, field):
            return "days only", None
        if self._is_stale(id, field):
            return "stale", None
        if field == "critical":
            return self._of_flag(id)
        if field in FLOATS:
            return self._of_float(id, field)
        return self._of_late(id) if field in LATE else self._of_early(id, field)

    def _is_stale(self, id: str, field: str) -> bool:
        return id in (self._stale if field in (*EARLY, *PLACED) else self._late_stale)

    def _days_only(self, id: str, field: str) -> bool:
        """Tell whether a stored moment stands for its day, and the calculated one lies in that day."""
        stored = self.sides.stored(id, field)
        if stored is None or (stored % 1440 and not self.sides.keeps_days_only):
            return False
        calculated = self.sides.calculated(id, field)
        if stored % 1440 == 0:
            return calculated % 1440 != 0 and stored // 1440 == calculated // 1440
        return stored // 1440 == calculated // 1440

    # Dates

    def _of_early(self, id: str, field: str) -> tuple[str, str | None]:
        if field in PLACED and (rule := self._placed_apart(id, field)):
            return rule
        for link in self._into.get(id, ()):
            if self._drives(link) and self._differs(link.before, f"early_{link.from_end}", link.from_end):
                return "follows", link.before
        return self._by_evidence(id, _EARLY), None

    def _placed_apart(self, id: str, field: str) -> tuple[str, str | None] | None:
        """Return why a task is placed elsewhere than its early date, where that is so."""
        early = self.sides.stored(id, f"early_{field}")
        stored = self.sides.stored(id, field)
        if early is None or stored is None or self.sides.begun(id):
            return None
        if self.sides.differs(id, f"early_{field}"):
            return "follows", id
        if self.sides.same_instant(id, early, stored):
            return None
        if self.sides.task(id).as_late_as_possible:
            return "as late as possible", None
        return ("levelled", None) if stored > early else None

    def _of_late(self, id: str) -> tuple[str, str | None]:
        for link in self._out_of.get(id, ()):
            if self._differs(link.after, f"late_{link.to_end}") and self._drives_late(link):
                return "follows", link.after
        if (last := self._last) is not None and self._hangs_on_the_end(id) and self._differs(last, "finish"):
            return "follows", last
        return self._by_evidence(id, _LATE), None

    @cached_property
    def _last(self) -> str | None:
        """The task with which the plan finishes by the file."""
        ends = {id: self.sides.stored(id, "finish") for id in self.sides.compared()}
        return max((id for id in ends if ends[id] is not None), key=lambda id: ends[id] or 0, default=None)

    def _hangs_on_the_end(self, id: str) -> bool:
        """Tell whether the file has a task's late finish at the finish of the plan."""
        late, end = self.sides.stored(id, "late_finish"), self.sides.stored(self._last or id, "finish")
        return late is not None and end is not None and self.sides.same_instant(id, late, end)

    def _differs(self, id: str, *fields: str) -> bool:
        sides = self.sides
        return sides.by_the_tool(id) and any(sides.differs(id, field) for field in fields)

    def _drives(self, link: FileLink) -> bool:
        """Tell whether a link is as tight as can be between early dates, on either side."""
        return self._is_tight(link, "early", link.after)

    def _drives_late(self, link: FileLink) -> bool:
        """Tell whether a link is as tight as can be between late dates, on either side."""
        return self._is_tight(link, "late", link.before)

    def _is_tight(self, link: FileLink, pair: str, counted_by: str) -> bool:
        sides = self.sides
        for dates in (sides.stored, sides.calculated):
            before, after = (
                dates(link.before, f"{pair}_{link.from_end}"),
                dates(link.after, f"{pair}_{link.to_end}"),
            )
            if before is None or after is None:
                continue
            asked = asked_by(sides, link, before)
            if asked is not None and sides.same_instant(counted_by, asked, after):
                return True
        return False

    # Floats and flags

    def _of_float(self, id: str, field: str) -> tuple[str, str | None]:
        if any(self.sides.differs(id, each) for each in (*EARLY, *LATE)):
            return "follows", id
        stored = self.sides.stored(id, field)
        ends = [self.sides.calculated(id, each) for each in ("start_float", "finish_float")]
        if field == "total_float" and any(stored is not None and abs(stored - end) <= 1 for end in ends):
            return "float rule", None
        if field == "free_float":
            for link in self._out_of.get(id, ()):
                if self._differs(link.after, f"early_{link.to_end}"):
                    return "follows", link.after
        return self._by_evidence(id, _FLOAT), None

    def _of_flag(self, id: str) -> tuple[str, str | None]:
        stored = self.sides.stored(id, "total_float")
        dates_differ = any(self.sides.differs(id, each) for each in (*EARLY, *LATE, "total_float"))
        if dates_differ:
            return "follows", id
        return ("critical rule" if stored is not None else self._by_evidence(id, _FLOAT)), None

    # Evidence

    def _by_evidence(self, id: str, looks: Iterable[str]) -> str:
        return next((code for code in looks if _EVIDENCE[code](self, id)), "unexplained")

    @cached_property
    def _into(self) -> Mapping[str, list[FileLink]]:
        return _grouped((link.after, link) for link in self._links)

    @cached_property
    def _out_of(self) -> Mapping[str, list[FileLink]]:
        return _grouped((link.before, link) for link in self._links)

    def around(self, id: str) -> set[str]:
        """Return the tasks that a task is linked with, and itself."""
        before = {link.before for link in self._into.get(id, ())}
        return {id} | before | {link.after for link in self._out_of.get(id, ())}

    def lags(self, id: str) -> bool:
        """Tell whether a link of a task has a lag."""
        return any(link.lag for link in (*self._into.get(id, ()), *self._out_of.get(id, ())))


_EARLY = ("as late as possible", "manual", "external", "progress", "level of effort", "constraint", "split", "elapsed",
          "resource calendar", "lag")  # fmt: skip
_LATE = ("deadline", "as late as possible", "manual", "external", "progress", "level of effort", "constraint",
         "must finish", "split", "elapsed", "resource calendar", "lag")  # fmt: skip
_FLOAT = ("deadline", "progress", "level of effort", "as late as possible", "constraint", "manual", "external",
          "split", "elapsed", "resource calendar")  # fmt: skip

_EVIDENCE: Mapping[str, Callable[[Reasons, str], bool]] = {
    "as late as possible": lambda why, id: any(
        why.sides.task(each).as_late_as_possible for each in why.around(id)
    ),
    "manual": lambda why, id: any(why.sides.task(each).manual for each in why.around(id)),
    "external": lambda why, id: any(why.sides.task(each).external for each in why.around(id)),
    "constraint": lambda why, id: why.sides.fact(id, at.CONSTRAINT) != codes.NO_CONSTRAINT,
    "deadline": lambda why, id: why.sides.task(id).deadline is not None,
    "must finish": lambda why, _: why.sides.plan.settings.must_finish is not None,
    "progress": lambda why, id: why.sides.begun(id),
    "split": lambda why, id: len(why.sides.task(id).parts) > 1,
    "elapsed": lambda why, id: _is_elapsed(why.sides, id),
    "level of effort": lambda why, id: why.sides.task(id).activity_type in ("level of effort", "WBS summary"),
    "resource calendar": lambda why, id: (
        bool(why.sides.task(id).assignments) and not why.sides.on_one_calendar(id)
    ),
    "lag": lambda why, id: why.lags(id),
}


def _is_elapsed(sides: Sides, id: str) -> bool:
    return int(sides.network.tasks[sides.places[id], at.CALENDAR]) == codes.CLOCK


def _grouped(pairs: Iterable[tuple[str, FileLink]]) -> dict[str, list[FileLink]]:
    found: dict[str, list[FileLink]] = {}
    for id, link in pairs:
        found.setdefault(id, []).append(link)
    return found
