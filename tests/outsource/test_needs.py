"""What a team lacks: by the difference of two full solves."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.outsource.certifications import Certification
from fairlead.outsource.leading import leading
from fairlead.outsource.needs import needs_of
from fairlead.outsource.ranking import ranked_for
from fairlead.outsource.regions import is_inside
from fairlead.outsource.roles import role, role_title
from fairlead.outsource.solving import solved
from fairlead.plan.scenarios import with_lines
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

# Ana alone takes four weeks for what two could do in two; each week late costs 5,000.
PLAN = """
name: P
currency: EUR
people: [{id: ana, name: Ana, skills: {fw: 3}, rate: 80/h}]
candidates:
  - {id: carol, name: Carol, skills: {fw: 2}, rate: 100/h, certifications: [CSM until 2026-01-01]}
  - {id: dan, name: Dan, skills: {fw: 1}}
  - {id: eve, name: Eve, skills: {paint: 3}}
  - {id: fay, name: Fay, skills: {fw: 3}, from: 2027-06-01}
goals: [{id: done, deadline: 2027-01-15, done_when: [end], penalty: 5000/w}]
tasks:
  - {id: a, name: A, estimate: 10d, needs: [fw >= 2]}
  - {id: b, name: B, estimate: 10d, needs: [fw >= 2]}
  - {id: end, milestone: true, after: [a, b]}
"""
LUCK = Luck(200)


def test_the_gap_is_the_skill_that_work_waits_for() -> None:
    base, (need,) = needs_of(a_plan(PLAN), LUCK)

    assert (need.skill, need.level, need.share, need.gain) == ("fw", 2, 100, 10 * 480)
    assert (need.first, need.last) == (date(2027, 1, 4), date(2027, 1, 15))
    assert need.goals == {"done": 14 * 1440}
    # From the end of the 15th to 17:00 on the 29th: two weeks but for seven hours.
    assert base.penalty == pytest.approx(5_000 * (2 - 7 / 168))


def test_the_highest_rate_is_the_difference_of_two_full_solves_by_the_hour() -> None:
    plan = a_plan(PLAN)
    base, (need,) = needs_of(plan, LUCK)

    helped = solved(with_lines(plan, [need.line]), Luck(100))
    assert helped is not None
    assert need.value == pytest.approx(base.penalty - helped.penalty + base.cost - helped.cost)
    assert need.rate == pytest.approx(need.value / 80)
    # The penalty, and Ana's pay for one of the tasks.
    assert need.value == pytest.approx(base.penalty + 80 * 80)


def test_a_day_later_than_the_latest_start_helps_no_more() -> None:
    plan = a_plan(PLAN)
    base, (need,) = needs_of(plan, LUCK)

    def gain(day: date) -> int:
        found = solved(
            with_lines(plan, [need.line.replace("2027-01-04", day.isoformat())]), LUCK, costs=False
        )
        assert found is not None
        return found.worked_until(base)

    assert gain(need.latest) > 0
    assert gain(date.fromordinal(need.latest.toordinal() + 1)) == 0


def test_candidates_who_fit_are_ranked_and_the_others_are_told_why() -> None:
    plan = a_plan(PLAN)
    _, (need,) = needs_of(plan, LUCK)
    ranked = {each.id: each for each in ranked_for(plan, need, scored(plan, LUCK), LUCK)}

    assert next(iter(ranked)) == "carol"
    assert (ranked["carol"].out, ranked["carol"].finish_gain) == ("", 14 * 1440)
    assert any("CSM expired on" in reason for reason in ranked["carol"].reasons)
    assert ranked["dan"].out == "has fw at level 1, and 2 is asked for"
    assert ranked["eve"].out == "has no fw"
    assert ranked["fay"].out.startswith("can begin on Tue 1 Jun 2027")


def test_a_team_that_lacks_nobody_has_no_needs() -> None:
    _, needs = needs_of(
        a_plan("name: P\npeople: [{id: ana, skills: {x: 1}}]\ntasks: [{id: a, estimate: 3d, needs: [x]}]\n")
    )

    assert not needs


def test_a_role_names_the_work_and_keeps_rates_to_itself() -> None:
    plan = a_plan(PLAN)
    base, (need,) = needs_of(plan, LUCK)

    from fairlead.draw.document import to_markdown

    text = to_markdown(role_title(plan, need), role(plan, need, base))
    told = to_markdown(role_title(plan, need), role(plan, need, base, with_rates=True))
    assert "fw at level 2 or more" in text
    assert "| A |" in text or "| B |" in text
    assert "worth paying" not in text
    assert "worth paying" in told


def test_a_team_without_a_lead_is_a_gap_and_a_certificate_says_who_leads() -> None:
    people = "people: [{id: ana, skills: {x: 1}}, {id: tom, skills: {x: 1}CERT}]"
    text = f"name: P\n{people}\ntasks: [{{id: a, estimate: 3d, needs: [x]}}]\n"

    def lead(certificate: str) -> tuple[str | None, bool]:
        plan = a_plan(text.replace("CERT", certificate))
        base = solved(plan, LUCK)
        assert base is not None
        found = leading(plan, base)
        assert found is not None
        return found.who, found.is_gap

    assert lead("") == (None, True)
    assert lead(", certifications: [PMP until 2028-01-01]") == ("tom", False)


@pytest.mark.parametrize(
    ("text", "name", "until"),
    [
        ("PMP", "PMP", None),
        ("PMP until 2028-06-30", "PMP", date(2028, 6, 30)),
        ("ISTQB Advanced until 2027-01-01", "ISTQB Advanced", date(2027, 1, 1)),
        ("PMP until 2028-13-45", "PMP until 2028-13-45", None),
    ],
)
def test_a_certificate_may_say_how_long_it_holds(text: str, name: str, until: date | None) -> None:
    assert Certification.parse(text) == Certification(name, until)


@pytest.mark.parametrize(
    ("place", "inside"),
    [("Krakow, PL", True), ("Lyon (France)", True), ("Austin, US", False), ("Online", False)],
)
def test_a_place_lies_in_the_union_by_its_country(place: str, inside: bool) -> None:
    assert is_inside(place, ["EU"]) is inside
