"""Who outside could fill a need, and what each does to the plan."""

from __future__ import annotations

import pytest

from fairlead.outsource.ranking import ranked_for
from fairlead.outsource.solving import solved
from fairlead.outsource.staffing import staffing
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import scored
from tests.outsource.plans import BOTH, LUCK, NAMED, NOBODY, TWO, ground_of, ranked, the_need
from tests.plans import a_plan


def test_candidates_who_fit_are_ranked_and_the_others_are_told_why() -> None:
    found = ranked(TWO)

    assert next(iter(found)) == "carol"
    assert (found["carol"].out, found["carol"].finish_gain) == ("", 14 * 1440)
    assert any("CSM expired on" in reason for reason in found["carol"].reasons)
    assert found["dan"].out == "fw at level 1, and 2 is asked for"
    assert found["eve"].out == "no fw"
    assert found["fay"].out.startswith("can begin on Tue 1 Jun 2027")


def test_the_lines_of_a_candidate_bring_the_figures_that_are_said() -> None:
    carol = ranked(TWO)["carol"]
    plan = a_plan(TWO)
    again = scored(with_lines(plan, carol.lines), LUCK)

    assert carol.score is not None
    assert (again.planned_finish, again.planned_cost) == (
        carol.score.planned_finish,
        carol.score.planned_cost,
    )
    assert again.chance_of_all == carol.score.chance_of_all


def test_net_worth_is_what_is_saved_less_their_pay() -> None:
    plan = a_plan(TWO)
    need, carol = the_need(plan), ranked(TWO)["carol"]

    # 80 hours of one task at 100 instead of Ana's 80.
    assert carol.price == pytest.approx(80 * 100 - 80 * 80)
    assert carol.worth == pytest.approx(need.value - 80 * 100)


def test_the_best_is_who_leaves_most_of_the_worth() -> None:
    text = TWO.replace("  - {id: dan", "  - {id: bea, name: Bea, skills: {fw: 2}, rate: 60/h}\n  - {id: dan")

    assert list(ranked(text))[:2] == ["bea", "carol"]


def test_what_is_not_used_of_a_shortest_engagement_is_paid() -> None:
    carol = ranked(TWO.replace("rate: 100/h, cert", "rate: 100/h, minimum: 15d, cert"))["carol"]

    # Ten of fifteen days are worked.
    assert carol.price == pytest.approx(80 * 100 - 80 * 80 + 5 * 8 * 100)
    assert any("Shortest engagement of Carol" in line for line in carol.lines)


def test_ramp_up_makes_them_slower_and_dearer() -> None:
    quick = ranked(TWO)["carol"]
    slow = ranked(TWO.replace("rate: 100/h, cert", "rate: 100/h, ramp_up: 4d, cert"))["carol"]

    assert slow.finish_gain < quick.finish_gain
    assert slow.price > quick.price


@pytest.mark.parametrize(
    ("levers", "out"),
    [
        ("never: [carol]", "the plan's `levers` say never `carol`"),
        ("never: [hire]", "the plan's `levers` say never `hire`"),
        ("never: [hire carol]", "the plan's `levers` say never `hire carol`"),
        ("never: [agency]", "the plan's `levers` say never `agency`"),
        ("regions: [EU]", "in Austin, US, outside EU"),
        ("contractors: 0", "the plan's `levers` allow no contractors"),
        ("hires: 0", ""),
    ],
)
def test_levers_rule_out(levers: str, out: str) -> None:
    text = TWO.replace("name: Carol,", 'name: Carol, supplier: agency, location: "Austin, US",')
    text = text.replace("goals:", "suppliers: [{id: agency, name: Agency}]\ngoals:")

    assert ranked(text.replace("currency: EUR", f"currency: EUR\nlevers: {{{levers}}}"))["carol"].out == out


def test_no_more_contractors_than_the_plan_allows() -> None:
    hired = "  - {id: gus, name: Gus, skills: {qa: 1}, hired: 2027-01-04}\n  - {id: dan"
    text = TWO.replace("  - {id: dan", hired).replace(
        "currency: EUR", "currency: EUR\nlevers: {contractors: 1}"
    )

    assert ranked(text)["carol"].out == "the plan's `levers` allow 1 contractor, and so many are hired"


def test_somebody_who_leaves_before_the_work_begins_is_ruled_out() -> None:
    text = TWO.replace("name: Carol,", "name: Carol, from: 2026-06-01, until: 2026-12-31,")

    assert ranked(text)["carol"].out == "there until Thu 31 Dec 2026, before the work begins"


def test_where_nobody_can_do_the_work_who_can_is_found() -> None:
    text = NOBODY.replace("tasks:", "candidates: [{id: pia, name: Pia, skills: {paint: 2}}]\ntasks:")
    plan = a_plan(text.replace("  - {id: w, name: Weld it, estimate: 5d, needs: [weld], after: [a]}\n", ""))
    (pia,) = ranked_for(ground_of(plan), the_need(plan))

    assert pia.out == ""
    assert pia.solved is not None
    assert [each.who for each in pia.solved.schedule.placed["p"].assigned] == ["pia"]


def test_a_candidate_stands_in_for_somebody_named() -> None:
    text = NAMED.replace(
        "tasks:",
        "candidates: [{id: bo, name: Bo, skills: {fw: 2}}, {id: cy, name: Cy, skills: {hw: 3}}]\ntasks:",
    )
    found = ranked(text)

    assert (found["bo"].out, found["bo"].finish_gain) == ("", 14 * 1440)
    assert "no hw" in found["bo"].reasons
    assert found["cy"].out == "no fw at level 2, the level there now"


def test_a_firm_takes_whole_tasks_after_its_lead_time() -> None:
    text = TWO.replace(
        "goals:", "suppliers: [{id: firm, name: Firm, skills: {fw: 2}, rate: 120/h, lead_time: 1w}]\ngoals:"
    )
    firm = ranked(text)["firm"]

    assert firm.out == ""
    assert any("needs firm" in line for line in firm.lines)
    # It begins a week later than Ana's second pair of hands would.
    assert firm.finish_gain == 7 * 1440
    assert firm.price == pytest.approx(80 * (120 - 80))


def test_every_schedule_behind_a_figure_passes_the_checker() -> None:
    plan = a_plan(TWO)
    for each in ranked_for(ground_of(plan), the_need(plan)):
        if not each.out:
            assert each.solved is not None
            assert solved(each.solved.plan, LUCK, costs=False) is not None


@pytest.mark.parametrize("word", ["firm", "supplier", "outsource", "supplier firm"])
def test_levers_rule_out_firms(word: str) -> None:
    text = TWO.replace("goals:", "suppliers: [{id: firm, skills: {fw: 2}}]\ngoals:")
    text = text.replace("currency: EUR", f"currency: EUR\nlevers: {{never: [{word}]}}")

    assert ranked(text)["firm"].out == f"the plan's `levers` say never `{word}`"


def test_whoever_makes_nothing_earlier_is_ruled_out() -> None:
    # Two hours a day from the 4th on: what takes ten days would take forty, and Ana does both in twenty.
    text = TWO.replace("name: Carol,", 'name: Carol, hours: "Mon-Fri 09:00-11:00",')

    assert ranked(text)["carol"].out == "could come, but nothing would be done earlier with them"


def test_at_the_highest_rate_worth_paying_nothing_is_left_and_above_it_money_is_lost() -> None:
    need = the_need(a_plan(TWO))
    assert need.rate is not None

    def net_worth(rate: float) -> float:
        worth = ranked(TWO.replace("rate: 100/h, cert", f"rate: {rate:.4f}/h, cert"))["carol"].worth
        assert worth is not None
        return worth

    # The penalty for 13 days and 17 hours and Ana's pay for one of the tasks, over the 80 hours of that task.
    assert need.rate == pytest.approx((5_000 * (13 + 17 / 24) / 7 + 80 * 80) / 80)
    assert net_worth(need.rate) == pytest.approx(0, abs=0.1)
    assert net_worth(need.rate + 1) == pytest.approx(-80, abs=0.1)


def test_nobody_is_hired_until_a_day_after_which_work_that_slips_would_be_left_undone() -> None:
    slips = "risks: [{id: r, probability: 50%, delays: {a: 40d, b: 40d}}]\ngoals:"
    sure, unsure = ranked(TWO)["carol"], ranked(TWO.replace("goals:", slips))["carol"]

    assert sure.lines == ("hire carol from 2027-01-04 until 2027-01-29",)
    assert unsure.lines == ("hire carol from 2027-01-04",)
    assert unsure.score is not None
    assert not unsure.score.forecast.blocked


def test_what_helps_together_alone_is_ranked_with_the_others_there() -> None:
    plan = a_plan(BOTH)
    found = staffing(plan, LUCK)
    cy = found.ranked[[need.skill for need in found.needs].index("fw")][0]

    assert (cy.id, cy.finish_gain) == ("cy", 14 * 1440)
    assert cy.lines[0].startswith('add person "One more for hw"')
    assert cy.lines[1].startswith("hire cy")
    # Cy's 80 hours at 90 instead of 80.
    assert cy.price == pytest.approx(800)
    again = scored(with_lines(plan, cy.lines), LUCK)
    assert cy.score is not None
    assert (again.planned_finish, again.chance_of_all) == (cy.score.planned_finish, cy.score.chance_of_all)


def test_whoever_says_no_rate_comes_after_those_who_do() -> None:
    text = TWO.replace(
        "  - {id: dan", "  - {id: sal, name: Sal, skills: {fw: 3}, salary: 60000/year}\n  - {id: dan"
    )
    found = ranked(text)

    assert [id for id, each in found.items() if not each.out] == ["carol", "sal"]
    assert (found["carol"].priced, found["sal"].priced) == (True, False)
    assert "no rate is given, so that what they cost isn't counted" in found["sal"].reasons
