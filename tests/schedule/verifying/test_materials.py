"""No more is used up than there is, and nothing before it can be there."""

from __future__ import annotations

from tests.schedule.verifying.checked import broken, violations

MONDAY = ("01-04 08:00", "01-04 17:00")
WEDNESDAY = ("01-06 08:00", "01-06 17:00")


def test_what_cannot_be_bought_runs_out() -> None:
    plan = """
        materials: [{id: steel, unit: t, stock: %s}]
        tasks: [{id: a, estimate: 1d, needs: [3 steel]}, {id: b, estimate: 1d, needs: [2.5 steel]}]
    """

    assert broken(plan % "5.5", {"a": MONDAY, "b": MONDAY}) == set()
    (found,) = violations(plan % "5", {"a": MONDAY, "b": WEDNESDAY})
    assert (found.code, found.tasks, found.who) == ("stock", ("b", "a"), ("steel",))
    assert found.message == (
        "`b` starts 2027-01-06 08:00 with 2.5 t of `steel`, which makes 5.5 in all, but there are 5 and no more can be bought."
    )


def test_what_can_be_bought_at_once_never_runs_out() -> None:
    plan = "currency: EUR\nmaterials: [{id: steel, price: 3, stock: 1}]\ntasks: [{id: a, estimate: 1d, needs: [3 steel]}]"

    assert broken(plan, {"a": MONDAY}) == set()


def test_what_is_ordered_has_to_be_delivered_first() -> None:
    # Ordered on Monday morning, there after two working days: on Tuesday evening.
    plan = (
        "materials: [{id: steel, lead_time: 2d, stock: %s}]\ntasks: [{id: a, estimate: 1d, needs: [3 steel]}]"
    )

    assert broken(plan % 0, {"a": WEDNESDAY}) == set()
    assert broken(plan % 3, {"a": MONDAY}) == set()
    assert broken(plan % 2, {"a": MONDAY}) == {"lead-time"}


def test_the_suppliers_lead_time_counts_where_the_material_has_none() -> None:
    plan = "suppliers: [{id: mill, lead_time: 2d}]\nmaterials: [{id: steel, supplier: mill}]\ntasks: [{id: a, estimate: 1d, needs: [3 steel]}]"

    assert broken(plan, {"a": WEDNESDAY}) == set()
    assert broken(plan, {"a": MONDAY}) == {"lead-time"}
