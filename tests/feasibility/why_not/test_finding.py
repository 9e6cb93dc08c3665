"""Contradictions: really infeasible, and without any one member feasible, by all orders of small plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fairlead.feasibility.why_not import Answer, Contradiction, Removal, WhyNot, contradictions
from fairlead.feasibility.why_not.finding import Finding
from fairlead.feasibility.why_not.meeting import best_case
from fairlead.feasibility.why_not.shrinking import Clock, irreducible
from fairlead.plan.document import Plan
from fairlead.schedule.verifying import verify
from tests.feasibility.why_not.brute import MONDAY, NEVER, earliest, small
from tests.plans import a_plan


@st.composite
def small_plans(draw: st.DrawFn) -> Plan:
    """A plan of whole days that is asked to be done a day or some before it can be."""
    count = draw(st.integers(1, 5))
    people = [("ana", "fw"), ("tom", "fw"), ("mei", "hw")][: draw(st.integers(1, 3))]
    lines = ["people:"]
    for id, skill in people:
        leave = draw(st.one_of(st.none(), st.tuples(st.integers(0, 11), st.integers(0, 3))))
        away = ""
        if leave is not None:
            first = MONDAY + timedelta(days=leave[0])
            away = f", away: [{first}..{first + timedelta(days=leave[1])}]"
        lines.append(f"  - {{id: {id}, skills: {{{skill}: 1}}{away}}}")
    lines += ["equipment: [{id: rig}]", "tasks:"]
    for k in range(count):
        named = st.sampled_from([f"who: [{id}]" for id, _ in people])
        whom = draw(st.one_of(named, st.sampled_from(["needs: [fw]", "needs: [fw, rig]"])))
        if whom.startswith("who") and draw(st.booleans()):
            whom += ", needs: [rig]"
        if draw(st.integers(0, 4)) == 0:
            monday = MONDAY + timedelta(days=draw(st.sampled_from([0, 7])))
            whom += f", start: from {monday + timedelta(days=draw(st.integers(0, 4)))}"
        after = sorted(draw(st.sets(st.integers(0, k - 1), max_size=2))) if k else []
        links = f", after: [{', '.join(f't{j}' for j in after)}]" if after else ""
        lines.append(f"  - {{id: t{k}, estimate: {draw(st.integers(1, 4))}d..9d, {whom}{links}}}")
    tail = f"  - {{id: end, estimate: 1d, who: [ana], after: [{', '.join(f't{k}' for k in range(count))}]}}"
    free = a_plan("\n".join([*lines, tail]))
    first = earliest(small(free), "end")
    assume(first < NEVER)
    early = MONDAY + timedelta(days=max(first // 2 - draw(st.integers(1, 4)), 0))
    goal = f"goals: [{{id: g, deadline: {early}, done_when: [end]}}]"
    return a_plan("\n".join([goal, *lines, tail]))


def end_of(day: date) -> int:
    """A day's end as `earliest` counts."""
    return 2 * (day - MONDAY).days + 1


def kept_by(found: Contradiction) -> set[tuple[str, str, str]]:
    return {(each.kind, each.id, each.detail) for each in found.members}


def fits(plan: Plan, kept: set[tuple[str, str, str]]) -> bool:
    if not any(kind == "goal" for kind, _, _ in kept):
        return True
    deadline = plan.goals["g"].deadline
    assert deadline is not None
    return earliest(small(plan, kept), "end") <= end_of(deadline.date)


@settings(max_examples=max(settings().max_examples // 2, 25))  # each is dozens of schedules
@given(small_plans())
def test_a_contradiction_is_one_by_so_much_and_any_member_less_is_none(plan: Plan) -> None:
    deadline = plan.goals["g"].deadline
    assert deadline is not None
    last = end_of(deadline.date)
    assume(earliest(small(plan), "end") > last)

    found = contradictions(plan, time_limit=20, repairs=False)

    assert found.feasible is False
    assert found.contradictions
    for each in found.contradictions:
        kept = kept_by(each)
        assert not fits(plan, kept), each.sentence
        assert all(fits(plan, kept - {member}) for member in kept), each.sentence
        assert not each.undecided
        late = earliest(small(plan, kept), "end")
        assert each.exact
        assert each.excess == sum(day % 7 < 5 for day in range((last + 1) // 2, (late + 1) // 2)) * 480
        for removal in each.removals:
            assert removal.answer is Answer.FITS
            assert removal.schedule is not None
            assert not verify(removal.schedule.plan, removal.schedule)


ARM = """
name: Robot
currency: EUR
people: [{id: ana, name: Ana, rate: 100/h}]
goals: [{id: pilot, name: Pilot, deadline: 2027-01-15, done_when: [bench]}]
tasks:
  - {id: motor, name: Motors, duration: 1ew}
  - {id: arm, name: Arm controller, estimate: 10d..15d, who: [ana]}
  - {id: bench, name: Bench test, estimate: 4d, who: [ana], after: [arm, motor]}
"""


def asked(text: str, **more: bool) -> WhyNot:
    return contradictions(a_plan(text), time_limit=20, **more)


def test_a_contradiction_is_said_with_names_and_numbers() -> None:
    # Bench test follows the arm, so Ana's one pair of hands adds nothing: 14 days in a row, 10 of them there.
    found = asked(ARM, repairs=False)

    assert [each.sentence for each in found.contradictions] == [
        "Arm controller (10 days) and Bench test (4 days), one after the other, don't fit before Pilot's deadline on "
        "15 January 2027: 4 working days too much."
    ]


def test_that_somebody_can_do_one_thing_at_a_time_is_a_demand_like_any_other() -> None:
    found = asked(ARM.replace("after: [arm, motor]", "after: [motor]").replace("done_when: [bench]", "done_when: [arm, bench]"),
                  repairs=False)  # fmt: skip

    assert [each.sentence for each in found.contradictions] == [
        "Arm controller (10 days) and Bench test (4 days), both by Ana, don't fit before Pilot's deadline on "
        "15 January 2027: 4 working days too much."
    ]
    assert {(each.kind, each.id) for each in found.contradictions[0].members} == {
        ("work", "arm"), ("work", "bench"), ("capacity", "ana"), ("goal", "pilot"),
    }  # fmt: skip


def test_a_leave_that_is_in_the_way_is_named() -> None:
    found = asked("""
        name: Test
        people: [{id: ana, name: Ana, away: [2027-01-04..2027-01-08]}]
        goals: [{id: g, name: Pilot, deadline: 2027-01-12, done_when: [a]}]
        tasks: [{id: a, name: Arm, estimate: 4d, who: [ana]}]
    """, repairs=False)  # fmt: skip

    assert found.contradictions[0].sentence == (
        "Arm (4 days), with Ana away from 4 to 8 January 2027, doesn't fit before Pilot's deadline on 12 January 2027: "
        "2 working days too much."
    )


@pytest.mark.parametrize(
    ("more", "kind"),
    [
        ("start: from 2027-01-25", "start"),
        ("after: [d]", "due"),
        ("after: [b +3w]", "link"),
    ],
)
def test_what_holds_a_task_back_is_part_of_the_contradiction(more: str, kind: str) -> None:
    found = asked(f"""
        name: Test
        goals: [{{id: g, deadline: 2027-01-15, done_when: [a]}}]
        decisions: [{{id: d, due: 2027-01-25}}]
        tasks: [{{id: b, estimate: 1d}}, {{id: a, estimate: 2d, {more}}}]
    """, repairs=False)  # fmt: skip

    assert kind in {each.kind for each in found.contradictions[0].members}
    assert not found.contradictions[0].undecided


@pytest.mark.parametrize(
    "said",
    [
        "tasks: [{id: a, estimate: 9d, deadline: 2027-01-08}]",
        "tasks: [{id: a, estimate: 9d, finish: by 2027-01-08}]",
        "must_finish: 2027-01-08\ntasks: [{id: a, estimate: 9d}]",
        "tasks: [{id: b, estimate: 9d}, {id: a, estimate: 1d, start: by 2027-01-08, after: [b]}]",
    ],
)
def test_every_kind_of_latest_date_can_be_contradicted(said: str) -> None:
    found = asked(said, repairs=False)

    assert found.feasible is False
    assert len(found.contradictions) == 1
    assert not found.contradictions[0].undecided


def test_two_goals_that_get_in_each_others_way_make_one_contradiction_of_both() -> None:
    found = asked("""
        name: Test
        people: [{id: ana, name: Ana}]
        goals:
          - {id: one, name: One, deadline: 2027-01-08, done_when: [a]}
          - {id: two, name: Two, deadline: 2027-01-08, done_when: [b]}
        tasks: [{id: a, name: A, estimate: 3d, who: [ana]}, {id: b, name: B, estimate: 3d, who: [ana]}]
    """, repairs=False)  # fmt: skip

    assert found.met.goals == {"one": True, "two": True}
    assert found.feasible is False
    assert found.contradictions[0].sentence == (
        "A (3 days) and B (3 days), both by Ana, don't fit before One's deadline on 8 January 2027 and Two's deadline on "
        "8 January 2027."
    )


def test_two_reasons_that_have_nothing_in_common_are_two_contradictions() -> None:
    found = asked("""
        name: Test
        goals: [{id: g, deadline: 2027-01-08, done_when: [a, b]}]
        tasks: [{id: a, estimate: 7d}, {id: b, estimate: 8d}]
    """, repairs=False)  # fmt: skip

    works = [{each.id for each in one.members if each.kind == "work"} for one in found.contradictions]
    assert sorted(works, key=min) == [{"a"}, {"b"}]


def test_the_money_that_tasks_cost_at_the_least_is_held_against_the_budget() -> None:
    found = asked(
        ARM.replace("currency: EUR", "currency: EUR\nbudget: {total: 9000}").replace("01-15", "02-26")
    )

    # 14 days at 800 a day.
    assert found.met.budget is False
    assert found.contradictions[0].sentence == (
        "Arm controller (EUR 8,000) and Bench test (EUR 3,200) cost EUR 11,200 at the least; the budget is EUR 9,000: "
        "EUR 2,200 too little."
    )
    assert [each.lines for each in found.contradictions[0].repairs] == [("budget 11200",)]


def test_a_skill_that_nobody_has_is_a_contradiction_by_itself() -> None:
    found = asked("""
        name: Test
        people: [{id: ana, skills: {cad: 1}}]
        candidates: [{id: carol, name: Carol, skills: {welding: 2}}]
        goals: [{id: g, deadline: 2027-02-26, done_when: [a]}]
        tasks: [{id: a, name: Frame, estimate: 2d, needs: [welding]}]
    """)  # fmt: skip

    assert found.feasible is False
    assert found.met.staffing is False
    assert found.contradictions[0].sentence.startswith("Frame asks for welding")
    assert [each.lines for each in found.contradictions[0].repairs] == [("hire carol",)]


def test_a_stock_that_is_too_small_is_a_contradiction_by_itself() -> None:
    found = asked("""
        name: Test
        materials: [{id: bat, name: batteries, stock: 5}]
        tasks: [{id: a, name: A, estimate: 5d, needs: [3 bat]}, {id: b, name: B, estimate: 2d, needs: [4 bat]}]
    """)  # fmt: skip

    assert found.feasible is False
    assert (
        found.contradictions[0].sentence
        == "B (4) and A (3) need 7 of batteries, of which there are 5: 2 too few."
    )
    assert [each.lines for each in found.contradictions[0].repairs] == [("bat stock 7",)]


def test_copies_of_a_template_are_demands_of_their_own() -> None:
    found = asked("""
        name: Test
        people: [{id: tom, name: Tom}]
        goals: [{id: g, name: Robots, deadline: 2027-01-06, done_when: [all]}]
        templates: [{id: build, tasks: [{id: wire, name: Wire, estimate: 2d, who: [tom]}]}]
        tasks: [{id: all, tasks: [{id: r1, name: Robot 1, use: build}, {id: r2, name: Robot 2, use: build}]}]
    """, repairs=False)  # fmt: skip

    assert found.contradictions[0].sentence == (
        "Wire of Robot 1 (2 days) and Wire of Robot 2 (2 days), both by Tom, don't fit before Robots' deadline on "
        "6 January 2027: 1 working day too much."
    )


def test_work_after_the_last_day_of_the_only_one_who_can_do_it_never_fits() -> None:
    found = asked("""
        name: Test
        people: [{id: ana, name: Ana, until: 2027-01-08}]
        goals: [{id: g, deadline: 2027-01-22, done_when: [b]}]
        tasks: [{id: a, estimate: 5d, who: [ana]}, {id: b, estimate: 2d, after: [a], who: [ana]}]
    """, repairs=False)  # fmt: skip

    assert found.feasible is False
    assert "presence" in {each.kind for each in found.contradictions[0].members}
    assert "with Ana there only until 8 January 2027" in found.contradictions[0].sentence


@pytest.mark.parametrize("text", ["tasks: []", "tasks: [{id: a, estimate: 3d}]"])
def test_a_plan_without_dates_money_or_people_says_what_is_missing(text: str) -> None:
    found = asked(text)

    assert found.feasible is True
    assert not found.contradictions
    said = " ".join(found.met.missing)
    assert "deadline" in said
    assert "budget" in said
    assert "people" in said


def test_a_plan_that_fits_with_luck_has_no_contradictions_and_a_schedule() -> None:
    found = asked(ARM.replace("2027-01-15", "2027-01-21"))

    assert found.feasible is True
    assert found.met.schedule is not None
    assert found.met.schedule.local(found.met.schedule.finish).date() == date(2027, 1, 21)


def test_whoever_stops_it_gets_what_is_known_so_far() -> None:
    found = contradictions(a_plan(ARM), time_limit=20, stopped=lambda: True)

    assert found.feasible is False


def test_a_contradiction_is_named_however_short_the_time() -> None:
    found = contradictions(a_plan(ARM), time_limit=0)

    assert [each.aim.id for one in found.contradictions for each in one.members if each.aim] == ["pilot"]


def test_work_that_finds_no_time_once_somebody_has_left_costs_nothing_and_stops_nobody() -> None:
    # Tom is there for ten days of which he is away for four, and there are nine days of work for him.
    found = asked("""
        name: Test
        currency: EUR
        budget: {total: 9000}
        people:
          - {id: tom, rate: 30/h, away: [2027-01-14..2027-01-19], from: 2027-01-09, until: 2027-01-25}
        goals: [{id: g, deadline: 2027-01-14, done_when: [b]}]
        tasks:
          - {id: a, estimate: 2d, who: [tom]}
          - {id: b, estimate: 4d..6d..12d, who: [tom], deadline: 2027-01-19}
          - {id: c, estimate: 1d..3d..6d, who: [tom]}
          - {id: d, estimate: 1d, who: [tom], after: [c]}
    """, repairs=False)  # fmt: skip

    assert found.feasible is False
    assert found.contradictions


GONE = """
name: Test
people: [{id: tom, name: Tom, away: [2027-01-14..2027-01-20], from: 2027-01-12, until: 2027-01-20}]
goals:
  - {id: g, name: First, deadline: 2027-01-13, done_when: [show]}
  - {id: h, name: Second, deadline: 2027-01-15, done_when: [a]}
tasks:
  - {id: a, name: A, estimate: 4d, who: [tom]}
  - {id: show, name: Show, estimate: 1d, after: [a]}
"""


def test_what_finds_no_time_ever_is_said_once_whatever_waits_for_it() -> None:
    found = asked(GONE, repairs=False)

    assert [each.sentence for each in found.contradictions] == [
        "A (4 days), with Tom away from 14 to 20 January 2027 and with Tom there only from 12 to 20 January 2027, doesn't "
        "fit into the hours there are, ever."
    ]
    assert {(each.kind, each.id) for each in found.contradictions[0].members} == {
        ("work", "a"), ("leave", "tom"), ("presence", "tom"),
    }  # fmt: skip


def test_a_first_day_behind_a_date_is_said_without_any_work() -> None:
    found = asked("""
        name: Test
        goals: [{id: g, name: Pilot, deadline: 2027-01-13, done_when: [b]}]
        tasks: [{id: a, name: A, estimate: 1d, start: from 2027-01-18}, {id: b, name: B, estimate: 1d, after: [a]}]
    """, repairs=False)  # fmt: skip

    assert found.contradictions[0].sentence == (
        "A, to start not before 18 January 2027, can't come before Pilot's deadline on 13 January 2027."
    )


def test_members_of_which_nothing_was_decided_are_asked_about_again_with_the_time_that_is_left() -> None:
    plan = a_plan(ARM)
    best = best_case(plan, Clock(5.0))
    finding = Finding(plan, best, Clock(10.0), None)
    found = next(finding.sets())
    finding.questions[found.members].asked.clear()
    hasty = replace(found, removals=tuple(Removal(each, Answer.UNDECIDED) for each in found.members))

    settled = finding.settled(hasty, Clock(10.0))

    assert hasty.undecided == found.members
    assert not settled.undecided
    assert finding.settled(hasty, Clock(0.0)) is hasty


def test_a_member_stays_undecided_where_there_is_no_time_to_take_it_away() -> None:
    finding = Finding(a_plan(ARM), best_case(a_plan(ARM), Clock(5.0)), Clock(10.0), None)
    found = next(finding.sets())
    question = replace(finding.questions[found.members], clock=Clock(0.0), asked={})

    members, removals = irreducible(question, found.members)

    assert tuple(members) == found.members
    assert {each.answer for each in removals} == {Answer.UNDECIDED}
    assert replace(found, removals=tuple(removals)).to_json()["undecided"] == [
        each.to_json() for each in members
    ]


LAGGED = """
name: Test
people: [{id: ana, name: Ana}]
goals:
  - {id: g, name: Parts, deadline: 2027-01-08, done_when: [parts]}
  - {id: h, name: Report, deadline: 2027-01-29, done_when: [report]}
tasks:
  - {id: big, name: Big, estimate: 5d, who: [ana]}
  - {id: parts, name: Parts, estimate: 1d, who: [ana]}
  - {id: report, name: Report, estimate: 1d, after: [big, parts +0d..+3d]}
"""


def test_what_has_to_follow_soon_is_part_of_why_a_date_can_not_be_kept() -> None:
    # Big takes all of Ana's first week or begins on its second day, and then the report comes four days after the parts.
    found = asked(LAGGED, repairs=False)

    (only,) = found.contradictions
    assert found.met.goals == {"g": False, "h": True}
    assert {(each.kind, each.id, each.detail) for each in only.members} == {
        ("work", "big", ""), ("work", "parts", ""), ("capacity", "ana", ""), ("link", "report", "big"),
        ("link", "report", "parts +0d..+3d"), ("max_lag", "report", "parts +0d..+3d"), ("goal", "g", "2027-01-08"),
    }  # fmt: skip
    assert not only.undecided


def test_greatest_lags_that_contradict_one_another_without_any_date_are_not_said_to_be_kept_without_it() -> (
    None
):
    found = asked("""
        name: Test
        goals: [{id: g, deadline: 2027-02-12, done_when: [c]}]
        tasks:
          - {id: a, estimate: 1d}
          - {id: b, estimate: 5d, after: [a]}
          - {id: c, estimate: 1d, after: [b, a +0d..+3d]}
    """, repairs=False)  # fmt: skip

    (only,) = found.contradictions
    assert [each.kind for each in only.undecided] == ["goal"]
