"""What a plan's levers forbid: by itself, and of changes."""

from __future__ import annotations

from typing import get_args

import pytest

from fairlead.feasibility.options.move import Kind
from fairlead.plan.apply import apply
from fairlead.plan.document import Plan
from fairlead.plan.language.lines import parse_lines
from fairlead.plan.levers import KINDS, against_levers, against_own_levers
from tests.plans import a_plan

PLAN = """
name: Test
currency: EUR
budget: {total: 50000}
levers: {LEVERS}
teams: [{id: core, name: Core}, {id: crew, name: Crew, parent: core}]
people: [{id: tom, name: Tom, team: crew, skills: {fw: 2}}, {id: ana, name: Ana, skills: {fw: 2}}]
equipment: [{id: rig, name: Rig, available: [2027-01-11..2027-01-15]}]
suppliers: [{id: firm, name: Firm, skills: {fw: 2}}]
candidates:
  - {id: carol, name: Carol, supplier: firm, skills: {fw: 2}, location: "Pune, IN"}
  - {id: dan, name: Dan, skills: {fw: 2}, contract: permanent, location: "Linz, AT"}
goals: [{id: pilot, name: Pilot, deadline: 2027-03-01, done_when: [build]}]
risks: [{id: r, event: Late, probability: 10%, response: accept, delays: {build: 2d}, actions: [{name: Call, cost: 1}]}]
tasks:
  - {id: audit, name: Audit, estimate: 2d, who: [ana], scope: must}
  - {id: extra, name: Extra, estimate: 2d, who: [ana]}
  - {id: build, name: Build, estimate: 5d, who: [tom], after: [extra], instead: [{name: Quick, estimate: 2d, cost: 1}]}
"""


def plan_with(levers: str) -> Plan:
    return a_plan(PLAN.replace("{LEVERS}", levers if levers.startswith("{") else f"{{{levers}}}"))


def said_of(levers: str, *lines: str) -> list[str]:
    plan = plan_with(levers)
    changes = parse_lines(lines, plan)
    return [each.message for each in against_levers(plan, apply(plan, changes), changes)]


def test_the_kinds_are_those_of_the_moves() -> None:
    assert get_args(Kind) == KINDS


@pytest.mark.parametrize(
    ("levers", "line", "said"),
    [
        ("not_overtime: [tom]", "tom overtime 8h/w",
         "Tom works overtime (8h/w), and `levers: not_overtime` names `tom`"),
        ("not_overtime: [core]", "tom overtime 8h/w",
         "Tom works overtime (8h/w), and `levers: not_overtime` names `core`, the team of Tom"),
        ("overtime: 4h/w", "tom overtime 1h/d",
         "Tom works 1h/d of overtime, more than `levers: overtime` allows: 4h/w"),
        ("regions: [EU]", "hire carol from 2027-01-11",
         "Carol is hired from Pune, IN, outside of what `levers: regions` allows: EU"),
        ("contractors: 0", "hire carol from 2027-01-11",
         "1 contractor is hired (`carol`), and `levers: contractors` allows none"),
        ("hires: 0", "hire dan from 2027-01-11", "1 hire is hired (`dan`), and `levers: hires` allows none"),
        ("never: [carol]", "hire carol from 2027-01-11", "Carol is hired, and `levers: never` names `carol`"),
        ("never: [firm]", "hire carol from 2027-01-11", "Carol is hired, and `levers: never` says `firm`"),
        ("never: [hire]", "hire dan from 2027-01-11", "Dan is hired, and `levers: never` says `hire`"),
        ("never: [drop]", "drop extra", "Extra is left out, and `levers: never` says `drop`"),
        ("never: [drop extra]", "drop extra", "Extra is left out, and `levers: never` says `drop extra`"),
        ("hires: 1", "drop audit", "Audit is left out, and its `scope` is `must`"),
        ("never: [deadline]", "pilot deadline 2027-03-08",
         "Pilot is promised for 2027-03-08 instead of 2027-03-01, and `levers: never` says `deadline`"),
        ("never: [budget]", "budget 60000", "The budget grows, and `levers: never` says `budget`"),
        ("never: [mitigate]", "r response mitigate",
         "Something is done against Late, and `levers: never` says `mitigate`"),
        ("never: [supplier]", "build needs [firm]", "Build goes to Firm, and `levers: never` says `supplier`"),
        ("never: [reassign]", "build who [ana]", "Build is given to others, and `levers: never` says `reassign`"),
        ("never: [overlap]", "build after [extra SS +50%]",
         "Build begins before `extra` is done, and `levers: never` says `overlap`"),
        ("never: [shorten]", "build instead none", "Build is done another way, and `levers: never` says `shorten`"),
        ("never: [lend]", 'add person "Eva" skills {fw: 2}', "Eva is added, and `levers: never` says `lend`"),
        ("never: [window]", "rig available [2027-01-11..2027-01-15, 2027-02-01..2027-02-05]",
         "Rig is there in more weeks, and `levers: never` says `window`"),
        ("never: [split]", "plan options.split_when_levelling yes",
         "Tasks may be put aside, and `levers: never` says `split`"),
    ],
)  # fmt: skip
def test_a_line_against_the_levers_is_named(levers: str, line: str, said: str) -> None:
    assert said_of(levers, line) == [said]
    assert said_of("overtime: 8h/w", "extra estimate 3d") == []


@pytest.mark.parametrize(
    ("levers", "line"),
    [
        ("not_overtime: [ana]", "tom overtime 8h/w"),
        ("overtime: 8h/w", "tom overtime 1h/d"),
        ("regions: [EU]", "hire dan from 2027-01-11"),
        ("contractors: 0", "hire dan from 2027-01-11"),
        ("never: [drop audit]", "drop extra"),
        ("never: [drop]", "rename extra more"),
        ("never: [deadline]", "pilot deadline 2027-02-22"),
        ("never: [budget]", "budget 40000"),
        ("never: [overtime]", "tom away 2027-01-11"),
    ],
)
def test_what_the_levers_allow_isnt_refused(levers: str, line: str) -> None:
    assert said_of(levers, line) == []


def test_what_was_so_before_isnt_the_changes_doing() -> None:
    plan = plan_with("not_overtime: [tom]")
    before = apply(plan, parse_lines(["tom overtime 8h/w"], plan))
    assert len(against_own_levers(before)) == 1

    assert against_levers(before, apply(before, parse_lines(["extra estimate 3d"], before))) == []


def test_changed_levers_count_as_they_are_afterwards() -> None:
    assert said_of("contractors: 0", "plan levers.contractors 1", "hire carol from 2027-01-11") == []


def test_a_plan_without_levers_forbids_nothing() -> None:
    plan = a_plan(PLAN.replace("levers: {LEVERS}\n", ""))
    changes = parse_lines(["tom overtime 8h/w", "hire carol from 2027-01-11", "drop extra"], plan)

    assert against_levers(plan, apply(plan, changes), changes) == []
