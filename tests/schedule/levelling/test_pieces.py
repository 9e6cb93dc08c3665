"""Tasks that may be interrupted for other work, where the plan allows it."""

from __future__ import annotations

from fairlead.plan.document import Plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.verifying import verify
from tests.plans import a_plan

# 2027-01-04 is a Monday. The visit comes on Wednesday and Thursday and goes first; the report takes five days of Ana.
ANA_HAS_A_VISIT = """
    options: {split_when_levelling: SPLITTING}
    people: [{id: ana}]
    tasks:
      - {id: visit, estimate: 2d, who: [ana], start: from 2027-01-06, priority: 900}
      - {id: report, estimate: 5d, who: [ana]SPLIT}
"""


def ana(splitting: str = "yes", split: str = "") -> Plan:
    text = ANA_HAS_A_VISIT.replace("SPLITTING", splitting).replace("SPLIT", split)
    return a_plan(text)


def stretches(plan: Plan, id: str) -> list[str]:
    people = levelled(plan)
    assert not verify(plan, people)
    return [
        f"{people.local(first):%a %d %H:%M} - {people.local(last):%a %d %H:%M}"
        for first, last in people[id].segments
    ]


def test_a_task_is_done_before_and_after_what_goes_first() -> None:
    # Two days before the visit, Friday after it, and Monday and Tuesday of the next week.
    assert stretches(ana(), "report") == ["Mon 04 08:00 - Tue 05 17:00", "Fri 08 08:00 - Tue 12 17:00"]


def test_without_the_option_it_waits_until_it_can_be_done_in_one_go() -> None:
    assert stretches(ana(splitting="no"), "report") == ["Fri 08 08:00 - Thu 14 17:00"]


def test_a_task_that_may_not_be_split_waits_as_well() -> None:
    assert stretches(ana(split=", split: no"), "report") == ["Fri 08 08:00 - Thu 14 17:00"]


def test_others_work_in_its_pauses() -> None:
    plan = a_plan("""
        options: {split_when_levelling: yes}
        people: [{id: ana}, {id: tom}]
        tasks:
          - {id: visit, estimate: 2d, who: [ana], start: from 2027-01-06, priority: 900}
          - {id: report, estimate: 5d, who: [ana], priority: 800}
          - {id: talk, estimate: 2d, who: [tom, ana at 50%]}
    """)

    assert stretches(plan, "report") == ["Mon 04 08:00 - Tue 05 17:00", "Fri 08 08:00 - Tue 12 17:00"]
    # Ana gives half of her time, so it takes four days, and she has none left before Wednesday the 13th.
    assert stretches(plan, "talk") == ["Wed 13 08:00 - Mon 18 17:00"]


def test_work_in_progress_counts_through_the_pauses() -> None:
    plan = a_plan("""
        options: {split_when_levelling: yes}
        people: [{id: ana, wip: 1}]
        tasks:
          - {id: visit, estimate: 2d, who: [ana], start: from 2027-01-06, priority: 900}
          - {id: report, estimate: 5d, who: [ana]}
    """)

    assert stretches(plan, "report") == ["Fri 08 08:00 - Thu 14 17:00"]


def test_nobody_takes_work_up_for_less_than_an_hour() -> None:
    plan = a_plan("""
        options: {split_when_levelling: yes}
        people: [{id: ana}]
        tasks:
          - {id: call, estimate: 2h, who: [ana], start: from 2027-01-04 08:30, priority: 900}
          - {id: report, estimate: 4h, who: [ana]}
    """)

    assert stretches(plan, "report") == ["Mon 04 10:30 - Mon 04 15:30"]
