"""What has happened is absorbed with as few moves as possible."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from fairlead.exchange.importing import open_any
from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.plan.language.lines import parse_lines
from fairlead.plan.values import Duration, Moment
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


def test_overtime_that_was_agreed_to_stay_unused_does_and_nothing_is_proven_of_it() -> None:
    plan = a_plan("""
        currency: EUR
        people: [{id: ana, rate: 100/h, overtime: 2h/d at 150%}]
        tasks: [{id: weld, estimate: 20h, who: [ana]}, {id: paint, estimate: 4h, who: [ana], after: [weld]}]
    """)
    agreed = optimised(plan, goal="cost", time_limit=0).schedule
    assert agreed is not None
    changed = after(plan, "weld estimate 21h")
    found = replanned(changed, Agreed.of(agreed), time_limit=0.3)

    # 21 hours and 4 in days of eight: until Thursday at 09:00.
    assert found.schedule.overtime_unused == ("ana",)
    assert found.schedule.local(found.schedule.finish) == datetime(2027, 1, 7, 9)
    assert found.free.status == "feasible"
    assert verify(changed, found.schedule) == []


# Friday the 26th of March 2027 is the end; Ana has eight days until then, which begin on the 17th.
FROM_FINISH = a_plan("""
    finish: 2027-03-26
    schedule_from: finish
    people: [{id: ana}, {id: tom}]
    tasks:
      - {id: plan, estimate: 3d, who: [ana]}
      - {id: weld, estimate: 3d, who: [ana], after: [plan]}
      - {id: paint, estimate: 2d, who: [ana], after: [weld]}
      - {id: wire, estimate: 4d, who: [tom]}
""")


def test_a_plan_from_its_finish_begins_earlier_to_keep_it() -> None:
    found = replan(FROM_FINISH, after(FROM_FINISH, "weld estimate 4d"))

    # What comes after it stays; the day is won before it.
    assert {each.id for each in found.moved if each.start_before != each.start_after} == {"plan", "weld"}
    assert found.keeps_finish
    assert found.price == 0
    assert found.schedule.local(found.schedule.start) == datetime(2027, 3, 16, 8)


def test_in_a_plan_from_its_finish_nothing_moves_for_a_task_that_gets_shorter() -> None:
    found = replan(FROM_FINISH, after(FROM_FINISH, "paint estimate 1d"))

    assert [each for each in found.moved if each.start_before != each.start_after] == []
    assert found.keeps_finish
    assert found.price == 0


def test_where_the_finish_of_a_plan_is_lost_it_is_missed_by_as_little_as_can_be() -> None:
    changed = after(FROM_FINISH, "weld estimate 4d")
    changed = replace(
        changed, settings=changed.settings.model_copy(update={"status_date": Moment.parse("2027-03-16")})
    )
    found = replan(FROM_FINISH, changed)

    # Nine days from the morning of the 17th on: until Monday the 29th.
    assert not found.keeps_finish
    assert found.schedule.local(found.schedule.finish) == datetime(2027, 3, 29, 17)
    assert {each.id for each in found.moved if each.start_before != each.start_after} == {"paint"}


def test_what_begins_soon_is_kept_in_a_plan_from_its_finish_too() -> None:
    found = replan(FROM_FINISH, after(FROM_FINISH, "weld estimate 4d"), keep_until=Duration.parse("1d"))

    # Planning was agreed to begin first of all, on the 17th: so the finish is a day late.
    assert {each.id for each in found.moved if each.start_before != each.start_after} == {"paint"}
    assert (found.keeps_finish, found.price) == (False, 480)


def test_what_now_comes_too_late_for_somebody_is_shown_with_the_overrun() -> None:
    text = (
        "start: 2027-01-04\npeople: [{id: ana}, {id: tom, until: 2027-01-06}]\ntasks:\n"
        "  - {id: saw, estimate: %s, who: [ana]}\n  - {id: glue, estimate: 1d, who: [tom], after: [saw]}\n"
    )
    before = levelled(a_plan(text % "1d"))
    found = replanned(a_plan(text % "4d"), Agreed.of(before), time_limit=0.1)

    assert [(each.code, each.id) for each in found.schedule.findings] == [("overruns-hours", "glue")]
    assert found.schedule.local(found.schedule.finish) == datetime(2027, 1, 8, 17)
