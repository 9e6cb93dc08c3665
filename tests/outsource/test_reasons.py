"""What speaks for and against somebody, as the plan says it."""

from __future__ import annotations

from datetime import date

from fairlead.outsource.reasons import certificates, record, together
from fairlead.plan.entities import Candidate, Supplier
from tests.plans import a_plan

PLAN = """
name: P
currency: EUR
calendar: {zone: Europe/Berlin, hours: Mon-Fri 09:00-17:00}
people: [{id: ana, language: de}]
suppliers:
  - {id: agency, name: Embedded experts, minimum: 10d, lead_time: 2w, rate: 120/h, terms: 30% at start 70% at finish}
candidates:
  - id: carol
    name: Carol
    supplier: agency
    years: 8
    domains: [robotics, medicine]
    degree: MSc Electronics
    tools: [J-Link]
    coaching: [Leads of teams]
    learns: [ros]
    from: 2027-02-01
    until: 2027-06-30
    share: 80%
    hours: Mon-Thu 09:00-15:00
    away: 2027-03-01..2027-03-05
    ramp_up: 1w
    contract: freelance
    rate: 110/h
    references: [Two grippers at a customer]
    location: Lyon, France
    language: fr
    zone: Europe/Paris
    certifications: [PMP until 2026-01-31, CSM until 2027-05-31, PgMP until 2028-01-31, ISTQB]
tasks: []
"""


def carol() -> Candidate:
    return a_plan(PLAN).candidates["carol"]


def agency() -> Supplier:
    return a_plan(PLAN).suppliers["agency"]


def test_all_that_is_said_of_a_candidate_is_shown() -> None:
    plan = a_plan(PLAN)

    assert list(record(plan, plan.candidates["carol"])) == [
        "8 years in robotics, medicine",
        "MSc Electronics",
        "knows J-Link",
        "coaches: Leads of teams",
        "learns ros",
        "can begin on Mon 1 Feb 2027",
        "there until Wed 30 Jun 2027",
        "there for 80%",
        "works Mon-Thu 09:00-15:00",
        "away 2027-03-01..2027-03-05",
        "needs 1w to learn the work, at half their hours",
        "contract: freelance",
        "through Embedded experts",
        # The firm's, since she says none of her own.
        "is paid for 10d at least",
        "rate 110/h",
        "references: Two grippers at a customer",
    ]


def test_all_that_is_said_of_a_firm_is_shown() -> None:
    plan = a_plan(PLAN)

    assert list(record(plan, plan.suppliers["agency"])) == [
        # Two weeks from the plan's start on 4 January.
        "can begin on Mon 18 Jan 2027",
        "is paid for 10d at least",
        "rate 120/h",
        "terms: 30% at start 70% at finish",
    ]


def test_certificates_are_in_force_or_end_before_the_work_or_have_expired() -> None:
    assert list(certificates(carol(), date(2027, 1, 4), date(2027, 6, 30))) == [
        "certificate PMP expired on Sat 31 Jan 2026",
        "certified: CSM, but only until Mon 31 May 2027, before the work is done",
        "certified: PgMP until Mon 31 Jan 2028",
        "certified: ISTQB",
    ]


def test_a_language_that_the_team_does_not_speak_is_told() -> None:
    plan = a_plan(PLAN)

    assert list(together(plan, plan.candidates["carol"], date(2027, 2, 1))) == [
        "in Lyon, France",
        "speaks French (the team: German)",
        # Four days of six hours, of five days a week.
        "4.8 hours of a working day together with the team",
    ]
