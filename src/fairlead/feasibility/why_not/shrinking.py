"""From demands that can't all be met to a few of them that can't either, though any one less can."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from fairlead.feasibility.why_not.aims import Aim, leaves_of
from fairlead.feasibility.why_not.answer import Removal
from fairlead.feasibility.why_not.demands import REST, Demand, ancestors, with_only, without
from fairlead.feasibility.why_not.judgement import UNDECIDED, Answer, Judgement
from fairlead.feasibility.why_not.judging import judged
from fairlead.feasibility.why_not.paying import Reserve
from fairlead.feasibility.why_not.purse import Limit
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.plan.values import Link

_OF_PROOF = 1.0  # seconds for one question while a set is made smaller
_OF_REMOVAL = 4.0  # seconds for one while each member is taken away in turn
_OF_PEOPLE = frozenset(("capacity", "leave", "hours", "presence", "duty", "wip"))
_BINDING = frozenset(("max_lag",))
_OF_TASKS = _BINDING | {"work", "link", "start", "ties", "due"}
_OF_MONEY = frozenset(("budget", "account", "release", "rest"))


@dataclass
class Clock:
    """The time that is left."""

    limit: float
    stopped: Callable[[], bool] | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since it began."""
        return time.monotonic() - self.began

    @property
    def left(self) -> float:
        """Seconds that are left; 0 when somebody has asked to stop."""
        return 0.0 if self.is_stopped() else max(self.limit - self.seconds, 0.0)

    def is_stopped(self) -> bool:
        """Tell whether somebody has asked to stop."""
        return self.stopped is not None and self.stopped()

    def is_over(self) -> bool:
        """Tell whether there is no time left."""
        return self.left <= 0

    def part(self, share: float) -> Clock:
        """Return a clock over a share of what is left."""
        return Clock(self.left * share, self.stopped)


@dataclass
class Question:
    """A plan in its best case (`said_plainly`), and all that it demands; asks what a choice of that allows."""

    plan: Plan
    demands: Sequence[Demand]
    clock: Clock
    default_start: date | None = None
    asked: dict[frozenset[Demand], Judgement] = field(default_factory=dict)
    limits: Sequence[Limit] = ()
    """What may be spent at most, as far as the demands hold it; then all work counts, whatever dates it has."""
    reserve: Reserve | None = None
    aside: frozenset[str] | None = None
    """The tasks for which only money is set aside, by the demand `REST`; None: all those whose work isn't kept."""

    def plan_of(self, kept: Sequence[Demand] | frozenset[Demand]) -> Plan:
        """Return the plan that demands these alone; what nothing waits for any more takes no part."""
        there = set(kept)
        plan = without(self.plan, [each for each in self.demands if each not in there])
        aims = self.aims_of(there)
        if self.limits_among(there):
            aims = aims or self.aims_of(self.demands)
            every = [*(id for id in plan.tasks if not plan.outline.is_summary(id)), *plan.decisions]
            priced = [task.id for task in plan.tasks.values() if task.cost is not None or task.needs]
            return with_only(plan, every, [*(id for aim in aims for id in aim.ids), *priced])
        if any(aim.kind == "plan" for aim in aims):
            return plan
        ids = [id for aim in aims for id in aim.ids]
        # A greatest lag binds what comes before it. Without any date it is asked whether there is time, ever.
        bound = _BINDING if aims else _OF_TASKS
        ids += [each.id for each in self.demands if each in there and each.kind in bound]
        return with_only(plan, ancestors(plan, ids), ids)

    def aims_of(self, kept: Sequence[Demand] | set[Demand] | frozenset[Demand]) -> list[Aim]:
        """Return the dates among demands, in the plan's order."""
        there = set(kept)
        return [each.aim for each in self.demands if each.aim is not None and each in there]

    def limits_among(self, kept: Sequence[Demand] | set[Demand] | frozenset[Demand]) -> list[Limit]:
        """Return the limits on money among demands, less what is set aside."""
        there = set(kept)
        limits = [each for each in self.limits if each.demand in there]
        if not limits or REST not in there:
            return limits
        return [replace(each, amount=each.amount - self.set_aside(each, there)) for each in limits]

    def set_aside(self, limit: Limit, kept: Collection[Demand]) -> Decimal:
        """Return what has to be left of a limit for the tasks whose work isn't among these, and for costs."""
        if self.reserve is None:
            return Decimal(0)
        aside = self.aside
        if aside is None:
            works = {each.id for each in kept if each.kind == "work"}
            aside = frozenset(
                each.id for each in self.demands if each.kind == "work" and each.id not in works
            )
        return self.reserve.of(limit, aside)

    def judged(self, kept: Sequence[Demand], seconds: float, *, prove_only: bool = False) -> Judgement:
        """Return whether these demands can all be met."""
        key = frozenset(kept)
        known = self.asked.get(key)
        if known is not None and known.answer is not Answer.UNDECIDED:
            return known
        aims = self.aims_of(key)
        if self.clock.is_over():
            return UNDECIDED
        try:
            found = judged(
                self.plan_of(key),
                aims,
                seconds=min(seconds, self.clock.left),
                default_start=self.default_start,
                stopped=self.clock.is_over,
                prove_only=prove_only,
                reasons=True,
                limits=self.limits_among(key),
            )
        except FairleadError:
            found = UNDECIDED
        self.asked[key] = found
        return found

    def patience(self, questions: int) -> float:
        """Return how many seconds one of so many questions may take."""
        return max(min(_OF_REMOVAL, 2 * self.clock.left / (questions + 1)), 0.0)

    def cannot(self, kept: Sequence[Demand], seconds: float = 0.0) -> bool:
        """Tell whether it is proven that these demands can't all be met; in no time only bounds are asked."""
        return not self.clock.is_over() and self.judged(kept, seconds, prove_only=True).cannot


def shrunk(question: Question, refuted: Sequence[Demand], first: Judgement) -> list[Demand]:
    """Return a part of these demands, refuted as well, from which nothing can be left out that time allowed to try.

    Halves are left out before quarters and single ones: a deletion filter in growing detail. Source: Chinneck &
    Dravnieks 1991, ORSA Journal on Computing 3 (deletion filtering); Zeller & Hildebrandt 2002, IEEE Transactions on
    Software Engineering 28 (by halves).
    """
    kept = by_evidence(question, list(refuted), first)
    kept = _filtered(question, kept, 0.0)
    if question.limits_among(kept) and question.cannot(kept):
        return kept  # what bounds refute is soon irreducible, and solving tells that of each member anyway
    return _filtered(question, kept, _OF_PROOF)


def _filtered(question: Question, kept: list[Demand], seconds: float) -> list[Demand]:
    size = max(len(kept) // 2, 1)
    while not question.clock.is_over():
        at = 0
        while at < len(kept) and not question.clock.is_over():
            rest = kept[:at] + kept[at + size :]
            if question.cannot(rest, min(seconds, question.patience(len(kept)))):
                kept = by_evidence(question, rest, question.judged(rest, seconds))
            else:
                at += size
        if size == 1:
            break
        size = max(min(size // 2, len(kept) // 2), 1)
    return kept


def irreducible(question: Question, refuted: Sequence[Demand]) -> tuple[list[Demand], list[Removal]]:
    """Return the demands with each looked at once more: left out where the rest can't be met either.

    What is known of the rest without each one that stays comes along.
    """
    kept = list(refuted)
    for demand in list(kept):
        rest = [each for each in kept if each != demand]
        if not question.clock.is_over() and question.judged(rest, question.patience(len(rest))).cannot:
            kept = rest
    removals = []
    for demand in kept:
        found = question.judged([each for each in kept if each != demand], question.patience(len(kept)))
        removals.append(Removal(demand, found.answer, found.schedule))
    return kept, removals


def by_evidence(question: Question, kept: list[Demand], judgement: Judgement) -> list[Demand]:
    """Return the part that a proof names, where that alone is refuted."""
    if not judgement.tasks and not judgement.who:
        return kept
    tasks, who = set(judgement.tasks), set(judgement.who)
    for between in (True, False):
        rest = [each for each in kept if _is_named(question.plan, each, tasks, who, between=between)]
        if len(rest) < len(kept) and question.cannot(rest, _OF_PROOF):
            return rest
    return kept


def _is_named(plan: Plan, demand: Demand, tasks: set[str], who: set[str], *, between: bool) -> bool:
    """Tell whether a demand is about these tasks or people; `between`: links have to be from one of them to another."""
    if demand.kind in _OF_PEOPLE:
        return demand.id in who or (demand.kind == "duty" and bool(who))
    if demand.aim is not None or not tasks or demand.kind in _OF_MONEY:
        return True
    if demand.kind in ("link", "max_lag") and between:
        before = Link.parse(demand.detail).id
        return all(tasks & set(leaves_of(plan, id)) for id in (demand.id, before))
    return (not between and demand.kind != "work") or bool(tasks & set(leaves_of(plan, demand.id)))
