"""Work that uses something up."""

from __future__ import annotations

from fairlead.schedule.verifying import verify
from tests.schedule.levelling.people import people, start


def test_what_is_not_in_stock_waits_for_what_is_ordered() -> None:
    found = people("""
        materials: [{id: steel, stock: 1, lead_time: 3d}]
        tasks:
          - {id: a, duration: 1d, needs: [1 steel], priority: 900}
          - {id: b, duration: 1d, needs: [1 steel]}
    """)

    # Three working days after Monday morning: on Wednesday evening, for Thursday.
    assert (start(found, "a"), start(found, "b")) == ("Mon 04 08:00", "Thu 07 08:00")


def test_a_richer_way_leaves_what_others_need() -> None:
    found = people("""
        people: [{id: ana}]
        materials: [{id: steel, stock: 4}]
        tasks:
          - {id: a, modes: [{duration: 1h, needs: [3 steel]}, {duration: 8h, who: [ana]}], priority: 900}
          - {id: b, duration: 1h, needs: [2 steel]}
    """)

    assert verify(found.plan, found) == []
    assert [(each.code, each.id) for each in found.findings] == [("sparing-mode", "a")]


def test_a_richer_way_is_taken_where_enough_is_left() -> None:
    found = people("""
        people: [{id: ana}]
        materials: [{id: steel, stock: 5}]
        tasks:
          - {id: a, modes: [{duration: 1h, needs: [3 steel]}, {duration: 8h, who: [ana]}]}
          - {id: b, duration: 1h, needs: [2 steel]}
    """)

    assert (found["a"].mode, found.findings) == (0, ())
