"""What has happened is absorbed with as few moves as possible."""

from __future__ import annotations

from pathlib import Path

from fairlead.exchange.importing import open_any
from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.plan.language.lines import parse_lines
from fairlead.plan.values import Duration
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.moves import moves
from fairlead.schedule.optimising.optimised import optimised
from fairlead.schedule.replanning import Replanned, replanned
from fairlead.schedule.verifying import verify
from tests.plans import a_plan

# Ana welds, then paints; Tom wires and then tests; all by themselves.
TWO_LINES = a_plan("""
    people: [{id: ana}, {id: tom}]
    tasks:
      - {id: weld, estimate: 2d, who: [ana]}
      - {id: paint, estimate: 2d, who: [ana], after: [weld]}
      - {id: wire, estimate: 1d, who: [tom]}
      - {id: test, estimate: 1d, who: [tom], after: [wire]}
""")


def after(plan: Plan, *lines: str) -> Plan:
    return apply(plan, parse_lines(list(lines), plan))


def replan(plan: Plan, changed: Plan, **asked: object) -> Replanned:
    found = replanned(changed, Agreed.of(levelled(plan)), time_limit=0.5, **asked)  # type: ignore[arg-type]
    assert verify(changed, found.schedule) == []
    return found


def test_nothing_moves_where_nothing_has_happened() -> None:
    found = replan(TWO_LINES, TWO_LINES)

    assert found.moved == ()
    assert found.price == 0


def test_only_what_waits_for_the_late_task_moves() -> None:
    found = replan(TWO_LINES, after(TWO_LINES, "weld estimate 3d"))

    assert [each.id for each in found.moved if each.start_before != each.start_after] == ["paint"]
    assert found.forced >= {"paint"}


def test_others_help_where_that_keeps_the_finish() -> None:
    plan = a_plan("""
        people: [{id: ana, skills: {steel: 1}}, {id: tom, skills: {steel: 1}}]
        tasks:
          - {id: weld, estimate: 2d, who: [ana]}
          - {id: grind, estimate: 2d, needs: [steel]}
          - {id: polish, estimate: 1d, needs: [steel], after: [grind]}
    """)
    found = replan(plan, after(plan, "weld estimate 5d"))

    assert found.schedule.finish == found.free.schedule.finish  # type: ignore[union-attr]
    assert found.price == 0


def test_what_begins_soon_keeps_its_start() -> None:
    changed = after(TWO_LINES, "weld estimate 3d")
    found = replan(TWO_LINES, changed, keep_until=Duration.parse("1d"))

    moved = {each.id for each in found.moved if each.start_before != each.start_after}
    assert not moved & {"weld", "wire"}


def test_no_more_is_moved_by_choice_than_allowed() -> None:
    found = replan(TWO_LINES, after(TWO_LINES, "weld estimate 4d"), move_at_most=0)

    assert {each.id for each in found.moved} <= found.forced


def test_what_can_stay_beside_the_late_task_stays() -> None:
    # Ana alone does all of it. Cutting takes a day longer, and hemming waits until Thursday anyway.
    plan = a_plan("""
        people: [{id: ana}]
        tasks:
          - {id: cut, estimate: 2d, who: [ana]}
          - {id: hem, estimate: 1d, who: [ana], start: from 2027-01-07}
    """)
    found = replan(plan, after(plan, "cut estimate 3d"))

    assert [each.id for each in found.moved] == ["cut"]
    assert found.moved[0].start_before == found.moved[0].start_after
    assert found.is_fewest


def test_a_benchmark_moves_less_than_a_free_schedule_and_ends_no_later(shared_data: Path) -> None:
    plan = open_any(shared_data / "rcpsp" / "j60" / "j6027_10.sm").plan
    agreed = optimised(plan, time_limit=1).schedule
    assert agreed is not None
    changed = after(plan, "j50 duration 6h")
    found = replanned(changed, Agreed.of(agreed), time_limit=2)

    free = found.free.schedule
    assert free is not None
    assert verify(changed, found.schedule) == []
    assert found.schedule.finish <= free.finish
    assert len(found.moved) <= len(moves(agreed, free))
