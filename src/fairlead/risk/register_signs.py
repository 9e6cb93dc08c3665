"""What in the register wants attention: triggers, overdue reviews and actions, windows that are over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fairlead.plan.entities import Action, Risk
from fairlead.schedule.outlook import Outlook
from fairlead.schedule.why.words import said_date

SignKind = Literal["triggered", "fired", "will fire", "review overdue", "action overdue", "window over"]

FIRED: frozenset[SignKind] = frozenset({"triggered", "fired"})
"""The signs by which a risk counts as triggered."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that wants attention, as a sentence without its subject; `day` is the day it is about."""

    kind: SignKind
    text: str
    day: datetime


def signs_of(outlook: Outlook, risk: Risk) -> tuple[Sign, ...]:
    """Return what wants attention in an open risk at the end of the plan's status date, triggers first.

    Without a status date nothing is overdue and no date that is watched has passed.
    """
    found = [*_triggers(outlook, risk)]
    if outlook.plan.settings.status_date is not None:
        found += _overdue(outlook, risk)
    return tuple(found)


def _triggers(outlook: Outlook, risk: Risk) -> Iterator[Sign]:
    if risk.triggered is not None:
        day = outlook.moment(risk.triggered)
        if outlook.plan.settings.status_date is None or day <= outlook.now:
            what = f": {risk.trigger}" if risk.trigger else ""
            yield Sign("triggered", f"its trigger was seen on {said_date(day)}{what}", day)
    for id, moment in risk.watch.items():
        yield from _watched(outlook, id, outlook.moment(moment, end=True))


def _watched(outlook: Outlook, id: str, by: datetime) -> Iterator[Sign]:
    """Yield what a task that should be done by a moment says: it wasn't, or the schedule has it done later."""
    dates = outlook.tasks.get(id)
    if dates is None:
        return
    passed = outlook.plan.settings.status_date is not None and by <= outlook.now
    if dates.finish <= by and (dates.done or not passed):
        return
    task, day = f"{dates.name} [{id}]", said_date(_day_of(by))
    if dates.done:
        late = said_date(_day_of(dates.finish))
        yield Sign("fired", f"{task} wasn't done by {day}, only on {late}", by)
    elif passed:
        yield Sign("fired", f"{task} isn't done, as it should have been by {day}", by)
    else:
        late = said_date(_day_of(dates.finish))
        yield Sign("will fire", f"{task} should be done by {day}, and the schedule has it on {late}", by)


def _overdue(outlook: Outlook, risk: Risk) -> Iterator[Sign]:
    if risk.review is not None:
        review = outlook.moment(risk.review, end=True)
        if review <= outlook.now:
            yield Sign("review overdue", f"its review was due on {said_date(_day_of(review))}", review)
    for action in risk.actions:
        if action.due is not None and not is_taken(outlook, action):
            due = outlook.moment(action.due, end=True)
            if due <= outlook.now:
                owner = outlook.called(action.owner or risk.owner)
                whose = f" by {owner}" if owner else ""
                text = f"{action.name} was to be done{whose} by {said_date(_day_of(due))}"
                yield Sign("action overdue", text, due)
    if risk.window is not None and risk.window.last is not None:
        end = outlook.moment(risk.window.last, end=True)
        if end <= outlook.now:
            yield Sign("window over", f"it could strike until {said_date(_day_of(end))}: close it", end)


def is_taken(outlook: Outlook, action: Action) -> bool:
    """Tell whether an action is done by the status date: it says when, or the task that it is, is done."""
    if action.done is not None:
        return outlook.plan.settings.status_date is None or outlook.moment(action.done) <= outlook.now
    return action.task is not None and action.task in outlook.tasks and outlook.tasks[action.task].done


def _day_of(moment: datetime) -> datetime:
    """Return the day that a moment ends: midnight is the end of the day before."""
    return moment - timedelta(minutes=1)
