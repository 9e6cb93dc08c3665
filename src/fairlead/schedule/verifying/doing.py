"""A task with those who are on it and the work they do: what the checks of people and hours look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fairlead.schedule.verifying.case import Case, Job
from fairlead.schedule.verifying.effort import Effort, Portion, efforts_of
from fairlead.schedule.verifying.hours import Hours
from fairlead.schedule.verifying.laid import Segment
from fairlead.schedule.verifying.pulls import pulled_to
from fairlead.schedule.verifying.staff import Staff, staff_of

TOLERANCE = 1  # minutes a portion may be off, because documents don't say how to round

Doings = Mapping[str, "Doing"]


@dataclass(frozen=True, slots=True)
class Doing:
    """A job, its staff, and its work in the reading that fits the schedule; `fits` tells whether one does."""

    job: Job
    staff: Staff
    effort: Effort
    fits: bool
    is_free: bool
    """Whether a schedule could have put it elsewhere: nobody has begun it, and no date holds it."""
    segments: tuple[Segment, ...]
    """The stretches still to be worked on: all of a planned task, what lies ahead of one that has begun."""

    @property
    def id(self) -> str:
        """The job's id."""
        return self.job.id

    def load(self, who: str) -> Decimal:
        """Return how much of one at full time somebody gives it."""
        return sum((post.rate for post in self.staff.posts if post.who == who), Decimal(0))

    def busy(self, case: Case, who: str) -> Iterator[Segment]:
        """Yield the stretches of working time in which somebody is on it: in shared work until their part is done."""
        task = self.job.task
        own = None if task.calendar and task.ignore_hours else case.hours.of_party(who)
        for hours, segments in self._shifts(who):
            for begin, end in segments:
                for stretch in hours.stretches(begin, end):
                    yield from own.stretches(*stretch) if own is not None else (stretch,)

    def span(self, who: str) -> Segment | None:
        """Return from when to when somebody is on it, pauses included; None where nothing is left to do."""
        ends = [edge for _, segments in self._shifts(who) for segment in segments for edge in segment]
        return (min(ends), max(ends)) if ends else None

    def _shifts(self, who: str) -> Iterator[tuple[Hours, tuple[Segment, ...]]]:
        mine = [portion for portion in self.effort if who in portion.who]
        if not mine and self.effort:
            yield self.effort[0].hours, self.segments  # a thing that is there while others work
        for portion in mine:
            alone = len(self.effort) > 1
            yield portion.hours, tuple(_first(portion, self.segments, self.job)) if alone else self.segments


def doing_of(case: Case, job: Job) -> Doing:
    """Return a job with its people and the reading of its work that comes nearest to the schedule."""
    staff = staff_of(case.plan, job.task, job.laid.assigned, case.able)
    segments = _ahead(case, job)
    efforts = efforts_of(case, job, staff) if job.state in ("planned", "begun") else []
    found = next((effort for effort in efforts if fits(case, job, effort, segments)), None)
    effort = found if found is not None else efforts[0] if efforts else ()
    if job.state == "begun":
        segments = tuple(_at_the_latest(case, job, effort, segments))
    free = job.state == "planned" and not pulled_to(case, job)
    return Doing(job, staff, effort, found is not None or not efforts, free, segments)


def fits(case: Case, job: Job, effort: Effort, segments: tuple[Segment, ...]) -> bool:
    """Tell whether these stretches hold a task's work, and no more than that."""
    if job.state == "begun":
        return _fits_begun(case, job, effort, segments)
    over = [portion.hours.within(segments) - portion.minutes for portion in effort]
    if not any(portion.minutes for portion in effort):
        return job.laid.start == job.laid.finish
    return min(over) >= -TOLERANCE and min(over) <= TOLERANCE


def _fits_begun(case: Case, job: Job, effort: Effort, segments: tuple[Segment, ...]) -> bool:
    over = [portion.hours.within(segments) - portion.left for portion in effort if portion.left]
    if not over:
        return True
    # Where a schedule shows one stretch from the actual start on, it doesn't say when work goes on.
    goes_on = case.status is not None and any(begin >= case.status for begin, _ in job.laid.segments)
    return min(over) >= -TOLERANCE and (not goes_on or min(over) <= TOLERANCE)


def _ahead(case: Case, job: Job) -> tuple[Segment, ...]:
    """Return the stretches in which a job's remaining work is done."""
    laid = job.laid
    whole = laid.segments or (((laid.start, laid.finish),) if laid.start < laid.finish else ())
    if job.state == "planned" or case.status is None:
        return whole
    # Where a stretch begins by then, all before it was the past, whatever was noted of it.
    later = tuple((begin, end) for begin, end in whole if begin >= case.status)
    return later or tuple((max(begin, case.status), end) for begin, end in whole if end > case.status)


def _at_the_latest(case: Case, job: Job, effort: Effort, segments: tuple[Segment, ...]) -> Iterator[Segment]:
    """Yield the stretches of remaining work; where one from the actual start on doesn't say when, its last part."""
    says_when = case.status is not None and any(begin >= case.status for begin, _ in job.laid.segments)
    if says_when or len(segments) != 1 or not any(portion.left for portion in effort):
        yield from segments
        return
    ((begin, end),) = segments
    last = min(portion.hours.moved(end, -portion.left) for portion in effort if portion.left)
    yield max(begin, last), end


def _first(portion: Portion, segments: tuple[Segment, ...], job: Job) -> Iterator[Segment]:
    """Yield the part of the stretches in which a portion of shared work is done."""
    minutes = portion.left if job.state == "begun" else portion.minutes
    for begin, end in segments:
        there = portion.hours.between(begin, end)
        if there >= minutes:
            if minutes:
                yield begin, portion.hours.moved(begin, minutes)
            return
        yield begin, end
        minutes -= there
