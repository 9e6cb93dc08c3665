"""The best case: ranges at their least, and nothing that may go wrong."""

from __future__ import annotations

from fairlead.feasibility.why_not import with_luck
from tests.plans import a_plan


def estimates(text: str) -> dict[str, str]:
    return {id: str(task.estimate) for id, task in with_luck(a_plan(text)).tasks.items()}


def test_ranges_and_sizes_are_at_their_least() -> None:
    found = estimates("""
        sizes: {M: 3d..5d..9d}
        tasks: [{id: a, estimate: 4d..6d}, {id: b, estimate: M}, {id: c, outcomes: [8d at 30%, 2d at 70%]}, {id: d, estimate: 3d}]
    """)  # fmt: skip

    assert found == {"a": "4d", "b": "3d", "c": "2d", "d": "3d"}


def test_a_certainty_widens_what_is_certain() -> None:
    assert estimates("""
        certainties: {low: 50%..200%}
        certainty: low
        tasks: [{id: a, estimate: 4d}]
    """) == {"a": "2d"}  # fmt: skip


def test_opportunities_come_about_and_risks_do_not() -> None:
    found = estimates("""
        risks:
          - {id: r, event: Slip, probability: 90%, delays: {a: 5d}}
          - {id: o, event: Ready module, probability: 10%, delays: {b: -3d..-1d}}
        tasks: [{id: a, estimate: 4d}, {id: b, estimate: 4d}]
    """)  # fmt: skip

    assert found == {"a": "4d", "b": "480m"}


def test_what_need_not_come_about_takes_no_time() -> None:
    assert estimates("tasks: [{id: a, estimate: 4d, chance: 30%}]") == {"a": "0h"}


def test_a_plan_without_ranges_is_left_as_it_is() -> None:
    plan = a_plan("tasks: [{id: a, estimate: 4d, after: []}]")

    assert with_luck(plan) == plan
