"""A compiled plan with its dates and limits on money: where they bind in its network, and what keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.judgement import Answer, Judgement
from fairlead.feasibility.why_not.paying import Bill
from fairlead.feasibility.why_not.purse import Limit, keeps_to
from fairlead.plan.document import Plan
from fairlead.schedule import codes
from fairlead.schedule.bounds.heads import Frame, Tails
from fairlead.schedule.codes import LATEST
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.staffing import Staffed
from fairlead.schedule.staffing.from_plan import staffed
from fairlead.schedule.verifying import verify


class Case:
    """One compiled plan, what has to be reached in it by when (`aims`), and what may be spent (`purse`).

    By place of its network: `ends` are latest finishes, `begun_by` latest starts, `ids` the tasks. `bill` says what
    these cost where there is a purse.
    """

    def __init__(
        self,
        plan: Plan,
        compiled: Compiled,
        aims: Sequence[Aim],
        stopped: Callable[[], bool] | None = None,
        *,
        purse: Sequence[Limit] = (),
        default_start: date | None = None,
    ) -> None:
        self.plan, self.aims, self.purse, self.default_start = plan, aims, purse, default_start
        self.limits: Staffed = staffed(compiled)
        self.frame = Frame(self.limits)
        self.stopped = stopped or (lambda: False)
        self.ends = _latest(compiled, (aim for aim in aims if aim.kind != "start_by"))
        self.begun_by = _latest(compiled, (aim for aim in aims if aim.kind == "start_by"))
        self.ids = {row: id for id in compiled.row_of if (row := self.limits.place_of(id)) is not None}
        self.bill = Bill(plan, self.limits, self.frame, self.ids) if purse else None

    def with_ends(self, ends: Mapping[int, int]) -> Case:
        """Return the same with other latest finishes."""
        other = copy(self)
        other.ends = dict(ends)
        return other

    def is_bound(self) -> bool:
        """Tell whether anything has to be done, or begun, by a date."""
        return bool(self.ends or self.begun_by)

    def tails(self) -> Tails:
        """Return the tails with which all that has a date keeps it, and what has to follow it by a greatest lag."""
        ends, starts = dict(self.ends), dict(self.begun_by)
        while True:
            tails = self.frame.tails(LATEST, ends, starts)
            tighter = [
                (of, place, moment)
                for begins, place, moment in self._behind(tails)
                if moment < (of := starts if begins else ends).get(place, LATEST)
            ]
            if not tighter:
                return tails
            for of, place, moment in tighter:
                of[place] = min(of.get(place, LATEST), moment)

    def _behind(self, tails: Tails) -> Iterator[tuple[bool, int, int]]:
        """Yield by when places have to have begun, or be done: so long after the tail of what they follow at most."""
        frame, network = self.frame, self.frame.network
        for row, most in network.max_lags:
            link = network.links[row].tolist()
            before, after, kind = link[at.BEFORE], link[at.AFTER], link[at.KIND]
            free = all(frame.state[t] == codes.PLANNED and not frame.pinned[t] for t in (before, after))
            moment = (tails.finish if kind in (codes.FS, codes.FF) else tails.start)[before]
            if free and moment < LATEST:
                hours = frame.hours(link[at.LAG_CALENDAR])
                yield (
                    kind in (codes.FS, codes.SS),
                    after,
                    min(hours.latest(hours.before(moment) + most), LATEST),
                )

    def named(self, places: Iterable[int]) -> tuple[str, ...]:
        """Return the tasks that stand at places."""
        return tuple(self.ids[place] for place in sorted(places) if place in self.ids)

    def kept(self, schedule: PeopleSchedule) -> Judgement | None:
        """Return the answer where a schedule keeps all dates and limits, and the checker passes it."""
        if any(aim.late_by(schedule) for aim in self.aims) or not keeps_to(schedule, self.purse):
            return None
        if verify(self.plan, schedule):
            return None
        return Judgement(Answer.FITS, schedule)


def _latest(compiled: Compiled, aims: Iterable[Aim]) -> dict[int, int]:
    found: dict[int, int] = {}
    for aim in aims:
        for place in aim.places(compiled):
            found[place] = min(found.get(place, LATEST), aim.minute(compiled))
    return found
