"""Who outside could fill a need, and what each does to the plan."""

from __future__ import annotations

import pytest

from fairlead.outsource.ranking import ranked_for
from fairlead.outsource.solving import solved
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import scored
from tests.outsource.plans import LUCK, NAMED, NOBODY, TWO, ground_of, ranked, the_need
from tests.plans import a_plan


def test_candidates_who_fit_are_ranked_and_the_others_are_told_why() -> None:
    found = ranked(TWO)

    assert next(iter(found)) == "carol"
    assert (found["carol"].out, found["carol"].finish_gain) == ("", 14 * 1440)
    assert any("CSM expired on" in reason for reason in found["carol"].reasons)
    assert found["dan"].out == "has fw at level 1, and 2 is asked for"
    assert found["eve"].out == "has no fw"
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
        ("never: [carol]", "the plan's `levers` say never"),
        ("never: [hire]", "the plan's `levers` say never"),
        ("regions: [EU]", "is in Austin, US, outside EU"),
        ("contractors: 0", "the plan's `levers` allow no contractors"),
        ("hires: 0", ""),
    ],
)
def test_levers_rule_out(levers: str, out: str) -> None:
    text = TWO.replace("name: Carol,", 'name: Carol, location: "Austin, US",')

    assert ranked(text.replace("currency: EUR", f"currency: EUR\nlevers: {{{levers}}}"))["carol"].out == out


def test_no_more_contractors_than_the_plan_allows() -> None:
    hired = "  - {id: gus, name: Gus, skills: {qa: 1}, hired: 2027-01-04}\n  - {id: dan"
    text = TWO.replace("  - {id: dan", hired).replace(
        "currency: EUR", "currency: EUR\nlevers: {contractors: 1}"
    )

    assert ranked(text)["carol"].out == "the plan's `levers` allow 1 contractor, and so many are hired"


def test_somebody_who_leaves_before_the_work_begins_is_ruled_out() -> None:
    text = TWO.replace("name: Carol,", "name: Carol, from: 2026-06-01, until: 2026-12-31,")

    assert ranked(text)["carol"].out == "is there until Thu 31 Dec 2026, before the work begins"


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
    assert found["cy"].out == "has no fw at level 2, the level there now"


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
