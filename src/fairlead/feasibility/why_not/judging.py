"""The oracle: whether a plan in its best case can keep its dates. Yes by a verified schedule, no by a proof."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.case import Case
from fairlead.feasibility.why_not.exact import decided_exactly
from fairlead.feasibility.why_not.judgement import UNDECIDED, Answer, Judgement
from fairlead.feasibility.why_not.laying import Layouts
from fairlead.feasibility.why_not.proving import Proofs
from fairlead.feasibility.why_not.purse import Limit
from fairlead.feasibility.why_not.terms import Spending
from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError
from fairlead.schedule.compiling import Compiled
from fairlead.schedule.levelling.widening import within_calendars
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.optimising.own_hours import OnTheClock

_SHARE_OF_EXACT = 0.5
_OF_CHEAPEST = 2.0  # seconds for the cheapest schedule
_A_WEEK = 7 * 1440
_LEAST_SEARCH = 0.3  # seconds; for less a search isn't begun


def judged(
    plan: Plan,
    aims: Sequence[Aim],
    *,
    seconds: float = 1.0,
    default_start: date | None = None,
    stopped: Callable[[], bool] | None = None,
    prove_only: bool = False,
    reasons: bool = False,
    limits: Sequence[Limit] = (),
) -> Judgement:
    """Return whether a schedule of a plan as it stands keeps these aims, and costs no more than `limits` allow.

    Bounds and priority rules come first and take milliseconds; `seconds` is for what comes after. `prove_only` looks
    for no schedule beyond these rules; with `reasons` a proof by CP-SAT says which tasks and people it rests on. Raises
    PlanError for a plan that can't be scheduled at all.
    """

    def answer(compiled: Compiled) -> Judgement:
        case = Case(plan, compiled, aims, stopped, purse=limits, default_start=default_start)
        return _Judging(case, reasons=reasons).judged(seconds, prove_only=prove_only)

    try:
        return within_calendars(plan, default_start, answer)
    except PlanError as problem:
        if all(each.code == "out-of-hours" for each in problem.findings):
            tasks = tuple(each.id for each in problem.findings if each.id)
            return Judgement(Answer.CANNOT, proof="the hours of those it needs are over", tasks=tasks)
        raise


class _Judging:
    """One case, from what takes milliseconds to what takes all the time there is."""

    def __init__(self, case: Case, *, reasons: bool) -> None:
        self.case, self.reasons = case, reasons
        self.proofs, self.layouts = Proofs(case), Layouts(case)

    def judged(self, seconds: float, *, prove_only: bool = False) -> Judgement:
        """Return the answer; raises BeyondCalendarsError where the plan leaves its calendars in any case."""
        end = time.monotonic() + seconds
        refuted = self.proofs.refuted() or self.proofs.too_dear()
        if refuted is not None:
            return refuted
        if not self.case.limits.demands:
            # By logic there is one schedule, as long as nothing waits for money.
            alone = prove_only or not self.case.purse
            return self.layouts.by_logic() or self._searched(end, prove_only=alone)
        if self.case.purse and self.case.is_bound():
            return self._paid_in_time(end, prove_only=prove_only)
        found = self.layouts.by_rules(prove_only=prove_only)
        if found is not None:
            return found
        return self._searched(end, prove_only=prove_only)

    def _paid_in_time(self, end: float, *, prove_only: bool) -> Judgement:
        """Return the answer where money counts as well as dates."""
        found = None if prove_only else self.layouts.thriftily(end)
        left = end - time.monotonic()
        if found is None and left > 0 and not self.case.stopped():
            found = self._exactly(left)
        return found or UNDECIDED

    def _searched(self, end: float, *, prove_only: bool) -> Judgement:
        left = end - time.monotonic()
        if left > 0 and not self.case.stopped():
            found = self._exactly(left if prove_only else max(left * _SHARE_OF_EXACT, min(left, 1.0)))
            if found is not None:
                return found
        left = end - time.monotonic()
        if not prove_only and left > 0 and self.case.purse and not self.case.is_bound():
            return self._cheapest(left) or UNDECIDED
        if not prove_only and left > _LEAST_SEARCH and not self.case.stopped() and not self.case.purse:
            return self.layouts.by_neighbours(left) or UNDECIDED
        return UNDECIDED

    def _exactly(self, seconds: float) -> Judgement | None:
        if not self.case.is_bound():
            return None
        end = time.monotonic() + seconds
        answer = decided_exactly(self.case, seconds=seconds, more=self._paid_for if self.case.purse else None)
        if answer is None:
            return None
        places, chosen = answer
        if chosen.status == "infeasible":
            return self.proofs.by_core(set(places.tolist()), end - time.monotonic(), reasons=self.reasons)
        found = None if chosen.start is None else self.layouts.as_chosen(places, chosen)
        return found or self._waiting_for_money(end - time.monotonic())

    def _waiting_for_money(self, seconds: float) -> Judgement | None:
        """Return a schedule in which work waits for money to be released, as far as dates let it; no proof."""
        lasts = [each.last for each in self.case.purse if each.last is not None]
        if not lasts or self.case.bill is None or seconds <= 0:
            return None
        end = time.monotonic() + seconds
        return self._as_late_as_can_be(seconds / 2) or self._paid_surely(max(lasts), end - time.monotonic())

    def _as_late_as_can_be(self, seconds: float) -> Judgement | None:
        """Return a schedule in which all that has a date comes as late as that allows: then more has been released."""
        answer = (
            decided_exactly(self.case, seconds=seconds, more=self._paid_late)
            if self.case.is_bound()
            else None
        )
        return None if answer is None or answer[1].start is None else self.layouts.as_chosen(*answer)

    def _paid_surely(self, last: date, seconds: float) -> Judgement | None:
        """Return a schedule of all work in which hours count before a day as soon as their task has begun before it."""
        assert self.case.bill is not None
        frame, heads = self.case.frame, self.case.frame.earliest
        real = [place for place in range(frame.size) if frame.real[place]]
        span = max(heads.finish[place] for place in real) - min(heads.start[place] for place in real)
        latest = self.case.bill.end_of(last) + 2 * span + _A_WEEK
        bound = self.case.with_ends({place: self.case.ends.get(place, latest) for place in real})
        answer = decided_exactly(bound, seconds=seconds, more=self._paid_early)
        if answer is None or answer[1].start is None:
            return None
        return self.layouts.as_chosen(*answer)

    def _paid_early(self, model: OnTheClock) -> None:
        assert self.case.bill is not None
        Spending(self.case.bill, model).keep_within(self.case.purse, cautious=True)
        model.model.clear_objective()

    def _paid_late(self, model: OnTheClock) -> None:
        self._paid_for(model)
        model.model.maximize(sum(row.start for row in model.rows))

    def _paid_for(self, model: OnTheClock) -> None:
        assert self.case.bill is not None
        Spending(self.case.bill, model).keep_within(self.case.purse)
        model.model.clear_objective()  # any schedule will do

    def _cheapest(self, seconds: float) -> Judgement | None:
        """Return a schedule that can be paid for, where nothing has to be done by a date."""
        case, most = self.case, min(seconds / 2, _OF_CHEAPEST)
        try:
            found = optimised(
                case.plan,
                goal="cost",
                time_limit=most,
                default_start=case.default_start,
                stopped=case.stopped,
            )
        except PlanError:  # work that finds no time where it is cheapest proves nothing
            return None
        if found.schedule is None:
            return None
        return self.case.kept(found.schedule) or self._waiting_for_money(seconds / 2)
