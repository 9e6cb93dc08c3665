"""What can't be kept, said with the tasks and people that it comes from."""

from __future__ import annotations

from tests.schedule.levelling.people import people, start, who


def test_a_task_that_asks_for_nobody_leaves_everybody_to_those_that_avoid_it() -> None:
    found = people("""
        people: [{id: ana, skills: {a: 1}}]
        tasks: [{id: x, estimate: 1d}, {id: y, estimate: 1d, needs: [a], not_as: [x]}]
    """)

    assert (who(found, "y"), found.findings) == (["ana"], ())


def test_a_place_that_nobody_may_fill_stays_empty_and_names_who_could_and_why_not() -> None:
    found = people("""
        people: [{id: ana}]
        tasks: [{id: x, estimate: 1d, who: [ana], priority: 900}, {id: y, estimate: 1d, who: [ana], not_as: [x]}]
    """)

    (finding,) = found.findings
    empty, other = sorted("xy", key=lambda id: who(found, id))
    assert (who(found, empty), who(found, other)) == ([], ["ana"])
    assert (finding.code, finding.id) == ("nobody-can", empty)
    assert f"ana is on `{other}`" in finding.message


def test_others_join_the_same_people_where_more_are_asked_for() -> None:
    found = people("""
        people: [{id: ana, skills: {a: 1}}, {id: tom, skills: {a: 1}}, {id: mei, skills: {a: 1}}]
        tasks: [{id: x, estimate: 1d, who: [mei]}, {id: y, estimate: 1d, needs: [2 a], same_as: [x], after: [x]}]
    """)

    assert "mei" in who(found, "y")
    assert (len(who(found, "y")), found.findings) == (2, ())


def test_a_task_waits_for_the_same_people_while_others_are_free() -> None:
    found = people("""
        people: [{id: ana, skills: {a: 1}}, {id: tom, skills: {a: 1}}]
        tasks:
          - {id: x, estimate: 1d, who: [ana], priority: 900}
          - {id: busy, estimate: 2d, who: [ana], priority: 800}
          - {id: y, estimate: 1d, needs: [a], same_as: [x], after: [x]}
    """)

    assert (who(found, "y"), start(found, "y")) == (["ana"], "Thu 07 08:00")


def test_the_first_of_two_tasks_of_the_same_person_goes_to_somebody_who_can_do_both() -> None:
    found = people("""
        people: [{id: tom, skills: {a: 1}}, {id: ana, skills: {a: 2, b: 1}}]
        tasks: [{id: x, estimate: 1d, needs: [a]}, {id: y, estimate: 1d, needs: [b], same_as: [x], after: [x]}]
    """)

    assert (who(found, "x"), who(found, "y")) == (["ana"], ["ana"])


def test_what_is_to_be_done_by_the_same_and_by_others_says_so_with_both() -> None:
    found = people("""
        people: [{id: ana, skills: {a: 1}}, {id: tom, skills: {a: 1}}]
        tasks: [{id: x, estimate: 1d, who: [ana]}, {id: y, estimate: 1d, needs: [a], same_as: [x], not_as: [x]}]
    """)

    assert (who(found, "x"), who(found, "y")) == (["ana"], ["tom"])
    (finding,) = found.findings
    assert (finding.code, finding.id) == ("same-as", "y")
    assert "`x` (ana), but tom is on it: ana is on `x`" in finding.message


def test_a_date_that_pulls_work_to_before_somebodys_first_day_is_named_with_what_they_can_give() -> None:
    found = people("""
        options: {honour_constraints: yes}
        people: [{id: mei, from: 2027-01-12}]
        tasks: [{id: t, work: 14h, who: [mei], finish: by 2027-01-12}]
    """)

    assert [(each.code, each.id) for each in found.findings] == [("overloaded", "t")]
    assert "mei can give only 8 h of the 14 h" in found.findings[0].message
