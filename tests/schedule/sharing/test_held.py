"""A plan with the work of others in it."""

from __future__ import annotations

from decimal import Decimal

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.sharing.held import among_others, links_from
from fairlead.schedule.sharing.taken import Piece
from fairlead.schedule.verifying import verify
from tests.plans import a_plan

BENCH = """
    calendar: {hours: Mon-Fri 08:00-16:00}
    people: [{id: ana}]
    tasks:
      - {id: saw, estimate: 4h, who: [ana], split: no}
      - {id: paint, estimate: 4h, after: [room:walls]}
"""
MONDAY = 29_983_680  # 2027-01-04 00:00 in minutes since 1970


def test_work_of_others_holds_people_and_counts_for_neither_start_nor_finish() -> None:
    compiled = levelled(a_plan(BENCH)).compiled
    noon, next_noon = MONDAY + 12 * 60, MONDAY + 36 * 60
    piece = Piece("room:glue#2", "ana", Decimal(1), noon - 60, next_noon)
    among = among_others(
        compiled, {"room:walls": (MONDAY, noon)}, [piece], {"room:walls": "Walls", "room:glue": "Glue"}
    )
    found = levelled(among.plan)

    assert dict(among.held) == {"room:walls": "room:walls", "room:glue.2~0": "room:glue#2"}
    assert among.plan.tasks["room:glue.2~0"].title == "Glue"
    # From 8 to 11 there is no room for four hours in one piece; on the next day Ana is free from noon on.
    assert found["saw"].start == next_noon
    assert found["paint"].start == noon
    assert (found.start, found.finish) == (noon, next_noon + 240)
    assert verify(among.plan, found) == []
    assert found["room:glue.2~0"].segments == among.placed["room:glue.2~0"].segments


def test_a_plan_with_nothing_to_heed_is_itself() -> None:
    compiled = levelled(a_plan(BENCH)).compiled

    assert among_others(compiled, {}, [], {}).plan is compiled.plan


def test_links_to_other_plans_are_found_unless_the_plan_ignores_them() -> None:
    assert [(id, str(link)) for id, link in links_from(a_plan(BENCH))] == [("paint", "room:walls")]
    assert (
        list(links_from(a_plan(f"options: {{ignore_external: yes}}\n{BENCH}".replace("\n    ", "\n")))) == []
    )
