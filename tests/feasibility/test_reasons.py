"""The reasons behind a verdict, as a lead reads them."""

from __future__ import annotations

from fairlead.draw.document import Bullets
from fairlead.feasibility.assessing import assess
from fairlead.feasibility.page import blocks, headline, verdicts
from fairlead.feasibility.verdict import Assessment
from fairlead.risk.scoring import Luck
from tests.plans import a_plan


def assessed(text: str, **more: object) -> Assessment:
    return assess(a_plan(text), Luck(400), why_not=0, **more)  # type: ignore[arg-type]


def said(text: str, kind: str) -> list[str]:
    return [each.sentence for each in assessed(text).reasons if each.kind == kind]


# January 2027: Monday the 4th is the first day. Second waits for First alone, Third for Ana.
TWO = """
name: P
focus: 100%
people: [{id: ana, name: Ana, skills: {fw: 2}}, {id: tom, name: Tom}]
goals: [{id: pilot, name: Pilot, deadline: 2027-01-22, done_when: [third]}]
tasks:
  - {id: first, name: First, estimate: 5d, who: [ana]}
  - {id: second, name: Second, estimate: 2d..5d..12d, who: [tom], after: [first]}
  - {id: other, name: Other, estimate: 8d, who: [ana], priority: 900}
  - {id: third, name: Third, estimate: 2d, who: [ana], after: [second]}
"""


def test_a_goal_that_can_be_missed_is_said_with_its_chance_and_both_dates() -> None:
    (odds,) = said(TWO, "odds")

    # Other goes first: First ends on the 20th, Second on the 27th, Third on the 29th.
    assert odds.startswith(
        "None of 400 runs met Pilot by 22 January 2027: as planned it comes 7 days late, on 29 January; "
    )
    assert odds.endswith("is 80% sure.")


def test_what_people_have_to_do_with_it_names_them_and_until_when() -> None:
    (freed,) = said(TWO, "staffing")

    assert freed.startswith("If everybody were free whenever needed, it would have a")
    assert freed.endswith("% chance: Ana does Other until 13 January, before First.")


def test_what_the_date_hangs_on_is_in_the_order_of_time() -> None:
    assert said(TWO, "path") == [
        "Its date hangs on Other until 13 January, First until 20 January and Second until 27 January 2027."
    ]


def test_a_group_with_little_to_spare_is_named_with_its_days() -> None:
    text = (
        TWO.replace("first, name: First, estimate: 5d", "first, name: First, estimate: 4d..8d..20d")
        .replace("estimate: 8d, who: [ana], priority: 900", "estimate: 3d, who: [ana], priority: 900")
        .replace("2d..5d..12d", "1d")
        .replace("[third]", "[third, other]")
    )

    # First 8, Other 3 and Third 2 days of the fifteen until the 22nd.
    assert "First, Other and Third need 13 person-days by 22 January 2027; Ana has 15: 2 to spare." in said(
        text, "staffing"
    )


def test_many_goals_are_not_all_explained() -> None:
    goals = ", ".join(
        f"{{id: g{n}, name: G{n}, deadline: 2027-01-{11 + n}, done_when: [a]}}" for n in range(6)
    )
    text = f"name: P\ngoals: [{goals}]\ntasks: [{{id: a, name: A, estimate: 12d..14d..30d}}]\n"
    *told, more = said(text, "odds")

    assert len(told) == 4
    assert more == "Less sure than asked for as well: G4 (<1%) and G5 (<1%)."


def test_the_page_groups_what_is_behind_each_goal() -> None:
    found = assessed(TWO)
    (list_,) = [each for each in blocks(found, found.words) if isinstance(each, Bullets)][:1]

    (goal, below), *_ = list_.entries
    assert "Pilot" in goal
    assert len(below) == 2


def test_a_narrow_table_leaves_out_what_matters_less() -> None:
    found = assessed(TWO)
    titles = [
        [column.title for column in verdicts(found, found.words, **how).columns]
        for how in ({}, {"narrow": True}, {"bare": True})
    ]

    assert titles == [
        ["", "As planned", "With 80%", "Asked for", "Chance", "Verdict"],
        ["", "With 80%", "Asked for", "Chance", "Verdict"],
        ["", "Asked for", "Chance", "Verdict"],
    ]


def test_odds_of_nothing_are_honest() -> None:
    assert headline(assessed(TWO.replace("2d..5d..12d", "1d..12d..13d"))) == (
        "No: it can be met with luck, but the odds are against it. None of 400 runs kept all that is promised "
        "together: its chance is below about 1 in 133."
    )


def test_what_is_out_of_reach_is_named_among_several() -> None:
    text = TWO.replace(
        "[{id: pilot", "[{id: soon, name: Soon, deadline: 2027-01-05, done_when: [first]}, {id: pilot"
    )

    assert headline(assessed(text)) == "No: it can't be met, even with luck. Soon is out of reach."


def test_people_enough_are_no_answer_where_nothing_is_promised() -> None:
    found = assessed("name: P\npeople: [{id: ana}]\ntasks: [{id: a, estimate: 1d, who: [ana]}]\n")

    assert (found.people.verdict, found.verdict) == ("yes", None)
    assert headline(found) == "Nothing is promised yet, so nothing can be judged."


def test_a_window_that_is_missed_is_named_with_its_end() -> None:
    text = """
name: P
suppliers: [{id: lab, name: The lab, available: [2027-01-11..2027-01-15]}]
goals: [{id: done, name: Done, deadline: 2027-03-01, done_when: [test]}]
tasks:
  - {id: build, name: Build, estimate: 2d..8d..20d}
  - {id: test, name: Test, estimate: 2d, needs: [lab], after: [build]}
"""
    (sentence,) = said(text, "windows")

    assert sentence.endswith(
        "never done, most often Test: The lab is there until 15 January 2027 and not after."
    )


def test_a_risk_is_quoted_since_its_name_is_a_sentence() -> None:
    text = """
name: P
goals: [{id: done, name: Done, deadline: 2027-01-15, done_when: [a]}]
risks: [{id: rain, event: It rains, probability: 60%, delays: {a: 10d}}]
tasks: [{id: a, name: A, estimate: 5d}]
"""
    (sentence,) = said(text, "driver")

    assert sentence.startswith("Of all that is uncertain, the risk “It rains” (")
    assert sentence.endswith("%) moves the finish most: by 2 weeks.")


def test_cash_names_the_day_and_what_is_too_much() -> None:
    text = """
name: P
currency: EUR
budget: {total: 5000, releases: [1000 from 2027-01-04, 4000 from 2027-02-01]}
costs: [{id: fair, name: Fair, amount: 3000, on: 2027-01-08}]
tasks: [{id: a, name: A, estimate: 20d}]
"""
    assert said(text, "cash") == [
        "From 8 January 2027 on more is spent than has been released: EUR 3,000 of EUR 1,000 at the worst, "
        "EUR 2,000 too much."
    ]


def test_of_a_long_chain_the_number_of_tasks_is_said() -> None:
    tasks = "\n".join(
        f"  - {{id: t{n}, name: T{n}, estimate: 2d{f', after: [t{n - 1}]' if n else ''}}}" for n in range(9)
    )
    text = f"name: P\ngoals: [{{id: g, name: G, deadline: 2027-01-15, done_when: [t8]}}]\ntasks:\n{tasks}\n"

    # Two days take four where a weekend lies between; of the others, all alike, the first is named.
    assert said(text, "path") == [
        "Its date hangs on 9 tasks one after the other, the longest T0 until 5 January, T2 until 11 January and "
        "T7 until 25 January 2027."
    ]


def test_what_is_done_is_a_fact_and_needs_no_cure() -> None:
    text = """
name: P
status_date: 2027-02-01
goals: [{id: done, name: Done, deadline: 2027-01-15, done_when: [a]}]
tasks: [{id: a, name: A, estimate: 4d, started: 2027-01-11, done: 2027-01-20}]
"""
    found = assess(a_plan(text), Luck(200), why_not=5)

    assert headline(found) == "No: all is done, but not all as promised."
    assert [each.sentence for each in found.reasons] == ["Done was met on 20 January 2027, 5 days late."]
    assert not found.contradictions


def test_a_goal_that_says_no_work_is_not_judged() -> None:
    found = assessed(
        "name: P\ngoals: [{id: done, name: Done, deadline: 2027-01-22}, "
        "{id: other, name: Other, deadline: 2027-01-22, done_when: [a]}]\ntasks: [{id: a, estimate: 1d}]\n"
    )

    assert headline(found).startswith(
        "Yes: it can be done. That leaves out Done: by what that is met isn't said."
    )
    assert "no-work" in [each.kind for each in found.missing]


def test_nothing_to_do_is_no_promise_kept() -> None:
    found = assessed("name: P\nbudget: {total: 1000}\n")

    assert (found.verdict, found.budget.verdict) == (None, None)
    assert headline(found) == "Nothing can be judged yet: there is nothing to do in the plan."


def test_a_weekend_is_no_wait_that_matters() -> None:
    text = """
name: P
equipment: [{id: rig, name: Test rig}]
goals: [{id: done, name: Done, deadline: 2027-01-08, done_when: [b]}]
tasks:
  - {id: a, name: First, estimate: 5d, needs: [rig]}
  - {id: b, name: Second, estimate: 1d..2d..4d, needs: [rig], after: [a]}
"""
    assert said(text, "path") == ["Its date hangs on First until 8 January and Second until 12 January 2027."]


def test_a_wait_for_somebody_who_is_away_is_part_of_the_way() -> None:
    text = """
name: P
people: [{id: ana, name: Ana}, {id: vogel, name: Mr Vogel, away: [2027-01-06..2027-01-15]}]
goals: [{id: done, name: Done, deadline: 2027-01-08, done_when: [b]}]
tasks:
  - {id: a, name: First, estimate: 2d, who: [ana]}
  - {id: b, name: Second, estimate: 1d..2d..4d, who: [vogel], after: [a]}
"""
    (sentence,) = said(text, "path")

    assert sentence.startswith(
        "Its date hangs on First until 5 January, Mr Vogel, who has time on 18 January and Second"
    )


def test_a_team_that_has_no_time_for_two_goals_is_named_once() -> None:
    goals = "[{id: soon, name: Soon, deadline: 2027-01-15, done_when: [third]}, {id: pilot"
    text = (
        TWO.replace("[{id: pilot", goals)
        .replace("2027-01-22", "2027-01-15")
        .replace("estimate: 8d", "estimate: 2d")
    )
    text = (
        text.replace("2d..5d..12d", "1d").replace("[third]", "[third, other]").replace("5d, who", "7d, who")
    )

    # Ana has ten days for eleven, whichever goal asks for them.
    assert [each for each in said(text, "staffing") if "person-days" in each] == [
        "First, Other and Third need 11 person-days by 15 January 2027; Ana has 10."
    ]
