"""Why a task is where it is: step by step back to the plan's start, and what would have to change to move it.

answer      what comes out: `Why` and its parts, as lines and as JSON
reading     a schedule's tables, asked by task
bonds       what binds each task's date: the chain from a task back to the start
waiting     what lies between that and the moment work can begin: weekends, holidays, leave, part-time hours
saying      a bond as a sentence
variants    the network with one thing changed, for "what if"
movers      what moves a task, how far, and what binds then
with_people the same questions put to a schedule that respects people
people_chain    who and what lies between a task and the plan's start there
counterfactuals the plan with one thing about its people changed, levelled afresh
near        the next-nearest predecessors, and what moves when the task slips
words       dates and lengths of time as people read them
"""

from __future__ import annotations

from fairlead.schedule.why.answer import Drives, Mover, Near, Step, Wait, Why
from fairlead.schedule.why.asking import why

__all__ = ["Drives", "Mover", "Near", "Step", "Wait", "Why", "why"]
