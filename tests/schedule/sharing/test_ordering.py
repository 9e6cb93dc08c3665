"""Which plan goes before which."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.sharing.ordering import groups_of, orders_of, wait_for_each_other

NOBODY: frozenset[str] = frozenset()


def test_the_highest_priority_comes_first_and_equals_stay_together() -> None:
    waits = dict.fromkeys("abc", NOBODY)

    assert groups_of({"a": Decimal(5), "b": Decimal(9), "c": Decimal(5)}, waits) == (("b",), ("a", "c"))


def test_a_plan_that_another_waits_for_counts_as_much() -> None:
    # a waits for b, and b for c.
    waits = {"a": frozenset("b"), "b": frozenset("c"), "c": NOBODY}

    assert groups_of({"a": Decimal(9), "b": Decimal(5), "c": Decimal(1)}, waits) == (("a", "b", "c"),)


def test_no_plan_stands_before_one_that_it_waits_for() -> None:
    waits = {"a": frozenset("b"), "b": NOBODY}

    assert orders_of(("a", "b"), waits, {"a": 1, "b": 1}) == [("b", "a")]
    assert wait_for_each_other(("a", "b"), waits)
    assert not wait_for_each_other(("b", "a"), waits)


def test_of_many_plans_each_is_first_once() -> None:
    names = tuple("abcde")
    orders = orders_of(names, dict.fromkeys(names, NOBODY), {name: ord(name) for name in names})

    assert orders[0] == tuple("edcba")
    assert {order[0] for order in orders} == set(names)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef")), min_size=1))
def test_every_order_has_every_plan_once(said: dict[str, set[str]]) -> None:
    waits = {name: frozenset(others & said.keys() - {name}) for name, others in said.items()}

    for order in orders_of(tuple(said), waits, dict.fromkeys(said, 0)):
        assert sorted(order) == sorted(said)
