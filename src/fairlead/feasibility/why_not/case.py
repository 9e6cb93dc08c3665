"""A compiled plan with its dates and limits on money: where they bind in its network, and what keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from datetime import date
from operator import gt

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

_LEAST_ROUNDS = 20  # for greatest lags; each leaves tails that hold, and few plans take more than two
_MOST_TASKS_IN_ROUNDS = 30_000


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
        self._tails: Tails | None = None

    def with_ends(self, ends: Mapping[int, int]) -> Case:
        """Return the same with other latest finishes."""
        other = copy(self)
        other.ends, other._tails = dict(ends), None
        return other

    def is_bound(self) -> bool:
        """Tell whether anything has to be done, or begun, by a date."""
        return bool(self.ends or self.begun_by)

    def tails(self) -> Tails:
        """Return the tails with which all that has a date keeps it, and what has to follow it by a greatest lag."""
        if self._tails is None:
            self._tails = self._tightened()
        return self._tails

    def _tightened(self) -> Tails:
        """Return the tails where greatest lags don't move them any more, or where no schedule can keep them."""
        ends, starts = dict(self.ends), dict(self.begun_by)
        tails = self.frame.tails(LATEST, ends, starts)
        for _ in range(max(_MOST_TASKS_IN_ROUNDS // max(self.frame.size, 1), _LEAST_ROUNDS)):
            if not self._follow(tails, ends, starts) or self._is_impossible(tails):
                break
            tails = self.frame.tails(LATEST, ends, starts)
        return tails

    def _follow(self, tails: Tails, ends: dict[int, int], starts: dict[int, int]) -> bool:
        """Note by when places have to have begun, or be done: so long after the tail of what they follow at most.

        What is noted of one counts for those that follow it in turn, so that a chain takes one round. Returns whether
        anything moved.
        """
        moved = False
        for link, most in self.greatest_lags():
            after, kind = link[at.AFTER], link[at.KIND]
            moment = (tails.finish if kind in (codes.FS, codes.FF) else tails.start)[link[at.BEFORE]]
            if moment >= LATEST:
                continue
            hours = self.frame.hours(link[at.LAG_CALENDAR])
            latest = min(hours.latest(hours.before(moment) + most), LATEST)
            begins = kind in (codes.FS, codes.SS)
            noted, tail = (starts, tails.start) if begins else (ends, tails.finish)
            if latest >= noted.get(after, LATEST):
                continue
            noted[after], tail[after], moved = latest, min(tail[after], latest), True
            if begins:
                tails.finish[after] = min(tails.finish[after], self.frame.done_by(after, latest))
        return moved

    def _is_impossible(self, tails: Tails) -> bool:
        """Tell whether something comes too late anyway: greatest lags that contradict others move tails for ever."""
        heads = self.frame.earliest
        return any(map(gt, heads.finish, tails.finish)) or any(map(gt, heads.start, tails.start))

    def greatest_lags(self) -> Iterator[tuple[list[int], int]]:
        """Yield the links, as rows of the network, with a greatest lag that has to be kept, in its working minutes.

        That is between what nobody has begun: where one of both is under way or has a date that holds it, what is done
        isn't wrong for coming later.
        """
        frame, network = self.frame, self.frame.network
        for row, most in network.max_lags:
            link = network.links[row].tolist()
            both = link[at.BEFORE], link[at.AFTER]
            if all(frame.state[t] == codes.PLANNED and not frame.pinned[t] for t in both):
                yield link, most

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
