"""The critical path: early and late dates, floats, what drives what.

tables             what the kernels are given and what they fill in
guide              where to look in a calendar's spans
ordering           an order in which links point forward, or a circle
working            work laid out on calendars
bounds             what one link asks of its two ends
forward, backward  the two passes
floats             total, start, finish and free float
late_as_possible   tasks moved within their free float
windows            links with a maximum lag
driving            driving links, the longest path, float paths
passes             all of it for one network: `critical_path(network)`
"""

from __future__ import annotations
