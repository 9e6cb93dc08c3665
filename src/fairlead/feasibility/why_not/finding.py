"""Why a plan can't be met even with luck: irreducible sets of demands that contradict one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import chain, islice

from fairlead.feasibility.why_not.aims import Aim
from fairlead.feasibility.why_not.answer import Contradiction, Removal, WhyNot
from fairlead.feasibility.why_not.demands import REST, Demand, aim_demands, concerned, demands_of
from fairlead.feasibility.why_not.judgement import OF_MONEY, Judgement
from fairlead.feasibility.why_not.lateness import least_lateness
from fairlead.feasibility.why_not.meeting import Best, best_case, met_by, too_little
from fairlead.feasibility.why_not.money import cost_too_much
from fairlead.feasibility.why_not.needs import short_stocks, unfilled
from fairlead.feasibility.why_not.paying import Reserve
from fairlead.feasibility.why_not.purse import Limit
from fairlead.feasibility.why_not.shrinking import Clock, Question, by_evidence, irreducible, shrunk
from fairlead.feasibility.why_not.spending import least_spent
from fairlead.feasibility.why_not.words import sentence, sentence_of_money
from fairlead.plan.document import Plan
from fairlead.schedule.axis import Units

Progress = Callable[[str], None]
"""Is told what has been found, as a sentence."""

MOST = 6
NO_DATES = ("least cost", "nobody can", "stock")
_SHARE_OF_VERDICT = 0.15
_SHARE_OF_SETS = 0.5
_SHARE_OF_FIRST = 0.6  # for whether it is refuted at all; the rest is for what it is about
_SHARE_OF_SETTLING = 0.9  # of what the cures have left over, for members of which nothing is decided
_LEAST_FOR_A_SET = 0.5  # seconds
_MOST_FOR_ONE_DATE = 2
_MOST_ALONE = 8


def contradictions(
    plan: Plan,
    *,
    time_limit: float = 30.0,
    default_start: date | None = None,
    stopped: Callable[[], bool] | None = None,
    progress: Progress | None = None,
    repairs: bool = True,
) -> WhyNot:
    """Return whether a plan can be met in its best case, and if not, why not and what would cure it.

    Each set of demands is refuted by a bound or by CP-SAT, and each of its members has been taken away in turn: then a
    schedule was found and verified, or nobody could tell in the time, which is said of that member. `time_limit` in
    seconds; `stopped` is asked often, and then what has been found comes back. `progress` is told each sentence. Raises
    PlanError for a plan that can't be scheduled.
    """
    clock = Clock(time_limit, stopped)
    best = best_case(plan, clock.part(_SHARE_OF_VERDICT), default_start)
    met = met_by(plan, best)
    share = _SHARE_OF_SETS if repairs else 0.95
    finding = Finding(plan, best, clock.part(share), default_start)
    found = list(_told(finding.sets(), progress))
    if not found and met.feasible is None:  # nothing to cure yet: some of the time for that is for looking on
        finding = Finding(plan, best, clock.part(share), default_start)
        found = list(_told(finding.sets(), progress))
    if repairs:
        found = list(_with_repairs(plan, best, found, clock, default_start, progress))
    if any(each.undecided for each in found):
        found = list(_different(finding.settled(each, clock.part(_SHARE_OF_SETTLING)) for each in found))
    unsettled = tuple(id for id, known in met.goals.items() if known is None)
    if any(each.proof not in NO_DATES for each in found) and met.feasible is None:
        met = replace(met, feasible=False)
    return WhyNot(plan, met, tuple(found), unsettled, clock.seconds)


def _told(found: Iterable[Contradiction], progress: Progress | None) -> Iterator[Contradiction]:
    for each in found:
        if progress is not None:
            progress(each.sentence)
        yield each


def _with_repairs(
    plan: Plan,
    best: Best,
    found: Sequence[Contradiction],
    clock: Clock,
    default_start: date | None,
    progress: Progress | None,
) -> Iterator[Contradiction]:
    from fairlead.feasibility.why_not.repairs import with_repairs

    for number, each in enumerate(found):
        part = clock.part(1 / (len(found) - number))
        cured = with_repairs(plan, best, each, found, part, default_start)
        if progress is not None and cured.repairs:
            progress(cured.cures)
        yield cured


@dataclass
class Finding:
    """The search for sets of demands, in the best case of a plan."""

    plan: Plan
    best: Best
    clock: Clock
    default_start: date | None
    questions: dict[tuple[Demand, ...], Question] = field(default_factory=dict)

    def sets(self) -> Iterator[Contradiction]:
        """Yield sets of demands that can't all be met, each as small as there was time to make it."""
        parts = self._of_dates(), self._of_money(), self._of_both(), self._of_needs()
        yield from islice(_different(chain(*parts)), MOST)

    def _of_dates(self) -> Iterator[Contradiction]:
        refuted = [aim for aim, found in self.best.alone.items() if found.cannot]
        for number, aim in enumerate(refuted):
            yield from self._of([aim], self.clock.part(1 / (len(refuted) - number + 1)))
        rest = [aim for aim in self.best.aims if aim not in refuted]
        if len(rest) > 1 and not self.best.together.fits:
            yield from self._of(rest, self.clock)

    def _of_both(self) -> Iterator[Contradiction]:
        """Yield what can be done in time, and can be paid for, but not both."""
        best = self.best
        if not best.limits or best.schedule is None or (best.paid is not None and best.paid.fits):
            return
        short = too_little(best)
        limits = [each for each in best.limits if each not in short]
        aims = [aim for aim, found in best.alone.items() if not found.cannot]
        groups = [[aim] for aim in aims] if best.together.cannot else [aims]
        for number, group in enumerate(groups if limits else ()):
            clock = self.clock.part(1 / (len(groups) - number))
            yield from islice(self._of(group, clock, limits), 1)

    def _of(self, aims: Sequence[Aim], clock: Clock, limits: Sequence[Limit] = ()) -> Iterator[Contradiction]:
        if not self.questions:  # whatever the verdict took, there is time for one answer
            clock = Clock(max(clock.left, _LEAST_FOR_A_SET), clock.stopped)
        question = self._question(aims, clock, limits)
        left = list(question.demands)
        for _ in range(_MOST_FOR_ONE_DATE):
            first = question.judged(left, clock.left * _SHARE_OF_FIRST)
            if not first.cannot:
                return
            smallest = self._smallest(question, left)
            if limits:
                question = _with_rest_of(question, smallest)
            members, removals = irreducible(question, smallest)
            said = self._said(question, members, removals, first.proof)
            self.questions[said.members] = question
            yield said
            if limits:
                return
            if all(each.aim is not None for each in members):
                return
            # Another set that has nothing but dates in common with this one.
            left = [each for each in left if each.aim is not None or each not in members]

    def settled(self, found: Contradiction, clock: Clock) -> Contradiction:
        """Return a set with each member of which nothing was decided taken away once more."""
        question = self.questions.get(found.members)
        if question is None or not found.undecided or clock.is_over():
            return found
        question = replace(question, clock=clock)
        members, removals = irreducible(question, found.members)
        if len(members) == len(found.members):
            return replace(found, removals=tuple(removals))
        less = self._said(question, members, removals, found.proof)
        return replace(
            found,
            members=less.members,
            removals=less.removals,
            sentence=less.sentence,
            excess=less.excess,
            exact=less.exact,
        )

    def _smallest(self, question: Question, refuted: Sequence[Demand]) -> list[Demand]:
        """Return the smallest of what is left over from several beginnings and in two orders of leaving out."""
        judgement = question.judged(refuted, 1.0)
        begin = min(self._beginnings(question, refuted, judgement), key=len)
        first = shrunk(question, begin, question.judged(begin, 1.0))
        if len(first) <= 3 or question.limits or question.clock.left < 2 * question.clock.seconds:
            return first
        # Small works were left out first; now the great ones.
        others = [each for each in begin if each.kind != "work"]
        works = [each for each in begin if each.kind == "work"]
        return min(first, shrunk(question, [*others, *reversed(works)], judgement), key=len)

    def _beginnings(
        self, question: Question, refuted: Sequence[Demand], judgement: Judgement
    ) -> Iterator[list[Demand]]:
        """Yield what is refuted: all of it, and the part in which only one person or thing is short."""
        yield by_evidence(question, list(refuted), judgement)
        for who in judgement.who[:_MOST_ALONE] if len(judgement.who) > 1 else ():
            alone = [each for each in refuted if each.kind != "capacity" or each.id == who]
            if question.clock.left > question.clock.seconds and question.cannot(alone, 1.0):
                yield by_evidence(question, alone, question.judged(alone, 1.0))

    def _question(self, aims: Sequence[Aim], clock: Clock, limits: Sequence[Limit] = ()) -> Question:
        plan = self.best.plan
        ids = {id for aim in aims for id in aim.ids}
        if limits or any(aim.kind == "plan" for aim in aims):
            ids = {id for id in plan.tasks if not plan.outline.is_summary(id)}
        tasks = concerned(plan, ids)
        ordered = [id for id in (*plan.tasks, *plan.decisions) if id in tasks]
        who = {*plan.people, *plan.equipment, *plan.suppliers}
        demands = [*demands_of(plan, ordered, who), *aim_demands(aims)]
        if not limits or self.best.schedule is None:
            return Question(plan, demands, clock, self.default_start)
        costs = [("cost", each.id) for each in plan.costs.values() if each.every is None]
        demands += [*(each.demand for each in limits), REST]
        reserve = Reserve(self.best.schedule.compiled)
        alone = plan.with_entities(without=costs) if costs else plan
        return Question(alone, demands, clock, self.default_start, limits=limits, reserve=reserve)

    def _said(
        self, question: Question, members: Sequence[Demand], removals: Sequence[Removal], proof: str
    ) -> Contradiction:
        units, limits = _units(self.best), question.limits_among(members)
        if limits:
            spent = least_spent(question, members, self.default_start) if len(limits) == 1 else None
            rest = question.set_aside(limits[0], members) if REST in members else Decimal(0)
            said = sentence_of_money(self.best.plan, members, question.limits, rest, spent, units)
            more = spent.amount - limits[0].amount if spent is not None else None
            exact = spent is not None and spent.exact
            return Contradiction(tuple(members), tuple(removals), said, OF_MONEY, more, exact)
        late = least_lateness(
            question.plan_of(members), question.aims_of(members), question.clock, self.default_start
        )
        excess, exact = (late.minutes, late.proven) if late is not None else (None, False)
        said = sentence(self.best.plan, members, excess, units, exact=exact)
        amount = None if excess is None else Decimal(excess)
        return Contradiction(tuple(members), tuple(removals), said, proof, amount, exact)

    def _of_money(self) -> Iterator[Contradiction]:
        if self.best.schedule is not None:
            yield from cost_too_much(self.best.plan, self.best.schedule, self.best.limits)

    def _of_needs(self) -> Iterator[Contradiction]:
        if self.best.schedule is not None:
            yield from unfilled(self.best.schedule.compiled)
        yield from short_stocks(self.best.plan)


def _different(found: Iterable[Contradiction]) -> Iterator[Contradiction]:
    """Yield each set of demands once."""
    seen: set[frozenset[Demand]] = set()
    for each in found:
        if (members := frozenset(each.members)) not in seen:
            seen.add(members)
            yield each


def _with_rest_of(question: Question, kept: Sequence[Demand]) -> Question:
    """Return the question in which money is set aside for just what isn't among these demands."""
    works = {each.id for each in kept if each.kind == "work"}
    aside = frozenset(each.id for each in question.demands if each.kind == "work" and each.id not in works)
    return replace(question, aside=aside, asked={})


def _units(best: Best) -> Units:
    return best.schedule.compiled.units if best.schedule is not None else Units()
