"""Those assigned are matched with the places of a task as well as they can be."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.document import Plan
from fairlead.plan.entities import Person, Task
from fairlead.plan.values import Need
from fairlead.schedule.verifying.staff import staff_of

SKILLS = ("cad", "weld", "test")
PEOPLE = st.lists(st.sets(st.sampled_from(SKILLS)), min_size=1, max_size=4)
NEEDS = st.lists(st.sampled_from([*SKILLS, "2 cad", "1..2 weld", "cad | test"]), min_size=1, max_size=3)


@given(PEOPLE, NEEDS, st.data())
def test_all_places_are_filled_where_that_can_be(
    known: list[set[str]], needs: list[str], data: st.DataObject
) -> None:
    people = [Person(id=f"p{n}", skills=dict.fromkeys(skills, 1)) for n, skills in enumerate(known)]
    on = data.draw(st.lists(st.sampled_from(people), max_size=4, unique_by=lambda one: one.id))
    plan = Plan.of(*people)
    task = Task(id="a", needs=tuple(map(Need.parse, needs)))

    staff = staff_of(plan, task, [(person.id, Decimal(1)) for person in on])

    places = list(staff.places)
    must = {n for n, place in enumerate(places) if place.must}
    assert (not staff.empty and all(post.place is not None for post in staff.posts)) == any(
        must <= set(order) and all(on[i].id in places[p].eligible for i, p in enumerate(order))
        for order in permutations(range(len(places)), len(on))
    )
    filled = [post.place for post in staff.posts if post.place is not None]
    assert len(filled) == len(set(filled))


def test_somebody_may_fill_places_of_two_needs_but_not_two_of_one() -> None:
    plan = Plan.of(
        Person(id="ana", skills={"cad": 1, "test": 1}), Person(id="tom", skills={"cad": 1, "test": 1})
    )
    task = Task(id="a", needs=tuple(map(Need.parse, ("cad at 50%", "2 test at 50%"))))
    half = Decimal("0.5")

    staff = staff_of(plan, task, [("ana", half), ("tom", half), ("ana", half)])

    assert not staff.empty
    assert {
        staff.places[post.place].asked for post in staff.posts if post.who == "ana" and post.place is not None
    } == {
        "cad at 50%",
        "2 test at 50%",
    }
