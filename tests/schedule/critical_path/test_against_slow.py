"""Random networks: the kernels against a plain slow implementation, and properties that hold for every network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairlead.schedule import codes
from fairlead.schedule.critical_path import tables as at
from fairlead.schedule.critical_path.passes import CriticalPath, critical_path
from fairlead.schedule.critical_path.tables import CalendarArrays
from fairlead.schedule.network import Draft, Network, Part, compile_network
from fairlead.schedule.options import PRESETS, Options
from tests.schedule.critical_path.slow import SlowCalendar, SlowLink, SlowPlan, SlowTask

# Days of 24 "minutes": three calendars with two shifts, one shift on other days, and almost always.
DAY, DAYS, START = 24, 120, 40 * 24
PATTERNS = (
    lambda day, hour: day % 7 < 5 and (8 <= hour < 12 or 13 <= hour < 17),
    lambda day, hour: day % 3 != 0 and 6 <= hour < 11,
    lambda day, hour: hour != 3,
)
CALENDARS = [SlowCalendar([pattern(*divmod(t, DAY)) for t in range(DAYS * DAY)]) for pattern in PATTERNS]
KINDS = {"FS": codes.FS, "SS": codes.SS, "FF": codes.FF, "SF": codes.SF}
CONSTRAINTS = {
    "start from": codes.START_FROM,
    "finish from": codes.FINISH_FROM,
    "start by": codes.START_BY,
    "finish by": codes.FINISH_BY,
    "start on": codes.START_ON,
    "finish on": codes.FINISH_ON,
    "start fixed": codes.MANDATORY_START,
    "finish fixed": codes.MANDATORY_FINISH,
}
PUSHING = ("start from", "finish from")
MODERATE = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

moments = st.integers(START, START + 15 * DAY)


@st.composite
def slow_tasks(draw: st.DrawFn, status: int | None, constraints: tuple[str, ...], progress: bool) -> SlowTask:
    task = SlowTask(draw(st.sampled_from([0, 1, 4, 8, 13, 20])), draw(st.integers(0, 2)))
    state = draw(st.sampled_from(["planned"] * 5 + (["begun", "finished"] if progress and status else [])))
    if state != "planned" and status is not None:
        task.state = state
        task.started = draw(st.integers(START, status))
        task.done = draw(st.integers(task.started, status))
        task.left = draw(st.integers(0, task.minutes)) if task.minutes else 0
    kinds = draw(st.lists(st.sampled_from(constraints), max_size=2, unique=True)) if constraints else []
    task.constraints = [(kind, draw(moments)) for kind in kinds if task.state != "finished"]
    if constraints and draw(st.integers(0, 5)) == 0:
        task.deadline = draw(moments)
    return task


@st.composite
def slow_plans(
    draw: st.DrawFn, constraints: tuple[str, ...] = tuple(CONSTRAINTS), progress: bool = True
) -> SlowPlan:
    status = draw(st.none() | st.integers(START, START + 4 * DAY)) if progress else None
    tasks = draw(st.lists(slow_tasks(status, constraints, progress), min_size=1, max_size=8))
    order = draw(st.permutations(range(len(tasks))))
    links = []
    if len(tasks) > 1:
        for _ in range(draw(st.integers(0, 10))):
            a, b = sorted(draw(st.lists(st.integers(0, len(tasks) - 1), min_size=2, max_size=2, unique=True)))
            kind, lag = draw(st.sampled_from(["FS", "FS", "SS", "FF", "SF"])), draw(st.integers(-6, 9))
            links.append(
                SlowLink(order[a], order[b], kind, draw(st.sampled_from([0, lag])), draw(st.booleans()))
            )
    return SlowPlan(CALENDARS, tasks, links, START, status)


def arrays() -> CalendarArrays:
    starts, ends, cum, first = [], [], [], [0]
    for calendar in CALENDARS:
        flags = np.array([False, *calendar.works, False])
        begin = np.flatnonzero(flags[1:] & ~flags[:-1])
        end = np.flatnonzero(flags[:-1] & ~flags[1:])
        starts.append(begin)
        ends.append(end)
        cum.append(np.cumsum(end - begin) - (end - begin))
        first.append(first[-1] + len(begin))
    joined = (np.concatenate(each).astype(np.int64) for each in (starts, ends, cum))
    return CalendarArrays(*joined, np.array(first, np.int64))


ARRAYS = arrays()


def draft_of(plan: SlowPlan, options: Options) -> Draft:
    draft = Draft(ARRAYS, options, plan.start)
    if plan.status is not None:
        draft.status_date = plan.status
    for task in plan.tasks:
        facts: dict[str, int] = {}
        if task.state != "planned":
            facts = {"actual_start": task.started, "state": codes.STARTED}
        if task.state == "finished":
            facts |= {"actual_finish": task.done, "state": codes.FINISHED}
        for name, (kind, date) in zip(("constraint", "constraint_2"), task.constraints, strict=False):
            facts[name], facts[f"{name}_date"] = CONSTRAINTS[kind], date
        if task.deadline is not None:
            facts["deadline"] = task.deadline
        parts = (
            [Part(task.calendar, task.minutes, task.left)] if task.state == "begun" and task.minutes else None
        )
        draft.task(task.minutes, task.calendar, -1, None, parts, **facts)
    for link in plan.links:
        kind = codes.LAG_ELAPSED if link.elapsed else codes.LAG_WORKING
        draft.link(link.before, link.after, KINDS[link.kind], link.lag, kind)
    return draft


def solved(plan: SlowPlan, preset: str = "fairlead", **options: Any) -> tuple[Network, CriticalPath]:
    network = compile_network(draft_of(plan, replace(PRESETS[preset], **options)))
    return network, critical_path(network)


@MODERATE
@given(slow_plans())
def test_early_dates_are_those_of_the_slow_way(plan: SlowPlan) -> None:
    network, found = solved(plan)

    for row, (start, finish, go_on) in enumerate(plan.early()):
        place = network.place_of[row]
        assert (found.early_start[place], found.early_finish[place]) == (start, finish), row
        assert found.found[place, at.GO_ON] == go_on


@MODERATE
@given(slow_plans())
def test_late_dates_are_those_of_the_slow_way(plan: SlowPlan) -> None:
    network, found = solved(plan)

    for row, (start, finish) in enumerate(plan.late(found.plan_finish)):
        place = network.place_of[row]
        assert (found.late_start[place], found.late_finish[place]) == (start, finish), row


@MODERATE
@given(slow_plans())
def test_total_float_is_the_smaller_of_start_and_finish_float(plan: SlowPlan) -> None:
    network, found = solved(plan)
    early, late = plan.early(), plan.late(found.plan_finish)

    for row, task in enumerate(plan.tasks):
        of_start = CALENDARS[task.calendar].between(early[row][2], late[row][0])
        of_finish = CALENDARS[task.calendar].between(early[row][1], late[row][1])
        expected = {"finished": 0, "begun": of_finish}.get(task.state, min(of_start, of_finish))
        assert found.total_float[network.place_of[row]] == expected


@MODERATE
@given(slow_plans(PUSHING), st.sampled_from(["fairlead", "p6", "msproject"]))
def test_no_early_date_breaks_a_link_between_planned_tasks(plan: SlowPlan, preset: str) -> None:
    network, found = solved(plan, preset, lag_calendar="successor")

    start, finish = found.early_start, found.early_finish
    for link in plan.links:
        before, after = network.place_of[link.before], network.place_of[link.after]
        if {plan.tasks[link.before].state, plan.tasks[link.after].state} != {"planned"}:
            continue
        base = finish[before] if link.kind in ("FS", "FF") else start[before]
        held = start[after] if link.kind in ("FS", "SS") else finish[after]
        assert held >= plan.moved(link, int(base), 1)


@MODERATE
@given(slow_plans(PUSHING))
def test_no_date_lies_before_what_asks_for_later(plan: SlowPlan) -> None:
    network, found = solved(plan)

    for row, task in enumerate(plan.tasks):
        place = network.place_of[row]
        for kind, date in task.constraints if task.state == "planned" else ():
            column = found.early_start if kind == "start from" else found.early_finish
            assert column[place] >= date
        if task.state != "finished":
            assert found.found[place, at.GO_ON] >= max(plan.start, plan.status or plan.start)


@MODERATE
@given(slow_plans((), progress=False), st.data())
def test_a_task_held_until_its_late_start_leaves_the_plans_finish(
    plan: SlowPlan, data: st.DataObject
) -> None:
    network, found = solved(plan)
    row = data.draw(st.integers(0, len(plan.tasks) - 1))
    place = network.place_of[row]
    late = int(found.late_start[place])
    if late < found.early_start[place] or plan.start_at(row, late) != late:
        return  # the same working instant, but not a moment at which the task's own calendar works

    plan.tasks[row].constraints = [("start from", late)]
    assert solved(plan)[1].plan_finish == found.plan_finish


@MODERATE
@given(slow_plans((), progress=False), st.data())
def test_a_task_held_a_minute_beyond_its_float_moves_the_plans_finish(
    plan: SlowPlan, data: st.DataObject
) -> None:
    # To the minute only on one calendar: on two, the same instant can read as evening here and as morning there.
    plan.tasks = [replace(task, calendar=0) for task in plan.tasks]
    plan.links = [
        replace(link, kind={"SS": "FS", "SF": "FF"}.get(link.kind, link.kind), elapsed=False)
        for link in plan.links
    ]
    network, found = solved(plan)
    row = data.draw(st.integers(0, len(plan.tasks) - 1))
    late = int(found.late_finish[network.place_of[row]])

    beyond = CALENDARS[plan.tasks[row].calendar].next(late) + 1
    plan.tasks[row].constraints = [("finish from", beyond)]
    assert solved(plan)[1].plan_finish > found.plan_finish


@MODERATE
@given(slow_plans((), progress=False), st.data())
def test_a_task_moved_within_its_free_float_moves_no_other(plan: SlowPlan, data: st.DataObject) -> None:
    # Of links from starts only the working instant is promised: an evening's float may end on the next morning.
    plan.links = [
        replace(link, kind={"SS": "FS", "SF": "FF"}.get(link.kind, link.kind)) for link in plan.links
    ]
    network, found = solved(plan)
    row = data.draw(st.integers(0, len(plan.tasks) - 1))
    place = network.place_of[row]
    free = int(found.free_float[place])
    calendar = CALENDARS[plan.tasks[row].calendar]
    if free <= 0:
        return

    moved = calendar.move(calendar.next(int(found.early_start[place])), free)
    plan.tasks[row].constraints = [("start from", moved)]
    again = solved(plan)[1]
    for other, task in enumerate(plan.tasks):
        one, two = (int(each.early_start[network.place_of[other]]) for each in (found, again))
        assert other == row or CALENDARS[task.calendar].between(one, two) == 0


@MODERATE
@given(slow_plans(), st.integers(0, 5))
def test_the_order_in_which_tasks_are_written_down_changes_nothing(plan: SlowPlan, turn: int) -> None:
    network, found = solved(plan)
    size = len(plan.tasks)
    places = [(row + turn) % size for row in range(size)]
    turned = replace(
        plan,
        tasks=[plan.tasks[places.index(row)] for row in range(size)],
        links=[replace(link, before=places[link.before], after=places[link.after]) for link in plan.links],
    )
    other_network, other = solved(turned)

    for row in range(size):
        one, two = network.place_of[row], other_network.place_of[places[row]]
        assert (found.found[one, : at.DRIVER] == other.found[two, : at.DRIVER]).all()
        assert found.total_float[one] == other.total_float[two]
        assert found.free_float[one] == other.free_float[two]
