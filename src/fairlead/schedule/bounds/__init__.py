"""How early a plan could finish at best with the people it has: bounds that only relax, with what proves them.

hours     working time as bounds read it
heads     earliest and latest dates on exact calendars, each task in whichever mode
work      what tasks ask of people and things at the least
chains    heads raised by the work that has to come before
energy    work between two moments against the time of all who can do it
prices    certificates: prices of people's time, weighed in whole numbers
linear    the window-work linear programme, which proposes prices
windows   destructive search on the finish by energy and prices
relaxed   CP-SAT on the union of the calendars with least spans
finish    the best of all: `finish_bound(staffed, time_limit=...)`
"""

from __future__ import annotations

from fairlead.schedule.bounds.bound import Bound, explain
from fairlead.schedule.bounds.finish import finish_bound

__all__ = ["Bound", "explain", "finish_bound"]
