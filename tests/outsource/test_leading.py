"""The lead's own effort is work of the plan."""

from __future__ import annotations

from datetime import date

import pytest

from fairlead.outsource.credentials import is_for_leading
from fairlead.outsource.leading import Leading, leading
from fairlead.outsource.leads import lead_lines, ranked_leads
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

    # Two full times, and a twentieth of all effort is leading: a tenth of one.
    assert (found.who, found.is_gap, found.extent, found.share) == (None, True, 25, pytest.approx(0.1))
    assert found.sentence == (
        "Nobody leads this plan, and leading 2 people through 160 hours of work takes about 10% of a full time."
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
    # With a tenth of each day for leading his 80 hours take 11 days of 432 minutes, and 48 minutes more.
    assert found.late == (11 * 480 + 48) - 10 * 480


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
    assert ranked["dev"].out == "no certificate and no skill of leading projects"


@pytest.mark.parametrize(
    "other",
    [
        "certifications: [AWS, CKA, Certified welder], skills: {leadership: 1}, rate: 120/h",
        "certifications: [PMP]",  # whose pay isn't known
    ],
)
def test_other_certificates_and_pay_that_is_not_known_make_nobody_lead_better(other: str) -> None:
    text = CREW.replace("MORE", "").replace("PLAN", "currency: EUR")
    plan = a_plan(text.replace("tasks:", f"  - {{id: zoe, name: Zoe, {other}}}\ntasks:"))
    ground = ground_of(plan)
    gap = leading(plan, ground.base, LUCK)
    assert gap is not None

    assert [each.id for each in ranked_leads(ground, gap) if not each.out] == ["ida", "zoe"]


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
     ("CSM", True), ("Certified ScrumMaster", True), ("PMI PMP", True),
     ("Project Management Professional (PMP)", True), ("CISSP", False), ("ISTQB", False), ("MSPowerPoint", False)],
)  # fmt: skip
def test_certificates_for_leading_are_known(text: str, leads: bool) -> None:
    assert is_for_leading(Certification.parse(text)) is leads


def led_in(text: str) -> Leading | None:
    plan = a_plan(text)
    base = solved(plan, LUCK)
    assert base is not None
    return leading(plan, base, LUCK)


# Five people, each with ten days of work: five full times, of all effort 13 % is leading, so 75 % of one.
FIVE = """
name: P
currency: EUR
HEAD
people: [{id: crew, name: Crew, skills: {x: 1}, count: 5}MORE]
tasks:
  - {id: t1, estimate: 10d, needs: [x]}
  - {id: t2, estimate: 10d, needs: [x]}
  - {id: t3, estimate: 10d, needs: [x]}
  - {id: t4, estimate: 10d, needs: [x]}
  - {id: t5, estimate: 10d, needs: [x]}
"""


def five(head: str = "", more: str = "") -> Leading:
    found = led_in(FIVE.replace("HEAD", head).replace("MORE", more))
    assert found is not None
    return found


def test_leading_takes_its_part_of_all_effort() -> None:
    found = five()

    assert (found.team, found.hours, found.part) == (5, 400, 0.13)
    assert found.share == pytest.approx(0.75)


def test_leading_begins_on_a_working_day() -> None:
    # The plan is looked at on a Saturday.
    assert five("status_date: 2027-01-02").first == date(2027, 1, 4)
    assert five("start: 2027-01-02").lines[0].endswith("from 2027-01-04")


def test_what_a_manager_is_there_for_is_of_a_full_time() -> None:
    found = five("manager: boss", ", {id: boss, name: Boss, share: 20%}")

    assert (found.free, found.is_gap, found.extent) == (pytest.approx(0.2), True, 75)


def test_the_plan_says_by_a_duty_what_leading_takes() -> None:
    found = five("duties: [{id: leading, name: Leading, takes: 40%}]")

    assert (found.who, found.share, found.part, found.is_gap) == (None, pytest.approx(0.4), None, True)
    assert found.sentence == (
        "Nobody leads this plan, and leading takes 40% of a full time, as the plan's duty `Leading` says."
    )
    assert found.lines[1] == "leading who project-manager"


@pytest.mark.parametrize(
    ("head", "more"),
    [("", ""), ("duties: [{id: leading, name: Leading, takes: 40%}]", ""),
     ("manager: boss", ", {id: boss, name: Boss}")],
)  # fmt: skip
def test_once_its_lines_are_in_the_plan_leading_is_no_gap(head: str, more: str) -> None:
    first = five(head, more)
    plan = with_lines(first.base.plan, first.lines, check=check)
    base = solved(plan, LUCK)
    assert base is not None
    again = leading(plan, base, LUCK)

    assert again is not None
    assert (again.is_gap, again.lines, again.late) == (False, (), 0)
    assert again.share == pytest.approx(first.share)


def test_whoever_has_been_hired_to_lead_leads() -> None:
    found = led()
    ida = ranked_leads(ground_of(found.base.plan), found)[0]
    plan = with_lines(found.base.plan, ida.lines, check=check)
    base = solved(plan, LUCK)
    assert base is not None
    again = leading(plan, base, LUCK)

    assert again is not None
    # Nine tenths of the quarter for which she has been hired.
    assert (again.who, again.is_gap, again.share) == ("ida", False, pytest.approx(0.9 * 0.25))


def test_a_duty_of_leading_that_makes_the_plan_late_is_a_gap() -> None:
    found = led(head="currency: EUR\nduties: [{id: leading, name: Leading, who: tom, takes: 50%}]")

    # The first half of each of Tom's days is left for ten days of work: he is done in the middle of the twentieth.
    assert (found.who, found.is_gap, found.extent, found.late) == ("tom", True, 50, 9 * 480 + 240)
    assert found.relieved is not None
    ida = ranked_leads(ground_of(found.base.plan), found)[0]
    assert (ida.id, ida.lines[0]) == ("ida", "remove leading")
    assert ida.finish_gain == found.base.finish - found.relieved.finish


def test_a_manager_outside_of_the_people_leads_all_the_same() -> None:
    found = five("manager: cto\nstakeholders: [{id: cto, name: Petra}]")

    assert (found.who, found.outside, found.is_gap, found.lines) == ("cto", True, False, ())
    assert found.sentence.startswith("Petra leads, but isn't one of the people whose time the plan counts")


def test_a_team_as_manager_is_its_lead() -> None:
    found = five("manager: office\nteams: [{id: office, lead: pia}]", ", {id: pia, team: office}")

    assert (found.who, found.is_gap) == ("pia", False)


def test_whoever_is_taken_for_the_lead_by_a_certificate_is_named() -> None:
    assert led(", certifications: [PMP until 2028-01-01]").inferred == (
        "Tom is taken for the lead by a certificate alone: PMP until 2028-01-01."
    )
    assert led(", role: Project manager").inferred == ""


def test_what_is_done_needs_no_lead() -> None:
    text = CREW.replace("MORE", "").replace("PLAN", "status_date: 2027-02-01")
    for id in "ab":
        text = text.replace(
            f"{{id: {id}, estimate: 10d", f"{{id: {id}, started: 2027-01-04, done: 2027-01-15, estimate: 10d"
        )

    assert led_in(text) is None


def test_whoever_leads_stays_until_the_plan_is_done_however_late_they_come() -> None:
    plan = a_plan(
        CREW.replace("MORE", "")
        .replace("PLAN", "currency: EUR")
        .replace("rate: 100/h", "rate: 100/h, from: 2027-01-09")
    )
    base = solved(plan, LUCK)
    assert base is not None
    gap = leading(plan, base, LUCK)
    assert gap is not None

    # They can come from Saturday the 9th on; the plan is done on the 15th, and there are two weeks of room.
    assert lead_lines(gap, plan.candidates["ida"])[0] == "hire ida from 2027-01-11 until 2027-01-29 at 25%"
