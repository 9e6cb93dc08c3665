"""The lead's own effort is work of the plan."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.outsource.leading import Leading, is_for_leading, leading, ranked_leads
from fairlead.outsource.solving import solved
from fairlead.plan.rules import check
from fairlead.plan.scenarios import with_lines
from fairlead.plan.values.certifications import Certification
from tests.outsource.plans import LUCK, ground_of
from tests.plans import a_plan

CREW = """
name: P
PLAN
people: [{id: ana, name: Ana, skills: {x: 1}}, {id: tom, name: Tom, skills: {y: 1}MORE}]
candidates:
  - {id: ida, name: Ida, skills: {x: 1}, rate: 100/h, certifications: [PMP until 2028-01-01], coaching: [Leads]}
  - {id: old, name: Olga, certifications: [PMP until 2026-01-01]}
  - {id: dev, name: Dev, skills: {x: 3}}
tasks: [{id: a, estimate: 10d, needs: [x]}, {id: b, estimate: 10d, needs: [y]}]
"""


def led(more: str = "", head: str = "currency: EUR") -> Leading:
    plan = a_plan(CREW.replace("MORE", more).replace("PLAN", head))
    base = solved(plan, LUCK)
    assert base is not None
    found = leading(plan, base, LUCK)
    assert found is not None
    return found


def test_a_team_without_a_lead_is_a_gap() -> None:
    found = led()

    assert (found.who, found.is_gap, found.extent, found.share) == (None, True, 25, pytest.approx(0.25))
    assert (
        found.sentence == "Nobody leads this plan, and leading 2 people takes about 25% of somebody's time."
    )
    assert (found.first, found.last) == (date(2027, 1, 4), date(2027, 1, 15))


@pytest.mark.parametrize("more", [", certifications: [PMP until 2028-01-01]", ", role: Project manager"])
def test_a_certificate_or_a_role_says_who_leads(more: str) -> None:
    assert led(more).who == "tom"


def test_an_expired_certificate_leads_nobody() -> None:
    assert led(", certifications: [PMP until 2026-01-01]").who is None


def test_a_manager_whose_work_leaves_no_time_is_a_gap() -> None:
    found = led(head="manager: tom\ncurrency: EUR")

    # Tom's ten days are all of the plan's ten days.
    assert (found.who, found.free, found.is_gap, found.extent) == ("tom", 0, True, 25)
    # With a quarter of each day for leading his 80 hours take 13 days of six hours, and two more on the 14th.
    assert found.late == (13 * 480 + 120) - 10 * 480


def test_a_manager_with_time_is_none() -> None:
    found = led(", count: 2", head="manager: tom\ncurrency: EUR")

    assert not found.is_gap
    assert found.extent == 0


@pytest.mark.parametrize("head", ["currency: EUR", "manager: tom\ncurrency: EUR"])
def test_the_lines_of_leading_can_be_added_to_the_plan(head: str) -> None:
    found = led(head=head)
    changed = with_lines(found.base.plan, found.lines, check=check)

    assert [duty.title for duty in changed.duties.values()] == ["Leading the plan"]


def test_who_could_lead_is_ranked_and_the_others_are_told_why() -> None:
    found = led()
    ranked = {each.id: each for each in ranked_leads(ground_of(found.base.plan), found)}

    assert next(iter(ranked)) == "ida"
    # A quarter of ten days at 100 an hour; no task is given to whoever leads.
    assert (ranked["ida"].out, ranked["ida"].price) == ("", pytest.approx(20 * 100))
    assert ranked["ida"].reasons[:2] == ("certified: PMP until Sat 1 Jan 2028", "knows the field: x")
    assert "PMP expired on" in ranked["old"].out
    assert ranked["dev"].out == "has no certificate and no skill of leading projects"


def test_taking_leading_off_an_overloaded_manager_wins_the_time_back() -> None:
    found = led(head="manager: tom\ncurrency: EUR")
    ida = ranked_leads(ground_of(found.base.plan), found)[0]

    assert ida.id == "ida"
    assert found.burdened is not None
    assert ida.finish_gain == found.burdened.finish - found.base.finish


def test_somebody_alone_needs_no_lead() -> None:
    plan = a_plan("name: P\npeople: [{id: ana}]\ntasks: [{id: a, estimate: 1d, who: ana}]")
    base = solved(plan, LUCK)
    assert base is not None

    assert leading(plan, base, LUCK) is None


@pytest.mark.parametrize(
    ("text", "leads"),
    [("PMP", True), ("PgMP until 2028-01-01", True), ("PRINCE2 Practitioner", True), ("PMI-ACP®", True),
     ("CSM", True), ("CISSP", False), ("ISTQB", False), ("MSPowerPoint", False)],
)  # fmt: skip
def test_certificates_for_leading_are_known(text: str, leads: bool) -> None:
    assert is_for_leading(Certification.parse(text)) is leads
