"""A plan with most levers, small enough that what each does can be seen."""

from __future__ import annotations

from fairlead.plan.document import Plan
from tests.plans import a_plan

SOLO = """
name: Solo
start: 2027-03-01
currency: EUR
confidence: 80%
budget: {total: 30000}
levers: {overtime: 8h/w at 150%, contractors: 1}
people: [{id: ana, name: Ana, skills: {fw: 3}, rate: 80/h}]
suppliers: [{id: agency, name: Agency}]
candidates:
  - {id: carol, name: Carol, skills: {fw: 2}, rate: 100/h, ramp_up: 1w, lead_time: 1w, minimum: 20d, supplier: agency}
  - {id: paul, name: Paul, skills: {paint: 2}, rate: 50/h}
goals: [{id: pilot, name: Pilot, deadline: 2027-04-02, done_when: [signed], penalty: 2000/w}]
tasks:
  - id: drive
    name: Drive
    estimate: 8d..10d..15d
    needs: [fw]
    instead: [{name: Buy the drive, duration: 2w, needs: [agency], cost: 9000}, {estimate: 6d, cost: 3000}]
  - {id: arm, name: Arm, estimate: 8d..10d..14d, needs: [fw]}
  - {id: extra, name: Extra, estimate: 4d, needs: [fw], scope: could, value: 2}
  - {id: last, name: Last touches, estimate: 2d, needs: [fw], after: [arm]}
  - {id: signed, name: Signed, milestone: yes, after: [drive, last]}
risks:
  - {id: r, event: Parts late, probability: 40%, delays: {drive: 5d}, response: accept,
     actions: [{name: Second source, cost: 500, probability: 5%}]}
"""


CHAINS = """
name: Chains
start: 2027-03-01
currency: EUR
goals: [{id: done, deadline: 2027-03-12, done_when: [ready]}]
people: [{id: ana, rate: 10/h}, {id: tom, rate: 10/h}]
tasks:
  - {id: a, estimate: 15d, who: [ana], instead: [{estimate: 8d, cost: 3000}]}
  - {id: b, estimate: 15d, who: [tom], instead: [{estimate: 8d, cost: 2000}]}
  - {id: ready, milestone: yes, after: [a, b]}
"""


def solo(old: str = "", new: str = "") -> Plan:
    assert old in SOLO
    return a_plan(SOLO.replace(old, new) if old else SOLO)
