"""Several plans with shared people: each by its own rules, nobody in two places at once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.plan.document import Plan
from fairlead.plan.errors import PlanError
from fairlead.schedule.sharing import Together, Waiting, optimised_together
from fairlead.schedule.verifying import verify
from tests.plans import a_plan
from tests.schedule.sharing.counting import most_taken, there_is


def together(seconds: float = 0, /, **texts: str) -> Together:
    plans = {name: a_plan(text) for name, text in texts.items()}
    found = optimised_together(plans, time_limit=seconds)
    must_hold(plans, found)
    return found


def must_hold(plans: dict[str, Plan], found: Together) -> None:
    """Every plan's schedule is right by its own plan, and nobody has more to do than there is of them."""
    assert [*found.parts] == [*plans]
    assert found.violations == ()
    assert found.lower_bound is None or found.value is None or found.lower_bound <= found.value
    for name, part in found.parts.items():
        assert verify(plans[name], part.schedule) == []
    for who, units in most_taken(plans, {name: part.schedule for name, part in found.parts.items()}).items():
        assert units <= there_is(plans, who) + 3 * _A_THOUSANDTH, who


_A_THOUSANDTH = Decimal("0.001")  # shares are kept in thousandths
ANY_HOURS = ["Mon-Fri 08:00-16:00", "Mon-Fri 09:00-12:00 13:00-18:00", "Mon-Thu 07:00-17:00"]

HOURS = "calendar: {hours: Mon-Fri 08:00-16:00}"
ANA = "people: [{id: ana}]"
A_DAY = f"""
    {HOURS}
    {ANA}
    tasks: [{{id: saw, estimate: 1d, who: [ana]}}]
"""


def spans(found: Together) -> dict[str, str]:
    """When every task is: `robot:weld` from `04 08:00` to `05 16:00`, both of January 2027."""
    return {
        f"{name}:{each.id}": f"{part.schedule.local(each.start):%d %H:%M} to {part.schedule.local(each.finish):%d %H:%M}"
        for name, part in found.parts.items()
        for each in part.schedule
    }


def test_a_plan_of_a_higher_priority_goes_first_and_the_other_says_whom_it_waits_for() -> None:
    urgent = f"priority: 800\n{HOURS}\n{ANA}\ntasks: [{{id: glue, estimate: 2d, who: [ana]}}]"
    found = together(bench=A_DAY, frame=urgent)

    assert found.groups == (("frame",), ("bench",))
    assert spans(found) == {"bench:saw": "06 08:00 to 06 16:00", "frame:glue": "04 08:00 to 05 16:00"}
    assert found.parts["bench"].waits == (Waiting("saw", "ana", "frame", "glue", 960),)
    assert found.parts["frame"].waits == ()
    # By itself the bench would take Monday; beside the frame it is over on Wednesday at the latest.
    part = found.parts["bench"]
    assert f"{part.schedule.local(part.finish_alone):%d %H:%M}" == "04 16:00"
    assert part.beside is not None
    assert part.finish_alone <= part.beside <= part.finish


def test_of_plans_of_one_priority_that_order_holds_in_which_the_last_finishes_first() -> None:
    # Four days of drying come after the saw; the frame's two days with Ana fit beside them.
    dry = f"{HOURS}\n{ANA}\ntasks:\n  - {{id: saw, estimate: 1d, who: [ana]}}\n  - {{id: dry, estimate: 4d, after: [saw]}}"
    frame = f"{HOURS}\n{ANA}\ntasks: [{{id: glue, estimate: 2d, who: [ana]}}]"

    for found in (together(frame=frame, bench=dry), together(bench=dry, frame=frame)):
        assert spans(found)["frame:glue"] == "05 08:00 to 06 16:00"
        assert found.status == "optimal"
        assert found.clock.local(found.value or 0).day == 8


def test_each_plan_keeps_its_own_hours_focus_and_zone() -> None:
    # Noon in London is 13:00 in Berlin; at a focus of 50% the four hours of the second plan take eight.
    london = f"priority: 800\ncalendar: {{zone: Europe/London, hours: Mon-Fri 09:00-17:00}}\n{ANA}\ntasks: [{{id: a, estimate: 3h, who: [ana]}}]"
    berlin = f"focus: 50%\ncalendar: {{zone: Europe/Berlin, hours: Mon-Fri 09:00-17:00}}\n{ANA}\ntasks: [{{id: b, estimate: 4h, who: [ana]}}]"
    found = together(london=london, berlin=berlin)

    # Ana is free from 13:00 in Berlin on: four hours on Monday, four on Tuesday.
    assert spans(found) == {"london:a": "04 09:00 to 04 12:00", "berlin:b": "04 13:00 to 05 13:00"}
    assert found.clock.iso(found.start) == "2027-01-04T09:00:00+00:00"


def test_a_task_waits_for_the_one_of_another_plan_that_it_comes_after() -> None:
    later = f"{HOURS}\ntasks: [{{id: paint, estimate: 1d, after: [bench:saw +1d]}}]"

    # Though it has the higher priority: what it waits for goes before it.
    found = together(room=f"priority: 900\n{later}", bench=A_DAY)

    assert found.groups == (("room", "bench"),)
    assert spans(found)["room:paint"] == "06 08:00 to 06 16:00"


def test_plans_may_wait_for_each_other() -> None:
    room = f"{HOURS}\n{ANA}\ntasks:\n  - {{id: plan, estimate: 1d, who: [ana]}}\n  - {{id: paint, estimate: 1d, who: [ana], after: [bench:saw]}}"
    bench = f"{HOURS}\n{ANA}\ntasks: [{{id: saw, estimate: 2d, who: [ana], after: [room:plan]}}]"
    found = together(room=room, bench=bench)

    # Plan on the 4th, saw on the 5th and 6th, paint on the 7th.
    assert spans(found)["room:paint"] == "07 08:00 to 07 16:00"


def test_tasks_that_wait_for_each_other_are_refused() -> None:
    plans = {
        "room": a_plan(f"{HOURS}\ntasks: [{{id: paint, estimate: 1d, after: [bench:saw]}}]"),
        "bench": a_plan(f"{HOURS}\ntasks: [{{id: saw, estimate: 1d, after: [room:paint]}}]"),
    }

    with pytest.raises(PlanError, match=r"waits for itself: .*room:paint -> bench:saw"):
        optimised_together(plans, time_limit=0)


def test_what_has_begun_goes_before_what_has_not_in_whichever_plan_it_is() -> None:
    urgent = f"priority: 800\nstatus_date: 2027-01-05\n{HOURS}\n{ANA}\ntasks: [{{id: glue, estimate: 1d, who: [ana]}}]"
    begun = f"status_date: 2027-01-05\n{HOURS}\n{ANA}\ntasks: [{{id: saw, estimate: 2d, who: [ana], started: 2027-01-05}}]"
    found = together(frame=urgent, bench=begun)

    # Of the saw two days are left after the 5th.
    assert spans(found) == {"frame:glue": "08 08:00 to 08 16:00", "bench:saw": "05 08:00 to 07 16:00"}


def test_shares_that_differ_are_parts_and_the_same_share_is_all_there_is() -> None:
    def a_day_at(share: str) -> str:
        return f"{HOURS}\npeople: [{{id: ana, share: {share}}}]\ntasks: [{{id: saw, work: 4h, who: [ana]}}]"

    parts = together(bench=a_day_at("50%"), frame=a_day_at("25%"))
    whole = together(bench=a_day_at("50%"), frame=a_day_at("50%"))

    assert spans(parts) == {"bench:saw": "04 08:00 to 04 16:00", "frame:saw": "04 08:00 to 05 16:00"}
    assert sorted(spans(whole).values()) == ["04 08:00 to 04 16:00", "05 08:00 to 05 16:00"]


def test_whom_a_plan_can_spare_is_left_to_the_one_after_it() -> None:
    team = "people: [{id: ana, skills: {steel: 2}}, {id: tom, skills: {steel: 2}}]"
    urgent = f"priority: 800\n{HOURS}\n{team}\ntasks: [{{id: glue, estimate: 1d, needs: [steel]}}]"
    found = together(frame=urgent, bench=A_DAY)

    assert set(spans(found).values()) == {"04 08:00 to 04 16:00"}


def test_a_search_finds_no_worse_than_the_rules_and_proves_what_it_says() -> None:
    found = together(0.4, bench=A_DAY, frame=A_DAY.replace("saw", "glue"))

    # Two days of one person's work.
    assert found.clock.local(found.value or 0).day == 5
    assert found.lower_bound is not None
    assert found.value is not None
    assert found.lower_bound <= found.value


def test_plans_that_share_nobody_are_as_they_are_alone() -> None:
    found = together(bench=A_DAY, frame=A_DAY.replace("ana", "tom"))

    assert not found.pool.holders
    assert found.status == "optimal"
    assert {part.finish - part.finish_alone for part in found.parts.values()} == {0}


def test_a_plan_that_cannot_be_scheduled_is_named() -> None:
    thrice = "{id: glue, estimate: 1d, start: from 2027-01-04 by 2027-01-05, finish: by 2027-01-06}"
    plans = {"bench": a_plan(A_DAY), "frame": a_plan(f"{HOURS}\ntasks: [{thrice}]")}

    with pytest.raises(PlanError) as raised:
        optimised_together(plans, time_limit=0)

    assert [each.id for each in raised.value.findings] == ["frame:glue"]


def test_a_link_to_a_task_that_the_other_plan_has_not_is_told() -> None:
    found = together(bench=A_DAY, room=f"{HOURS}\ntasks: [{{id: paint, estimate: 1d, after: [bench:swa]}}]")

    assert [(each.id, each.message) for each in found.findings] == [
        ("room:paint", "`bench:swa` isn't waited for: bench has no task `swa`")
    ]


@st.composite
def pairs(draw: st.DrawFn) -> dict[str, str]:
    """Two small plans that share Ana, Tom and a rig."""
    names = ["robot", "cell"]
    return {name: draw(texts(names[:place])) for place, name in enumerate(names)}


@st.composite
def texts(draw: st.DrawFn, before: list[str]) -> str:
    count = draw(st.integers(1, 4))
    lines = []
    for number in range(count):
        who = draw(st.sampled_from(["who: [ana]", "who: [ana at 50%]", "who: [tom]", "who: [ana, tom]", "needs: [steel]",
                                    "needs: [rig]", "needs: [2 rig]", "needs: [steel at 50%, rig]"]))  # fmt: skip
        # In work that two share one may be done before the other, which is more than can be counted by hand.
        shared = [] if "tom]" in who else ["work: 10h"]
        long = draw(
            st.sampled_from(["estimate: 4h", "estimate: 2d", "estimate: 13h", "duration: 5h", *shared])
        )
        earlier = [f"t{each}" for each in range(number)] + [f"{name}:t0" for name in before]
        after = draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)) if earlier else []
        split = draw(st.sampled_from(["", ", split: no", ", split: yes"]))
        lines.append(f"  - {{id: t{number}, {long}, {who}, after: [{', '.join(after)}]{split}}}")
    head = {
        "start": draw(st.sampled_from(["2027-01-04", "2027-01-06"])),
        "priority": draw(st.sampled_from(["500", "500", "800"])),
        "calendar": f"{{hours: {draw(st.sampled_from(ANY_HOURS))}}}",
        "focus": draw(st.sampled_from(["100%", "80%"])),
        "options": f"{{split_when_levelling: {draw(st.sampled_from(['yes', 'no']))}}}",
    }
    share = draw(st.sampled_from(["", ", share: 60%", ", share: 40%"]))
    hours = draw(st.sampled_from(["", ", hours: Mon-Wed 10:00-15:00"]))
    rigs = draw(st.integers(2, 3))
    return "\n".join(
        [
            *(f"{key}: {value}" for key, value in head.items()),
            "people:",
            f"  - {{id: ana, skills: {{steel: 2}}{share}}}",
            f"  - {{id: tom, skills: {{steel: 1}}{hours}}}",
            f"equipment: [{{id: rig, count: {rigs}}}]",
            "tasks:",
            *lines,
        ]
    )


@given(pairs())
def test_every_plan_is_right_by_itself_and_nobody_is_in_two_places_at_once(texts: dict[str, str]) -> None:
    together(**texts)
