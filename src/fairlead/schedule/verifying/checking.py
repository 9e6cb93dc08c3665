"""The checker's face: a plan and a schedule in, everything that is broken out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fairlead.plan.document import Plan
from fairlead.plan.templates import expanded
from fairlead.schedule.verifying import (
    capacity,
    dates,
    limits,
    links,
    materials,
    people,
    setups,
    tasks_there,
    work,
)
from fairlead.schedule.verifying.case import Case, Job, axis_of, case_of
from fairlead.schedule.verifying.doing import Doings, doing_of
from fairlead.schedule.verifying.laid import Laid, of_json, of_schedule
from fairlead.schedule.verifying.violation import Violation

if TYPE_CHECKING:
    from fairlead.schedule.levelling.placed import PeopleSchedule

RULES: tuple[Callable[[Case, Doings], Iterator[Violation]], ...] = (
    work.takes_its_time,
    work.works_in_open_hours,
    work.splits_only_where_allowed,
    links.keeps_its_links,
    dates.begins_when_it_can,
    dates.keeps_its_dates,
    dates.keeps_what_happened,
    dates.waits_for_its_gate,
    people.are_who_is_asked_for,
    people.keep_to_the_same_people,
    people.keep_to_other_people,
    capacity.asks_for_no_more_than_there_is,
    limits.no_more_in_progress_than_allowed,
    limits.keeps_apart,
    setups.leaves_time_to_set_up,
    materials.uses_no_more_than_there_is,
)
"""What has to hold of the tasks that are there; that all are, is looked at first."""


def verify(plan: Plan, schedule: PeopleSchedule) -> list[Violation]:
    """Return every rule of the plan that a schedule breaks; none for a right one.

    Dates that nothing can move (what has happened, tasks set by hand) and needs that nobody in the plan could fill are
    no violations. Where the document leaves room, as in rounding to whole minutes, both readings are accepted.
    """
    return _verified(_less_overtime(expanded(plan), schedule.overtime_unused), of_schedule(schedule))


def verify_json(plan: Plan, answer: Mapping[str, Any]) -> list[Violation]:
    """Return every rule of the plan that the JSON of `fairlead optimize` breaks, as `verify` does.

    An answer that can't be read, and a task that stands in it twice, are violations, too.
    """
    unused = answer.get("overtime_unused")
    whole = _less_overtime(expanded(plan), unused if isinstance(unused, list) else ())
    try:
        laid = list(of_json(answer, axis_of(whole)))
    except ValueError as problem:
        return [Violation("unreadable", f"The answer can't be read: {problem}.")]
    times = Counter(each.id for each in laid)
    twice = [
        Violation("scheduled-twice", f"`{id}` stands in the schedule {count} times.", (id,))
        for id, count in times.items()
        if count > 1
    ]
    return [*twice, *_verified(whole, laid)]


def _less_overtime(plan: Plan, unused: Iterable[object]) -> Plan:
    """Return the plan in which these people work no overtime: nobody has to, but all of it is left or none."""
    found = plan
    for id in unused:
        if isinstance(id, str) and id in plan.people:
            found = found.with_entities(found.people[id].model_copy(update={"overtime": None}))
    return found


def _verified(plan: Plan, laid: Iterable[Laid]) -> list[Violation]:
    case = case_of(plan, laid)
    found = [*tasks_there.strangers(case), *tasks_there.missing(case)]
    jobs: dict[str, Job] = {}
    for id in case.wanted:
        if id in case.laid:
            job = tasks_there.job_of(case, id)
            if isinstance(job, Violation):
                found.append(job)
            else:
                jobs[id] = job
    case = replace(case, jobs=jobs)
    doings = {id: doing_of(case, job) for id, job in jobs.items()}
    return [*found, *(violation for rule in RULES for violation in rule(case, doings))]
