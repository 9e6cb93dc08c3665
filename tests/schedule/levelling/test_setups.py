"""The time between two kinds of work."""

from __future__ import annotations

from tests.schedule.levelling.people import people, start

TWO_KINDS = """
    equipment: [{{id: rig, setup: 2h}}]
    tasks:
      - {{id: a, duration: 2h, needs: [rig], setup: red, priority: 900}}
      - {{id: b, duration: 2h, needs: [rig], setup: {kind}}}
"""


def test_another_kind_of_work_waits_until_the_rig_is_set_up() -> None:
    # Red until ten, two hours of setting up until noon; after lunch it goes on.
    assert start(people(TWO_KINDS.format(kind="blue")), "b") == "Mon 04 13:00"


def test_the_same_kind_of_work_follows_at_once() -> None:
    assert start(people(TWO_KINDS.format(kind="red")), "b") == "Mon 04 10:00"
