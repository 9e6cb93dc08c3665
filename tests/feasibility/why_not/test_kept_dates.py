"""Dates and sums that some schedule keeps are never refuted: by plans of every kind of link and date, and any order of work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fairlead.feasibility.why_not.aims import Aim, AimKind
from fairlead.feasibility.why_not.case import Case
from fairlead.feasibility.why_not.exact import decided_exactly
from fairlead.feasibility.why_not.proving import Proofs
from fairlead.feasibility.why_not.purse import Limit, payments_of
from fairlead.feasibility.why_not.terms import Spending
from fairlead.plan.document import Plan
from fairlead.plan.values import Moment
from fairlead.schedule.bounds.heads import Tails
from fairlead.schedule.codes import LATEST
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.critical_path.passes import BeyondCalendarsError
from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.generating import Generator, ranked
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.levelling.reading import people_schedule
from fairlead.schedule.verifying import verify
from tests.feasibility.why_not.brute import MONDAY
from tests.plans import a_plan

HOURS = ("", ", hours: Mon-Thu 09:00-13:00", ", hours: Tue-Sat 08:00-12:00 13:00-17:00", ", limit: 20h/w")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A few tasks of one to three people with hours of their own; some are under way."""
    under_way = draw(st.booleans())
    people = ["ana", "tom", "mei"][: draw(st.integers(1, 3))]
    lines = ["status_date: 2027-01-10"] if under_way else []
    lines.append("people:")
    lines += [
        f"  - {{id: {id}, skills: {{fw: 1}}, rate: {draw(st.integers(10, 90))}/h{draw(st.sampled_from(HOURS))}}}"
        for id in people
    ]
    lines.append("tasks:")
    for k in range(draw(st.integers(2, 6))):
        said = [
            f"id: t{k}",
            *draw(
                st.sampled_from([works(people), works(people), st.just(["milestone: yes"])]).flatmap(
                    lambda each: each
                )
            ),
        ]
        if under_way and "milestone: yes" not in said and draw(st.integers(0, 3)) == 0:
            said += ["started: 2027-01-06", f"left: {draw(st.integers(1, 12))}h"]
        elif draw(st.integers(0, 4)) == 0:
            which = draw(st.sampled_from(["start", "finish"]))
            said.append(f"{which}: from {MONDAY + timedelta(days=draw(st.integers(0, 12)))}")
        links = [f"t{j}{draw(ways_to_follow())}" for j in range(k) if draw(st.integers(0, 2)) == 0]
        lines.append(f"  - {{{', '.join([*said, f'after: [{chr(44).join(links)}]'])}}}")
    return a_plan("\n".join(lines))


def works(people: list[str]) -> st.SearchStrategy[list[str]]:
    hours, who = st.integers(1, 20), st.sampled_from([*(f"who: [{id}]" for id in people), "needs: [fw]"])
    return st.tuples(hours.map(lambda each: f"estimate: {each}h"), who).map(list)


def ways_to_follow() -> st.SearchStrategy[str]:
    kinds, least = st.sampled_from(["", " SS", " FF", " SF"]), st.integers(0, 3)
    more, units = st.integers(0, 30), st.sampled_from(["h", "eh"])
    greatest = st.builds(lambda a, b, unit: f" +{a}h..+{a + b}{unit}", least, more, units)
    lags = st.one_of(st.just(""), units.map(lambda unit: f" +9{unit}"), greatest)
    return st.tuples(kinds, lags).map("".join)


def any_schedule(plan: Plan, case: Case, seed: int) -> PeopleSchedule | None:
    """The schedule of a random order of the work, where it keeps everything."""
    ready = manned(case.limits)
    rank = ranked(ready, np.random.default_rng(seed).permutation(ready.size).astype(np.int64))
    try:
        laid = Generator(ready, compiled=False).generated(rank)
    except BeyondCalendarsError:
        return None
    schedule = people_schedule(plan, ready, laid)
    return None if laid.broken or verify(plan, schedule) else schedule


@given(plans(), st.integers(0, 99), st.data())
def test_dates_and_sums_that_a_schedule_keeps_are_never_refuted(
    plan: Plan, seed: int, data: st.DataObject
) -> None:
    compiled = compile_plan(plan, None, 4)
    kept = any_schedule(plan, Case(plan, compiled, []), seed)
    assume(kept is not None)
    assert kept is not None
    aims = list(kept_dates(plan, kept, data))
    assume(aims)
    case = Case(plan, compiled, aims)
    assert not any(aim.late_by(kept) for aim in aims)

    assert Proofs(case).refuted() is None
    answer = decided_exactly(case, seconds=1.0)
    assert answer is None or answer[1].status != "infeasible"

    payments = payments_of(kept)
    assert payments is not None
    limit = Limit(sum((each.amount for each in payments), Decimal(0)))
    paid = Case(plan, compiled, aims, purse=[limit])
    assert Proofs(paid).too_dear() is None
    assert paid.bill is not None
    bill = paid.bill
    answer = decided_exactly(paid, seconds=1.0, more=lambda model: Spending(bill, model).keep_within([limit]))
    assert answer is None or answer[1].status != "infeasible"


def kept_dates(plan: Plan, kept: PeopleSchedule, data: st.DataObject) -> Iterator[Aim]:
    """Some of the dates that a schedule just keeps."""
    for id, task in plan.tasks.items():
        (start, finish), said = kept.span_of(id) or (0, 0), data.draw(st.integers(0, 3))
        kinds: list[tuple[AimKind, int]] = [("deadline", finish)] if said & 1 else []
        kinds += [("start_by", start)] if said & 2 and task.started is None else []
        for kind, at in kinds:
            yield Aim(kind, id, Moment.parse(f"{kept.local(at):%Y-%m-%d %H:%M}"), (id,))


@pytest.mark.parametrize(
    "behind",
    [
        "{id: a, estimate: 5h, started: 2027-01-06, left: 5h}, {id: b, estimate: 2h, after: [m, a SS +0h..+8eh]",
        "{id: a, estimate: 5h, after: [m]}, {id: b, estimate: 2h, started: 2027-01-06, left: 20h, after: [a +0h..+1h]",
    ],
)
def test_a_greatest_lag_between_what_is_under_way_and_something_else_is_over(behind: str) -> None:
    plan = a_plan(f"""
        status_date: 2027-01-10
        tasks: [{{id: m, milestone: yes, start: from 2027-01-13}}, {behind}, deadline: 2027-01-22}}]
    """)
    case = Case(plan, compile_plan(plan, None, 4), [Aim("deadline", "b", Moment.parse("2027-01-22"), ("b",)),
                                                    Aim("deadline", "a", Moment.parse("2027-01-22"), ("a",))])  # fmt: skip

    answer = decided_exactly(case, seconds=2.0)
    assert answer is not None
    assert answer[1].status == "optimal"


def test_lags_that_contradict_one_another_on_the_clock_are_refuted() -> None:
    # b begins five days after a at the least and three at the most.
    plan = a_plan("tasks: [{id: a, estimate: 2d}, {id: b, estimate: 1d, after: [a +5ed, a +0ed..+3ed]}]")
    case = Case(plan, compile_plan(plan, None, 4), [Aim("deadline", "b", Moment.parse("2027-12-22"), ("b",))])

    assert Proofs(case).refuted() is not None


def test_what_follows_soon_upon_what_follows_soon_is_bound_in_one_round() -> None:
    links = [f"{{id: t{k}, estimate: 1d, after: [t{k - 1} +0d..+1d]}}" for k in range(1, 300)]
    plan = a_plan(f"tasks: [{{id: t0, estimate: 1d, start: by 2027-01-04}}, {', '.join(links)}]")
    case = Case(
        plan, compile_plan(plan, None, 4), [Aim("start_by", "t0", Moment.parse("2027-01-04 08:00"), ("t0",))]
    )
    rounds = 0
    tails_of = case.frame.tails

    def counted(*more: Any) -> Tails:
        nonlocal rounds
        rounds += 1
        return tails_of(*more)

    case.frame.tails = counted  # type: ignore[method-assign]
    assert max(case.tails().finish) < LATEST
    assert rounds == 2
