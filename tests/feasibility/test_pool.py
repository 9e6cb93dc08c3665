"""Good schedules of one plan, judged by the same luck."""

from __future__ import annotations

from fairlead.feasibility.pool import pool_of
from fairlead.risk.simulating import Wishes, simulated
from fairlead.schedule.agreed import Agreed
from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.verifying import verify
from tests.plans import a_plan

# Ana does two tasks before two goals of one deadline. The certain one takes long: by the rules it may go first, but
# then the uncertain one, which a slow firm goes on with, has no room left.
PLAN = a_plan("""
name: P
people: [{id: ana}]
goals: [{id: early, deadline: 2027-01-29, done_when: [sent, long]}]
tasks:
  - {id: long, estimate: 9d, who: [ana]}
  - {id: wild, estimate: 1d..2d..9d, who: [ana]}
  - {id: sent, duration: 8d, after: [wild]}
""")


def test_the_best_has_the_best_odds_and_no_other_is_better_by_more_than_they_are_known() -> None:
    pool = pool_of(PLAN, 0.8, seconds=0, iterations=400)

    chances = [each.forecast.chance_of_all or 0.0 for each in pool]
    assert len(pool) > 1
    assert chances[0] >= max(chances) - 0.01
    assert chances[0] >= (simulated(PLAN, Wishes(400)).chance_of_all or 0.0) - 0.01


def test_every_schedule_of_the_pool_keeps_the_limits_and_comes_once() -> None:
    pool = pool_of(PLAN, 0.8, seconds=0.2, iterations=100)

    assert not [violation for each in pool for violation in verify(PLAN, each.schedule)]
    starts = {tuple(placed.start for placed in each.schedule) for each in pool}
    assert len(starts) == len(pool)


def test_the_odds_are_those_of_the_schedule_once_it_is_agreed() -> None:
    best = pool_of(PLAN, 0.8, seconds=0, iterations=300)[0]

    again = simulated(PLAN, Wishes(300), agreed=best.agreed)
    assert again.finish.tolist() == best.forecast.finish.tolist()
    assert best.agreed == Agreed.of(best.schedule)


def test_the_same_seed_gives_the_same_choice() -> None:
    one, other = (pool_of(PLAN, 0.8, seconds=0, iterations=200) for _ in range(2))

    assert [each.name for each in one] == [each.name for each in other]


def test_a_plan_that_asks_for_nobody_has_no_choice() -> None:
    assert pool_of(a_plan("name: P\ntasks: [{id: a, estimate: 1d..3d}]\n"), 0.8, seconds=0) == []
    assert levelled(PLAN).finish


def test_in_orders_by_chance_what_has_but_one_week_has_its_place() -> None:
    # The laboratory is there in the second week alone: an order in which Ana is busy then is mended.
    plan = a_plan("""
        name: Laboratory
        start: 2027-01-04
        people: [{id: ana}]
        suppliers: [{id: lab, available: [2027-01-11..2027-01-15]}]
        goals: [{id: done, deadline: 2027-01-29, done_when: [test, a]}]
        tasks:
          - {id: a, estimate: 3d, who: [ana]}
          - {id: b, estimate: 3d, who: [ana]}
          - {id: c, estimate: 3d, who: [ana]}
          - {id: d, estimate: 3d, who: [ana]}
          - {id: test, estimate: 4d, who: [ana], needs: [lab]}
    """)
    pool = pool_of(plan, 0.8, seconds=0, iterations=100)

    assert sum("by chance" in each.name for each in pool) >= 8
