"""Why a plan can't be met even with luck, and what would cure it.

luck       the best case of a plan: `with_luck(plan)`
aims       what has to be reached by when
judging    the oracle: a verified schedule, a proof, or undecided (`judgement`)
case       a compiled plan with its dates and limits, as the oracle sees it
proving    proofs by bounds, and what a proof rests on (`pressure`)
laying     schedules that may keep all dates
exact      all orders, people and ways of a few tasks, by CP-SAT
demands    what a plan demands, and the plan without some of it
shrinking  from demands that can't all be met to a few
lateness   by how much a date is missed at the least
needs      needs that nobody fills, and stocks that are too small
money      what a plan costs at the least
purse      what may be spent: the budget, accounts, what is released by when
paying     what each way of doing work costs at the least, and what is spent by when
terms      what a model spends
spending   what has to be spent when all is in time
words      contradictions in words
repairs    cures, each found by solving
answer     what comes out: contradictions with what is known of each member, and their cures
finding    `contradictions(plan)`
meeting    `can_be_met(plan)`
"""

from __future__ import annotations

from fairlead.feasibility.why_not.answer import Contradiction, Met, Removal, Repair, WhyNot
from fairlead.feasibility.why_not.demands import Demand
from fairlead.feasibility.why_not.finding import contradictions
from fairlead.feasibility.why_not.judgement import Answer
from fairlead.feasibility.why_not.luck import with_luck
from fairlead.feasibility.why_not.meeting import can_be_met

__all__ = ["Answer", "Contradiction", "Demand", "Met", "Removal", "Repair", "WhyNot", "can_be_met", "contradictions",
           "with_luck"]  # fmt: skip
