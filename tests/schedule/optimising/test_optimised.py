"""What an optimisation may claim, and what it may not."""

from __future__ import annotations

from fairlead.plan.document import Plan
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.optimising.answer import Optimised
from fairlead.schedule.optimising.cheapest import least_cost
from fairlead.schedule.optimising.objectives import Goal
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.staffing import staffed
from fairlead.schedule.verifying import verify
from tests.plans import a_plan


def found(plan: Plan, goal: Goal = "finish", seconds: float = 0) -> Optimised:
    answer = optimised(plan, goal=goal, time_limit=seconds)
    if answer.schedule is not None and answer.status in ("optimal", "feasible"):
        assert verify(plan, answer.schedule) == []
    return answer


# The plan works 8 hours a day; who can weld works around the clock. Six days of 8 hours are two of theirs.
NIGHT_SHIFT = """
    people: [{id: ana, skills: {steel: 1}, hours: Mon-Sun 00:00-24:00}]
    goals: [{id: boat, deadline: 2027-01-06, done_when: [paint], penalty: 700/w}]
    tasks:
      - {id: weld, estimate: 24h, needs: [steel]}
      - {id: paint, estimate: 24h, needs: [steel], after: [weld]}
"""


def test_longer_hours_than_the_plans_are_no_proof_against_an_early_finish() -> None:
    answer = found(a_plan(NIGHT_SHIFT), seconds=0.5)

    # From Monday midnight, two times 24 hours: Tuesday at midnight. By the plan's hours it would take until Monday.
    assert answer.schedule is not None
    assert f"{answer.schedule.local(answer.schedule.finish):%a %d %H:%M}" == "Wed 06 00:00"
    assert answer.status == "optimal"


def test_lateness_is_not_proven_by_hours_that_nobody_keeps() -> None:
    answer = found(a_plan(NIGHT_SHIFT), "goals")

    assert (answer.value, answer.lower_bound, answer.status) == (0.0, 0.0, "optimal")


# Both have to be done on the 4th, by Ana, who can't: dates win over people.
TOO_MUCH = """
    options: {honour_constraints: yes}
    people: [{id: ana}]
    tasks:
      - {id: a, estimate: 1d, who: [ana], start: fixed 2027-01-04}
      - {id: b, estimate: 1d, who: [ana], start: fixed 2027-01-04}
"""


def test_a_schedule_that_takes_more_than_there_is_is_never_called_optimal() -> None:
    for seconds in (0, 0.5):
        answer = found(a_plan(TOO_MUCH), seconds=seconds)

        assert answer.status == "unknown"
        assert answer.schedule is not None
        assert [each.code for each in answer.schedule.findings] == ["overloaded"]
        assert answer.lower_bound is None


# Ana costs 100 a day of 8 hours, Tom 200; the review is for the one who didn't write.
TWO_PRICES = """
    people: [{id: ana, skills: {code: 1}, rate: 12.50/h}, {id: tom, skills: {code: 1}, rate: 25/h}]
    tasks:
      - {id: write, estimate: 1d, needs: [code]}
      - {id: review, estimate: 1d, needs: [code], not_as: [write]}
"""


def test_no_schedule_costs_less_than_its_bound_where_people_avoid_each_other() -> None:
    plan = a_plan(TWO_PRICES)
    answer = found(plan, "cost", seconds=0.3)

    assert answer.value == 300
    assert float(least_cost(staffed(compile_plan(plan)))) == answer.lower_bound == 200
    assert answer.status == "feasible"


def test_the_cheapest_do_it_where_nothing_speaks_against_it() -> None:
    plan = a_plan(TWO_PRICES.replace(", not_as: [write]", ""))
    answer = found(plan, "cost")

    assert (answer.value, answer.lower_bound, answer.status) == (200, 200, "optimal")


def test_things_and_several_people_are_no_reason_to_call_a_plan_impossible() -> None:
    plan = a_plan("""
        people: [{id: ana, skills: {code: 1}}, {id: tom, skills: {code: 1}}]
        equipment: [{id: rig}]
        tasks:
          - {id: pair, estimate: 1d, needs: [2 code, rig]}
          - {id: fix, estimate: 1d, needs: [code, rig], same_as: [pair], after: [pair]}
          - {id: test, estimate: 1d, needs: [rig], not_as: [fix], after: [fix]}
    """)
    answer = found(plan, seconds=0.5)

    assert answer.status in ("optimal", "feasible")
    assert answer.schedule is not None
    assert f"{answer.schedule.local(answer.schedule.finish):%a}" == "Wed"


def test_however_short_the_time_is_something_is_proven() -> None:
    tasks = "\n".join(f"  - {{id: t{k}, estimate: 2d, needs: [s]}}" for k in range(30))
    plan = a_plan(
        f"start: 2027-01-04\npeople: [{{id: ana, skills: {{s: 1}}}}, {{id: tom, skills: {{s: 1}}, hours: Mon-Thu 08:00-16:00}}]\ntasks:\n{tasks}\n"
    )

    found = optimised(plan, time_limit=1e-6)

    assert found.schedule is not None
    assert found.lower_bound is not None
    assert found.schedule.start < found.lower_bound <= found.schedule.finish


def test_what_is_agreed_is_left_where_somebody_has_gone_by_then() -> None:
    # Ana was to write for six days, but leaves on Friday: Tom comes on Tuesday the 12th and does both, twelve days.
    text = """
        people: [{id: ana, until: %s, skills: {fw: 2}}, {id: tom, from: 2027-01-12, skills: {fw: 2}}]
        tasks: [{id: a, estimate: 6d, needs: [fw]}, {id: b, estimate: 6d, needs: [fw], after: [a]}]
    """
    agreed = Agreed.of(levelled(a_plan(text % "2027-03-15")), "finish")

    for seconds in (0, 2):
        found = optimised(a_plan(text % "2027-01-08"), time_limit=seconds, agreed=agreed).schedule
        assert found is not None
        assert f"{found.local(found.finish):%d %B}" == "27 January"
        assert not any(each.code == "overruns-hours" for each in found.findings)
