"""What every cure has in common: lines tried on the plan, its best case judged again, and the schedule verified."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from fairlead.feasibility.forwards import laid_forwards
from fairlead.feasibility.why_not.aims import Aim, aims_of
from fairlead.feasibility.why_not.answer import Contradiction, Repair
from fairlead.feasibility.why_not.demands import said_plainly
from fairlead.feasibility.why_not.judgement import OF_MONEY, UNDECIDED, Answer, Judgement
from fairlead.feasibility.why_not.judging import judged
from fairlead.feasibility.why_not.luck import with_luck
from fairlead.feasibility.why_not.meeting import Best, too_little
from fairlead.feasibility.why_not.purse import Limit, limits_of, without_releases
from fairlead.feasibility.why_not.shrinking import Clock
from fairlead.plan.apply import apply
from fairlead.plan.changes import Change
from fairlead.plan.document import Plan
from fairlead.plan.errors import FairleadError
from fairlead.plan.language.saying import say
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.plan.values import Moment
from fairlead.schedule.axis import Units
from fairlead.schedule.bounds.hours import Hours, hours_of

_SHORTEST, _LONGEST = 0.2, 2.5  # seconds for one try
_SHORTEST_WITH_MONEY = 1.0
_SHARE = 0.12  # of what is left
_A_DAY = timedelta(days=1)


@dataclass
class Trial:
    """A plan with a contradiction, and the means to try what would cure it.

    A cure has to keep the dates of the contradiction, together with all others that aren't refuted by themselves.
    Those of which nobody could tell whether they can be kept at all are left open: else each cure would be as open.
    """

    plan: Plan
    best: Best
    contradiction: Contradiction
    others: Sequence[Contradiction]
    clock: Clock
    default_start: date | None = None
    asked: dict[tuple[str, ...], Judgement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = {(each.kind, each.id) for each in self.contradiction.members if each.aim is not None}
        refuted = {
            (each.kind, each.id) for other in self.others for each in other.members if each.aim is not None
        }
        unknown = {(aim.kind, aim.id) for aim in self.best.undecided}
        self.given_up = (refuted | unknown) - own
        self.left_open = unknown - refuted - own

    @property
    def units(self) -> Units:
        """How long the plan's days and weeks are."""
        return self.best.schedule.compiled.units if self.best.schedule is not None else Units()

    def line(self, change: Change, plan: Plan | None = None) -> str:
        """Return a change as a line."""
        return say(change, plan or self.best.plan)

    def lines(self, changes: Sequence[Change]) -> tuple[str, ...]:
        """Return changes as lines, each said of the plan after those before it."""
        plan, said = self.best.plan, []
        for change in changes:
            said.append(say(change, plan))
            plan = apply(plan, [change])
        return tuple(said)

    def tried(self, lines: Sequence[str], seconds: float | None = None) -> Judgement:
        """Return whether the plan's best case with these lines keeps its dates; what was undecided is asked once more
        where it is said how many seconds that may take.
        """
        key = tuple(lines)
        known = self.asked.get(key)
        if known is None or (seconds is not None and known.answer is Answer.UNDECIDED):
            self.asked[key] = self._judged(key, seconds)
        return self.asked[key]

    def changed(self, lines: Sequence[str]) -> Plan | None:
        """Return the best case of the plan with these lines; None where they can't be carried out."""
        try:
            lucky = laid_forwards(self._lucky(lines), self.default_start)
            return without_releases(said_plainly(lucky))
        except FairleadError:
            return None

    def _lucky(self, lines: Sequence[str]) -> Plan:
        return with_luck(with_lines(self.plan, lines, check=check))

    def limits(self, lines: Sequence[str]) -> list[Limit]:
        """Return the limits on money that a cure has to keep, as the plan with these lines has them.

        A contradiction of dates alone is cured whatever that costs; one that is about money keeps all that can be kept
        by itself.
        """
        if self.contradiction.proof != OF_MONEY:
            return []
        short = {(limit.account, limit.last) for limit in too_little(self.best)}
        return [each for each in limits_of(self._lucky(lines)) if (each.account, each.last) not in short]

    def _judged(self, lines: tuple[str, ...], seconds: float | None = None) -> Judgement:
        best = self.changed(lines)
        if best is None or self.clock.is_over():
            return UNDECIDED
        aims = [aim for aim in aims_of(best) if (aim.kind, aim.id) not in self.given_up]
        shortest = _SHORTEST_WITH_MONEY if self.contradiction.proof == OF_MONEY else _SHORTEST
        if seconds is None:
            seconds = min(max(self.clock.left * _SHARE, shortest), _LONGEST)
        try:
            return judged(
                best, aims, seconds=seconds, default_start=self.default_start, stopped=self.clock.is_over,
                limits=self.limits(lines),
            )  # fmt: skip
        except FairleadError:
            return UNDECIDED

    def missed(self, repairs: Sequence[Repair]) -> tuple[Aim, ...]:
        """Return the dates left open that the schedule of one of these cures misses."""
        schedules = [each.schedule for each in repairs if each.schedule is not None]
        return tuple(
            aim
            for aim in self.best.aims
            if (aim.kind, aim.id) in self.left_open and any(aim.late_by(each) for each in schedules)
        )

    # Dates

    @property
    def aims(self) -> list[Aim]:
        """The dates of the contradiction."""
        return [each.aim for each in self.contradiction.members if each.aim is not None]

    @property
    def hours(self) -> Hours:
        """The plan's own working time."""
        assert self.best.schedule is not None
        compiled = self.best.schedule.compiled
        return hours_of(compiled.network.calendars, compiled.hours.place(0))

    def minutes_between(self, first: date, last: date) -> int:
        """Return the plan's working minutes from the start of one day to the end of another."""
        assert self.best.schedule is not None
        axis = self.best.schedule.compiled.axis
        return self.hours.before(axis.minute(Moment(last), end=True)) - self.hours.before(
            axis.minute(Moment(first))
        )

    def days_between(self, first: date, last: date) -> Decimal:
        """Return the working days after one day up to the end of another."""
        return Decimal(self.minutes_between(first + _A_DAY, last)) / self.units.day

    @property
    def today(self) -> date:
        """The first day on which something can still be changed."""
        settings = self.plan.settings
        moment = settings.status_date or settings.start
        assert self.best.schedule is not None
        return (
            moment.date if moment is not None else self.best.schedule.local(self.best.schedule.start).date()
        )


def smallest(
    low: int, high: int, fits: Callable[[int], Judgement], known: tuple[int, Judgement] | None = None
) -> tuple[int, Judgement, bool] | None:
    """Return the least number from `low` to `high` that fits, its judgement, and whether all below are proven not to.

    What fits is taken to fit with more as well. What is near `low` is tried first; `known` is a number that fits. None
    where `high` doesn't fit.
    """
    step, at, proven_below = 1, low, low - 1
    found = known
    worst = low - 1
    while found is None or at < found[0]:
        judgement = fits(at)
        if judgement.fits:
            found = at, judgement
            break
        if judgement.cannot:
            proven_below = max(proven_below, at)
        worst = at
        if at >= high and found is None:
            return None
        at, step = min(at + step, high), step * 2
    assert found is not None
    while found[0] - worst > 1:
        middle = (found[0] + worst) // 2
        judgement = fits(middle)
        if judgement.fits:
            found = middle, judgement
        else:
            worst = middle
            if judgement.cannot:
                proven_below = max(proven_below, middle)
    return found[0], found[1], proven_below >= found[0] - 1
