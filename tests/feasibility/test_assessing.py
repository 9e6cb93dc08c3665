"""The verdict on whole plans small enough to judge in the head."""

from __future__ import annotations

import pytest

from fairlead.feasibility.assessing import assess
from fairlead.feasibility.page import headline
from fairlead.feasibility.verdict import Assessment, answer_of, worst_of
from fairlead.feasibility.why_not.meeting import Met
from fairlead.risk.scoring import Luck
from tests.plans import a_plan

PLAN = """
name: P
currency: EUR
focus: 100%
budget: {total: 9000}
people: [{id: ana, name: Ana, rate: 100/h}, {id: tom, name: Tom, rate: 50/h}]
goals: [{id: done, name: The end, deadline: 2027-01-15, done_when: [b]}]
tasks:
  - {id: a, name: First, estimate: 4d, who: [ana]}
  - {id: b, name: Second, estimate: 4d, who: [ana], after: [a]}
"""


def assessed(text: str = PLAN, **more: object) -> Assessment:
    return assess(a_plan(text), Luck(400), **more)  # type: ignore[arg-type]


def test_a_certain_plan_inside_its_limits_is_a_yes() -> None:
    found = assessed()

    assert (found.feasible, found.verdict) == (True, "yes")
    assert [(each.id, each.verdict, each.probability) for each in found.goals] == [("done", "yes", 1.0)]
    assert (found.budget.verdict, found.budget.probability, found.people.verdict) == ("yes", 1.0, "yes")
    assert not found.reasons
    assert not found.missing
    assert not found.contradictions


@pytest.mark.parametrize(
    ("estimate", "answer"),
    [
        # Of ten days six are left for it.
        ("2d..4d..6d", "yes"),
        ("2d..4d..8d", "yes"),  # 1 - 2² / (6 x 4) = 83%
        ("1d..4d..13d", "at risk"),  # 1 - 7² / (12 x 9) = 55%
        ("2d..14d", "no"),  # 4 / 12 = 33%
    ],
)
def test_the_answer_follows_the_odds(estimate: str, answer: str) -> None:
    found = assessed(PLAN.replace("name: First, estimate: 4d", f"name: First, estimate: {estimate}"))

    assert found.goals[0].verdict == answer
    assert found.feasible


def test_what_cannot_be_met_even_with_luck_is_a_no_with_its_contradiction_and_cures() -> None:
    found = assessed(PLAN.replace("name: Second, estimate: 4d", "name: Second, estimate: 7d"))

    assert (found.feasible, found.verdict) == (False, "no")
    assert found.goals[0].verdict == "no"
    (contradiction,) = found.contradictions
    assert "The end" in contradiction.sentence
    assert contradiction.repairs


def test_people_are_judged_by_what_they_cost_the_goals() -> None:
    busy = PLAN.replace("after: [a]}", "}").replace("[b]}]", "[a, b]}]").replace("2027-01-15", "2027-01-08")
    found = assessed(busy)

    assert (found.people.verdict, found.people.probability, found.people.probability_by_logic) == (
        "no",
        0.0,
        1.0,
    )
    sentences = [each.sentence for each in found.reasons]
    assert (
        "The end can't be met by 8 January 2027, even with luck: as planned it comes 5 days late, on 13 January; "
        "that day is 80% sure."
    ) in sentences
    assert "First and Second need 8 person-days by 8 January 2027; Ana has 5." in sentences
    assert (
        "If everybody were free whenever needed, it would have a 100% chance: "
        "Ana does First until 7 January, before Second."
    ) in sentences


def test_a_budget_too_small_is_a_no_with_the_sums() -> None:
    found = assessed(PLAN.replace("9000", "6000"))

    assert (found.budget.verdict, found.budget.probability) == ("no", 0.0)
    assert [each.sentence for each in found.reasons] == [
        "The budget of EUR 6,000 can't be enough, even with luck: EUR 6,400 are planned, which are also 80% sure."
    ]


def test_the_plans_own_confidence_counts_and_another_one_can_be_asked_for() -> None:
    text = PLAN.replace("name: First, estimate: 4d", "name: First, estimate: 2d..4d..8d")
    chance = assessed(text).goals[0].probability
    assert chance is not None

    assert assessed(text, confidence=chance - 0.01).verdict == "yes"
    assert assessed("confidence: 99.9%\n" + text.lstrip(), why_not=0).goals[0].verdict != "yes"


def test_what_the_plan_does_not_say_is_named() -> None:
    found = assessed("name: P\ntasks: [{id: a, name: Guess, estimate: 3d, unproven: yes}]\n")

    assert found.verdict is None
    assert [each.kind for each in found.missing] == ["no-deadline", "no-budget", "no-people", "unproven"]
    assert [each.kind for each in assessed("name: P\npeople: [{id: ana}]\ntasks: [{id: a, estimate: 1d, who: [ana]}]\n").missing] == [
        "no-deadline", "no-budget", "no-focus",
    ]  # fmt: skip


def test_an_empty_plan_can_be_asked() -> None:
    found = assessed("name: P\ntasks: []\n")

    assert [each.kind for each in found.missing] == ["empty"]
    assert found.verdict is None


def test_a_need_that_nobody_fills_is_a_no_for_the_people() -> None:
    found = assessed(
        PLAN.replace("who: [ana], after", "needs: [magic >= 2], after").replace(
            "name: Tom", "name: Tom, skills: {ink: 1}"
        )
    )

    assert found.people.verdict == "no"
    assert any("Second" in each and "nobody" in each for each in found.people.unfilled)


def test_answers_have_an_order() -> None:
    assert worst_of(["yes", None, "at risk"]) == "at risk"
    assert worst_of([]) is None
    assert answer_of(0.9, 0.8, possible=False) == "no"


def test_json_has_the_shape_of_the_design() -> None:
    said = assessed(
        PLAN.replace("estimate: 4d, who: [ana], after", "estimate: 8d, who: [ana], after")
    ).to_json()

    assert {
        "plan",
        "feasible",
        "verdict",
        "confidence",
        "goals",
        "budget",
        "people",
        "reasons",
        "contradictions",
    } <= {*said}
    assert said["goals"][0].keys() >= {"id", "verdict", "probability"}
    assert said["contradictions"][0].keys() >= {"members", "sentence"}


LAYOUT = """
name: Fair
people: [{id: ana, name: Ana}]
goals: [{id: ready, name: Ready, deadline: 2027-03-01, done_when: [stand]}]
tasks:
  - {id: layout, name: Layout, estimate: 4d, who: [ana]}
  - {id: invite, name: Invite, estimate: 1d, after: [layout], start: by 2027-01-06}
  - {id: stand, name: Stand, estimate: 1d, who: [ana], after: [invite]}
"""


def test_a_date_of_a_task_that_cant_be_kept_is_no_though_every_goal_is_kept() -> None:
    found = assess(a_plan(LAYOUT), Luck(200), why_not=10)

    assert [goal.verdict for goal in found.goals] == ["yes"]
    assert (found.feasible, found.verdict, found.unsettled) == (False, "no", ())
    assert headline(found) == ("No: the goal may be kept, but not all that the plan demands, even with luck.")
    assert [each.sentence for each in found.contradictions] == [
        "Layout (4 days) doesn't fit before Invite's latest start on 6 January 2027."
    ]


def test_more_asked_of_somebody_than_there_is_puts_the_people_at_risk() -> None:
    found = assessed(
        PLAN.replace("4d, who: [ana]}", "4d, who: [ana], assignments: [{who: ana, share: 150%}]}")
    )

    assert (found.people.verdict, found.people.unfilled) == ("at risk", ())
    assert [each.partition(" (")[0] for each in found.people.over_asked] == [
        "Ana is given to tasks at more than the 100% there is"
    ]


def test_of_many_needs_that_nobody_fills_three_are_reasons() -> None:
    tasks = "\n".join(f"  - {{id: t{n}, name: T{n}, estimate: 1d, needs: [magic]}}" for n in range(5))
    found = assessed(
        f"name: P\nfocus: 100%\npeople: [{{id: ana, skills: {{ink: 1}}}}]\ncandidates: [{{id: c, skills: {{magic: 1}}}}]\n"
        f"tasks:\n{tasks}\n"
    )

    assert headline(found) == "No: there is work that nobody in the plan can do."
    assert len(found.people.unfilled) == 5
    assert [each.sentence for each in found.reasons][3:] == ["And 2 more like these."]


def test_a_deadline_of_a_task_alone_is_said_to_have_no_odds() -> None:
    found = assessed("name: P\ntasks: [{id: a, name: A, estimate: 1d, deadline: 2027-02-01}]\n")

    assert found.missing[0].sentence == (
        "No goal has a deadline. Whether that of A can be kept at all is judged, its odds aren't: "
        "write a goal with `done_when: [a]`."
    )


def test_a_trial_is_asked_for_until_the_work_has_begun() -> None:
    new = "name: P\nstatus_date: 2027-01-06\ntasks: [{id: a, name: A, estimate: 5d, unproven: yes}]\n"
    begun = new.replace("unproven: yes", "unproven: yes, started: 2027-01-04")

    assert "unproven" in [each.kind for each in assessed(new).missing]
    assert "unproven" not in [each.kind for each in assessed(begun).missing]


def test_where_no_task_asks_for_anybody_that_is_said() -> None:
    text = "name: P\nfocus: 80%\npeople: [{id: ana}]\ntasks: [{id: a, estimate: 1d"

    assert "nobody-asked" in [each.kind for each in assessed(text + "}]\n").missing]
    assert "nobody-asked" not in [each.kind for each in assessed(text + ", who: [ana]}]\n").missing]


def test_where_nobody_has_skills_that_what_tasks_need_is_not_judged_is_said() -> None:
    text = "name: P\npeople: [{id: ana}]\ntasks: [{id: a, estimate: 1d, needs: [weld]}]\n"

    assert "no-skills" in [each.kind for each in assessed(text).missing]
    assert "no-skills" not in [
        each.kind for each in assessed(text.replace("ana}", "ana, skills: {x: 1}}")).missing
    ]
    assert "no-skills" not in [
        each.kind for each in assessed(text.replace("needs: [weld]", "who: [ana]")).missing
    ]


def test_odds_of_the_goals_say_nothing_of_other_dates_that_could_not_be_told_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    unknown = Met(None, {"shown": True}, budget=True, staffing=True)
    monkeypatch.setattr("fairlead.feasibility.assessing.can_be_met", lambda *_args, **_more: unknown)
    text = """
        name: Two
        start: 2027-03-01
        people: [{id: ana}]
        goals: [{id: shown, deadline: 2027-03-12, done_when: [show]}]
        tasks:
          - {id: show, estimate: 2d, who: [ana]}
          - {id: report, estimate: 4d, who: [ana], deadline: 2027-03-03}
    """

    found = assess(a_plan(text), Luck(200), why_not=10)
    assert (found.feasible, len(found.contradictions)) == (False, 1)
    assert assess(a_plan(text), Luck(200), why_not=0).feasible is None
    assert assess(a_plan(text.replace(", deadline: 2027-03-03", "")), Luck(200), why_not=0).feasible is True
