"""Small plans with too few people, and what is found in them."""

from __future__ import annotations

from fairlead.outsource.lacking import needs_of
from fairlead.outsource.needs import Need
from fairlead.outsource.ranking import Ground, Ranked, ranked_for
from fairlead.plan.document import Plan
from fairlead.risk.scoring import Luck, scored
from tests.plans import a_plan

LUCK = Luck(200)

# Ana alone takes four weeks for what two could do in two; each week late costs 5,000.
TWO = """
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

# By name instead of by skill; and work that nobody can do.
NAMED = """
name: P
people: [{id: ana, name: Ana, skills: {fw: 2, hw: 1}}]
tasks:
  - {id: a, name: A, estimate: 10d, who: [ana]}
  - {id: b, name: B, estimate: 10d, who: [ana]}
"""

NOBODY = """
name: P
people: [{id: ana, name: Ana, skills: {fw: 2}}]
tasks:
  - {id: a, name: A, estimate: 5d, needs: [fw]}
  - {id: p, name: Paint it, estimate: 5d, needs: [paint >= 2], after: [a]}
  - {id: w, name: Weld it, estimate: 5d, needs: [weld], after: [a]}
"""

# Two of each skill are needed at once: one more for either alone leaves the other skill as late as before.
BOTH = """
name: P
currency: EUR
people: [{id: ana, skills: {fw: 2}, rate: 80/h}, {id: ben, skills: {hw: 2}, rate: 80/h}]
candidates: [{id: cy, name: Cy, skills: {fw: 2}, rate: 90/h}, {id: di, name: Di, skills: {hw: 2}, rate: 90/h}]
goals: [{id: g, deadline: 2027-01-15, done_when: [end], penalty: 7000/w}]
tasks:
  - {id: a, estimate: 10d, needs: [fw]}
  - {id: b, estimate: 10d, needs: [fw]}
  - {id: c, estimate: 10d, needs: [hw]}
  - {id: d, estimate: 10d, needs: [hw]}
  - {id: end, milestone: true, after: [a, b, c, d]}
"""


def the_need(plan: Plan) -> Need:
    """The one need of a plan."""
    _, (need,) = needs_of(plan, LUCK)
    return need


def ground_of(plan: Plan, day_worth: float = 0.0) -> Ground:
    """What candidates of a plan are compared with."""
    base, _ = needs_of(plan, LUCK, skill="")
    return Ground(plan, base, scored(plan, LUCK), LUCK, day_worth)


def ranked(text: str) -> dict[str, Ranked]:
    """Who is ranked for the one need of a plan, by id, the best first."""
    plan = a_plan(text)
    return {each.id: each for each in ranked_for(ground_of(plan), the_need(plan))}
