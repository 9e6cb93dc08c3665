"""Progress: facts fit one another and the status date."""

from __future__ import annotations

from collections.abc import Iterator

from fairlead.plan.findings import Finding
from fairlead.plan.rules._context import Context, Rule, error, warning


def facts_fit_the_status_date(context: Context) -> Iterator[Finding]:
    """What has happened did so by the status date."""
    status = context.plan.settings.status_date
    for task in context.having("started", "done"):
        facts = [(key, moment) for key in ("started", "done") if (moment := getattr(task, key)) is not None]
        for key, moment in facts:
            if status is not None and moment.date > status.date:
                message = f"`{key}: {moment}` lies after the status date {status}"
                remedy = "Move the plan's `status_date`, or correct the date"
                yield warning(task, key, "fact-in-the-future", message, remedy)


def done_after_started(context: Context) -> Iterator[Finding]:
    """Nothing is done before it is started."""
    for task in context.having("started", "suspended"):
        if task.started and task.done and task.done.date < task.started.date:
            message = f"done on {task.done}, before it was started on {task.started}"
            yield error(task, "done", "dates-out-of-order", message, "Correct one of the two dates")
        if task.suspended and task.resumed and task.resumed.date < task.suspended.date:
            message = f"resumed on {task.resumed}, before it was suspended on {task.suspended}"
            yield error(task, "resumed", "dates-out-of-order", message, "Correct one of the two dates")


def done_means_nothing_left(context: Context) -> Iterator[Finding]:
    """A task that is done has nothing left; `left` beats `percent`."""
    for task in context.having("done"):
        if task.done and task.left and task.left.most_likely().amount > 0:
            message = f"done on {task.done}, but {task.left} is left"
            yield error(task, "left", "done-with-rest", message, "Remove `done` or `left`")


def shares_are_shares(context: Context) -> Iterator[Finding]:
    """Percent complete lies between nothing and all."""
    for task in context.having("percent", "percent_work", "percent_physical"):
        for key in ("percent", "percent_work", "percent_physical"):
            value = getattr(task, key)
            if value is not None and not 0 <= value.fraction <= 1:
                yield error(
                    task, key, "percent-range", f"`{key}` is {value}", "Write a share from 0% to 100%"
                )


def times_are_not_negative(context: Context) -> Iterator[Finding]:
    """Time worked and time left is not negative."""
    for task in context.having("left_work", "spent"):
        for key in ("left_work", "spent"):
            value = getattr(task, key)
            if value is not None and value.amount < 0:
                yield error(
                    task, key, "negative-work", f"`{key}` is {value}", "Write how much it is, without a minus"
                )


RULES: tuple[Rule, ...] = (
    facts_fit_the_status_date,
    done_after_started,
    done_means_nothing_left,
    shares_are_shares,
    times_are_not_negative,
)
