"""What is proven, in one sentence."""

from __future__ import annotations

import pytest

from fairlead.cli.certificate import certificate
from fairlead.cli.wording import Words
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.optimising.answer import Optimised, Status
from fairlead.schedule.optimising.objectives import Goal
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.outlook import Outlook
from fairlead.schedule.schedule import schedule
from tests.plans import a_plan

BENCH = """
name: Bench
start: 2027-01-04
currency: EUR
calendar: {hours: Mon-Fri 08:00-12:00 13:00-17:00}
goals: [{id: done, deadline: 2027-01-05, done_when: [saw, glue]}]
people: [{id: ana, name: Ana Ruiz}]
tasks:
  - {id: saw, estimate: 2d, who: [ana]}
  - {id: glue, estimate: 1d, who: [ana]}
"""


def told(
    status: Status, value: float | None, bound: float | None, goal: Goal = "finish", text: str = BENCH
) -> str:
    """The certificate of the bench's levelled schedule with this value and bound; both in days before it for `finish`."""
    plan = a_plan(text)
    people, logic = levelled(plan), schedule(plan)
    if goal == "finish":
        value = float(people.finish)
        bound = None if bound is None else people.finish - bound * 1440
    found = Optimised(people, goal, status, value, bound, 0.25 if status == "feasible" else 0.0, 1.0)
    return certificate(found, Outlook(logic, people), Words.of(plan))


def test_the_best_there_is() -> None:
    assert told("optimal", None, 0) == (
        "Finishes Wed 6 Jan 2027. Proven optimal: no plan with these people can finish earlier without interrupting tasks."
    )


def test_the_best_so_far_and_what_nobody_can_beat() -> None:
    assert told("feasible", None, 1) == (
        "Finishes Wed 6 Jan 2027; no plan with these people can finish before Tue 5 Jan 2027 "
        "without interrupting tasks (gap 25.0%)."
    )


def test_times_are_said_where_the_day_is_the_same() -> None:
    said = told("feasible", None, 7 / 24)

    assert "Finishes Wed 6 Jan 2027; no plan with these people can finish before Wed 6 Jan 2027 10:00" in said


def test_nothing_proven_is_said_too() -> None:
    assert told("feasible", None, None).endswith("nothing is proven yet about how early it could be.")


def test_splitting_allowed_or_nothing_to_split_leaves_the_condition_out() -> None:
    split = BENCH.replace("currency: EUR", "options: {split_when_levelling: yes}")
    whole = BENCH.replace("estimate: 2d", "split: no, estimate: 2d").replace(
        "estimate: 1d", "split: no, estimate: 1d"
    )

    assert "interrupting" not in told("optimal", None, 0, text=split)
    assert "interrupting" not in told("optimal", None, 0, text=whole)


def test_without_people_it_is_limits_that_bind() -> None:
    text = BENCH.replace("people:", "equipment:")

    assert "no plan within these limits can finish earlier" in told("optimal", None, 0, text=text)


@pytest.mark.parametrize(
    ("goal", "value", "bound", "said"),
    [
        ("cost", 1234.5, 1000.0, "Costs EUR 1,234.50; no plan with these people can cost less than EUR 1,000 (gap 25.0%)."),
        ("goals", 3.5, 2.0, "Lateness of goals: 3.50 points; no plan with these people can be less late than 2 points (gap 25.0%)."),
        ("smooth", 90.0, None, "Unevenness: 90 (the squares of everybody's weekly hours, added up); nothing is proven yet about how much better it could be."),
    ],
)  # fmt: skip
def test_other_goals_are_told_in_their_units(
    goal: Goal, value: float, bound: float | None, said: str
) -> None:
    assert told("feasible", value, bound, goal) == said


def test_kept_goals_and_no_cost_need_no_proof() -> None:
    assert told("optimal", 0.0, 0.0, "goals").startswith("Every deadline of a goal is kept")
    assert told("optimal", 0.0, 0.0, "cost").startswith("Nobody has a rate")


FROM_FINISH = BENCH.replace("start: 2027-01-04", "finish: 2027-01-08\nschedule_from: finish")


def from_finish(status: Status, days: float | None, text: str = FROM_FINISH) -> str:
    """The certificate of the bench laid out from its finish, with a bound so many days after its start."""
    plan = a_plan(text)
    people, logic = levelled(plan), schedule(plan)
    bound = None if days is None else people.start + round(days * 1440)
    gap = 0.25 if status == "feasible" else 0.0
    found = Optimised(people, "finish", status, None, None, gap, 1.0, keeps_finish=True, start_bound=bound)
    return certificate(found, Outlook(logic, people), Words.of(plan))


def test_of_a_plan_from_its_finish_the_start_is_what_counts() -> None:
    assert from_finish("optimal", 0) == (
        "Starts Wed 6 Jan 2027 and keeps its finish Fri 8 Jan 2027. Proven optimal: no plan with these people that keeps "
        "the finish can start later without interrupting tasks."
    )
    assert from_finish("feasible", 1) == (
        "Starts Wed 6 Jan 2027, as late as was found, and keeps its finish Fri 8 Jan 2027; no plan with these people that "
        "keeps the finish can start after Thu 7 Jan 2027 without interrupting tasks (gap 25.0%)."
    )
    assert from_finish("feasible", None) == (
        "Starts Wed 6 Jan 2027, as late as was found, and keeps its finish Fri 8 Jan 2027; nothing is proven about how late "
        "it could start."
    )


def test_of_a_plan_under_way_the_start_is_over() -> None:
    said = from_finish("feasible", None, FROM_FINISH.replace("id: saw, ", "id: saw, started: 2027-01-04, "))

    assert said.endswith(
        "as required. What is left begins as late as was found; nothing is proven about how late it could."
    )


def test_overtime_that_is_left_is_named() -> None:
    text = BENCH.replace("name: Ana Ruiz}", "name: Ana Ruiz, rate: 100/h, overtime: 1h/d at 150%}")
    plan = a_plan(text)
    found = optimised(plan, goal="cost", time_limit=0)
    assert found.schedule is not None

    said = certificate(found, Outlook(schedule(plan), found.schedule), Words.of(plan))

    # 24 hours; the goal is missed either way, but by more without overtime.
    assert "unused" not in said
    later = optimised(a_plan(text.replace("2027-01-05", "2027-01-06")), goal="cost", time_limit=0)
    assert later.schedule is not None
    said = certificate(later, Outlook(schedule(plan), later.schedule), Words.of(plan))
    assert said.startswith("Costs EUR 2,400. Proven optimal: no plan with these people can cost less.")
    assert said.endswith("Overtime of Ana Ruiz is left unused, which is cheaper and makes nothing late.")
