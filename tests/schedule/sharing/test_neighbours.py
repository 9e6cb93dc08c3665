"""Plans beside each other: whom they wait for, and what they take."""

from __future__ import annotations

from fairlead.schedule.levelling.levelled import levelled
from fairlead.schedule.sharing.neighbours import Neighbours
from tests.plans import a_plan

HEAD = "calendar: {hours: Mon-Fri 08:00-16:00}\npeople: [{id: ana}]"
SAW = f"{HEAD}\nstatus_date: 2027-01-04\ntasks: [{{id: saw, estimate: 1d, who: [ana]}}, {{id: oil, estimate: 1d, who: [ana], started: 2027-01-04}}]"
GLUE = f"{HEAD}\ntasks: [{{id: glue, estimate: 1d, who: [ana], after: [bench:saw, bench:oil +0d..2d, shed:roof]}}]"


def neighbours() -> Neighbours:
    plans = {"bench": a_plan(SAW), "frame": a_plan(GLUE)}
    found = Neighbours(plans)
    for name, plan in plans.items():
        found.begun[name] = levelled(plan)
        found.compiled[name] = found.begun[name].compiled
    return found


def test_a_plan_waits_for_the_plans_that_are_there() -> None:
    found = neighbours()

    assert found.links == {"bench": (), "frame": (("bench", "saw"), ("bench", "oil"))}
    assert found.waits == {"bench": frozenset(), "frame": frozenset({"bench"})}
    assert found.waited_for("bench") == {("bench", "saw"), ("bench", "oil")}
    assert found.tight == {("bench", "oil")}
    assert found.wanted("bench", {"frame"}) == {"ana"}


def test_what_has_begun_is_heeded_even_of_plans_that_come_later() -> None:
    found = neighbours()
    alone = found.among("frame", {}, None)
    beside = found.among("frame", {"bench": found.begun["bench"]}, None)

    assert set(alone.held.values()) == {"bench:oil"}
    assert set(beside.held.values()) == {"bench:saw", "bench:oil"}


def test_a_schedule_among_others_is_given_back_without_them() -> None:
    found = neighbours()
    among = found.among("frame", {"bench": found.begun["bench"]}, None)
    own = found.own("frame", levelled(among.plan), among)

    assert [*own.placed] == ["glue"]
    waits = own["glue"].waits_for
    assert waits is not None
    assert (waits.resource, waits.task) == ("ana", "bench:saw")
