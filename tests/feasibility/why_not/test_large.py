"""A plan of 300 tasks and 30 people: the few that contradict one another are found among them, and assessed."""

from __future__ import annotations

from functools import cache

from fairlead.feasibility.assessing import assess
from fairlead.feasibility.why_not import Contradiction, WhyNot, contradictions
from fairlead.plan.document import Plan
from fairlead.risk.scoring import Luck
from fairlead.schedule.verifying import verify
from tests.plans import a_plan

PEOPLE, EACH = 30, 10


def large(goals: str, budget: int = 10_000_000) -> Plan:
    """Thirty people with ten tasks of three days each in a row, 30 days; the first of some can be had quicker."""
    lines = ["name: Large", "currency: EUR", f"budget: {{total: {budget}}}", f"goals: [{goals}]", "people:"]
    lines += [f"  - {{id: p{who}, name: Person {who}, rate: 50/h}}" for who in range(PEOPLE)]
    lines.append("tasks:")
    for who in range(PEOPLE):
        for k in range(EACH):
            after = f", after: [t{who}-{k - 1}]" if k else ""
            time = "estimate: 3d..4d..6d"
            if k == 0 and who % 3 == 0:
                time = "modes: [{estimate: 3d..4d..6d}, {estimate: 1d..2d..3d, cost: 9000}]"
            lines.append(f"  - {{id: t{who}-{k}, name: Task {who}-{k}, {time}, who: [p{who}]{after}}}")
    lines.append("  - {id: more, name: More, estimate: 2d, who: [p1]}")
    return a_plan("\n".join(lines))


# 30 people x 30 days, and 2 days more, at EUR 400 a day.
LEAST = 30 * 30 * 400 + 2 * 400


@cache
def of_people() -> WhyNot:
    # Person 1 has 3 days up to the third task and 2 more: 9 + 2 days are too much for 10.
    goal = "{id: g, name: Launch, deadline: 2027-01-15, done_when: [t1-2, more]}"
    return contradictions(large(goal), time_limit=20)


@cache
def of_money() -> WhyNot:
    # Four tasks of Person 3 take 12 days, 10 with the quick beginning that costs EUR 9,000 and saves two days' work.
    goal = "{id: g, name: Launch, deadline: 2027-01-15, done_when: [t3-3]}"
    return contradictions(large(goal, LEAST + 1000), time_limit=20)


def members(found: Contradiction) -> set[tuple[str, str]]:
    return {(each.kind, each.id) for each in found.members}


def test_four_of_300_tasks_and_one_of_30_people_are_named() -> None:
    (found,) = of_people().contradictions

    works = {("work", id) for id in ("t1-0", "t1-1", "t1-2", "more")}
    links = {("link", "t1-1"), ("link", "t1-2")}
    assert members(found) == {*works, *links, ("capacity", "p1"), ("goal", "g")}
    assert not found.undecided
    assert found.excess == 480
    assert "all by Person 1, don't fit before Launch's deadline on 15 January 2027" in found.sentence
    assert all(
        repair.schedule is None or not verify(repair.schedule.plan, repair.schedule)
        for repair in found.repairs
    )


def test_a_stream_that_is_in_time_only_for_too_much_is_told_from_all_else_that_is_to_be_paid() -> None:
    (found,) = of_money().contradictions
    tasks = {("work", f"t3-{k}") for k in range(4)}
    links = {("link", f"t3-{k}") for k in range(1, 4)}

    # Quick, the four cost 10 days and EUR 9,000: 13,000 instead of 4,800.
    assert members(found) == tasks | links | {("goal", "g"), ("budget", "plan"), ("rest", "plan")}
    assert not found.undecided
    assert found.excess == 8200 - 1000
    assert f"of which all else takes at least EUR {LEAST - 4_800:,}" in found.sentence
    assert found.sentence.endswith("in time they cost EUR 13,000, EUR 7,200 too much.")
    assert {repair.lines for repair in found.repairs} >= {("g deadline 2027-01-19",), ("budget 369000",)}


def test_it_is_assessed_with_the_contradiction_as_its_reason() -> None:
    goal = "{id: g, name: Launch, deadline: 2027-01-15, done_when: [t3-3]}"
    found = assess(large(goal, LEAST + 1000), Luck(200), why_not=20)

    assert found.feasible is False
    assert found.verdict == "no"
    assert [each.sentence for each in found.contradictions] == [
        each.sentence for each in of_money().contradictions
    ]
