"""Nobody and nothing is asked for more than there is, at any moment at which they work."""

from __future__ import annotations

from tests.schedule.verifying.checked import broken, violations

MONDAY = ("01-04 08:00", "01-04 17:00")
TUESDAY = ("01-05 08:00", "01-05 17:00")


def test_one_person_does_one_thing_at_a_time() -> None:
    plan = (
        "people: [{id: ana}]\ntasks: [{id: a, estimate: 1d, who: [ana]}, {id: b, estimate: 1d, who: [ana]}]"
    )

    assert broken(plan, {"a": (*MONDAY, ["ana"]), "b": (*TUESDAY, ["ana"])}) == set()
    (found,) = violations(plan, {"a": (*MONDAY, ["ana"]), "b": (*MONDAY, ["ana"])})
    assert (found.code, found.tasks, found.who) == ("over-capacity", ("a", "b"), ("ana",))
    assert found.message == (
        "`ana` is asked for 200% from 2027-01-04 08:00 to 2027-01-04 12:00 (`a` 100%, `b` 100%), but there is 100%."
    )


def test_halves_make_a_whole() -> None:
    plan = "people: [{id: ana}]\ntasks:\n" + "\n".join(
        f"  - {{id: {id}, estimate: 4h, who: [ana at 50%]}}" for id in "abc"
    )
    half = (*MONDAY, ["ana at 50%"])

    assert broken(plan, {"a": half, "b": half, "c": (*TUESDAY, ["ana at 50%"])}) == set()
    assert broken(plan, {"a": half, "b": half, "c": half}) == {"over-capacity"}


def test_as_many_as_there_are_work_at_once() -> None:
    plan = "equipment: [{id: rig, count: 2}]\ntasks:\n" + "\n".join(
        f"  - {{id: {id}, estimate: 1d, needs: [rig]}}" for id in "abc"
    )
    now = (*MONDAY, ["rig"])

    assert broken(plan, {"a": now, "b": now, "c": (*TUESDAY, ["rig"])}) == set()
    assert broken(plan, {"a": now, "b": now, "c": now}) == {"over-capacity"}


def test_a_part_timers_pause_does_not_count() -> None:
    # tom is there in the mornings only; with late, who comes at 13:00, the rig is asked for after he has gone
    plan = """
        people: [{id: tom, hours: Mon-Fri 08:00-12:00}, {id: late, hours: Mon-Fri 13:00-17:00}]
        equipment: [{id: rig}]
        tasks: [{id: a, estimate: 8h, who: [tom, rig]}, {id: b, estimate: 8h, who: [late, rig]}]
    """
    a = ("01-04 08:00", "01-05 12:00", ["tom", "rig"])

    assert broken(plan, {"a": a, "b": ("01-04 13:00", "01-05 17:00", ["late", "rig"])}) == set()


def test_who_shares_work_is_free_when_their_own_part_is_done() -> None:
    # 16 h shared by two: tom's 8 h take him two mornings, ana's are done on Monday.
    plan = """
        people: [{id: ana}, {id: tom, hours: Mon-Fri 08:00-12:00}]
        tasks: [{id: a, work: 16h, who: [ana, tom]}, {id: b, estimate: 1d, who: [%s]}]
    """
    a = ("01-04 08:00", "01-05 12:00", ["ana", "tom"])

    assert broken(plan % "ana", {"a": a, "b": (*TUESDAY, ["ana"])}) == set()
    assert broken(plan % "tom", {"a": a, "b": ("01-05 08:00", "01-06 12:00", ["tom"])}) == {"over-capacity"}


def test_what_cannot_be_moved_is_no_ones_fault() -> None:
    facts = "started: 2027-01-04, left: 1d"
    plan = f"status_date: 2027-01-04\npeople: [{{id: ana}}]\ntasks: [{{id: a, estimate: 2d, who: [ana], {facts}}}, {{id: b, estimate: 2d, who: [ana], {facts}}}, {{id: c, estimate: 1d, who: [ana]}}]"
    begun = ("01-04 08:00", "01-05 17:00", ["ana"])

    assert broken(plan, {"a": begun, "b": begun, "c": ("01-06 08:00", "01-06 17:00", ["ana"])}) == set()
    assert broken(plan, {"a": begun, "b": begun, "c": (*TUESDAY, ["ana"])}) == {"over-capacity"}


def test_firms_send_as_many_as_are_asked_for_unless_they_say_how_many() -> None:
    plan = "suppliers: [{id: lab%s}]\ntasks: [{id: a, estimate: 1d, needs: [lab]}, {id: b, estimate: 1d, needs: [lab]}]"
    both = {"a": (*MONDAY, ["lab"]), "b": (*MONDAY, ["lab"])}

    assert broken(plan % "", both) == set()
    assert broken(plan % ", count: 1", both) == {"over-capacity"}


def test_work_that_ignores_hours_takes_somebody_outside_their_hours_too() -> None:
    plan = """
        calendars: [{id: nights, hours: Mon-Fri 18:00-24:00}]
        people: [{id: ana}]
        tasks:
          - {id: a, estimate: 4h, who: [ana], calendar: nights, ignore_hours: yes}
          - {id: b, estimate: 2h, who: [ana], calendar: nights, ignore_hours: yes}
          - {id: day, estimate: 2d, who: [ana]}
    """
    day = {"day": ("01-04 08:00", "01-05 17:00", ["ana"])}
    change = {"a": ("01-04 18:00", "01-04 22:00", ["ana"])}

    assert broken(plan, {**day, **change, "b": ("01-04 22:00", "01-05 00:00", ["ana"])}) == set()
    assert broken(plan, {**day, **change, "b": ("01-04 21:00", "01-04 23:00", ["ana"])}) == {"over-capacity"}
