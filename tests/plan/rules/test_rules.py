"""Every rule: one plan that breaks it, and a sound one that doesn't."""

from __future__ import annotations

import pytest

from fairlead.plan.document import Plan
from fairlead.plan.findings import Severity
from fairlead.plan.rules import RULES, check
from tests.plans import a_plan, codes, everything_found

SOUND = """
    currency: EUR
    calendars: [{id: night, hours: Mon-Fri 22:00-06:00}]
    people: [{id: ana, skills: {firmware: 3}, overtime: 4h/w at 150%}, {id: tom, hours: Mon-Wed 09:00-15:00}]
    goals: [{id: pilot, deadline: 2027-03-01, done_when: [done]}]
    tasks:
      - {id: design, estimate: 3d..4d..8d, who: [ana, tom at 50%]}
      - {id: build, work: 8d, needs: [firmware >= 2], after: [design +1d]}
      - {id: done, milestone: yes, after: [build]}
"""


def test_a_sound_plan_has_no_findings() -> None:
    assert everything_found(SOUND) == []


def test_an_empty_plan_is_no_crash() -> None:
    assert check(Plan()) == []


BROKEN = {
    "negative-setup": "equipment: [{id: rig, setup: -5m}]\ntasks: []",
    "no-start": "start:\ntasks: [{id: a, estimate: 1d}]",
    "duplicate-id": "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d}]\ngoals: [{id: a, deadline: 2027-02-01, done_when: [b]}]",
    "ambiguous-name": "people: [{id: ana, skills: {rig: 1}}]\nequipment: [{id: rig}]\ntasks: []",
    "unknown-template": "tasks: [{id: a, use: biuld}]",
    "template-cycle": "templates: [{id: t, tasks: [{id: x, use: t}]}]\ntasks: [{id: a, use: t}]",
    "unknown-id": "tasks: [{id: a, estimate: 1d, after: [ghost]}]",
    "wrong-kind": "people: [{id: ana}]\ntasks: [{id: a, estimate: 1d, after: [ana]}]",
    "unknown-need": "people: [{id: ana, skills: {cad: 1}}]\ntasks: [{id: a, estimate: 1d, needs: [welding]}]",
    "level-too-high": "people: [{id: ana, skills: {cad: 1}}]\ntasks: [{id: a, estimate: 1d, needs: [cad >= 3]}]",
    "link-to-itself": "tasks: [{id: a, estimate: 1d, after: [a]}]",
    "link-to-own-summary": "tasks: [{id: s, tasks: [{id: a, estimate: 1d, after: [s]}]}]",
    "link-to-own-child": "tasks: [{id: s, after: [a], tasks: [{id: a, estimate: 1d}]}]",
    "link-twice": "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d, after: [a, a]}]",
    "lag-order": "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d, after: [a FS +2w..+9d]}]",
    "cycle": "tasks: [{id: a, estimate: 1d, after: [b]}, {id: b, estimate: 1d, after: [a]}]",
    "how-long": "tasks: [{id: a, estimate: 1d, duration: 2d}]",
    "no-estimate": "tasks: [{id: a}]",
    "summary-estimate": "tasks: [{id: s, estimate: 1d, tasks: [{id: a, estimate: 1d}]}]",
    "milestone-with-time": "tasks: [{id: m, milestone: yes, estimate: 1d}]",
    "unknown-size": "sizes: {M: 3d}\ntasks: [{id: a, estimate: XL}]",
    "size-of-size": "sizes: {M: L, L: 3d}\ntasks: [{id: a, estimate: M}]",
    "range-order": "tasks: [{id: a, estimate: 20h..2d}]",
    "too-long": "tasks: [{id: a, estimate: 400000d}]",
    "fact-in-the-future": "status_date: 2027-01-05\ntasks: [{id: a, estimate: 1d, started: 2027-02-01}]",
    "dates-out-of-order": "tasks: [{id: a, estimate: 1d, started: 2027-02-01, done: 2027-01-20}]",
    "done-with-rest": "tasks: [{id: a, estimate: 4d, done: 2027-01-08, left: 2d}]",
    "percent-range": "tasks: [{id: a, estimate: 4d, percent: 130%}]",
    "negative-work": "tasks: [{id: a, estimate: 4d, spent: -2d}]",
    "empty-window": "tasks: [{id: a, estimate: 4d, start: from 2027-03-01 by 2027-02-01}]",
    "deadline-before-start": "tasks: [{id: a, estimate: 4d, deadline: 2026-02-01}]",
    "no-finish": "schedule_from: finish\ntasks: []",
    "impossible-date": "tasks: [{id: a, estimate: 4d, deadline: 9998-02-01}]",
    "manual-without-date": "tasks: [{id: a, estimate: 4d, manual: yes}]",
    "unknown-country": "calendar: {country: XX}\ntasks: []",
    "unknown-region": "calendar: {country: DE, region: ZZ}\ntasks: []",
    "unknown-zone": "calendar: {zone: Europe/Berln}\ntasks: []",
    "calendar-cycle": "calendars: [{id: x, base: y}, {id: y, base: x}]\ntasks: []",
    "no-working-time": "calendars: [{id: x, hours: Mon-Sun closed}]\ntasks: []",
    "no-common-hours": "calendars: [{id: n, hours: Mon-Fri 22:00-06:00}]\npeople: [{id: ana}]\ntasks: [{id: a, estimate: 1d, who: ana, calendar: n}]",
    "few-common-hours": "people: [{id: ana}, {id: eve, hours: Mon-Fri 16:00-20:00}]\ntasks: [{id: a, estimate: 1d, who: [ana, eve]}]",
    "share-range": "people: [{id: ana, share: 0%}]\ntasks: []",
    "no-overtime": "people: [{id: ana, overtime: 5m/w}]\ntasks: []",
    "certificate-date": "people: [{id: ana, certifications: [PMP until 2028-13-45]}]\ntasks: []",
    "certificate-expired": "people: [{id: ana, certifications: [PMP until 2026-12-31]}]\ntasks: []",
    "negative-years": "candidates: [{id: c, years: -3}]\ntasks: []",
    "negative-minimum": "suppliers: [{id: s, minimum: -5d}]\ntasks: []",
    "hired-too-early": "candidates: [{id: c, from: 2027-03-01, hired: 2027-02-01}]\ntasks: []",
    "share-above-all": "candidates: [{id: c, share: 150%}]\ntasks: []",
    "no-overtime-room": "people: [{id: ana, overtime: 1h/d, hours: Mon-Fri 22:00-06:00}]\ntasks: []",
    "overtime-pay": "people: [{id: ana, overtime: 1h/d at 50%}]\ntasks: []",
    "overtime-outside": "people: [{id: ana, overtime: 1h/d, until: 2027-03-01, overtime_during: [2027-04-01..]}]\ntasks: []",
    "who-twice": "people: [{id: ana}]\ntasks: [{id: a, estimate: 1d, who: [ana, ana at 50%]}]",
    "no-exchange-rate": "currency: EUR\ntasks: [{id: a, estimate: 1d, cost: 100 USD}]",
    "no-currency": "tasks: [{id: a, estimate: 1d, cost: 100 USD}]",
    "unknown-account": "budget: {total: 100, accounts: {hardware: 50}}\ntasks: [{id: a, estimate: 1d, cost: 10, account: hardwar}]",
    "budget-sum": "budget: {total: 100, accounts: {hardware: 150}}\ntasks: []",
    "negative-rate": "people: [{id: ana, rate: -80..90/h}]\ntasks: []",
    "goal-without-end": "goals: [{id: g, deadline: 2027-03-01}]\ntasks: []",
    "goal-without-deadline": "goals: [{id: g, done_when: [a]}]\ntasks: [{id: a, estimate: 1d}]",
    "probability-range": "risks: [{id: r, event: Rain, probability: 130%, costs: 5}]\ntasks: []",
    "risk-without-impact": "risks: [{id: r, event: Rain, probability: 30%}]\ntasks: []",
    "no-probability": "risks: [{id: r, event: Rain, costs: 5}]\ntasks: []",
    "outcomes-sum": "tasks: [{id: a, outcomes: [4d at 60%, 8d at 30%]}]",
    "outcomes-mixed": "tasks: [{id: a, outcomes: [4d at 60%, 8ed at 40%]}]",
    "unknown-certainty": "certainties: {rough: 50%..200%}\ntasks: [{id: a, estimate: 4d, certainty: ruogh}]",
    "correlation-range": "correlation: 120%\ntasks: []",
    "risk-scale": "risk_scales: {delay: [1w, 4d, 1mo, 2mo]}\ntasks: []",
    "always-there": "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d, only_if: [a]}]",
    "never-there": "tasks: [{id: a, estimate: 1d, chance: 50%}, {id: b, estimate: 1d, only_if: a, unless: a}]",
    "condition-cycle": "tasks: [{id: a, estimate: 1d, only_if: [b]}, {id: b, estimate: 1d, unless: [a]}]",
    "unknown-option": "decisions: [{id: d, options: [x, y]}]\ntasks: [{id: a, estimate: 1d, only_if: [d.z]}]",
    "odds-sum": "decisions: [{id: d, options: [x, y], odds: {x: 60%}}]\ntasks: []",
    "brings-cycle": "name: P\nrisks: [{id: r, probability: 5%, costs: 5, actions: [{name: A, brings: [r]}]}]\ntasks: []",
    "correlation-how": "tasks: [{id: a, estimate: 1d}, {id: b, estimate: 1d}]\ncorrelations: [{id: c, among: [a, b]}]",
    "correlation-alone": "tasks: [{id: a, estimate: 1d}]\ncorrelations: [{id: c, among: [a], strength: 10%}]",
    "correlation-twice": "tasks: [{id: a, estimate: 1d}]\ncorrelations: [{id: c, among: [a, a], strength: 10%}]",
    "correlation-matrix": "tasks: [{id: a, estimate: 1d}]\ncorrelations: [{id: c, among: [a], matrix: [[0.5]]}]",
    "scenario-line": "scenarios: [{id: s, changes: [do the impossible]}]\ntasks: []",
    "unknown-key": "tasks: [{id: a, estimat: 3d}]",
    "empty-key": "tasks: [{id: a, name: One, two, estimate: 3d}]",
    "wrong-id": "tasks: [{id: a b, estimate: 3d}]",
    "include": "include: [../elsewhere.yaml]\ntasks: []",
}


@pytest.mark.parametrize(("code", "text"), BROKEN.items())
def test_what_is_wrong_is_found(code: str, text: str) -> None:
    assert code in codes(text)


def test_every_rule_has_a_plan_that_breaks_it() -> None:
    plans = [everything_found(text) for text in BROKEN.values()]
    assert len(RULES) > 30
    assert all(plans)


@pytest.mark.parametrize(("code", "text"), BROKEN.items())
def test_findings_name_their_place_and_a_remedy(code: str, text: str) -> None:
    for finding in everything_found(text):
        assert finding.line, finding
        assert finding.message, finding
        assert finding.severity in Severity


def test_everything_is_found_at_once() -> None:
    text = """
        tasks:
          - {id: a, estimat: 3d, after: [b]}
          - {id: b, estimate: 2d, after: [a, ghost]}
          - {id: b, work: -2d}
    """
    assert {"unknown-key", "cycle", "unknown-id", "wrong-value"} <= codes(text)


@pytest.mark.parametrize(
    ("time", "severities"),
    [("10900ed", []), ("8000d", ["warning"]), ("1d..2d..400000d", ["error"]), ("80000ed", ["error"])],
)
def test_times_of_many_years_are_doubted(time: str, severities: list[str]) -> None:
    found = everything_found(f"tasks: [{{id: a, duration: {time}}}]")
    assert [each.severity.value for each in found if each.code == "too-long"] == severities


def test_a_cycle_is_told_as_a_path() -> None:
    text = """
        tasks:
          - {id: a, estimate: 1d, after: [c]}
          - {id: b, estimate: 1d, after: [a]}
          - {id: c, estimate: 1d, after: [b]}
    """
    (finding,) = everything_found(text)
    assert finding.message == "waits for itself: a -> b -> c -> a"


def test_a_cycle_through_a_summary_is_found() -> None:
    # The summary waits for b, b for a task inside the summary.
    text = """
        tasks:
          - {id: s, after: [b], tasks: [{id: a, estimate: 1d}]}
          - {id: b, estimate: 1d, after: [a]}
    """
    assert "cycle" in codes(text)


def test_a_start_to_start_link_between_siblings_is_no_cycle() -> None:
    text = """
        tasks:
          - {id: a, estimate: 1d}
          - {id: b, estimate: 1d, after: [a SS, a FF]}
    """
    assert codes(text) == set()


def test_a_misspelt_reference_gets_a_suggestion() -> None:
    (finding,) = everything_found(
        "tasks: [{id: arm-fw, estimate: 1d}, {id: b, estimate: 1d, after: [arm-fv]}]"
    )
    assert finding.remedy == "Did you mean `arm-fw`?"


def test_a_fault_in_a_template_is_shown_where_the_template_stands() -> None:
    text = """
        templates:
          - id: build
            tasks:
              - {id: frame, estimate: 1d, after: [nothing]}
        tasks:
          - {id: r, use: build}
    """
    (finding,) = everything_found(text)
    assert (finding.id, finding.line) == ("r.frame", 6)


def test_night_shifts_meet_night_people() -> None:
    text = """
        calendars: [{id: night, hours: Mon-Fri 22:00-06:00}]
        people: [{id: ana, hours: Sun-Thu 23:00-05:00}]
        tasks: [{id: a, estimate: 1d, who: ana, calendar: night}]
    """
    assert codes(text) == set()


def test_zones_are_taken_into_account() -> None:
    # 09:00-12:00 in Singapore is 02:00-05:00 in Berlin: no hour in common with a Berlin afternoon.
    text = """
        calendar: {zone: Europe/Berlin, hours: Mon-Fri 08:00-17:00}
        calendars: [{id: late, hours: Mon-Fri 14:00-18:00}]
        people: [{id: mei, zone: Asia/Singapore, hours: Mon-Fri 09:00-12:00}]
        tasks: [{id: a, estimate: 1d, who: mei, calendar: late}]
    """
    assert codes(text) == {"no-common-hours"}


def test_rules_are_pure() -> None:
    plan = a_plan(SOUND)
    assert check(plan) == check(plan)


def test_the_countries_are_those_of_the_library() -> None:
    from holidays.registry import COUNTRIES as registry

    from fairlead.plan.rules._countries import COUNTRIES

    assert {code for names in registry.values() for code in names[1:] if len(code) <= 3} == COUNTRIES


def test_the_regions_are_those_of_the_library() -> None:
    import holidays
    from holidays.registry import COUNTRIES as registry

    from fairlead.plan.rules._countries import regions

    kinds = {names[1]: getattr(holidays, names[1]) for names in registry.values()}
    expected = {
        code: {each.lower() for each in (*kind.subdivisions, *getattr(kind, "subdivisions_aliases", {}))}
        for code, kind in kinds.items()
    }
    assert regions() == {code: names for code, names in expected.items() if names}


def test_a_region_may_be_a_code_or_a_name() -> None:
    for region in ("BY", "by", "DE-BY", "Bayern"):
        assert codes(f"calendar: {{country: DE, region: {region}}}\ntasks: []") == set()


@pytest.mark.parametrize(
    "text",
    ["candidates: [{id: c, lead_time: XL}]", "candidates: [{id: c, ramp_up: XL}]", "suppliers: [{id: s, lead_time: XL}]",
     "materials: [{id: m, lead_time: XL}]"],
)  # fmt: skip
def test_sizes_are_known_wherever_they_stand(text: str) -> None:
    assert codes(f"sizes: {{M: 3d}}\n{text}\ntasks: []") == {"unknown-size"}
