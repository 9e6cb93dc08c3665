"""Work before a deadline against the time of those who can do it."""

from __future__ import annotations

from fairlead.feasibility.capacity import Load, loads, shortages
from fairlead.schedule.compiling import compile_plan
from tests.plans import a_plan


def found(tasks: str, people: str = "[{id: ana, name: Ana, skills: {fw: 2}}]") -> list[Load]:
    plan = a_plan(f"""
name: P
people: {people}
goals: [{{id: done, name: Done, deadline: 2027-01-15, done_when: [end]}}]
tasks:
{tasks}
  - {{id: end, milestone: true, after: [a, b]}}
""")
    return list(shortages(compile_plan(plan)))


def test_two_weeks_hold_ten_days_of_one_person() -> None:
    assert not found("  - {id: a, estimate: 4d, who: [ana]}\n  - {id: b, estimate: 6d, who: [ana]}")

    (short,) = found(
        "  - {id: a, name: A, estimate: 5d, who: [ana]}\n  - {id: b, name: B, estimate: 6d, who: [ana]}"
    )
    assert (short.needed, short.available, short.short) == (11 * 480, 10 * 480, 480)
    assert (short.goal, short.who, set(short.tasks)) == ("done", ("ana",), {"a", "b"})
    assert short.sentence == "A and B need 11 person-days by 15 January 2027; Ana has 10."


def test_a_skill_that_all_the_work_asks_for_is_named() -> None:
    people = "[{id: ana, name: Ana, skills: {fw: 2}}, {id: tom, name: Tom, skills: {fw: 1}}]"
    work = "  - {id: a, estimate: 9d, needs: [fw]}\n  - {id: b, work: 12d, needs: [1..2 fw]}"
    (short,) = found(work, people)

    assert short.sentence == "Fw work needs 21 person-days by 15 January 2027; Ana and Tom have 20."
    assert short.skills == ("fw",)


def test_what_comes_too_late_by_logic_alone_lacks_no_people() -> None:
    assert not found("  - {id: a, estimate: 11d, who: [ana]}\n  - {id: b, estimate: 1d}")


def test_leave_counts() -> None:
    people = "[{id: ana, name: Ana, away: [2027-01-11..2027-01-12]}]"
    (short,) = found("  - {id: a, estimate: 4d, who: [ana]}\n  - {id: b, estimate: 5d, who: [ana]}", people)

    assert short.available == 8 * 480


def test_a_plan_without_people_or_deadlines_is_short_of_nobody() -> None:
    plan = a_plan("name: P\ntasks: [{id: a, estimate: 5d}]\n")

    assert not list(shortages(compile_plan(plan)))


def test_who_has_hardly_more_time_than_work_is_named_with_what_is_left() -> None:
    plan = a_plan("""
name: P
people: [{id: ana, name: Ana}]
goals: [{id: done, name: Done, deadline: 2027-01-15, done_when: [a, b]}]
tasks:
  - {id: a, name: A, estimate: 4d, who: [ana]}
  - {id: b, name: B, estimate: 5d, who: [ana]}
""")
    (load,) = loads(compile_plan(plan))

    assert (load.needed, load.available, load.short) == (9 * 480, 10 * 480, -480)
    assert load.sentence == "A and B need 9 person-days by 15 January 2027; Ana has 10: 1 to spare."
    assert not list(shortages(compile_plan(plan)))


def test_what_is_short_by_little_is_not_rounded_away() -> None:
    (short,) = found(
        "  - {id: a, name: A, estimate: 5d, who: [ana]}\n  - {id: b, name: B, estimate: 5.3d, who: [ana]}"
    )

    assert short.sentence == "A and B need 10.3 person-days by 15 January 2027; Ana has 10."


def test_much_time_to_spare_is_no_load() -> None:
    assert not list(loads(compile_plan(a_plan("""
name: P
people: [{id: ana, name: Ana}]
goals: [{id: done, name: Done, deadline: 2027-02-15, done_when: [a]}]
tasks: [{id: a, name: A, estimate: 9d, who: [ana]}]
"""))))  # fmt: skip
