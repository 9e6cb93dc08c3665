"""Who fills a task's places."""

from __future__ import annotations

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.levelling.placed import PeopleSchedule
from fairlead.schedule.verifying import verify
from tests.plans import a_plan


def people(text: str) -> PeopleSchedule:
    plan = a_plan(text)
    found = levelled(plan)
    assert verify(plan, found) == []
    return found


def who(found: PeopleSchedule, id: str) -> list[str]:
    return sorted(each.who for each in found[id].assigned)


def test_nobody_does_two_things_at_once() -> None:
    found = people("""
        people: [{id: ana}]
        tasks: [{id: a, estimate: 2d, who: [ana]}, {id: b, estimate: 1d, who: [ana]}]
    """)

    first, second = sorted(found, key=lambda each: each.start)
    assert first.finish <= second.start
    assert second.waits_for is not None
    assert (second.waits_for.resource, second.waits_for.task) == ("ana", first.id)


def test_two_halves_fit_side_by_side() -> None:
    found = people("""
        people: [{id: ana}]
        tasks: [{id: a, estimate: 2d, who: [ana at 50%]}, {id: b, estimate: 2d, who: [ana at 50%]}]
    """)

    assert found["a"].start == found["b"].start


def test_whoever_is_free_does_it() -> None:
    found = people("""
        people: [{id: ana, skills: {steel: 1}}, {id: tom, skills: {steel: 1}}]
        tasks: [{id: a, estimate: 2d, needs: [steel]}, {id: b, estimate: 2d, needs: [steel]}]
    """)

    assert found["a"].start == found["b"].start
    assert who(found, "a") != who(found, "b")


def test_a_review_is_for_others_and_is_kept_for_whoever_is_left() -> None:
    found = people("""
        people: [{id: ana, skills: {code: 2}}, {id: tom, skills: {code: 2}}]
        tasks:
          - {id: write, estimate: 2d, needs: [code]}
          - {id: review, estimate: 1d, needs: [code >= 2], after: [write], not_as: [write]}
    """)

    assert who(found, "write") != who(found, "review")


def test_things_are_nobody_to_avoid() -> None:
    found = people("""
        people: [{id: ana}, {id: tom}]
        equipment: [{id: rig}]
        tasks:
          - {id: a, estimate: 1d, who: [ana], needs: [rig]}
          - {id: b, estimate: 1d, who: [tom], needs: [rig], not_as: [a]}
    """)

    assert found.findings == ()
    assert {"rig"} <= {*who(found, "a")} & {*who(found, "b")}


def test_several_of_a_kind_are_taken_as_far_as_they_go() -> None:
    found = people("""
        equipment: [{id: drill, count: 3}]
        tasks:
          - {id: a, estimate: 1d, needs: [2 drill]}
          - {id: b, estimate: 1d, needs: [1 drill]}
          - {id: c, estimate: 1d, needs: [1 drill]}
    """)

    at_once = [each for each in found if each.start == found.start]
    assert len(at_once) == 2


def test_two_at_half_their_time_are_two_people() -> None:
    found = people("""
        people: [{id: ana, skills: {fw: 1}}, {id: tom, skills: {fw: 1}}]
        tasks:
          - {id: x, estimate: 3d, who: [tom], priority: 900}
          - {id: a, estimate: 1d, needs: [2 fw at 50%]}
    """)

    # Tom has no half of his time left before Thursday.
    assert who(found, "a") == ["ana", "tom"]
    assert found["a"].start >= found["x"].finish


def test_one_person_alone_is_too_few_for_two_at_half_their_time() -> None:
    plan = a_plan("""
        people: [{id: ana, skills: {fw: 1}}]
        tasks: [{id: a, estimate: 1d, needs: [2 fw at 50%]}]
    """)

    assert [each.code for each in levelled(plan).findings] == ["nobody-can"]


def test_a_task_stays_with_whoever_did_the_other_in_whichever_way() -> None:
    found = people("""
        people: [{id: ana}, {id: tom}]
        tasks:
          - {id: long, estimate: 5d, who: [ana], priority: 900}
          - {id: build, modes: [{estimate: 3d, who: [ana]}, {estimate: 3d, who: [tom]}]}
          - {id: tune, estimate: 1d, after: [build], same_as: [build]}
    """)

    assert who(found, "build") == who(found, "tune") == ["tom"]


def test_a_chain_of_tasks_goes_to_somebody_who_can_do_all_of_it() -> None:
    plan = """
        people: [{id: ana, skills: {a: 1, b: 1}}, {id: mei, skills: {a: 2, b: 2, c: 1, d: 1}}]
        tasks:
          - {id: one, estimate: 1d, needs: [a]}
          - {id: two, estimate: 1d, needs: [b], after: [one], same_as: [one]}
          - {id: three, estimate: 1d, needs: [%s], after: [two], same_as: [two]}
          - {id: four, estimate: 1d, needs: [d], after: [three], same_as: [three]}
    """

    # Ana would be taken first for what she can do, and could do what comes next, but not the last one.
    found = people(plan % "c")
    assert [who(found, id) for id in ("one", "two", "three", "four")] == [["mei"]] * 4
    found = people(plan % "b")
    assert [who(found, id) for id in ("one", "two", "three", "four")] == [["mei"]] * 4


def test_where_nobody_can_do_all_of_a_chain_neighbours_stay_together() -> None:
    found = people("""
        people: [{id: ana, skills: {a: 1, b: 1}}, {id: mei, skills: {a: 1, c: 1}}, {id: tom, skills: {b: 2, c: 2}}]
        tasks:
          - {id: one, estimate: 1d, needs: [a]}
          - {id: two, estimate: 1d, needs: [b], after: [one], same_as: [one]}
          - {id: three, estimate: 1d, needs: [c], after: [two], same_as: [two]}
    """)

    assert (who(found, "one"), who(found, "two")) == (["ana"], ["ana"])


def test_a_chain_waits_for_whoever_can_do_all_of_it() -> None:
    found = people("""
        people: [{id: ana, skills: {a: 1, b: 1}}, {id: mei, skills: {a: 2, b: 2, c: 1}}]
        tasks:
          - {id: before, estimate: 2d, who: [mei], priority: 900}
          - {id: one, estimate: 1d, needs: [a]}
          - {id: two, estimate: 1d, needs: [b], after: [one], same_as: [one]}
          - {id: three, estimate: 1d, needs: [c], after: [two], same_as: [two]}
    """)

    assert [who(found, id) for id in ("one", "two", "three")] == [["mei"]] * 3
