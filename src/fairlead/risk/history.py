"""What finished work says about estimates: the ratio of what was needed to what was estimated, as a distribution.

Logarithms of such ratios are taken as normal, with mean and variance unknown, and learnt by the conjugate update of
Gelman et al., Bayesian Data Analysis, 3rd edition, 2013, section 3.3: an industry's record is the prior, the team's
tasks in other plans come next, then the tasks finished in this one. So a few tasks shift the record a little, and
many carry it. That ratios are lognormal: Little, Schedule estimation and uncertainty surrounding the cone of
uncertainty, IEEE Software 23(3), 2006.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fairlead.plan.document import Plan
from fairlead.plan.entities import Task
from fairlead.plan.findings import Finding, Severity
from fairlead.risk.distributions import Distribution
from fairlead.schedule.calendars import kernels
from fairlead.schedule.codes import CLOCK
from fairlead.schedule.ground import Ground
from fairlead.schedule.progress import finish_at, start_at
from fairlead.schedule.working_time import said_minutes, work_of


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of log(actual / estimate): its `mean`, its `sd`, and how many tasks they are worth.

    `tasks` weigh the mean, `freedom` (degrees of it) the standard deviation: kappa and nu of the normal model.
    """

    mean: float
    sd: float
    tasks: float
    freedom: float

    def updated(self, ratios: Sequence[float]) -> Record:
        """Return the record after more ratios, each above 0 (Gelman et al. 2013, equations of section 3.3)."""
        if not ratios:
            return self
        logs = [math.log(ratio) for ratio in ratios]
        count, average = len(logs), math.fsum(logs) / len(logs)
        tasks, freedom = self.tasks + count, self.freedom + count
        spread = math.fsum((each - average) ** 2 for each in logs)
        surprise = self.tasks * count / tasks * (average - self.mean) ** 2
        squares = self.freedom * self.sd**2 + spread + surprise
        mean = (self.tasks * self.mean + count * average) / tasks
        return Record(mean, math.sqrt(squares / freedom), tasks, freedom)

    def worth(self, tasks: float, freedom: float) -> Record:
        """Return the same record, its mean counting as so many tasks at most, its spread as so many degrees of freedom.

        That others' tasks count less than one's own is the power prior of Ibrahim and Chen, Statistical Science 15(1),
        2000.
        """
        return Record(self.mean, self.sd, min(self.tasks, tasks), min(self.freedom, freedom))

    @property
    def ratio(self) -> Distribution:
        """The distribution of the next task's ratio: a lognormal one.

        The next log ratio follows Student's t, whose exponential has no mean. A normal one of the same mean and
        variance stands for it: sd² x (1 + 1 / tasks) x freedom / (freedom - 2).
        """
        variance = self.sd**2 * (1 + 1 / self.tasks) * self.freedom / (self.freedom - 2)
        return Distribution.lognormal(self.mean, math.sqrt(variance))


INDUSTRIES: Mapping[str, Record] = {
    # 8,252 finished tasks of a British software firm, of those in the data set that have both hours: 30% took longer
    # than estimated, 37% as long, 33% less. Source: Jones and Cullum, A conversation around the analysis of the SiP
    # effort estimation dataset, arXiv:1901.01621, 2019; mean and standard deviation of ln(HoursActual / HoursEstimate)
    # computed from the data published with it (Sip-task-info.csv, without CANCELLED, TEMPLATE and CHRONICLE, each
    # task once).
    "software": Record(-0.0564, 0.7567, 8252, 8251),
    # 145 maintenance and development projects of a consulting firm. Source: Kitchenham, Pfleeger, McColl and Eagan, An
    # empirical study of maintenance and development estimation accuracy, Journal of Systems and Software 64(1), 2002;
    # mean and standard deviation of ln(actual effort / first estimate) computed from its data.
    "it-consulting": Record(-0.0574, 0.3550, 145, 144),
    # 113 activities of one project, a system against loss of data, so that it says more of how widely estimates are off
    # than of how far on average. Source: Batselier and Vanhoucke, Construction and evaluation framework for a real-life
    # project database, International Journal of Project Management 33(3), 2015, project C2016-09 of the database; mean
    # and standard deviation of ln(actual / baseline duration) of its finished activities at the ninth tracking period.
    "information-security": Record(0.2239, 0.9651, 113, 112),
}
"""The record of an industry, where one was published that can be checked."""

# How widely estimates are off differs among the 17 projects, and among the 14 developers with 20 tasks or more, of the
# software record above as if each had drawn its variance with 8 degrees of freedom: the nu of greatest likelihood when
# their means and variances follow the model of section 3.3. The other weights are judgement: firms differ more in how
# far they are off on average than the projects of one firm do.
_INDUSTRY_WEIGHT = (5.0, 8.0)
_TEAM_WEIGHT = (20.0, 40.0)

_UNKNOWN = Record(0.0, 0.7567, 1.0, 5.0)
"""Where no record was published: estimates as often too high as too low, as wide as software's; worth a single task."""


def record_of(ground: Ground) -> Record:
    """Return what the plan's `history` and its own finished tasks say about its estimates."""
    history = ground.plan.settings.history
    industry = INDUSTRIES.get(history.industry or "") if history is not None else None
    prior = industry.worth(*_INDUSTRY_WEIGHT) if industry is not None else _UNKNOWN
    elsewhere = [float(ratio) for ratio in history.team] if history is not None else []
    own = [ratio for _, ratio in finished_ratios(ground)]
    return prior.updated(elsewhere).worth(*_TEAM_WEIGHT).updated(own)


def history_findings(plan: Plan) -> tuple[Finding, ...]:
    """Return a note for an industry of which no record is known."""
    history = plan.settings.history
    if history is None or history.industry is None or history.industry in INDUSTRIES:
        return ()
    message = (
        f"no record of estimates in {history.industry} has been published that could be checked; "
        "a wide one stands for it"
    )
    known = " or ".join(f"`{name}`" for name in INDUSTRIES)
    remedy = f"Give ratios of your own in `history: {{team: [1.1, 0.9, 1.6]}}`, or take {known} for it"
    return (
        Finding(
            Severity.NOTE, "no-industry-record", message, remedy, kind="plan", id="plan", field="history"
        ),
    )


def finished_ratios(ground: Ground) -> Iterator[tuple[str, float]]:
    """Yield each finished task's id with its actual time over its estimate, where both are known and above 0.

    `work` is compared with the person-time `spent`; time with the working minutes between start and finish on the
    task's hours, or with what was spent where nobody noted the start.
    """
    for task in ground.plan.tasks.values():
        if task.done is None or task.milestone or ground.plan.outline.is_summary(task.id):
            continue
        actual, estimated = _compared(ground, task)
        if actual > 0 and estimated > 0:
            yield task.id, actual / estimated


def _compared(ground: Ground, task: Task) -> tuple[float, float]:
    said = task.work or task.estimate or task.duration
    if said is None or task.modes:
        return 0.0, 0.0
    spent = ground.units.minutes(task.spent) if task.spent is not None else 0
    if spent and (task.work is not None or task.started is None):
        return spent, said_minutes(ground, task, said)
    if task.started is None:
        return 0.0, 0.0
    work = work_of(ground, task)
    return _worked(ground, task, work.calendar), work.minutes


def _worked(ground: Ground, task: Task, calendar: int) -> int:
    """Return the minutes between a finished task's start and finish, or in its recorded stretches, on its hours."""
    assert task.started is not None
    assert task.done is not None
    spans = [
        (start_at(ground, calendar, part.first), finish_at(ground, calendar, part.last))
        for part in task.parts
        if part.first is not None and part.last is not None
    ] or [(start_at(ground, calendar, task.started), finish_at(ground, calendar, task.done))]
    if calendar == CLOCK:
        return sum(max(finish - start, 0) for start, finish in spans)
    hours = ground.hours.calendar(calendar).slice
    return sum(int(kernels.work_between(*hours, start, finish)) for start, finish in spans if finish > start)
