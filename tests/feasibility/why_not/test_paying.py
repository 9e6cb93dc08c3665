"""Contradictions between money and dates, held against all ways, people and days of small plans."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlead.feasibility.why_not import Answer, Demand, can_be_met, contradictions
from fairlead.feasibility.why_not.purse import keeps_to, limits_of
from fairlead.plan.document import Plan
from fairlead.plan.scenarios import with_lines
from fairlead.schedule.verifying import verify
from tests.feasibility.why_not.brute_money import can_be, day_of
from tests.plans import a_plan


@st.composite
def small_plans(draw: st.DrawFn, *, releases: bool) -> Plan:
    """A plan of one to three tasks, with a deadline and money that may be too early and too little."""
    count = draw(st.integers(1, 2 if releases else 3))
    lines = [
        "people: [{id: ana, skills: {fw: 1}, rate: 10/h}, {id: tom, skills: {fw: 1}, rate: 20/h}]",
        "tasks:",
    ]
    for k in range(count):
        slow = draw(st.integers(2, 4))
        quick = draw(st.integers(1, slow))
        dearer = draw(st.integers(0, 5)) * 100
        ways = f"modes: [{{estimate: {slow}d, cost: 100}}, {{estimate: {quick}d, cost: {100 + dearer}}}]"
        time = draw(st.sampled_from([ways, f"estimate: {slow}d", f"estimate: {slow}d, cost: {dearer}"]))
        whom = draw(st.sampled_from(["", ", who: [ana]", ", needs: [fw]"]))
        after = sorted(draw(st.sets(st.integers(0, k - 1), max_size=2))) if k else []
        links = f", after: [{', '.join(f't{j}' for j in after)}]" if after else ""
        booked = draw(st.sampled_from(["", ", account: hw"]))
        lines.append(f"  - {{id: t{k}, {time}{whom}{links}{booked}}}")
    deadline = day_of(draw(st.integers(1, 8)))
    names = ", ".join(f"t{k}" for k in range(count))
    goal = f"goals: [{{id: g, deadline: {deadline}, done_when: [{names}]}}]"
    sums = f"total: {draw(st.integers(2, 20)) * 100}, accounts: {{hw: {draw(st.integers(1, 10)) * 100}}}"
    if releases:
        first = day_of(draw(st.integers(0, 2)))
        second = day_of(draw(st.integers(3, 7)))
        some = draw(st.integers(1, 6)) * 100
        sums += f", releases: [{some} from {first}, {draw(st.integers(0, 10)) * 100} from {second}]"
    return a_plan("\n".join(["name: Test", "currency: EUR", f"budget: {{{sums}}}", goal, *lines]))


def everything(plan: Plan) -> set[tuple[str, str]]:
    kept = {("goal", "g"), ("budget", "plan"), ("account", "hw"), ("capacity", "ana"), ("capacity", "tom")}
    kept |= {("work", id) for id in plan.tasks}
    kept |= {("link", f"{task.id} after {link.id}") for task in plan.tasks.values() for link in task.after}
    assert plan.settings.budget is not None
    for release in plan.settings.budget.releases:
        kept.add(("release", (release.first - timedelta(days=1)).isoformat()))
    return kept


def as_kept(demand: Demand) -> tuple[str, str]:
    if demand.kind == "link":
        return "link", f"{demand.id} after {demand.detail}"
    return demand.kind, demand.detail.split()[-1] if demand.kind == "release" else demand.id


OF_MONEY = {"release", "budget", "account"}


def with_more(plan: Plan, amount: Decimal) -> Plan:
    """The plan with so much more released by each of its days."""
    budget = plan.settings.budget
    assert budget is not None
    sums = [(each.first, each.amount.most_likely()) for each in budget.releases]
    sums[0] = sums[0][0], sums[0][1] + amount
    said = ", ".join(f"{more:f} from {day}" for day, more in sums)
    return with_lines(plan, [f"plan budget.releases {said}"])


@pytest.mark.parametrize("releases", [False, True])
@settings(max_examples=max(settings().max_examples // 2, 25))
@given(data=st.data())
def test_what_is_said_of_money_and_dates_is_so(releases: bool, data: st.DataObject) -> None:
    plan = data.draw(small_plans(releases=releases))
    can = can_be(plan, everything(plan))

    found = contradictions(plan, time_limit=20, repairs=False)

    # Of hours worked on both sides of the end of a week a model knows too little to decide everything.
    known = {can, None} if releases else {can}
    assert found.feasible in known
    assert not (can and found.contradictions)
    assert releases or bool(found.contradictions) is not can
    for each in found.contradictions:
        kept = {as_kept(member) for member in each.members}
        aside = [id for id in plan.tasks if ("work", id) not in kept]
        assert not can_be(plan, kept, aside), each.sentence
        assert all(can_be(plan, kept - {as_kept(removal.demand)}, aside)
                   for removal in each.removals if removal.answer is Answer.FITS), each.sentence  # fmt: skip
        assert releases or not each.undecided, each.sentence
        if each.excess is not None and {"release"} == OF_MONEY & {kind for kind, _ in kept}:
            assert not can_be(with_more(plan, each.excess - 1), kept, aside), each.sentence
        for removal in each.removals:
            if removal.schedule is not None:
                assert not verify(removal.schedule.plan, removal.schedule)
    if found.feasible:
        assert found.met.schedule is not None
        assert keeps_to(found.met.schedule, limits_of(plan))


SOLO = """
name: Solo
currency: EUR
budget: {total: 10000, accounts: {parts: 9500}}
people: [{id: ana, name: Ana, rate: 50/h}]
goals: [{id: pilot, name: Pilot, deadline: 2027-01-15, done_when: [test]}]
tasks:
  - {id: drive, name: Drive, account: parts, modes: [{estimate: 10d, cost: 2000}, {estimate: 5d, cost: 9000}]}
  - {id: test, name: Test, estimate: 5d, who: [ana], after: [drive]}
"""


def test_money_and_a_date_that_contradict_one_another_only_together_are_said_in_one_sentence() -> None:
    # Slow is 15 days and EUR 4,000, quick 10 days and EUR 11,000; there are 10 days and EUR 10,000.
    found = contradictions(a_plan(SOLO), time_limit=20)

    assert found.feasible is False
    assert [each.sentence for each in found.contradictions] == [
        "Drive (5 days or 10 days) and Test (5 days), one after the other, can't be done before Pilot's deadline "
        "on 15 January 2027 and also be paid for with the budget of EUR 10,000: in time they cost EUR 11,000, EUR 1,000 too "
        "much."
    ]
    (each,) = found.contradictions
    assert {(member.kind, member.id) for member in each.members} == {
        ("work", "drive"), ("work", "test"), ("link", "test"), ("goal", "pilot"), ("budget", "plan"),
    }  # fmt: skip
    assert (each.excess, each.exact) == (1000, True)


def test_its_cures_keep_both_the_date_and_the_money() -> None:
    found = contradictions(a_plan(SOLO), time_limit=20)
    (each,) = found.contradictions
    cures = {repair.kind: repair.lines for repair in each.repairs}

    # With the slow drive it is done 15 working days after the start, 5 days later.
    assert cures["later"] == ("pilot deadline 2027-01-22",)
    assert cures["budget"] == ("budget 11000",)
    for repair in each.repairs:
        after = with_lines(a_plan(SOLO), repair.lines)
        assert contradictions(after, time_limit=20, repairs=False).feasible is True


def test_an_account_counts_for_what_is_booked_on_it() -> None:
    found = contradictions(
        a_plan(SOLO.replace("total: 10000", "total: 20000").replace("9500", "8500")), time_limit=20
    )

    assert [each.sentence for each in found.contradictions] == [
        "Drive (5 days or 10 days) and Test (5 days), one after the other, can't be done before Pilot's deadline "
        "on 15 January 2027 and also be paid for with the EUR 8,500 of the account `parts`: in time they cost EUR 9,000, "
        "EUR 500 too much."
    ]
    assert {repair.lines for repair in found.contradictions[0].repairs} >= {
        ("plan budget.accounts.parts 9000",)
    }


def test_money_that_is_released_too_late_for_a_date_is_named_with_its_day() -> None:
    text = SOLO.replace("accounts: {parts: 9500}", "releases: [2500 from 2027-01-04, 17500 from 2027-02-01]")
    found = contradictions(a_plan(text.replace("total: 10000", "total: 20000")), time_limit=20)

    assert [each.sentence for each in found.contradictions] == [
        "Drive (5 days or 10 days) and Test (5 days), one after the other, can't be done before Pilot's deadline on "
        "15 January 2027 and also be paid for with the EUR 2,500 that are released by 31 January 2027: in time they cost "
        "at least EUR 11,000 by then, EUR 8,500 too much."
    ]
    (each,) = found.contradictions
    assert {member.kind for member in each.members} == {"work", "link", "goal", "release"}
    assert not each.undecided
    # Drive is ordered for EUR 2,000 before, the Friday of Test costs EUR 400, and all else is paid after the release.
    assert ("pilot deadline 2027-02-04",) in {repair.lines for repair in each.repairs}


def test_work_waits_until_its_date_for_money_that_is_paid_by_the_week() -> None:
    # Three days for EUR 240 are done by Thursday the 14th; before the 13th there are EUR 100, so none is worked before
    # that week, in which all of it is paid on its last day.
    found = can_be_met(
        a_plan("""
            name: Test
            currency: EUR
            budget: {total: 700, releases: [100 from 2027-01-06, 600 from 2027-01-13]}
            people: [{id: ana, rate: 10/h}]
            goals: [{id: g, deadline: 2027-01-14, done_when: [a]}]
            tasks: [{id: a, estimate: 3d, who: [ana]}]
        """),
        time_limit=5,
    )

    assert found.feasible is True
