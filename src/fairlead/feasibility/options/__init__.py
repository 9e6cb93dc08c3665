"""Ways out: what could be done otherwise, and what comes of it.

move       one thing done otherwise, as lines that change the plan
levers     where moves come from, a module for each kind
look       what levers look at
menu       every move that the levers allow, and how many of them go together
option     moves carried out together, scheduled, verified, simulated
sets       which sets of moves to try
searching  the search among them
front      those that no other beats
settling   promises that go with a way: the first day, the least sum that is sure enough
showing    up to five that differ in kind
choosing   several ways that differ in kind: `options_of(plan)`
buying     the best set for a sum: `bought(plan, sum)`
wished     ways with some levers in each, without others: `options_with(plan, words)`, `without(plan, words)`
charts     the ways by cost and date, as a picture and in characters
curing     the cheapest way back after a change: `cheapest_cures(plan, before)`
"""

from __future__ import annotations

from fairlead.feasibility.options.buying import Bought, bought
from fairlead.feasibility.options.choosing import Options, options_of
from fairlead.feasibility.options.curing import cheapest_cures
from fairlead.feasibility.options.look import Look
from fairlead.feasibility.options.menu import menu_of
from fairlead.feasibility.options.move import Move
from fairlead.feasibility.options.option import Option
from fairlead.feasibility.options.wished import options_with, without

__all__ = ["Bought", "Look", "Move", "Option", "Options", "bought", "cheapest_cures", "menu_of", "options_of",
           "options_with", "without"]  # fmt: skip
