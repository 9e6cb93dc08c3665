"""The simulation within people's limits: against cases by hand, a slow generator, and schedules with people away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.plan.document import Plan
from fairlead.risk.crews import decided
from fairlead.risk.forecast import NEVER
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.schedule import schedule
from tests.risk.simulated import SIGMAS, WEEKDAYS, a_plan_of, forecast, is_near, minutes, odds

TWO = """
    tasks:
      - {id: a, outcomes: [10h at 50%, 30h at 50%], who: [ana]}
      - {id: b, outcomes: [20h at 40%, 40h at 60%], who: [ana]}
    people: [{id: ana}]
"""


def test_one_person_does_one_thing_after_the_other() -> None:
    found = forecast(TWO, people=True)
    assert found.basis == "levelled"
    assert is_near(odds(found), {30 * 60: 0.2, 50 * 60: 0.2 + 0.3, 70 * 60: 0.3})


def test_without_people_they_lie_side_by_side() -> None:
    found = forecast(TWO)
    assert found.basis == "logic"
    assert is_near(odds(found), {20 * 60: 0.2, 30 * 60: 0.2, 40 * 60: 0.6})


def test_order_is_held_while_durations_vary() -> None:
    """Whoever is first without luck stays first: c waits for ana even where it could have gone before b."""
    plan = a_plan_of("""
        tasks:
          - {id: a, outcomes: [10h at 80%, 100h at 20%], who: [tom]}
          - {id: b, estimate: 20h, who: [ana], after: [a]}
          - {id: c, estimate: 50h, who: [ana], after: [b]}
        people: [{id: ana}, {id: tom}]
    """)
    assert is_near(odds(forecast(plan, people=True)), {80 * 60: 0.8, 170 * 60: 0.2})


def test_what_is_absent_takes_nobody() -> None:
    found = forecast("""
        tasks:
          - {id: a, estimate: 10h, who: [ana], chance: 30%}
          - {id: b, estimate: 20h, who: [ana]}
        people: [{id: ana}]
    """, people=True)  # fmt: skip
    assert is_near(odds(found), {20 * 60: 0.7, 30 * 60: 0.3})


def test_a_risk_on_one_task_pushes_the_next_of_the_same_person() -> None:
    found = forecast("""
        tasks: [{id: a, estimate: 10h, who: [ana]}, {id: b, estimate: 20h, who: [ana]}]
        people: [{id: ana}]
        risks: [{id: r, event: Late, probability: 30%, delays: {a: 5h}}]
    """, people=True)  # fmt: skip
    assert is_near(odds(found), {30 * 60: 0.7, 35 * 60: 0.3})


# A slow generator: in the order that was decided, each at the first gap of its person


@st.composite
def shared_work(draw: st.DrawFn) -> tuple[str, list[list[tuple[int, float]]], list[str], list[list[int]]]:
    """A plan with holes for durations, their outcomes, who does what, and what each task waits for."""
    count = draw(st.integers(2, 5))
    who, before, choices = [], [], []
    for t in range(count):
        who.append(draw(st.sampled_from(["ana", "tom"])))
        before.append([p for p in range(t) if draw(st.integers(0, 2)) == 0])
        lengths = draw(st.lists(st.integers(1, 40), min_size=1, max_size=2, unique=True))
        choices.append([(lengths[0], 1.0)] if len(lengths) == 1 else [(lengths[0], 0.3), (lengths[1], 0.7)])
    rows = "\n".join(
        f"  - {{id: t{t}, outcomes: [{', '.join(f'{h}h at {s:.0%}' for h, s in choices[t])}], who: [{who[t]}],"
        f" after: [{', '.join(f't{p}' for p in before[t])}]}}"
        for t in range(count)
    )
    return f"tasks:\n{rows}\npeople: [{{id: ana}}, {{id: tom}}]\n", choices, who, before


@settings(max_examples=25)
@given(shared_work())
def test_every_case_is_laid_as_a_slow_generator_lays_it(
    work: tuple[str, list[list[tuple[int, float]]], list[str], list[list[int]]],
) -> None:
    text, choices, who, before = work
    plan = a_plan_of(text)
    compiled = compile_plan(plan)
    crews = decided(compiled)
    assert crews is not None
    rank = [int(crews.rank[compiled.network.place_of[compiled.row_of[f"t{t}"]]]) for t in range(len(who))]
    wanted: dict[int, float] = {}
    for case in product(*choices):
        finish = laid_slowly([hours for hours, _ in case], who, before, rank)
        wanted[finish * 60] = wanted.get(finish * 60, 0) + float(np.prod([share for _, share in case]))
    found = odds(forecast(plan, 1000, people=True))
    assert set(found) <= set(wanted)
    for length, share in wanted.items():
        assert abs(found.get(length, 0) - share) <= SIGMAS * sqrt(share * (1 - share) / 1000) + 1e-9


def laid_slowly(hours: list[int], who: list[str], before: list[list[int]], rank: list[int]) -> int:
    """When the last task ends: of those that wait for nothing the lowest rank first, at the first hour that is free."""
    busy: dict[str, set[int]] = {name: set() for name in who}
    ends: dict[int, int] = {}
    while len(ends) < len(hours):
        ready = [t for t in range(len(hours)) if t not in ends and all(p in ends for p in before[t])]
        t = min(ready, key=lambda t: rank[t])
        start = max((ends[p] for p in before[t]), default=0)
        while busy[who[t]].intersection(range(start, start + hours[t])):
            start += 1
        busy[who[t]].update(range(start, start + hours[t]))
        ends[t] = start + hours[t]
    return max(ends.values())


# Somebody away: a moment of a weekend is as good as Monday morning, so the absence can be written into the plan


def ill(away: str, window: str, rest: str) -> Plan:
    risk = f"risks: [{{id: r, event: Ill, probability: 100%, window: {window}, away: {{ana: {away}}}}}]"
    return a_plan_of(f"{rest}people: [{{id: ana}}, {{id: tom}}]\n{risk}\n", WEEKDAYS)


def absent(dates: str, rest: str) -> Plan:
    return a_plan_of(f"{rest}people: [{{id: ana, away: [{dates}]}}, {{id: tom}}]\n", WEEKDAYS)


@st.composite
def chains(draw: st.DrawFn) -> str:
    """Tasks one after the other or side by side, each of a person or of both."""
    rows = []
    for t in range(draw(st.integers(1, 5))):
        who = draw(st.sampled_from(["ana", "tom", "ana, tom"]))
        days = draw(st.integers(1, 9))
        links = ", ".join(f"t{p}" for p in range(t) if draw(st.booleans()))
        rows.append(f"  - {{id: t{t}, estimate: {days}d, who: [{who}], after: [{links}]}}")
    return "tasks:\n" + "\n".join(rows) + "\n"


@settings(max_examples=25)
@given(chains(), st.integers(1, 8))
def test_an_absence_delays_as_dates_of_absence_do(tasks: str, days: int) -> None:
    # From Monday the 11th on, so many working days: weekends come on top.
    last = 11 + days - 1 + 2 * ((days - 1) // 5)
    found = forecast(ill(f"{days}d", "2027-01-09..2027-01-10", tasks), 2)
    wanted = schedule(absent(f"2027-01-11..2027-01-{last}", tasks)).finish
    assert {str(found.local(each)) for each in found.finish.tolist()} == {str(wanted)}


CHAIN = """tasks:
  - {id: a, estimate: 3d, who: [ana]}
  - {id: b, estimate: 4d, who: [ana, tom], after: [a]}
  - {id: c, estimate: 2d, who: [tom], after: [b]}
  - {id: d, estimate: 3d, who: [ana], after: [c]}
"""


@pytest.mark.parametrize(("window", "dates"), [
    ("2027-01-09..2027-01-10", "2027-01-11..2027-01-13"),
    ("2027-01-16..2027-01-17", "2027-01-18..2027-01-20"),
    ("2027-02-27..2027-02-28", "2027-03-01..2027-03-03"),
])  # fmt: skip
def test_an_absence_within_peoples_limits(window: str, dates: str) -> None:
    found = forecast(ill("3d", window, CHAIN), 2, people=True)
    assert set(found.finish.tolist()) == {levelled(absent(dates, CHAIN)).finish}


@settings(max_examples=25)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=5), st.integers(1, 20))
def test_an_absence_takes_time_from_each_task_within_peoples_limits_only_once(
    lengths: list[int], days: int
) -> None:
    # One after the other, so that whoever was to be done in the absence comes after it and loses nothing itself.
    rows = [
        f"  - {{id: t{t}, estimate: {each}d, who: [ana], after: [{f't{t - 1}' if t else ''}]}}"
        for t, each in enumerate(lengths)
    ]
    tasks = "tasks:\n" + "\n".join(rows) + "\n"
    last = date(2027, 1, 11) + timedelta(days - 1 + 2 * ((days - 1) // 5))
    found = forecast(ill(f"{days}d", "2027-01-09..2027-01-10", tasks), 2, people=True)
    assert set(found.finish.tolist()) == {levelled(absent(f"2027-01-11..{last}", tasks)).finish}


def test_an_absence_that_has_begun_counts_from_its_day() -> None:
    risk = "risks: [{id: r, event: Ill, struck: 2027-01-09, away: {ana: 3d}}]\n"
    plan = a_plan_of(f"status_date: 2027-01-10\n{CHAIN}people: [{{id: ana}}, {{id: tom}}]\n{risk}", WEEKDAYS)
    away = a_plan_of(
        f"status_date: 2027-01-10\n{CHAIN}people: [{{id: ana, away: [2027-01-11..2027-01-13]}}, {{id: tom}}]\n",
        WEEKDAYS,
    )
    found = forecast(plan, 2)
    assert {str(found.local(each)) for each in found.finish.tolist()} == {str(schedule(away).finish)}


def test_nobody_is_paid_for_being_away() -> None:
    text = CHAIN + "people: [{id: ana, rate: 10/h}, {id: tom, rate: 10/h}]\n"
    risk = (
        "risks: [{id: r, event: Ill, probability: 100%, window: 2027-01-09..2027-01-10, away: {ana: 3d}}]\n"
    )
    well, away = forecast(a_plan_of(text, WEEKDAYS), 2), forecast(a_plan_of(text + risk, WEEKDAYS), 2)
    hours = 8 * (3 + 4 + 4 + 2 + 3)
    assert well.cost.tolist() == away.cost.tolist() == pytest.approx([10 * hours] * 2)


# As agreed


def test_an_agreed_order_is_kept() -> None:
    plan = a_plan_of("""
        tasks:
          - {id: a, estimate: 10h, who: [ana]}
          - {id: b, estimate: 20h, who: [ana], priority: 900}
          - {id: c, estimate: 100h, after: [a]}
        people: [{id: ana}]
    """)
    first_b = levelled(plan)
    assert first_b["b"].start < first_b["a"].start
    found = forecast(plan, 2, people=True, agreed=Agreed.of(first_b))
    assert found.basis == "agreed"
    assert set(minutes(found).tolist()) == {130 * 60}
    assert found.planned_finish == first_b.finish


# Plans of which all is certain

ASKS = ("", ", who: [ana]", ", who: [tom]", ", who: [ana, tom]", ", who: [tom at 50%]", ", needs: [1 welding]", ", needs: [lab]", ", needs: [welding, lab]")  # fmt: skip
LONG = ("estimate: 9h", "estimate: 35h", "duration: 30eh", "duration: 3d", "estimate: 12h, calendar: early")
TIES = ("", "FS +3h", "SS", "SS +50%", "FF", "FF -2h", "SF +1d", "FS +1ed", "FS -1d")
THINGS = """people:
  - {id: ana, skills: {welding: 1}, away: [2027-01-14..2027-01-15]}
  - {id: tom, skills: {welding: 1}, hours: Mon-Wed 09:00-15:00}
equipment: [{id: lab, count: 1}]
calendars: [{id: early, hours: Mon-Sat 06:00-14:30}]
"""


@st.composite
def certain_plans(draw: st.DrawFn) -> str:
    """Tasks that ask for people, skills and a thing, on several calendars, the first perhaps begun or done."""
    rows, begun = [], draw(st.sampled_from(["", "", "left: 7h", "done: 2027-01-07"]))
    for t in range(draw(st.integers(2, 7))):
        links = [f"t{p} {draw(st.sampled_from(TIES))}" for p in range(t) if draw(st.integers(0, 2)) == 0]
        fact = f", started: 2027-01-04, {begun}" if begun and t == 0 else ""
        work = draw(st.sampled_from(LONG[:-1] if fact else LONG))
        rows.append(
            f"  - {{id: t{t}, {work}{draw(st.sampled_from(ASKS))}, after: [{', '.join(links)}]{fact}}}"
        )
    head = "status_date: 2027-01-08\n" if begun else ""
    return head + "tasks:\n" + "\n".join(rows) + "\n" + THINGS


@settings(max_examples=25)
@given(certain_plans())
def test_what_is_certain_finishes_when_levelling_says(text: str) -> None:
    plan = a_plan_of(text, WEEKDAYS)
    found = forecast(plan, 2, people=True)
    assert {found.planned_finish, *found.finish.tolist()} == {levelled(plan).finish}


def test_overtime_that_is_agreed_to_stay_unused_is_not_simulated() -> None:
    text = """
        tasks: [{id: a, estimate: 45h, who: [ana]}]
        people: [{id: ana, rate: 10/h, overtime: 5h/w at 150%}]
    """
    plan = a_plan_of(text, WEEKDAYS)
    agreed = replace(Agreed.of(levelled(plan)), overtime_unused=("ana",))
    with_it, without = forecast(plan, 2, people=True), simulated(plan, Wishes(2), agreed=agreed)

    assert with_it.finish.tolist() < without.finish.tolist()
    assert set(without.finish.tolist()) == {levelled(plan, agreed=agreed).finish}
    assert without.cost.tolist() == pytest.approx([450.0] * 2)


def late_for_the_lab(build: str) -> Plan:
    return a_plan_of(f"""
        people: [{{id: ana}}]
        suppliers: [{{id: lab, available: [2027-01-12..2027-01-14]}}]
        goals: [{{id: tested, deadline: 2027-01-29, done_when: [test]}}]
        tasks:
          - {{id: build, estimate: {build}, who: [ana]}}
          - {{id: test, estimate: 3d, needs: [lab], after: [build]}}
    """)


def test_what_comes_too_late_already_as_planned_is_no_error_but_never_done() -> None:
    found = simulated(late_for_the_lab("10d"), Wishes(200))

    assert found.basis == "levelled"
    assert found.never == 1.0
    assert found.date_of(found.planned_finish) is None
    assert found.chance_of("tested") == 0.0
    assert found.blocked["test"] == 1.0


def test_in_cases_that_are_in_time_its_people_and_things_are_still_needed() -> None:
    # Most likely it is too late; where it isn't, the test takes all three days of the laboratory.
    found = simulated(late_for_the_lab("4d..10d..11d"), Wishes(400))

    assert found.date_of(found.planned_finish) is None
    in_time = found.finish[found.finish < NEVER]
    assert 0 < len(in_time) < 400
    assert {str(found.local(int(each))) for each in in_time} == {"2027-01-15 00:00:00"}


def test_work_that_others_can_do_goes_to_them_once_somebody_has_left() -> None:
    # Ana leaves before her own work is done; were she there, she would draw as well, since Tom is busy for two days.
    plan = a_plan_of("""
        people: [{id: ana, skills: {cad: 1}, until: 2027-01-08}, {id: tom, skills: {cad: 1}}]
        goals: [{id: drawn, deadline: 2027-01-29, done_when: [draw]}]
        tasks:
          - {id: frame, estimate: 10d, who: [ana]}
          - {id: visit, estimate: 2d, who: [tom], start: on 2027-01-18, priority: 900}
          - {id: draw, estimate: 3d, needs: [cad], start: from 2027-01-18}
    """)
    found = simulated(plan, Wishes(100))

    assert found.blocked["frame"] == 1.0
    assert found.chance_of("drawn") == 1.0
