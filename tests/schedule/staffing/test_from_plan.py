"""What tasks ask of people and things, read from plans of a few lines."""

from __future__ import annotations

from textwrap import dedent

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlead.schedule.codes import MISSING
from fairlead.schedule.compiling import compile_plan
from fairlead.schedule.staffing import AMOUNT, FULL, staffed
from fairlead.schedule.staffing.resources import UNLIMITED
from tests.plans import a_plan
from tests.schedule.staffing.asking import demand, limits, messages, modes

_PEOPLE = """
    people:
      - {id: ana, skills: {firmware: 3}}
      - {id: tom, skills: {firmware: 2}}
      - {id: mei, skills: {cad: 2}, share: 50%%}
      - {id: kim, skills: {cad: 1}}
      - {id: eve, skills: {night: 1}, hours: Mon-Fri 18:00-22:00}
      - {id: crew, count: 3}
    teams: [{id: lab}]
    equipment: [{id: rig}, {id: bench, count: 4}]
    suppliers: [{id: firm}]
    tasks:
      - {id: a, %s}
"""


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("estimate: 1d, who: [ana]", ["480m: ana"]),
        ("estimate: 1d, who: [ana at 50%]", ["960m: ana at 50%"]),
        ("estimate: 1d, who: [mei]", ["960m: mei"]),  # all of the half of her time
        ("estimate: 1d, who: [crew]", ["480m: crew"]),
        ("estimate: 1d, needs: [firmware]", ["480m: tom|ana"]),  # who can just do it comes first
        ("estimate: 1d, needs: [firmware >= 3]", ["480m: ana"]),
        ("estimate: 1d, needs: [2 firmware]", ["480m: 2 of tom|ana"]),
        ("estimate: 1d, needs: [cad]", ["480m: kim", "960m: mei"]),  # half of her time takes twice as long
        ("estimate: 1d, needs: [cad at 50%]", ["960m: kim at 50%", "1920m: mei at 50%"]),
        ("estimate: 1d, needs: [firmware >= 3 | cad >= 2]", ["480m: ana", "960m: mei"]),
        ("estimate: 1d, needs: [3 bench, rig]", ["480m: 3 of bench, rig"]),
        ("estimate: 1d, who: [ana], needs: [firmware]", ["480m: ana, tom"]),  # not ana twice
        ("estimate: 1d, needs: [firm]", ["480m: firm"]),
        ("estimate: 1d, needs: [1..2 firmware]", ["480m: tom|ana"]),  # a second one wouldn't make it quicker
        ("work: 2d, needs: [1..2 firmware]", ["480m: 2 of tom|ana", "960m: tom|ana"]),
        ("work: 3d, who: [ana, mei]", ["960m: ana, mei"]),
        ("work: 2d, who: [ana], needs: [firmware]", ["480m: ana, tom"]),
        ("work: 2d, who: [ana, eve]", ["480m+480m: ana, eve"]),  # each in their own hours
        ("work: 1d, who: [ana], needs: [rig]", ["480m: ana, rig"]),
        ("duration: 1d, needs: [cad]", ["480m: kim|mei"]),  # passes by itself, whoever looks on
        ("duration: 1ed, who: [eve]", ["1440m: eve"]),
        ("who: [ana at 50%]", ["480m: ana at 50%"]),
    ],
)
def test_a_task_is_done_by_those_it_asks_for(how: str, expected: list[str]) -> None:
    assert modes(limits(_PEOPLE % how), "a") == expected


def test_modes_go_by_the_hours_that_all_on_them_share() -> None:
    found = limits("""
        people: [{id: ana}, {id: late, hours: Mon-Fri 13:00-21:00, skills: {cad: 1}}]
        tasks: [{id: a, estimate: 1d, who: [ana], needs: [cad]}]
    """)

    part = demand(found, "a").modes[0].parts[0]
    calendars = found.compiled.network.calendars
    first = calendars.first[part.calendar]
    assert calendars.ends[first] - calendars.starts[first] == 240  # 13 to 17


def test_what_stood_in_the_network_stays_where_it_was() -> None:
    text = """
        name: Test
        people: [{id: ana, away: [2027-01-05], skills: {cad: 1}}, {id: tom, away: [2027-01-06]}]
        equipment: [{id: rig, away: [2027-01-07]}]
        tasks: [{id: a, estimate: 1d, who: [tom]}, {id: b, estimate: 1d, needs: [rig, cad], who: [tom]}]
    """
    compiled = compile_plan(a_plan(dedent(text)))
    before = compiled.network.calendars

    found = staffed(compiled)

    after = found.compiled.network.calendars
    assert np.array_equal(after.first[: len(before.first)], before.first)
    assert np.array_equal(after.starts[: len(before.starts)], before.starts)
    # On top: ana, and ana with the rig and tom.
    assert len(after.first) == len(before.first) + 2
    assert all(each.calendar < len(after.first) - 1 for each in found.resources)


def test_a_team_means_anyone_of_it_and_of_the_teams_below() -> None:
    found = limits("""
        teams: [{id: lab}, {id: crew, parent: lab}]
        people: [{id: ana, team: lab}, {id: tom, team: crew}, {id: mei}]
        tasks: [{id: a, estimate: 1d, who: [lab]}, {id: b, estimate: 1d, needs: [crew]}]
    """)

    assert modes(found, "a") == ["480m: ana|tom"]
    assert modes(found, "b") == ["480m: tom"]


def test_each_further_person_costs_coordination() -> None:
    found = limits("""
        coordination: 10%
        people: [{id: ana, skills: {cad: 1}}, {id: tom, skills: {cad: 1}}]
        tasks: [{id: a, work: 2d, needs: [1..2 cad]}]
    """)

    assert modes(found, "a") == ["528m: 2 of ana|tom", "960m: ana|tom"]  # 2.2 days for two
    assert found.compiled.network.tasks[0, 4] == 528  # by logic alone as quickly as they can


def test_modes_of_the_document_keep_their_numbers_and_costs() -> None:
    found = limits("""
        people: [{id: ana}]
        equipment: [{id: robot}]
        tasks: [{id: a, modes: [{estimate: 3d, who: [ana]}, {duration: 1d, needs: [robot], cost: 400}]}]
    """)

    assert modes(found, "a") == ["480m: robot", "1440m: ana"]  # the one by logic first
    assert [(mode.number, mode.cost) for mode in demand(found, "a").modes] == [(1, 400), (0, 0)]


def test_a_mode_that_nobody_can_do_is_left_aside() -> None:
    found = limits("""
        people: [{id: ana, skills: {cad: 1}}]
        tasks: [{id: a, modes: [{estimate: 1d, needs: [laser]}, {estimate: 3d, needs: [cad]}]}]
    """)

    assert modes(found, "a") == ["1440m: ana"]
    assert messages(found) == ["a: its mode 1 is left aside: `laser`: nobody, and nobody comes near"]


def test_a_stock_is_enough_when_the_most_sparing_modes_make_do_with_it() -> None:
    found = limits("""
        materials: [{id: steel, stock: 4}]
        tasks: [{id: a, modes: [{duration: 1d, needs: [5 steel]}, {duration: 3d, needs: [4 steel]}]}]
    """)

    assert [mode.uses[0].amount for mode in demand(found, "a").modes] == [5 * AMOUNT, 4 * AMOUNT]
    assert found.findings == ()


def test_assignments_hold_each_at_their_units_on_their_own_part() -> None:
    found = limits("""
        people: [{id: ana}, {id: crew, share: 300%}]
        tasks:
          - id: a
            who: [ana, crew]
            assignments: [{who: ana, work: 2d, share: 50%}, {who: crew, work: 3d, share: 150%}]
          - {id: b, duration: 1d, assignments: [{who: ana, share: 150%}]}
    """)

    assert modes(found, "a") == ["1920m+960m: ana at 50%, crew at 150%"]
    assert [slot.part for slot in demand(found, "a").modes[0].slots] == [0, 1]
    assert found.resources[1].capacity == 3 * FULL
    told = "ana: is given to tasks at more than the 100% there is (b at 150%); each takes all there is"
    assert messages(found) == [told]


def test_finished_work_holds_nobody_and_begun_work_what_is_left() -> None:
    found = limits("""
        status_date: 2027-01-08
        people: [{id: ana}]
        tasks:
          - {id: done, estimate: 1d, who: [ana], done: 2027-01-04}
          - {id: begun, estimate: 4d, who: [ana], started: 2027-01-05, left: 1d}
          - {id: fixed, duration: 1d, who: [ana], manual: yes, start: on 2027-01-20}
    """)

    assert found.place_of("done") not in found.demands
    assert demand(found, "begun").modes[0].parts[0].remaining == 480
    assert modes(found, "fixed") == ["480m: ana"]


def test_same_people_other_people_and_priorities() -> None:
    found = limits("""
        people: [{id: ana, skills: {cad: 1}}]
        tasks:
          - {id: a, estimate: 1d, needs: [cad]}
          - {id: b, estimate: 2d, same_as: [a], split: no}
          - {id: s, priority: 700, tasks: [{id: c, estimate: 1d, needs: [cad], not_as: [a], setup: red}]}
    """)

    assert modes(found, "b") == ["960m: ana"]  # asks for nobody of its own
    assert demand(found, "b").same_as == (found.place_of("a"),)
    assert not demand(found, "b").may_split
    assert demand(found, "c").not_as == (found.place_of("a"),)
    assert (demand(found, "c").priority, demand(found, "c").setup) == (700, "red")


def test_tasks_apart_hold_one_limit() -> None:
    found = limits("""
        tasks:
          - {id: a, estimate: 1d, apart_from: [s]}
          - {id: s, tasks: [{id: b, estimate: 1d, apart_from: [a]}, {id: c, estimate: 1d}]}
    """)

    # b and c may overlap each other: a takes as much as both of them.
    assert modes(found, "a") == ["480m: apart:a+s at 200%"]
    assert modes(found, "b") == modes(found, "c") == ["480m: apart:a+s"]
    assert [each.capacity for each in found.resources] == [2 * FULL]


def test_work_in_progress_is_held_by_whoever_has_it_limited() -> None:
    found = limits("""
        teams: [{id: crew, wip: 2}]
        people: [{id: ana, team: crew, skills: {cad: 1}}, {id: tom, skills: {cad: 1}}, {id: mei, wip: 1}]
        tasks: [{id: a, estimate: 1d, needs: [cad]}, {id: b, estimate: 1d, who: [mei at 50%]}]
    """)

    assert sorted(modes(found, "a")) == ["480m: ana, wip:crew", "480m: tom"]
    assert modes(found, "b") == ["960m: mei at 50%, wip:mei"]


def test_rates_and_set_ups_of_resources() -> None:
    found = limits("""
        currency: EUR
        exchange: {USD: 0.9}
        people: [{id: ana, rate: 800/d, setup: 45m}, {id: tom, rate: 100 USD/h}]
        equipment: [{id: booth, setups: [{from: red, to: blue, takes: 2h}]}]
        suppliers: [{id: firm}, {id: pair, count: 2}]
        tasks: [{id: a, estimate: 1d, who: [firm, pair]}]
    """)

    ana, tom, booth, firm, pair = found.resources
    assert (ana.rate, ana.setup, tom.rate) == (100, 45, 90)
    assert booth.setups == {("red", "blue"): 120}
    assert (firm.capacity, pair.capacity) == (UNLIMITED, 2 * FULL)


def test_materials_are_used_up_and_more_comes_after_its_lead_time() -> None:
    found = limits("""
        materials: [{id: steel, stock: 8}, {id: glue, stock: 2, lead_time: 1w}, {id: paint, stock: 1, price: 9}]
        tasks:
          - {id: a, estimate: 1d, needs: [5 steel, 3 glue, 7 paint]}
          - {id: b, estimate: 1d, needs: [5 steel]}
    """)

    steel, glue = found.consumables
    axis = found.compiled.axis
    assert steel.supply[-1][1] == 8 * AMOUNT
    assert f"{axis.local(glue.supply[1][0]):%m-%d %H:%M}" == "01-08 17:00"
    assert demand(found, "a").not_before == glue.supply[1][0]
    assert [use.amount for use in demand(found, "a").modes[0].uses] == [5 * AMOUNT, 3 * AMOUNT]
    assert demand(found, "b").modes[0].uses == ()  # only 3 are left, and no more can be bought
    assert "10 are used in all at the least, and there are 8: `b` is" in messages(found)[0]


def test_released_money_is_spent_by_costs() -> None:
    found = limits("""
        budget: {releases: [100 from 2027-01-04, 50 from 2027-02-01]}
        tasks: [{id: a, estimate: 1d, cost: 120}]
    """)

    assert [amount for _, amount in found.consumables[0].supply] == [100 * AMOUNT, 150 * AMOUNT]
    assert demand(found, "a").modes[0].uses[0].amount == 120 * AMOUNT
    assert demand(found, "a").not_before == MISSING


@pytest.mark.parametrize(
    ("how", "expected"),
    [
        ("needs: [firmware >= 4]", "`firmware >= 4`: nobody; nearest are ana (3), tom (2)"),
        ("needs: [3 firmware]", "`3 firmware`: only 2 of 3: tom, ana"),
        ("needs: [5 bench]", "`5 bench`: only 4 of 5: bench"),
        ("needs: [welding]", "`welding`: nobody, and nobody comes near"),
        ("who: [lab]", "`lab`: nobody is in that team"),
        ("needs: [rig, rig]", "`rig`: nobody; rig could, but not in its hours or beside what else it takes"),
        ("needs: [firmware, night]", "`night`: nobody who works at the same time as the others on it"),
        ("who: [kim at 150%]", "`kim at 150%`: takes more of kim than the 100% there is"),
    ],
)
def test_what_nobody_can_do_is_named_and_left_out(how: str, expected: str) -> None:
    found = limits(_PEOPLE % f"estimate: 1d, {how}")

    assert messages(found) == [f"a: {expected}"]
    assert found.findings[0].code == "nobody-can"


def test_people_who_are_away_throughout_are_named() -> None:
    found = limits("""
        people: [{id: ana, skills: {cad: 1}, away: [2020-01-01..]}]
        tasks: [{id: a, estimate: 1d, needs: [cad]}]
    """)

    assert messages(found) == ["a: `cad`: nobody; ana could, but never work in the years of the plan"]


def test_a_plan_that_knows_no_people_misses_nobody() -> None:
    found = limits("tasks: [{id: a, estimate: 1d, needs: [cad]}]")

    assert (found.demands, found.findings) == ({}, ())


def test_very_many_ways_are_cut_and_everybody_has_a_turn() -> None:
    people = ", ".join(
        f"{{id: p{n}, skills: {{cad: 1}}, away: [2027-02-01 09:{n:02}..2027-02-01 10:00]}}" for n in range(20)
    )
    found = limits(f"people: [{people}]\ntasks: [{{id: a, estimate: 1d, needs: [2 cad]}}]")

    ways = demand(found, "a").modes
    assert 20 < len(ways) <= 64
    assert {slot.eligible for mode in ways for slot in mode.slots} == {(n,) for n in range(20)}
    assert [finding.code for finding in found.findings] == ["many-ways"]  # of 190


def test_occurrences_of_a_rhythm_each_ask_for_the_same() -> None:
    found = limits("""
        people: [{id: ana}]
        tasks: [{id: a, estimate: 2h, who: [ana], every: week on Mon from 2027-01-11 until 2027-01-31}]
    """)

    assert len(found.demands) == 3


_NEEDS = ("x", "x >= 2", "2 x", "y", "x | y", "rig", "2 rig", "1..2 y", "x at 50%")


@given(
    st.lists(st.lists(st.sampled_from(_NEEDS), min_size=1, max_size=3), min_size=1, max_size=3),
    st.sampled_from(["estimate", "work", "duration"]),
)
def test_every_mode_can_be_filled_from_those_there_are(needs: list[list[str]], how: str) -> None:
    tasks = "".join(
        f"\n      - {{id: t{n}, {how}: 2d, needs: [{', '.join(each)}]}}" for n, each in enumerate(needs)
    )
    found = limits(f"""
    people:
      - {{id: ana, skills: {{x: 2, y: 1}}}}
      - {{id: tom, skills: {{x: 1}}, share: 50%}}
      - {{id: mei, skills: {{y: 2}}, hours: Mon-Fri 12:00-20:00}}
    equipment: [{{id: rig, count: 2}}]
    tasks:{tasks}
    """)

    for each in found.demands.values():
        for mode in each.modes:
            asked = sum(slot.count * slot.units for slot in mode.slots)
            people = {number for slot in mode.slots for number in slot.eligible}
            assert asked <= sum(found.resources[number].capacity for number in people)
            assert all(0 <= slot.part < len(mode.parts) for slot in mode.slots)
            assert all(part.minutes > 0 for part in mode.parts)


def test_a_plan_compiled_once_can_be_staffed_again() -> None:
    from fairlead.schedule.compiling import compile_plan
    from fairlead.schedule.staffing import staffed
    from tests.plans import a_plan

    compiled = compile_plan(
        a_plan("""
        people: [{id: ana}, {id: tom, hours: Mon-Wed 09:00-15:00}]
        tasks: [{id: a, estimate: 2d, who: [ana]}, {id: b, work: 3d, needs: [1 ana | tom]}]
    """)
    )
    first, second = staffed(compiled), staffed(compiled)

    assert first.demands == second.demands
    assert len(first.compiled.network.calendars.first) == len(second.compiled.network.calendars.first)
