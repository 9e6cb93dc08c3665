"""Overtime makes people's days longer, for every schedule of the plan, and is paid for."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.document import Plan
from fairlead.schedule.levelling.crew import manned
from fairlead.schedule.levelling.generating import Generator
from fairlead.schedule.levelling.levelled import best_by_rules, best_rank, levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.optimising.cheapest import least_cost
from fairlead.schedule.optimising.objectives import LittleMoney
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.staffing import Staffed, staffed
from fairlead.schedule.verifying import verify
from tests.plans import a_plan
from tests.schedule.asking import scheduled, span


@pytest.mark.parametrize(
    ("person", "work", "expected"),
    [
        ("overtime: 1h/d", "9d", "01-04 08:00 to 01-13 18:00"),  # eight days of nine hours
        ("overtime: 1h/d", "9h", "01-04 08:00 to 01-04 18:00"),
        ("overtime: 4h/w", "44h", "01-04 08:00 to 01-08 17:45"),  # 1h on Monday, 45m on the other days
        ("overtime: 4h/w", "9h", "01-04 08:00 to 01-04 18:00"),
        ("overtime: 4h/w, away: 2027-01-05", "4d", "01-04 08:00 to 01-08 14:00"),  # an hour on each of four
        ("overtime: 20h/mo", "9h", "01-04 08:00 to 01-04 18:00"),  # 80 quarters on 21 days: 4 on 17, 3 on 4
        ("overtime: 10h/d", "15h", "01-04 08:00 to 01-04 24:00"),  # the day ends at midnight
        ("overtime: 1h/d, limit: 41h/w", "41h", "01-04 08:00 to 01-08 17:00"),  # one hour is left, on Monday
        ("overtime: 1h/d, limit: 30h/w", "30h", "01-04 08:00 to 01-07 15:00"),  # usual hours reach it
        ("overtime: 1h/d, limit: 8.5h/d", "17h", "01-04 08:00 to 01-05 17:30"),
        ("overtime: 1h/d, overtime_during: [2027-01-05]", "17h", "01-04 08:00 to 01-05 18:00"),
        ("overtime: 1h/d, overtime_during: [2027-01-06..]", "17h", "01-04 08:00 to 01-06 09:00"),
        ("overtime: 1h/d, share: 50%", "9h", "01-04 08:00 to 01-05 18:00"),
        ("overtime: 2h/d, away: [2027-01-04 18:00..2027-01-04 20:00]", "10h", "01-04 08:00 to 01-05 09:00"),
        ("overtime: 2h/d, away: [2027-01-04 16:00..2027-01-04 17:00]", "8h", "01-04 08:00 to 01-04 18:00"),
        ("overtime: 2h/d, hours: Mon-Fri 22:00-06:00", "9h", "01-04 22:00 to 01-05 23:00"),
        ("overtime: 2h/d, hours: Mon-Sun 00:00-24:00", "25h", "01-04 00:00 to 01-05 01:00"),
        ("overtime: 1h/d, hours: Mon-Fri 12:00-20:00, until: 2027-01-04", "9h", "01-04 12:00 to 01-04 21:00"),
    ],
)
def test_the_days_go_on(person: str, work: str, expected: str) -> None:
    found = scheduled(f"""
        people: [{{id: ana, {person}}}]
        tasks: [{{id: a, estimate: {work}, who: [ana]}}]
    """)

    assert span(found, "a") == expected.replace("01-04 24:00", "01-05 00:00")


def test_holidays_and_closed_days_have_none() -> None:
    found = scheduled("""
        calendar: {closed: [2027-01-05], hours: [Mon-Fri 08:00-12:00 13:00-17:00]}
        people: [{id: ana, overtime: 1h/d}]
        tasks: [{id: a, estimate: 10h, who: [ana]}]
    """)

    assert span(found, "a") == "01-04 08:00 to 01-06 09:00"


def test_a_duty_takes_of_usual_hours_alone() -> None:
    found = scheduled("""
        people: [{id: ana, overtime: 1h/d}]
        duties: [{id: desk, who: [ana], takes: 25%}]
        tasks: [{id: a, estimate: 7h, who: [ana]}, {id: b, estimate: 6h, who: [ana]}]
    """)

    # Six hours until 15:00, then the desk, then an hour from 17:00.
    assert span(found, "a") == "01-04 08:00 to 01-04 18:00"
    assert span(found, "b") == "01-04 08:00 to 01-04 15:00"


def test_days_are_those_of_the_persons_zone() -> None:
    found = scheduled("""
        calendar: {zone: Europe/Berlin, hours: [Mon-Fri 08:00-12:00 13:00-17:00]}
        people: [{id: mei, zone: Asia/Singapore, overtime: 1h/d, hours: Mon-Fri 12:00-20:00}]
        tasks: [{id: a, estimate: 9h, who: [mei]}]
    """)

    assert span(found, "a") == "01-04 05:00 to 01-04 14:00"  # seven hours behind


def test_overtime_helps_a_task_of_two_only_while_both_do_it() -> None:
    found = scheduled("""
        people: [{id: ana, overtime: 2h/d}, {id: tom, overtime: 1h/d}, {id: mei}]
        tasks: [{id: a, estimate: 9h, who: [ana, tom]}, {id: b, estimate: 9h, who: [ana, mei]}]
    """)

    assert span(found, "a") == "01-04 08:00 to 01-04 18:00"
    assert span(found, "b") == "01-04 08:00 to 01-05 09:00"


# ---------------------------------------------------------------- what it costs


def cost_of(schedule: PeopleSchedule) -> Decimal:
    """What a schedule costs as the goal `cost` counts it."""
    limits = staffed(schedule.compiled)
    ready = manned(limits)
    generator = Generator(ready)
    return Decimal(str(LittleMoney(ready).value(best_by_rules(generator, [best_rank(generator)]))))


def test_an_hour_of_overtime_is_paid_at_its_percentage() -> None:
    found = levelled(
        a_plan("""
        people: [{id: ana, rate: 100/h, overtime: 1h/d at 150%}]
        tasks: [{id: a, estimate: 20h, who: [ana]}]
    """)
    )

    # 9 h, 9 h and 2 h: 18 h at 100 and 2 h at 150
    assert cost_of(found) == 2100


def test_overtime_without_a_percentage_is_paid_as_usual() -> None:
    found = levelled(
        a_plan("""
        people: [{id: ana, rate: 100/h, overtime: 1h/d}]
        tasks: [{id: a, estimate: 20h, who: [ana]}]
    """)
    )

    assert cost_of(found) == 2000


def test_overtime_is_paid_at_the_rate_that_holds_then() -> None:
    found = levelled(
        a_plan("""
        people: [{id: ana, rate: [100/h, 200/h from 2027-01-05], overtime: 1h/d at 150%}]
        tasks: [{id: a, estimate: 18h, who: [ana at 50%]}]
    """)
    )

    # Half of 9 h on each of four days: 4 h at 100, 0.5 h at 150; three days with 4 h at 200, 0.5 h at 300
    assert cost_of(found) == 475 + 3 * 950


def test_whoever_comes_to_a_task_later_is_paid_for_their_own_overtime() -> None:
    found = levelled(
        a_plan("""
        people: [{id: ana, rate: 100/h, overtime: 2h/d at 150%}, {id: tom}]
        tasks:
          - {id: a, work: 12h, who: [tom, ana], assignments: [{who: tom, work: 8h}, {who: ana, work: 4h, delay: 8h}]}
    """)
    )

    # Two hours in Monday's overtime, two on Tuesday
    assert cost_of(found) == 500


def test_the_cheapest_is_proven_with_overtime_counted() -> None:
    found = optimised(
        a_plan("""
        currency: EUR
        people:
          - {id: ana, skills: {code: 1}, rate: 100/h, overtime: 1h/d at 150%}
          - {id: tom, skills: {code: 1}, rate: 104/h}
        tasks: [{id: a, estimate: 10d, needs: [code]}]
    """),
        goal="cost",
        time_limit=0.5,
    )

    # Ana with her overtime: 72 h at 100 and 8 h at 150, 8400; Tom 8320; Ana without it 8000, and nobody for less.
    assert (found.value, found.status) == (8000, "optimal")


# ---------------------------------------------------------------- any people

SHIFTS = {
    "Mon-Fri 08:00-12:00 13:00-17:00": 1020,
    "Mon-Wed 09:00-15:00": 900,
    "Mon-Sat 14:00-23:30": 1410,
    "Tue-Thu 06:00-10:00": 600,
}
"""Hours, and the minute of the day at which each working day ends."""


@st.composite
def people(draw: st.DrawFn, number: int) -> dict[str, Any]:
    body: dict[str, Any] = {"id": f"p{number}", "hours": draw(st.sampled_from(sorted(SHIFTS)))}
    amount = draw(st.integers(1, 12))
    per = draw(st.sampled_from(["d", "w", "mo"]))
    time = {"d": f"{15 * amount}m", "w": f"{amount}h", "mo": f"{3 * amount}h"}[per]
    body["overtime"] = f"{time}/{per} at {draw(st.sampled_from([80, 100, 125, 150, 200]))}%"
    body["rate"] = f"{draw(st.integers(1, 9)) * 12}/h"
    optional = {
        "overtime_during": ["2027-01-06..2027-01-21"],
        "away": ["2027-01-07"],
        "limit": [draw(st.sampled_from(["30h/w", "9h/d", "60h/mo"]))],
        "share": "50%",
    }
    return body | {key: value for key, value in optional.items() if draw(st.booleans())}


def a_text(everybody: list[dict[str, Any]], tasks: list[str], duty: bool = False) -> str:
    written = [", ".join(f"{key}: {_said(value)}" for key, value in each.items()) for each in everybody]
    lines = ["name: Test", "start: 2027-01-04", "currency: EUR", "people:"]
    lines += [f"  - {{{each}}}" for each in written]
    lines += ["duties: [{id: desk, who: [p0], takes: 30%}]"] if duty else []
    return "\n".join([*lines, "tasks:", *(f"  - {{{each}}}" for each in tasks)])


def _said(value: Any) -> str:
    return f"[{', '.join(value)}]" if isinstance(value, list) else str(value)


ZONES = ("Asia/Singapore", "America/New_York", "Europe/Berlin", "Pacific/Auckland")


@given(people(0), st.sampled_from(ZONES), st.sampled_from(ZONES), st.integers(1, 120))
def test_days_of_any_zone_are_confirmed(person: dict[str, Any], head: str, zone: str, hours: int) -> None:
    text = a_text([person | {"zone": zone}], [f"id: a, estimate: {hours}h, who: [p0]"])
    text = text.replace("2027-01-2", "2027-03-2").replace("2027-01-0", "2027-03-1")  # clocks change in March
    plan = a_plan(text.replace("currency: EUR", f"calendar: {{zone: {head}}}"))

    assert verify(plan, levelled(plan)) == []


@given(people(0), st.integers(1, 120), st.booleans())
def test_nobody_is_later_for_working_longer(person: dict[str, Any], hours: int, duty: bool) -> None:
    tasks = [f"id: a, estimate: {hours}h, who: [p0]"]
    usual = {key: value for key, value in person.items() if not key.startswith("overtime")}
    plan = a_plan(a_text([person], tasks, duty))

    longer, shorter = levelled(plan), levelled(a_plan(a_text([usual], tasks, duty)))

    assert longer.finish <= shorter.finish
    assert verify(plan, longer) == []


@given(st.tuples(people(0), people(1)), st.lists(st.integers(1, 60), min_size=1, max_size=4), st.booleans())
def test_levelled_overtime_is_confirmed_and_costs_what_a_count_by_hand_says(
    everybody: tuple[dict[str, Any], ...], hours: list[int], duty: bool
) -> None:
    tasks = [
        f"id: t{number}, {'work' if number % 2 else 'estimate'}: {each}h, who: [p{number % 2}]"
        for number, each in enumerate(hours)
    ]
    plan = a_plan(a_text(list(everybody), tasks, duty))

    found = levelled(plan)

    assert verify(plan, found) == []
    by_hand = sum((_paid(plan, found, id) for id in found.placed), Decimal(0))
    assert abs(cost_of(found) - by_hand) < Decimal("0.01")
    assert least_cost(staffed(found.compiled)) <= by_hand + Decimal("0.01")


def _paid(plan: Plan, found: PeopleSchedule, id: str) -> Decimal:
    """Return what a task costs, minute by minute: dearer after the end of the person's day."""
    limits = staffed(found.compiled)
    who = found.placed[id].assigned[0].who
    person = plan.people[who]
    assert person.overtime is not None
    assert person.overtime.pay is not None
    ends = SHIFTS[str(person.hours[0])]
    rate = next(each for each in limits.resources if each.id == who).rate or Decimal(0)
    total = Decimal(0)
    for begin, end in _worked(limits, who, found.placed[id].segments):
        over = max(0, end - max(begin, begin // 1440 * 1440 + ends))
        total += (end - begin - over + over * person.overtime.pay.fraction) * rate / 60
    return total


def _worked(limits: Staffed, who: str, segments: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    calendar = limits.compiled.hours.calendar(limits.compiled.hours.of_party(who))
    for first, last in segments:
        for begin, end in zip(calendar.starts.tolist(), calendar.ends.tolist(), strict=True):
            if max(begin, first) < min(end, last):
                yield max(begin, first), min(end, last)
