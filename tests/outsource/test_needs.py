"""What a team lacks: by the difference of two full solves."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.outsource.lacking import needs_of
from fairlead.outsource.needs import sum_of_gains
from fairlead.outsource.solving import solved
from fairlead.plan.scenarios import with_lines
from fairlead.schedule.verifying import verify
from tests.outsource.plans import BOTH, LUCK, NAMED, NOBODY, TWO, the_need
from tests.plans import a_plan


def test_the_gap_is_the_skill_that_work_waits_for() -> None:
    base, (need,) = needs_of(a_plan(TWO), LUCK)

    assert (need.skill, need.level, need.share, need.gain) == ("fw", 2, 100, 10 * 480)
    assert (need.first, need.last) == (date(2027, 1, 4), date(2027, 1, 15))
    assert need.goals == {"done": 14 * 1440}
    # From the end of the 15th to 17:00 on the 29th: two weeks but for seven hours.
    assert base.penalty == pytest.approx(5_000 * (2 - 7 / 168))


def test_the_highest_rate_is_the_difference_of_two_full_solves_by_the_hour() -> None:
    plan = a_plan(TWO)
    base, (need,) = needs_of(plan, LUCK)

    helped = solved(with_lines(plan, need.lines), LUCK)
    assert helped is not None
    assert need.value == pytest.approx(base.penalty - helped.penalty + base.cost - helped.cost)
    assert need.rate == pytest.approx(need.value / 80)
    # The penalty, and Ana's pay for one of the tasks.
    assert (need.penalties, need.costs) == (pytest.approx(base.penalty), pytest.approx(80 * 80))


def test_a_day_of_the_finish_is_worth_what_is_said_and_nothing_by_itself() -> None:
    text = TWO.replace(", rate: 80/h", "").replace(", penalty: 5000/w", "")
    nothing = the_need(a_plan(text))
    _, (said,) = needs_of(a_plan(text), LUCK, day_worth=1_000)

    assert (nothing.value, nothing.rate) == (0, None)
    assert (said.value, said.rate) == (10 * 1_000, pytest.approx(10_000 / 80))


def test_a_day_later_than_the_latest_start_helps_no_more() -> None:
    plan = a_plan(TWO)
    base, (need,) = needs_of(plan, LUCK)

    def gain(day: date) -> int:
        lines = [
            line.replace("from 2027-01-04", f"from {day}").replace(" until 2027-01-15", "")
            for line in need.lines
        ]
        found = solved(with_lines(plan, lines), LUCK, costs=False)
        assert found is not None
        return found.worked_until(base)

    # The second task begins on the 18th at the latest with Ana; whoever begins it on the 15th is a day earlier.
    assert need.latest == date(2027, 1, 15)
    assert gain(need.latest) == 480
    assert gain(need.latest + timedelta(days=1)) == 0


def test_a_part_of_somebody_is_asked_for_where_that_brings_nearly_all() -> None:
    # B may take four weeks at half time without anything becoming later: C takes four weeks anyway.
    text = """
        people: [{id: ana, skills: {fw: 1}}, {id: tom, skills: {hw: 1}}]
        tasks:
          - {id: a, estimate: 20d, needs: [fw]}
          - {id: b, estimate: 10d, needs: [fw]}
          - {id: c, estimate: 20d, needs: [hw]}
    """
    need = the_need(a_plan(text))

    assert (need.share, need.gain) == (50, 10 * 480)


def test_no_higher_level_is_asked_for_than_brings_the_gain() -> None:
    text = """
        people: [{id: ana, skills: {fw: 3}}]
        tasks: [{id: a, estimate: 10d, needs: [fw >= 1]}, {id: b, estimate: 10d, needs: [fw >= 3]}]
    """

    assert the_need(a_plan(text)).level == 1


def test_somebody_beside_a_person_takes_what_that_person_is_named_on() -> None:
    plan = a_plan(NAMED)
    need = the_need(plan)
    helped = solved(with_lines(plan, need.lines), LUCK, costs=False)

    assert (need.lack.kind, need.skill, need.gain, len(need.tasks)) == ("person", "ana", 10 * 480, 1)
    assert helped is not None
    assert helped.finish == need.helped.finish


def test_a_team_gets_one_more_in_it() -> None:
    text = """
        name: P
        teams: [{id: crew, name: Crew}]
        people: [{id: ana, team: crew}]
        tasks: [{id: a, estimate: 10d, needs: [crew]}, {id: b, estimate: 10d, needs: [crew]}]
    """
    need = the_need(a_plan(text))

    assert (need.lack.kind, need.title, need.gain) == ("team", "One more in the team Crew", 10 * 480)


def test_what_nobody_can_do_comes_first_and_has_no_price() -> None:
    _, needs = needs_of(a_plan(NOBODY), LUCK)

    assert [(need.skill, need.without, need.rate) for need in needs] == [
        ("paint", ("p",), None),
        ("weld", ("w",), None),
    ]
    # A takes the first week: whoever paints can begin on the 11th, and not a day later without loss.
    assert [(need.first, need.latest) for need in needs] == [(date(2027, 1, 11), date(2027, 1, 11))] * 2


def test_where_all_who_could_must_stay_off_one_more_is_lacking() -> None:
    text = """
        people: [{id: ana, skills: {fw: 2}}]
        tasks:
          - {id: a, estimate: 5d, needs: [fw]}
          - {id: r, estimate: 1d, needs: [fw >= 2], not_as: [a], after: [a]}
    """
    need = the_need(a_plan(text))

    # Which of the two Ana does is up to the schedule; the other is left to nobody.
    assert (need.skill, need.nobody, len(need.without), len(need.tasks)) == ("fw", True, 1, 1)
    assert not verify(need.helped.plan, need.helped.schedule)


def test_the_rest_is_priced_with_what_nobody_can_do_filled() -> None:
    # Somebody who paints does p and q one after the other; Ana then a and b, which two could do in one week.
    text = """
        people: [{id: ana, skills: {fw: 1}}]
        candidates: [{id: pia, skills: {paint: 1}}]
        tasks:
          - {id: p, estimate: 10d, needs: [paint]}
          - {id: q, estimate: 10d, needs: [paint]}
          - {id: a, estimate: 5d, needs: [fw], after: [p, q]}
          - {id: b, estimate: 5d, needs: [fw], after: [p, q]}
    """
    _, needs = needs_of(a_plan(text), LUCK)

    assert [(need.skill, need.nobody, need.gain) for need in needs] == [
        ("paint", True, 0),
        ("fw", False, 5 * 480),
    ]


def test_a_team_that_lacks_nobody_has_no_needs() -> None:
    _, needs = needs_of(
        a_plan("name: P\npeople: [{id: ana, skills: {x: 1}}]\ntasks: [{id: a, estimate: 3d, needs: [x]}]\n")
    )

    assert not needs


def test_what_helps_only_together_is_priced_together() -> None:
    plan = a_plan(BOTH)
    base, needs = needs_of(plan, LUCK)

    assert sorted((need.skill, need.together, need.gain) for need in needs) == [
        ("fw", ("Hw",), 10 * 480),
        ("hw", ("Fw",), 10 * 480),
    ]
    assert {need.skill: need.tasks for need in needs} == {"fw": ("b",), "hw": ("d",)}
    for need in needs:
        # Late for 13 days and 17 hours at 7,000 a week, and 80 hours each of Ana and Ben at 80 an hour.
        assert need.value == pytest.approx(7_000 * (13 + 17 / 24) / 7 + 2 * 80 * 80)
        assert need.rate == pytest.approx(need.value / 160)
        helped = solved(with_lines(plan, need.lines), LUCK)
        assert helped is not None
        assert need.value == pytest.approx(base.penalty - helped.penalty + base.cost - helped.cost)


def test_whoever_can_be_left_out_is_not_asked_for_together() -> None:
    # Three days each for the one who tests: one waits for the other, and both are done long before the rest.
    more = BOTH.replace("people: [", "people: [{id: eva, skills: {qa: 1}}, ")
    more += "  - {id: q, estimate: 3d, needs: [qa]}\n  - {id: r, estimate: 3d, needs: [qa]}\n"
    _, needs = needs_of(a_plan(more), LUCK)

    assert {need.skill for need in needs} == {"fw", "hw"}


def test_what_helps_alone_needs_nobody_together() -> None:
    _, (need,) = needs_of(a_plan(TWO), LUCK)

    assert (need.together, need.beside) == ((), ())


def test_one_skill_alone_is_looked_at_with_what_it_needs_together() -> None:
    _, (need,) = needs_of(a_plan(BOTH), LUCK, skill="hw")

    assert (need.skill, need.together) == ("hw", ("Fw",))


def test_work_may_wait_by_name_for_somebody_who_has_been_hired() -> None:
    plan = a_plan(
        NAMED.replace("people:", "people: [{id: bo}]\ncandidates:").replace(
            "hw: 1}", "hw: 1}, hired: 2027-01-04"
        )
    )
    need = the_need(plan)

    assert (need.title, need.gain) == ("Somebody beside Ana", 10 * 480)


@st.composite
def crowded(draw: st.DrawFn) -> str:
    """Plans of a few tasks for one or two people with two skills, some of them in order."""
    people = draw(st.lists(st.sampled_from(["fw", "hw"]), min_size=1, max_size=2))
    lines = [f"  - {{id: p{i}, skills: {{{skill}: 2}}, rate: 50/h}}" for i, skill in enumerate(people)]
    tasks = []
    for i in range(draw(st.integers(2, 4))):
        skill, days = draw(st.sampled_from(["fw", "hw"])), draw(st.integers(1, 6))
        after = f", after: [t{draw(st.integers(0, i - 1))}]" if i and draw(st.booleans()) else ""
        tasks.append(
            f"  - {{id: t{i}, estimate: {days}d, needs: [{skill} >= {draw(st.integers(1, 2))}]{after}}}"
        )
    goal = "goals: [{id: g, deadline: 2027-01-08, done_when: [t0], penalty: 700/w}]"
    return "\n".join(["name: P", "currency: EUR", goal, "people:", *lines, "tasks:", *tasks, ""])


@given(crowded())
def test_each_need_is_two_verified_solves_and_its_lines_bring_what_it_says(text: str) -> None:
    plan = a_plan(text)
    _, needs = needs_of(plan, LUCK)
    alone = len([need for need in needs if need.nobody]) <= 1

    for need in needs:
        assert not verify(need.helped.plan, need.helped.schedule)
        assert not verify(need.before.plan, need.before.schedule)
        assert need.first <= need.last
        assert need.first <= need.latest
        if not need.nobody:
            assert sum_of_gains(need) > 0
            saved = need.before.penalty - need.helped.penalty + need.before.cost - need.helped.cost
            assert need.value == pytest.approx(saved)
        if alone and (need.nobody or not any(each.nobody for each in needs)):
            again = solved(with_lines(plan, need.lines), LUCK)
            assert again is not None
            assert (again.finish, again.cost) == (need.helped.finish, pytest.approx(need.helped.cost))


def test_a_maximum_lag_that_the_plan_cannot_keep_either_way_does_not_silence_everything() -> None:
    # B begins after A has begun, and takes longer than it may once A is done.
    plan = a_plan("""
        people: [{id: ana, skills: {fw: 1}}, {id: tom}]
        tasks:
          - {id: a, estimate: 1d, who: [tom]}
          - {id: b, duration: 10d, after: [a SS, a FF +0d..+1d]}
          - {id: c, estimate: 20d, needs: [fw]}
          - {id: d, estimate: 20d, needs: [fw]}
    """)
    base, (need,) = needs_of(plan, LUCK)

    assert base.unkept == frozenset({("max-lag", "b")})
    assert (need.skill, need.gain) == ("fw", 20 * 480)


def test_somebody_more_may_join_work_that_has_begun() -> None:
    need = the_need(
        a_plan("""
name: P
status_date: 2027-01-08
people: [{id: ana, name: Ana, skills: {fw: 2}}]
tasks:
  - {id: a, work: 15d, needs: [1..2 fw], started: 2027-01-04, left: 10d}
  - {id: b, estimate: 5d, needs: [fw], after: [a]}
  - {id: c, estimate: 2d, needs: [fw]}
""")
    )

    # Ana alone has 17 days before her; with somebody who shares what is left of a, and does c, there are 5 and 5.
    assert (need.first, need.last, need.gain) == (date(2027, 1, 11), date(2027, 1, 19), 7 * 480)
    assert (need.tasks, need.hours) == (("a", "c"), 7 * 8)


def test_a_plan_laid_back_from_its_finish_lacks_somebody_before_that() -> None:
    # Four weeks of work that nobody can do end on Friday the 25th; the plan says no other date.
    plan = a_plan("""
        schedule_from: finish
        finish: 2027-06-25
        tasks: [{id: see, estimate: 20d, needs: [vision]}, {id: show, milestone: yes, after: [see]}]
        people: [{id: jan, skills: {cad: 1}}]
    """)
    _, (need,) = needs_of(plan.with_entities(plan.settings.model_copy(update={"start": None})), LUCK)

    assert (need.first, need.last) == (date(2027, 5, 31), date(2027, 6, 25))
