"""Who several plans share, and how much there is of them."""

from __future__ import annotations

from decimal import Decimal

from fairlead.schedule.sharing.pool import Pool, differences, pool_of
from tests.plans import a_plan

TASKS = "tasks: [{id: saw, estimate: 1d}]"


def pool(**texts: str) -> Pool:
    return pool_of(
        {name: a_plan(f"name: Test\nstart: 2027-01-04\n{text}\n{TASKS}") for name, text in texts.items()}
    )


def said(found: Pool) -> list[str]:
    return [f"{each.id} {each.field}" for each in differences(found, {name: name for name in found.plans})]


def test_people_and_things_with_one_id_are_shared_and_firms_without_a_number_are_not() -> None:
    both = "people: [{id: ana}]\nequipment: [{id: rig}]\nsuppliers: [{id: lab}, {id: crane, count: 1}]"
    found = pool(a=both, b=both, c="people: [{id: tom}]")

    assert dict(found.holders) == {"ana": ("a", "b"), "rig": ("a", "b"), "crane": ("a", "b")}
    assert found.between("a", "b") == {"ana", "rig", "crane"}
    assert found.between("a", "c") == frozenset()


def test_one_id_of_a_person_and_of_a_thing_is_not_one() -> None:
    assert not pool(a="people: [{id: hall}]", b="equipment: [{id: hall}]").holders


def test_of_equipment_there_are_as_many_as_the_plan_with_the_most_says() -> None:
    found = pool(a="equipment: [{id: rig, count: 2}]", b="equipment: [{id: rig, count: 3}]")

    assert found.together("rig") == 3
    assert found.units("a", "rig") == 2


def test_the_same_share_is_all_there_is_and_different_ones_are_parts_of_one() -> None:
    same = pool(a="people: [{id: ana, share: 60%}]", b="people: [{id: ana, share: 60%}]")
    parts = pool(a="people: [{id: ana, share: 60%}]", b="people: [{id: ana, share: 30%}]")
    whole = pool(a="people: [{id: ana, share: 60%}]", b="people: [{id: ana}]")

    assert [each.together("ana") for each in (same, parts, whole)] == [Decimal("0.6"), Decimal("0.9"), 1]
    assert parts.together("ana", ["b"]) == Decimal("0.3")


def test_what_two_plans_say_of_ones_time_is_told_where_it_differs() -> None:
    found = pool(
        a="people: [{id: ana, away: [2027-01-04]}]\nduties: [{id: on-call, who: [ana], every: week, takes: 20%}]",
        b="people: [{id: ana, name: Ana Ruiz}]",
    )

    assert said(found) == ["ana name", "ana away"]
    assert "`away`, `duties`: a and b differ" in [*differences(found, {"a": "a", "b": "b"})][1].message


def test_people_said_alike_are_no_news() -> None:
    alike = "people: [{id: ana, name: Ana, hours: Mon-Wed 08:00-12:00}]"

    assert said(pool(a=alike, b=f"{alike}\nfocus: 80%")) == []


def test_stock_that_two_plans_count_on_is_told() -> None:
    stock = "materials: [{id: cable, unit: m, stock: 10}]"

    assert said(pool(a=stock, b=stock)) == ["cable stock"]
